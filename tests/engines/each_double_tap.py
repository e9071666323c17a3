"""Two taps at one place are one entry, whatever lies under the finger by then.

Every control of Today, in every engine, with three kinds of network: at five gaps that take turns
from control to control, or with ``--all`` every control at every gap.
"""

from collections import Counter
from collections.abc import Callable
from itertools import cycle

import pytest

from tests.engines.controls import TODAY, Control, links, lived, of_entries, of_today
from tests.engines.pairs import Pairs, is_at, refused_when_all_arrived
from tests.engines.people import TODAY_IS_THERE, Person
from tests.engines.table import FAILED, NETWORKS, PAIR, RIGHT, UNTRIED


@pytest.mark.parametrize(
    ("gap", "measured", "counts"),
    [(0, 59.9 - 5, True), (60, 54, False), (60, 60, True), (400, 700, False), (700, 799, False)],
)
def test_a_pair_counts_for_the_gap_it_had(gap: int, measured: float, counts: bool) -> None:
    assert is_at(gap, measured) is counts


def links_of(pairs: Pairs) -> list[Control]:
    """Every link that Today shows at last."""
    pairs.person.window.open(TODAY)
    pairs.person.window.wait_for(TODAY_IS_THERE)
    return links(pairs.person)


@pytest.mark.parametrize("network", NETWORKS)
def test_two_taps_at_one_place_save_one_thing_and_nothing_else(
    account: Person,
    network: str,
    gaps: tuple[int, ...],
    record_property: Callable[[str, object], None],
) -> None:
    lived(account)
    person = account.signed_in().knows_offline()
    began, earlier = person.saved(), person.kinds()
    verdicts: Counter[str] = Counter()

    def tell(control: Control, gap: int, verdict: str, detail: str) -> None:
        verdicts[verdict] += 1
        row = [person.window.name, network, gap, control.name, verdict, detail]
        record_property(PAIR, row)

    pairs = Pairs(person, network, tell)
    offline = pairs.is_offline
    controls = [*of_today(person, offline=offline), *of_entries(offline=offline)]
    pairs.as_meant()
    turns = cycle(gaps)
    for control in controls:
        pairs.make(control, next(turns))
    if len(gaps) == 1:
        for link in links_of(pairs):
            pairs.make(link, *gaps)
    person.wire.mend()
    person.window.open("/")
    refused = refused_when_all_arrived(person)
    assert person.saved() + refused == began + pairs.saved
    assert verdicts[FAILED] == 0, verdicts
    assert verdicts[UNTRIED] <= verdicts[RIGHT] // 10, verdicts
    if not pairs.apart:
        kinds = person.kinds() - earlier
        assert refused == 0
        assert pairs.kinds <= kinds
        assert (kinds - pairs.kinds).total() <= pairs.unnamed
