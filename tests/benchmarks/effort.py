"""How much is measured: all of it, or enough for a first look."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How often each thing is measured, and how large the files are."""

    entries: int
    pages: int
    charts: int
    block: int
    """Calls of a page in a row that count as one measurement."""
    exports: int
    extra_levels: int
    import_rows: int
    imports: int
    health_megabytes: int
    thorough: bool
    """Whether files of days, and the import by the page, are measured too."""
    starts: int
    visits: int


FULL = Effort(
    entries=40,
    pages=15,
    charts=9,
    block=5,
    exports=5,
    extra_levels=300_000,
    import_rows=100_000,
    imports=2,
    health_megabytes=1_000,
    thorough=True,
    starts=3,
    visits=8,
)
QUICK = Effort(
    entries=12,
    pages=5,
    charts=2,
    block=3,
    exports=1,
    extra_levels=50_000,
    import_rows=50_000,
    imports=1,
    health_megabytes=100,
    thorough=False,
    starts=1,
    visits=2,
)
