"""What one person logs within one second is listed in the order in which it came."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from journal.store.diary import row_writing
from tests.people import Person
from tests.web.reading import soup, words_of

pytestmark = pytest.mark.both_databases

NAMES = ["Zinc", "Arnica", "Menthol", "Balm", "Camphor"]


def test_whichever_worker_of_the_server_takes_each(
    clock: time_machine.Traveller, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        monkeypatch.setattr(row_writing, "ORDER", row_writing.AddingOrder())  # another worker
        ada.log("relief", method="own", name=name, applied_at="2026-05-20T13:00")
        clock.shift(0.1)
    lines = soup(ada.get("/")).select("#today-logged .entry-line strong")
    assert [words_of(line) for line in lines] == NAMES


@pytest.mark.usefixtures("clock")
def test_one_worker_keeps_the_order_of_one_microsecond(ada: Person) -> None:
    for name in NAMES:
        ada.log("relief", method="own", name=name, applied_at="2026-05-20T13:00")
    lines = soup(ada.get("/")).select("#today-logged .entry-line strong")
    assert [words_of(line) for line in lines] == NAMES


def test_a_second_that_another_request_overtook_keeps_its_order() -> None:
    order, moment = row_writing.AddingOrder(), datetime(2026, 5, 20, 12, tzinfo=UTC)
    first, second = (order.after_last(moment) for _ in range(2))
    order.after_last(moment + timedelta(seconds=1))
    assert first < second < order.after_last(moment)
