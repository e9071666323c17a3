"""What changes keep is read by what it is of, whatever else was kept meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.store.diary import actions, note_edits, prompts, queries
from journal.store.diary.change_undo import undo
from journal.store.diary.row_writing import stored
from tests.store.making import DAY, NOW, pain, sent

ABOUT = "overlap:11111111-0000-4000-8000-000000000001"


@pytest.mark.parametrize("text", [None, ABOUT])
def test_what_waited_is_saved_though_a_question_was_dismissed_meanwhile(
    db: Session, owner: str, text: str | None
) -> None:
    level = pain(level=4)
    actions.add(db, owner, level, sent())
    answer = prompts.answer(db, owner, ABOUT, level.id, sent(at=NOW + timedelta(hours=1)))
    answer.before = text or answer.before  # as it was kept before an upgrade
    db.flush()
    row = queries.row(db, r.PainLevel, owner, level.id)
    assert row
    waited = replace(
        sent(at=NOW + timedelta(hours=2)), waited_since=NOW + timedelta(minutes=30), login="phone"
    )
    actions.change(db, row, level.with_(level=6), waited)
    assert stored(db, r.PainLevel, row).level == 6
    assert list(note_edits.note_edits(db, owner, DAY, NOW)) == []
    undo(db, answer, NOW + timedelta(hours=3))
    assert prompts.dismissed(db, owner) == set()
