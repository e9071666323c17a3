#!/usr/bin/env bash
# A chain of calls that goes on in the next line: Typst counts all levels and prints the rest.
#
# A report counts the levels above 3 of 2, 7 and 4. In the markup of Typst, "#let levels = (2, 7, 4)" ends
# with its line: ".filter(level => level > 3)" in the next one is text of the report. Typst 0.15.2 (by its
# Python package) compiles that without an error or a warning, and the report says 3. Within braces,
# "#{ ... }", the same two lines are one expression, and the report says 2.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pypdfium2==5.15.2
cat > try.py <<'PYTHON'
from importlib.metadata import version

import pypdfium2
import typst

MARKUP = """#let levels = (2, 7, 4)
  .filter(level => level > 3)
Strong levels: #levels.len()
"""
BRACES = """#{
  let levels = (2, 7, 4)
    .filter(level => level > 3)
  [Strong levels: #levels.len()]
}
"""


def printed(source: str) -> str:
    pdf, warnings = typst.compile_with_warnings(source.encode())
    assert warnings == [], warnings
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()


print("typst", version("typst"))
print("in markup:", printed(MARKUP))
print("in braces:", printed(BRACES))
PYTHON
cat > expected <<'TEXT'
typst 0.15.2
in markup: .filter(level => level > 3) Strong levels: 3
in braces: Strong levels: 2
TEXT
env/bin/python try.py > seen
diff expected seen && echo "As described."
