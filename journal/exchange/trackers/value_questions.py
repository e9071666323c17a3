"""What is meant by what stands in a column: its scale, and what each of its words is."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from journal.core.model import records as r
from journal.core.model.fields import Choice, Field
from journal.core.model.vocabulary import LEVEL_HIGHEST, RELIEF_METHODS
from journal.exchange.files.durations import seconds_of, without_about
from journal.exchange.files.likely_use import is_back_pain, words_of
from journal.exchange.files.numbers import half_up, leading_number
from journal.exchange.files.pain_words import PAIN_WORDS
from journal.exchange.files.questions import LEAVE_OUT, LEVELS, NO_GUESS, Answers, Question
from journal.exchange.files.texts import as_written, text
from journal.exchange.files.use_words import SIDE_WORDS
from journal.exchange.trackers.cell_reader import AS_IT_IS, parts_of, says_its_name
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_roles import ABOUT, DONE, HAD, RELIEF_ROLES
from journal.exchange.trackers.column_words import NO, NOT_GIVEN, PARTLY, YES
from journal.exchange.trackers.mapping import field_of, is_level, tokens_of
from journal.exchange.trackers.relief_cells import says_none
from journal.exchange.trackers.relief_uses import cells_of_uses, likely_method, use_questions
from journal.exchange.trackers.spasm_columns import spasm_questions

SCALES: Final = (AS_IT_IS, "1-10", "0-5", "1-5", "0-4", "1-4", "0-3", "1-3", "0-100")
WORDS_MOST: Final = 50
"""So many different words of one column can be asked about; with more it holds no choices."""
PERCENT: Final = "0-100"
SHARE: Final = "0-1"
PERCENT_MOST: Final = 100

LEVELS_OF_WORDS: Final = {
    "0": "😀 😃 😄 😁 😊 🥰 "
    "none no nothing sin zonder bez keine kein keiner nichts aucun aucune ninguno ninguna nessuno "
    "nessuna nenhum nenhuma geen ingen nil brak нет",
    "2": "🙂 ☺ mild light slight minor little leicht léger légère leve "
    "lieve low gering licht lätt słaby lekki lekka",
    "4": "😐 😑 😶",
    "5": "moderate medium mittel mittelmäßig mäßig modéré modérée moderado "
    "moderada moderato matig måttlig some umiarkowany умеренная",
    "6": "🙁 ☹ 😕 😟 😣",
    "8": "😢 😖 😞 😩 😫 severe strong bad high stark schwer sévère fort forte intense "
    "severo severa grave fuerte hevig ernstig svår silny сильная horrible terrible awful",
    "10": "😭 😱 💀 "
    "unbearable extreme worst unerträglich insupportable insoportable maximum excruciating",
}
MISTYPED: Final = re.compile(r"[oOlI|]|(?=.*\d)[\doOlI|]{2,3}|\d{1,2}[^\W\d_]+")
"""A number with a letter in it, ``5o``, or a letter that looks like one: nobody can know."""
SHORT_SCALE: Final = 5
SEVERE: Final = 8
MARKS: Final = re.compile(r"\++|\*+")
LEVELS_OF_MARKS: Final = {1: "2", 2: "5", 3: "8", 4: "10"}
"""One mark is mild, two are moderate, three are severe."""
STARS: Final = re.compile("★*☆+|★+☆*")
NUMBER_WORDS: Final = (
    "zero null nul noll",
    "one ein eins eine un une uno una één een jeden um uma ett en",
    "two zwei deux dos due twee dwa dois duas två to",
    "three drei trois tres tre drie trzy três",
    "four vier quatre cuatro quattro cztery quatro fyra fire",
    "five fünf cinq cinco cinque vijf pięć fem",
    "six sechs seis sei zes sześć sex",
    "seven sieben sept siete sette zeven siedem sete sju syv",
    "eight acht huit ocho otto osiem oito åtta otte",
    "nine neun neuf nueve nove negen dziewięć nio ni",
    "ten zehn dix diez dieci tien dziesięć dez tio ti",
)
"""The numbers from 0 to 10 in words."""
NUMBER_OF_WORD: Final = {
    word: at for at, names in enumerate(NUMBER_WORDS) for word in names.split()
}
STRONGER: Final = frozenset(
    ["very", "really", "extremely", "sehr", "ganz", "très", "muy", "molto", "muito", "zeer"]
)
MILD: Final = 3
"""Up to here a stronger word means less: “very mild” is milder than mild."""
UP_TO: Final = frozenset(["to", "till", "bis", "à", "hasta"])
"""What stands between two words of a range, as in “mild to moderate”."""
RANGE_ENDS: Final = 2
AT_ALL: Final = frozenset(["at", "all", "today", "heute", "whatsoever"])
"""What may stand beside a word for none: “no idea” is no level."""
VARIANT: Final = "\N{VARIATION SELECTOR-16}"
NEGATIONS: Final = frozenset(
    ["not", "less", "more", "better", "worse", "nicht", "weniger", "mehr", "pas", "moins"]
)
LEVEL_OF_WORD: Final = {
    word: at for at, words in LEVELS_OF_WORDS.items() for word in words.split()
}


def value_questions(
    column: Profile, role: str, field: Field | None, answers: Answers
) -> Iterator[Question]:
    """The scale of a column of levels; what each word of a column of choices is."""
    if role in ("outcome", DONE):
        yield from _done_questions(column)
    elif role in RELIEF_ROLES:
        yield from use_questions(column)
    elif role == HAD:
        yield from spasm_questions(column)
    elif role == ABOUT:
        yield from _subject_questions(column)
    elif is_level(field):
        yield from _scale_question(column)
        yield from _level_words(column)
    elif role == "method":
        yield from use_questions(column)
        yield from _method_questions(column, answers)
    elif tokens := tokens_of(field):
        yield from _word_questions(column, tokens, whole_cells=isinstance(field, Choice))


def _scale_question(column: Profile) -> Iterator[Question]:
    if not column.values:
        return  # words have no scale
    scale = column.scale
    above = sum(count for value, count in column.values.items() if value > LEVEL_HIGHEST)
    shares = column.is_shares
    percent = "%" in column.key or any(cell.endswith("%") for cell in column.sample)
    many = percent or (above > 1 and 2 * above >= column.values.total())
    of_a_hundred = many and column.highest <= PERCENT_MOST
    guess = scale or (SHARE if shares else PERCENT if of_a_hundred else AS_IT_IS)
    scales = dict.fromkeys((*SCALES, guess))
    choices = tuple((choice, as_written(choice)) for choice in scales)
    highest = f"{column.highest:g}"
    values = {"scale": scale} if scale else {}
    reason = text("scale_in_name" if scale else "highest_value", highest=highest, **values)
    yield Question(
        f"scale:{column.key}",
        text("which_scale", column=column.name),
        choices,
        guess,
        reason=reason,
    )


def _level_words(column: Profile) -> Iterator[Question]:
    """Which level each word is; of columns with few of them."""
    cells = [cell for cell in column.sample if column.number(cell) is None]
    if len(cells) > WORDS_MOST or len(column.sample) > 10 * WORDS_MOST:
        return
    by_words = _prefers_words(cells, column)
    for cell in cells:
        guess = _level_by_words(cell) if by_words else _likely_level(cell, column)
        guess = NO_GUESS if MISTYPED.fullmatch(cell) else guess
        what = text("which_level_is", word=cell, column=column.name)
        yield Question(
            f"word:{column.key}:{cell}", what, (LEAVE_OUT, *LEVELS), guess, group="levels"
        )


def _likely_level(cell: str, column: Profile) -> str:
    """The level a cell means that is no number: by its words, or the number it begins with."""
    plain = cell.casefold().strip(VARIANT).strip(" .!?*")
    if plain in NOT_GIVEN and plain not in NUMBER_OF_WORD:
        return ""
    if by_sign := LEVEL_OF_WORD.get(plain) or _level_of_marks(cell):
        return by_sign
    number = NUMBER_OF_WORD.get(plain, leading_number(without_about(cell)))
    lowest, highest = (int(end) for end in (column.scale or AS_IT_IS).split("-"))
    if number is not None:
        level = half_up((number - lowest) * LEVEL_HIGHEST / (highest - lowest))
        return str(level) if 0 <= level <= LEVEL_HIGHEST else ""
    return _level_by_words(plain)


def _prefers_words(cells: Sequence[str], column: Profile) -> bool:
    """Whether words say more than the numbers before them: ``1 - none``, ``5 - severe``."""
    pairs = [(leading_number(cell), _level_by_words(cell)) for cell in cells]
    are_pairs = all(number is not None and level for number, level in pairs)
    highest = max((number or 0 for number, _ in pairs), default=LEVEL_HIGHEST)
    worst = max((int(level) for _, level in pairs if level), default=0)
    return are_pairs and not column.scale and highest <= SHORT_SCALE and worst >= SEVERE


def _level_by_words(cell: str) -> str:
    """The level that words of severity mean; empty where there are none, or a denial."""
    words = words_of(cell)
    levels = [int(LEVEL_OF_WORD[word]) for word in words if word in LEVEL_OF_WORD]
    is_none = levels and max(levels) == 0
    if not levels or any(word in NEGATIONS for word in words):
        return ""
    if is_none and not set(words) - {*LEVEL_OF_WORD} <= PAIN_WORDS | AT_ALL:
        return ""
    if len(levels) == RANGE_ENDS and set(words) <= {*LEVEL_OF_WORD} | UP_TO:
        return str(half_up(sum(levels) / RANGE_ENDS))
    level = max(levels)
    if set(words) & STRONGER and 0 < level < LEVEL_HIGHEST:
        level += -1 if level <= MILD else 1
    return str(level)


def _level_of_marks(cell: str) -> str:
    """The level of ``++``, ``**`` or ``★★★☆☆``; empty for anything else."""
    if MARKS.fullmatch(cell):
        return LEVELS_OF_MARKS.get(len(cell), "")
    if STARS.fullmatch(cell):
        return str(half_up(cell.count("★") * LEVEL_HIGHEST / len(cell)))
    return ""


def _done_questions(column: Profile) -> Iterator[Question]:
    """Whether each word says that it was done."""
    tokens = tuple(token for token in tokens_of(field_of(r.CompletedExercise, "outcome")))
    choices = (("", text("not_done")), *((token, text("token", token=token)) for token in tokens))
    if len(column.sample) > WORDS_MOST:
        return
    for cell in column.sample:
        plain = cell.casefold()
        if column.number(cell) is not None:
            continue  # above 0 it was done
        fine = plain in YES - {"x"} or (plain == "x" and column.marks_with_x)
        fine = fine or says_its_name(cell, column.key)
        guess = "done" if fine else plain if plain in ("partly", "stopped") else ""
        guess = "partly" if plain in PARTLY else guess or _done_at_length(plain)
        what = text("what_is_word", word=cell, column=column.name)
        yield Question(f"word:{column.key}:{cell}", what, choices, guess, group="done")


def _done_at_length(cell: str) -> str:
    """Whether several words say that it was done: ``yes 20 min``, ``30 min``."""
    first, _, rest = cell.partition(" ")
    length = seconds_of(cell)
    return "done" if (rest and first.strip(",;:") in YES - {"x"}) or (length or 0) > 0 else ""


def _subject_questions(column: Profile) -> Iterator[Question]:
    """Which of the things that hurt are the back."""
    choices = (LEAVE_OUT, ("yes", text("as_back_pain")))
    for cell in column.sample if len(column.sample) <= WORDS_MOST else ():
        what = text("what_is", name=cell)
        guess = "yes" if any(is_back_pain(part) for part in parts_of(cell)) else ""
        yield Question(f"word:{column.key}:{cell}", what, choices, guess, group="symptoms")


def _word_questions(
    column: Profile, tokens: tuple[str, ...], *, whole_cells: bool
) -> Iterator[Question]:
    cells = [[cell] if whole_cells else parts_of(cell) for cell in column.texts]
    words = [word for word in dict.fromkeys(chain.from_iterable(cells)) if word not in tokens]
    if len(words) > WORDS_MOST:
        return
    choices = (LEAVE_OUT, *((token, text("token", token=token)) for token in tokens))
    for word in words:
        what = text("what_is_word", word=word, column=column.name)
        guess = _likely_token(word, tokens)
        yield Question(f"word:{column.key}:{word}", what, choices, guess, group="words")


def _method_questions(column: Profile, answers: Answers) -> Iterator[Question]:
    """What each thing is that was tried for relief."""
    cells = [use for cell in column.texts for use in cells_of_uses(cell, column.key, answers)]
    uses = [use for use in dict.fromkeys(cells) if use not in RELIEF_METHODS]
    if len(uses) > WORDS_MOST:
        return
    choices = (LEAVE_OUT, *((token, text("token", token=token)) for token in RELIEF_METHODS))
    for use in uses:
        what = text("what_is_word", word=use, column=column.name)
        guess = "" if says_none(use) else likely_method(use, column)
        yield Question(f"word:{column.key}:{use}", what, choices, guess, group="words")


def _likely_token(word: str, tokens: tuple[str, ...]) -> str:
    plain = "_".join(word.casefold().split())
    if plain in tokens:
        return plain
    if "yes" in tokens:
        return "yes" if plain in YES else "no" if plain in NO else ""
    if "left" in tokens:
        letters = re.sub(r"[\W_]", "", plain)
        return next((side for side, names in SIDE_WORDS.items() if letters in names), "")
    return next((token for token in tokens if plain == token.replace("_", "")), "")
