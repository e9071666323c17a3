"""The pauses that files of ours bring into an account, as an archive does."""

from datetime import datetime

from sqlalchemy.orm import Session

from journal.store.imports.account_data import HOLDINGS, HoldingChange
from journal.store.imports.apply import Writing
from journal.store.imports.preview import ImportPreview


def pause_changes(
    session: Session, owner: str, preview: ImportPreview, at: datetime
) -> list[HoldingChange]:
    """What files would change: the pauses that are over, and since when the diary is paused."""
    pauses = [pause for part in preview.files for pause in part.file.pauses]
    past = {str(each.starts_on): str(each.ends_on) for each in pauses if each.ends_on}
    present = [str(each.starts_on) for each in pauses if not each.ends_on]
    values = {"pauses": past} if past else {}
    values |= {"account": {"paused_on": min(present)}} if present else {}
    changes = []
    for name, value in values.items():
        before = HOLDINGS[name].of(session, owner)
        after = HOLDINGS[name].after(before, value, at)
        if after != before:
            changes.append(HoldingChange(name, before, after))
    return changes


def put_pauses(writing: Writing, preview: ImportPreview) -> None:
    """Let an account have the pauses of files."""
    preview.holdings = pause_changes(writing.session, writing.owner, preview, writing.at)
    for change in preview.holdings:
        change.holding.put(writing.session, writing.owner, change.after, writing.at)
