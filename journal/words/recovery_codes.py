"""The recovery codes of an account as a text file."""

from collections.abc import Iterable

from journal.words.language import gettext as _


def codes_text(codes: Iterable[str], *, address: str, name: str) -> str:
    """The codes, one a line, with where and for whom they work."""
    lines = (
        _("Spasm Journal: recovery codes"),
        "",
        _("Address: %(address)s", address=address),
        _("Name: %(name)s", name=name),
        "",
        _("Each code signs you in once if your device is lost."),
        "",
        *codes,
    )
    return "\n".join(lines) + "\n"
