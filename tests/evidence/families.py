"""Made-up diaries: families without anything to find, and families with a known difference.

Pain is a Gaussian AR(1) series, put on the numeric rating scale by rounding and clipping. A
family makes as many diaries as one likes; each diary has its own seed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import cos, exp, pi, sqrt
from operator import mul
from random import Random
from typing import Final

from journal.core.insight.evidence import Kind
from journal.core.insight.schedule import Days

YEAR: Final = 365
FIRST_DAY: Final = date(2025, 1, 6)
LEVEL: Final = 4.5
MEMORY: Final = 730
"""So many days back a long memory reaches."""

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
    exercise = [float(random.random() < share)]
    while len(exercise) < YEAR:
        exercise.append(float(random.random() < share + lingers * (exercise[-1] - share)))
    return exercise


def chances(random: Random, each: Iterator[float]) -> Done:
    """Exercise on each day with its own chance, given as log odds."""
    return [float(random.random() < 1 / (1 + exp(-odds))) for odds in each]


def week_sums(exercise: Done) -> Iterator[float]:
    """The exercise days among the seven before each day; half of those before the diary."""
    before = [0.5] * 7 + exercise
    for day in range(YEAR):
        yield sum(before[day : day + 7])


def base(phi: float, day_after: float = 0, week: float = 0, a_year: float = 0) -> Maker:
    """Habit and lingering pain that know nothing of each other, but for a given difference."""

    def make(random: Random) -> tuple[Logged, Done]:
        exercise = habit(random)
        pain = lingering(random, phi, 1.8)
        yesterday = [0.0, *exercise]
        levels = [
            LEVEL + z + day_after * before + week * (days - 3.5) + a_year * day / YEAR
            for day, (z, before, days) in enumerate(
                zip(pain, yesterday, week_sums(exercise), strict=False)
            )
        ]
        return [rated(level) for level in levels], exercise

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
        pain, exercise = base(phi)(random)

        def kept(level: float | None, exercised: float) -> bool:
            low = level is not None and level <= 3
            return random.random() < ((0.45 if exercised else 0.35) if low else 0.9)

        return [
            level if kept(level, exercised) else None
            for level, exercised in zip(pain, exercise, strict=True)
        ], exercise

    return make


def gappy(maker: Maker) -> Maker:
    """Another family with 35 % of its days not logged, at random."""

    def make(random: Random) -> tuple[Logged, Done]:
        pain, exercise = maker(random)
        return [None if random.random() < 0.35 else level for level in pain], exercise

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


@cache
def _long_memory_weights(d: float) -> tuple[float, ...]:
    """How much of each earlier shock is left, the oldest first, scaled to a deviation of 1."""
    weights = [1.0]
    while len(weights) < MEMORY:
        weights.append(weights[-1] * (len(weights) - 1 + d) / len(weights))
    scale = sqrt(sum(weight * weight for weight in weights))
    return tuple(weight / scale for weight in reversed(weights))


def remembering(random: Random, d: float, deviation: float) -> list[float]:
    """A year of fractionally integrated noise, ARFIMA(0, d, 0): its memory fades very slowly."""
    shocks = [random.gauss(0, deviation) for _ in range(YEAR + MEMORY)]
    weights = _long_memory_weights(d)
    return [sum(map(mul, weights, shocks[day : day + MEMORY])) for day in range(YEAR)]


def long_memory(d: float, *, exercise_too: bool) -> Maker:
    """Pain that still knows of last year; exercise by habit, or with such a memory of its own."""

    def make(random: Random) -> tuple[Logged, Done]:
        pain: Logged = [rated(LEVEL + z) for z in remembering(random, d, 1.8)]
        if not exercise_too:
            return pain, habit(random)
        return pain, [float(z > 0) for z in remembering(random, d, 1.0)]

    return make


def yearly(phi: float) -> Maker:
    """Pain and exercise both go with the seasons, which have the same phase or another."""

    def make(random: Random) -> tuple[Logged, Done]:
        phase, other = random.uniform(0, 2 * pi), random.choice((0, pi))
        season = [cos(2 * pi * day / YEAR + phase) for day in range(YEAR)]
        turned = [cos(2 * pi * day / YEAR + phase + other) for day in range(YEAR)]
        pain: Logged = [
            rated(LEVEL + z + 1.2 * high)
            for z, high in zip(lingering(random, phi, 1.5), season, strict=True)
        ]
        return pain, chances(random, (1.2 * high for high in turned))

    return make


def weekend(phi: float) -> Maker:
    """A strong weekend in both: less pain, and exercise nearly every time."""

    def make(random: Random) -> tuple[Logged, Done]:
        free = [day % 7 >= 5 for day in range(YEAR)]
        pain: Logged = [
            rated(LEVEL + z - 1.5 * weekend)
            for weekend, z in zip(free, lingering(random, phi, 1.7), strict=True)
        ]
        return pain, [float(random.random() < (0.9 if weekend else 0.3)) for weekend in free]

    return make


def weekday_profile(phi: float) -> Maker:
    """Each day of the week has its own pain and its own chance of exercise, at random."""

    def make(random: Random) -> tuple[Logged, Done]:
        levels = [random.gauss(0, 0.8) for _ in range(7)]
        odds = [random.gauss(0, 1.2) for _ in range(7)]
        pain: Logged = [
            rated(LEVEL + z + levels[day % 7]) for day, z in enumerate(lingering(random, phi, 1.6))
        ]
        return pain, chances(random, (odds[day % 7] for day in range(YEAR)))

    return make


def sundays_off(phi: float) -> Maker:
    """Exercise on six days of seven; Sunday is the rest day, and the weekend is calmer."""

    def make(random: Random) -> tuple[Logged, Done]:
        pain: Logged = [
            rated(LEVEL + z - 1.0 * (day % 7 >= 5))
            for day, z in enumerate(lingering(random, phi, 1.7))
        ]
        return pain, [
            float(random.random() < (0.05 if day % 7 == 6 else 0.97)) for day in range(YEAR)
        ]

    return make


def rests_on_the_worst(phi: float) -> Maker:
    """Exercise on six days of seven; the rest day is the one of the week that hurts most."""

    def make(random: Random) -> tuple[Logged, Done]:
        latent = [LEVEL + z for z in lingering(random, phi, 1.8)]
        exercise = [1.0] * YEAR
        for first in range(0, YEAR, 7):
            exercise[max(range(first, min(first + 7, YEAR)), key=latent.__getitem__)] = 0.0
        return [rated(level) for level in latent], exercise

    return make


def therapy(phi: float, step: float = -1.5) -> Maker:
    """Something else begins with the exercise and changes pain from that day on."""

    def make(random: Random) -> tuple[Logged, Done]:
        begins = random.randint(120, 245)
        pain: Logged = [
            rated(5.0 + z + step * (day >= begins))
            for day, z in enumerate(lingering(random, phi, 1.6))
        ]
        return pain, [
            float(random.random() < (0.7 if day >= begins else 0.2)) for day in range(YEAR)
        ]

    return make


def slow_and_noisy(phi: float) -> Maker:
    """Pain that changes very slowly, seen through rating noise; exercise by habit."""

    def make(random: Random) -> tuple[Logged, Done]:
        pain: Logged = [rated(LEVEL + z + random.gauss(0, 1)) for z in lingering(random, phi, 1.6)]
        return pain, habit(random)

    return make


def drifting_scale(phi: float) -> Maker:
    """Somebody rates the same pain ever higher over the year, and exercises ever more."""

    def make(random: Random) -> tuple[Logged, Done]:
        pain: Logged = [
            rated(4 + z + 1.2 * day / YEAR) for day, z in enumerate(lingering(random, phi, 1.7))
        ]
        return pain, chances(random, (-0.7 + 1.4 * day / YEAR for day in range(YEAR)))

    return make


def foreseeing(phi: float) -> Maker:
    """Exercise is skipped when something announces that tomorrow will hurt."""

    def make(random: Random) -> tuple[Logged, Done]:
        pain: Logged = [rated(LEVEL + z) for z in lingering(random, phi, 1.8)]
        tomorrow = [*pain[1:], pain[-1]]
        odds = (-0.8 * (level - LEVEL) for level in tomorrow if level is not None)
        return pain, chances(random, odds)

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


def _hard() -> Iterator[Family]:
    for d in (0.3, 0.45):
        habitual = long_memory(d, exercise_too=False)
        maker = long_memory(d, exercise_too=True)
        yield Family(f"long memory, d {d}", habitual, kind="extreme")
        yield Family(f"long memory in both, d {d}", maker, kind="extreme")
    for phi in (0.5, 0.8):
        yield Family(f"a yearly cycle in both, phi {phi}", yearly(phi), kind="extreme")
    worst = "rests on the worst day of the week, phi 0.6"
    yield Family(worst, rests_on_the_worst(0.6), kind="extreme")
    begins = "a therapy begins with the exercise, phi 0.6"
    yield Family(begins, therapy(0.6), kind="extreme", trend_is_real=True)
    yield Family("slow pain and rating noise, phi 0.97", slow_and_noisy(0.97), kind="extreme")
    yield Family("the scale drifts, phi 0.6", drifting_scale(0.6), kind="extreme")
    ahead = "skips when tomorrow will hurt, phi 0.6"
    yield Family(ahead, foreseeing(0.6), kind="extreme")


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
    Family("a strong weekend in both, phi 0.6", weekend(0.6)),
    Family("a random weekday profile in both, phi 0.6", weekday_profile(0.6)),
    Family("six days of seven, Sundays off, calmer weekends, phi 0.6", sundays_off(0.6)),
    *(
        Family(f"avoidance on pain never seen, phi {phi}", unseen(phi), kind="extreme")
        for phi in (0.7, 0.9)
    ),
    *_hard(),
    *_effects(),
)
