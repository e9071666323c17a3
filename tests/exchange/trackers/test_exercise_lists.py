"""Several exercises in one cell: asked about once, and an entry for each of them."""

import pytest

from journal.core.model import records as r
from journal.exchange.trackers.exercise_amounts import name_and_amounts
from journal.exchange.trackers.exercise_lists import names_in
from tests.exchange.sample_files import left, of
from tests.exchange.trackers.test_kept_tables import brought

DIARY = """Date,Pain,Exercises,Notes
2026-01-13,3,"bridge, walk",tired
2026-01-14,4,bridge,
2026-01-15,5,,
2026-01-16,2,"Walk; squats (slow, deep)",
"""


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("bridge, walk", ["bridge", "walk"]),
        ("bridge,walk,", ["bridge", "walk"]),
        ("bridge; walk | squat\nplank + stretch", ["bridge", "walk", "squat", "plank", "stretch"]),
        ("bridge, bridge", ["bridge"]),
        ("walk 1,5 km", ["walk 1,5 km"]),
        ("leg raise (left, right)", ["leg raise (left, right)"]),
        ("squats (slow, deep), walk", ["squats (slow, deep)", "walk"]),
        ("cat and cow", ["cat and cow"]),
        ("", []),
    ],
)
def test_names_are_parted_by_what_lists_are_written_with(cell: str, names: list[str]) -> None:
    assert names_in(cell) == names


def exercises(table: str, **answers: str) -> list[tuple[int, str, int | None]]:
    """The exercises of a table: the day of each, its name and its minutes."""
    records = of(r.CompletedExercise, brought(table.encode(), **answers))
    return [(record.day.day, record.exercise, record.minutes) for record in records]


def test_each_exercise_that_a_cell_lists_is_an_entry() -> None:
    file = brought(DIARY.encode())
    assert exercises(DIARY) == [
        (13, "bridge", None), (13, "walk", None), (14, "bridge", None),
        (16, "Walk", None), (16, "squats (slow, deep)", None),
    ]  # fmt: skip
    assert [level.level for level in of(r.PainLevel, file)] == [3, 4, 5, 2]
    assert left(file) == {}
    ids = [record.id for record in of(r.CompletedExercise, file)]
    assert len(set(ids)) == len(ids)
    assert ids == [record.id for record in of(r.CompletedExercise, brought(DIARY.encode()))]


def test_a_cell_is_one_exercise_where_that_was_answered() -> None:
    names = [name for _, name, _ in exercises(DIARY, several__exercises="one")]
    assert names == ["bridge, walk", "bridge", "Walk; squats (slow, deep)"]


def test_how_much_was_done_of_all_is_left_out_and_told() -> None:
    table = 'Date,Exercise,Minutes\n2026-01-13,"bridge, walk",20\n2026-01-14,walk,15\n'
    assert exercises(table) == [(13, "bridge", None), (13, "walk", None), (14, "walk", 15)]
    assert left(brought(table.encode())) == {"cell minutes: 20": 1}


@pytest.mark.parametrize(
    ("cell", "first"), [("qigong, slow", "qigong, slow"), ("qigong, other", "qigong")]
)
def test_names_that_nobody_knows_are_one_unless_they_come_again(cell: str, first: str) -> None:
    table = f'Date,Exercise,Minutes\n2026-01-13,"{cell}",20\n2026-01-14,other,15\n'
    assert exercises(table)[0][1] == first


def test_how_much_is_read_where_a_cell_says_it_behind_a_name() -> None:
    cells = ("bridge, walk x 20 min", "walk 15 min", "bridge 3x10", "-")
    rows = "".join(f'2026-01-{at},4,"{cell}"\n' for at, cell in enumerate(cells, start=13))
    table = f"Date,Pain,Exercises\n{rows}"
    assert exercises(table) == [
        (13, "bridge", None), (13, "walk", 20), (14, "walk", 15), (15, "bridge", None)
    ]  # fmt: skip
    records = of(r.CompletedExercise, brought(table.encode()))
    assert (records[-1].sets, records[-1].reps) == (3, 10)


def test_a_column_that_counts_says_how_much_and_not_the_name() -> None:
    table = "Date,Exercise,Minutes\n2026-01-13,walk 20 min,25\n"
    assert exercises(table) == [(13, "walk 20 min", 25)]


def test_a_long_cell_is_no_name_with_an_amount() -> None:
    cell = "a" * 20_000 + " 20 min"
    assert name_and_amounts(cell) == (cell, {})
