#!/usr/bin/env bash
# The UCUM unit of a pain score comes back as a piece of the parser.
#
# A 0-10 score has the UCUM unit {score}: an annotation alone, which UCUM defines as the number 1.
# ucumvert 0.3.2 turns "d/wk" into a pint quantity, and so "{steps}/d"; for "{score}" alone it returns
# the parser's own Token, which looks like the text and multiplies like it: three times the "unit" is
# the text three times over, not a quantity of 3.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check ucumvert==0.3.2 pint==0.25
cat > try.py <<'PYTHON'
from importlib.metadata import version

from ucumvert import PintUcumRegistry

registry = PintUcumRegistry()
print("ucumvert", version("ucumvert"))
for unit in ("d/wk", "{steps}/d", "{score}"):
    read = registry.from_ucum(unit)
    print(unit, type(read).__name__, 3 * read)
PYTHON
cat > expected <<'TEXT'
ucumvert 0.3.2
d/wk Quantity 3.0 day / week
{steps}/d Quantity 3.0 / day
{score} Token {score}{score}{score}
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
