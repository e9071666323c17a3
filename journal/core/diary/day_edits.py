"""What was said of a day, with one change of it taken back beside what was said since."""

from typing import Any, Final

from journal.core.model.both_edits import content, is_of, values_of
from journal.core.model.inputs import columns
from journal.core.model.records import DayNote

ANSWERS: Final = "factors"
"""The field in which each question of a person's own is one by itself."""
SAID: Final = {column.name for column in columns(DayNote)} - {"day", "confirmed_on"}
"""What a person says of a day."""


def changed_answers(before: DayNote, left: DayNote) -> set[str]:
    """The names of the answers that two states of a day give differently."""
    answers, answers_left = _answers(before), _answers(left)
    names = {*answers, *answers_left}
    return {name for name in names if answers.get(name) != answers_left.get(name)}


def _answers(note: DayNote) -> dict[str, Any]:
    return content(DayNote, values_of(note), SAID)


def without_edit(now: DayNote, before: DayNote, left: DayNote) -> DayNote | None:
    """What is said of a day once the change of ``before`` to ``left`` is taken back.

    All else stays as it is now. None: what was changed then was changed once more since.
    """
    answers, answers_left, answers_now = (_answers(note) for note in (before, left, now))
    changed = changed_answers(before, left)
    if any(
        answers_now.get(name) not in (answers.get(name), answers_left.get(name))
        for name in changed
    ):
        return None
    values = {name: getattr(before, name) for name in changed & (SAID - {ANSWERS})}
    if "no_exercise" in changed:
        values["confirmed_on"] = before.confirmed_on
    questions = [name for name in {**answers_now, **answers} if is_of(name, ANSWERS)]
    texts = [(answers if name in changed else answers_now).get(name) for name in questions]
    return now.with_(**values, factors=tuple(text for text in texts if text))
