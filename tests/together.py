"""Several things at the same moment, each in a thread of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def together(*works: Callable[[], T]) -> list[T]:
    """Do all of it at the same moment; what each answered, in their order."""
    barrier = threading.Barrier(len(works))

    def work_at_once(work: Callable[[], T]) -> T:
        barrier.wait(20)
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        futures = [threads.submit(work_at_once, work) for work in works]
        return [future.result(60) for future in futures]
