"""Things that are done at the same moment: a fault of one, or a deadlock, fails the test."""

import threading

import pytest

from tests.together import together


def test_each_answers_in_its_place() -> None:
    assert together(lambda: 1, lambda: 2) == [1, 2]


def test_a_fault_of_one_is_raised() -> None:
    def fail() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        together(lambda: 1, fail)


def test_two_that_wait_for_each_other_fail_and_hold_up_no_end() -> None:
    never = threading.Event()
    with pytest.raises(TimeoutError):
        together(never.wait, never.wait, seconds=0.1)
    waiting = [thread for thread in threading.enumerate() if "work_at_once" in thread.name]
    assert len(waiting) == 2
    assert all(thread.daemon for thread in waiting)
    never.set()
