"""Columns that say whether there was a spasm: what their cells mean."""

from collections.abc import Iterator
from typing import Final

from journal.exchange.files.likely_use import is_elsewhere, words_of
from journal.exchange.files.pain_words import PAIN_WORDS
from journal.exchange.files.questions import NO_GUESS, Answers, Question
from journal.exchange.files.texts import text
from journal.exchange.trackers.cell_reader import says_its_name
from journal.exchange.trackers.column_profiles import ANSWERS_MOST, HALF, Profile
from journal.exchange.trackers.column_words import (
    ATTACK_WORDS,
    ATTACKS,
    COUNT_WORDS,
    LENGTH_WORDS,
    LEVEL_WORDS,
    NO,
    NOT_GIVEN,
    NOTE_WORDS,
    TRIGGER_WORDS,
    YES,
    words,
)

SPASMS_MOST: Final = 9
"""A larger number is hardly one of spasms on a day."""
TICKS: Final = frozenset("✓✔✅☑√")
"""Beside one of these an x rather says no."""
OTHER_WORDS: Final = (
    LENGTH_WORDS | NOTE_WORDS | TRIGGER_WORDS | COUNT_WORDS | (LEVEL_WORDS - PAIN_WORDS)
)


def says_whether(column: Profile) -> bool:
    """Whether a column says, mostly by yes or no, if there was a spasm."""
    names = words(column.key)
    if not names & ATTACK_WORDS or names & OTHER_WORDS or is_elsewhere(column.key):
        return False
    plain = [cell for cell in column.cells if cell.casefold() in YES | NO | NOT_GIVEN]
    says_yes = any(cell.casefold() in YES for cell in plain)
    few = 0 < len(column.sample) <= ANSWERS_MOST and column.highest <= SPASMS_MOST
    is_mixed = not column.is_numbers and len(plain) >= HALF * len(column.cells)
    return few and says_yes and (column.is_yes_no or is_mixed)


def counts_spasms(column: Profile) -> bool:
    """Whether a column says by its name and its numbers how many spasms there were."""
    names = words(column.key)
    is_of_several = names & ATTACKS or (names & ATTACK_WORDS and names & COUNT_WORDS)
    is_count = is_of_several and not names & (OTHER_WORDS - COUNT_WORDS)
    whole = all(value == int(value) and 0 <= value <= SPASMS_MOST for value in column.values)
    is_here = is_count and not is_elsewhere(column.key)
    return bool(is_here and column.is_numbers and whole and not column.scale)


def says_more_than_no(cell: str, column: Profile, answers: Answers) -> bool:
    """Whether a cell says that there was no spasm, and something else: ``no, but close``."""
    is_plain = _plain_count(cell, column) is not None
    return not is_plain and count_of_spasms(cell, column, answers) == 0


def count_of_spasms(cell: str, column: Profile, answers: Answers) -> int | None:
    """How many spasms a cell tells, by itself or as answered; None where it cannot be known."""
    answer = answers.get(f"word:{column.key}:{cell}")
    if answer is None:
        return _plain_count(cell, column)
    return int(answer) if answer.isdecimal() else int(bool(answer))


def _plain_count(cell: str, column: Profile) -> int | None:
    """How many spasms a cell plainly tells: none or one."""
    plain, number = cell.casefold(), column.number(cell)
    is_mark = plain != "x" or not TICKS.intersection(column.sample)
    if (plain in YES and is_mark) or number == 1 or says_its_name(cell, column.key):
        return 1
    return 0 if plain in NO | NOT_GIVEN - {"?", "??"} or number == 0 else None


def says_plainly_yes(cell: str, column_key: str) -> bool:
    """Whether a cell says nothing but that there was one."""
    return cell.casefold() in YES or says_its_name(cell, column_key)


def spasm_questions(column: Profile) -> Iterator[Question]:
    """What each cell means that does not plainly say whether there was a spasm."""
    unclear = [cell for cell in column.sample if _plain_count(cell, column) is None]
    for cell in unclear if len(unclear) <= ANSWERS_MOST else ():
        number = column.number(cell)
        several = number is not None and number == int(number) and 1 < number <= SPASMS_MOST
        choices = [("", text("no_spasm")), ("yes", text("one_spasm"))]
        if several and number:
            choices.append((str(int(number)), text("several_spasms", count=int(number))))
        guess = str(int(number)) if several and number else _likely_answer(cell)
        what = text("what_is_word", word=cell, column=column.name)
        yield Question(f"word:{column.key}:{cell}", what, tuple(choices), guess, group="words")


def _likely_answer(cell: str) -> str:
    """Whether several words begin with yes or no: ``yes, a bad one``; else nobody can know."""
    first = next(iter(words_of(cell)), "")
    return "yes" if first in YES - {"x"} else "" if first in NO else NO_GUESS
