"""Whose diary a clinician may look at."""

from typing import Final

from flask import abort, make_response, render_template, request

from journal.store.accounts import care_access
from journal.store.db.models import Account, CareRow
from journal.web.support import problems
from journal.web.support.request import db, or_404, owner

TYPED: Final = ("words", "note")
"""What a clinician writes by hand for a patient."""


def access_to(patient_id: str) -> tuple[CareRow, Account]:
    """The access to a patient and their account, or 404.

    What was typed for somebody who ended the access meanwhile is shown with that answer, as it is
    for any id that leads to nobody.
    """
    lock = request.method == "POST"
    access = care_access.patient_of(db(), owner(), patient_id, lock=lock)
    if access is None and lock and not problems.are_wanted():
        texts = [(name, text) for name in TYPED if (text := request.form.get(name, "").strip())]
        page = render_template("patients/not_shared.html", texts=texts)
        abort(make_response(page, 404))
    return or_404(access)
