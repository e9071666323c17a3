#!/usr/bin/env bash
# Apple Health in SQLite: every date function answers NULL.
#
# healthkit-to-sqlite 1.0.1 keeps moments as the export writes them, "2026-10-25 02:30:00 +0200". SQLite
# reads an offset only without the blank and with a colon (+02:00), so date(), datetime() and julianday()
# of every row are NULL: grouping by day puts all rows into one group without an error. Sorted as text,
# the half hour before the clocks went back comes after the one that followed it. What a workout covered
# (its WorkoutStatistics, where newer exports keep distance and energy) is in no table at all.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check healthkit-to-sqlite==1.0.1
cat > try.py <<'PYTHON'
import sqlite3
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

EXPORT = """<?xml version="1.0" encoding="UTF-8"?>
<HealthData locale="en_AT">
 <ExportDate value="2026-11-01 10:00:00 +0100"/>
 <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Phone" unit="count" creationDate="2026-10-25 02:41:00 +0200" startDate="2026-10-25 02:30:00 +0200" endDate="2026-10-25 02:40:00 +0200" value="100"/>
 <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Phone" unit="count" creationDate="2026-10-25 02:20:00 +0100" startDate="2026-10-25 02:10:00 +0100" endDate="2026-10-25 02:19:00 +0100" value="200"/>
 <Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="30.5" durationUnit="min" sourceName="Watch" creationDate="2026-10-25 12:40:00 +0100" startDate="2026-10-25 12:00:00 +0100" endDate="2026-10-25 12:30:30 +0100">
  <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" startDate="2026-10-25 12:00:00 +0100" endDate="2026-10-25 12:30:30 +0100" sum="2.1" unit="km"/>
 </Workout>
</HealthData>
"""
with zipfile.ZipFile("export.zip", "w") as archive:
    archive.writestr("apple_health_export/export.xml", EXPORT)
tool = str(Path(sys.executable).with_name("healthkit-to-sqlite"))
subprocess.run([tool, "export.zip", "health.db", "--silent"], check=True)
print("healthkit-to-sqlite", version("healthkit-to-sqlite"))
database = sqlite3.connect("health.db")
rows = database.execute(
    "select startDate, date(startDate), julianday(startDate) from rStepCount order by startDate"
)
for row in rows:
    print(*row)
everything = "\n".join(database.iterdump())
print("distance of the walk kept:", "2.1" in everything)
PYTHON
cat > expected <<'TEXT'
healthkit-to-sqlite 1.0.1
2026-10-25 02:10:00 +0100 None None
2026-10-25 02:30:00 +0200 None None
distance of the walk kept: False
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
