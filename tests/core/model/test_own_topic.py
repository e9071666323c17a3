"""A person's own questions: each sort has its answers, and each of them fits into a day."""

from datetime import UTC, datetime

import pytest

from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.own_topic import OwnTopic

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize("sort", v.QUESTION_ANSWERS)
def test_a_question_of_the_longest_name_takes_each_of_its_answers(sort: str) -> None:
    topic = OwnTopic(
        id="topic-1", day=NOW.date(), zone="UTC", added_at=NOW, name="q" * v.NAME_LENGTH, kind=sort
    )
    for answer in topic.answers:
        text = f"{topic.name}={answer}"
        note = r.DayNote(day=NOW.date(), factors=(text,))
        assert note.problems(NOW) == []
        assert topic.fitting([text]) == [text]


def test_a_symptom_is_asked_nothing() -> None:
    topic = OwnTopic(
        id="topic-1", day=NOW.date(), zone="UTC", added_at=NOW, name="Cramp", kind="symptom"
    )
    assert topic.answers == ()
