#!/usr/bin/env bash
# Quiet days that are false: levels of pain become false and true in JSON, notes go, hours become minutes.
#
# csvjson of csvkit 2.2.0 (agate 1.14.0) guesses what the columns of a CSV file hold. A file whose levels are
# all 0 or 1 gives false and true; the same rows with a 2 below them give 0.0 and 1.0. The notes "None" and
# "n/a" become null, as where nothing was written. Lengths of h:mm, as spreadsheets write them ("1:15"),
# become minutes and seconds ("0:01:15"). Nothing is said of it, and the exit code is 0. With
# --no-inference --blanks every cell stays the text that it was.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check csvkit==2.2.0 agate==1.14.0
printf 'day,level,lasted,note\n2026-05-01,0,0:45,None\n2026-05-02,1,1:15,n/a\n2026-05-03,0,0:50,fine\n2026-05-04,0,0:40,\n' > quiet.csv
{ cat quiet.csv; printf '2026-05-05,2,1:00,worse\n'; } > worse.csv
cat > expected <<'TEXT'
csvjson 2.2.0
agate 1.14.0
{"day": "2026-05-01", "level": false, "lasted": "0:00:45", "note": null}
{"day": "2026-05-02", "level": true, "lasted": "0:01:15", "note": null}
{"day": "2026-05-03", "level": false, "lasted": "0:00:50", "note": "fine"}
{"day": "2026-05-04", "level": false, "lasted": "0:00:40", "note": null}
with a 2 below:
{"day": "2026-05-01", "level": 0.0, "lasted": "0:00:45", "note": null}
{"day": "2026-05-02", "level": 1.0, "lasted": "0:01:15", "note": null}
{"day": "2026-05-03", "level": 0.0, "lasted": "0:00:50", "note": "fine"}
{"day": "2026-05-04", "level": 0.0, "lasted": "0:00:40", "note": null}
{"day": "2026-05-05", "level": 2.0, "lasted": "0:01:00", "note": "worse"}
as it was written:
{"day": "2026-05-01", "level": "0", "lasted": "0:45", "note": "None"}
{"day": "2026-05-02", "level": "1", "lasted": "1:15", "note": "n/a"}
{"day": "2026-05-03", "level": "0", "lasted": "0:50", "note": "fine"}
{"day": "2026-05-04", "level": "0", "lasted": "0:40", "note": ""}
TEXT
{
    env/bin/csvjson --version
    env/bin/python -c 'from importlib.metadata import version; print("agate", version("agate"))'
    env/bin/csvjson --stream quiet.csv
    echo with a 2 below:
    env/bin/csvjson --stream worse.csv
    echo as it was written:
    env/bin/csvjson --stream --no-inference --blanks quiet.csv
} > seen
diff expected seen && echo "As described."
