#!/usr/bin/env bash
# One and a half hours last 30, 60, 90 or 120 minutes: timelength.
#
# timelength 3.0.4 reads lengths as people write them. "1.5 hours" and "1 and 1/2 hours" are 90 minutes, "half an
# hour" is 30. "1 1/2 hours" and "one and a half hours" are 30, "an hour and a half" is 60, and
# "1½ hours" is 120, as is "½ hour": the sign is taken apart into 1, a slash it does not know, and 2. Each has
# success=True; that something was left over stands only in result.invalid. With FailureFlags.ALL the
# wrong ones are failures, so that is the way to ask for what a person wrote about a spasm.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check timelength==3.0.4
cat > try.py <<'PYTHON'
from importlib.metadata import version

from timelength import English, FailureFlags, TimeLength

print("timelength", version("timelength"))
strict = English(flags=FailureFlags.ALL)
for written, minutes in [
    ("1.5 hours", 90),
    ("1 and 1/2 hours", 90),
    ("half an hour", 30),
    ("1 1/2 hours", 90),
    ("one and a half hours", 90),
    ("an hour and a half", 90),
    ("1½ hours", 90),
    ("½ hour", 30),
]:
    read = TimeLength(written).result
    failed = "" if TimeLength(written, locale=strict).result.success else ", a failure with all flags"
    print(f"{written}: {read.seconds / 60:g} min of {minutes}, success={read.success}{failed}")
PYTHON
cat > expected <<'TEXT'
timelength 3.0.4
1.5 hours: 90 min of 90, success=True
1 and 1/2 hours: 90 min of 90, success=True
half an hour: 30 min of 30, success=True
1 1/2 hours: 30 min of 90, success=True, a failure with all flags
one and a half hours: 30 min of 90, success=True, a failure with all flags
an hour and a half: 60 min of 90, success=True, a failure with all flags
1½ hours: 120 min of 90, success=True, a failure with all flags
½ hour: 120 min of 30, success=True, a failure with all flags
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
