"""The template of all catalogues: every text that is given to be translated."""

from collections.abc import Iterator
from contextlib import redirect_stderr
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

from tests.words.untranslated import ROOT

KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "marked": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "plural_forms": (1, 2),
}
TEMPLATE_OPTIONS: Final = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
HEADER: Final = (
    "# Every text of the Spasm Journal; `python -m tests.words --write` writes this file.\n#"
)


@cache
def extracted() -> Catalog:
    """Every text of the templates and of the code, with the files it stands in."""
    catalogue = Catalog(charset="utf-8")
    templates, modules = ROOT / "templates", ROOT / "journal"
    for file in [*sorted(templates.rglob("*.html")), *sorted(modules.rglob("*.py"))]:
        place = str(file.relative_to(ROOT))
        for message, context in messages_in(file):
            catalogue.add(message, None, [(place, 0)], context=context)
    return catalogue


def messages_in(file: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The texts of a file, singular and plural together, and the meaning they are marked with."""
    template = file.suffix == ".html"
    method = "jinja2.ext:babel_extract" if template else "python"
    options = TEMPLATE_OPTIONS if template else {}
    with redirect_stderr(StringIO()):  # it warns of f-strings, which are values here
        messages = extract_from_file(method, file, keywords=KEYWORDS, options=options)
    for _line, message, _comments, context in messages:
        yield message, context


def template() -> bytes:
    """The file of all texts, the same for the same texts: it names no day and no lines."""
    buffer = BytesIO()
    write_po(
        buffer,
        extracted(),
        width=100,
        include_lineno=False,
        omit_header=True,
        sort_output=True,
    )
    return f"{HEADER}\n\n".encode() + buffer.getvalue()
