#!/usr/bin/env bash
# The median of a survival curve that touches one half: two packages, two answers.
#
# Four spasms that ended after 1, 2, 3 and 4 hours, none still running: the curve is exactly 0.5 from
# 2 h to 3 h. lifelines 0.30.0 answers 2, the first time at which the curve is at or below one half.
# statsmodels 0.15.0 answers 3, the first time at which it is below. (The plain median is 2.5, the
# middle of that stretch.) An even number of ended spasms makes this the usual case, not the odd one:
# a "typical length" has to say which rule it follows. With all but the shortest one still running
# there is no median: lifelines says infinity, statsmodels says not a number.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check lifelines==0.30.0 statsmodels==0.15.0
cat > try.py <<'PYTHON'
import lifelines
import statsmodels
from lifelines import KaplanMeierFitter
from statsmodels.duration.survfunc import SurvfuncRight

print("lifelines", lifelines.__version__, "statsmodels", statsmodels.__version__)
for name, hours, ended in [("all ended", [1, 2, 3, 4], [1, 1, 1, 1]), ("one ended", [1, 2, 3], [1, 0, 0])]:
    first = KaplanMeierFitter().fit(hours, ended).median_survival_time_
    second = SurvfuncRight(hours, ended).quantile(0.5)
    print(f"{name}: lifelines {float(first)}, statsmodels {float(second)}")
PYTHON
cat > expected <<'TEXT'
lifelines 0.30.0 statsmodels 0.15.0
all ended: lifelines 2.0, statsmodels 3.0
one ended: lifelines inf, statsmodels nan
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
