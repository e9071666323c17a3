"""What the columns of any table probably hold, by their names and by what stands in them."""

import re
from collections.abc import Mapping
from typing import Final

from journal.core.model import records as r
from journal.core.model.inputs import columns as fields_of
from journal.core.model.kinds import RECORDS
from journal.exchange.files.durations import unit_in
from journal.exchange.files.likely_use import (
    EXERCISE_WORDS,
    PAIN_WORDS,
    is_elsewhere,
    words_of,
)
from journal.exchange.trackers.column_profiles import Profile

CLOCK: Final = "clock"
LASTED: Final = "lasted"
LEVEL: Final = "level"
PARTS: Final = ("morning", "noon", "afternoon", "evening", "night")
LEVEL_ROLES: Final = tuple(
    f"{LEVEL}:{part}" for part in ("day_average", "day_worst", "now", *PARTS)
)
"""A pain level of its own kind, or of a time of day."""
DOES: Final = "does"
DOES_ROLES: Final = tuple(
    f"{DOES}:{what}" for what in ("done", "minutes", "reps", "sets", "hold_seconds")
)
"""An exercise of its own: whether it was done, or how much of it."""
DAYS_ROLES: Final = ("days:sleep", "days:stress", "days:sitting_over_6h")
"""Something of the whole day."""
WORDS: Final = "words"

Names = frozenset[str]


def _names(text: str) -> Names:
    return frozenset(text.split())


START_WORDS: Final = _names(
    "start started starts begin began beginning onset from beginn anfang début debut inicio inizio"
)
END_WORDS: Final = _names("end ended ends finish finished until to ende fin fine stopped stop bis")
LENGTH_WORDS: Final = _names(
    "duration lasted length minutes mins min hours hrs dauer durée duración durata elapsed moving"
)
TIME_WORDS: Final = _names("time clock hour uhrzeit zeit heure hora ora tid tijd kello klokke")
DATE_WORDS: Final = _names("date day datum tag jour fecha día data giorno dato dag when timestamp")
LEVEL_WORDS: Final = PAIN_WORDS | _names(
    "level intensity severity score rating nrs vas intensität stärke intensidad intensité "
    "schmerzstärke schmerzlevel schmerzskala painlevel"
)
ATTACK_WORDS: Final = _names(
    "attack attacks migraine headache episode episodes flare spasm symptom symptoms aura anfall "
    "crise"
)
WORST_WORDS: Final = _names(
    "worst max maximum peak highest schlimmste schlimmster maximal pire peor peggiore"
)
AVERAGE_WORDS: Final = _names(
    "average avg mean durchschnitt mittel moyenne promedio media overall"
)
PART_WORDS: Final = {
    "morning": _names("morning am morgen morgens früh matin mañana mattina waking"),
    "noon": _names("noon midday lunch mittag mittags midi mediodía"),
    "afternoon": _names("afternoon nachmittag nachmittags tarde pomeriggio"),
    "evening": _names("evening pm abend abends soir sera avond"),
    "night": _names("night nacht nachts nuit noche notte bedtime"),
}
NAME_WORDS: Final = _names("exercise activity workout habit habitname übung ejercicio exercice")
METHOD_WORDS: Final = _names("medication medicine treatment relief remedy medikament médicament")
TRIGGER_WORDS: Final = _names("trigger triggers cause causes auslöser")
SYMPTOM_WORDS: Final = _names("symptom symptoms symptome")
NOTE_WORDS: Final = _names(
    "note notes comment comments remark remarks bemerkung bemerkungen notiz notizen description "
    "commenttext milestone kommentar notas nota commentaire"
)
DONE_WORDS: Final = _names(
    "done completed complete finished erledigt gemacht fait hecho outcome status"
)
ZONE_WORDS: Final = _names("zone timezone tz zeitzone fuseau utc offset")
SLEEP_WORDS: Final = _names("sleep slept schlaf sommeil sueño sonno")
STRESS_WORDS: Final = _names("stress stressed")
COUNTS: Final = {
    "reps": _names("reps rep repetitions wiederholungen wdh répétitions repeticiones count"),
    "sets": _names("sets set sätze séries series"),
    "hold_seconds": _names("hold held seconds secs sec"),
}
MINUTES_OF_EXERCISE: Final = 10
"""A number of an exercise above this is rather its minutes than its repetitions."""


def words(key: str) -> Names:
    """The words of a column's name, but for what stands in brackets."""
    return frozenset(words_of(re.sub(r"[(\[][^)\]]*[)\]]", " ", key.replace("_", " "))))


def guessed_kind(columns: Mapping[str, Profile]) -> str:
    """The word of the kind of record that a row most likely is."""
    names = {key: words(key) for key in columns}
    every: Names = frozenset().union(*names.values())
    pain = any(_is_pain(columns[key], it) for key, it in names.items())
    starts = any(it & START_WORDS for it in names.values())
    ends = any(it & END_WORDS for it in names.values())
    counts = any(it & (COUNTS["reps"] | COUNTS["sets"]) for it in names.values())
    lengths = bool(every & LENGTH_WORDS)
    exact = {key.replace(" ", "_") for key in columns}
    scores = {
        "pain": 4 * pain + bool(every & frozenset().union(*PART_WORDS.values())),
        "episodes": 5 * starts * (pain or ends)
        + 2 * (lengths and pain)
        + 4 * bool(every & ATTACK_WORDS and (starts or lengths or ends))
        + 2 * ends * (not counts),
        "exercises": 4 * bool(every & NAME_WORDS)
        + 3 * counts
        + lengths
        + 2 * bool(every & EXERCISE_WORDS)
        - 4 * pain,
        "relief": 3 * bool(every & METHOD_WORDS) - 2 * pain,
        "days": 2 * bool(every & (SLEEP_WORDS | STRESS_WORDS)) + ("day" in exact),
        "checkins": 6 * ({"pain", "enjoyment", "activity"} <= exact),
        "programme": 6 * bool({"times_per_day", "starts_on"} & exact),
    }
    return max(RECORDS, key=lambda word: scores[word])


def _is_pain(column: Profile, names: Names) -> bool:
    part_of_day = any(names & it for it in PART_WORDS.values()) and column.is_levels
    return not column.is_days and bool(names & LEVEL_WORDS or part_of_day)


class Guesses:
    """Guesses what each column of a table holds, when its rows are records of ``kind``."""

    def __init__(self, columns: Mapping[str, Profile], kind: type[r.Record]) -> None:
        self.columns = columns
        self.kind = kind
        self.fields = [column.name for column in fields_of(kind) if column.name != "id"]
        self.taken: set[str] = set()
        self.of_days = [key for key, it in columns.items() if it.is_days]
        self.has_exercise = any(words(key) & NAME_WORDS for key in columns)

    def all(self) -> dict[str, str]:
        """The guess for each column, by its key; empty where none is likely."""
        found = {key: self._exact(key) for key in self.columns}
        self.taken = {role for role in found.values() if role}
        for step in (self._of_time, self._of_value):
            for key, column in self.columns.items():
                role = "" if found[key] else step(column, words(key))
                several = role.startswith((f"{DOES}:", WORDS))
                if role and (several or role not in self.taken):
                    found[key] = role
                    self.taken.add(role)
        return found

    def _exact(self, key: str) -> str:
        """A column that is named as the field is."""
        name = "_".join(key.split()).replace("-", "_").partition("(")[0].strip("_")
        plain = name in self.fields and name not in ("level", "outcome", "day", "pain", "activity")
        day = name == "day" and (not self.kind.MOMENT or len(self.of_days) == 1)
        if plain and name == "zone" and not self.columns[key].is_zones:
            return "zone" if self.columns[key].cells else ""
        peg = self.kind is r.CheckIn and name in self.fields
        return name if plain or peg or day else ""

    def _of_time(self, column: Profile, names: Names) -> str:
        if column.is_zones and names & ZONE_WORDS:
            return "zone" if self.kind.MOMENT else ""
        if self.kind is r.Episode and names & END_WORDS and (column.is_days or column.is_clocks):
            return "ended_at"
        if column.is_days or (not self.of_days and names & DATE_WORDS):
            return self._of_days(column, names)
        if column.is_clocks or column.is_parts_of_day or self._is_named_clock(column, names):
            return self._of_clock(column, names)
        return ""

    def _is_named_clock(self, column: Profile, names: Names) -> bool:
        """Whether a column is called a time and holds words, beside one of days."""
        return names <= TIME_WORDS and bool(self.of_days) and not column.is_numbers

    def _of_days(self, column: Profile, names: Names) -> str:
        if not self.kind.MOMENT:
            return next((name for name in ("day", "starts_on") if name in self.fields), "")
        starts = [key for key in self.of_days if words(key) & START_WORDS]
        dated = [key for key in self.of_days if words(key) & DATE_WORDS]
        first = (starts or dated or self.of_days or [column.key])[0]
        return self.kind.MOMENT if column.key == first else ""

    def _of_clock(self, column: Profile, names: Names) -> str:
        if self._is_length(column, names):
            return self._length()
        if not self.kind.MOMENT or not self.of_days:
            return ""
        named = names & (TIME_WORDS | START_WORDS)
        return CLOCK if named or column.is_parts_of_day else ""

    def _is_length(self, column: Profile, names: Names) -> bool:
        """A length and no time of day: by its name, or by what stands beside it."""
        if names & LENGTH_WORDS:
            return True
        counted = any(
            words(key) & (COUNTS["reps"] | _names("distance weight km")) for key in self.columns
        )
        return counted and column.may_be_lengths and not column.is_parts_of_day

    def _length(self) -> str:
        return LASTED if self.kind is r.Episode else "minutes" if "minutes" in self.fields else ""

    def _of_value(self, column: Profile, names: Names) -> str:
        timed = names & (EXERCISE_WORDS | LENGTH_WORDS)
        if column.is_days or (column.is_clocks and not timed):
            return ""
        level = self._level(column, names)
        if level:
            return level
        if names & LENGTH_WORDS and (column.may_be_lengths or not column.cells):
            length = self._length()
            return length if length and length not in self.taken else self._does(column, names)
        return self._of_name(column, names) or self._does(column, names)

    def _level(self, column: Profile, names: Names) -> str:
        part = next((part for part, it in PART_WORDS.items() if names & it), "")
        fits = column.is_numbers or not column.is_yes_no
        if not fits or (not names & LEVEL_WORDS and not (part and column.is_levels)):
            return ""
        if self.kind is not r.PainLevel:
            return "peak_level" if self.kind is r.Episode else ""
        if is_elsewhere(column.key) and not _asks(column.key) and not part:
            return ""
        kinds = {"day_worst": WORST_WORDS, "day_average": AVERAGE_WORDS}
        said = part or next((kind for kind, its in kinds.items() if names & its), "")
        return f"{LEVEL}:{said}" if said else LEVEL

    def _of_name(self, column: Profile, names: Names) -> str:
        wanted = {
            "exercise": NAME_WORDS | (names if names == {"name"} else frozenset()),
            "method": METHOD_WORDS,
            "triggers": TRIGGER_WORDS,
            "symptoms": SYMPTOM_WORDS,
            "outcome": DONE_WORDS,
            "note": NOTE_WORDS,
            **COUNTS,
        }
        exercise_is_named = names & NAME_WORDS or not self.has_exercise
        a_name = exercise_is_named and not (column.is_numbers or column.is_yes_no)
        for field, its in wanted.items():
            if field in self.fields and names & its and (field != "exercise" or a_name):
                return field
        if names & (TRIGGER_WORDS | SYMPTOM_WORDS | METHOD_WORDS | NOTE_WORDS):
            return "" if column.is_numbers else WORDS
        if self.kind is not r.DayNote and names & SLEEP_WORDS and column.is_levels:
            return "days:sleep"
        if self.kind is not r.DayNote and names & STRESS_WORDS and column.is_yes_no:
            return "days:stress"
        return ""

    def _does(self, column: Profile, names: Names) -> str:
        """An exercise with a column of its own: what its cells say of it."""
        own = self.kind is r.CompletedExercise and not self.has_exercise
        if not self.kind.MOMENT or not names & EXERCISE_WORDS or (own and len(self.columns) <= 3):  # noqa: PLR2004
            return ""
        if column.is_yes_no and not (column.is_numbers and column.highest > 1):
            return "does:done"
        every = set(words_of(column.key))
        for amount, its in COUNTS.items():
            if every & its:
                return f"does:{amount}"
        if unit_in(column.key) or column.is_lengths or column.highest > MINUTES_OF_EXERCISE:
            return "does:minutes"
        return "does:reps" if column.is_numbers else ""


def _asks(name: str) -> bool:
    """Whether a column's name is a whole question: whose words say little of where it hurts."""
    return "?" in name


def guessed_name(key: str) -> str:
    """The name of the exercise that a column is about."""
    if _asks(key):
        return "Exercises"
    plain = key.partition("(")[0].partition("[")[0].replace("_", " ")
    gone = LENGTH_WORDS | COUNTS["reps"] | COUNTS["sets"] | COUNTS["hold_seconds"] | DONE_WORDS
    kept = [word for word in plain.split() if word.casefold().strip(".,:") not in gone]
    walks = {"walk", "walked", "walks", "walking"}
    named = ["walking" if word.casefold() in walks else word for word in kept]
    name = " ".join(named).strip(" .,:-")
    return name[:1].upper() + name[1:]
