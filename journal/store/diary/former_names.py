"""Names that changed: what comes in under a former one is filed under what it is called now.

A page that is still open, an entry that waits on a device and an app know the names of when they
were told. A rename keeps what the old name meant; a name in use is never taken for another, but by
what was typed before it was given anew.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.answers import MARK
from journal.core.model.flare_plan import FlarePlan, as_left_out, left_out_key
from journal.core.model.former_names import (
    METHODS,
    QUESTIONS,
    SYMPTOMS,
    given_up,
    listed_under,
    meant,
    method_keys,
    name_keys,
)
from journal.core.model.names import named_once
from journal.core.model.own_method import OwnMethod
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.before import sending_of
from journal.store.diary.changes import UNDONE
from journal.store.diary.former_exercise_names import exercise_called, exercises_once
from journal.store.diary.own_topics import day_questions, symptoms
from journal.store.diary.relief import all_listed, in_use
from journal.store.diary.rows import exercise_name, key_of

R = TypeVar("R", bound=r.Record)


def keep(session: Session, owner: str, list_name: str, thing_id: str, keys: Iterable[str]) -> None:
    """Keep that something on a list was called so last, after all that had the name before."""
    for key in keys:
        last = _last_holder(session, owner, list_name, key)
        if last is None or last.given_anew_at is not None:
            number = 1 if last is None else last.number + 1
            last = m.FormerNameRow(
                owner_id=owner, list_name=list_name, name_key=key, number=number
            )
            session.add(last)
        last.thing_id = thing_id
        session.flush()


def _last_holder(session: Session, owner: str, list_name: str, key: str) -> m.FormerNameRow | None:
    row = m.FormerNameRow
    question = select(row).where(
        row.owner_id == owner, row.list_name == list_name, row.name_key == key
    )
    return session.scalars(question.order_by(row.number.desc()).limit(1)).first()


def give_anew(
    session: Session, owner: str, list_name: str, keys: Iterable[str], now: datetime
) -> None:
    """Let names mean what is called so from ``now`` on; before, they meant what had them then."""
    row = m.FormerNameRow
    session.execute(
        update(row)
        .where(
            row.owner_id == owner,
            row.list_name == list_name,
            row.name_key.in_(list(keys)),
            row.given_anew_at.is_(None),
        )
        .values(given_anew_at=now)
    )


def give_to_new(session: Session, owner: str, record: r.Record, now: datetime) -> None:
    """Let the name of a new entry of a list mean that from ``now`` on."""
    if (listed := listed_under(record)) is not None:
        give_anew(session, owner, *listed, now)


def keep_of_edit(
    session: Session, owner: str, before: r.Record, after: r.Record, now: datetime
) -> None:
    """Keep the name that an edit took from an entry of a list, if it did."""
    old, new = listed_under(before), listed_under(after)
    if old is None or new is None or old == new:
        return
    (old_list, old_keys), (new_list, new_keys) = old, new
    is_same_list = old_list == new_list
    give_anew(session, owner, new_list, given_up(new_keys, old_keys if is_same_list else ()), now)
    names_left = [*new_keys] if is_same_list else []
    names_left += _names_shared(session, owner, before)
    keep(session, owner, old_list, key_of(before), given_up(old_keys, names_left))


def _names_shared(session: Session, owner: str, record: r.Record) -> dict[str, list[OwnMethod]]:
    """The names of all else that is used, and of what, where several may have one name."""
    shared: dict[str, list[OwnMethod]] = {}
    if isinstance(record, OwnMethod):
        for item in (each for each in in_use(session, owner) if each.id != record.id):
            for key in method_keys(item):
                shared.setdefault(key, []).append(item)
    return shared


def take_from_new(session: Session, owner: str, record: r.Record, typed_at: datetime) -> None:
    """Let the name that a new entry of a list got mean what had it before, as it is taken back.

    ``typed_at``: when the entry was typed, from which on the name was its own. Where another
    entry was added under the same name, it is that one's from when it was typed.
    """
    if (listed := listed_under(record)) is None:
        return
    list_name, keys = listed
    shared = _names_shared(session, owner, record)
    for key in keys:
        last = _last_holder(session, owner, list_name, key)
        if last is not None and last.given_anew_at == typed_at:
            sharing_items = shared.get(key, [])
            moments = [_added_at(session, owner, item) for item in sharing_items]
            otherwise = typed_at if sharing_items else None
            last.given_anew_at = min(filter(None, moments), default=otherwise)


def _added_at(session: Session, owner: str, item: OwnMethod) -> datetime | None:
    """When an entry was typed that has been called so since; None where that is not known."""
    row = m.Change
    question = select(row.action, row.before).where(
        row.owner_id == owner, row.record_key == item.id, row.action != UNDONE
    )
    match session.execute(question).all():
        case [("created", str(text))] if sending := sending_of(text):
            return sending.typed_at
    return None


def give_back(
    session: Session,
    owner: str,
    list_name: str,
    keys: Iterable[str],
    given_at: datetime,
    now: datetime,
) -> None:
    """Let names mean what had them until a rename gave them away, as that is undone.

    ``given_at``: when they were given away. What was typed from then to ``now`` means what had
    them in between.
    """
    row = m.FormerNameRow
    for key in keys:
        question = select(row.thing_id).where(
            row.owner_id == owner,
            row.list_name == list_name,
            row.name_key == key,
            row.given_anew_at == given_at,
        )
        thing_id = session.scalar(question.order_by(row.number.desc()).limit(1))
        if thing_id is not None:
            give_anew(session, owner, list_name, [key], now)
            keep(session, owner, list_name, thing_id, [key])


Ids = dict[str, str]
"""The ids of things, by the forms of names they had."""


def _formers(
    session: Session,
    owner: str,
    list_name: str,
    keys: Collection[str],
    typed_at: datetime | None,
) -> tuple[Ids, Ids]:
    """What was called so once, by some of the forms of its names.

    First what was still meant at ``typed_at`` though the name is another's by now, then what
    nothing took the name of.
    """
    row = m.FormerNameRow
    question = select(row.name_key, row.thing_id, row.given_anew_at).where(
        row.owner_id == owner, row.list_name == list_name, row.name_key.in_(keys)
    )
    then, once = Ids(), Ids()
    for key, thing_id, given_anew_at in session.execute(question.order_by(row.number)):
        if given_anew_at is None:
            once[key] = thing_id
        elif typed_at is not None and typed_at < given_anew_at:
            then.setdefault(key, thing_id)
    return then, once


def _names_now(
    session: Session,
    owner: str,
    list_name: str,
    typed_names: Collection[str],
    typed_at: datetime | None,
) -> dict[str, str]:
    """What some of a person's own words are called now; a word that is on no list stays."""
    listed = (symptoms if list_name == SYMPTOMS else day_questions)(session, owner)
    now = {key: topic.name for topic in listed for key in name_keys(topic.name)}
    keys = {name: name_keys(name) for name in typed_names}
    looked_up = {key for each in keys.values() for key in each}
    if typed_at is None:
        looked_up -= now.keys()
    names = {topic.id: topic.name for topic in listed}
    then, once = (
        {key: names[thing_id] for key, thing_id in ids.items() if thing_id in names}
        for ids in _formers(session, owner, list_name, looked_up, typed_at)
    )
    return {name: meant(each, then, now, once) or name for name, each in keys.items()}


def answers_now(
    session: Session, owner: str, texts: Iterable[str], typed_at: datetime | None = None
) -> list[str]:
    """The answers of a day, each to the question as it is called now.

    Given to a question under its former name and the one it has now, the latter counts.
    """
    parts = [text.rpartition(MARK) for text in texts]
    typed_names = {name for name, _, _ in parts if name}
    names = _names_now(session, owner, QUESTIONS, typed_names, typed_at) if typed_names else {}
    answers = []
    for name, mark, answer in parts:
        name_now = names.get(name, name)
        if name_now == name or name_now not in typed_names:
            answers.append(f"{name_now}{mark}{answer}")
            typed_names.add(name_now)
    return answers


def _method_now(
    session: Session, owner: str, relief: r.Relief, typed_at: datetime | None
) -> OwnMethod | None:
    """What of the owner's list a relief is of; None: nothing that has, or had, its name."""
    listed = all_listed(session, owner)
    now = {key: item for item in listed if not item.retired_on for key in method_keys(item)}
    retired = {key: item for item in listed if item.retired_on for key in method_keys(item)}
    keys, items = method_keys(relief), {item.id: item for item in listed}
    then, once = (
        {key: items[thing_id] for key, thing_id in ids.items() if thing_id in items}
        for ids in _formers(session, owner, METHODS, keys if items else (), typed_at)
    )
    return meant(keys, then, now, once, retired)


def _left_out_now(
    session: Session, owner: str, plan: FlarePlan, typed_at: datetime | None
) -> tuple[str, ...]:
    """The exercises that a flare plan leaves out, as they are called now."""
    listed = queries.exercises(session, owner, retired=True)
    now = {left_out_key(exercise.name): exercise.name for exercise in listed}
    then, once = (
        {as_left_out(key): name for key, name in names.items()}
        for names in (
            exercises_once(session, owner, typed_at) if typed_at else {},
            exercises_once(session, owner),
        )
    )
    names = [meant((left_out_key(name),), then, now, once) or name for name in plan.leave]
    return tuple(dict.fromkeys(map(as_left_out, names)))


def as_called_now(session: Session, owner: str, record: R, typed_at: datetime | None = None) -> R:
    """A record in the names that the things on its owner's lists have now.

    ``typed_at``: when it was typed, if not now; each name means what had it then.
    """
    name = exercise_name(record)
    if name is not None:
        exercise = exercise_called(session, owner, name, typed_at)
        return record if exercise is None else record.with_(exercise=exercise.name)
    if isinstance(record, r.Relief) and record.name:
        item = _method_now(session, owner, record, typed_at)
        return record if item is None else record.with_(name=item.name, method=item.method)
    if isinstance(record, r.Episode) and record.own_symptoms:
        names = _names_now(session, owner, SYMPTOMS, record.own_symptoms, typed_at)
        own_symptoms = named_once(names[each] for each in record.own_symptoms)
        return record.with_(own_symptoms=own_symptoms)
    if isinstance(record, r.DayNote) and record.factors:
        return record.with_(factors=tuple(answers_now(session, owner, record.factors, typed_at)))
    if isinstance(record, FlarePlan) and record.leave:
        return record.with_(leave=_left_out_now(session, owner, record, typed_at))
    return record
