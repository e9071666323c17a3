"""How pages write days, times, lengths and numbers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final

from flask import Flask, request, url_for
from flask_login import current_user

from journal import charts
from journal.charts.chart import Figure
from journal.charts.plotly_locale import plotly_locale
from journal.charts.svg import drawing
from journal.core.diary.mornings import Basis
from journal.core.diary.summary import PeriodTotals
from journal.core.model import moments, vocabulary
from journal.core.model.kinds import SLUGS
from journal.core.model.names import name_key
from journal.core.model.records import DayNote, Record, Timed
from journal.web.support.device_zone import device_zone
from journal.web.support.request import now, own_path
from journal.words import dates
from journal.words.dates import (
    clock_12,
    day_of_month,
    day_text,
    length_text,
    month_text,
    short_day,
    weekday_short,
    weekday_text,
)
from journal.words.durations import between_sentence, half_sentence, spells_sentences
from journal.words.kinds import kind_plural, kind_title
from journal.words.messages import message
from journal.words.numbers import amount, decimal, grouped, number
from journal.words.relief_names import relief_name


def clock_text(moment: datetime, zone: str, clock: str | None = None) -> str:
    """The time of day in ``zone``, by the account's clock: ``14:05`` or ``2:05 pm``."""
    local = moments.local_time(moment, zone)
    if clock is None and getattr(current_user, "is_authenticated", False):
        clock = current_user.account.clock
    if clock == "12":
        return clock_12(local.hour, local.minute)
    return f"{local:%H:%M}"


def time_text(moment: datetime, zone: str, clock: str | None = None) -> str:
    """The time of day at which something was logged in ``zone``, by the account's clock.

    Where the clocks of the account's zone showed another time, or those of the device on which it
    is read, it says where that was: ``11:51 (Berlin)``. On a page for somebody else, which gives
    its ``clock``, it does not.
    """
    text = clock_text(moment, zone, clock)
    if clock is not None or not getattr(current_user, "is_authenticated", False):
        return text
    zones = {current_user.account.zone, device_zone() or zone} - {zone}
    offset = moments.offset_seconds(moment, zone) if zones else 0
    if all(moments.offset_seconds(moment, each) == offset for each in zones):
        return text
    return f"{text} ({place_of(zone)})"


def place_of(zone: str) -> str:
    """What people call a zone: its city."""
    return zone.rpartition("/")[2].replace("_", " ")


NEXT_DAYS: Final = timedelta(days=6)


def time_or_day(moment: datetime) -> str:
    """The time of a moment to come, in the account's zone; with its day if that is not today.

    Of the next days the weekday says enough, and leaves room for the time.
    """
    zone = current_user.account.zone
    time, day = time_text(moment, zone), moments.local_day(moment, zone)
    if day == moments.local_day(now(), zone):
        return time
    return f"{weekday_short(day) if moment - now() < NEXT_DAYS else short_day(day)} {time}"


def moment_day(moment: datetime, zone: str) -> str:
    """The day of a moment in ``zone``: ``22 Nov 2026``."""
    return day_text(moments.local_day(moment, zone))


BROWSERS: Final = ("Edg", "OPR", "SamsungBrowser", "Firefox", "Chrome", "Safari")
DEVICES: Final = ("iPhone", "iPad", "Android", "Macintosh", "Windows", "Linux")
CALLED: Final = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung", "Macintosh": "Mac"}


def browser_name(user_agent: str) -> str:
    """What a browser calls itself, in two words a person knows it by."""
    parts = [
        CALLED.get(name, name)
        for names in (BROWSERS, DEVICES)
        if (name := next((name for name in names if name in user_agent), ""))
    ]
    if len(parts) > 1:
        return message("browser_on_device", browser=parts[0], device=parts[1])
    return parts[0] if parts else message("unknown_browser")


def listed(texts: Iterable[str]) -> str:
    """``a, b and c``."""
    return dates.listed(list(texts))


@lru_cache(maxsize=256)
def _around(_root: str, slug: str, back: str) -> tuple[str, str]:
    """What stands before and after the key in the address of an edit form."""
    if slug == "days":
        address = url_for("days.edit", day="KEY", next=back)
    else:
        address = url_for("entries.edit", slug=slug, key="KEY", next=back)
    before, _, after = address.partition("KEY")
    return before, after


@lru_cache(maxsize=1024)
def _path(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))


def path_for(endpoint: str, **values: object) -> str:
    """``url_for`` for addresses of this site, each built once: pages hold dozens."""
    if endpoint.startswith("."):
        endpoint = f"{request.blueprint}{endpoint}"
    return _path(request.script_root, endpoint, tuple(values.items()))


def edit_path(record: Timed | DayNote, slug: str, back: str) -> str:
    """Where a record is edited; dozens of them stand on a page, and building each is slow."""
    before, after = _around(request.script_root, slug, back)
    return f"{before}{record.day if isinstance(record, DayNote) else record.id}{after}"


def seconds_left(end: datetime) -> int:
    """The seconds until a moment; 0 once it is there."""
    return max(0, int((end - now()).total_seconds()))


def slug(record: Record) -> str:
    """The slug of a record's kind."""
    return SLUGS[type(record)]


def span_cells(spans: Sequence[PeriodTotals]) -> Iterator[tuple[str | int, ...]]:
    """The rows of the table of weeks or months, the latest first: there are hundreds of them."""
    for span in reversed(spans):
        average = "\u2013" if span.mean is None else decimal(span.mean)
        counts = span.rated_days, span.exercise_days, span.sessions, span.spasm_days
        yield f"{span.period.first}", average, *counts


FILTERS: Final[tuple[Callable[..., object], ...]] = (
    day_text,
    month_text,
    edit_path,
    slug,
    weekday_text,
    short_day,
    day_of_month,
    weekday_short,
    clock_text,
    time_text,
    moment_day,
    time_or_day,
    place_of,
    amount,
    seconds_left,
    browser_name,
    length_text,
    decimal,
    grouped,
    listed,
    number,
    drawing,
    span_cells,
    kind_title,
    kind_plural,
    name_key,
    relief_name,
    spells_sentences,
    half_sentence,
    between_sentence,
)
"""What templates write with, each by its own name."""


def chart_functions() -> Iterator[tuple[str, Callable[..., Figure]]]:
    """What draws each chart, with its name: the function that its module is named after."""
    for file in iter_modules(charts.__path__):
        module = import_module(f"{charts.__name__}.{file.name}")
        if hasattr(module, "CHART"):
            yield file.name, getattr(module, file.name)


def install(app: Flask) -> None:
    """Give all of it to the templates, and the limits their sentences name."""
    app.jinja_env.globals["url_for"] = path_for
    app.jinja_env.globals["own_path"] = own_path
    app.jinja_env.globals["vocabulary"] = vocabulary
    app.jinja_env.globals["plotly_locale"] = plotly_locale
    for function in FILTERS:
        app.add_template_filter(function)
    for name, figure in chart_functions():
        app.add_template_filter(figure, f"{name}_chart")
    app.add_template_filter(date.fromisoformat, "read_day")
    app.add_template_filter(Basis.read, "step_basis")
