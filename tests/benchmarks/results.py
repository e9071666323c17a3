"""What was found out: measures with their floors and targets, as a table and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.timing import Sample

KILOBYTE = 1000
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """A limit of the figure itself, or of its ratio to the floor."""

    limit: float
    of_floor: bool = False
    least: bool = False

    def met(self, value: float) -> bool:
        return value >= self.limit if self.least else value <= self.limit

    @property
    def sign(self) -> str:
        return "≥" if self.least else "≤"


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table."""

    name: str
    unit: str
    ours: Sample
    floor: Sample | None = None
    target: Target | None = None

    @property
    def ratio(self) -> float | None:
        return None if self.floor is None else self.ours.median / self.floor.median

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        value = self.ratio if self.target.of_floor else self.ours.median
        return value is not None and self.target.met(value)

    @property
    def target_text(self) -> str:
        if self.target is None:
            return ""
        return f"{self.target.sign} {self.target.limit:g} " + (
            "x" if self.target.of_floor else self.unit
        )


@dataclass(frozen=True, slots=True)
class Weight:
    """The bytes of a page and of what it loads, as they are sent."""

    page: str
    html: int
    scripts: int
    styles: int
    fonts: int
    icons: int


def number(value: float) -> str:
    """Three significant figures, in full."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(sample: Sample | None) -> str:
    if sample is None:
        return ""
    text = number(sample.median)
    if len(sample.values) > 1:
        text += f" ({number(sample.lowest)}-{number(sample.highest)})"
    return text


HEADINGS = ("measure", "unit", "ours (min-max)", "floor (min-max)", "ratio", "target", "met")
MET = {True: "yes", False: "NO", None: ""}


def cells(measure: Measure) -> tuple[str, ...]:
    return (
        measure.name,
        measure.unit,
        spread(measure.ours),
        spread(measure.floor),
        "" if measure.ratio is None else f"{measure.ratio:.2f}",
        measure.target_text,
        MET[measure.met],
    )


def laid_out(rows: Sequence[Sequence[str]]) -> str:
    """Rows as aligned text: the first column to the left, the others to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def table(measures: Sequence[Measure]) -> str:
    return laid_out([HEADINGS, *(cells(measure) for measure in measures)])


def weights_table(weights: Sequence[Weight]) -> str:
    head = ("bytes as sent, kB", "HTML", "scripts", "styles", "fonts", "icons")
    rows = [
        (
            weight.page,
            *(
                f"{size / KILOBYTE:.1f}" if size else "-"
                for size in (
                    weight.html,
                    weight.scripts,
                    weight.styles,
                    weight.fonts,
                    weight.icons,
                )
            ),
        )
        for weight in weights
    ]
    return laid_out([head, *rows])


def as_json(measure: Measure) -> dict[str, Any]:
    return {
        "name": measure.name,
        "unit": measure.unit,
        "ours": sample_json(measure.ours),
        "floor": None if measure.floor is None else sample_json(measure.floor),
        "ratio": measure.ratio,
        "target": measure.target_text or None,
        "met": measure.met,
    }


def sample_json(sample: Sample) -> dict[str, float]:
    return {
        "median": sample.median,
        "min": sample.lowest,
        "max": sample.highest,
        "runs": len(sample.values),
    }
