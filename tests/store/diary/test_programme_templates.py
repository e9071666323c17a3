"""Templates and proposals that were removed: as they were by Undo, or said not to be."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from journal.core.model.programme_template import (
    TEMPLATES_MOST,
    ProgrammeTemplate,
    TemplateLine,
)
from journal.store.db import models as m
from journal.store.diary import catalogue, programme_templates
from journal.store.diary.change_undo import undo
from journal.store.diary.changes import CannotUndo
from journal.store.diary.programme_templates import PROPOSED, READY
from journal.store.diary.row_writing import new_id
from tests.store.making import NOW, sent


def kept(db: Session, owner: str, state: str, *lines: TemplateLine) -> m.ProgrammeTemplateRow:
    template = ProgrammeTemplate(new_id(), "After a spasm", lines)
    return programme_templates.keep(db, owner, template, NOW, state)


def test_a_deleted_template_for_which_there_is_no_room_any_more_is_not_said_to_be_back(
    db: Session, owner: str
) -> None:
    rows = [kept(db, owner, READY) for _ in range(TEMPLATES_MOST)]
    change = programme_templates.remove(db, rows[0], sent())
    db.flush()
    kept(db, owner, READY)
    with pytest.raises(CannotUndo, match="undo_too_many_templates"):
        undo(db, change, NOW)


def test_a_declined_proposal_that_is_back_means_the_exercise_it_meant(
    db: Session, owner: str
) -> None:
    swimming = catalogue.add(db, owner, "Swim", NOW)
    row = kept(db, owner, PROPOSED, TemplateLine(exercise="Swim", reps=3))
    catalogue.rename(db, swimming, "Swimming", NOW + timedelta(hours=1))
    db.flush()
    catalogue.add(db, owner, "Swim", NOW + timedelta(hours=2))
    before = programme_templates.proposals(db, owner)
    assert [line.exercise for line in before[0].lines] == ["Swimming"]
    later = NOW + timedelta(hours=3)
    change = programme_templates.remove(db, row, sent(at=later))
    undo(db, change, later)
    assert programme_templates.proposals(db, owner) == before
