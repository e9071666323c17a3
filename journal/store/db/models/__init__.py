"""The tables. A record's columns carry its field names; limits are read from the vocabulary.

Named here are those that other code names; importing one of them makes all tables known.
"""

from journal.store.db.models.accounts import (
    Account,
    Attempt,
    EntryLink,
    Identity,
    Login,
    PasskeyRow,
    RecoveryCode,
    ReminderRow,
    SecondFactor,
)
from journal.store.db.models.base import NAMING, Base, Owned, TimedRow, Versioned, learn_postgresql
from journal.store.db.models.changes import Change, Import, ImportStep, Mapping, Upload
from journal.store.db.models.diary import (
    AgreedEndRow,
    Dismissed,
    ExperimentRow,
    IntroductionRow,
    RestDayRuleRow,
)
from journal.store.db.models.entries import (
    CheckInRow,
    CompletedExerciseRow,
    DayNoteRow,
    EpisodeRow,
    EventRow,
    Exercise,
    PainLevelRow,
    PrescriptionRow,
    RecallGuessRow,
    ReliefRow,
)
from journal.store.db.models.goals import (
    AbilitiesRow,
    GoalRow,
    GuideRow,
    LadderRow,
    LadderStepRow,
)
from journal.store.db.models.plans import (
    FlarePlanRow,
    OwnMethodRow,
    OwnTopicRow,
    ProgrammeTemplateRow,
)
from journal.store.db.models.sharing import (
    AuditEvent,
    CareEvent,
    CareRow,
    ShareRow,
    Team,
    TeamMember,
    TokenRow,
)

__all__ = [
    "NAMING",
    "AbilitiesRow",
    "Account",
    "AgreedEndRow",
    "Attempt",
    "AuditEvent",
    "Base",
    "CareEvent",
    "CareRow",
    "Change",
    "CheckInRow",
    "CompletedExerciseRow",
    "DayNoteRow",
    "Dismissed",
    "EntryLink",
    "EpisodeRow",
    "EventRow",
    "Exercise",
    "ExperimentRow",
    "FlarePlanRow",
    "GoalRow",
    "GuideRow",
    "Identity",
    "Import",
    "ImportStep",
    "IntroductionRow",
    "LadderRow",
    "LadderStepRow",
    "Login",
    "Mapping",
    "OwnMethodRow",
    "OwnTopicRow",
    "Owned",
    "PainLevelRow",
    "PasskeyRow",
    "PrescriptionRow",
    "ProgrammeTemplateRow",
    "RecallGuessRow",
    "RecoveryCode",
    "ReliefRow",
    "ReminderRow",
    "RestDayRuleRow",
    "SecondFactor",
    "ShareRow",
    "Team",
    "TeamMember",
    "TimedRow",
    "TokenRow",
    "Upload",
    "Versioned",
    "learn_postgresql",
]
