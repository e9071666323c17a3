"""What all workers of a run use is made by one of them, and ends after all."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.shared_by_workers import shared
from tests.together import together


def test_it_is_made_once_and_ends_after_all_have_done(tmp_path: Path) -> None:
    events: list[str] = []
    barrier = threading.Barrier(2)

    @contextmanager
    def making() -> Iterator[str]:
        events.append("made")
        yield "its address"
        events.append("ended")

    def use() -> None:
        with shared(tmp_path, making()) as text:
            events.append(text)
            barrier.wait(20)
            events.append("used")

    for _ in range(2):
        events.clear()
        together(use, use)
        assert events == ["made", "its address", "its address", "used", "used", "ended"]
