#!/usr/bin/env bash
# Days without an entry become days without pain, and later the other way round: calendars of a year.
#
# Eight days with levels of pain, one of them without an entry. calplot 0.1.7.5, as it comes, writes 0 into the
# day without an entry: it adds up the levels of each day, and the sum of none is 0. Once more than half of
# the days are 0 it leaves out all zeros, so that days without pain look like days that nobody logged: a diary that gets
# better loses its good days from one entry to the next. Its documentation has dropzero, but not that it is on by itself
# for such a diary. july 0.1.3 writes 0 into the day without an entry as well. yearplot of calplot with how=None and
# dropzero=False shows what was logged.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check calplot==0.1.7.5 july==0.1.3 matplotlib==3.7.5 numpy==1.26.4 pandas==2.3.3
cat > try.py <<'PYTHON'
from datetime import date, timedelta
from importlib.metadata import version

import calplot
import july
import matplotlib
import matplotlib.pyplot as plt
import pandas

matplotlib.use("Agg")
MONDAY = date(2026, 3, 2)
DAYS = [MONDAY + timedelta(days=count) for count in range(8)]
LEVELS = {"bad days": [5, 0, 4, None, 3, 6, 0, 4], "better days": [2, 0, 0, None, 0, 3, 0, 0]}


def by_calplot(logged, **options):
    """What is written into the cells of the days; a day without colour is -."""
    figure, axes = plt.subplots()
    series = pandas.Series(list(logged.values()), pandas.DatetimeIndex(list(logged)), dtype=float)
    calplot.yearplot(series, year=2026, ax=axes, textformat="{:.0f}", textfiller="-", **options)
    cells = {tuple(map(int, text.get_position())): text.get_text() for text in axes.texts}
    weeks = [(day - date(2025, 12, 29)).days // 7 for day in DAYS]
    plt.close(figure)
    return [cells[week, 6 - day.weekday()] for week, day in zip(weeks, DAYS)]


def by_july(logged):
    figure, axes = plt.subplots()
    july.heatmap(list(logged), list(logged.values()), value_label=True, year_label=False, ax=axes)
    cells = {tuple(map(int, text.get_position())): text.get_text() for text in axes.texts}
    plt.close(figure)
    return [cells[(day - MONDAY).days // 7, day.weekday()] for day in DAYS]


print("calplot", version("calplot"), "july", version("july"))
for name, levels in LEVELS.items():
    logged = {day: level for day, level in zip(DAYS, levels) if level is not None}
    print(name)
    print("  logged: ", *("-" if level is None else level for level in levels))
    print("  calplot:", *by_calplot(logged))
    print("  july:   ", *by_july(logged))
    print("  calplot, not summed, zeros kept:", *by_calplot(logged, how=None, dropzero=False))
PYTHON
cat > expected <<'TEXT'
calplot 0.1.7.5 july 0.1.3
bad days
  logged:  5 0 4 - 3 6 0 4
  calplot: 5 0 4 0 3 6 0 4
  july:    5 0 4 0 3 6 0 4
  calplot, not summed, zeros kept: 5 0 4 - 3 6 0 4
better days
  logged:  2 0 0 - 0 3 0 0
  calplot: 2 - - - - 3 - -
  july:    2 0 0 0 0 3 0 0
  calplot, not summed, zeros kept: 2 0 0 - 0 3 0 0
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
