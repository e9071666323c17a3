"""``python -m journal.paper``: a page from standard input, its PDF to standard output."""

import sys

from journal.paper.pages import pdf

sys.stdout.buffer.write(pdf(sys.stdin.buffer.read().decode("utf-8")))
