"""The proxies of docs/hosting.md, run from its own snippets: entering, saving, a large file."""

import http.client
import io
import os
import re
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from journal.config import ROOT
from tests.people import PASSWORD
from tests.ports import free_port
from tests.proxies import Proxied, snippet

HOST = "journal.example.org"
STARTING = 120
LARGE = 2_500_000
"""Bytes of an import: more than nginx takes unless it is told to."""

NOTE = "a long day " * 90

LOOSE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
LOOSE.check_hostname = False
LOOSE.verify_mode = ssl.CERT_NONE  # certificates of this test's own making


class Asked(http.client.HTTPSConnection):
    """A connection to this machine under the name of the journal's host."""

    def __init__(self, port: int) -> None:
        super().__init__(HOST, timeout=STARTING)
        self.real_port = port

    def connect(self) -> None:
        """Connect to this machine, whatever the name."""
        wire = socket.create_connection(("127.0.0.1", self.real_port), timeout=STARTING)
        self.sock = LOOSE.wrap_socket(wire, server_hostname=HOST)


class Guest:
    """A browser in a few lines: its cookies, its origin, one request at a time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: bytes = b"", *, headers: dict[str, str] | None = None
    ) -> tuple[http.client.HTTPResponse, str]:
        """The answer and its text."""
        connection = Asked(self.port)
        sent_headers = {name.replace("_", "-"): text for name, text in (headers or {}).items()}
        sent_headers["Cookie"] = "; ".join(
            f"{name}={value}" for name, value in self.cookies.items()
        )
        connection.request(method, path, body, sent_headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer, text

    def send(self, path: str, **fields: str) -> http.client.HTTPResponse:
        """The answer to a form, as its page sends it."""
        _, page = self.ask("GET", path)
        token = re.findall('name="csrf_token" value="([^"]+)"', page)[0]
        body = urlencode({"csrf_token": token} | fields).encode()
        kind = "application/x-www-form-urlencoded"
        return self.ask(
            "POST", path, body, headers={"Content_Type": kind, "Origin": f"https://{HOST}"}
        )[0]


def answering(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until something listens on a port."""
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert process.poll() is None, "it stopped before it answered"
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nobody answers")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a journal with an account, set up as the document says."""
    folder, port = tmp_path_factory.mktemp("served"), free_port()
    env = os.environ | {
        "JOURNAL_DATA_DIR": str(folder),
        "JOURNAL_TRUSTED_PROXIES": "127.0.0.1",
        "JOURNAL_PUBLIC_URL": f"https://{HOST}",
        "JOURNAL_TRUSTED_HOSTS": HOST,
    }
    command = [sys.executable, "-m", "journal"]
    adding = [*command, "add-user", "ada", "--password-stdin"]
    subprocess.run(adding, cwd=ROOT, env=env, input=PASSWORD.encode(), check=True)
    process = subprocess.Popen([*command, "serve", "--port", str(port)], cwd=ROOT, env=env)
    answering(port, process)
    yield port
    process.terminate()
    process.wait(timeout=60)


@pytest.fixture(scope="module", params=["nginx", "Caddy", "Apache"])
def proxied(
    request: pytest.FixtureRequest, served: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """The port of a proxy in front of it, as its part of the document sets it up."""
    folder = tmp_path_factory.mktemp(request.param)
    place = Proxied(folder, served, free_port())
    place.certificate()
    text = snippet(f"### {request.param}")
    if request.param == "nginx":
        command = place.nginx(text.replace("listen 443", f"listen 127.0.0.1:{place.port}"))
    elif request.param == "Caddy":
        command = place.caddy(text)
    else:
        guide = (ROOT / "docs" / "hosting.md").read_text()
        (modules,) = re.findall("`a2enmod ([^`]+)`", guide)
        command = place.apache(text, modules.split())
    env = os.environ | {"XDG_DATA_HOME": str(folder), "HOME": str(folder)}
    process = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
    answering(place.port, process)
    yield place.port
    process.terminate()
    process.wait(timeout=60)


def test_behind_a_proxy_of_the_document_everything_works(proxied: int) -> None:
    guest = Guest(proxied)
    entered = guest.send("/account/sign-in", username="ada", password=PASSWORD)
    assert (entered.status, entered.headers["Location"]) == (303, "/")
    assert entered.headers["Strict-Transport-Security"]
    assert any(name.startswith("__Host-journal") for name in guest.cookies)
    saved = guest.send("/relief/new", method="warmth")
    assert (saved.status, saved.headers["Location"]) == (303, "/")
    answer, page = import_of(guest, LARGE)
    assert answer.status == 200
    assert str(LARGE // len(NOTE)) in page.replace(",", ""), "the file was not read"
    worker, text = guest.ask("GET", "/sw.js")
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert worker.headers["Cache-Control"] == "no-store"
    assert "const SHELL" in text


def test_nobody_chooses_a_name_an_address_or_a_path_by_a_header(proxied: int) -> None:
    lies = {
        "X_Forwarded_For": "203.0.113.9",
        "X_Forwarded_Host": "evil.example",
        "X_Forwarded_Prefix": "/evil",
    }
    answer, page = Guest(proxied).ask("GET", "/safety", headers=lies)
    assert answer.status == 200
    assert "evil" not in page


def import_of(guest: Guest, size: int) -> tuple[http.client.HTTPResponse, str]:
    """The answer to a file of that many bytes."""
    note = NOTE
    days = (date(2020, 1, 1) + timedelta(days=number) for number in range(size // len(note)))
    content = "kind,level,recorded_at,day,zone,note\n" + "".join(
        f"day_average,4,{day}T12:00:00Z,{day},UTC,{note}\n" for day in days
    )
    _, page = guest.ask("GET", "/import")
    token = re.findall('name="csrf_token" value="([^"]+)"', page)[0]
    fields = {"csrf_token": token, "file": FileStorage(io.BytesIO(content.encode()), "pain.csv")}
    boundary, body = encode_multipart(fields)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return guest.ask(
        "POST", "/import", body, headers={"Content_Type": kind, "Origin": f"https://{HOST}"}
    )
