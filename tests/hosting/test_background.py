"""Work by the clock: what is left out is not called done."""

import threading
import time

from journal.hosting import background
from journal.web.support.readiness import Readiness
from tests.hosting.test_serving import waited_for


def test_a_turn_that_is_left_out_for_the_database_is_waiting_and_not_done() -> None:
    database, turn = Readiness(lambda: None), threading.Event()
    stop = background.start("sweeping", background.once_ready(database, turn.set), 0.01)
    job = background.JOBS.pop("sweeping")
    try:
        time.sleep(0.1)
        assert (job.word, turn.is_set()) == ("waiting", False)
        database.make_sure()
        waited_for(lambda: job.word == "ok", "a turn")
        assert turn.is_set()
    finally:
        stop.set()
