"""What a worker does by night: the backup, its proof, and a word to the host where it failed."""

import logging
from datetime import datetime
from typing import Final

from sqlalchemy import Engine

from journal import clock, messaging
from journal.config import Settings
from journal.store.db import rehearsal
from journal.store.db.preparing import marker
from journal.words import hosting

EVERY_SECONDS: Final = 600
log = logging.getLogger(__name__)


def back_up_when_due(engine: Engine, settings: Settings) -> None:
    """Back up and prove it where a night began since the last time."""
    folder = settings.data_dir / "backups"
    now = clock.now().astimezone()
    set_up = marker(settings)
    began = datetime.fromtimestamp(set_up.stat().st_mtime, now.tzinfo) if set_up.exists() else now
    if not rehearsal.is_due(folder, began, now):
        return
    proof = rehearsal.rehearse(engine, folder, now)
    if proof is not None and proof.problem:
        log.error(hosting.backup_failed(proof.problem))
        tell_host(settings, hosting.backup_failed(proof.problem), now)


def tell_host(settings: Settings, sentence: str, now: datetime) -> None:
    """Send a sentence to the host, where the settings say how; a failure is logged."""
    if not settings.host_address:
        return
    try:
        messaging.send(settings, settings.host_address, messaging.Notice(sentence, now))
    except messaging.NotSent as wrong:
        log.error(hosting.host_not_told(str(wrong)))
