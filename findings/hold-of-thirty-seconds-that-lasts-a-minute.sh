#!/usr/bin/env bash
# A hold of 30 seconds lasts 60, or 13: exercises on their way from Hevy to the file of a watch.
#
# Hevy keeps the seconds of each set of an exercise that is held. hevy2garmin 0.12.0 makes a FIT file of a
# workout: it takes those seconds, puts a rest of 75 s, which nobody wrote down, after each set, and multiplies all of it
# by 0.3 to 2, so that it fills the workout. Four holds of 30 s in 20 minutes last 60 s each, six of
# them in 4 minutes 13 s. Sets that were only counted get a length too. garmin-fit-sdk 21.218.0,
# the maker's own reader, gives these as the lengths of the sets: nothing in the file tells them from measured ones.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check hevy2garmin==0.12.0 fit-tool==0.9.16 garmin-fit-sdk==21.218.0
cat > try.py <<'PYTHON'
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

from garmin_fit_sdk import Decoder, Stream
from hevy2garmin.fit import generate_fit

STARTED = datetime(2026, 11, 3, 19, tzinfo=UTC)
REST = 75


def sets_of(minutes, sets):
    ended = STARTED + timedelta(minutes=minutes)
    exercise = {"title": "Side Plank", "sets": sets}
    workout = {"title": "Back", "start_time": STARTED.isoformat(), "end_time": ended.isoformat(), "exercises": [exercise]}
    generate_fit(workout, None, "workout.fit")
    messages, errors = Decoder(Stream.from_file("workout.fit")).read()
    assert errors == [], errors
    return [message for message in messages["set_mesgs"] if message["set_type"] == "active"]


print("hevy2garmin", version("hevy2garmin"), "garmin-fit-sdk", version("garmin-fit-sdk"))
for minutes, count in (20, 4), (4, 6):
    held = sets_of(minutes, [{"type": "normal", "duration_seconds": 30}] * count)
    by_hand = 30 * min(2, max(0.3, minutes * 60 / (count * 30 + (count - 1) * REST)))
    print(f"{count} holds of 30 s in {minutes} min:", *(f"{message['duration']:.1f}" for message in held))
    print(f"  30 s stretched to the workout, by hand: {by_hand:.1f}")
counted = sets_of(20, [{"type": "normal", "reps": 15}] * 2)
print("2 sets of 15, no seconds given:", *(f"{message['duration']:.1f}" for message in counted))
PYTHON
cat > expected <<'TEXT'
hevy2garmin 0.12.0 garmin-fit-sdk 21.218.0
4 holds of 30 s in 20 min: 60.0 60.0 60.0 60.0
  30 s stretched to the workout, by hand: 60.0
6 holds of 30 s in 4 min: 13.0 13.0 13.0 13.0 13.0 13.0
  30 s stretched to the workout, by hand: 13.0
2 sets of 15, no seconds given: 80.0 80.0
TEXT
HOME=$scratch env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
