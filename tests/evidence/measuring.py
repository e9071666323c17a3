"""How often the rules find something in the diaries of a family, and whether that is allowed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from multiprocessing import Pool
from typing import Final

from journal.core.insight.evidence import SituationRow
from journal.core.insight.questions import CLAIMS
from journal.core.insight.schedule import statuses
from tests.evidence.families import FAMILIES, Family

PIECE: Final = 50
CLAIMED_MOST: Final = 0.05
FOUND_LEAST: Final = 0.70
ONE_SIDED_MOST: Final = 0.04
LOWER, HIGHER = "-1.0 the day after, phi 0.6", "+1.0 the day after, phi 0.6"


def claimed(family: Family, seed: int, number: int) -> set[str]:
    """What a year of looks at one diary claims at any time, by question."""
    reached = statuses(family.days(seed, number))
    names = {name for name, verdicts in reached.items() if set(verdicts) & set(CLAIMS)}
    claims = names - {"trend"} if family.trend_is_real else names
    unclear = any("direction_unclear" in verdicts for verdicts in reached.values())
    return names | ({"any"} if claims else set()) | ({"direction_unclear"} if unclear else set())


def _piece(task: tuple[int, int, int, int]) -> tuple[int, Counter[str]]:
    """The claims in some diaries of the family at a place of the list."""
    place, seed, first, stop = task
    counts: Counter[str] = Counter()
    for number in range(first, stop):
        counts.update(claimed(FAMILIES[place], seed, number))
    return place, counts


def table(
    diaries: int, seed: int, families: Sequence[Family] = FAMILIES, processes: int = 2
) -> Iterator[SituationRow]:
    """A row for each of the families, in order."""
    tasks = [
        (FAMILIES.index(family), seed, first, min(first + PIECE, diaries))
        for family in families
        for first in range(0, diaries, PIECE)
    ]
    with Pool(processes) as pool:
        yield from _rows(pool.imap(_piece, tasks), diaries, seed)


def _rows(
    pieces: Iterable[tuple[int, Counter[str]]], diaries: int, seed: int
) -> Iterator[SituationRow]:
    counts: Counter[str] = Counter()
    number = 0
    each = -(-diaries // PIECE)
    for place, piece_counts in pieces:
        counts += piece_counts
        number += 1
        if number == each:
            yield row(FAMILIES[place], counts, diaries, seed)
            counts, number = Counter(), 0


def row(family: Family, counts: Counter[str], diaries: int, seed: int) -> SituationRow:
    """A family's row, from how many of its diaries had each claim."""
    shares = {
        name: round(counts[name] / diaries, 4)
        for name in ("day_after", "week_before", "trend", "any", "direction_unclear")
    }
    return SituationRow(family.name, family.kind, diaries, seed, **shares)


def by_chance(share: float, diaries: int) -> float:
    """How far the share of so many diaries is from the true one in 1 of 20 simulations."""
    return 2 * sqrt(share * (1 - share) / diaries)


def failures(rows: Sequence[SituationRow]) -> list[str]:
    """What the rules promise and these rows do not show, chance in so many diaries allowed for."""
    by_name = {each.family: each for each in rows}
    sentences = [
        f"{each.family}: {each.any:.1%} of diaries with a claim in the year, "
        f"{CLAIMED_MOST:.0%} promised"
        for each in rows
        if each.kind == "ordinary"
        and each.any > CLAIMED_MOST + by_chance(CLAIMED_MOST, each.diaries)
    ]
    lower, higher = by_name[LOWER], by_name[HIGHER]
    if lower.day_after < FOUND_LEAST - by_chance(FOUND_LEAST, lower.diaries):
        sentences.append(
            f"{LOWER}: found in {lower.day_after:.1%} of diaries, {FOUND_LEAST:.0%} promised"
        )
    apart = ONE_SIDED_MOST + by_chance(FOUND_LEAST, lower.diaries)
    if abs(lower.day_after - higher.day_after) > apart:
        sentences.append(
            f"{LOWER} is found in {lower.day_after:.1%}, but {HIGHER} in {higher.day_after:.1%}"
        )
    return sentences
