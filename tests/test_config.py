"""Settings: every variable, its default, and the sentence a wrong value gets."""

import re
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from journal.config import ROOT, Settings, WrongSetting
from journal.core.account.addresses import TrustedProxies
from journal.mail_server import MailServer

KEY = "0123456789abcdef0123456789abcdef"


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


def test_a_variable_that_is_empty_is_not_given() -> None:
    names = (
        "DATA_DIR", "DATABASE_URL", "REGISTRATION", "SECRET_KEY", "SECRET_KEY_FILE",
        "TRUSTED_HOSTS", "TRUSTED_PROXIES", "SMTP_URL", "MAIL_FROM", "PUBLIC_URL", "REMINDERS",
        "REMINDER_HOSTS",
    )  # fmt: skip
    assert Settings.from_env({f"JOURNAL_{name}": "" for name in names}) == Settings.from_env({})


def test_every_variable_is_read(tmp_path: Path) -> None:
    settings = Settings.from_env(
        {
            "JOURNAL_DATA_DIR": str(tmp_path),
            "JOURNAL_DATABASE_URL": "postgresql+psycopg://ada:secret@db.example/journal",
            "JOURNAL_REGISTRATION": "closed",
            "JOURNAL_SECRET_KEY": KEY,
            "JOURNAL_SECRET_KEY_FILE": str(tmp_path / "key"),
            "JOURNAL_TRUSTED_HOSTS": "journal.example, other.example  third.example",
            "JOURNAL_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
            "JOURNAL_SMTP_URL": "smtps://ada:p%40ss@mail.example",
            "JOURNAL_MAIL_FROM": "Diary <diary@example.org>",
            "JOURNAL_PUBLIC_URL": "https://journal.example/",
            "JOURNAL_REMINDERS": "off",
            "JOURNAL_REMINDER_HOSTS": "ntfy.sh, Home.example:8443",
        }
    )
    assert settings == Settings(
        data_dir=tmp_path,
        database_url="postgresql+psycopg://ada:secret@db.example/journal",
        registration="closed",
        secret_key=KEY,
        secret_key_file=tmp_path / "key",
        trusted_hosts=("journal.example", "other.example", "third.example"),
        trusted_proxies=TrustedProxies(networks=(ip_network("10.0.0.0/8"), ip_network("::1"))),
        mail=MailServer("mail.example", 465, "Diary <diary@example.org>", True, "ada", "p@ss"),
        public_url="https://journal.example",
        reminders=False,
        reminder_hosts=("ntfy.sh", "home.example:8443"),
    )
    assert settings.sqlite_file is None


OWN = "postgresql+psycopg://ada:secret@db.example/journal"


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


class Noting(dict[str, str]):
    """An environment that notes what it is asked for."""

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]  # texts only
        self[name] = ""
        return default


def test_the_hosting_guide_lists_every_setting_and_no_other() -> None:
    environment = Noting()
    Settings.from_env(environment)
    listed = re.findall(
        r"^\| `(JOURNAL_\w+)` \|", (ROOT / "docs/hosting.md").read_text(), re.MULTILINE
    )
    assert sorted(listed) == sorted(environment)


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
