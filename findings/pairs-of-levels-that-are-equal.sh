#!/usr/bin/env bash
# Nothing changed, and the effect is not one half: nonoverlap of pairs in singlecase.
#
# The nonoverlap of all pairs (NAP; Parker and Vannest 2009) compares each level before with each level after.
# Its value without any effect is 0.5, as an equal pair counts one half. nap of singlecase 0.2.2 counts
# an equal pair as nothing. Levels of pain are whole and few, so equal pairs are common: the same six days
# before and after give 0.33 in whichever direction one asks, and a fall that is 0.83 is given as 0.72.
# The two directions should add up to 1. The right values, by hand, are also the U of Mann and
# Whitney (SciPy 1.17.1) divided by the number of pairs.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check singlecase==0.2.2 pandas==3.0.6 scipy==1.17.1
cat > try.py <<'PYTHON'
from importlib.metadata import version

from scipy.stats import mannwhitneyu
from singlecase.data import Data
from singlecase.effectsize import nap

print("singlecase", version("singlecase"))
before = [3.0, 4.0, 3.0, 5.0, 4.0, 5.0]
for name, after in [("the same days again", before), ("a fall", [2.0, 3.0, 3.0, 2.0, 4.0, 3.0])]:
    data = Data({"phase": ["A"] * 6 + ["B"] * 6, "pain": before + after})
    falls, rises = (nap(data, decreasing=decreasing)["pain"] for decreasing in (True, False))
    pairs = [(first, second) for first in before for second in after]
    by_hand = sum((first > second) + (first == second) / 2 for first, second in pairs) / len(pairs)
    by_scipy = mannwhitneyu(before, after).statistic / len(pairs)
    print(
        f"{name}: lower {falls:.2f}, higher {rises:.2f}, together {falls + rises:.2f};",
        f"right for lower: {by_hand:.2f}, by SciPy {by_scipy:.2f}",
    )
PYTHON
cat > expected <<'TEXT'
singlecase 0.2.2
the same days again: lower 0.33, higher 0.33, together 0.67; right for lower: 0.50, by SciPy 0.50
a fall: lower 0.72, higher 0.06, together 0.78; right for lower: 0.83, by SciPy 0.83
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
