"""What a printer runs, alone: a page from standard input, its PDF to standard output.

Its arguments are how many bytes of memory it may take, ``report.typ`` and folders of typefaces.
It imports Typst and nothing large, as it starts anew for each PDF, and ends without tidying up.
Typst gets the page as data, so that nothing somebody typed is read as its code, and no packages,
so that nothing is fetched.
"""

import os
import resource
import sys
from collections.abc import Sequence

import typst

SHORT = 50_000
"""Letters of a page that takes little to be set anew, should its first sheet be too long."""


def pdf(page: str, template: str, folders: Sequence[str]) -> bytes:
    """The tagged PDF (PDF/UA-1) of a page. Raises typst.TypstError where it is not well formed."""
    if len(page) <= SHORT:
        try:
            return _typeset({"page": page}, template, folders)
        except typst.TypstError:  # mostly of a first sheet that is to be made smaller
            pass
    return _typeset({"page": page, "measured": "yes"}, template, folders)


def _typeset(inputs: dict[str, str], template: str, folders: Sequence[str]) -> bytes:
    document = typst.compile(
        template,
        root=os.path.dirname(template),  # noqa: PTH120 (to import pathlib takes as long as to start)
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[*folders]
        ),
        sys_inputs=inputs,
        pdf_standards="ua-1",
    )
    if not isinstance(document, bytes):
        raise TypeError("Typst gives a PDF as bytes")
    return document


if __name__ == "__main__":
    MOST, TEMPLATE, *FOLDERS = sys.argv[1:]
    hard_limit = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (int(MOST), hard_limit))
    sys.stdout.buffer.write(pdf(sys.stdin.buffer.read().decode("utf-8"), TEMPLATE, FOLDERS))
    sys.stdout.buffer.flush()
    os._exit(0)
