"""Tables of exercises and of relief, as people keep them: amounts, sides, sets, pain around."""

import pytest

from journal.core.model import records as r
from journal.exchange.trackers.exercise_columns import guessed_name
from tests.exchange.sample_files import left, of
from tests.exchange.trackers.test_kept_tables import brought

NOTHING = "\N{EN DASH}"


def exercises(table: str) -> list[r.CompletedExercise]:
    """The exercises of a table, in the order of its lines."""
    return of(r.CompletedExercise, brought(table.encode()))


@pytest.mark.parametrize(
    ("header", "name", "reps", "minutes"),
    [
        ("Bridges", "Bridge", 15, None),
        ("Curl ups", "Curl-up", 15, None),
        ("side leg raises", "Side leg raise", 15, None),
        ("Kniebeugen", "Kniebeugen", 15, None),
        ("Walk", "Walking", None, 15),
        ("Swim", "Swim", None, 15),
        ("Bridge (min)", "Bridge", None, 15),
    ],
)
def test_a_number_beside_an_exercise_is_what_such_exercises_count(
    header: str, name: str, reps: int | None, minutes: int | None
) -> None:
    (exercise,) = exercises(f"Date,Pain,{header}\n2026-01-13,3,15\n2026-01-27,4,\n")
    assert (exercise.exercise, exercise.reps, exercise.minutes) == (name, reps, minutes)


def test_a_short_walk_has_minutes_too() -> None:
    assert [exercise.minutes for exercise in exercises("Date,Walk\n2026-01-13,8\n")] == [8]


@pytest.mark.parametrize("cell", ["n/a", "N/A", "#N/A", "k.A.", "?", "."])
def test_nothing_given_among_yes_and_no_is_not_done(cell: str) -> None:
    file = brought(f"Date,Bridge\n2026-01-13,yes\n2026-01-14,{cell}\n2026-01-15,no\n".encode())
    assert [record.day.day for record in of(r.CompletedExercise, file)] == [13]
    assert left(file) == {"row not_done": 2}


@pytest.mark.parametrize(
    ("header", "left_side", "right_side", "each_side"),
    [
        ("Side", "L", "R", "both"),
        ("Seite", "links", "rechts", "beide"),
        ("Côté", "gauche", "droite", "les deux"),
        ("Lado", "izq.", "der.", "ambos"),
        ("side", "left", "right", "L/R"),
    ],
)
def test_sides_are_read_as_people_write_them(
    header: str, left_side: str, right_side: str, each_side: str
) -> None:
    rows = [f"2026-01-{day},Leg raise,8,{side}" for day, side in
            ((13, left_side), (14, right_side), (27, each_side))]  # fmt: skip
    table = "\n".join([f"Date,Exercise,Reps,{header}", *rows])
    assert [str(exercise.side) for exercise in exercises(table)] == ["left", "right", "both"]


SETS = """Date,Exercise,Set,Reps,Notes
2026-01-13,Bridge,1,15,easy
2026-01-13,Squat,1,8,
2026-01-13,Bridge,2,12,
2026-01-13,Squat,2,8,
2026-01-13,Bridge,3,10,hard
2026-01-27,Bridge,1,15,
"""


def test_numbered_sets_are_one_exercise_with_what_differed_in_its_note() -> None:
    bridge, squat, other_day = exercises(SETS)
    assert (bridge.sets, bridge.reps, squat.sets, squat.reps) == (3, None, 2, 8)
    note = str(bridge.note)
    assert "easy" in note
    assert "hard" in note
    assert "15, 12, 10" in note
    assert (other_day.sets, other_day.reps) == (1, 15)


def test_a_second_round_of_sets_on_one_day_is_a_second_exercise() -> None:
    table = (
        "Date,Time,Exercise,Set,Reps\n"
        "2026-01-13,08:00,Bridge,1,15\n2026-01-13,08:00,Bridge,2,15\n"
        "2026-01-13,19:00,Bridge,1,15\n2026-01-13,19:00,Bridge,2,15\n"
    )
    assert [(each.completed_at.hour, each.sets) for each in exercises(table)] == [
        (7, 2),
        (18, 2),
    ]  # UTC


def test_numbers_of_sets_are_not_taken_for_the_numbers_of_sets() -> None:
    table = "Date,Exercise,Sets,Reps\n2026-01-13,Bridge,3,15\n2026-01-27,Bridge,1,15\n"
    assert [exercise.sets for exercise in exercises(table)] == [3, 1]


@pytest.mark.parametrize(
    "header",
    ["Date,Medication,Dose,Pain before,Pain after", "Datum,Medikament,Dosis,Schmerz vorher,"
     "Schmerz nachher", "Date,Médicament,Dose,Douleur avant,Douleur après"],
)  # fmt: skip
def test_medicine_with_pain_before_and_after_is_relief(header: str) -> None:
    file = brought(f"{header}\n2026-01-13,Ibuprofen,400 mg,6,4\n".encode())
    (relief,) = of(r.Relief, file)
    assert (relief.method, relief.pain_before, relief.pain_after_20) == ("medicine", 6, None)
    assert (relief.dose, relief.unit) == ("400", "mg")
    assert ": 4" in str(relief.note)  # how long after it is not said
    assert left(file) == {}


def test_an_exercise_has_the_pain_before_and_after_it() -> None:
    table = "Date,Exercise,Minutes,Pain before,Pain after\n2026-01-13,Walking,30,4,3\n"
    assert [(each.pain_before, each.pain_after) for each in exercises(table)] == [(4, 3)]


def test_lengths_beside_repetitions_are_no_times_of_day() -> None:
    table = "Date,Exercise,Reps,Time\n2026-01-13,Plank,1,0:35\n2026-01-27,Walk,,22:41\n"
    assert {each.completed_at.hour for each in exercises(table)} == {11}


def test_austrian_months_are_months() -> None:
    levels = of(r.PainLevel, brought("Datum;Schmerz\n3. Jänner 2026;3\n4. Feber 2026;5".encode()))
    assert [(level.day.month, level.day.day) for level in levels] == [(1, 3), (2, 4)]


def test_words_for_done_are_asked_about_and_guessed() -> None:
    table = (
        "Date,Bridge\n2026-01-13,done\n2026-01-14,missed\n2026-01-15,half\n2026-01-16,rest day\n"
    )
    assert [(each.day.day, each.outcome) for each in exercises(table)] == [
        (13, "done"),
        (15, "partly"),
    ]


@pytest.mark.parametrize(
    ("cell", "sets", "reps", "side"),
    [
        ("3x15", 3, 15, None),
        ("3 \u00d7 15 reps", 3, 15, None),
        ("2 sets of 10", 2, 10, None),
        ("2x8 each side", 2, 8, "both"),
        ("2 x 8/side", 2, 8, "both"),
        ("2x8 je Seite", 2, 8, "both"),
    ],
)
def test_sets_of_repetitions_are_read_as_people_write_them(
    cell: str, sets: int, reps: int, side: str | None
) -> None:
    table = f"Date,Exercise,Sets x Reps\n2026-01-13,Bridge,{cell}\n2026-01-27,Bridge,3x15\n"
    first = exercises(table)[0]
    assert (first.sets, first.reps, first.side) == (sets, reps, side)


def test_a_hold_belongs_to_the_exercise_in_its_name() -> None:
    table = "Date,Plank (sec),Bridge hold\n2026-01-13,30,5s\n2026-01-27,45,6s\n"
    names = {(each.exercise, each.hold_seconds) for each in exercises(table)}
    assert names == {("Plank", 30), ("Plank", 45), ("Bridge", 5), ("Bridge", 6)}


def sets_of(header: str, *ends: str) -> list[tuple[int | None, int | None, str | None]]:
    """Sets, repetitions and note of each exercise that rows of sets, numbered from 1, make."""
    rows = (f"2026-01-13,Bridge,{at},{end}" for at, end in enumerate(ends, start=1))
    table = "\n".join([f"Date,Exercise,Set,{header}", *rows, ""])
    return [(each.sets, each.reps, each.note) for each in exercises(table)]


def test_a_set_without_repetitions_is_not_taken_for_one_like_the_others() -> None:
    assert sets_of("Reps", "10", "10", "") == [(3, None, f"Reps: 10, 10, {NOTHING}")]


@pytest.mark.parametrize(
    ("yes", "no"), [("x", ""), ("yes", "no"), ("✓", "x"), ("1", "0"), ("done", "skipped")]
)
def test_sets_that_were_done_come_in_beside_one_that_was_not(yes: str, no: str) -> None:
    assert sets_of("Reps,Done", f"10,{yes}", f"10,{yes}", f",{no}") == [
        (2, 10, f"Done: {yes}, {yes}, {no or NOTHING}")
    ]


def test_sets_none_of_which_was_done_are_no_exercise() -> None:
    assert sets_of("Reps,Done", "10,no", "10,no") == []


def sets_named(day: str, exercise: str, number: str, header: str, *ends: str) -> list[str]:
    """Sets and repetitions of each exercise, and its note, where columns bear these names."""
    rows = (f"2026-01-13,Bridge,{at},{end}" for at, end in enumerate(ends, start=1))
    table = "\n".join([f"{day},{exercise},{number},{header}", *rows, ""])
    return [f"{each.sets} x {each.reps}, {each.note}" for each in exercises(table)]


def test_the_number_of_a_set_that_was_completed_is_no_word_for_done() -> None:
    sets = sets_named("Date", "Exercise", "Sets completed", "Reps", "12", "12", "12")
    assert sets == ["3 x 12, None"]


@pytest.mark.parametrize(
    ("day", "exercise"), [("Date completed", "Exercise"), ("Date", "Exercise completed")]
)
def test_what_was_done_stands_in_a_column_of_its_own(day: str, exercise: str) -> None:
    sets = sets_named(day, exercise, "Set", "Reps,Done", "12,yes", "12,yes", "12,no")
    assert sets == ["2 x 12, Done: yes, yes, no"]


def test_a_set_with_repetitions_completed_and_one_not_done_are_told_apart() -> None:
    sets = sets_named("Date", "Exercise", "Set", "Reps completed,Done", "12,1", "12,1", "10,0")
    assert sets == ["2 x 12, Done: 1, 1, 0"]


def test_repetitions_completed_that_differ_are_told_and_not_taken_from_the_first_set() -> None:
    sets = sets_named("Date", "Exercise", "Set", "Reps completed", "12", "10", "8")
    assert sets == ["3 x None, Reps completed: 12, 10, 8"]


@pytest.mark.parametrize(
    ("header", "end", "note"),
    [
        ("Outcome notes", "", "fine"),
        ("Notes,Outcome notes", ",", f"Outcome notes: fine, {NOTHING}"),
    ],
)
def test_a_set_without_a_note_on_its_outcome_was_done(header: str, end: str, note: str) -> None:
    sets = sets_named("Date", "Exercise", "Set", f"Reps,{header}", f"12,{end}fine", f"12,{end}")
    assert sets == [f"2 x 12, {note}"]


def test_lengths_to_five_minutes_beside_a_distance_are_no_times_of_day() -> None:
    table = "Date,Exercise,Distance,Time\n2026-01-13,Run,2,10:00\n2026-01-27,Run,3,15:00\n"
    assert {each.completed_at.hour for each in exercises(table)} == {11}


def test_an_activity_and_pain_before_bed_is_a_diary_of_pain() -> None:
    file = brought(b"Date,Activity,Pain before bed\n2026-01-13,work,4\n2026-01-27,rest,2\n")
    assert [level.level for level in of(r.PainLevel, file)] == [4, 2]


@pytest.mark.parametrize(
    "key", ["walk", "Walking (min)", "Gehen", "Spaziergang (min)", "Caminata", "Прогулка", "散歩"]
)
def test_a_column_of_walks_is_taken_for_the_walking_of_the_list(key: str) -> None:
    assert guessed_name(key) == "Walking"


@pytest.mark.parametrize(
    "name", ["Treppen gehen", "Marche nordique", "Spaziergang im Wald", "Passeggiata veloce"]
)
def test_a_column_of_other_walks_keeps_its_name(name: str) -> None:
    assert guessed_name(name) == name
