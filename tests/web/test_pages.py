"""Pages that hold no records: safety, help, more, and the sign of life."""

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from tests.people import Person
from tests.web.reading import said, soup


@pytest.mark.parametrize("path", ["/safety", "/help"])
def test_everybody_may_read_it_signed_in_or_not(ada: Person, nobody: Person, path: str) -> None:
    for person in (ada, nobody):
        assert person.get(path).status_code == 200


def test_the_signs_to_act_on_stand_first(nobody: Person) -> None:
    page = soup(nobody.get("/safety"))
    headings = [heading.text for heading in page.select("main h2")]
    assert headings[:3] == ["Go to emergency care now", "Call a doctor today", "Arrange a visit"]
    assert "numbness or pins and needles between the legs" in said(nobody.get("/safety"))


def test_help_tells_of_the_trial_against_diaries_and_names_its_sources(nobody: Person) -> None:
    text = said(nobody.get("/help"))
    for words in ("Ferrari", "52 %", "79 %", "Stone", "Broderick", "Ostelo", "Krebs"):
        assert words in text


def test_more_leads_to_everything_that_is_not_in_the_bar(ada: Person) -> None:
    links = {str(link["href"]) for link in soup(ada.get("/more")).select("main a")}
    assert {"/programme", "/export", "/import", "/account/", "/safety", "/help"} <= links
    for link in links:
        assert ada.get(link).status_code == 200


def test_no_link_of_any_page_is_dead(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4", regions=["tailbone"])
    ada.log("exercises", exercise="Bridge")
    ada.send("/", "/episodes/start")
    todo, history = {"/"}, {""}
    while todo:
        link = todo.pop()
        history.add(place(link))
        with ada.get(link) as answer:
            assert (answer.status_code, bool(answer.data)) == (200, True), link
            if answer.mimetype == "text/html":
                links = (str(tag["href"]) for tag in soup(answer).select("a[href], link[href]"))
                places = history | set(map(place, todo))
                todo |= {link for link in links if place(link) not in places}
    assert {
        "/diary",
        "/charts",
        "/more",
        "/programme",
        "/export/pain.csv",
        "/days/edit",
    } <= history


def place(link: str) -> str:
    """What a link leads to, whichever day or entry it is of."""
    parts = link.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0].split("/")
    return "/".join(part for part in parts if len(part) != 36 and not part.startswith("2"))


def test_the_server_says_that_it_lives(nobody: Person) -> None:
    answer = nobody.get("/healthz")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert answer.json is not None
    assert answer.json["status"] == "ok"
    assert nobody.browser.get_cookie("journal") is None


def test_a_server_without_its_database_says_so_to_everybody(
    ada: Person, nobody: Person, engine: Engine
) -> None:
    token = ada.token()
    event.listen(engine, "engine_connect", is_gone)
    try:
        answers = [
            ada.get("/"),
            ada.get("/diary"),
            ada.get("/nothing"),
            ada.post("/pain/new", csrf_token=token, kind="now", level="4"),
        ]
        assert [answer.status_code for answer in answers] == [503] * 4
        assert {"Nothing was saved" in said(answer) for answer in answers} == {True}
        assert nobody.get("/healthz").status_code == 503
        assert [person.get("/safety").status_code for person in (ada, nobody)] == [200] * 2
    finally:
        event.remove(engine, "engine_connect", is_gone)


def is_gone(_connection: object) -> None:
    raise OperationalError("SELECT 1", {}, Exception("gone"))


@pytest.mark.parametrize(
    "path", ["/nothing", "/pain", "/pain/new/", "/.env", "/%00", "/é", "/a//b"]
)
def test_what_is_not_there_says_what_to_do(ada: Person, nobody: Person, path: str) -> None:
    for person in (ada, nobody):
        answer = person.get(path, follow_redirects=True)
        assert answer.status_code == 404
        assert "Page not found" in said(answer)
        assert soup(answer).select('a[href="/"]')


def test_help_puts_what_is_known_beside_each_statement_of_the_article(nobody: Person) -> None:
    block = soup(nobody.get("/help")).select_one("#article")
    assert block is not None
    assert len(block.select("dt")) == len(block.select("dd")) == 13
    text = " ".join(block.text.split())
    for words in ("Suri", "Roland", "Cochrane 2020", "Zhang 2018", "WalkBack", "November 2026"):
        assert words in text
    assert block.select('a[href="/safety"]')
