"""Links: a page of one version's documentation, a file of one version's source.

Knows how docs.python.org and the repository of CPython name things.
Does not know whether an anchor exists; who asks for one has checked.
"""

from __future__ import annotations

from collections.abc import Sequence

DOCUMENTATION = "https://docs.python.org"
REPOSITORY = "https://github.com/python/cpython"


def docs(version: Sequence[int], page: str, anchor: str = "") -> str:
    """Return the link to a page such as `library/dis` in the documentation of a version, (3, 12) or (3, 12, 1)."""
    major, minor = version[0], version[1]
    fragment = f"#{anchor}" if anchor else ""
    return f"{DOCUMENTATION}/{major}.{minor}/{page}.html{fragment}"


def source(version: Sequence[int], file: str) -> str:
    """Return the link to a file of CPython's own source at the tag of a version, given as (3, 12, 1)."""
    major, minor, micro = version[0], version[1], version[2]
    # Tags always have three numbers, a first release too: v3.13.0.
    return f"{REPOSITORY}/blob/v{major}.{minor}.{micro}/{file}"
