"""What is said of what an import leaves out, by the codes that reading it gives."""

from typing import Final

from journal.words.language import marked

LEFT_SORTS: Final[dict[object, tuple[str, str]]] = {
    ("row", "empty"): (marked("%(count)s empty row"), marked("%(count)s empty rows")),
    ("row", "without_entry"): (
        marked("%(count)s row with nothing in the columns for an entry"),
        marked("%(count)s rows with nothing in the columns for an entry"),
    ),
    ("row", "without_time"): (
        marked("the time of %(count)s row, which gives none: it comes in at about noon"),
        marked("the times of %(count)s rows, which give none: they come in at about noon"),
    ),
    ("row", "on_next_day"): (
        marked("the time of %(count)s row, which is after 24:00: it comes in on the next day"),
        marked("the times of %(count)s rows, which are after 24:00: they come in on the next day"),
    ),
    ("row", "past_midnight"): (
        marked("%(count)s row with a time after 24:00"),
        marked("%(count)s rows with a time after 24:00"),
    ),
    ("row", "summary"): (
        marked("%(count)s row that sums up others"),
        marked("%(count)s rows that sum up others"),
    ),
    ("row", "not_done"): (
        marked("%(count)s exercise that was not done"),
        marked("%(count)s exercises that were not done"),
    ),
    ("row", "not_tried"): (
        marked("%(count)s row that says nothing was tried for relief"),
        marked("%(count)s rows that say nothing was tried for relief"),
    ),
    ("row", "without_spasm"): (
        marked("%(count)s row that says there was no spasm"),
        marked("%(count)s rows that say there was no spasm"),
    ),
    ("row", "spasm_unclear"): (
        marked("%(count)s row that doesn’t plainly say if there was a spasm"),
        marked("%(count)s rows that don’t plainly say if there was a spasm"),
    ),
    ("part", "without_level"): (
        marked("the pain level of %(count)s row, which gives none"),
        marked("the pain levels of %(count)s rows, which give none"),
    ),
    ("row", "elsewhere"): (
        marked("%(count)s row that is not about the back"),
        marked("%(count)s rows that are not about the back"),
    ),
    ("row", "without_end"): (
        marked("%(count)s spasm without an end"),
        marked("%(count)s spasms without an end"),
    ),
    ("attack", "without_end"): (
        marked("%(count)s attack without an end"),
        marked("%(count)s attacks without an end"),
    ),
    ("row", "without_level"): (
        marked("%(count)s row without a pain level"),
        marked("%(count)s rows without a pain level"),
    ),
    ("row", "without_exercise"): (
        marked("%(count)s row without an exercise"),
        marked("%(count)s rows without an exercise"),
    ),
    ("activity", "without_exercise"): (
        marked("%(count)s activity without a name"),
        marked("%(count)s activities without a name"),
    ),
    ("workout", "without_time"): (
        marked("%(count)s workout without a time"),
        marked("%(count)s workouts without a time"),
    ),
    "cells": (marked("“%(name)s” of rows that make no entry for it"), ""),
    "cell": (marked("the cell “%(name)s”"), ""),
    "column": (marked("column “%(name)s”"), ""),
    "sheet": (marked("the sheet “%(name)s”: import the file again for it"), ""),
    "not_done": (marked("“%(name)s”, not done"), ""),
    "duplicate": (marked("“%(name)s”, recorded twice at the same time"), ""),
}
