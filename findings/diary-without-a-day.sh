#!/usr/bin/env bash
# Three levels of pain on two days are on no day, or on three: the date of a moment in FHIRPath.
#
# FHIRPath 2.0.0 has toDate() for the day of a moment, and FHIR R4 (4.0.1, page FHIRPath) makes the effective time of
# an Observation a DateTime wherever one is called for. So effective.toDate() is a day, and the distinct ones are the
# days with an entry. In fhirpath.js 5.2.2, with the model of R4, it is empty for every Observation: no day has an
# entry, no level is found for 14 March, and nothing is raised. The same moment written in the expression,
# @2026-03-14T08:30:00+01:00, has a day. In fhirpathpy 2.2.4 it is the other way round: that one has none, and toDate()
# of the Observation is the whole moment, so that there are three "days", none of them equal to 14 March. toDateTime()
# before it helps in the first and empties the second. The text gives two days in both: toString().substring(0, 10).
set -euo pipefail
command -v npm > /dev/null || { echo "This needs Node 20, with npm."; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts fhirpath@5.2.2
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check fhirpathpy==2.2.4
cat > diary.py <<'PYTHON'
import json
from pathlib import Path

MOMENTS = ["2026-03-14T08:30:00+01:00", "2026-03-14T20:30:00+01:00", "2026-03-15T08:30:00+01:00"]
EXPRESSIONS = [
    "Bundle.entry.resource.effective.select(toDate()).distinct()",
    "Bundle.entry.resource.effective.select(toDateTime().toDate()).distinct()",
    "Bundle.entry.resource.effective.select(toString().substring(0, 10)).distinct()",
    "Bundle.entry.resource.where(effective.toDate() = @2026-03-14).value",
    "@2026-03-14T08:30:00+01:00.toDate()",
]
levels = [
    {
        "resourceType": "Observation",
        "status": "final",
        "code": {"text": "Pain severity 0-10"},
        "effectiveDateTime": moment,
        "valueInteger": level,
    }
    for moment, level in zip(MOMENTS, [7, 4, 2], strict=True)
]
bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": level} for level in levels]}
Path("diary.json").write_text(json.dumps({"bundle": bundle, "expressions": EXPRESSIONS}))
PYTHON
cat > ask.js <<'SCRIPT'
const fhirpath = require("fhirpath");
const model = require("fhirpath/fhir-context/r4");
const { bundle, expressions } = require("./diary.json");
console.log(`fhirpath.js ${require("fhirpath/package.json").version}`);
for (const expression of expressions) {
    console.log(`${expression}: [${fhirpath.evaluate(bundle, expression, {}, model).join(", ")}]`);
}
SCRIPT
cat > ask.py <<'PYTHON'
import json
from importlib.metadata import version
from pathlib import Path

import fhirpathpy
from fhirpathpy.models import models

diary = json.loads(Path("diary.json").read_text())
print("fhirpathpy", version("fhirpathpy"))
for expression in diary["expressions"]:
    answers = fhirpathpy.evaluate(diary["bundle"], expression, {}, models["r4"])
    print(f"{expression}: [{', '.join(map(str, answers))}]")
PYTHON
cat > expected <<'TEXT'
fhirpath.js 5.2.2
Bundle.entry.resource.effective.select(toDate()).distinct(): []
Bundle.entry.resource.effective.select(toDateTime().toDate()).distinct(): [2026-03-14, 2026-03-15]
Bundle.entry.resource.effective.select(toString().substring(0, 10)).distinct(): [2026-03-14, 2026-03-15]
Bundle.entry.resource.where(effective.toDate() = @2026-03-14).value: []
@2026-03-14T08:30:00+01:00.toDate(): [2026-03-14]
fhirpathpy 2.2.4
Bundle.entry.resource.effective.select(toDate()).distinct(): [2026-03-14T08:30:00+01:00, 2026-03-14T20:30:00+01:00, 2026-03-15T08:30:00+01:00]
Bundle.entry.resource.effective.select(toDateTime().toDate()).distinct(): []
Bundle.entry.resource.effective.select(toString().substring(0, 10)).distinct(): [2026-03-14, 2026-03-15]
Bundle.entry.resource.where(effective.toDate() = @2026-03-14).value: []
@2026-03-14T08:30:00+01:00.toDate(): []
TEXT
python3 diary.py
{
    node ask.js
    env/bin/python ask.py
} > seen
diff expected seen && echo "As described."
