#!/usr/bin/env bash
# A month after 1 March is 29 March: FHIRPath adds it on the calendar of the server.
#
# A level of pain was logged at half past midnight of 1 March in Vienna, 2026-03-01T00:30:00+01:00, and is to be asked
# for again in a month. FHIRPath 2.0.0 (Date/Time Arithmetic) adds calendar months to the value given: 1 April.
# fhirpath.js 5.2.2 writes the moment on the clock of its own machine first. In UTC that is still 28 February, a month
# from there is 28 March, 23:30, which in Vienna is 29 March: 28 days. A server in New York says so too, one in Vienna
# says 1 April, as @atomic-ehr/fhirpath 0.1.4 does anywhere. A day later is 1 March again for a form that shows
# only the date. fhirpathpy 2.2.4 says 28 March on every machine, and without an offset, so that nothing tells that it
# is UTC. The offset that was given is lost even where nothing is added (+ 0 days). A trial with a moment at noon, or on
# a machine in the zone of the patient, finds nothing.
set -euo pipefail
command -v npm > /dev/null || { echo "This needs Node 20, with npm."; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts fhirpath@5.2.2 @atomic-ehr/fhirpath@0.1.4
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check fhirpathpy==2.2.4
cat > level.json <<'JSON'
{"resourceType": "Observation", "effectiveDateTime": "2026-03-01T00:30:00+01:00", "valueInteger": 6}
JSON
cat > ask.mjs <<'SCRIPT'
import { readFileSync } from "node:fs";
import { evaluate } from "@atomic-ehr/fhirpath";
import fhirpath from "fhirpath";
import model from "fhirpath/fhir-context/r4/index.js";

const level = JSON.parse(readFileSync("level.json"));
for (const length of ["0 days", "1 day", "1 month"]) {
    const [answer] = fhirpath.evaluate(level, `Observation.effective + ${length}`, {}, model);
    const [other] = await evaluate(`effectiveDateTime.toDateTime() + ${length}`, { input: level });
    console.log(`${process.env.TZ} + ${length}: fhirpath ${answer}, @atomic-ehr/fhirpath ${other}`);
}
SCRIPT
cat > ask.py <<'PYTHON'
import json
import os
from pathlib import Path

import fhirpathpy
from fhirpathpy.models import models

level = json.loads(Path("level.json").read_text())
for length in ["0 days", "1 day", "1 month"]:
    (answer,) = fhirpathpy.evaluate(level, f"Observation.effective + {length}", {}, models["r4"])
    print(f"{os.environ['TZ']} + {length}: fhirpathpy {answer}")
PYTHON
cat > expected <<'TEXT'
UTC + 0 days: fhirpath 2026-02-28T23:30:00-00:00, @atomic-ehr/fhirpath @2026-03-01T00:30:00+01:00
UTC + 1 day: fhirpath 2026-03-01T23:30:00-00:00, @atomic-ehr/fhirpath @2026-03-02T00:30:00+01:00
UTC + 1 month: fhirpath 2026-03-28T23:30:00-00:00, @atomic-ehr/fhirpath @2026-04-01T00:30:00+01:00
UTC + 0 days: fhirpathpy 2026-02-28T23:30:00
UTC + 1 day: fhirpathpy 2026-03-01T23:30:00
UTC + 1 month: fhirpathpy 2026-03-28T23:30:00
America/New_York + 0 days: fhirpath 2026-02-28T18:30:00-05:00, @atomic-ehr/fhirpath @2026-03-01T00:30:00+01:00
America/New_York + 1 day: fhirpath 2026-03-01T18:30:00-05:00, @atomic-ehr/fhirpath @2026-03-02T00:30:00+01:00
America/New_York + 1 month: fhirpath 2026-03-28T18:30:00-04:00, @atomic-ehr/fhirpath @2026-04-01T00:30:00+01:00
America/New_York + 0 days: fhirpathpy 2026-02-28T23:30:00
America/New_York + 1 day: fhirpathpy 2026-03-01T23:30:00
America/New_York + 1 month: fhirpathpy 2026-03-28T23:30:00
Europe/Vienna + 0 days: fhirpath 2026-03-01T00:30:00+01:00, @atomic-ehr/fhirpath @2026-03-01T00:30:00+01:00
Europe/Vienna + 1 day: fhirpath 2026-03-02T00:30:00+01:00, @atomic-ehr/fhirpath @2026-03-02T00:30:00+01:00
Europe/Vienna + 1 month: fhirpath 2026-04-01T00:30:00+02:00, @atomic-ehr/fhirpath @2026-04-01T00:30:00+01:00
Europe/Vienna + 0 days: fhirpathpy 2026-02-28T23:30:00
Europe/Vienna + 1 day: fhirpathpy 2026-03-01T23:30:00
Europe/Vienna + 1 month: fhirpathpy 2026-03-28T23:30:00
TEXT
for zone in UTC America/New_York Europe/Vienna; do
    TZ=$zone node ask.mjs
    TZ=$zone env/bin/python ask.py
done > seen
diff expected seen && echo "As described."
