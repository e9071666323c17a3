#!/usr/bin/env bash
# Nine spasms around midnight: the interval of their median hour is the whole day but an hour.
#
# Nine spasms began between 21:00 and 03:00. pycircstat2 0.1.15 has statistics for hours of the day, in which 23:00 is
# beside 00:00. Its median is right: midnight. The interval of that median is 0:00 to 23:00. The same spasms
# twelve hours later give 9:00 to 15:00, which is 21:00 to 3:00 turned back. For up to 15 values the
# ends of the interval are taken, by rank, from the hours sorted from 0, wherever on the clock
# the median is. Turned by 6 or 18 hours it is right too, so that a trial with spasms by day finds
# nothing. Turn the hours until the median is at noon, and the interval back.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pycircstat2==0.1.15 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
cat > try.py <<'PYTHON'
from importlib.metadata import version
from math import tau

import numpy
from pycircstat2 import Circular

BEGAN = [21, 22, 22.5, 23, 0, 0.5, 1, 2, 3]


def clock(angle):
    return round(float(angle) * 24 / tau, 2) % 24


print("pycircstat2", version("pycircstat2"))
for turned in (0, 6, 12, 18):
    hours = Circular(numpy.array([(hour + turned) % 24 for hour in BEGAN], dtype=float), unit="hour")
    median, low, high = (clock(angle) for angle in (hours.median, hours.median_lb, hours.median_ub))
    back = ((hour - turned) % 24 for hour in (median, low, high))
    print(f"turned by {turned:2} h: {median:g}, {low:g} to {high:g};", "turned back: {:g}, {:g} to {:g}".format(*back))
PYTHON
cat > expected <<'TEXT'
pycircstat2 0.1.15
turned by  0 h: 0, 0 to 23; turned back: 0, 0 to 23
turned by  6 h: 6, 3 to 9; turned back: 0, 21 to 3
turned by 12 h: 12, 9 to 15; turned back: 0, 21 to 3
turned by 18 h: 18, 15 to 21; turned back: 0, 21 to 3
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
