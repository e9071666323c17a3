#!/usr/bin/env bash
# Ten entries are a low of 92 days: gaps in a Daylio diary.
#
# Daylio keeps moods and, for many, pain by day. Its file here has seven bad days at the start of March, none
# until June, three bad days there and then good ones. daylio-parser 0.4.2 takes its mean over the last five
# entries, however long ago they were: that of 1 June is 1.2, four fifths of it March. find_low_periods
# then gives one period of 92 days, from 5 March to 5 June, though nothing is known of 85 days within it. A mean over
# five days of the calendar, taken only where all five have an entry, knows a low of 5 to 7 March and none in
# June.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check daylio-parser==0.4.2 numpy==1.26.4 pydantic==2.14.4
cat > try.py <<'PYTHON'
import io
from datetime import date, timedelta
from importlib.metadata import version

from daylio_parser.parser import Parser
from daylio_parser.stats import Stats

MOODS = {date(2026, 3, day): "awful" for day in range(1, 8)}
MOODS |= {date(2026, 6, day): "bad" if day < 4 else "rad" for day in range(1, 10)}
LINES = [f'{day},{day:%B %d},{day:%A},20:00,{mood},,"",""' for day, mood in MOODS.items()]
HEADER = "full_date,date,weekday,time,mood,activities,note_title,note"

print("daylio-parser", version("daylio-parser"))
stats = Stats(Parser().load_from_buffer(io.StringIO("\n".join([HEADER, *reversed(LINES)]))))
print("mean of 1 June:", dict(stats.rolling_mean())[date(2026, 6, 1)])
for period in stats.find_low_periods():
    within = [period.start + timedelta(days=day) for day in range(period.duration)]
    silent = sum(day not in MOODS for day in within)
    print("low:", period.start, period.end, f"{period.duration} days, {silent} of them without an entry")

LEVELS = dict(stats.average_moods())
low = []
for day in LEVELS:
    last = [LEVELS.get(day - timedelta(days=back)) for back in range(5)]
    if None not in last and sum(last) / 5 < 3:
        low.append(day)
print("by the calendar:", *low)
PYTHON
cat > expected <<'TEXT'
daylio-parser 0.4.2
mean of 1 June: 1.2
low: 2026-03-05 2026-06-05 92 days, 85 of them without an entry
by the calendar: 2026-03-05 2026-03-06 2026-03-07
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
