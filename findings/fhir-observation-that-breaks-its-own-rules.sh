#!/usr/bin/env bash
# FHIR models that refuse a minute and let broken rules pass.
#
# fhir.resources 8.3.0, R4B. An Observation that has a value and also a reason why it has none breaks the
# rule obs-6 of the standard, and a period that ends before it starts breaks per-1: both are accepted.
# A moment without seconds, or one with seconds but without an offset, is refused with "does not match
# spec regex". "It validates" says that the fields have the right shape; the rules between them are
# for the one who writes the file to keep.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check fhir.resources==8.3.0
cat > try.py <<'PYTHON'
from importlib.metadata import version

from fhir.resources.R4B.observation import Observation

print("fhir.resources", version("fhir.resources"))
for name, fields in [
    ("value and no value", {"valueInteger": 3, "dataAbsentReason": {"text": "unknown"}}),
    ("ends before it starts", {"effectivePeriod": {"start": "2026-11-03T10:00:00+01:00", "end": "2026-11-02T10:00:00+01:00"}}),
    ("no seconds", {"effectiveDateTime": "2026-11-03T10:00+01:00"}),
    ("no offset", {"effectiveDateTime": "2026-11-03T10:00:00"}),
]:
    try:
        Observation(status="final", code={"text": "Pain severity"}, **fields)
        print(f"{name}: accepted")
    except ValueError:
        print(f"{name}: refused")
PYTHON
cat > expected <<'TEXT'
fhir.resources 8.3.0
value and no value: accepted
ends before it starts: accepted
no seconds: refused
no offset: refused
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
