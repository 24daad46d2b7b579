"""Which cases run where in every run: all on three versions, a sixth of them on each other one; the rest is slow.

Knows a case and an interpreter among a test's parameters. Does not know what the test asks of them.
"""

from __future__ import annotations

from zlib import crc32

import pytest
from cause_cases import Case

# The oldest, the newest, and the last before 3.13's tables and 3.14's annotations.
ALWAYS = ((3, 8), (3, 12), (3, 15))


@pytest.hookimpl(tryfirst=True)  # before those marked slow are taken out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        params = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        if isinstance(case := params.get("case"), Case) and not in_every_run(case, params["python"].minor):
            item.add_marker(pytest.mark.slow)


def in_every_run(case: Case, minor: tuple[int, int]) -> bool:
    """A sixth of the cases on each other version, another sixth on the next: by the name, so that it stays."""
    return minor in ALWAYS or (crc32(case.name.encode()) + minor[1]) % 6 == 0
