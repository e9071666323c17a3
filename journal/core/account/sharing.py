"""Sharing: by a link, with whom, what and until when; and with a clinician who is invited."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Annotated

from journal.core.model import vocabulary as v
from journal.core.model.faults import Fault, Problem, fault
from journal.core.model.fields import Words, YesNo, tidy_text
from journal.core.model.inputs import Input, LocalDay, Name
from journal.core.model.periods import Period
from journal.core.report.options import ReportOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShare(Input):
    """What somebody wants of a new link; read and judged as a record is.

    It opens through the local day ``expires_on``. With ``rolling`` its period ends with the day
    on which it is opened and keeps its length.
    """

    label: Name
    name: Name
    expires_on: LocalDay
    rolling: Annotated[bool, YesNo()] = False
    passcode: Annotated[str, Words(v.PASSCODE_LONGEST)] | None = None

    def rules(self, now: datetime) -> list[Problem]:
        if self.passcode is not None and len(self.passcode) < v.PASSCODE_SHORTEST:
            return [Problem("passcode", "short_passcode", {"shortest": v.PASSCODE_SHORTEST})]
        return []


def expiry_fault(expires_on: date, today: date) -> Fault | None:
    """What is wrong with the last day of a link that is made on ``today``; None: nothing."""
    if expires_on < today:
        return fault("link_day_over")
    if expires_on > today + timedelta(days=v.SHARE_DAYS_MOST):
        return fault("link_too_long")
    return None


def passcode_typed(text: str) -> str:
    """A passcode as somebody typed it, read as it was when the link was made."""
    return tidy_text(text)


def shown_on(options: ReportOptions, today: date, *, rolling: bool) -> ReportOptions:
    """What a link shows on the day it is opened."""
    if not rolling:
        return options
    return replace(options, period=Period.ending(today, len(options.period)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvitation(Input):
    """Whom somebody asks to look after them here, and whether with their private notes."""

    label: Name
    name: Name
    notes: Annotated[bool, YesNo()]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationCode(Input):
    """The code of an invitation, as somebody types it."""

    code: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Input):
    """What a clinician writes to a patient."""

    words: Annotated[str, Words(v.COMMENT_LENGTH, lines=True)]


def code_typed(text: str) -> str:
    """A code of an invitation as it is compared: capitals, without blanks and hyphens."""
    return "".join(text.split()).replace("-", "").upper()
