#!/usr/bin/env bash
# Pain that rises for six weeks is a trend, pain that falls for six weeks is none: Nelson's third rule.
#
# The rule, for a chart of single values: six in a row that only rise, or only fall. calc_xmr of pycontrolcharts 0.1.2 has
# "6 consecutive increasing points" and the same for decreasing ones, and counts steps, so that a trend takes
# seven points. Only where a series begins is its first value a step up, if it is above 0. So six weekly levels from 2 up to 7
# are a trend; the same six from 7 down to 2 are none, nor are 0 to 5, nor 2 to 7 after one other week. A diary that
# gets worse is told so a week before one that gets better. clinical-qikit 0.5.0 and the rule by hand find
# all of them.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pycontrolcharts==0.1.2 clinical-qikit==0.5.0 pandas==3.1.1
cat > try.py <<'PYTHON'
from importlib.metadata import version
from itertools import pairwise

from pycontrolcharts import calc_xmr
from qikit.spc import qic

WEEKS = {
    "rises from 2": [2, 3, 4, 5, 6, 7],
    "falls to 2": [7, 6, 5, 4, 3, 2],
    "rises from 0": [0, 1, 2, 3, 4, 5],
    "rises after a week": [4, 2, 3, 4, 5, 6, 7],
    "falls, seven weeks": [8, 7, 6, 5, 4, 3, 2],
}


def by_hand(levels):
    windows = [levels[start : start + 6] for start in range(len(levels) - 5)]
    return any(
        all(first < then for first, then in pairwise(window)) or all(first > then for first, then in pairwise(window))
        for window in windows
    )


print("pycontrolcharts", version("pycontrolcharts"), "clinical-qikit", version("clinical-qikit"))
for name, levels in WEEKS.items():
    texts = [seen["description"] for point in calc_xmr(levels)["violations"] for seen in point]
    said = [text for text in texts if "creasing points" in text]
    qikit = 3 in qic(y=levels, chart="i", method="nelson").summary["nelson_rules_triggered"]
    print(f"{name}: by hand {by_hand(levels)}, qikit {qikit}, pycontrolcharts {said[0] if said else 'nothing'}")
PYTHON
cat > expected <<'TEXT'
pycontrolcharts 0.1.2 clinical-qikit 0.5.0
rises from 2: by hand True, qikit True, pycontrolcharts 6 consecutive increasing points
falls to 2: by hand True, qikit True, pycontrolcharts nothing
rises from 0: by hand True, qikit True, pycontrolcharts nothing
rises after a week: by hand True, qikit True, pycontrolcharts nothing
falls, seven weeks: by hand True, qikit True, pycontrolcharts 6 consecutive decreasing points
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
