"""Whose diary a clinician may look at."""

from flask import request

from journal.store.accounts import care_access
from journal.store.db.models import Account, CareRow
from journal.web.support.request import db, or_404, owner


def access_to(patient_id: str) -> tuple[CareRow, Account]:
    """The access to a patient and their account, or 404."""
    lock = request.method == "POST"
    return or_404(care_access.patient_of(db(), owner(), patient_id, lock=lock))
