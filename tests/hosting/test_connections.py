"""Slow connections: whoever is slow is served, whoever only holds on is let go of."""

import socket
import threading

import pytest

from journal import clock
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
    wait, own_work = 0.9 * connections.GRACE_SECONDS, 10 * connections.GRACE_SECONDS
    moments = iter(
        begin + offset
        for begin in (0, wait + own_work, 2 * (wait + own_work))
        for offset in (0, wait)
    )
    monkeypatch.setattr(clock, "seconds", moments.__next__)
    ours, theirs = pair()
    for _ in range(3):
        ours.begin()
        theirs.send(b"x")
        assert ours.recv(1) == b"x"
    assert next(moments, None) is None
    ours.close()
    theirs.close()
