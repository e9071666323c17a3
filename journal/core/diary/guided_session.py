"""A session: several exercises in a row, logged as one."""

from collections.abc import Sequence

from journal.core.model.field_names import DOSE
from journal.core.model.records import CompletedExercise


def one_session(exercises: Sequence[CompletedExercise]) -> list[CompletedExercise]:
    """The exercises of one session, oldest first, its pain levels where they were felt.

    Each comes with the levels before and after the whole session. The one before stays with the
    first exercise that was done, the one after with the last; of those skipped, where none was.
    What was skipped has no dose, and was neither too easy nor too hard.
    """
    ordered = sorted(map(_as_done, exercises), key=lambda exercise: exercise.completed_at)
    done_exercises = [exercise for exercise in ordered if exercise.exercised] or ordered
    return [
        exercise.with_(
            pain_before=exercise.pain_before if exercise is done_exercises[0] else None,
            pain_after=exercise.pain_after if exercise is done_exercises[-1] else None,
        )
        for exercise in ordered
    ]


def _as_done(exercise: CompletedExercise) -> CompletedExercise:
    return (
        exercise if exercise.exercised else exercise.with_(**dict.fromkeys((*DOSE, "difficulty")))
    )
