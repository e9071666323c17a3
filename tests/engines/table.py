"""What the run in three engines found: tables for its end, and for a page of the documentation."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.results import laid_out
from tests.engines.controls import LINK

PAIR: Final = "pair of taps"
TASK: Final = "task"
ENGINE: Final = "engine"
"""The properties of a test that tell of a pair of taps, of a task, and of an engine's version."""

RIGHT, FAILED, UNTRIED = "right", "failed", "not tried"
"""What became of a pair: as it should be, something else, or never tapped at its gap."""

GAPS: Final = (0, 60, 150, 400, 700)
"""Milliseconds between two taps that are meant as one."""

NETWORKS: Final = ("online", "slow", "offline")

PAGE = Path(__file__).resolve().parents[2] / "docs" / "engines.md"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two taps on a control."""

    engine: str
    network: str
    gap: int
    control: str
    verdict: str
    detail: str = ""
    """What was seen instead, or why it was not tried."""

    @property
    def line(self) -> str:
        where = f"{self.engine} {self.network} {self.gap} ms"
        return f"{self.verdict}: {where}: {self.control} {self.detail}".rstrip()


@dataclass
class Results:
    """All that a run found."""

    pairs: list[Pair] = field(default_factory=list)
    tasks: list[list[str]] = field(default_factory=list)
    """Engine, task, taps and seconds."""
    versions: dict[str, str] = field(default_factory=dict)
    """Of each engine."""

    def take(self, name: str, value: Any) -> None:  # what a property may hold
        """Note a property of a test."""
        if name == PAIR:
            self.pairs.append(Pair(*value))
        elif name == TASK:
            self.tasks.append(value)
        elif name == ENGINE:
            self.versions[value[0]] = value[1]

    def of(self, verdict: str) -> list[Pair]:
        """The pairs of one verdict."""
        return [pair for pair in self.pairs if pair.verdict == verdict]

    @property
    def engines(self) -> list[str]:
        return sorted({pair.engine for pair in self.pairs})

    @property
    def is_whole(self) -> bool:
        """Whether every control was to be tapped at every gap, in every engine and network."""
        tapped: dict[tuple[str, str], set[tuple[str, int]]] = {}
        for pair in self.pairs:
            if pair.control.startswith(LINK):  # these take turns with the gaps
                continue
            tapped.setdefault((pair.engine, pair.network), set()).add((pair.control, pair.gap))
        each_gap = all(
            cells == {(control, gap) for control, _ in cells for gap in GAPS}
            for cells in tapped.values()
        )
        return len(self.versions) == 3 and len(tapped) == 9 and each_gap

    def by_gap(self) -> list[list[str]]:
        """Of each engine and network, how many pairs of all are right at each gap."""
        rows = [["", *(f"{gap} ms" for gap in GAPS)]]
        for engine in self.engines:
            for network in NETWORKS:
                of = [
                    pair for pair in self.pairs if (pair.engine, pair.network) == (engine, network)
                ]
                cells = [_right([pair for pair in of if pair.gap == gap]) for gap in GAPS]
                rows += [[f"{engine} {network}", *cells]] if of else []
        return rows

    def by_control(self) -> list[list[str]]:
        """Of each control, how many pairs of all are right in each engine and network."""
        columns = [(engine, network) for engine in self.engines for network in NETWORKS]
        rows = [["", *(f"{engine} {network}" for engine, network in columns)]]
        for control in dict.fromkeys(pair.control for pair in self.pairs):
            of = [pair for pair in self.pairs if pair.control == control]
            cells = [
                _right([pair for pair in of if (pair.engine, pair.network) == column])
                for column in columns
            ]
            rows.append([control, *cells])
        return rows

    def task_rows(self) -> list[list[str]]:
        """Taps and seconds per task, the engines beside each other."""
        engines = sorted({engine for engine, *_ in self.tasks})
        rows = [["", "taps", *(f"{engine}, s" for engine in engines)]]
        for task in dict.fromkeys(task for _, task, _, _ in self.tasks):
            of = {engine: (taps, took) for engine, name, taps, took in self.tasks if name == task}
            taps = " or ".join(sorted({taps for taps, _ in of.values()}))
            rows.append(
                [task, taps, *(of[engine][1] if engine in of else "-" for engine in engines)]
            )
        return rows

    @property
    def counted(self) -> str:
        """How many pairs there are of each verdict, in a sentence."""
        return (
            f"{len(self.pairs)} pairs of taps: {len(self.of(RIGHT))} right, "
            f"{len(self.of(FAILED))} failed, {len(self.of(UNTRIED))} not tried."
        )

    def text(self) -> str:
        """The tables, for the end of a run."""
        wrong = [pair.line for pair in (*self.of(FAILED), *self.of(UNTRIED))]
        return "\n".join([laid_out(self.by_gap()), *wrong, self.counted])

    def page(self, today: date) -> str:
        """The same as a page of the documentation."""
        versions = ", ".join(
            f"{name} {version}" for name, version in sorted(self.versions.items())
        )
        wrong = [f"* {pair.line}" for pair in (*self.of(FAILED), *self.of(UNTRIED))]
        option = "--all" if self.is_whole else "--page"
        gaps = "at every gap" if self.is_whole else "at one gap, which take turns"
        return "\n".join(
            [
                "# Two taps, three engines",
                "",
                f"Written by `python3 run.py engines {option}`, which CONTRIBUTING.md describes, "
                f"on {today:%-d %B %Y}, with {versions}. Each control was tapped {gaps}.",
                "",
                "Each control of Today and of a running spasm is tapped twice at one place, with "
                "a fast, a slow and without a network. A pair is right when it saves one thing "
                "and nothing else. It counts for a gap when the page itself saw the second tap "
                "so long after the first, and before the next gap of the list (800 ms after 700); "
                "where a busy machine drew all tries apart it counts as not tried. Links, which "
                "save nothing, take turns with the gaps.",
                "",
                f"{self.counted}",
                "",
                *wrong,
                *([""] if wrong else []),
                "## By gap: pairs that are right, of all",
                "",
                *in_markdown(self.by_gap()),
                "",
                "## By control: gaps at which it is right, of all",
                "",
                *in_markdown(self.by_control()),
                "",
                "## Taps and seconds per task",
                "",
                "From the tap until the page shows what was saved, the page after included, on "
                "the machine of this run, where three engines share two cores.",
                "",
                *in_markdown(self.task_rows()),
                "",
            ]
        )


def _right(pairs: Sequence[Pair]) -> str:
    right = sum(pair.verdict == RIGHT for pair in pairs)
    return f"{right}/{len(pairs)}" if pairs else "-"


def in_markdown(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table; its first row is its head."""
    head, *lines = [f"| {' | '.join(row)} |" for row in rows]
    return [head, "|---" * len(rows[0]) + "|", *lines]
