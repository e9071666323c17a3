"""A word to somebody whose account a browser has entered that was never in it before.

It goes where their reminders go, and says no more than those do.
"""

import logging
from threading import Thread

from flask import request

from journal import messaging
from journal.config import Settings
from journal.messaging import Notice, NotSent
from journal.store.accounts import reminders
from journal.store.db.models import Account
from journal.web.support import limits
from journal.web.support.formatting import browser_name
from journal.web.support.request import db, now, settings
from journal.words.messages import message

log = logging.getLogger(__name__)


def tell(entered: Account) -> None:
    """Send it beside the answer, where an address is kept; a server that is slow delays nobody."""
    address = reminders.reminder(db(), entered.id).address
    if not address or limits.are_over(limits.sign_in_notices(entered.id)):
        return
    sentence = message("new_sign_in", browser=browser_name(request.user_agent.string))
    notice = Notice(sentence, now(), ending=message("new_sign_in_stop"))
    Thread(target=_send, args=(settings(), address, notice), daemon=True).start()


def _send(how: Settings, address: str, notice: Notice) -> None:
    try:
        messaging.send(how, address, notice)
    except NotSent as reason:
        log.warning("The notice of a new sign-in was not sent. %s", reason)
