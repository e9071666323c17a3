"""What the page of an entry's form shows, as one value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from flask import request, url_for

from journal.core.diary.programme import is_over
from journal.core.diary.relief_offers import Offer
from journal.core.model import records as r
from journal.core.model.events import Event
from journal.core.model.flare_plan import as_left_out
from journal.core.model.goals import week_is_over
from journal.core.model.kinds import RECORDS
from journal.core.model.moments import local_day
from journal.core.model.own_topic import OwnTopic
from journal.core.model.time_fields import day_or_none
from journal.store.db.models import Account, Exercise
from journal.store.diary import queries, row_writing
from journal.store.diary.line_edits import FROM_TODAY
from journal.store.diary.own_topics import day_questions, symptoms
from journal.store.diary.relief import in_use, offered
from journal.store.diary.running import AnotherIsOn
from journal.web.support.diary_views import events_to_come
from journal.web.support.forms import InputForm, shown_twice
from journal.web.support.once import KeyTaken
from journal.web.support.request import db, owner, today
from journal.web.support.revision_cache import cached_steady
from journal.web.support.typed_moments import typed_at

DAY_LENGTH: Final = len("2026-05-20")

EPISODES_OFFERED = 5
"""So many spasms are offered as what a pain level or a relief belongs to."""


@dataclass(frozen=True, slots=True)
class EntryPage:
    """The form of an entry, and what stands in the way of saving it."""

    slug: str
    form: InputForm
    before: r.Record | None = None
    """The entry that is edited; None where it is a new one."""
    clash: bool = False
    """Whether something else was saved; it is ``meanwhile``, or was deleted since."""
    meanwhile: r.Record | None = None
    changed_in_both: Sequence[str] = ()
    """What was changed here and in ``meanwhile``, by the names of ``later_answers``."""
    another: AnotherIsOn | None = None
    """A spasm of the same time, beside which this one cannot be saved."""
    removed: bool = False
    """Whether the entry that is edited is gone, so that it can be saved as a new one."""
    patient_id: str | None = None
    """Whose diary it is, where that is not the one's who is signed in."""

    @property
    def back(self) -> str:
        """Where it is left for: the patient's page, or where the person came from."""
        if self.patient_id is None:
            return self.form.back
        return url_for("patients.show", patient_id=self.patient_id)

    @property
    def asks_from_when(self) -> bool:
        """Whether it is a line of the programme that began before today and is not over."""
        line = self.before
        if not isinstance(line, r.Prescription):
            return False
        day = today(db().get(Account, self.patient_id) if self.patient_id else None)
        return line.starts_on < day and not is_over(line, day)

    @property
    def twice(self) -> dict[str, bool]:
        """Its moments that the clocks showed twice, and whether the later one is meant."""
        return shown_twice(self.form, self.before)

    @property
    def exercises(self) -> Sequence[Exercise]:
        """What can be chosen as the exercise."""
        return queries.exercises(db(), self.patient_id or owner())

    @property
    def left_out(self) -> dict[str, str]:
        """What can be chosen of exercises to leave out: the name in a plan, and what to show."""
        return {name: name for name in (as_left_out(each.name) for each in self.exercises)}

    @property
    def asks_if_happened(self) -> bool:
        """Whether a goal is asked about: one that is edited or answered, or whose week is over."""
        field = self.form["happened"]
        first = day_or_none(self.form["written_at"].text[:DAY_LENGTH])
        is_over = first is not None and week_is_over(first, today())
        return bool(self.before or field.text or field.errors or is_over)

    @property
    def this_year(self) -> int:
        """The year that need not be said of a day."""
        return today().year

    @property
    def events_to_come(self) -> Sequence[Event]:
        """The visits and events that are planned, to be found and changed."""
        return events_to_come()

    @property
    def offers(self) -> Sequence[Offer]:
        """What can be chosen for a relief, in the order of its buttons elsewhere."""
        return offered(db(), owner(), in_use(db(), owner()), today())

    @property
    def symptoms(self) -> Sequence[OwnTopic]:
        """The person's own symptoms, to be offered beside the journal's."""
        return symptoms(db(), owner())

    @property
    def factors(self) -> Sequence[OwnTopic]:
        """The person's own questions about a day."""
        return day_questions(db(), owner())

    @property
    def episodes(self) -> tuple[r.Episode, ...]:
        """What can be chosen as the spasm."""
        return cached_steady(
            lambda: tuple(queries.latest(db(), r.Episode, owner(), EPISODES_OFFERED)),
            "latest spasms",
        )


def edited_from(zone: str) -> date | None:
    """The local day from which an edited line asks for what is new; None: it was always so."""
    if request.form.get("applies") != FROM_TODAY:
        return None
    return local_day(typed_at(), zone)


def page_of_taken_key(page: EntryPage, reason: KeyTaken) -> EntryPage:
    """The page of a form whose key stands for something else: a fresh key, and what that left."""
    page.form.client_key.data = row_writing.new_id()
    record = row_writing.record_left_by(db(), reason.change, RECORDS[page.slug])
    return replace(page, clash=True, meanwhile=record)
