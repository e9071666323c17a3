#!/usr/bin/env bash
# A heat patch for 24 hours that is worn 25: calendars on the night of the clocks.
#
# The calendar standard (RFC 5545, 3.3.6) knows two lengths: P1D is a day of the calendar, PT24H
# exactly 24 hours. icalendar 7.3.2 and ics 0.7.3 read the length rightly and then put the end of both at
# the same wall clock: from 20:00 on the evening before the clocks go back, PT24H ends after 25 hours.
# A spasm of two hours from 01:30 that night (PT2H) lasts three, half as long again,
# and nothing is raised. The end that is right (start in UTC plus the length) is one line away.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 ics==0.7.3 tzdata==2026.6
cat > try.py <<'PYTHON'
from datetime import UTC
from importlib.metadata import version

from ics import Calendar as IcsCalendar
from icalendar import Calendar

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Journal//EN
BEGIN:VTIMEZONE
TZID:Europe/Vienna
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:patch@example.org
DTSTAMP:20261001T000000Z
SUMMARY:Heat patch
DTSTART;TZID=Europe/Vienna:{start}
DURATION:{length}
END:VEVENT
END:VCALENDAR
"""
print("icalendar", version("icalendar"), "ics", version("ics"))
for start, length in [
    ("20261024T200000", "P1D"),
    ("20261024T200000", "PT24H"),
    ("20261025T013000", "PT2H"),
]:
    text = CALENDAR.format(start=start, length=length).replace("\n", "\r\n")
    first = Calendar.from_ical(text).walk("VEVENT")[0]
    second = next(iter(IcsCalendar(text).events))
    print(
        f"{length}: icalendar reads {first.duration}, lasts",
        first.end.astimezone(UTC) - first.start.astimezone(UTC),
        "| ics lasts",
        second.end.to("utc") - second.begin.to("utc"),
    )
PYTHON
cat > expected <<'TEXT'
icalendar 7.3.2 ics 0.7.3
P1D: icalendar reads 1 day, 0:00:00, lasts 1 day, 1:00:00 | ics lasts 1 day, 1:00:00
PT24H: icalendar reads 1 day, 0:00:00, lasts 1 day, 1:00:00 | ics lasts 1 day, 1:00:00
PT2H: icalendar reads 2:00:00, lasts 3:00:00 | ics lasts 3:00:00
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
