"""Slow connections: whoever is slow is served, whoever only holds on is let go of."""

import socket
import threading
import time

import pytest

from journal.hosting import connections
from journal.hosting.connections import PacedSocket


def whole(ours: PacedSocket, length: int) -> bytes:
    """So many bytes, however they come."""
    received = b""
    while len(received) < length:
        received += ours.recv(100)
    return received


def pair() -> tuple[PacedSocket, socket.socket]:
    """Both ends of a connection, ours with a pace."""
    ours, theirs = socket.socketpair()
    paced = PacedSocket(fileno=ours.detach())
    paced.begin()
    return paced, theirs


def test_a_byte_now_and_then_is_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "GRACE_SECONDS", 0.2)
    ours, theirs = pair()
    stop = threading.Event()

    def trickle() -> None:
        while not stop.wait(0.05):
            theirs.send(b"x")

    sender = threading.Thread(target=trickle)
    sender.start()
    with pytest.raises(ConnectionResetError):
        whole(ours, 1000)
    stop.set()
    sender.join()
    ours.close()
    theirs.close()


def test_an_answer_that_is_hardly_taken_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "GRACE_SECONDS", 0.2)
    monkeypatch.setattr(connections, "LEAST_BYTES_A_SECOND", 10_000_000)
    monkeypatch.setattr(connections, "PIECE", 1024)
    ours, theirs = pair()
    stop = threading.Event()

    def sip() -> None:
        while not stop.wait(0.05):
            theirs.recv(10_000)

    reader = threading.Thread(target=sip)
    reader.start()
    with pytest.raises(ConnectionResetError):
        ours.sendall(bytes(50_000_000))
    stop.set()
    reader.join()
    ours.close()
    theirs.close()


def test_what_keeps_the_pace_comes_through_whole() -> None:
    ours, theirs = pair()
    content, received = bytes(range(256)) * 4_000, bytearray()

    def take() -> None:
        while len(received) < len(content):
            received.extend(theirs.recv(50_000))

    reader = threading.Thread(target=take)
    reader.start()
    ours.sendall(content)
    reader.join(10)
    assert bytes(received) == content
    ours.close()
    theirs.close()


def test_each_request_is_counted_anew_and_our_own_time_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "GRACE_SECONDS", 0.3)
    ours, theirs = pair()
    for _ in range(3):
        ours.begin()
        threading.Timer(0.2, theirs.send, [b"x"]).start()
        assert ours.recv(1) == b"x"
        time.sleep(0.2)  # the journal's own work
    ours.close()
    theirs.close()
