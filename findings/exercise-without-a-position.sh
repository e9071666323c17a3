#!/usr/bin/env bash
# An exercise at home has no length: TCX files without positions.
#
# An activity of type Other recorded on a mat, two laps of 10 and 5 minutes with 10 minutes of rest
# between them, heart rate and no positions, valid TCX. tcxreader 0.4.11 reads no trackpoint, no start,
# no end and a duration of 0, without an error: it keeps only points that have a position. With
# only_gps=False the start is there and the duration is 1500 s, the rest included; python-tcxparser 2.4.0
# says 900 s, the sum of the laps. A programme of exercises indoors is lost or a third too long.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check tcxreader==0.4.11 python-tcxparser==2.4.0
cat > try.py <<'PYTHON'
from importlib.metadata import version
from pathlib import Path

import tcxparser
from tcxreader.tcxreader import TCXReader

LAP = """<Lap StartTime="{start}"><TotalTimeSeconds>{seconds}</TotalTimeSeconds><DistanceMeters>0.0</DistanceMeters><Calories>20</Calories><Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod><Track><Trackpoint><Time>{start}</Time><HeartRateBpm><Value>80</Value></HeartRateBpm></Trackpoint><Trackpoint><Time>{end}</Time><HeartRateBpm><Value>90</Value></HeartRateBpm></Trackpoint></Track></Lap>"""
LAPS = [("2026-11-03T17:00:00.000Z", "2026-11-03T17:10:00.000Z", 600.0), ("2026-11-03T17:20:00.000Z", "2026-11-03T17:25:00.000Z", 300.0)]
laps = "".join(LAP.format(start=start, end=end, seconds=seconds) for start, end, seconds in LAPS)
Path("mat.tcx").write_text(
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'
    f'<Activities><Activity Sport="Other"><Id>{LAPS[0][0]}</Id>{laps}</Activity></Activities>'
    "</TrainingCenterDatabase>"
)
print("tcxreader", version("tcxreader"), "python-tcxparser", version("python-tcxparser"))
for only_gps in (True, False):
    exercise = TCXReader().read("mat.tcx", only_gps=only_gps)
    print(f"only_gps={only_gps}:", exercise.start_time, exercise.duration, len(exercise.trackpoints))
print("tcxparser:", tcxparser.TCXParser("mat.tcx").duration)
PYTHON
cat > expected <<'TEXT'
tcxreader 0.4.11 python-tcxparser 2.4.0
only_gps=True: None 0 0
only_gps=False: 2026-11-03 17:00:00 1500.0 4
tcxparser: 900.0
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
