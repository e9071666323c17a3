"""Where a message may go: whole addresses of allowed places, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.account.addresses import (
    address_fault,
    ip_prefix,
    is_mail,
    network_prefix,
    parts_to_post,
)
from journal.core.model.faults import Fault
from journal.words.problems import sentence

HOSTS = ("ntfy.sh", "home.example:8443", "127.0.0.1:9000")


@pytest.mark.parametrize(
    "address",
    [
        "ada@example.org",
        "ada.lovelace+diary@mail.example.co.uk",
        "o'hara@localhost",
        "https://ntfy.sh/my-topic",
        "https://NTFY.sh/my-topic?auth=abc",
        "HTTPS://ntfy.sh/a/b",
        "https://home.example:8443/hook",
        "http://127.0.0.1:9000/topic",
    ],
)
def test_a_whole_address_of_an_allowed_place_is_taken(address: str) -> None:
    assert address_fault(address, mail=True, hosts=HOSTS) is None


@pytest.mark.parametrize(
    "address",
    [
        "ada@",
        "@example.org",
        "ada@@example.org",
        "ada@exam_ple.org",
        "ada@example.org, eve@example.org",
        "ada@example.org;eve@example.org",
        "Ada <ada@example.org>",
        "ada@example.org\n",
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@-example.org",
        "ada@example..org",
        "a" * 65 + "@example.org",
        "ädä@example.org",
        "ada@example.org?x=@y",
    ],
)
def test_what_is_not_one_mail_address_is_refused(address: str) -> None:
    assert address_fault(address, mail=True, hosts=HOSTS) == Fault("mail_address")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ntfy.sh/topic",
        "http://ntfy.sh/topic",
        "ftp://ntfy.sh/topic",
        "file:///etc/passwd",
        "https:///topic",
        "https://ntfy.sh",
        "https://ntfy.sh/",
        "https://ntfy.sh/a b",
        "https://ntfy.sh/a\r\nX: y",
        "https://ntfy.sh/\u00e9",
        "https://ntfy.sh/a#b",
        "https://ntfy.sh:port/topic",
        "https://[ntfy.sh/topic",
        "https://ada:secret@ntfy.sh/topic",
        "https://ntfy.sh\\@evil.example/topic",
        "http://169.254.169.254/latest",
    ],
)
def test_what_is_no_web_address_to_send_to_is_refused(address: str) -> None:
    assert address_fault(address, mail=True, hosts=HOSTS) == Fault("web_address")
    assert parts_to_post(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/topic",
        "https://ntfy.sh.evil.example/topic",
        "https://evil.ntfy.sh/topic",
        "https://ntfy.sh:22/topic",
        "https://home.example/hook",
        "http://127.0.0.1:22/topic",
        "http://localhost:9000/topic",
        "https://127.0.0.1/topic",
        "https://[::1]/topic",
    ],
)
def test_a_host_that_is_not_allowed_is_refused_and_the_allowed_ones_named(address: str) -> None:
    allowed = ["127.0.0.1:9000", "home.example:8443", "ntfy.sh"]
    fault = address_fault(address, mail=True, hosts=HOSTS)
    assert fault == Fault("other_host", {"hosts": allowed})
    assert "127.0.0.1:9000, home.example:8443, ntfy.sh" in sentence(fault)


def test_a_way_that_is_not_set_up_is_refused() -> None:
    assert address_fault("ada@example.org", mail=False, hosts=HOSTS) == Fault("no_mail")
    assert address_fault("https://ntfy.sh/topic", mail=True, hosts=()) == Fault("only_mail")


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it_and_no_line_end_passes(text: str) -> None:
    for address in (text, f"https://ntfy.sh/{text}", f"{text}@example.org"):
        fault = address_fault(address, mail=True, hosts=HOSTS)
        if fault is None:
            assert address.isascii()
            assert address.isprintable()
            assert is_mail(address) or parts_to_post(address) is not None


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_whoever_has_a_whole_network_is_counted_as_one(address: str, network: str) -> None:
    assert ip_prefix(address) == network


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.0/24"),
        ("198.51.100.7:4711", "198.51.100.0/24"),
        ("::ffff:198.51.100.7", "198.51.100.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("[2001:db8:1:ffff::3]:443", "2001:db8:1::/48"),
        ("unknown", "unknown"),
    ],
)
def test_neighbours_are_of_one_network(address: str, network: str) -> None:
    assert network_prefix(address) == network
