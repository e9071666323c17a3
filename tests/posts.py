"""Servers of a test's own on this machine: one takes e-mail, one takes posts."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Received:
    """Where a server listens, what it was given, and how it behaves."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[list[str]] = field(default_factory=list)
    posts: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    """What the mail server says to a command instead of yes; empty: it hangs up."""
    status: int = 200
    """What the web server answers; 0: it hangs up."""
    thinks_seconds: float = 0
    """How long the web server thinks about each post."""

    @property
    def at(self) -> str:
        return f"127.0.0.1:{self.port}"


class MailHandler(socketserver.StreamRequestHandler):
    """Speaks SMTP with one client, as its server's ``received`` says."""

    received: Received
    timeout = 20

    def handle(self) -> None:
        self.envelope: list[str] = []
        spoken = self.say("", b"220 here")
        while spoken and (line := self.rfile.readline().decode().strip()):
            command = line[:4].upper()
            if command in ("MAIL", "RCPT"):
                self.envelope.append(line)
            if command == "DATA":
                self.take()
            spoken = self.say(command, b"250 yes") and command != "QUIT"

    def say(self, command: str, usual: bytes) -> bool:
        """Whether there is an answer to a command; it is given."""
        answer = self.received.answers.get(command, usual)
        if answer:
            self.wfile.write(answer + b"\r\n")
        return bool(answer)

    def take(self) -> None:
        """Read a mail, and keep it unless it is about to be refused."""
        self.wfile.write(b"354 go on\r\n")
        content = b"".join(iter(self.rfile.readline, b".\r\n"))
        if "DATA" not in self.received.answers:
            mail = message_from_bytes(content, policy=policy.default)
            self.received.mails.append(mail)
            self.received.envelopes.append(self.envelope)


def web_handler(received: Received) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 20

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length).decode()
            time.sleep(received.thinks_seconds)
            received.posts.append((self.path, dict(self.headers), body))
            if received.status:
                self.send_response(received.status)
                self.send_header("Location", f"http://{received.at}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def listening(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def mail_server() -> Iterator[Received]:
    """A server that takes e-mail, without encryption."""
    received = Received()
    handler = type("Handler", (MailHandler,), {"received": received})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        received.port = server.server_address[1]
        with listening(server):
            yield received


class PostServer(ThreadingHTTPServer):
    """A server that many can talk to at once."""

    request_queue_size = 128


@contextmanager
def web_server(thinks_seconds: float = 0) -> Iterator[Received]:
    """A server that takes posts, also many at once."""
    received = Received(thinks_seconds=thinks_seconds)
    with PostServer(("127.0.0.1", 0), web_handler(received)) as server:
        received.port = server.server_address[1]
        with listening(server):
            yield received
