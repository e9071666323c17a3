#!/usr/bin/env bash
# A Mann-Kendall trend that is "decreasing" with a slope of exactly zero.
#
# Forty-eight weekly means of a mostly pain-free diary: 5 in ten early weeks, else 0. pymannkendall 1.4.3
# answers "decreasing", p below 0.001, and in the same result slope 0.0: the test counts pairs, the
# slope (Theil-Sen) is the median of all pairs, and most pairs of such a diary are equal. A sentence made
# from the two ("it fell by 0.0 a week") contradicts itself.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pymannkendall==1.4.3 'numpy<2' scipy==1.17.1
cat > try.py <<'PYTHON'
from importlib.metadata import version

import pymannkendall

print("pymannkendall", version("pymannkendall"))
weeks = {1, 3, 4, 6, 8, 9, 12, 14, 17, 21}
found = pymannkendall.original_test([5 if week in weeks else 0 for week in range(1, 49)])
print(found.trend, f"p {found.p:.4f}", f"slope {found.slope}")
PYTHON
cat > expected <<'TEXT'
pymannkendall 1.4.3
decreasing p 0.0001 slope 0.0
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
