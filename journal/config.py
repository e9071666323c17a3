"""Every setting of the journal: its type, its default, and the sentence a wrong value gets."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Final, Literal, cast, get_args
from urllib.parse import urlsplit

from journal.access.identity_provider import IdentityProvider, WrongProvider, provider_from
from journal.core.account.addresses import NO_PROXIES, PRINTABLE_ASCII, TrustedProxies, web_parts
from journal.database_address import WrongAddress, database_addresses, sqlite_file
from journal.mail_server import MailServer, WrongMail, mail_server_from
from journal.words.settings import setting_text

ROOT: Final = Path(__file__).resolve().parent.parent
"""Where ``templates``, ``static`` and ``migrations`` stand."""

Registration = Literal["first", "open", "closed"]
SecondFactor = Literal["optional", "required"]
"""The first of each is the one where nothing is set."""
SECRET_KEY_SHORTEST: Final = 32
CONNECTIONS: Final = 4
"""To PostgreSQL, of one worker."""

CONNECTIONS_MOST: Final = 100
UNITS: Final = {"m": "minutes", "h": "hours", "d": "days"}


class WrongSetting(Exception):
    """A setting that cannot be used; the message says which and what would be right."""


UNUSED_LEAST: Final = timedelta(days=60)
"""The shortest time after which an account can be deleted as unused: it is told 30 days before."""
LOGINS_LAST: Final = timedelta(days=180)
"""The longest a browser may be away and still be signed in."""

PATH: Final = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
"""A path that a journal may lie under; empty: at the root. None of its parts begins with a dot."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this journal is set up. ``from_env`` reads it from the environment."""

    data_dir: Path
    database_url: str
    database_connections: int = CONNECTIONS
    """How many connections to PostgreSQL a worker has open at most; others wait for one."""
    database_prepares: bool = True
    """Whether statements are prepared there; not through a pooler that hands out transactions."""
    database_silence: float = 3
    """For how many seconds a page waits for a sign of it."""
    database_pages_url: str = ""
    """By which role pages ask it; empty: by the one that owns it."""
    database_replica_url: str = ""
    """A copy that pages may read from, by the same role; empty: there is none."""
    registration: Registration = "first"
    secret_key: str = ""
    """Empty: kept in ``secret_key_file``, made there on the first start."""
    secret_key_file: Path = Path()
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxies: TrustedProxies = NO_PROXIES
    clinic_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    """From where so many people come that an address tells nobody apart."""
    access_log: bool = False
    """Whether each request gets a line on standard output."""
    metrics_token: str = ""
    """What opens the page of metrics; empty: there is none."""
    mail: MailServer | None = None
    public_url: str = ""
    """Where people find the journal, without a slash at the end; empty: messages have no link."""
    backups: bool = True
    """Whether ``serve`` backs up and proves it every night."""
    host_address: str = ""
    """Where the host is told of what went wrong: an e-mail address, an ntfy topic or a webhook."""
    reminders: bool = True
    """Whether ``serve`` sends reminders by itself."""
    reminder_hosts: tuple[str, ...] = ("ntfy.sh",)
    """The hosts, and ports where unusual, that reminders may be posted to."""
    second_factor: SecondFactor = "optional"
    """Whether everybody must turn a second factor on before anything else."""
    confirm_within: timedelta | None = timedelta(minutes=30)
    """How long after a password was typed an export or a new link asks for none; None: ever."""
    idle_limit: timedelta = LOGINS_LAST
    """A browser that was not seen for so long is signed out."""
    sign_in_limit: timedelta | None = None
    """How long after signing in a browser is signed out, however busy; None: never."""
    erase_unused: timedelta | None = None
    """An account that nobody used for so long is deleted, once it was told; None: never."""
    identity_provider: IdentityProvider | None = None
    """Who else may say who somebody is."""
    first_account_code: str = ""
    """What the first account must know, when the server is bound beyond this machine."""

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """The settings of the ``JOURNAL_…`` variables; raises WrongSetting."""
        data_dir = Path(env.get("JOURNAL_DATA_DIR") or ROOT / "instance").expanduser().resolve()
        own, pages, replica = _addresses(env, data_dir)
        return cls(
            data_dir=data_dir,
            database_url=own,
            database_pages_url=pages,
            database_replica_url=replica,
            database_connections=_connections(env.get("JOURNAL_DATABASE_CONNECTIONS", "")),
            database_prepares=_on_or_off(env, "JOURNAL_DATABASE_PREPARES", "on"),
            registration=cast(
                "Registration", _choice(env, "registration", get_args(Registration))
            ),
            secret_key=_secret_key(env.get("JOURNAL_SECRET_KEY", "")),
            secret_key_file=Path(
                env.get("JOURNAL_SECRET_KEY_FILE") or data_dir / "secret_key"
            ).expanduser(),
            trusted_hosts=_trusted_hosts(env.get("JOURNAL_TRUSTED_HOSTS", "")),
            trusted_proxies=_trusted_proxies(env.get("JOURNAL_TRUSTED_PROXIES", "")),
            clinic_networks=_networks(env.get("JOURNAL_CLINIC_NETWORKS", ""), "clinic_networks"),
            access_log=_on_or_off(env, "JOURNAL_ACCESS_LOG", "off"),
            metrics_token=_secret_key(
                env.get("JOURNAL_METRICS_TOKEN", ""), "JOURNAL_METRICS_TOKEN"
            ),
            mail=_mail(env),
            public_url=_public_url(env.get("JOURNAL_PUBLIC_URL", "")),
            backups=_on_or_off(env, "JOURNAL_BACKUPS", "on"),
            host_address=env.get("JOURNAL_HOST_ADDRESS", "").strip(),
            reminders=_on_or_off(env, "JOURNAL_REMINDERS", "on"),
            second_factor=cast(
                "SecondFactor", _choice(env, "second_factor", get_args(SecondFactor))
            ),
            confirm_within=duration(env, "JOURNAL_ASK_AGAIN_AFTER", "30m"),
            idle_limit=duration(env, "JOURNAL_SIGN_OUT_IDLE", "180d") or LOGINS_LAST,
            sign_in_limit=duration(env, "JOURNAL_SIGN_OUT_AFTER", "off"),
            erase_unused=duration(env, "JOURNAL_ERASE_UNUSED", "off", UNUSED_LEAST, timedelta.max),
            reminder_hosts=_reminder_hosts(env.get("JOURNAL_REMINDER_HOSTS") or "ntfy.sh"),
            identity_provider=_identity_provider(env),
        )

    @property
    def public_path(self) -> str:
        """The path of the public address, such as ``/journal``; empty: the root of its host."""
        return urlsplit(self.public_url).path

    @property
    def sqlite_file(self) -> Path | None:
        """The database file; None on PostgreSQL."""
        return sqlite_file(self.database_url)

    def key(self, *, accounts_exist: bool) -> str:
        """The secret key; made on the first start, never silently replaced later.

        Raises WrongSetting where it is missing although accounts exist: with a new one,
        everybody would be signed out without a word.
        """
        if self.secret_key:
            return self.secret_key
        file = self.secret_key_file
        if not file.exists():
            if accounts_exist:
                raise WrongSetting(setting_text("key_missing", file=file))
            _write_private(file, secrets.token_hex(SECRET_KEY_SHORTEST) + "\n")
        if file.stat().st_mode & 0o077 and not self._is_mounted(file):
            raise WrongSetting(setting_text("key_not_private", file=file))
        try:
            text = file.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            raise WrongSetting(setting_text("key_unreadable", file=file)) from None
        return _secret_key(text.strip(), str(file), needed=True)

    def _is_mounted(self, file: Path) -> bool:
        """Whether a key is a container's secret: kept elsewhere, and written to by nobody.

        Those have the mode 0444; who else is in the container is for its host to say.
        """
        return self.data_dir not in file.resolve().parents and not file.stat().st_mode & 0o222


def _write_private(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(text)


def _addresses(env: Mapping[str, str], data_dir: Path) -> tuple[str, str, str]:
    try:
        return database_addresses(env, data_dir)
    except WrongAddress as wrong:
        raise WrongSetting(setting_text(wrong.code, driver=wrong.driver)) from None


def _connections(text: str) -> int:
    if text and not (text.isdecimal() and 0 < int(text) <= CONNECTIONS_MOST):
        raise WrongSetting(
            setting_text("database_connections", text=text, highest=CONNECTIONS_MOST)
        )
    return int(text or CONNECTIONS)


def duration(
    env: Mapping[str, str],
    name: str,
    otherwise: str,
    shortest: timedelta = timedelta(0),
    longest: timedelta = LOGINS_LAST,
) -> timedelta | None:
    """A setting such as 30m, 12h or 90d; None where it is off. Raises WrongSetting."""
    text = env.get(name) or otherwise
    match = re.fullmatch("([1-9][0-9]{0,3})([mhd])", text)
    if text == "off":
        return None
    length = timedelta(**{UNITS[match[2]]: int(match[1])}) if match else None
    if length is None or not shortest <= length <= longest:
        code = "long_duration" if shortest else "duration"
        raise WrongSetting(setting_text(code, name=name, text=text, least=shortest.days))
    return length


def _choice(env: Mapping[str, str], code: str, choices: tuple[str, ...]) -> str:
    text = env.get(f"JOURNAL_{code.upper()}") or choices[0]
    if text not in choices:
        raise WrongSetting(setting_text(code, text=text))
    return text


def _secret_key(text: str, where: str = "JOURNAL_SECRET_KEY", *, needed: bool = False) -> str:
    if (text or needed) and len(text) < SECRET_KEY_SHORTEST:
        raise WrongSetting(
            setting_text("key_too_short", where=where, shortest=SECRET_KEY_SHORTEST)
        )
    return text


def _trusted_proxies(text: str) -> TrustedProxies:
    words = text.replace(",", " ").split()
    if len(words) == 1 and words[0].isdecimal():
        return TrustedProxies(hops=int(words[0]))
    return TrustedProxies(networks=_networks(text, "proxies"))


def _networks(text: str, code: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(word) for word in text.replace(",", " ").split())
    except ValueError as wrong:
        raise WrongSetting(setting_text(code, why=wrong)) from None


def _trusted_hosts(text: str) -> tuple[str, ...]:
    """Host names as they are compared: without a scheme, a path and capitals."""
    words = text.lower().replace(",", " ").split()
    return tuple(word.partition("://")[2].partition("/")[0] or word for word in words)


def _mail(env: Mapping[str, str]) -> MailServer | None:
    try:
        return mail_server_from(env)
    except WrongMail as wrong:
        raise WrongSetting(setting_text(wrong.code, at_sign="%40")) from None


def _public_url(text: str) -> str:
    parts = web_parts(text)
    if text and (parts is None or parts.query or not PATH.fullmatch(parts.path.rstrip("/"))):
        raise WrongSetting(setting_text("public_url", text=text))
    return text.rstrip("/")


def _identity_provider(env: Mapping[str, str]) -> IdentityProvider | None:
    try:
        provider = provider_from(env)
    except WrongProvider as wrong:
        raise WrongSetting(setting_text(wrong.code, **wrong.values)) from None
    if provider is not None and not env.get("JOURNAL_PUBLIC_URL"):
        raise WrongSetting(setting_text("oidc_public_url"))
    return provider


def _on_or_off(env: Mapping[str, str], name: str, otherwise: str) -> bool:
    text = env.get(name) or otherwise
    if text not in ("on", "off"):
        raise WrongSetting(setting_text("on_or_off", name=name, text=text))
    return text == "on"


def _reminder_hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(text.lower().replace(",", " ").split())
    if hosts == ("none",):
        return ()
    if any(PRINTABLE_ASCII.fullmatch(host) is None or set(host) & set("/@?#*") for host in hosts):
        raise WrongSetting(setting_text("reminder_hosts", text=text))
    return hosts
