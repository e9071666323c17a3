"""Pages are compressed, and no secret in them can be found out from how long they become."""

import gzip
import re
from secrets import token_bytes
from uuid import UUID

import brotli
import pytest

from journal.web.support.csrf import SECRET_BYTES, mask
from tests.people import Person, forms
from tests.web.reading import listed

KEY = re.compile('name="client_key" value="([^"]+)"')
TOKEN = re.compile('name="csrf_token" value="([^"]+)"')


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_page_is_compressed_as_the_browser_takes_it(
    ada: Person, accepted: str, encoding: str | None, unpack: type[bytes]
) -> None:
    answer = ada.get("/", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert b"</html>" in unpack(answer.data)


def test_today_shrinks_to_a_quarter_at_least(ada: Person) -> None:
    plain = ada.get("/").data
    packed = ada.get("/", headers={"Accept-Encoding": "br"}).data
    assert len(packed) < len(plain) / 4


def test_every_page_carries_another_token_and_each_of_them_is_good(ada: Person) -> None:
    pages = [ada.get("/diary").text, ada.get("/diary").text, ada.get("/more").text]
    tokens = [set(TOKEN.findall(page)) for page in pages]
    assert all(len(group) == 1 for group in tokens)
    assert len(set.union(*tokens)) == len(pages)
    for (token,) in tokens:
        answer = ada.post("/pain/new", csrf_token=token, kind="now", level="3")
        assert answer.status_code == 303


def test_a_guessed_token_makes_no_page_shorter(ada: Person) -> None:
    def token() -> str:
        return dict(forms(ada.get("/pain/new").text)[0].fields)["csrf_token"]

    def length(guess: str) -> int:
        path = f"/pain/new?next=/%22csrf_token%22%20value=%22{guess[:20]}"
        return len(ada.get(path, headers={"Accept-Encoding": "br"}).data)

    right = [length(token()) for _ in range(40)]
    wrong = [length(mask(token_bytes(SECRET_BYTES))) for _ in range(40)]
    assert abs(sum(right) - sum(wrong)) / 40 < 3


def test_the_forms_of_pages_have_each_a_key_of_its_own_and_all_are_good(ada: Person) -> None:
    pages = [KEY.findall(ada.get("/").text) for _ in range(2)]
    keys = [UUID(key) for page in pages for key in page]
    assert len(set(keys)) == len(keys) > 20
    assert {key.version for key in keys} == {4}
    for key in pages[0][:2]:
        for _twice in range(2):
            ada.post("/pain/new", kind="now", level="3", client_key=key)
    assert len(listed(ada, "pain")) == 2


@pytest.mark.parametrize("token", ["", "x" * 56, "A" * 56, "no token"])
def test_a_token_that_is_none_is_refused(ada: Person, token: str) -> None:
    assert ada.post("/pain/new", csrf_token=token, kind="now", level="3").status_code == 400


def test_a_token_of_somebody_else_is_refused(ada: Person, charlie: Person) -> None:
    token = charlie.token()
    assert ada.post("/pain/new", csrf_token=token, kind="now", level="3").status_code == 400
