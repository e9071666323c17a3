"""Two taps at one place are one entry, whatever lies under the finger by then.

Every control of Today, in every engine, with three kinds of network: at five gaps that take turns
from control to control, or with ``--all`` every control at every gap, and every link.
"""

from collections import Counter
from collections.abc import Callable
from itertools import cycle

import pytest

from tests.engines.controls import TODAY, Control, links, lived, of_entries, of_today
from tests.engines.pairs import Pairs, is_at, refused_when_all_arrived
from tests.engines.people import Person
from tests.engines.table import FAILED, GAPS, NETWORKS, PAIR, RIGHT, UNTRIED


@pytest.mark.parametrize(
    ("gap", "measured", "counts"),
    [(0, 59.9 - 5, True), (60, 54, False), (60, 60, True), (400, 700, False), (700, 799, False)],
)
def test_a_pair_counts_for_the_gap_it_had(gap: int, measured: float, counts: bool) -> None:
    assert is_at(gap, measured) is counts


Recording = Callable[[str, object], None]


def pairs_of(person: Person, network: str, record: Recording) -> tuple[Pairs, Counter[str]]:
    """Pairs of taps that are told to the table, and how many there are of each verdict."""
    verdicts: Counter[str] = Counter()

    def tell(control: Control, gap: int, verdict: str, detail: str) -> None:
        verdicts[verdict] += 1
        record(PAIR, [person.window.name, network, gap, control.name, verdict, detail])

    return Pairs(person, network, tell), verdicts


@pytest.mark.parametrize("network", NETWORKS)
def test_two_taps_at_one_place_save_one_thing_and_nothing_else(
    account: Person, network: str, gaps: tuple[int, ...], record_property: Recording
) -> None:
    lived(account)
    person = account.signed_in().knows_offline()
    began, earlier = person.saved(), person.kinds()
    pairs, verdicts = pairs_of(person, network, record_property)
    offline = pairs.is_offline
    controls = [*of_today(person, offline=offline), *of_entries(offline=offline)]
    pairs.as_meant()
    for control, gap in zip(controls, cycle(gaps), strict=False):
        pairs.make(control, gap)
    person.wire.mend()
    person.window.open(TODAY)
    refused = refused_when_all_arrived(person)
    assert person.saved() + refused == began + pairs.saved
    assert verdicts[FAILED] == 0, verdicts
    assert verdicts[UNTRIED] <= verdicts[RIGHT] // 4, verdicts  # of a machine that is busy
    if not pairs.apart:
        kinds = person.kinds() - earlier
        assert refused == 0
        assert pairs.kinds <= kinds
        assert (kinds - pairs.kinds).total() <= pairs.unnamed


@pytest.mark.whole_table
@pytest.mark.parametrize("network", NETWORKS)
def test_two_taps_on_a_link_save_nothing(
    account: Person, network: str, record_property: Recording
) -> None:
    lived(account)
    person = account.signed_in().knows_offline()
    before = person.saved()
    pairs, verdicts = pairs_of(person, network, record_property)
    listed = links(person)
    assert len(listed) > 15
    pairs.as_meant()
    for link, gap in zip(listed, cycle(GAPS), strict=False):
        pairs.make(link, gap)
    person.wire.mend()
    person.window.open(TODAY)
    assert refused_when_all_arrived(person) == 0
    assert person.saved() == before
    assert verdicts[FAILED] == 0, verdicts
