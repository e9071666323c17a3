"""Real diaries of real people go in through the import page, are drawn, and come out the same."""

import io
import json

import pytest
from flask import Flask

from journal.core.statistics import rolling_mean
from tests.conftest import REAL_DATA
from tests.people import Person
from tests.real.conversion import eight_years, three_gappy_years

DIARIES = {
    "eight years": (eight_years, {"pain": 2908, "exercises": 2222}),
    "three gappy years": (three_gappy_years, {"pain": 1787}),
}
PAGES = (
    "/",
    "/?day=2018-05-03",
    "/diary",
    "/diary?range=all",
    "/diary?from=2018-05-01&to=2018-05-28",
    "/diary?from=2018-01-01&to=2018-12-31&kind=pain",
    "/charts",
    "/charts?range=all",
    "/charts?from=2018-01-01&to=2018-12-31",
    "/charts?from=2018-05-03&to=2018-05-03",
    "/insight",
    "/insight/explore",
    "/programme",
    "/export",
)


def brought_in(app: Flask, files: dict[str, bytes]) -> Person:
    person = Person(app).registered("somebody")
    preview = person.send(
        "/import", file=[(io.BytesIO(content), name) for name, content in files.items()]
    )
    assert preview.status_code == 200, preview.text
    apply = next(form for form in person.forms_of(preview) if form.action.endswith("/apply"))
    answer = person.post(apply.action, **dict(apply.fields))
    assert answer.status_code == 303, answer.text
    return person


@pytest.mark.parametrize("name", DIARIES)
def test_a_real_diary_goes_in_is_shown_and_comes_out_the_same(app: Flask, name: str) -> None:
    convert, counts = DIARIES[name]
    files = convert(REAL_DATA)
    person = brought_in(app, files)
    for file, content in files.items():
        # Ids break ties of the order; lines are compared as a set beneath the header.
        out = person.get(f"/export/{file}").data
        assert out.split(b"\r\n", 1)[0] == content.split(b"\r\n", 1)[0]
        assert sorted(out.split(b"\r\n")) == sorted(content.split(b"\r\n"))
    shown = person.get("/export").text
    for count in counts.values():
        assert f"{count:,} entries" in shown
    for path in PAGES:
        answer = person.get(path)
        assert answer.status_code == 200, path
        assert len(answer.data) < 120_000, path


def test_the_trailing_means_are_those_of_the_reference() -> None:
    golden = json.loads((REAL_DATA / "golden_stats.json").read_text(encoding="utf-8"))
    for name, case in golden["diary_cases"].items():
        means = rolling_mean(case["pain"])
        expected = case["rolling_mean_7_min4"]
        assert len(means) == len(expected), name
        for mean, reference in zip(means, expected, strict=True):
            if reference is None:
                assert mean is None, name
            else:
                assert mean == pytest.approx(reference, abs=1e-9), name
