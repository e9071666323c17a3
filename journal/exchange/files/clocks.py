"""Times of day as people and programs write them."""

import re
from datetime import time, timedelta
from typing import Final

SECONDS_A_DAY: Final = 86_400
WORDS: Final = {
    "morning": time(9),
    "noon": time(12),
    "midday": time(12),
    "afternoon": time(15),
    "evening": time(20),
    "night": time(23),
    "midnight": time(0),
}
"""The middle of a part of a day that is given by its name."""
PARTS: Final = {
    "morning": "morning am early morgen morgens früh vormittag matin mañana mattina manhã ochtend",
    "noon": "noon midday lunch mittag mittags midi mediodía mezzogiorno meio-dia",
    "afternoon": "afternoon mid nachmittag nachmittags après-midi tarde pomeriggio middag",
    "evening": "evening pm abend abends soir sera avond bedtime",
    "night": "night nacht nachts nuit noche notte noite",
    "midnight": "midnight mitternacht minuit medianoche",
}
PART_OF_WORD: Final = {word: part for part, words in PARTS.items() for word in words.split()}

AFTERNOON_MARKS: Final = ("pm", "p", "下午", "오후", "午後", "晚上", "μμ")
_MARKS: Final = "|".join(("上午", "下午", "오전", "오후", "午前", "午後", "凌晨", "早上", "晚上"))
CLOCK: Final = re.compile(
    rf"(?P<before>{_MARKS})?\s*(?P<hour>\d{{1,2}})"
    r"(?:\s*(?:[:.]|h|時|点|點|시)\s*(?P<minute>\d{2})?"
    r"(?:\s*(?:[:.]|分|분|m)\s*(?:(?P<second>\d{2})(?:[.,]\d{1,9})?)?\s*[秒초]?)?)?"
    r"\s*(?P<after>[ap]\.?\s?m?\.?|[πμ]\.?μ\.?)?\s*(?:uhr|klo|h|hrs)?\.?",
    re.I,
)
ZERO_DAY: Final = re.compile(
    r"(?:1899-12-3[01]|1900-01-0[01]|1904-01-01|(?:30[./-]12|12[./-]30)[./-]1899)[T\s]+(?=\d)"
)
"""The day before which no spreadsheet counts: in front of a time, it is how one writes a time."""
BEFORE: Final = re.compile(r"^(?:at|um|à|às|a las|alle|kl\.?|klo|om|o)\s+", re.I)
DIGITS: Final = re.compile(r"([01]\d|2[0-4])([0-5]\d)")
FRACTION: Final = re.compile(r"0?[.,]\d{3,17}")
LATE: Final = re.compile(r"(?:PT)?(?P<hour>2[4-9])[:.hH](?P<minute>\d{2})(?:[:M]\d{2}S?)?")
"""Times after midnight that are counted on from the day before: ``25:30``."""
TWELVE: Final = re.compile(r"12(?:[:.]00)?\s*(noon|midday|midnight)", re.I)
HOURS_OF_TWELVE: Final = 12
HOURS_A_DAY: Final = 24


def clock(text: str) -> timedelta | None:
    """How long after midnight a text says it is; a whole day for 24:00; None if it says none.

    Reads ``18:50``, ``18.50``, ``18 h 50``, ``6:50 pm``, ``18:50 Uhr``, ``下午6:50``, ``1850``,
    a spreadsheet's fraction of a day, and words such as ``evening``.
    """
    plain = BEFORE.sub("", ZERO_DAY.sub("", " ".join(text.split()))).strip()
    if part := PART_OF_WORD.get(plain.casefold()):
        at = WORDS[part]
        return timedelta(hours=at.hour)
    if twelve := TWELVE.fullmatch(plain):
        return timedelta(hours=0 if twelve[1].casefold() == "midnight" else HOURS_OF_TWELVE)
    if FRACTION.fullmatch(plain):
        return timedelta(seconds=round(float(plain.replace(",", ".")) * SECONDS_A_DAY))
    if digits := DIGITS.fullmatch(plain):
        return _length(int(digits[1]), int(digits[2]), 0)
    shape = CLOCK.fullmatch(plain)
    if shape is None or (shape["minute"] is None and not _says_it_is_a_clock(text)):
        return None
    return _of_shape(shape)


def late_clock(text: str) -> timedelta | None:
    """How long after the midnight before a time is that counts on beyond 24:00: ``25:10``."""
    shape = LATE.fullmatch(text.strip())
    if shape is None or int(shape["minute"]) > 59:  # noqa: PLR2004
        return None
    length = timedelta(hours=int(shape["hour"]), minutes=int(shape["minute"]))
    return length if length > timedelta(days=1) else None


def is_clock(text: str) -> bool:
    """Whether a text says a time of day, and is no mere number."""
    is_one = clock(text) is not None or late_clock(text) is not None
    return is_one and not text.isdecimal()


def _says_it_is_a_clock(text: str) -> bool:
    """Whether a lone hour has something that makes it one: ``6 pm``, ``18h``, ``18 Uhr``."""
    return re.search(r"[^\W\d_]", text) is not None


def _of_shape(shape: re.Match[str]) -> timedelta | None:
    hour = int(shape["hour"])
    mark = (shape["before"] or shape["after"] or "").casefold().replace(".", "").replace(" ", "")
    if mark and hour <= HOURS_OF_TWELVE:
        hour = hour % HOURS_OF_TWELVE + (HOURS_OF_TWELVE if mark in AFTERNOON_MARKS else 0)
    elif mark and not shape["before"]:
        return None
    return _length(hour, int(shape["minute"] or 0), int(shape["second"] or 0))


def _length(hour: int, minute: int, second: int) -> timedelta | None:
    length = timedelta(hours=hour, minutes=minute, seconds=second)
    fine = minute < 60 and second < 60 and length <= timedelta(hours=HOURS_A_DAY)  # noqa: PLR2004
    return length if fine else None
