"""Limits of time: who takes too long is told of, who does not is not, and no thread stays."""

from __future__ import annotations

import threading
import time

from cutaway.interpreters.deadlines import Watch


def test_a_block_that_takes_longer_is_told_while_it_runs() -> None:
    expired = threading.Event()
    with Watch().limit(0.02, expired.set):
        assert expired.wait(5)


def test_a_short_limit_is_kept_where_the_thread_sleeps_for_a_long_one() -> None:
    watch, expired = Watch(), threading.Event()
    with watch.limit(60, lambda: None):
        time.sleep(0.05)  # until the thread sleeps
        with watch.limit(0.02, expired.set):
            assert expired.wait(5)


def test_a_block_that_ended_in_time_is_left_alone() -> None:
    watch, expired = Watch(), []
    with watch.limit(0.05, lambda: expired.append("first")):
        pass
    with watch.limit(60, lambda: expired.append("second")):
        time.sleep(0.2)
    assert expired == []


def test_the_thread_ends_where_nothing_is_under_way() -> None:
    before = threading.active_count()
    watch = Watch()
    with watch.limit(60, lambda: None):
        assert threading.active_count() == before + 1
    watch.rest()
    assert threading.active_count() == before
    expired = threading.Event()
    with watch.limit(0.02, expired.set):
        assert expired.wait(5)
