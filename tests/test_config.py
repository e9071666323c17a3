"""Settings: every variable, its default, and the sentence a wrong value gets."""

import re
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from journal.access.identity_provider import IdentityProvider
from journal.config import ROOT, Settings, WrongSetting
from journal.core.account.addresses import TrustedProxies
from journal.mail_server import MailServer

KEY = "0123456789abcdef0123456789abcdef"
OWN = "postgresql+psycopg://ada:secret@db.example/journal"


def test_without_any_variable_everything_has_its_place() -> None:
    settings = Settings.from_env({})
    assert settings == Settings(
        data_dir=ROOT / "instance",
        database_url=f"sqlite:///{ROOT / 'instance' / 'journal.sqlite3'}",
        registration="first",
        secret_key="",
        secret_key_file=ROOT / "instance" / "secret_key",
        trusted_hosts=(),
        trusted_proxies=TrustedProxies(),
        mail=None,
        public_url="",
        reminders=True,
        reminder_hosts=("ntfy.sh",),
        first_account_code="",
    )


class Noting(dict[str, str]):
    """An environment that notes what it is asked for."""

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]  # texts only
        self[name] = ""
        return default


def variables() -> list[str]:
    """The names of all variables."""
    environment = Noting()
    Settings.from_env(environment)
    return sorted(environment)


def test_a_variable_that_is_empty_is_not_given() -> None:
    assert Settings.from_env(dict.fromkeys(variables(), "")) == Settings.from_env({})


ENVIRONMENT = {
    "JOURNAL_ACCESS_LOG": "on",
    "JOURNAL_ASK_AGAIN_AFTER": "5m",
    "JOURNAL_BACKUPS": "off",
    "JOURNAL_CLINIC_NETWORKS": "203.0.113.0/24",
    "JOURNAL_DATABASE_CONNECTIONS": "7",
    "JOURNAL_DATABASE_PAGES_URL": "postgresql+psycopg://pages:secret@db.example/journal",
    "JOURNAL_DATABASE_PREPARES": "off",
    "JOURNAL_DATABASE_REPLICA_URL": "postgresql+psycopg://pages:secret@copy.example/journal",
    "JOURNAL_DATABASE_URL": OWN,
    "JOURNAL_ERASE_UNUSED": "730d",
    "JOURNAL_HOST_ADDRESS": "host@example.org",
    "JOURNAL_MAIL_FROM": "Diary <diary@example.org>",
    "JOURNAL_METRICS_TOKEN": KEY[::-1],
    "JOURNAL_OIDC_CLIENT_ID": "journal",
    "JOURNAL_OIDC_ISSUER": "https://id.example.org",
    "JOURNAL_OIDC_LABEL": "The clinic",
    "JOURNAL_PUBLIC_URL": "https://journal.example/",
    "JOURNAL_REGISTRATION": "closed",
    "JOURNAL_REMINDER_HOSTS": "ntfy.sh, Home.example:8443",
    "JOURNAL_REMINDERS": "off",
    "JOURNAL_SECOND_FACTOR": "required",
    "JOURNAL_SECRET_KEY": KEY,
    "JOURNAL_SIGN_OUT_AFTER": "12h",
    "JOURNAL_SIGN_OUT_IDLE": "30d",
    "JOURNAL_SMTP_URL": "smtps://ada:p%40ss@mail.example",
    "JOURNAL_TRUSTED_HOSTS": "journal.example, other.example  third.example",
    "JOURNAL_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
}
"""A value for each variable but those that name a place."""


def test_every_variable_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("of the provider")
    environment = ENVIRONMENT | {
        "JOURNAL_DATA_DIR": str(tmp_path),
        "JOURNAL_OIDC_CLIENT_SECRET_FILE": str(secret),
        "JOURNAL_SECRET_KEY_FILE": str(tmp_path / "key"),
    }
    assert sorted(environment) == variables()
    assert Settings.from_env(environment) == Settings(
        access_log=True,
        backups=False,
        clinic_networks=(ip_network("203.0.113.0/24"),),
        confirm_within=timedelta(minutes=5),
        data_dir=tmp_path,
        database_connections=7,
        database_pages_url="postgresql+psycopg://pages:secret@db.example/journal",
        database_replica_url="postgresql+psycopg://pages:secret@copy.example/journal",
        database_prepares=False,
        database_url=OWN,
        erase_unused=timedelta(730),
        host_address="host@example.org",
        identity_provider=IdentityProvider(
            "https://id.example.org", "journal", "The clinic", "of the provider"
        ),
        idle_limit=timedelta(30),
        mail=MailServer("mail.example", 465, "Diary <diary@example.org>", True, "ada", "p@ss"),
        metrics_token=KEY[::-1],
        public_url="https://journal.example",
        registration="closed",
        reminder_hosts=("ntfy.sh", "home.example:8443"),
        reminders=False,
        second_factor="required",
        secret_key=KEY,
        secret_key_file=tmp_path / "key",
        sign_in_limit=timedelta(hours=12),
        trusted_hosts=("journal.example", "other.example", "third.example"),
        trusted_proxies=TrustedProxies(networks=(ip_network("10.0.0.0/8"), ip_network("::1"))),
    )


def test_the_file_of_a_database_is_that_of_sqlite_alone() -> None:
    assert Settings.from_env({"JOURNAL_DATABASE_URL": OWN}).sqlite_file is None


def test_pages_may_have_a_role_of_their_own() -> None:
    pages = "postgresql+psycopg://pages:secret@db.example/journal"
    settings = Settings.from_env(
        {"JOURNAL_DATABASE_URL": OWN, "JOURNAL_DATABASE_PAGES_URL": pages}
    )
    assert settings.database_pages_url == pages


@pytest.mark.parametrize(
    ("own", "pages"),
    [
        ("", "postgresql+psycopg://pages@db.example/journal"),
        (OWN, OWN),
        (OWN, "sqlite:////tmp/journal.sqlite3"),
    ],
    ids=["SQLite", "the same role", "another system"],
)
def test_a_role_of_pages_that_could_be_no_wall_is_refused(own: str, pages: str) -> None:
    with pytest.raises(WrongSetting, match="JOURNAL_DATABASE_PAGES_URL must be an address"):
        Settings.from_env({"JOURNAL_DATABASE_URL": own, "JOURNAL_DATABASE_PAGES_URL": pages})


@pytest.mark.parametrize(
    ("own", "replica"),
    [
        ("", "postgresql+psycopg://ada@copy.example/journal"),
        (OWN, "postgresql+psycopg://somebody@copy.example/journal"),
        (OWN, "sqlite:////tmp/journal.sqlite3"),
        (OWN, "nothing of the kind"),
    ],
    ids=["SQLite", "another role", "another system", "no address"],
)
def test_a_replica_is_asked_by_the_role_of_the_pages_or_refused(own: str, replica: str) -> None:
    with pytest.raises(WrongSetting, match="JOURNAL_DATABASE_REPLICA_URL must be the address"):
        Settings.from_env({"JOURNAL_DATABASE_URL": own, "JOURNAL_DATABASE_REPLICA_URL": replica})


def test_a_home_folder_may_be_written_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    settings = Settings.from_env({"JOURNAL_DATA_DIR": "~/journal"})
    assert settings.data_dir == Path("/home/ada/journal")
    assert settings.sqlite_file == Path("/home/ada/journal/journal.sqlite3")


def test_a_relative_folder_does_not_move_with_the_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.from_env({"JOURNAL_DATA_DIR": "here"}).data_dir == tmp_path / "here"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("DATABASE_URL", "journal.sqlite3", "not the address of a database"),
        ("DATABASE_URL", "sqlite://", "can’t use"),
        ("DATABASE_URL", "sqlite:///:memory:", "can’t use"),
        ("DATABASE_URL", "postgres://ada@db/journal", "postgres://"),
        ("DATABASE_URL", "postgresql://ada@db/journal", "postgresql+psycopg://"),
        ("DATABASE_URL", "mysql://ada@db/journal", "mysql://"),
        ("DATABASE_URL", "postgresql+psycopg://ada@db:port/journal", "JOURNAL_DATABASE_URL"),
        ("ERASE_UNUSED", "59d", "60d at least"),
        ("ERASE_UNUSED", "730", "60d at least"),
        ("ERASE_UNUSED", "on", "60d at least"),
        ("REGISTRATION", "yes", "first, open or closed"),
        ("REGISTRATION", "Open", "first, open or closed"),
        ("SECRET_KEY", "short", "32 characters"),
        ("SECRET_KEY", KEY[:-1], "32 characters"),
        ("METRICS_TOKEN", KEY[:-1], "32 characters"),
        ("TRUSTED_PROXIES", "proxy.example", "JOURNAL_TRUSTED_PROXIES"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "JOURNAL_TRUSTED_PROXIES"),
        ("TRUSTED_PROXIES", "-1", "JOURNAL_TRUSTED_PROXIES"),
        ("TRUSTED_PROXIES", "1.5", "JOURNAL_TRUSTED_PROXIES"),
        ("TRUSTED_PROXIES", "1 2", "JOURNAL_TRUSTED_PROXIES"),
        ("SMTP_URL", "mail.example:587", "smtp://user"),
        ("SMTP_URL", "smtp://", "smtp://user"),
        ("SMTP_URL", "http://mail.example", "smtp://user"),
        ("SMTP_URL", "smtp://ada:p/ss@mail.example", "smtp://user"),
        ("SMTP_URL", "smtp://mail.example:port", "smtp://user"),
        ("PUBLIC_URL", "journal.example", "https://journal.example.org"),
        ("PUBLIC_URL", "ftp://journal.example", "https://journal.example.org"),
        ("PUBLIC_URL", "https://journal.example/?a=b", "https://journal.example.org"),
        ("PUBLIC_URL", "https://[journal.example", "https://journal.example.org"),
        ("PUBLIC_URL", "https://journal.example/ö", "https://journal.example.org"),
        ("REMINDERS", "yes", "on or off"),
        ("REMINDER_HOSTS", "https://ntfy.sh", "names of hosts"),
        ("REMINDER_HOSTS", "ada@ntfy.sh", "names of hosts"),
        ("REMINDER_HOSTS", "*.example", "names of hosts"),
    ],
)
def test_a_wrong_value_gets_a_sentence_that_names_it(name: str, text: str, sentence: str) -> None:
    with pytest.raises(WrongSetting) as wrong:
        Settings.from_env({f"JOURNAL_{name}": text})
    assert sentence in str(wrong.value)
    assert f"JOURNAL_{name}" in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_unused_accounts_are_deleted_only_where_that_is_set() -> None:
    assert Settings.from_env({}).erase_unused is None
    assert Settings.from_env({"JOURNAL_ERASE_UNUSED": "off"}).erase_unused is None
    assert Settings.from_env({"JOURNAL_ERASE_UNUSED": "730d"}).erase_unused == timedelta(730)


@pytest.mark.parametrize(
    "sender", ["", "Diary", "a@b@c", "Diary <a@b", "a@b\nBcc: c@d", "Di\nary <a@b.example>"]
)
def test_email_needs_somebody_it_comes_from(sender: str) -> None:
    with pytest.raises(WrongSetting, match="JOURNAL_MAIL_FROM"):
        Settings.from_env({"JOURNAL_SMTP_URL": "smtp://mail.example", "JOURNAL_MAIL_FROM": sender})


@pytest.mark.parametrize(
    ("text", "port", "encrypted"),
    [
        ("smtp://mail.example", 587, False),
        ("smtp://mail.example:25/", 25, False),
        ("smtps://mail.example", 465, True),
    ],
)
def test_a_mail_server_has_its_usual_port(text: str, port: int, encrypted: bool) -> None:
    mail = Settings.from_env({"JOURNAL_SMTP_URL": text, "JOURNAL_MAIL_FROM": "a@b"}).mail
    assert mail == MailServer("mail.example", port, "a@b", encrypted)


def test_reminders_may_be_posted_nowhere() -> None:
    assert Settings.from_env({"JOURNAL_REMINDER_HOSTS": "none"}).reminder_hosts == ()


def test_the_hosting_guide_lists_every_setting_and_no_other() -> None:
    listed = re.findall(
        r"^\| `(JOURNAL_\w+)` \|", (ROOT / "docs/hosting.md").read_text(), re.MULTILINE
    )
    assert sorted(listed) == variables()


def test_a_wrong_address_does_not_tell_its_password() -> None:
    for text in (
        "mysql://ada:hunter22@db/journal",
        "postgresql+psycopg://ada:hunter22@db:port/journal",
        "ada:hunter22@db",
        "smtp://ada:hunter22/@db",
    ):
        for name in ("JOURNAL_DATABASE_URL", "JOURNAL_SMTP_URL"):
            with pytest.raises(WrongSetting) as wrong:
                Settings.from_env({name: text})
            assert "hunter22" not in str(wrong.value)


@pytest.mark.parametrize(
    ("text", "trusted"),
    [
        ("0", TrustedProxies()),
        ("1", TrustedProxies(hops=1)),
        (" 2 ", TrustedProxies(hops=2)),
        ("127.0.0.1", TrustedProxies(networks=(ip_network("127.0.0.1/32"),))),
    ],
)
def test_proxies_are_counted_or_named(text: str, trusted: TrustedProxies) -> None:
    assert Settings.from_env({"JOURNAL_TRUSTED_PROXIES": text}).trusted_proxies == trusted


def test_a_key_that_is_given_is_kept_in_no_file(tmp_path: Path) -> None:
    settings = Settings.from_env({"JOURNAL_DATA_DIR": str(tmp_path), "JOURNAL_SECRET_KEY": KEY})
    assert settings.key(accounts_exist=True) == KEY
    assert not settings.secret_key_file.exists()


def test_a_key_is_made_where_the_setting_says(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "down" / "key"
    settings = Settings.from_env({"JOURNAL_SECRET_KEY_FILE": str(file)})
    key = settings.key(accounts_exist=False)
    assert len(key) == 64
    assert settings.key(accounts_exist=True) == key
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_key_in_a_folder_is_refused_with_a_sentence(tmp_path: Path) -> None:
    settings = Settings.from_env({"JOURNAL_SECRET_KEY_FILE": str(tmp_path)})
    with pytest.raises(WrongSetting):
        settings.key(accounts_exist=False)
