"""Several things at the same moment, each in a thread of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def together(*works: Callable[[], T], seconds: float = 60) -> list[T]:
    """Do all of it at the same moment; what each answered, in their order.

    Raises TimeoutError where one takes longer: two that wait for each other hold up no end.
    """
    barrier = threading.Barrier(len(works))
    futures: list[Future[T]] = [Future() for _ in works]

    def work_at_once(work: Callable[[], T], future: Future[T]) -> None:
        try:
            barrier.wait(20)
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    for pair in zip(works, futures, strict=True):
        threading.Thread(target=work_at_once, args=pair, daemon=True).start()
    return [future.result(seconds) for future in futures]
