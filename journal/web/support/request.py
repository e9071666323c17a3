"""What every door needs of its request: the session, the account, the clock, the way back."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final, TypeVar, cast
from urllib.parse import urlsplit

from flask import abort, current_app, g, request, url_for
from flask_login import UserMixin, current_user
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import OperationalError, TimeoutError  # noqa: A004 (SQLAlchemy's own)
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from journal import clock
from journal.config import Settings
from journal.core.account.addresses import ip_prefix, network_prefix
from journal.core.model import moments
from journal.core.model.vocabulary import WEEKDAYS
from journal.store.accounts import account_state, accounts
from journal.store.db.models import Account, Login
from journal.store.db.options import SILENCE_LIMIT
from journal.store.db.sessions import session

T = TypeVar("T")

ENGINE: Final = "journal_engine"
OWN_ENGINE: Final = "journal_own_engine"
"""That of the role that owns the tables, for the work by the clock; mostly the same."""

ACCOUNT: Final = "Journal-Account"
"""The header of what the queue of a device sends; it names whose it is."""

SETTINGS: Final = "journal_settings"
NOTE_LOCK_TIMEOUT: Final = 500
"""How many milliseconds a page that is read waits to note that it was; tried again next time."""

UNREACHABLE: Final = (OperationalError, TimeoutError)
"""What is raised where the database cannot be asked: it fails, or has no connection free."""

NEEDED_ALWAYS: Final = frozenset(("pages.safety", "pages.help_page"))
"""Pages that say the same whoever asks; without a database they are shown as to anybody."""

WEEKDAY_NUMBERS: Final = {name: number for number, name in enumerate(WEEKDAYS)}


class User(UserMixin):
    """Who is signed in: an account, and the browser's own login of it."""

    def __init__(
        self,
        account: Account,
        login: Login | None,
        token: str,
        spasm_since: datetime | None = None,
        unread_message: int | None = None,
    ) -> None:
        self.account = account
        self.login = login
        self.token = token
        self.spasm_since = spasm_since
        self.unread_message = unread_message

    def get_id(self) -> str:
        """The token of the login, which the signed cookie carries."""
        return self.token


def engine() -> Engine:
    """The application's one engine."""
    return cast("Engine", current_app.extensions[ENGINE])


def settings() -> Settings:
    """How this journal is set up."""
    return cast("Settings", current_app.extensions[SETTINGS])


def db() -> Session:
    """The request's session; it reads on GET, writes on POST, and ends with the request."""
    own: Session | None = g.get("db")
    if own is None:
        own = g.db = session(engine(), writes=request.method == "POST")
    return own


def limit_waiting() -> None:
    """Let nobody wait for a database that gives no sign."""
    SILENCE_LIMIT.set(settings().database_silence)


def close_db(_error: BaseException | None = None) -> None:
    """End the request's session; what was not committed never was."""
    db_session: Session | None = g.pop("db", None)
    if db_session is not None:
        db_session.close()


def read_again() -> None:
    """Let the rest of the request only read, what it has just committed among it."""
    user = cast("User", current_user)
    mine = user.account
    if inspect(mine).expired:  # by a rollback; without a session it cannot be read anew
        db().refresh(mine)
    close_db()
    g.db, g.reads_again = session(engine(), writes=False), True
    state = account_state.latest(g.db, mine.id)
    mine.revision, mine.closed_revision = state.revision, state.closed_revision
    mine.closed_before, mine.steady_revision = state.closed_before, state.steady_revision
    user.spasm_since, user.unread_message = state.spasm_since, state.unread_message


def may_take_back() -> bool:
    """Whether what this request finds may be its own writing, which is not committed yet."""
    return request.method == "POST" and "reads_again" not in g


def load_user(token: str) -> User | None:
    """The user a cookie's token stands for, and a note of when they were seen."""
    if g.get("failed") or g.get("without_database"):
        return None  # a page that says so is shown, and the database would fail again
    try:
        row = _signed_in(db(), token, lock=_locks_account())
    except UNREACHABLE:
        if request.endpoint not in NEEDED_ALWAYS:
            raise
        return None
    if row is None:
        return None
    account, login, spasm_since, unread_message = row
    if now() - login.seen_at > seen_again_after():
        noted_if_free(lambda noting: accounts.seen(noting, login.token_hash, now()))
    return User(account, login, token, spasm_since, unread_message)


def seen_again_after() -> timedelta:
    """How long after somebody was last seen it is noted anew."""
    return min(accounts.SEEN_AGAIN_AFTER, settings().idle_limit / 10)


def _locks_account() -> bool:
    """Whether other writes of the account wait for this one.

    Not where it is a patient's diary that is written to: two who look after each other would
    each wait for the other.
    """
    return request.method == "POST" and "patient_id" not in (request.view_args or {})


def noted(note: Callable[[Session], T]) -> T:
    """What a note beside the request's own work answers; kept at once where that only reads."""
    return note(db()) if request.method == "POST" else _noted_apart(note)


def noted_if_free(note: Callable[[Session], None]) -> None:
    """Keep such a note, unless the database is busy: no page that only reads fails for it."""
    if request.method == "POST":
        note(db())
        return
    noted_at_the_end(note)


def noted_at_the_end(note: Callable[[Session], None]) -> None:
    """Keep a note of an answer that is made, unless the database is busy or the disk is full.

    What a refused request had begun to write is given up.
    """
    if request.method == "POST":
        close_db()
    with suppress(*UNREACHABLE):
        _noted_apart(note, lock_timeout=NOTE_LOCK_TIMEOUT)


def _noted_apart(note: Callable[[Session], T], lock_timeout: int | None = None) -> T:
    db().commit()  # without WAL a writer waits for readers, this one too
    with session(engine(), writes=True, lock_timeout=lock_timeout) as noting:
        answer = note(noting)
        noting.commit()
    return answer


def is_live(token: str) -> bool:
    """Whether somebody is signed in by this token, found out without a lock on anything."""
    with session(engine(), writes=False) as asking:
        return _signed_in(asking, token) is not None


def _signed_in(asking: Session, token: str, *, lock: bool = False) -> accounts.SignedIn | None:
    idle, whole = settings().idle_limit, settings().sign_in_limit
    return accounts.signed_in(asking, token, now(), idle=idle, whole=whole, lock=lock)


def account() -> Account:
    """The account of whoever is signed in, or whose token an app has brought."""
    mine: Account | None = g.get("account")  # a page asks for it a hundred times
    if mine is None:
        mine = g.account = cast("User", current_user).account
    return mine


def owner() -> str:
    """The id of the account that is signed in: every question names it."""
    return account().id


def now() -> datetime:
    """The moment of this request, in whole seconds; the same however often it is asked."""
    return came_at().replace(microsecond=0)


def came_at() -> datetime:
    """The same to the microsecond."""
    moment: datetime | None = g.get("came_at")
    if moment is None:
        moment = g.came_at = clock.exactly()
    return moment


def origin() -> str:
    """Where this request comes from, as attempts from there are counted."""
    return ip_prefix(request.remote_addr or "")


def origin_network() -> str:
    """The network this request comes from: many addresses of one hand are in it."""
    return network_prefix(request.remote_addr or "")


def today(whose: Account | None = None) -> date:
    """The local day of the account, or of another that may be looked at."""
    return moments.local_day(now(), (whose or account()).zone)


def first_weekday(whose: Account | None = None) -> int:
    """The day the weeks of the account, or of that other, begin on: 0 for Monday."""
    return WEEKDAY_NUMBERS[(whose or account()).first_weekday]


def cookie_path() -> str:
    """Where our cookies are sent: to this journal, and not to what else lies on its host."""
    return request.script_root or "/"


def cookie_name(name: str) -> str:
    """The name of a cookie, with what browsers promise for one that begins so."""
    if not request.is_secure:
        return name
    return f"__Secure-{name}" if request.script_root else f"__Host-{name}"


def own_path() -> str:
    """The address of this request on its host, with its query."""
    return request.script_root + request.full_path.rstrip("?")


def public_address(path: str) -> str:
    """``path``, as ``url_for`` gives it, at the address that people open; as asked where unset."""
    inner = path.removeprefix(request.script_root)
    return (settings().public_url or request.url_root.rstrip("/")) + inner


def safe_path(path: str | None) -> str | None:
    """``path`` if it stays in this journal: an address of this host without a host."""
    if not path or not path.startswith(f"{request.script_root}/"):
        return None
    if path.startswith(("//", "/\\")):
        return None
    parts = urlsplit(path)
    clean = all(character >= " " and character not in "\\\x7f" for character in path)
    return path if clean and not parts.scheme and not parts.netloc else None


def way_back(fallback: str | None = None) -> str:
    """Where the person came from, as the form's ``next`` says; else ``fallback``, else Today."""
    return safe_path(request.values.get("next")) or fallback or url_for("today.show")


def see_other(path: str) -> Response:
    """The answer after a write: go and look."""
    response = Response(status=303)
    response.headers["Location"] = path
    response.autocorrect_location_header = False
    return response


def or_404(value: T | None) -> T:
    """What was found; else the 404 that strangers, deleted ids and never issued ones share."""
    if value is None:
        abort(404)
    return value
