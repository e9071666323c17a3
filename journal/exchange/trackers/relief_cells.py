"""What a cell says was taken or tried for relief: each by itself, with its name and its dose."""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from journal.core.model.amounts import Amount
from journal.core.model.faults import Unreadable
from journal.core.model.names import name_key
from journal.core.model.vocabulary import NAME_LENGTH
from journal.exchange.files.durations import says_its_unit
from journal.exchange.files.likely_use import words_of
from journal.exchange.files.questions import RELIEF
from journal.exchange.files.use_words import RELIEF_WORDS, word_set
from journal.exchange.trackers.cell_reader import says_nothing
from journal.exchange.trackers.column_profiles import HALF, Profile
from journal.exchange.trackers.column_words import (
    MEDICINE_WORDS,
    METHOD_WORDS,
    NONE_WORDS,
    OF_MEDICINES,
    TAKEN_WORDS,
    Names,
    words,
)
from journal.exchange.trackers.exercise_lists import APART

MEDICINE: Final = "medicine"
TIMES: Final = "times"
AT_ONCE: Final = "once"
EACH_TIME: Final = "apart"
NUMBER: Final = r"(?:0[.,]\d{1,3}|\d{1,6}(?:[.,]\d{1,2})?)"
"""With three digits behind its point it may be a thousand: ``1.000 mg``."""
WITH_UNIT: Final = re.compile(
    rf"(?<![\w.,])(?<!\d[/–-])(?<!\d\s[/–-]\s)({NUMBER})\s*"
    r"(mg|g|gr|µg|μg|mcg|ug|ml|iu|ie|%|drops?|tropfen|gouttes|gotas|"
    r"tabs?|tablets?|tabletten?|tabl|tbl|pills?|caps?|capsules?|kapseln?|comprimés?|pastillas?|"
    r"compresse|puffs?|hub|sachets?|beutel)(?!\w)\.?",
    re.IGNORECASE,
)
PLAIN_DOSE: Final = re.compile(
    rf"(\S.*?)\s+({NUMBER})(?![\w:.,/–-])(?!\s*(?:[ap]\.?m\b|uhr|h\b|[x×]))"
)
COUNTED: Final = re.compile(
    r"(?P<n>\d{1,2})\s*[x×*]\s*(?=\D)(?P<of>.+)|(?P<first>.+?)\s*\(?[x×]\s?(?P<m>\d{1,2})\)?"
    r"|(?P<k>\d{1,2})\s+(?P<things>[^\W\d_].*)"
)
JOINTS: Final = re.compile(r"\s+(?:and|und|et|y|e|en|og|och|i|&|/)\s+")
OF_NO_NAME: Final = re.compile(rf"(\d{{1,2}})\s*[x×*]\s*({NUMBER}\s*[^\W\d_]*)")
"""How often how much was taken of what another cell or the column names: ``2 x 400 mg``."""
OF: Final = re.compile(r"(?:of|de|von)\s+", re.IGNORECASE)
AROUND: Final = " \t.,:;-–(["
NAME_WORDS_MOST: Final = 5
"""What is longer is a sentence and no name."""
FILLERS: Final = METHOD_WORDS | TAKEN_WORDS | word_set("at all today heute any need needed t")
"""What may stand beside a word for none."""
KNOWN_WORDS: Final = frozenset().union(*RELIEF_WORDS.values())
"""What may follow it: ``no ibuprofen``."""


@dataclass(frozen=True, slots=True)
class Use:
    """Something that was taken or tried: its name and dose, and how many of it."""

    name: str
    dose: str = ""
    unit: str = ""
    count: int = 1
    is_whole: bool = True
    """Whether this is all that was written."""


def says_none(cell: str) -> bool:
    """Whether a cell says that nothing was taken or tried: ``-``, ``no meds``, ``0``."""
    names = list(words_of(cell))
    plain = re.fullmatch(r"0+(?:[.,]0+)?\s*\D*", cell.strip())
    is_of_one = names[:1] and names[0] in NONE_WORDS and len(uses_in(cell)) == 1
    of_none = NONE_WORDS | FILLERS | (KNOWN_WORDS if is_of_one else set())
    return bool(plain or says_nothing(cell) or (NONE_WORDS & set(names) and of_none >= set(names)))


def uses_in(cell: str) -> list[str]:
    """What a cell lists, each by itself."""
    uses = []
    for part in filter(None, APART.split(cell.strip())):
        pieces = JOINTS.split(part)
        uses += pieces if all(map(is_known, pieces)) else [part]
    return uses


def method_in(use: str) -> str:
    """The method that the words of a use tell; empty where they tell none."""
    names = set(words_of(use))
    return next((way for way, way_words in RELIEF_WORDS.items() if names & set(way_words)), "")


def is_known(use: str) -> bool:
    """Whether a use is a medicine or a method by its words, or by its dose."""
    return bool(method_in(use) or (WITH_UNIT.search(use) and words_of(WITH_UNIT.sub("", use))))


def use_of(cell: str) -> Use | None:
    """The name and the dose of one use; None where it has too many words to be a name."""
    text, count = cell.strip(), 1
    if shape := COUNTED.fullmatch(text):
        number = int(shape["n"] or shape["m"] or shape["k"])
        rest = shape["of"] or shape["first"] or shape["things"]
        if number and not (shape["k"] and WITH_UNIT.match(text)):
            text, count = rest.strip(), number
    use = _dosed(text)
    is_short = len(use.name) <= NAME_LENGTH and len(words_of(use.name)) <= NAME_WORDS_MOST
    is_name = is_short and any(len(word) > 1 for word in words_of(use.name))
    return Use(use.name, use.dose, use.unit, count, use.is_whole) if is_name else None


def _dosed(text: str) -> Use:
    """The name and the dose of a text, as far as it has one dose."""
    doses = list(WITH_UNIT.finditer(text))
    if len(doses) == 1:
        before, after = text[: doses[0].start()], text[doses[0].end() :]
        name = before.strip(AROUND) or OF.sub("", after.strip(AROUND + ")]"))
        rest = after.strip(AROUND + ")]") if before.strip(AROUND) else ""
        if dose := amount(doses[0][1]):
            return Use(name, dose, doses[0][2], is_whole=not rest)
    return _plainly_dosed(text) if not doses else Use(text)


def _plainly_dosed(text: str) -> Use:
    """The same of one without a unit: a number that is no time, and no part of a name."""
    plain = PLAIN_DOSE.match(text)
    dose = amount(plain[2]) if plain else ""
    if not plain or not dose or _is_part_of_name(plain[1], dose):
        return Use(text)
    rest = text[plain.end() :].strip(AROUND + ")]")
    if rest and not method_in(plain[1]):
        return Use(text)
    is_time = says_its_unit(f"{plain[2]} {rest.partition(' ')[0]}")
    return Use(plain[1].strip(AROUND), "" if is_time else dose, is_whole=not rest)


def _is_part_of_name(name: str, number: str) -> bool:
    """Whether a number belongs to the name before it: ``Vitamin B 12``, ``Omega 3``."""
    last_word = name.rsplit(maxsplit=1)[-1]
    is_letter = len(last_word) == 1 and last_word.isalpha()
    return (is_letter or last_word.casefold() == "omega") and len(number) < len("100")


def dose_of(cell: str) -> Use | None:
    """How much a cell says was taken of what another one names; None where it says no amount."""
    if dose := amount(cell.strip()):
        return Use("", dose)
    if count := OF_NO_NAME.fullmatch(cell.strip()):
        each = dose_of(count[2])
        total = amount(f"{int(count[1]) * Decimal(each.dose):f}") if each else ""
        return Use("", total, each.unit, is_whole=False) if each and total else None
    use = _dosed(cell.strip())
    return Use("", use.dose, use.unit, is_whole=not use.name) if use.unit else None


def says_doses(column: Profile) -> bool:
    """Whether most cells of a column say how much was taken of a medicine it does not name."""
    cells = [cell for cell in column.sample if not says_none(cell)]
    doses = [cell for cell in cells if dose_of(cell)]
    return not method_in(column.key) and bool(doses) and len(doses) >= HALF * len(cells)


def units_of(column: Profile) -> dict[tuple[str, str], str]:
    """The unit of each name and dose that some cell of a column gives, where it is but one."""
    units: dict[tuple[str, str], dict[str, str]] = {}
    for use in filter(None, (use_of(each) for cell in column.sample for each in uses_in(cell))):
        if use.dose and use.unit:
            of_dose = units.setdefault((name_key(use.name), use.dose), {})
            of_dose.setdefault(name_key(use.unit), use.unit)
    return {
        key: unit
        for key, of_dose in units.items()
        for unit in of_dose.values()
        if len(of_dose) == 1
    }


def amount(number: str) -> str:
    """A number as the text of a dose; empty where it is none."""
    try:
        dose = Amount().read(number)
    except Unreadable:
        return ""
    return dose if dose != "0" else ""


def plain_count(cell: str) -> float | None:
    """The number of ``2x``; None for anything else."""
    count = re.fullmatch(r"(\d{1,2})\s*[x×]|[x×]\s*(\d{1,2})", cell.strip())
    return float(count[1] or count[2]) if count else None


def use_of_column(column: Profile) -> Use | None:
    """The one thing that a column is about: ``Ibuprofen 400``; None where its cells say which."""
    names = words(column.key)
    if not method_in(column.name) and names & (METHOD_WORDS | MEDICINE_WORDS | TAKEN_WORDS):
        return None
    return use_of(re.sub(r"[(\[](?!\d)[^)\]]*[)\]]", "", column.name).strip(" ?:"))


def unit_of_column(column: Profile) -> str:
    """The unit that stands in brackets in its name: ``Ibuprofen (mg)``."""
    unit = re.search(r"[(\[]\s*([^\W\d_]{1,12})\s*[)\]]", column.name)
    return unit[1] if unit and WITH_UNIT.fullmatch(f"1 {unit[1]}") else ""


def relief_role(column: Profile, names: Names) -> str:
    """The role of a column that says what was taken or tried; empty for any other."""
    if column.is_days or column.is_clocks or names & OF_MEDICINES:
        return ""
    if names & MEDICINE_WORDS or set(words_of(column.key)) & set(RELIEF_WORDS[MEDICINE]):
        return f"{RELIEF}:{MEDICINE}"
    uses = [use for cell in column.sample for use in uses_in(cell) if not says_none(cell)]
    ways = Counter(method_in(use) or MEDICINE for use in uses if is_known(use))
    if column.is_numbers or not uses or ways.total() < HALF * len(uses):
        return ""
    may_be_any = names & (METHOD_WORDS | TAKEN_WORDS)
    if ways[MEDICINE]:
        return f"{RELIEF}:{MEDICINE}"
    return f"{RELIEF}:own" if may_be_any else ""
