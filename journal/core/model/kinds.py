"""The kinds of record, each one entry; every other registry of kinds is keyed by these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.events import Event
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.goals import Abilities, Goal
from journal.core.model.guide import Guide
from journal.core.model.ladder import Ladder, LadderStep
from journal.core.model.own_method import OwnMethod
from journal.core.model.own_topic import OwnTopic
from journal.core.model.recall_guess import RecallGuess

R = TypeVar("R", bound=r.Record)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: what stands for it in URLs and file names, and what it is made of."""

    slug: str
    record: type[r.Record]
    example: Mapping[str, Any]
    """What an app might log of it, as JSON."""
    sections: tuple[str, ...] = ()
    """The sections of the page for a doctor that are made of its records."""
    listed: bool = True
    """Whether the diary lists its records, each under its day."""
    of_its_day: bool = True
    """Whether its records say something of the day they are on.

    An event may be planned, a flare plan or a ladder proposed by somebody else, a step is an
    answer, a goal is about the days to come, a guess about the week before, and the programme, the
    guides and the lists somebody keeps are of no day: none of them says how a day was.
    """
    begins: Mapping[str, str] = field(default_factory=dict)
    """What the form of a new one begins with, beside the defaults of its fields."""
    again: tuple[str, ...] = ()
    """The fields that the form of a new one takes from the one logged last."""
    private: tuple[str, ...] = ("note",)
    """The fields that nobody else is shown unless its owner wants to show notes."""
    in_section: Mapping[str, str] = field(default_factory=dict)
    """Of the private fields those that a page for a doctor shows by a section of their own."""

    @property
    def seldom(self) -> tuple[str, ...]:
        """The last columns of its file, if they stand there only where some record uses one."""
        return self.record.SELDOM

    def without_private(self, record: R) -> R:
        """A record of the kind with its private fields empty."""
        return record.with_(**dict.fromkeys(self.private))


KINDS: Final = {
    kind.slug: kind
    for kind in (
        Kind(
            "pain",
            r.PainLevel,
            {"kind": "day_average", "level": 4},
            ("pain",),
            begins={"kind": "day_average"},
        ),
        Kind(
            "episodes",
            r.Episode,
            {"peak_level": 7, "regions": ["lower_back_left"], "triggers": ["lifting"]},
            ("spasms",),
        ),
        Kind(
            "exercises",
            r.CompletedExercise,
            {"exercise": "Bridge", "sets": 1, "reps": 15, "hold_seconds": 3},
            ("programme",),
            private=("note", "reason"),
        ),
        Kind(
            "relief",
            r.Relief,
            {"method": "warmth", "minutes": 20, "pain_before": 6},
            ("relief", "medicines"),
        ),
        Kind(
            "programme",
            r.Prescription,
            {"exercise": "Walking", "minutes": 30, "starts_on": "2026-06-01"},
            listed=False,
            of_its_day=False,
        ),
        Kind(
            "flareplans",
            FlarePlan,
            {"note": "warmth, then a short walk", "first_days": 3, "first_percent": 50},
            of_its_day=False,
            private=("note", "help"),
        ),
        Kind(
            "ladders",
            Ladder,
            {"exercise": "Bridge", "dose_part": "reps", "step_by": 2, "up_to": 20},
            listed=False,
            of_its_day=False,
        ),
        Kind(
            "laddersteps",
            LadderStep,
            {
                "exercise": "Bridge",
                "answer": "accepted",
                "dose_part": "reps",
                "amount_before": 15,
                "amount_after": 17,
            },
            ("programme",),
            of_its_day=False,
        ),
        Kind(
            "guides",
            Guide,
            {
                "exercise": "Bridge",
                "instructions": "slowly, feet flat",
                "link": "https://example.org/bridge",
            },
            listed=False,
            of_its_day=False,
            private=("note", "instructions"),
        ),
        Kind(
            "goals",
            Goal,
            {"goal": "walk to the shop and back"},
            ("checkins",),
            of_its_day=False,
        ),
        Kind(
            "abilities",
            Abilities,
            {
                "activity_1": "sitting at work",
                "ability_1": 4,
                "activity_2": "carrying shopping",
                "ability_2": 6,
                "activity_3": "sleeping through",
                "ability_3": 7,
            },
            ("checkins",),
            again=("activity_1", "activity_2", "activity_3"),
        ),
        Kind("days", r.DayNote, {"no_exercise": True, "sleep": 6}),
        Kind(
            "checkins",
            CheckIn,
            {"pain": 5, "enjoyment": 4, "activity": 6, "note": "a hard week"},
            ("checkins",),
        ),
        Kind(
            "recall",
            RecallGuess,
            {"week_starts_on": "2026-05-11", "level": 5},
            ("checkins",),
            of_its_day=False,
        ),
        Kind(
            "events",
            Event,
            {"what": "visit", "name": "Dr Huber"},
            ("events",),
            of_its_day=False,
            private=("note", "agreed", "questions"),
            in_section={"questions": "questions"},
        ),
        Kind(
            "methods",
            OwnMethod,
            {"name": "Ibuprofen", "method": "medicine", "dose": "400", "unit": "mg"},
            listed=False,
            of_its_day=False,
        ),
        Kind(
            "topics",
            OwnTopic,
            {"name": "Coffee", "kind": "yes_no"},
            listed=False,
            of_its_day=False,
        ),
    )
}
"""The kinds by slug, in the order in which they are listed everywhere."""

RECORDS: Final = {slug: kind.record for slug, kind in KINDS.items()}
"""The class of each kind's records, by slug."""

SLUGS: Final = {kind.record: slug for slug, kind in KINDS.items()}
"""The slug of each class of records."""


DAILY: Final = frozenset({r.PainLevel, r.CompletedExercise, r.DayNote, CheckIn})
"""What is logged day by day; most changes of a diary are of these kinds alone."""


def kind_of(record: type[r.Record]) -> Kind:
    """The kind whose records are of that class."""
    return KINDS[SLUGS[record]]
