"""A browser that costs next to nothing: it calls an application as its server would."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, Protocol, cast
from urllib.parse import urlencode

BASE = {
    "SCRIPT_NAME": "",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "HTTP_HOST": "localhost",
    "HTTP_ACCEPT": "text/html,*/*;q=0.8",
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
BOUNDARY = "between-two-parts"
UPLOAD = (
    f"--{BOUNDARY}\r\n"
    'Content-Disposition: form-data; name="csrf_token"\r\n\r\n'
    "{token}\r\n"
    f"--{BOUNDARY}\r\n"
    'Content-Disposition: form-data; name="file"; filename="levels.csv"\r\n'
    "Content-Type: text/csv\r\n\r\n"
)
UPLOAD_END = f"\r\n--{BOUNDARY}--\r\n".encode()


class Application(Protocol):
    """What a server calls."""

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]: ...


class Refused(Exception):
    """An answer that was none of those a measurement may rest on."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")


class Browser:
    """Keeps cookies, sends requests, takes answers."""

    def __init__(self, app: Application, cookies: Mapping[str, str] | None = None) -> None:
        self.app = app
        self.cookies = dict(cookies or {})

    @property
    def cookie(self) -> str:
        """What the browser sends along."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str, expected: int = 200, **headers: str) -> Answer:
        answer = self._sent(self._environ("GET", path, b"") | headers)
        if answer.status != expected:
            raise Refused(f"GET {path}: {answer.status}")
        return answer

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form, which must be saved: the answer leads on to another page."""
        environ = self._environ("POST", path, urlencode(fields).encode())
        environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
        answer = self._sent(environ)
        if answer.status not in (302, 303):
            raise Refused(f"POST {path}: {answer.status}")
        return answer

    def upload(self, path: str, token: str, file: Path) -> Answer:
        """Send one file piece by piece, as a browser does; it must be answered with a page."""
        with TemporaryFile() as body, file.open("rb") as content:
            body.write(UPLOAD.format(token=token).encode())
            copyfileobj(content, body)
            body.write(UPLOAD_END)
            environ = self._environ("POST", path, b"")
            environ["CONTENT_TYPE"] = f"multipart/form-data; boundary={BOUNDARY}"
            environ["CONTENT_LENGTH"] = str(body.tell())
            body.seek(0)
            environ["wsgi.input"] = body
            answer = self._sent(environ)
        if answer.status != 200:
            raise Refused(f"POST {path}: {answer.status}")
        return answer

    def drained(self, path: str) -> int:
        """The bytes of an answer that is taken piece by piece and not kept."""
        heads: list[tuple[str, list[tuple[str, str]]]] = []
        pieces = self.app(
            self._environ("GET", path, b""), lambda *head: heads.append((head[0], head[1]))
        )
        size = 0
        with closing(cast("Any", pieces)):  # a server closes what has a close
            for piece in pieces:
                size += len(piece)
        if not heads[0][0].startswith("200"):
            raise Refused(f"GET {path}: {heads[0][0]}")
        return size

    def _environ(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        before, _, query = path.partition("?")
        return BASE | {
            "REQUEST_METHOD": method,
            "PATH_INFO": before,
            "QUERY_STRING": query,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            "HTTP_COOKIE": self.cookie,
        }

    def _sent(self, environ: dict[str, Any]) -> Answer:
        heads: list[tuple[str, list[tuple[str, str]]]] = []
        pieces = self.app(environ, lambda *head: heads.append((head[0], head[1])))
        with closing(cast("Any", pieces)):
            body = b"".join(pieces)
        status, headers = heads[0]
        for name, value in headers:
            if name == "Set-Cookie":
                key, _, cookie = value.partition(";")[0].partition("=")
                self.cookies[key] = cookie
        return Answer(int(status[:3]), headers, body)


def typed_in(page: bytes, name: str) -> str:
    """What the first field of that name holds in a page."""
    match = re.search(rb'name="' + name.encode() + rb'"[^>]*?value="([^"]*)"', page)
    if match is None:
        raise Refused(f"The page has no field {name}.")
    return match[1].decode()
