"""A printer: pages of a few plain elements in, a PDF out, from a process of its own.

What draws PDFs, and the typefaces it reads, would stay in the memory of a server for good; the
process that holds them ends with the file.
"""

import subprocess
import sys
from typing import Final

from journal.config import ROOT

SECONDS_MOST: Final = 60


class NotPrinted(Exception):
    """The printer failed; what it said is the text."""


def printed(page: str) -> bytes:
    """The PDF of a page. Raises NotPrinted."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "journal.pdf"],
            cwd=ROOT,
            input=page.encode("utf-8"),
            capture_output=True,
            timeout=SECONDS_MOST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotPrinted("It took too long.") from None
    if done.returncode:
        raise NotPrinted(done.stderr.decode("utf-8", "replace")[-2000:])
    return done.stdout
