"""What a file of another tracker cannot know, and so the person is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from journal.core.model import moments
from journal.core.model import vocabulary as v
from journal.core.model.fields import Fault, text_fault
from journal.exchange.files.table import ReadFile
from journal.words.problems import sentence

Answers = Mapping[str, str]
"""What was answered, by the ids of the questions; empty means no, or left out."""

NONE_YET: Final[Answers] = MappingProxyType({})

ZONE: Final = "zone"
EXERCISE: Final = "exercise"
RELIEF: Final = "relief"

LEAVE_OUT: Final = ("", "leave it out")
AS_EXERCISE: Final = (EXERCISE, "an exercise")
AS_RELIEF: Final = tuple(
    (f"{RELIEF}:{method}", f"tried for relief: {v.plain(method)}") for method in v.RELIEF_METHODS
)
LEVELS: Final = tuple(
    (str(level), str(level)) for level in range(v.LEVEL_LOWEST, v.LEVEL_HIGHEST + 1)
)
PAIN_NOW: Final = ("now", "a pain level at that time")
OF_DAYS: Final = (
    ("day_average", "the average pain of that day"),
    ("day_worst", "the worst pain of that day"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its id, what is asked, what may be answered, and a guess to start from.

    ``choices`` are pairs of an answer and its words; without any, an IANA zone is asked for.
    Where ``exercise`` is a choice, so is ``exercise:`` and the name it shall have. A question
    that ``depends`` on another matters only when that one's answer is not empty.
    """

    id: str
    text: str
    choices: tuple[tuple[str, str], ...]
    guess: str = ""
    depends: str = ""

    def fault(self, answer: str) -> Fault | None:
        """What is wrong with an answer, or None."""
        if not self.choices:
            return None if moments.zone_exists(answer) else Fault("unknown_zone")
        values = [value for value, _ in self.choices]
        word, _, name = answer.partition(":")
        if answer in values:
            return None
        if word == EXERCISE in values and name:
            return text_fault(name, v.NAME_LENGTH)
        return Fault("answer")


def settled(questions: Sequence[Question], answers: Answers, file: ReadFile) -> bool:
    """Whether every question that matters has an answer it allows; if not, problems say so."""
    for question in questions:
        if question.depends and not answers.get(question.depends):
            continue
        answer = answers.get(question.id)
        if answer is None:
            file.refuse(1, "", "", f"This is still to be answered: {question.text}")
        elif fault := question.fault(answer):
            file.refuse(1, "", answer, f"{question.text} {sentence(fault)}")
        if file.full:
            break
    return not file.problems


def zone_question(guess: str) -> Question:
    """In which zone the file's clocks were."""
    return Question(ZONE, "The file names no time zone. Where were its times noted?", (), guess)


def place_question(guess: str) -> Question:
    """Which zone to show moments in whose offset the file gives."""
    return Question(ZONE, "Which time zone were you in when this was noted?", (), guess)


EXERCISE_WORDS: Final = [
    "bicycle",
    "bike",
    "biking",
    "bridge",
    "crunch",
    "curl",
    "cycling",
    "exercise",
    "fitness",
    "gym",
    "hike",
    "hiking",
    "jog",
    "physio",
    "pilates",
    "plank",
    "raise",
    "run",
    "running",
    "sport",
    "squat",
    "stretch",
    "stretching",
    "swim",
    "swimming",
    "training",
    "walk",
    "walking",
    "workout",
    "yoga",
]
PAIN_WORDS: Final = ["ache", "aching", "backache", "cramp", "pain", "sciatica", "sore", "spasm"]
RELIEF_WORDS: Final = {
    "nsaid_cream": ("gel", "cream"),
    "medicine": ("ibuprofen", "paracetamol", "acetaminophen", "naproxen", "diclofenac"),
    "massage": ("massage",),
    "cold": ("ice",),
    "warmth": ("heat", "warmth"),
}


def _says(name: str, words: Iterable[str]) -> bool:
    said = "".join(letter if letter.isalnum() else " " for letter in name.casefold()).split()
    return any(word in said for word in words)


def guessed_use(name: str, choices: Iterable[tuple[str, str]]) -> str:
    """What a thing of this name probably is, among the choices; empty where nothing says it."""
    allowed = {value for value, _ in choices}
    likely = [EXERCISE] if _says(name, EXERCISE_WORDS) else []
    likely += [f"{RELIEF}:{way}" for way, words in RELIEF_WORDS.items() if _says(name, words)]
    likely += ["now"] if _says(name, PAIN_WORDS) else []
    return next((use for use in likely if use in allowed), "")
