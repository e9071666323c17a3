#!/usr/bin/env bash
# The typical spasm is an hour shorter than it was: lengths in whole hours from lifelines.
#
# lifelines 0.30.3 has datetimes_to_durations, "to the proper format": floats, with the unit asked for. The
# part of a unit that is left over is cut off, not kept and not rounded. Spasms of 45, 119, 110 and 175 minutes
# are 0, 1, 1 and 2 hours, and with the default unit (days) a spasm of 23 h 50 min lasted 0.0. A
# curve of Kaplan and Meier over these has a median of 1 h where the minutes say 1 h 50 min, and one spasm
# ends before it lasted any time. Nothing is raised. Ask for freq="s" and divide.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check lifelines==0.30.3
cat > try.py <<'PYTHON'
from datetime import datetime, timedelta

import lifelines
from lifelines import KaplanMeierFitter
from lifelines.utils import datetimes_to_durations

START, SEEN_UNTIL = datetime(2026, 11, 3, 10), datetime(2026, 11, 10)
MINUTES = [45, 119, 110, 175]


def lengths(minutes, freq):
    ends = [START + timedelta(minutes=length) for length in minutes]
    return datetimes_to_durations([START] * len(minutes), ends, fill_date=SEEN_UNTIL, freq=freq)


print("lifelines", lifelines.__version__)
for freq, part in [("h", 1), ("m", 60), ("s", 3600)]:
    lasted, ended = lengths(MINUTES, freq)
    median = KaplanMeierFitter().fit(lasted / part, ended).median_survival_time_
    print(f"freq={freq!r}: {lasted.tolist()}, median {median:.3f} h")
print("days:", lengths([23 * 60 + 50], "D")[0].tolist())
# By hand: the curve falls to one half with the second of four.
print(f"second of four by length: {sorted(MINUTES)[1] / 60:.3f} h")
PYTHON
cat > expected <<'TEXT'
lifelines 0.30.3
freq='h': [0.0, 1.0, 1.0, 2.0], median 1.000 h
freq='m': [45.0, 119.0, 110.0, 175.0], median 1.833 h
freq='s': [2700.0, 7140.0, 6600.0, 10500.0], median 1.833 h
days: [0.0]
second of four by length: 1.833 h
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
