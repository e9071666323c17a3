#!/usr/bin/env bash
# No observation has a value: FHIRPath without a model of the release.
#
# A pain level in FHIR is an Observation whose value[x] is the element valueInteger; in FHIRPath it is
# Observation.value, as in every example of the standard. fhirpathpy 2.2.4 knows of such choices only
# from a model, which is an optional argument: without it the path gives nothing, value.exists() is
# false, and a count of levels above 4 is 0 for a diary full of them. Nothing is raised, and paths without
# a choice (status, code) work, so the query looks tried. With the model of R4 all answers are right.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check fhirpathpy==2.2.4
cat > try.py <<'PYTHON'
from importlib.metadata import version

from fhirpathpy import evaluate
from fhirpathpy.models import models

print("fhirpathpy", version("fhirpathpy"))
level = {
    "resourceType": "Observation",
    "status": "final",
    "code": {"text": "Pain severity"},
    "effectiveDateTime": "2026-11-03T10:00:00+01:00",
    "valueInteger": 6,
}
diary = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [{"resource": level}, {"resource": {**level, "valueInteger": 3}}],
}
for resource, path in [
    (level, "Observation.status"),
    (level, "Observation.value"),
    (level, "Observation.value.exists()"),
    (diary, "Bundle.entry.resource.where(value > 4).count()"),
]:
    print(path, "| without:", evaluate(resource, path), "| R4:", evaluate(resource, path, {}, models["r4"]))
PYTHON
cat > expected <<'TEXT'
fhirpathpy 2.2.4
Observation.status | without: ['final'] | R4: ['final']
Observation.value | without: [] | R4: [6]
Observation.value.exists() | without: [False] | R4: [True]
Bundle.entry.resource.where(value > 4).count() | without: [0] | R4: [1]
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
