"""What is meant by what stands in a column: its scale, and what each of its words is."""

from collections.abc import Iterator
from typing import Final

from journal.core.model import records as r
from journal.core.model.fields import Choice, Field
from journal.core.model.vocabulary import LEVEL_HIGHEST
from journal.exchange.files.questions import LEAVE_OUT, LEVELS, Question
from journal.exchange.files.texts import as_written, text
from journal.exchange.trackers.cell_reader import AS_IT_IS, parts_of
from journal.exchange.trackers.column_profiles import NO, YES, Profile
from journal.exchange.trackers.mapping import field_of, is_level, tokens_of

SCALES: Final = (AS_IT_IS, "1-10", "0-5", "1-5", "0-4", "1-4", "0-3", "1-3", "0-100")
WORDS_MOST: Final = 50
"""So many different words of one column can be asked about; with more it holds no choices."""
PERCENT: Final = "0-100"
PERCENT_MOST: Final = 100

LEVELS_OF_WORDS: Final = {
    "0": "none no nothing keine kein nichts aucun aucune ninguno nessuno geen nil",
    "2": "mild light slight leicht léger légère leve lieve low gering",
    "5": "moderate medium mittel mäßig modéré modérée moderado moderato some",
    "8": "severe strong bad high stark schwer sévère fort severo grave",
    "10": "unbearable extreme worst unerträglich insupportable insoportable maximum excruciating",
}
LEVEL_OF_WORD: Final = {
    word: at for at, words in LEVELS_OF_WORDS.items() for word in words.split()
}


def value_questions(column: Profile, role: str, field: Field | None) -> Iterator[Question]:
    """The scale of a column of levels; what each word of a column of choices is."""
    if role in ("outcome", "does:done"):
        yield from _done_questions(column)
    elif is_level(field):
        yield _scale_question(column)
        yield from _level_words(column)
    elif tokens := tokens_of(field):
        yield from _word_questions(column, tokens, one=isinstance(field, Choice))


def _scale_question(column: Profile) -> Question:
    scale = column.scale
    above = sum(value > LEVEL_HIGHEST for value in column.values)
    of_a_hundred = 4 * above >= len(column.values) > 1 and column.highest <= PERCENT_MOST
    guess = scale or (PERCENT if of_a_hundred else AS_IT_IS)
    scales = dict.fromkeys((*SCALES, guess))
    choices = tuple((it, as_written(it)) for it in scales)
    highest = f"{column.highest:g}"
    said = {"scale": scale} if scale else {}
    reason = text("scale_in_name" if scale else "highest_value", highest=highest, **said)
    return Question(
        f"scale:{column.key}",
        text("which_scale", column=column.key),
        choices,
        guess,
        reason=reason,
    )


def _level_words(column: Profile) -> Iterator[Question]:
    """Which level each word is; of columns with few of them."""
    found = [cell for cell in column.sample if column.number(cell) is None]
    if len(found) > WORDS_MOST or len(column.sample) > 10 * WORDS_MOST:
        return
    for cell in found:
        guess = LEVEL_OF_WORD.get(cell.casefold(), "")
        what = text("which_level_is", word=cell, column=column.key)
        yield Question(
            f"word:{column.key}:{cell}", what, (LEAVE_OUT, *LEVELS), guess, group="levels"
        )


def _done_questions(column: Profile) -> Iterator[Question]:
    """Whether each word says that it was done."""
    tokens = tuple(token for token in tokens_of(field_of(r.CompletedExercise, "outcome")))
    choices = (("", text("not_done")), *((token, text("token", token=token)) for token in tokens))
    if len(column.sample) > WORDS_MOST:
        return
    for cell in column.sample:
        plain, number = cell.casefold(), column.number(cell)
        fine = number > 0 if number is not None else plain in YES - {"x"}
        guess = "done" if fine else plain if plain in ("partly", "stopped") else ""
        what = text("what_is_word", word=cell, column=column.key)
        yield Question(f"word:{column.key}:{cell}", what, choices, guess, group="done")


def _word_questions(column: Profile, tokens: tuple[str, ...], *, one: bool) -> Iterator[Question]:
    cells = (
        column.cells if one else tuple(part for cell in column.cells for part in parts_of(cell))
    )
    found = [word for word in dict.fromkeys(cells) if word not in tokens]
    if len(found) > WORDS_MOST:
        return
    choices = (LEAVE_OUT, *((token, text("token", token=token)) for token in tokens))
    for word in found:
        what = text("what_is_word", word=word, column=column.key)
        guess = _likely_token(word, tokens)
        yield Question(f"word:{column.key}:{word}", what, choices, guess, group="words")


def _likely_token(word: str, tokens: tuple[str, ...]) -> str:
    plain = "_".join(word.casefold().split())
    if plain in tokens:
        return plain
    if "yes" in tokens:
        return "yes" if plain in YES else "no" if plain in NO else ""
    return next((token for token in tokens if plain == token.replace("_", "")), "")
