"""Lengths of time as people and programs write them, in seconds."""

import re
from typing import Final

from journal.exchange.files.numbers import Numbers

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86_400
UNITS: Final = {
    "days": (DAY, "d day days tag tage jour jours día días dia dias giorno giorni dag dagen"),
    "hours": (
        HOUR,
        "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren timme "
        "timmar godz godzina godziny godzin час часа часов 時間 小时 小時 시간",
    ),
    "minutes": (
        MINUTE,
        "m min mins minute minutes minuten minuto minutos minuti minuut minuter "
        "minuta minuty мин минут минуты "
        "' ′ 分 分钟 分鐘 분",
    ),
    "seconds": (
        1,
        "s sec secs second seconds sek sekunden seconde secondes segundo segundos "
        'secondi " ″ 秒 초',
    ),
}
SECONDS_OF: Final = {unit: seconds for seconds, units in UNITS.values() for unit in units.split()}
UNIT_OF: Final = {word: name for name, (_, words) in UNITS.items() for word in words.split()}
PART: Final = re.compile(
    r"\s*(\d+(?:[.,]\d+)?)\s*([^\W\d_]+|['\"′″])\.?\s*(?:,|and|und|et|y|e)?\s*", re.I
)
ISO: Final = re.compile(
    r"P(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
COLONS: Final = re.compile(r"(-?)(\d{1,6}):(\d{1,2})(?::(\d{1,2}))?(?:[.,]\d+)?")
HOURS_LAST: Final = re.compile(r"[^\W\d_]\s+h\s*$")
"""A name of which the last word stands for hours."""
SHORT: Final = re.compile(r"(\d{1,3})\s*[h]\s*(\d{1,2})", re.I)
ABOUT: Final = re.compile(
    r"(?:about|approx\.?|approximately|around|roughly|ca\.?|circa|etwa|ungefähr|rund|environ|unos"
    r"|unas|cerca de|около|~|≈)\s*",
    re.I,
)
FRACTION: Final = re.compile(r"(?:(\d{1,2})\s*)?(?:\b([1-3])/([24])(?!\d)|([¼½¾]))")
AMOUNT_WORDS: Final = tuple(
    (re.compile(rf"\b(?:{words})(?:\s+|(?<=['’])|(?<=demi)-)(?=[^\W\d_])", re.I), number)
    for words, number in (
        ("half an?|eine halbe|einen halben|(?:une )?demi|media|mezz[a'’]|een half|pół", "0.5 "),
        ("anderthalbe?|eineinhalb", "1.5 "),
        ("an?|one|eine|einen|ein|une?|una?|een|jedną", "1 "),
        ("two|zwei|deux|dos|due|twee|dwie", "2 "),
        ("three|drei|trois|tres|tre|drie|trzy", "3 "),
        ("the whole|all|whole|den ganzen|der ganze|toute la|tout le|todo el", "1 "),
    )
)
HALF_MORE: Final = re.compile(
    r"(\d{1,4})(?: and (?:1 half|0\.5)(?= )|( [^\W\d_]+) (?:and 1 half|et demie)$)", re.I
)
QUARTERS: Final = {"¼": 0.25, "½": 0.5, "¾": 0.75}
HOURS_MINUTES: Final = "hours:minutes"
MINUTES_SECONDS: Final = "minutes:seconds"


def _decimal(shape: re.Match[str]) -> str:
    """``1 1/2`` and ``1½`` with decimals."""
    part = QUARTERS[shape[4]] if shape[4] else int(shape[2]) / int(shape[3])
    return f"{int(shape[1] or 0) + part:g}"


def without_about(text: str) -> str:
    """A text without what says in front that it is not exact."""
    spaced = " ".join(text.split())
    about = ABOUT.match(spaced)
    return spaced[about.end() :] if about else spaced


def _plain(text: str) -> str:
    """A length without what says that it is not exact, and with decimals for fractions."""
    plain = without_about(text)
    for words, number in AMOUNT_WORDS:
        plain = words.sub(number, plain)
    return HALF_MORE.sub(r"\1.5\2", FRACTION.sub(_decimal, plain))


def seconds_of(text: str, unit: str = "", numbers: Numbers | None = None) -> float | None:
    """How many seconds a text says; None where it says none.

    Reads ``5 hours``, ``06h 00m``, ``1h30``, ``PT1H``, ``0:35:00``. ``unit`` is that of a number
    alone, or ``hours:minutes`` or ``minutes:seconds`` of two numbers with a colon.
    """
    plain = _plain(text)
    if (shape := ISO.fullmatch(plain)) and any(shape.groups()):
        return sum(
            float(n or 0) * size
            for n, size in zip(shape.groups(), (DAY, HOUR, MINUTE, 1), strict=True)
        )
    if shape := COLONS.fullmatch(plain):
        return _colons(shape, unit)
    if shape := SHORT.fullmatch(plain):
        return int(shape[1]) * HOUR + int(shape[2]) * MINUTE
    number = (numbers or Numbers()).read(plain)
    if number is not None:
        size = UNITS[unit][0] if unit in UNITS else MINUTE
        return number * size
    return _parts(plain)


def _colons(shape: re.Match[str], unit: str) -> float:
    first, second = int(shape[2]), int(shape[3])
    if shape[4] is not None:
        length = first * HOUR + second * MINUTE + int(shape[4])
    elif unit == MINUTES_SECONDS:
        length = first * MINUTE + second
    else:
        length = first * HOUR + second * MINUTE
    return -length if shape[1] else length


def _parts(text: str) -> float | None:
    length, at = 0.0, 0
    while at < len(text):
        part = PART.match(text, at)
        size = SECONDS_OF.get(part[2].casefold()) if part else None
        if part is None or size is None:
            return None
        length += float(part[1].replace(",", ".")) * size
        at = part.end()
    return length if text else None


def unit_in(name: str) -> str:
    """The unit that a column's name gives: ``Duration (h)``, ``minutes walked``, ``cramp h``."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    bracketed = re.findall(r"[(\[]\s*([^\W\d_]+)\s*[)\]]", name.casefold())
    for word in (*bracketed, *words):
        if word in UNIT_OF and (len(word) > 1 or word in bracketed):
            return UNIT_OF[word]
    return "hours" if HOURS_LAST.search(name.casefold()) else ""


def minutes_after(name: str) -> int:
    """How many minutes the name of a column says, as ``Pain 1h after`` does; 0 for none."""
    lengths = [
        float(number.replace(",", ".")) * size / MINUTE
        for number, word in re.findall(
            r"(?<!\d)(\d{1,4}(?:[.,]\d+)?)\s*([^\W\d_]+)", name.casefold()
        )
        if (size := SECONDS_OF.get(word))
    ]
    return round(lengths[0]) if len(lengths) == 1 else 0


def says_its_unit(text: str) -> bool:
    """Whether a text gives its own unit, so that no question is open."""
    plain = _plain(text)
    colons = COLONS.fullmatch(plain)
    if colons:
        return colons[4] is not None
    return bool(ISO.fullmatch(plain) or SHORT.fullmatch(plain)) or _parts(plain) is not None
