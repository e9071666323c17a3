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


def removed(name: str, *, with_history: bool, planned: bool) -> str:
    """An exercise is off the list, and out of the programme if it was ``planned``.

    ``with_history``: it was used, and what was logged stays.
    """
    text = (
        _("“%(name)s” is off your list and out of your programme.", name=name)
        if planned
        else _("“%(name)s” is off your list.", name=name)
    )
    if not with_history:
        return text
    ending = _("What you logged of it stays.")
    return f"{text} {ending}"


def brought_back(name: str, planned: str) -> str:
    """An exercise is on the list again; ``planned``: what the programme asks of it, if it did."""
    if planned == "as_before":
        return _("“%(name)s” is in your list again, and in your programme as before.", name=name)
    if planned == "from_today":
        return _("“%(name)s” is in your list again, and in your programme from today.", name=name)
    if planned == "not":
        return _(
            "“%(name)s” is in your list again. Your programme has changed since, so it is not in "
            "there: add it if you want.",
            name=name,
        )
    if planned == "listed":
        return _("“%(name)s” is in your list.", name=name)
    return _("“%(name)s” is in your list again. Your programme stays as it is.", name=name)
