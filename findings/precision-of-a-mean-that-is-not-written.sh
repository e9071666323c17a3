#!/usr/bin/env bash
# The mean 6.50 is written as 6.5: FHIR models and the precision of a number.
#
# FHIR says that the precision of a decimal has meaning and that 0.010 is to be told from 0.01.
# fhir.resources 8.3.0, R4B, holds its numbers as Decimal, which keeps that: given Decimal("6.50"), the
# value in memory is 6.50. Its JSON is 6.5 all the same, and read from JSON it is 6.5 before anybody has touched
# it. A file that was only read and written again is another file: what was measured to a hundredth is
# now given to a tenth.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check fhir.resources==8.3.0
cat > try.py <<'PYTHON'
import json
from decimal import Decimal
from importlib.metadata import version

from fhir.resources.R4B.quantity import Quantity

print("fhir.resources", version("fhir.resources"))
for written in ("6.50", "0.010"):
    text = f'{{"value": {written}, "unit": "h"}}'
    exact = json.loads(text, parse_float=Decimal)
    for name, quantity in [
        ("from JSON", Quantity.model_validate_json(text)),
        ("from Decimal", Quantity.model_validate(exact)),
    ]:
        print(written, name, "| held:", quantity.value, "| written:", quantity.model_dump_json())
PYTHON
cat > expected <<'TEXT'
fhir.resources 8.3.0
6.50 from JSON | held: 6.5 | written: {"value":6.5,"unit":"h"}
6.50 from Decimal | held: 6.50 | written: {"value":6.5,"unit":"h"}
0.010 from JSON | held: 0.01 | written: {"value":0.01,"unit":"h"}
0.010 from Decimal | held: 0.010 | written: {"value":0.01,"unit":"h"}
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
