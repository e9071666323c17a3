#!/usr/bin/env bash
# Severe back pain is 0.0, and so is none: symptoms of Apple Health.
#
# The export of Apple Health names the value of a symptom: HKCategoryValueSeverityNotPresent, Mild, Moderate, Severe.
# HealthKit's own numbers for them are 1 to 4. apple-health 2.0.0 makes a number of every value: HealthKit's
# own for the few names that it lists, and 0.0, as for a value that is missing, for all others. Nothing is raised.
# So lower back pain is 0.0, whether it was severe or not there. Sleep that is listed is right (in bed 0, asleep 1,
# awake 2); core, deep and REM sleep, which a watch writes instead of asleep, are 0.0 too. That is "in bed": a night of
# sleep has none in it. The record does not keep the name either, so nothing in it tells what it was.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check apple-health==2.0.0 xmltodict==0.13.0 python-dateutil==2.9.0.post0
cat > try.py <<'PYTHON'
from importlib.metadata import version
from pathlib import Path

from health import HealthData

NUMBERS = {
    "LowerBackPain": {"SeverityNotPresent": 1, "SeverityMild": 2, "SeverityModerate": 3, "SeveritySevere": 4},
    "SleepAnalysis": {
        "SleepAnalysisInBed": 0,
        "SleepAnalysisAsleep": 1,
        "SleepAnalysisAwake": 2,
        "SleepAnalysisAsleepCore": 3,
        "SleepAnalysisAsleepDeep": 4,
        "SleepAnalysisAsleepREM": 5,
    },
}
RECORD = (
    '<Record type="HKCategoryTypeIdentifier{kind}" sourceName="Health" creationDate="2026-11-03 20:00:00 +0100" '
    'startDate="2026-11-03 19:00:00 +0100" endDate="2026-11-03 19:30:00 +0100" value="HKCategoryValue{value}"/>'
)
ME = '<Me HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexNotSet"/>'

given = [(kind, value, number) for kind, numbers in NUMBERS.items() for value, number in numbers.items()]
records = "".join(RECORD.format(kind=kind, value=value) for kind, value, _ in given)
Path("export.xml").write_text(f'<HealthData locale="en_GB">{ME}{records}</HealthData>')

print("apple-health", version("apple-health"))
for (kind, value, number), record in zip(given, HealthData.read("export.xml").records, strict=True):
    assert record.name.endswith(kind)
    kept = any(value in str(content) for content in vars(record).values())
    print(f"{kind} {value}: {record.value}, HealthKit {number}, name kept {kept}")
PYTHON
cat > expected <<'TEXT'
apple-health 2.0.0
LowerBackPain SeverityNotPresent: 0.0, HealthKit 1, name kept False
LowerBackPain SeverityMild: 0.0, HealthKit 2, name kept False
LowerBackPain SeverityModerate: 0.0, HealthKit 3, name kept False
LowerBackPain SeveritySevere: 0.0, HealthKit 4, name kept False
SleepAnalysis SleepAnalysisInBed: 0, HealthKit 0, name kept False
SleepAnalysis SleepAnalysisAsleep: 1, HealthKit 1, name kept False
SleepAnalysis SleepAnalysisAwake: 2, HealthKit 2, name kept False
SleepAnalysis SleepAnalysisAsleepCore: 0.0, HealthKit 3, name kept False
SleepAnalysis SleepAnalysisAsleepDeep: 0.0, HealthKit 4, name kept False
SleepAnalysis SleepAnalysisAsleepREM: 0.0, HealthKit 5, name kept False
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
