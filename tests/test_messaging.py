"""Notices: what is sent, to whom, and what becomes of one that cannot be."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journal import messaging
from journal.config import Settings
from journal.mail_server import MailServer
from journal.messaging import Notice, NotSent, PerhapsSent, send
from journal.words.messages import message
from tests.posts import Received

DAILY = message("reminder")
NOTICE = Notice(DAILY, datetime(2026, 5, 20, 17, 0, tzinfo=UTC))
ADA = "ada@example.org"
PUBLIC = "https://journal.example"


def settings(mail: Received | None = None, web: Received | None = None, **more: str) -> Settings:
    server = MailServer("127.0.0.1", mail.port, "Diary <diary@example.org>") if mail else None
    hosts = (web.at,) if web else ()
    base_settings = Settings(Path(), "", mail=server, reminder_hosts=hosts, public_url=PUBLIC)
    return replace(base_settings, **more)  # type: ignore[arg-type]  # texts only


def test_an_email_says_one_sentence_the_way_and_how_to_stop(mail: Received) -> None:
    send(settings(mail), ADA, NOTICE)
    (message,) = mail.mails
    assert (message["From"], message["To"]) == ("Diary <diary@example.org>", ADA)
    assert message["Subject"] == "Your diary"
    assert message["Date"] == "Wed, 20 May 2026 17:00:00 +0000"
    assert message["List-Unsubscribe"] == f"<{PUBLIC}/account/reminders>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.org>")
    body = message.get_content().replace("\r\n", "\n")
    assert body.startswith(DAILY)
    assert f"\n{PUBLIC}/\n" in body
    assert "To stop" in body
    assert mail.envelopes == [["mail FROM:<diary@example.org>", f"rcpt TO:<{ADA}>"]]


def test_a_post_says_the_same_in_the_way_ntfy_reads(web: Received) -> None:
    send(settings(web=web), f"http://{web.at}/topic?auth=a", NOTICE)
    ((path, headers, body),) = web.posts
    assert path == "/topic?auth=a"
    assert (headers["Title"], headers["Click"]) == ("Your diary", f"{PUBLIC}/")
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert body == messaging.text(settings(), NOTICE)


def test_without_a_public_address_there_is_no_link(mail: Received, web: Received) -> None:
    local_settings = settings(mail, web, public_url="")
    send(local_settings, ADA, NOTICE)
    send(local_settings, f"http://{web.at}/topic", NOTICE)
    ((_, headers, body),) = web.posts
    assert "Click" not in headers
    assert "http" not in body
    assert mail.mails[0]["List-Unsubscribe"] is None
    assert mail.mails[0].get_content().replace("\r\n", "\n") == body


def test_no_notice_tells_what_kind_of_diary_it_is(mail: Received, web: Received) -> None:
    for sentence in (DAILY, message("reminder_test")):
        send(settings(mail), ADA, Notice(sentence, NOTICE.at))
        send(settings(web=web), f"http://{web.at}/topic", Notice(sentence, NOTICE.at))
    everything = " ".join([*map(str, mail.mails), *map(str, web.posts)]).lower()
    for word in ("pain", "spasm", "back ", "exercise", "relief", "level"):
        assert word not in everything


@pytest.mark.parametrize(
    ("command", "answer", "certain"),
    [
        ("", b"554 go away", True),
        ("EHLO", b"", True),
        ("MAIL", b"550 not you", True),
        ("RCPT", b"550 nobody of that name", True),
        ("DATA", b"554 no", True),
        ("DATA", b"", False),
    ],
)
def test_a_mail_server_that_refuses_is_told_from_one_that_says_nothing(
    mail: Received, command: str, answer: bytes, certain: bool
) -> None:
    mail.answers[command] = answer
    with pytest.raises(NotSent) as wrong:
        send(settings(mail), ADA, NOTICE)
    assert wrong.value.certain is certain
    assert ADA not in str(wrong.value)
    assert mail.mails == []


def test_a_mail_that_was_taken_is_sent_whatever_is_said_at_the_end(mail: Received) -> None:
    mail.answers["QUIT"] = b"500 what"
    send(settings(mail), ADA, NOTICE)
    assert len(mail.mails) == 1


@pytest.mark.parametrize(("status", "error"), [(201, None), (302, NotSent), (403, NotSent),
                                               (500, NotSent), (0, PerhapsSent)])  # fmt: skip
def test_a_web_server_says_yes_or_nothing_was_sent_and_no_redirect_is_followed(
    web: Received, status: int, error: type[NotSent] | None
) -> None:
    web.status = status
    address = f"http://{web.at}/topic"
    if error is None:
        send(settings(web=web), address, NOTICE)
    else:
        with pytest.raises(NotSent) as wrong:
            send(settings(web=web), address, NOTICE)
        assert type(wrong.value) is error
        assert "topic" not in str(wrong.value)
    assert [path for path, *_ in web.posts] == ["/topic"]


@pytest.mark.parametrize(
    "address",
    [
        ADA,
        "https://evil.example/topic",
        "https://127.0.0.1/topic",
        "file:///etc/passwd",
        "",
        "ada@example.org\r\nRCPT TO:<eve@example.org>",
    ],
)
def test_what_is_not_allowed_is_not_sent_whoever_kept_it(web: Received, address: str) -> None:
    with pytest.raises(NotSent) as wrong:
        send(settings(web=web), address, NOTICE)
    assert wrong.value.certain
    assert web.posts == []


def test_a_place_that_is_not_there_is_one_sentence(mail: Received, web: Received) -> None:
    local_settings = settings(mail, web)
    unreachable_settings = replace(
        local_settings, mail=MailServer("..", 1, "a@b.example"), reminder_hosts=("127.0.0.1:1",)
    )
    for address in (ADA, "http://127.0.0.1:1/topic"):
        with pytest.raises(NotSent) as wrong:
            send(unreachable_settings, address, NOTICE)
        assert wrong.value.certain


def test_a_password_never_travels_unencrypted_beyond_this_machine(
    mail: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journal.core.account.addresses.is_loopback", lambda _host: False)
    server = MailServer("127.0.0.1", mail.port, "a@b.example", user="ada", password="secret")
    with pytest.raises(NotSent):
        send(replace(settings(), mail=server), ADA, NOTICE)
    assert mail.mails == []
    assert "secret" not in repr(server)
