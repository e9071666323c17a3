#!/usr/bin/env bash
# Seven easier weeks in a row, of twenty: two packages for one rule, and each is wrong on one side.
#
# The rules of Anhøj for a run chart (Anhøj and Olesen 2014, and the R package qicharts2 by the first of them) see a
# change where the longest run on one side of the median is longer than log2(n) + 3, rounded, or where the median is
# crossed less often than the 5 % point of a binomial with n - 1 and one half; n counts the values that are not the median. Of
# 20 weeks that is a run of 8 or more, or 5 crossings or fewer. clinical-qikit 0.5.0 follows qicharts2, by its
# own words, but rounds down and takes "at least": 7 weeks are a change. pyqicharts 2.0.0 rounds up: 8
# weeks are none, and 5 crossings are none. "It is easier now" hangs on the package.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check clinical-qikit==0.5.0 pyqicharts==2.0.0 pandas==3.1.1 scipy==1.17.1
cat > try.py <<'PYTHON'
from importlib.metadata import version
from itertools import groupby
from math import log2
from statistics import median

from pyqicharts import anhoej_rules
from qikit.spc import qic
from scipy.stats import binom

WEEKS = {
    "seven in a row": [3, 2, 3, 3, 2, 3, 3, 6, 5, 6, 3, 6, 7, 5, 2, 6, 5, 3, 6, 6],
    "eight in a row": [6, 7, 5, 3, 2, 3, 3, 2, 3, 3, 2, 6, 6, 5, 3, 6, 7, 2, 5, 6],
    "five crossings": [6, 5, 7, 3, 2, 3, 3, 6, 5, 6, 7, 2, 3, 3, 2, 6, 5, 6, 3, 3],
}


def by_the_rules(levels):
    middle = median(levels)
    runs = [len(list(run)) for _, run in groupby(level > middle for level in levels if level != middle)]
    is_long = max(runs) > round(log2(sum(runs)) + 3)
    is_seldom_crossed = len(runs) - 1 < binom.ppf(0.05, sum(runs) - 1, 0.5)
    return f"(run {max(runs)}, crossings {len(runs) - 1})", is_long or is_seldom_crossed


print("clinical-qikit", version("clinical-qikit"), "pyqicharts", version("pyqicharts"))
for name, levels in WEEKS.items():
    about, changed = by_the_rules(levels)
    summary = qic(y=levels, chart="run").summary
    qikit = summary["run_signal"] or summary["crossings_signal"]
    print(name, about, "a change:", f"by the rules {changed}, qikit {qikit}, pyqicharts {anhoej_rules(levels).any_signal}")
PYTHON
cat > expected <<'TEXT'
clinical-qikit 0.5.0 pyqicharts 2.0.0
seven in a row (run 7, crossings 7) a change: by the rules False, qikit True, pyqicharts False
eight in a row (run 8, crossings 6) a change: by the rules True, qikit True, pyqicharts False
five crossings (run 4, crossings 5) a change: by the rules True, qikit True, pyqicharts False
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
