"""What a file of another tracker cannot know, and so the person is asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from journal.core.model import moments
from journal.core.model import vocabulary as v
from journal.core.model.faults import Unreadable
from journal.core.model.fields import text_fault
from journal.core.model.time_fields import calendar_date
from journal.exchange.files.dates import DAY_FIRST, MONTH_FIRST, YEAR_FIRST, Dates
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.texts import Text, as_written, of_field, text

Answers = Mapping[str, str]
"""What was answered, by the ids of the questions; empty means no, or left out."""

Asked = Callable[[Answers], list["Question"]]
"""What is asked by some answers."""
NONE_YET: Final[Answers] = MappingProxyType({})
NO_GUESS: Final = "?"
"""The guess of a question that somebody has to answer: no answer that it allows."""

ZONE: Final = "zone"
EXERCISE: Final = "exercise"
RELIEF: Final = "relief"
ORDER: Final = "order"

Choice = tuple[str, Text]
LEAVE_OUT: Final[Choice] = ("", text("leave_out"))
AS_EXERCISE: Final[Choice] = (EXERCISE, text("as_exercise"))
AS_RELIEF: Final[tuple[Choice, ...]] = tuple(
    (f"{RELIEF}:{method}", text("as_relief", method=method)) for method in v.RELIEF_METHODS
)
LEVELS: Final[tuple[Choice, ...]] = tuple(
    (str(level), as_written(str(level))) for level in range(v.LEVEL_LOWEST, v.LEVEL_HIGHEST + 1)
)
PAIN_NOW: Final[Choice] = ("now", text("pain_then"))
OF_DAYS: Final[tuple[Choice, ...]] = (
    ("day_average", text("pain_day_average")),
    ("day_worst", text("pain_day_worst")),
)
YES_OR_NO: Final[tuple[Choice, ...]] = (("yes", text("yes")), ("", text("no")))


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its id, what is asked, what may be answered, and a guess to start from.

    ``choices`` are pairs of an answer and its words; without any, an IANA zone is asked for.
    Where ``exercise`` is a choice, so is ``exercise:`` and the name it shall have. A question
    that ``depends`` on another matters only when that one's answer is not empty. ``reason``
    says what the guess rests on; questions of one ``group`` are alike and shown together.
    """

    id: str
    text: Text
    choices: tuple[Choice, ...]
    guess: str = ""
    depends: str = ""
    reason: Text | None = None
    group: str = ""
    of_day: bool = False
    """Whether a day, ``YYYY-MM-DD``, is an answer too."""

    def fault(self, answer: str) -> Text | None:
        """What is wrong with an answer, or None."""
        if not self.choices:
            return None if moments.zone_exists(answer) else text("no_such_zone")
        if self.of_day and answer:
            return None if is_day(answer) else text("expected_day")
        values = [value for value, _ in self.choices]
        word, _, name = answer.partition(":")
        if answer in values:
            return None
        if word == EXERCISE in values and name:
            wrong = text_fault(name, v.NAME_LENGTH)
            return of_field(wrong) if wrong else None
        return text("choose_an_answer")


def is_day(answer: str) -> bool:
    """Whether an answer is a day of the calendar."""
    try:
        calendar_date(answer)
    except Unreadable:
        return False
    return True


def settled(questions: Sequence[Question], answers: Answers, file: ReadFile) -> bool:
    """Whether every question that matters has an answer it allows; if not, problems say so."""
    for question in questions:
        if question.depends and not answers.get(question.depends):
            continue
        answer = answers.get(question.id)
        if answer is None:
            file.refuse(1, "", question.id, "unanswered")
        elif question.fault(answer):
            file.refuse(1, "", f"{question.id}={answer}", "wrong_answer")
        if file.full:
            break
    return not file.problems


def zone_question(guess: str, *, partly: bool = False) -> Question:
    """In which zone the file's clocks were; ``partly``: where it does not say so itself."""
    return Question(ZONE, text("zone_where_missing" if partly else "zone_of_file"), (), guess)


def place_question(guess: str) -> Question:
    """Which zone to show moments in whose offset the file gives."""
    return Question(ZONE, text("zone_to_show"), (), guess)


ORDER_CHOICES: Final[dict[str, Choice]] = {
    DAY_FIRST: (DAY_FIRST, text("day_first")),
    MONTH_FIRST: (MONTH_FIRST, text("month_first")),
    YEAR_FIRST: (YEAR_FIRST, text("year_first")),
}
MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def date_questions(dates: Dates) -> list[Question]:
    """What days leave open: months by names not known, and the order of their numbers."""
    months = tuple((str(at), text(name)) for at, name in enumerate(MONTHS, start=1))
    questions = [
        Question(f"month:{name}", text("which_month", name=name), months, group="month")
        for name in dates.unknown_months
    ]
    if len(dates.orders) > 1:
        choices = tuple(choice for order, choice in ORDER_CHOICES.items() if order in dates.orders)
        what = text("which_order", example=dates.example)
        reason = text(f"order_by_{dates.order_reason}")
        questions.append(Question(ORDER, what, choices, dates.order, reason=reason))
    return questions


def answered_dates(dates: Dates, answers: Answers) -> Dates:
    """The same with what was answered about months and order."""
    for name in dates.unknown_months:
        if answers.get(f"month:{name}"):
            dates.months[name] = int(answers[f"month:{name}"])
    if answers.get(ORDER) in dates.orders:
        dates.order = answers[ORDER]
    return dates


def fitting_answers(answers: Answers, questioning: Asked) -> dict[str, str]:
    """Those of some answers that are ones to what is asked by them."""
    fitting = dict(answers)
    while True:
        questions = {question.id: question for question in questioning(fitting)}
        fine = {
            key: answer
            for key, answer in fitting.items()
            if key in questions and questions[key].fault(answer) is None
        }
        if fine == fitting:
            return fitting
        fitting = fine


def guesses(questions: Iterable[Question]) -> dict[str, str]:
    """The guess for each question that has one which fits, by the questions' ids."""
    return {
        question.id: question.guess
        for question in questions
        if question.fault(question.guess) is None
    }
