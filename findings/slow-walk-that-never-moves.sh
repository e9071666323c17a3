#!/usr/bin/env bash
# Ten minutes of walking in pain count as standing still: GPX tracks.
#
# A track of ten minutes at an even 0.9 km/h, a point every 10 seconds, as somebody walks with a
# stiff back. gpxpy 1.6.2 knows its length (150 m) and its duration (600 s), and in the moving data of the
# same track says that 0 s and 0 m of it were moving: what is slower than 1 km/h is a stop. At 1.1 km/h
# all ten minutes are moving. "Minutes walked" would show a recovery overnight; with
# stopped_speed_threshold=0.3 both walks are ten minutes.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check gpxpy==1.6.2
cat > try.py <<'PYTHON'
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import gpxpy

SECONDS, METRES_A_DEGREE = 10, 111_195
START = datetime(2026, 11, 3, 10, tzinfo=UTC)


def track(kilometres_an_hour: float) -> str:
    step = kilometres_an_hour / 3.6 * SECONDS / METRES_A_DEGREE
    points = "".join(
        f'<trkpt lat="{48.2 + step * point:.8f}" lon="16.37">'
        f"<time>{START + timedelta(seconds=SECONDS * point):%Y-%m-%dT%H:%M:%SZ}</time></trkpt>"
        for point in range(61)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<gpx version="1.1" creator="watch" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk><trkseg>{points}</trkseg></trk></gpx>"
    )


print("gpxpy", version("gpxpy"))
for speed in (0.9, 1.1):
    walk = gpxpy.parse(track(speed))
    moving, lower = walk.get_moving_data(), walk.get_moving_data(stopped_speed_threshold=0.3)
    print(
        f"{speed} km/h: {walk.length_2d():.0f} m in {walk.get_duration():.0f} s;",
        f"moving {moving.moving_distance:.0f} m, {moving.moving_time:.0f} s;",
        f"from 0.3 km/h on {lower.moving_time:.0f} s",
    )
PYTHON
cat > expected <<'TEXT'
gpxpy 1.6.2
0.9 km/h: 150 m in 600 s; moving 0 m, 0 s; from 0.3 km/h on 600 s
1.1 km/h: 184 m in 600 s; moving 184 m, 600 s; from 0.3 km/h on 600 s
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
