"""Strava and Garmin: how long somebody was out, where the watch saw no movement."""

import pytest

from journal.core.model import records as r
from journal.exchange.trackers.activities import Activities, Garmin, Strava
from tests.exchange.sample_files import heard, of
from tests.exchange.trackers.test_kept_tables import brought


@pytest.mark.parametrize("moving", ["00:00:00", "0:00", "00:00", "--", ""])
def test_a_walk_too_slow_for_the_watch_lasts_as_long_as_its_timer(moving: str) -> None:
    content = (
        "Activity Type,Date,Favorite,Title,Distance,Time,Moving Time,Elapsed Time\n"
        f"Walking,2026-05-12 21:33:50,false,Slow walk,0.15,00:10:00,{moving},00:12:00\n"
    )
    assert minutes(Garmin(), content) == [10]


@pytest.mark.parametrize("moving", ["0", "0.0", "0.00", "00"])
def test_a_walk_that_strava_saw_standing_lasts_from_start_to_end(moving: str) -> None:
    content = (
        "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Moving Time\n"
        f'1,"Apr 30, 2026, 7:00:00 AM",Slow walk,Walk,600,0.15,{moving}\n'
    )
    assert minutes(Strava(), content) == [10]


def test_a_length_that_cannot_be_read_is_not_passed_over_for_the_next() -> None:
    content = (
        "Activity Type,Date,Favorite,Title,Distance,Time,Moving Time\n"
        "Walking,2026-05-12 21:33:50,false,Slow walk,0.15,00:10:00,a while\n"
    )
    assert [problem.column for problem in heard(Garmin(), content.encode()).problems] == [
        "Moving Time"
    ]


def minutes(form: Activities, content: str) -> list[int | None]:
    return [
        exercise.minutes for exercise in of(r.CompletedExercise, heard(form, content.encode()))
    ]


@pytest.mark.parametrize(
    ("header", "days", "sorts"),
    [
        ("Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Aktivitätsbeschreibung,"
         "Verstrichene Zeit,Distanz", ["13.02.2026, 08:10:00", "14.02.2026, 17:30:00"],
         ["Spaziergang", "Schwimmen"]),
        ("ID de l'activité,Date de l'activité,Nom de l'activité,Type d'activité,"
         "Description de l'activité,Temps écoulé,Distance",
         ["13 févr. 2026, 08:10:00", "14 févr. 2026, 17:30:00"], ["Marche", "Natation"]),
        ("ID de actividad,Fecha de la actividad,Nombre de la actividad,Tipo de actividad,"
         "Descripción de la actividad,Tiempo transcurrido,Distancia",
         ["13 feb 2026, 8:10:00", "14 feb 2026, 17:30:00"], ["Caminata", "Natación"]),
    ],
)  # fmt: skip
def test_stravas_file_in_another_language_comes_in_as_exercises(
    header: str, days: list[str], sorts: list[str]
) -> None:
    rows = [
        f'11{at},"{day}",A title,{sort},,1850,"2,41"'
        for at, (day, sort) in enumerate(zip(days, sorts, strict=True))
    ]
    file = brought("\n".join([header, *rows]).encode())
    assert [
        (record.exercise, record.minutes, f"{record.completed_at:%d %H:%M}")
        for record in of(r.CompletedExercise, file)
    ] == [(sorts[0], 31, "13 07:10"), (sorts[1], 31, "14 16:30")]


@pytest.mark.parametrize(
    ("header", "sort"),
    [
        ("Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit,Ø Herzfrequenz", "Spaziergang"),
        ("Type d'activité,Date,Favori,Titre,Distance,Calories,Durée,Fréquence moyenne", "Marche"),
        ("Tipo de actividad,Fecha,Favorito,Título,Distancia,Calorías,Tiempo,FC media", "Caminata"),
    ],
)
def test_garmins_file_in_another_language_comes_in_as_exercises(header: str, sort: str) -> None:
    row = f'{sort},2026-02-13 08:10:00,false,Vienna,"2,41",120,00:31:10,101'
    (walk,) = of(r.CompletedExercise, brought(f"{header}\n{row}\n".encode()))
    assert (walk.exercise, walk.minutes) == (sort, 31)
    assert f"{walk.completed_at:%d %H:%M}" == "13 07:10"
