"""What an account holds besides its records, as plain values that an archive takes along.

``HOLDINGS`` is the one list of it: whatever is added there goes out with every archive, comes
back with it, is shown in its own words before it changes, and is put back when the import is
undone.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal.core.account.reminders import Reminder
from journal.core.model import moments
from journal.core.model import vocabulary as v
from journal.core.model.faults import Unreadable
from journal.core.model.fields import Words
from journal.core.model.inputs import columns
from journal.core.model.strings import as_texts, from_texts
from journal.core.model.time_fields import year_fault
from journal.core.report.options import PatientInfo
from journal.exchange.own.experiments import as_mapping, from_mapping
from journal.exchange.own.rest_day_rules import as_mapping as rule_as_mapping
from journal.exchange.own.rest_day_rules import from_mapping as rule_from_mapping
from journal.store.accounts import reminders
from journal.store.db import models as m
from journal.store.diary import experiments, report, rest_day_rules
from journal.store.imports import import_answers
from journal.store.imports.agreed_end_data import AGREED_END
from journal.store.imports.former_name_data import FORMER_NAMES
from journal.store.imports.holding import Holding, Value, account_of, are_days
from journal.store.imports.pause_data import PAUSES
from journal.store.imports.picture_data import PICTURES
from journal.store.imports.template_data import TEMPLATES


def _settings(session: Session, owner: str) -> Value:
    account = account_of(session, owner)
    paused_on = account.paused_on and account.paused_on.isoformat()
    return {name: getattr(account, name) for name in v.SETTINGS} | {"paused_on": paused_on}


def _unfit_settings(value: Value, _now: datetime) -> bool:
    paused_on = value["paused_on"]
    is_strange = paused_on is not None and year_fault(date.fromisoformat(paused_on))
    return bool(is_strange) or not (
        set(value) == {*v.SETTINGS, "paused_on"}
        and moments.zone_exists(value["zone"])
        and value["clock"] in v.CLOCKS
        and value["first_weekday"] in v.FIRST_WEEKDAYS
        and value["theme"] in v.THEMES
    )


def _put_settings(session: Session, owner: str, value: Value, _now: datetime) -> None:
    account = account_of(session, owner)
    for name in v.SETTINGS:
        setattr(account, name, value[name])
    account.paused_on = value["paused_on"] and date.fromisoformat(value["paused_on"])
    session.flush()


def _unfit_reminder(value: Value, now: datetime) -> bool:
    try:
        reminder = from_texts(Reminder, value)
    except Unreadable:
        return True
    return bool(reminder.problems(now)) or as_texts(reminder) != value


def _put_reminder(session: Session, owner: str, value: Value, now: datetime) -> None:
    reminder = from_texts(Reminder, value)
    reminders.save(session, owner, reminder, now, account_of(session, owner).zone)


def _dismissed(session: Session, owner: str) -> Value:
    rows = session.scalars(select(m.Dismissed).where(m.Dismissed.owner_id == owner))
    return {row.about: row.at.isoformat() for row in sorted(rows, key=lambda row: row.about)}


def _unfit_dismissed(value: Value, _now: datetime) -> bool:
    return not all(
        _is_name(about) and datetime.fromisoformat(at).tzinfo for about, at in value.items()
    )


def _put_dismissed(session: Session, owner: str, value: Value, _now: datetime) -> None:
    session.execute(delete(m.Dismissed).where(m.Dismissed.owner_id == owner))
    session.add_all(
        m.Dismissed(owner_id=owner, about=about, at=datetime.fromisoformat(at))
        for about, at in value.items()
    )
    session.flush()


def _unfit_mappings(value: Value, _now: datetime) -> bool:
    return not all(
        _is_name(about)
        and all(isinstance(name, str) and isinstance(text, str) for name, text in answers.items())
        for about, answers in value.items()
    )


def _put_mappings(session: Session, owner: str, value: Value, _now: datetime) -> None:
    import_answers.put(session, owner, value)


def _experiments(session: Session, owner: str) -> Value:
    all_experiments = sorted(
        experiments.experiments(session, owner), key=lambda experiment: experiment.id
    )
    return {experiment.id: as_mapping(experiment) for experiment in all_experiments}


def _unfit_experiments(value: Value, _now: datetime) -> bool:
    try:
        all_experiments = [from_mapping(plain) for plain in value.values()]
    except Unreadable:
        return True
    return [experiment.id for experiment in all_experiments] != list(value) or sum(
        experiment.open for experiment in all_experiments
    ) > 1


def _put_experiments(session: Session, owner: str, value: Value, _now: datetime) -> None:
    session.execute(delete(m.ExperimentRow).where(m.ExperimentRow.owner_id == owner))
    for plain in value.values():
        experiments.put(session, owner, from_mapping(plain))


def _rest_days(session: Session, owner: str) -> Value:
    rules = sorted(rest_day_rules.rules(session, owner), key=lambda rule: rule.id)
    return {rule.id: rule_as_mapping(rule) for rule in rules}


def _unfit_rest_days(value: Value, _now: datetime) -> bool:
    try:
        for key, plain in value.items():
            rule_from_mapping(key, plain)
    except Unreadable:
        return True
    return False


def _put_rest_days(session: Session, owner: str, value: Value, _now: datetime) -> None:
    session.execute(delete(m.RestDayRuleRow).where(m.RestDayRuleRow.owner_id == owner))
    rest_day_rules.put(
        session, owner, [rule_from_mapping(key, plain) for key, plain in value.items()]
    )


def _recall(session: Session, owner: str) -> Value:
    account = account_of(session, owner)
    days = {name: getattr(account, name) for name in RECALL_PARTS}
    return {name: day and day.isoformat() for name, day in sorted(days.items())}


def _unfit_recall(value: Value, _now: datetime) -> bool:
    return set(value) != RECALL_PARTS or not are_days(value.values())


def _put_recall(session: Session, owner: str, value: Value, _now: datetime) -> None:
    account = account_of(session, owner)
    for name, day in value.items():
        setattr(account, name, day and date.fromisoformat(day))
    session.flush()


def _introduction(session: Session, owner: str) -> Value:
    introduction = report.introduction(session, owner)
    return (
        None
        if introduction is None
        else {"name": introduction.name, "questions": introduction.questions}
    )


def _unfit_introduction(value: Value, _now: datetime) -> bool:
    if value is None:
        return False
    rules = {"name": Words(v.NAME_LENGTH), "questions": Words(v.QUESTIONS_LENGTH, lines=True)}
    return set(value) != set(rules) or any(
        value[name] and rule.fault(value[name]) for name, rule in rules.items()
    )


def _put_introduction(session: Session, owner: str, value: Value, now: datetime) -> None:
    session.execute(delete(m.IntroductionRow).where(m.IntroductionRow.owner_id == owner))
    if value is not None:
        report.introduce(session, owner, PatientInfo(**value), 0, now)


def _is_name(text: object) -> bool:
    return isinstance(text, str) and 0 < len(text) <= 64 and "\0" not in text  # noqa: PLR2004 (as the columns)


UNDER_WAY: Final = "experiment_under_way"
SETTINGS_PARTS: Final = frozenset({*v.SETTINGS, "paused_on"})
RECALL_PARTS: Final = frozenset({"recall_from", "recall_refused_on", "averages_shown_on"})

HOLDINGS: Final = {
    holding.name: holding
    for holding in (
        Holding(
            "account",
            _settings,
            _put_settings,
            _unfit_settings,
            parts=SETTINGS_PARTS,
            fills_up=True,
            earliest="paused_on",
        ),
        Holding(
            "reminders",
            reminders.settings,
            _put_reminder,
            _unfit_reminder,
            parts=frozenset(column.name for column in columns(Reminder)),
        ),
        Holding("waved", _dismissed, _put_dismissed, _unfit_dismissed, adds=True),
        Holding(
            "mappings",
            import_answers.everything,
            _put_mappings,
            _unfit_mappings,
            adds=True,
        ),
        Holding(
            "experiments",
            _experiments,
            _put_experiments,
            _unfit_experiments,
            adds=True,
            clash=UNDER_WAY,
        ),
        Holding("rest_days", _rest_days, _put_rest_days, _unfit_rest_days, adds=True),
        Holding(
            "recall",
            _recall,
            _put_recall,
            _unfit_recall,
            parts=RECALL_PARTS,
            latest="averages_shown_on",
        ),
        PAUSES,
        AGREED_END,
        *TEMPLATES,
        PICTURES,
        FORMER_NAMES,
        Holding(
            "introduction",
            _introduction,
            _put_introduction,
            _unfit_introduction,
        ),
    )
}
"""Everything an account holds besides records, by name."""


def held(session: Session, owner: str) -> dict[str, Value]:
    """What an account holds of each of ``HOLDINGS``, by their names."""
    return {name: holding.of(session, owner) for name, holding in HOLDINGS.items()}


@dataclass(frozen=True, slots=True)
class HoldingChange:
    """Something an account holds besides records, before and after, as plain values."""

    name: str
    before: Value
    after: Value

    @property
    def holding(self) -> Holding:
        """What it is."""
        return HOLDINGS[self.name]

    @property
    def fields(self) -> list[tuple[str, Value, Value]]:
        """What differs: the name of each part, before and after; None where there is none."""
        before, after = self.before or {}, self.after or {}
        names = [name for name in after if before.get(name) != after[name]]
        names += [name for name in before if name not in after]
        return [(name, before.get(name), after.get(name)) for name in names]

    @property
    def new(self) -> int:
        """How many parts were not there before."""
        return len((self.after or {}).keys() - (self.before or {}).keys())

    @property
    def changed(self) -> int:
        """How many parts were there and become others."""
        return len(self.fields) - self.new
