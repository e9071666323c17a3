#!/usr/bin/env bash
# Patches for 60 days of 90 cover less than none: the proportion of days covered in pdcscore.
#
# What was fetched of a medicine, and for how many days each pack lasts, gives the share of days that it covers.
# pdcscore 1.1.9 says that it counts each day once, and with overlap_adjustment=True that what is left of a pack
# when the next one is fetched early counts too. There it adds up, for each pack, the days from its first to its last
# within the period. For a pack that was used up before the period that is below zero, and is added all the same: two
# packs of 30 patches cover 60 days of January to March, and with a third of last June -124, a share of -1.38.
# And what is left over closes gaps before it: with a pack of 30 on the first of each month, 31 January is covered
# by what is left in March (90 of 90, by hand 89). With overlap_adjustment=False the old pack takes nothing away.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pdcscore==1.1.9 pandas==3.0.6 numpy==2.4.6
cat > try.py <<'PYTHON'
from datetime import date, timedelta
from importlib.metadata import version

import pandas as pd
from pdcscore import pdcCalc

FIRST, LAST, PACK = date(2026, 1, 1), date(2026, 3, 31), 30
FETCHED = {
    "two packs": [date(2026, 1, 1), date(2026, 2, 20)],
    "two packs, and one of last June": [date(2025, 6, 1), date(2026, 1, 1), date(2026, 2, 20)],
    "a pack on the first of each month": [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)],
}
NAMES = ["person", "medicine", "fetched", "days", "first", "last"]


def by_the_package(fetched, moved):
    rows = [("one", "patch", day, PACK, FIRST, LAST) for day in fetched]
    table = pd.DataFrame(rows, columns=NAMES)
    table[["fetched", "first", "last"]] = table[["fetched", "first", "last"]].apply(pd.to_datetime)
    (score,) = pdcCalc(table, *NAMES, moved).calculate_pdc_scores().itertuples()
    return f"{score.dayscovered} of {score.totaldays} ({score.pdc_score:.2f})"


def by_hand(fetched):
    covered, free = set(), date.min
    for day in fetched:
        start = max(day, free)
        free = start + timedelta(days=PACK)
        covered |= {start + timedelta(days=number) for number in range(PACK)}
    return sum(FIRST <= day <= LAST for day in covered)


print("pdcscore", version("pdcscore"))
for name, fetched in FETCHED.items():
    print(f"{name}: {by_the_package(fetched, True)}, not moved {by_the_package(fetched, False)}, by hand {by_hand(fetched)}")
PYTHON
cat > expected <<'TEXT'
pdcscore 1.1.9
two packs: 60 of 90 (0.67), not moved 60 of 90 (0.67), by hand 60
two packs, and one of last June: -124 of 90 (-1.38), not moved 60 of 90 (0.67), by hand 60
a pack on the first of each month: 90 of 90 (1.00), not moved 88 of 90 (0.98), by hand 89
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
