"""What a clinician saw or changed, as the trail of a patient keeps it: values, no sentences.

It is a text of JSON. What was written before there was any is a sentence, and stays as it is.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from journal.core.model.ladder import Ladder
from journal.core.model.periods import Period
from journal.core.model.records import Prescription, Record
from journal.core.model.strings import as_texts

WITH_VALUES: Final = {"looked", "prescribed", "handed_over", "agreed"}
"""The events whose detail is one of these; that of a comment is what somebody wrote."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a field held before and holds now, as texts; empty: nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TrailDetail:
    """The days that were looked at, or the exercise and what of it changed."""

    period: Period | None = None
    exercise: str = ""
    changes: tuple[FieldChange, ...] = ()
    addition: bool = False
    """Whether the exercise was added to the programme."""
    plan: bool = False
    """Whether it is of a flare plan that was proposed."""
    ladder: bool = False
    """Whether it is of a ladder that was proposed, for the exercise."""
    template: str = ""
    """The name of the programme that was proposed."""
    accepted_at: datetime | None = None
    """When the person took that plan, ladder or programme as their own."""
    template_of: str = ""
    """Whose programme that is, by name, where the host chose it with the invitation."""
    former: str = ""
    """From whom a patient was handed over, by name."""
    latter: str = ""
    """To whom."""
    pictures: bool = False
    """Whether pictures of exercises were looked at, without the page that shows them."""

    @property
    def proposes(self) -> bool:
        """Whether it is of a proposal, which changes nothing until it is accepted."""
        return bool(self.plan or self.ladder or self.template)


def of_look(period: Period) -> str:
    """The detail of a look at some days."""
    return json.dumps({"first": str(period.first), "last": str(period.last)})


def of_pictures() -> str:
    """The detail of a look at pictures of exercises, without the page that shows them."""
    return json.dumps({"pictures": "alone"})


def of_change(before: Prescription | None, after: Prescription) -> str:
    """The detail of a change to the programme, field by field."""
    was, texts = as_texts(before) if before else {}, as_texts(after)
    changes = [
        (name, was.get(name, ""), texts.get(name, ""))
        for name in was | texts
        if name != "id" and was.get(name, "") != texts.get(name, "")
        if before or name != "exercise"
    ]
    values: dict[str, object] = {"exercise": after.exercise, "changes": changes}
    if before is None:
        values["added"] = True
    return json.dumps(values, ensure_ascii=False)


def of_proposal(plan: Record) -> str:
    """The detail of a plan that was proposed; its words are in the patient's diary."""
    if isinstance(plan, Ladder):
        return json.dumps({"ladder": plan.exercise}, ensure_ascii=False)
    return json.dumps({"plan": "proposed"})


def of_template(name: str, clinician: str = "") -> str:
    """The detail of a programme that was proposed by a template of that name.

    ``clinician``: whose it is, where the host chose it with the invitation.
    """
    values = {"template": name} | ({"of": clinician} if clinician else {})
    return json.dumps(values, ensure_ascii=False)


def with_acceptance(detail: str, at: datetime | None) -> str:
    """The detail of a proposal, accepted at a moment; None: not, or not any more."""
    values = json.loads(detail)
    values.pop("accepted", None)
    accepted = {"accepted": at.isoformat()} if at else {}
    return json.dumps(values | accepted, ensure_ascii=False)


def of_carer(latter: str, former: str = "") -> str:
    """The detail of somebody who looks after a patient from now on, perhaps in another's place."""
    return json.dumps({"from": former, "to": latter}, ensure_ascii=False)


def read(what: str, detail: str) -> TrailDetail:
    """What the detail of an event holds; nothing where it is a sentence."""
    values = None
    with suppress(ValueError):
        values = json.loads(detail) if what in WITH_VALUES else None
    match values:
        case {"first": str(first), "last": str(last)}:
            return TrailDetail(Period(date.fromisoformat(first), date.fromisoformat(last)))
        case {"pictures": "alone"}:
            return TrailDetail(pictures=True)
        case {"from": str(former), "to": str(latter)}:
            return TrailDetail(former=former, latter=latter)
        case {"exercise": str(exercise), "changes": list(changes), **others}:
            addition = others.get("added") is True
            return TrailDetail(
                exercise=exercise, changes=tuple(_changes(changes)), addition=addition
            )
        case {"accepted": str(moment), **others}:
            return replace(_of_proposal(others), accepted_at=datetime.fromisoformat(moment))
    return _of_proposal(values)


def _of_proposal(values: object) -> TrailDetail:
    match values:
        case {"plan": "proposed"}:
            return TrailDetail(plan=True)
        case {"template": str(name), "of": str(clinician)}:
            return TrailDetail(template=name, template_of=clinician)
        case {"template": str(name)}:
            return TrailDetail(template=name)
        case {"ladder": str(exercise)}:
            return TrailDetail(exercise=exercise, ladder=True)
    return TrailDetail()


def _changes(rows: list[list[str]]) -> Iterator[FieldChange]:
    for field, before, after in rows:
        yield FieldChange(field, before, after)
