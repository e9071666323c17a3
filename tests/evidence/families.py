"""Made-up diaries: families without anything to find, and families with a known difference.

Pain is a Gaussian AR(1) series, put on the numeric rating scale by rounding and clipping. A
family makes as many diaries as one likes; each diary has its own seed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from math import exp, sqrt
from random import Random
from typing import Final

from journal.core.insight.evidence import Kind
from journal.core.insight.schedule import Days

YEAR: Final = 365
FIRST_DAY: Final = date(2025, 1, 6)
LEVEL: Final = 4.5

Pain = list[float]
Done = list[float]
Logged = list[float | None]
Maker = Callable[[Random], tuple[Logged, Done]]


def lingering(random: Random, phi: float, deviation: float) -> Iterator[float]:
    """A stationary AR(1) series of a year, with its coefficient and its own deviation."""
    value = random.gauss(0, deviation)
    shock = deviation * sqrt(1 - phi * phi)
    for _ in range(YEAR):
        yield value
        value = phi * value + random.gauss(0, shock)


def rated(value: float) -> float:
    """A value on the numeric rating scale."""
    return float(min(10, max(0, round(value))))


def habit(random: Random, share: float = 0.5, lingers: float = 0.6) -> Done:
    """Exercise as a two-state Markov chain: its share of days, and its lag-1 correlation."""
    done = [float(random.random() < share)]
    while len(done) < YEAR:
        done.append(float(random.random() < share + lingers * (done[-1] - share)))
    return done


def chances(random: Random, each: Iterator[float]) -> Done:
    """Exercise on each day with its own chance, given as log odds."""
    return [float(random.random() < 1 / (1 + exp(-odds))) for odds in each]


def week_sums(done: Done) -> Iterator[float]:
    """The exercise days among the seven before each day; half of those before the diary."""
    before = [0.5] * 7 + done
    for day in range(YEAR):
        yield sum(before[day : day + 7])


def base(phi: float, day_after: float = 0, week: float = 0, a_year: float = 0) -> Maker:
    """Habit and lingering pain that know nothing of each other, but for a given difference."""

    def make(random: Random) -> tuple[Logged, Done]:
        done = habit(random)
        pain = lingering(random, phi, 1.8)
        yesterday = [0.0, *done]
        levels = [
            LEVEL + z + day_after * before + week * (days - 3.5) + a_year * day / YEAR
            for day, (z, before, days) in enumerate(
                zip(pain, yesterday, week_sums(done), strict=False)
            )
        ]
        return [rated(level) for level in levels], done

    return make


def avoids(phi: float) -> Maker:
    """Exercise gets rarer on days that hurt."""

    def make(random: Random) -> tuple[Logged, Done]:
        pain: Logged = [rated(LEVEL + z) for z in lingering(random, phi, 1.8)]
        odds = (-0.8 * (level - LEVEL) for level in pain if level is not None)
        return pain, chances(random, odds)

    return make


def unseen(phi: float) -> Maker:
    """The same, from a pain that the diary sees only through rating noise."""

    def make(random: Random) -> tuple[Logged, Done]:
        latent = list(lingering(random, phi, 1.6))
        pain: Logged = [rated(LEVEL + z + random.gauss(0, 1)) for z in latent]
        return pain, chances(random, (-0.8 * z for z in latent))

    return make


def recovery(phi: float) -> Maker:
    """A flare eases by itself while exercise is taken up again; the trend is real."""

    def make(random: Random) -> tuple[Logged, Done]:
        pain: Logged = [
            rated(3 + z + 3.5 * exp(-4 * day / YEAR))
            for day, z in enumerate(lingering(random, phi, 1.3))
        ]
        return pain, chances(random, (-1.5 + 3 * day / YEAR for day in range(YEAR)))

    return make


def weekday(phi: float) -> Maker:
    """Work on five days of the week hurts and leaves less time for exercise."""

    def make(random: Random) -> tuple[Logged, Done]:
        works = [day % 7 < 5 for day in range(YEAR)]
        pain: Logged = [
            rated(LEVEL + z + 0.8 * (work - 5 / 7))
            for work, z in zip(works, lingering(random, phi, 1.7), strict=True)
        ]
        return pain, [float(random.random() < (0.3 if work else 0.8)) for work in works]

    return make


def good_days_unlogged(phi: float) -> Maker:
    """Base, but a day with little pain is often not logged, less often so after exercising."""

    def make(random: Random) -> tuple[Logged, Done]:
        pain, done = base(phi)(random)

        def kept(level: float | None, exercised: float) -> bool:
            low = level is not None and level <= 3
            return random.random() < ((0.45 if exercised else 0.35) if low else 0.9)

        return [
            level if kept(level, exercised) else None
            for level, exercised in zip(pain, done, strict=True)
        ], done

    return make


def gappy(made: Maker) -> Maker:
    """Another family with 35 % of its days not logged, at random."""

    def make(random: Random) -> tuple[Logged, Done]:
        pain, done = made(random)
        return [None if random.random() < 0.35 else level for level in pain], done

    return make


def rare(phi: float) -> Maker:
    """Base, with exercise on an eighth of the days."""

    def make(random: Random) -> tuple[Logged, Done]:
        pain: Logged = [rated(LEVEL + z) for z in lingering(random, phi, 1.8)]
        return pain, habit(random, share=0.12, lingers=0.3)

    return make


def mostly_none(phi: float) -> Maker:
    """Next to no pain, with a few bad episodes."""

    def make(random: Random) -> tuple[Logged, Done]:
        pain: Logged = [
            rated(2 + 8 * (z - 1.2) if z > 1.2 else 0.5 * z) for z in lingering(random, phi, 1)
        ]
        return pain, habit(random)

    return make


@dataclass(frozen=True, slots=True)
class Family:
    """Diaries of one kind, and what is expected of the rules there."""

    name: str
    make: Maker
    kind: Kind = "ordinary"
    trend_is_real: bool = False

    def days(self, seed: int, number: int) -> Days:
        """One of its diaries; the same from the same seed and number."""
        random = Random(f"{seed}/{self.name}/{number}")  # noqa: S311 (a simulation)
        return Days(FIRST_DAY, *self.make(random))


def _effects() -> Iterator[Family]:
    for phi in (0.3, 0.6, 0.85):
        for points in (-0.5, -1.0, -1.5):
            name = f"{points:+} the day after, phi {phi}"
            yield Family(name, base(phi, day_after=points), kind="difference")
    yield Family("+1.0 the day after, phi 0.6", base(0.6, day_after=1.0), kind="difference")
    gaps = gappy(base(0.6, day_after=-1.0))
    yield Family("-1.0 the day after, 35 % missing, phi 0.6", gaps, kind="difference")
    for phi in (0.3, 0.6, 0.85):
        name = f"-0.25 for each exercise day of the week before, phi {phi}"
        yield Family(name, base(phi, week=-0.25), kind="difference")
    for points in (-2.0, -3.0, -4.0):
        name = f"{points:+} over the year, phi 0.6"
        yield Family(name, base(0.6, a_year=points), kind="difference")


FAMILIES: Final = (
    *(Family(f"base, phi {phi}", base(phi)) for phi in (0.0, 0.3, 0.6, 0.85)),
    Family("base, phi 0.95", base(0.95), kind="extreme"),
    *(Family(f"avoids exercise when it hurts, phi {p}", avoids(p)) for p in (0.3, 0.6, 0.85)),
    *(
        Family(f"recovery while exercise rises, phi {phi}", recovery(phi), trend_is_real=True)
        for phi in (0.3, 0.6)
    ),
    *(Family(f"weekday rhythm in both, phi {phi}", weekday(phi)) for phi in (0.3, 0.6)),
    *(Family(f"good days not logged, phi {p}", good_days_unlogged(p)) for p in (0.5, 0.8)),
    *(Family(f"35 % of days missing, phi {phi}", gappy(base(phi))) for phi in (0.5, 0.8)),
    Family("rare exerciser, phi 0.6", rare(0.6)),
    Family("mostly none, with episodes, phi 0.7", mostly_none(0.7)),
    *(
        Family(f"avoidance on pain never seen, phi {phi}", unseen(phi), kind="extreme")
        for phi in (0.7, 0.9)
    ),
    *_effects(),
)
