"""Every control of Today and of a running spasm, and what has to be there for it to show."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from journal.core.model import records as r
from journal.core.model.vocabulary import BEGAN_AGO
from tests.engines.people import Person

TODAY, SPASM = "/", "/episodes/now"
END_ON_TODAY = ".running button.main"


def nothing_more(person: Person) -> None:
    """What a control needs that is always there."""


@dataclass(frozen=True, slots=True)
class Control:
    """Something to tap."""

    name: str
    selector: str
    saves: str = ""
    """The kind of entry that it writes; none: it dismisses, undoes, or leads elsewhere."""
    page: str = TODAY
    leads: bool = False
    """Whether it leads to another page, rather than acting in place."""
    needs: Callable[[Person], None] = nothing_more
    """Makes the journal one in which it shows."""
    anew: bool = False
    """Whether that is done even where it shows: what was tapped before is in its way."""
    counts: int = 1
    """How many things it saves."""


def a_relief_to_ask_about(person: Person) -> None:
    """A relief of 24 minutes ago, after which the pain is asked for."""
    ago = timedelta(minutes=24)
    person.had(
        r.Relief(**person.earlier(minutes=24), applied_at=person.server.now - ago, method="warmth")
    )


def cold_on(person: Person) -> None:
    """Cold that was put on four minutes ago."""
    person.without(r.Relief, method="cold", minutes=None)
    ago = timedelta(minutes=4)
    person.had(
        r.Relief(**person.earlier(minutes=4), applied_at=person.server.now - ago, method="cold")
    )


def a_day_unanswered(person: Person) -> None:
    """A yesterday with pain and without a word on exercise."""
    person.without(r.DayNote, day=person.earlier(days=1)["day"])


def no_spasm(person: Person) -> None:
    """No spasm of today: the journal would ask about another at the same time."""
    person.without(r.Episode, day=person.earlier()["day"])


def a_spasm(person: Person) -> None:
    """A spasm that is on."""
    no_spasm(person)
    began = person.server.now - timedelta(minutes=2)
    person.had(r.Episode(**person.earlier(minutes=2), started_at=began))


def something_logged(person: Person) -> None:
    """A pain level of now."""
    person.had(r.PainLevel(**person.earlier(), recorded_at=person.server.now, kind="now", level=2))


def lived(person: Person) -> None:
    """Yesterday's pain, a spasm without details, and two reliefs that are asked about."""
    now = person.server.now
    person.had(
        r.PainLevel(
            **person.earlier(days=1),
            recorded_at=now - timedelta(days=1),
            kind="day_average",
            level=3,
        ),
        r.Episode(
            **person.earlier(days=1),
            started_at=now - timedelta(days=1, hours=1),
            ended_at=now - timedelta(days=1),
        ),
    )
    a_relief_to_ask_about(person)
    cold_on(person)


def names_of(person: Person, selector: str) -> list[str]:
    """The ids of what is there."""
    listed = f"[...document.querySelectorAll({json.dumps(selector)})].map((it) => it.id)"
    return [str(name) for name in person.window.evaluate(listed)]


def of_today(person: Person, *, offline: bool) -> list[Control]:
    """Every control of Today that writes something; the page shows them."""
    listed = [
        Control("level after relief", "#after-20-4", "relief", needs=a_relief_to_ask_about),
        Control("cold is off", "#cold-off", "relief", needs=cold_on),
        Control("skip a question", "[id^=dismiss-]", needs=a_relief_to_ask_about),
        Control("no exercise yesterday", "#none-yesterday", "days", needs=a_day_unanswered),
        Control("no exercise today", "#no-exercise", "days"),
    ]
    for number, name in enumerate(names_of(person, "button[id^=do-]"), start=1):
        listed.append(Control(f"exercise {number}", f"#{name}", "exercises"))
    listed += [Control(f"pain {level}", f"#pain-{level}", "pain") for level in range(11)]
    for name in names_of(person, "button[id^=relief-]"):
        listed.append(Control(name.replace("-", " "), f"#{name}", "relief"))
    if not offline:  # without a network the journal has said nothing that could be undone
        listed.append(Control("undo", "#undo"))
    return listed


def of_entries(*, offline: bool) -> list[Control]:
    """Delete, and all that begins and ends spasms."""
    listed = [Control("delete", "#today-logged button[id^=delete-]", needs=something_logged)]
    for ago in BEGAN_AGO:
        start = Control(
            "spasm now" if ago == 0 else f"spasm {ago} minutes ago",
            f".spasm-now button[value='{ago}']",
            "episodes",
            leads=not offline,
            needs=no_spasm,
            anew=True,
        )
        end = Control(f"it ended, on Today ({ago})", END_ON_TODAY, "episodes", needs=a_spasm)
        inside = in_a_spasm() if ago == 0 and not offline else []
        listed += [start, *inside] if inside else [start, end]
    return listed


def in_a_spasm() -> list[Control]:
    """The controls of a running spasm's own page."""
    return [
        Control("level of a spasm", "#now-7", "pain", SPASM, needs=a_spasm),
        Control("relief in a spasm", "button[id^=try-]", "relief", SPASM, needs=a_spasm),
        Control("it ended", "#end-spasm", "episodes", SPASM, leads=True, needs=a_spasm),
    ]


LINKS = """[...document.querySelectorAll("main a[href], nav.bar a[href]")]
  .filter((it) => it.getClientRects().length)
  .map((it) => [it.closest("nav.bar") ? "nav.bar" : "main", it.getAttribute("href")])"""
LINK = "link "
VARIES = re.compile(r"\?.*|[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d")


def links(person: Person) -> list[Control]:
    """Every link of Today, none of which saves anything."""
    selectors = [
        f"{place} a[href={json.dumps(path)}]" for place, path in person.window.evaluate(LINKS)
    ]
    return [
        Control(f"{LINK}{number}: {VARIES.sub('…', path)}", selector, counts=0)
        for number, selector in enumerate(dict.fromkeys(selectors), start=1)
        for path in [json.loads(selector.partition("=")[2][:-1])]
    ]
