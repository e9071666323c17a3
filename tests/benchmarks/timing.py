"""Samples of what was measured, and calls measured in turns."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Self

WARM_UP = 2


@dataclass(frozen=True, slots=True)
class Sample:
    """What was measured, once or several times."""

    values: tuple[float, ...]

    @classmethod
    def of(cls, *values: float) -> Self:
        return cls(values)

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def lowest(self) -> float:
        return min(self.values)

    @property
    def highest(self) -> float:
        return max(self.values)

    def each(self, change: Callable[[float], float]) -> "Sample":
        """The same, in another unit."""
        return Sample(tuple(change(value) for value in self.values))


@dataclass(frozen=True, slots=True)
class Turns:
    """How often calls are measured, one after the other.

    Before each measurement come ``warm`` calls that do not count, so that what ran before does
    not matter; ``block`` calls in a row are one measurement, their mean.
    """

    clock: Callable[[], float]
    rounds: int
    block: int = 1
    warm: int = 0

    def of(
        self,
        calls: Mapping[str, Callable[[], object]],
        between: Callable[[], object] = lambda: None,
    ) -> dict[str, Sample]:
        """The seconds each call takes, in turns; ``between`` measurements one may tidy up."""
        times: dict[str, list[float]] = {name: [] for name in calls}
        for number in range(-WARM_UP if self.rounds > WARM_UP else -1, self.rounds):
            for name, call in calls.items():
                for _ in range(self.warm):
                    call()
                began = self.clock()
                for _ in range(self.block):
                    call()
                seconds = (self.clock() - began) / self.block
                between()
                if number >= 0:
                    times[name].append(seconds)
        return {name: Sample(tuple(values)) for name, values in times.items()}


def rates(count: int, seconds: Iterable[float]) -> Sample:
    """How many a second, where ``count`` took so many seconds."""
    return Sample(tuple(count / each for each in seconds))
