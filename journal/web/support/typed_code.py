"""Codes that are typed before anybody is signed in: right, wrong, or tried too often."""

from collections.abc import Callable

from journal.core.model.faults import Problem
from journal.web.support import limits
from journal.web.support.forms import BlamedForm
from journal.web.support.limits import Limits
from journal.web.support.request import db


def code_refused(form: BlamedForm, tries: Limits, *, right: Callable[[], bool], wrong: str) -> int:
    """0 where the code of a form is ``right``, which is no try then; else the status.

    The reason then stands at the field: ``wrong``, or that it was tried too often; only where
    it was not is it asked whether the code is right.
    """
    if limits.are_over(tries):
        form.blame([Problem("code", "too_often")])
        return 429
    if not right():
        form.blame([Problem("code", wrong)])
        return 422
    limits.refund(tries)
    db().commit()
    return 0
