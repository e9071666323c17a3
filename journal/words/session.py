"""Sentences about a guided session."""

from journal.words.language import gettext as _


def exercise_gone(name: str) -> str:
    """That an exercise of a session is not on the list any more."""
    return _("“%(exercise)s” is no longer in your list, so it can’t be logged.", exercise=name)
