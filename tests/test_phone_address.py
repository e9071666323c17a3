"""Where a phone finds the journal, and the QR code of that address."""

import re
from base64 import b64decode
from urllib.parse import unquote

import pytest

from journal import phone_address
from journal.hosting import serving
from journal.phone_address import Reach, address_for_phone, address_of_page, reach
from journal.qr_codes import qr_image, qr_terminal
from journal.words.settings import setting_text


@pytest.mark.parametrize(
    ("public", "host", "address"),
    [
        ("", "127.0.0.1", ""),
        ("", "localhost", ""),
        ("", "::1", ""),
        ("", "192.168.1.5", "http://192.168.1.5:8000/"),
        ("", "2001:db8::5", "http://[2001:db8::5]:8000/"),
        ("https://journal.example.org", "127.0.0.1", "https://journal.example.org/"),
    ],
)
def test_the_address_is_one_that_a_phone_can_reach(public: str, host: str, address: str) -> None:
    assert address_for_phone(public, host, 8000) == address


@pytest.mark.parametrize(("own", "address"), [("192.168.1.7", "http://192.168.1.7:80/"), ("", "")])
def test_a_journal_at_every_address_is_found_at_the_machines_own(
    monkeypatch: pytest.MonkeyPatch, own: str, address: str
) -> None:
    monkeypatch.setattr(phone_address, "_own_address", lambda: own)
    assert address_for_phone("", "0.0.0.0", 80) == address  # noqa: S104 (not bound here)


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("http://127.0.0.1:8000/", ""),
        ("http://localhost/", ""),
        ("http://192.168.1.5:8000/", "http://192.168.1.5:8000/"),
    ],
)
def test_a_page_knows_the_address_it_was_opened_at(page: str, address: str) -> None:
    assert address_of_page("", page) == address
    public = "https://journal.example.org"
    assert address_of_page(public, page) == (address or f"{public}/")


@pytest.mark.parametrize(
    ("url", "who"),
    [
        ("http://127.0.0.1:8000/", "computer"),
        ("https://localhost/", "computer"),
        ("http://[::1]:8000/", "computer"),
        ("http://192.168.1.5:8000/", "network"),
        ("https://192.168.1.5/", "network"),
        ("https://10.0.0.9/", "network"),
        ("https://[fe80::1]/", "network"),
        ("https://raspberry/", "network"),
        ("https://pi.local/", "network"),
        ("http://journal.example.org/", "network"),
        ("https://journal.example.org/", "anywhere"),
        ("https://9.9.9.9/", "anywhere"),
    ],
)
def test_an_address_tells_who_can_open_it(url: str, who: Reach) -> None:
    assert reach(url) == who


def test_whoever_came_by_another_name_is_not_sent_to_the_public_one() -> None:
    """It may be of a network that they are not in."""
    public = "https://journal.example.org"
    tailnet = "https://pi.tail1234.ts.net/"
    assert address_of_page(public, tailnet, "http://127.0.0.1:8000/") == tailnet
    assert address_of_page(public, "http://127.0.0.1:8000/") == f"{public}/"
    assert address_of_page(public, "http://journal.example.org/") == f"{public}/"


def test_the_picture_is_dark_on_white_and_needs_nothing_else() -> None:
    kind, _, svg = qr_image("https://journal.example.org/").partition(",")
    text = b64decode(svg).decode() if kind.endswith("base64") else unquote(svg)
    assert kind.startswith("data:image/svg+xml")
    assert re.search("(#fff|white)", text)
    assert "<script" not in text


def test_the_terminal_has_a_square_of_blocks() -> None:
    lines = qr_terminal("https://journal.example.org/").splitlines()
    assert len({len(line) for line in lines if line}) <= 2
    assert len(lines) > 10


def test_serving_prints_the_address_and_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    serving.show_phone_address("http://192.168.1.5:8000/")
    printed = capsys.readouterr().out
    assert "On your phone: http://192.168.1.5:8000/" in printed
    assert "█" in printed


def test_asked_for_it_says_what_is_missing_where_no_phone_can_reach_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    serving.show_phone_address("", otherwise=setting_text("no_phone_address"))
    assert "Set JOURNAL_PUBLIC_URL" in capsys.readouterr().out


def test_serving_prints_nothing_where_no_phone_can_reach_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    serving.show_phone_address("")
    assert capsys.readouterr().out == ""
