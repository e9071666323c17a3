#!/usr/bin/env bash
# A painless walk is pain: diaries on their way from Nomie to Loop.
#
# Nomie writes what was logged as tags with a value, "#back_pain(7)"; a tag is one tracker, by its whole name.
# habitmove 0.4.1 makes a database of Loop Habit Tracker of its backup, and takes for a tag every tracker whose name
# is a part of it: a tracker "pain" gets the 7 of back_pain too, and an entry for "#painless_walk". It
# reads whole numbers above 0 only. A level of 6.5, a level of 0 and a timer of 45 minutes, all values
# in Nomie, become 2, the mark of a tick in Loop; where numbers are counted Loop has thousandths, so that is
# 0.002. Nothing is said of it: a diary in which "pain" was never logged arrives with five entries of it.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check habitmove==0.4.1 click==8.3.1
cat > try.py <<'PYTHON'
import json
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

TRACKERS = {"pain": "range", "back_pain": "range", "painless_walk": "timer"}
NOTES = ["#back_pain(7)", "#back_pain(6.5)", "#back_pain(0)", "#painless_walk(00:45:00)", "#painless_walk"]


def logged(number, note):
    moment = int(datetime(2026, 11, number, 8, tzinfo=UTC).timestamp() * 1000)
    return {"_id": str(number), "note": note, "start": moment, "end": moment}


trackers = {
    tag: {"tag": tag, "label": tag, "id": f"id-{number}", "type": kind, "max": 10}
    for number, (tag, kind) in enumerate(TRACKERS.items())
}
events = [logged(number, note) for number, note in enumerate(NOTES, start=1)]
Path("nomie.json").write_text(json.dumps({"nomie": {"number": "5.6.4"}, "trackers": trackers, "events": events}))
told = subprocess.run(["env/bin/habitmove", "nomie.json"], input="y\n", check=True, capture_output=True, text=True)
assert told.stderr == "", told.stderr

MOVED = """SELECT habits.description, repetitions.value FROM repetitions JOIN habits ON habits.id = repetitions.habit
WHERE repetitions.timestamp = ? ORDER BY habits.id"""
print("habitmove", version("habitmove"))
with closing(sqlite3.connect("output.db")) as loop:
    for event, note in zip(events, NOTES, strict=True):
        print(note, "->", *(f"{name} {value}" for name, value in loop.execute(MOVED, [event["end"]])))
PYTHON
cat > expected <<'TEXT'
habitmove 0.4.1
#back_pain(7) -> pain 7000 back_pain 7000
#back_pain(6.5) -> pain 2 back_pain 2
#back_pain(0) -> pain 2 back_pain 2
#painless_walk(00:45:00) -> pain 2 painless_walk 2
#painless_walk -> pain 2 painless_walk 2
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
