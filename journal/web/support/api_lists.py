"""What the API has beside records: pictures of exercises, and programme templates."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Final

from journal.core.model.faults import Problem
from journal.core.model.inputs import Name
from journal.core.model.picture import PICTURES_MOST, ExercisePicture, NewPicture
from journal.core.model.programme_template import (
    LINES_MOST,
    TEMPLATES_MOST,
    ProgrammeTemplate,
    TemplateLine,
)
from journal.core.model.reading import parse_form
from journal.core.model.record_json import Object, Texts, as_object
from journal.pictures import PictureRefused, small_picture
from journal.store.db.models import Change
from journal.store.diary import catalogue, exercise_pictures, programme_templates
from journal.store.diary.changes import Submission
from journal.store.diary.former_exercise_names import exercise_called
from journal.store.diary.row_writing import new_id
from journal.web.support.bodies import at_place
from journal.web.support.request import account, db, now, owner

PICTURES: Final = exercise_pictures.PICTURE
TEMPLATES: Final = programme_templates.TEMPLATE

LINES: Final = "lines"


class Refused(Exception):
    """Why something is not kept, as the problem of a field."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class HasPicture(Exception):
    """The exercise has a picture already, which an app does not replace."""


def pictures() -> list[Object]:
    """The pictures of exercises, by the names of these, without their content."""
    of_exercises = exercise_pictures.by_exercise(db(), owner())
    return [_described(name, picture) for name, picture in of_exercises.items()]


def picture(key: str) -> Object | None:
    """The picture of the exercise of an id; None where it has none."""
    row = exercise_pictures.row_of(db(), owner(), key)
    exercise = catalogue.exercise(db(), owner(), key)
    if row is None or exercise is None:
        return None
    described = _described(exercise.name, exercise_pictures.picture_of(row))
    return described | {"picture": b64encode(row.content).decode()}


def _described(exercise: str, picture: ExercisePicture) -> Object:
    return {
        "id": picture.exercise_id,
        "exercise": exercise,
        "alt": picture.alt,
        "width": picture.width,
        "height": picture.height,
    }


def keep_picture(new_picture: NewPicture, submission: Submission) -> Change:
    """Keep what an app sent as the picture of an exercise. The caller commits.

    Raises Refused and HasPicture.
    """
    exercise = exercise_called(db(), owner(), new_picture.exercise)
    if exercise is None:
        raise Refused(Problem("exercise", "unknown_exercise", {"name": new_picture.exercise}))
    if exercise_pictures.row_of(db(), owner(), exercise.id):
        raise HasPicture
    try:
        picture = small_picture(new_picture.picture, exercise.id, new_picture.alt)
        return exercise_pictures.put(db(), owner(), picture, submission, None)
    except PictureRefused as reason:
        raise Refused(Problem("picture", reason.code, reason.values)) from None
    except exercise_pictures.TooManyPictures:
        most = {"most": PICTURES_MOST}
        raise Refused(Problem("picture", "too_many_pictures", most)) from None


def templates() -> list[Object]:
    """The programme templates, by name."""
    return [_shown(each) for each in programme_templates.templates(db(), owner())]


def template(key: str) -> Object | None:
    """The programme template of an id; None: there is none such."""
    row = programme_templates.row_of(db(), owner(), key, programme_templates.READY)
    return _shown(programme_templates.template_of(row)) if row else None


def _shown(template: ProgrammeTemplate) -> Object:
    lines = [as_object(line) for line in template.lines]
    return {"id": template.id, "name": template.name, "lines": lines}


ONE: Final = {PICTURES: picture, TEMPLATES: template}
"""What each of the lists has under a key, by what a change is called that adds to it."""


def lines_said(objects: Sequence[Texts]) -> tuple[list[TemplateLine], list[Problem]]:
    """The lines of a template that an app sent, and what is wrong with them."""
    lines, problems = [], []
    for place, texts in enumerate(objects):
        reading = parse_form(TemplateLine, texts, now=now(), zone=account().zone)
        problems += at_place(LINES, place, reading.problems)
        if reading.record:
            lines.append(reading.record)
    if len(objects) > LINES_MOST:
        problems.append(Problem(LINES, "too_many", {"most": LINES_MOST}))
    return lines, problems


def keep_template(name: Name, lines: Sequence[TemplateLine], submission: Submission) -> Change:
    """Keep what an app sent as a new template. The caller commits. Raises Refused."""
    new_template = ProgrammeTemplate(new_id(), name, tuple(lines))
    try:
        return programme_templates.log(db(), owner(), new_template, submission)
    except programme_templates.TooManyTemplates:
        raise Refused(Problem("name", "too_many", {"most": TEMPLATES_MOST})) from None
