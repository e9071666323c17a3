"""The question that every page begins with, in one statement."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, bindparam, func, select, text

from journal.store.db import models as m
from journal.store.db.models.sharing import UNREAD


def _spasm_since() -> ScalarSelect[datetime]:
    row = m.EpisodeRow
    running = select(func.max(row.started_at)).where(
        row.owner_id == m.Account.id, row.last_day.is_(None)
    )
    return running.correlate(m.Account).scalar_subquery()


def _unread_message() -> ScalarSelect[int]:
    row = m.CareEvent
    unread = select(func.max(row.number)).where(
        row.owner_id == m.Account.id,
        text(UNREAD),
    )
    return unread.correlate(m.Account).scalar_subquery()


@cache
def signed_in_question(lock: bool) -> Any:  # for rows of an account and a login
    """Who is signed in by a token, with what every page tells; ``lock`` as in ``signed_in``."""
    question = (
        select(
            m.Account,
            m.Login,
            _spasm_since().label("spasm_since"),
            _unread_message().label("unread_message"),
        )
        .join(m.Login, m.Login.account_id == m.Account.id)
        .where(
            m.Login.token_hash == bindparam("token_hash"),
            m.Login.seen_at > bindparam("seen_since"),
            m.Login.created_at > bindparam("begun_since"),
            m.Account.switched_off_at.is_(None),
        )
    )
    return question.with_for_update(of=m.Account, key_share=True) if lock else question
