#!/usr/bin/env bash
# Exercises at eight in the evening: four readers of one FIT file, three answers.
#
# A watch writes moments in UTC, and one field beside them, local_timestamp of the activity, that says what its own
# clock showed. Exercises that ended at 20:00 in Vienna (19:00 UTC): fitdecode 0.11.0 says 20:00 UTC, a moment
# an hour after the true one. fitparse 1.2.0 says 20:00 and, of the moment, 19:00, both without a zone, so
# the type does not tell which is which. garmin-fit-sdk 21.218.0, the maker's own, turns the moment into a
# datetime and leaves the clock a bare number of seconds since 1989, as does fit-tool 0.9.16, which counts the moment in
# milliseconds since 1970. What is right is the difference of the two raw numbers: one hour. Day and
# hour of exercise come out wrong for whoever takes local_timestamp as it is given.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check fit-tool==0.9.16 fitparse==1.2.0 fitdecode==0.11.0 garmin-fit-sdk==21.218.0
cat > try.py <<'PYTHON'
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from zoneinfo import ZoneInfo

import fitdecode
import fitparse
from fit_tool.fit_file import FitFile
from fit_tool.fit_file_builder import FitFileBuilder
from fit_tool.profile.messages.activity_message import ActivityMessage
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.messages.lap_message import LapMessage
from fit_tool.profile.messages.record_message import RecordMessage
from fit_tool.profile.messages.session_message import SessionMessage
from fit_tool.profile.profile_type import FileType, Manufacturer, Sport, SubSport
from garmin_fit_sdk import Decoder, Stream

FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
started, ended = (datetime(2026, 11, 3, 18, 50, tzinfo=UTC), datetime(2026, 11, 3, 19, tzinfo=UTC))


def milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def message(kind, **fields):
    made = kind()
    for name, value in fields.items():
        setattr(made, name, value)
    return made


shown = ended.astimezone(ZoneInfo("Europe/Vienna")).replace(tzinfo=UTC)
times = {"timestamp": milliseconds(ended), "start_time": milliseconds(started)}
lasted = {"total_elapsed_time": 600.0, "total_timer_time": 600.0}
builder = FitFileBuilder(auto_define=True)
builder.add_all(
    [
        message(FileIdMessage, type=FileType.ACTIVITY, manufacturer=Manufacturer.DEVELOPMENT.value, product=0,
                serial_number=1, time_created=milliseconds(started)),
        message(RecordMessage, timestamp=milliseconds(ended), heart_rate=80),
        message(LapMessage, **times, **lasted),
        message(SessionMessage, **times, **lasted, sport=Sport.TRAINING, sub_sport=SubSport.STRENGTH_TRAINING,
                first_lap_index=0, num_laps=1),
        message(ActivityMessage, timestamp=milliseconds(ended), total_timer_time=600.0, num_sessions=1,
                local_timestamp=round((shown - FIT_EPOCH).total_seconds())),
    ]
)
builder.build().to_file("mat.fit")

for package in ("fitdecode", "fitparse", "garmin-fit-sdk", "fit-tool"):
    print(package, version(package))
with fitdecode.FitReader("mat.fit") as reader:
    (read,) = (frame for frame in reader if isinstance(frame, fitdecode.FitDataMessage) and frame.name == "activity")
    print("fitdecode:", read.get_value("timestamp"), "|", read.get_value("local_timestamp"))
    by_hand = read.get_raw_value("local_timestamp") - read.get_raw_value("timestamp")
(read,) = fitparse.FitFile("mat.fit").get_messages("activity")
print("fitparse:", read.get_value("timestamp"), "|", read.get_value("local_timestamp"))
messages, errors = Decoder(Stream.from_file("mat.fit")).read()
assert errors == [], errors
(read,) = messages["activity_mesgs"]
print("garmin-fit-sdk:", read["timestamp"], "|", read["local_timestamp"])
(read,) = (record.message for record in FitFile.from_file("mat.fit").records if isinstance(record.message, ActivityMessage))
print("fit-tool:", read.timestamp, "|", read.local_timestamp)
print("offset of the raw numbers:", timedelta(seconds=by_hand))
PYTHON
cat > expected <<'TEXT'
fitdecode 0.11.0
fitparse 1.2.0
garmin-fit-sdk 21.218.0
fit-tool 0.9.16
fitdecode: 2026-11-03 19:00:00+00:00 | 2026-11-03 20:00:00+00:00
fitparse: 2026-11-03 19:00:00 | 2026-11-03 20:00:00
garmin-fit-sdk: 2026-11-03 19:00:00+00:00 | 1162670400
fit-tool: 1793732400000 | 1162670400
offset of the raw numbers: 1:00:00
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
