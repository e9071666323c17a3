"""Every setting of the journal: its type, its default, and the sentence a wrong value gets."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Final, Literal, cast, get_args
from urllib.parse import urlsplit

from journal.access.identity_provider import IdentityProvider, WrongProvider, provider_from
from journal.core.account.addresses import NO_PROXIES, TrustedProxies
from journal.database_address import WrongAddress, database_addresses, sqlite_file
from journal.mail_server import MailServer, WrongMail, mail_server_from
from journal.setting_values import (
    CONNECTIONS,
    DURATION_MOST,
    SECRET_SHORTEST,
    Variables,
    WrongValue,
    long_enough,
)
from journal.words.settings import setting_text

ROOT: Final = Path(__file__).resolve().parent.parent
"""Where ``templates``, ``static`` and ``migrations`` stand."""

Registration = Literal["first", "open", "closed"]
SecondFactor = Literal["optional", "required"]
"""The first of each is the one where nothing is set."""


class WrongSetting(Exception):
    """A setting that cannot be used; the message says which and what would be right."""


UNUSED_LEAST: Final = timedelta(days=60)
"""The shortest time after which an account can be deleted as unused: it is told 30 days before."""
LOGINS_LAST: Final = DURATION_MOST
"""The longest a browser may be away and still be signed in."""


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
        try:
            return cls._of(Variables(env))
        except WrongValue as wrong:
            raise WrongSetting(setting_text(wrong.code, **wrong.values)) from None

    @classmethod
    def _of(cls, variables: Variables) -> "Settings":
        folder = variables.text("JOURNAL_DATA_DIR", str(ROOT / "instance"))
        data_dir = Path(folder).expanduser().resolve()
        key_file = variables.text("JOURNAL_SECRET_KEY_FILE", str(data_dir / "secret_key"))
        own, pages, replica = _addresses(variables.env, data_dir)
        return cls(
            data_dir=data_dir,
            database_url=own,
            database_pages_url=pages,
            database_replica_url=replica,
            database_connections=variables.connections("JOURNAL_DATABASE_CONNECTIONS"),
            database_prepares=variables.is_on("JOURNAL_DATABASE_PREPARES", "on"),
            registration=_registration(variables),
            secret_key=variables.secret("JOURNAL_SECRET_KEY"),
            secret_key_file=Path(key_file).expanduser(),
            trusted_hosts=variables.trusted_hosts("JOURNAL_TRUSTED_HOSTS"),
            trusted_proxies=variables.trusted_proxies("JOURNAL_TRUSTED_PROXIES"),
            clinic_networks=variables.networks("JOURNAL_CLINIC_NETWORKS", "clinic_networks"),
            access_log=variables.is_on("JOURNAL_ACCESS_LOG", "off"),
            metrics_token=variables.secret("JOURNAL_METRICS_TOKEN"),
            mail=_mail(variables.env),
            public_url=variables.public_url("JOURNAL_PUBLIC_URL"),
            backups=variables.is_on("JOURNAL_BACKUPS", "on"),
            host_address=variables.text("JOURNAL_HOST_ADDRESS").strip(),
            reminders=variables.is_on("JOURNAL_REMINDERS", "on"),
            second_factor=_second_factor(variables),
            confirm_within=variables.duration("JOURNAL_ASK_AGAIN_AFTER", "30m"),
            idle_limit=variables.duration("JOURNAL_SIGN_OUT_IDLE", "180d") or LOGINS_LAST,
            sign_in_limit=variables.duration("JOURNAL_SIGN_OUT_AFTER", "off"),
            erase_unused=variables.long_duration("JOURNAL_ERASE_UNUSED", "off", UNUSED_LEAST),
            reminder_hosts=variables.reminder_hosts("JOURNAL_REMINDER_HOSTS", "ntfy.sh"),
            identity_provider=_identity_provider(variables.env),
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
            _write_private(file, secrets.token_hex(SECRET_SHORTEST) + "\n")
        if file.stat().st_mode & 0o077 and not self._is_mounted(file):
            raise WrongSetting(setting_text("key_not_private", file=file))
        try:
            text = file.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            raise WrongSetting(setting_text("key_unreadable", file=file)) from None
        try:
            return long_enough(text.strip(), str(file))
        except WrongValue as wrong:
            raise WrongSetting(setting_text(wrong.code, **wrong.values)) from None

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


def _registration(variables: Variables) -> Registration:
    return cast("Registration", variables.choice("registration", get_args(Registration)))


def _second_factor(variables: Variables) -> SecondFactor:
    return cast("SecondFactor", variables.choice("second_factor", get_args(SecondFactor)))


def _mail(env: Mapping[str, str]) -> MailServer | None:
    try:
        return mail_server_from(env)
    except WrongMail as wrong:
        raise WrongSetting(setting_text(wrong.code, at_sign="%40")) from None


def _identity_provider(env: Mapping[str, str]) -> IdentityProvider | None:
    try:
        provider = provider_from(env)
    except WrongProvider as wrong:
        raise WrongSetting(setting_text(wrong.code, **wrong.values)) from None
    if provider is not None and not env.get("JOURNAL_PUBLIC_URL"):
        raise WrongSetting(setting_text("oidc_public_url"))
    return provider
