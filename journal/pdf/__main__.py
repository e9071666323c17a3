"""``python -m journal.pdf``: a page from standard input, its PDF to standard output."""

import sys

from journal.pdf.pages import pdf

sys.stdout.buffer.write(pdf(sys.stdin.buffer.read().decode("utf-8")))
