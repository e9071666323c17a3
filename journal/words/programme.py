"""What is said of a person's own list of exercises once it was changed."""

from journal.words.language import gettext as _


def added(name: str) -> str:
    """An exercise is on the list."""
    return _(
        "“%(name)s” is in your list. Add it to your programme, or log it when you do it.",
        name=name,
    )


def renamed(name: str) -> str:
    """An exercise has another name."""
    return _("It is now called “%(name)s”, in everything you logged.", name=name)


def removed(name: str, *, with_history: bool) -> str:
    """An exercise is off the list; ``with_history``: it was used, and what was logged stays."""
    if with_history:
        return _("“%(name)s” is off your list. What you logged of it stays.", name=name)
    return _("“%(name)s” is off your list.", name=name)


def brought_back(name: str) -> str:
    """An exercise is on the list again."""
    return _("“%(name)s” is in your list again.", name=name)
