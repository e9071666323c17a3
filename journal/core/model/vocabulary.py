"""Every scale, word and limit of the journal, written once.

Forms, files, database constraints and help texts read them here. Stored tokens are English,
lower case, ``snake_case``; the words people see for them stand in the templates.
"""

from typing import Final

LEVEL_LOWEST: Final = 0
LEVEL_HIGHEST: Final = 10
"""The numeric rating scale for pain, 0 (none) to 10 (worst imaginable), whole numbers."""
LEVELS_APART: Final = LEVEL_HIGHEST - LEVEL_LOWEST
"""How far two levels, or two means of them, can be apart at most."""

PAIN_KINDS: Final = ("day_average", "day_worst", "now")
DAY_KINDS: Final = ("day_average", "day_worst")
"""The kinds of pain level of which a local day has at most one each."""

EXCLUDED: Final = "excluded"
RECALLED: Final = ("yes", EXCLUDED)
"""``yes``: typed in over 24 hours after the day ended; ``excluded``: over three days after."""

EACH_SIDE: Final = ("left", "right")
SIDES: Final = (*EACH_SIDE, "both")
MOVEMENTS: Final = ("rest", "movement", "both")
"""``both``: at rest, and worse when moving."""
ONSETS: Final = ("sudden", "gradual")
OUTCOMES: Final = ("done", "partly", "stopped", "skipped")
DIFFICULTIES: Final = ("too_easy", "right", "too_hard")
"""What somebody says of an exercise after it."""
SKIPPED: Final = "skipped"
EXERCISED: Final = tuple(outcome for outcome in OUTCOMES if outcome != SKIPPED)
"""The outcomes that make a day a day with exercise."""

REST_REASONS: Final = ("flare", "illness", "travel")
"""Why a programme rests on a day."""

REGIONS: Final = (
    "neck_left",
    "neck_middle",
    "neck_right",
    "upper_back_left",
    "upper_back_middle",
    "upper_back_right",
    "mid_back_left",
    "mid_back_middle",
    "mid_back_right",
    "lower_back_left",
    "lower_back_middle",
    "lower_back_right",
    "tailbone",
    "buttock_left",
    "buttock_right",
    "leg_above_knee_left",
    "leg_above_knee_right",
    "leg_below_knee_left",
    "leg_below_knee_right",
)
SYMPTOMS: Final = (
    "aching",
    "cramping",
    "stabbing",
    "burning",
    "throbbing",
    "tight",
    "twitching",
    "tingling",
    "numb",
    "weak",
    "limited_movement",
    "thinner",
)
TRIGGERS: Final = (
    "hard_work",
    "training",
    "lifting",
    "long_sitting",
    "stress",
    "poor_sleep",
    "cold",
    "no_idea",
)
"""Suggestions only: a person's own words are kept as they are."""

RELIEF_METHODS: Final = (
    "nsaid_cream",
    "nsaid_plaster",
    "cold",
    "warmth",
    "massage",
    "medicine",
    "rest",
    "position",
    "gentle_movement",
    "stretching",
    "tens",
    "own",
)
NOT_BEFORE_HOURS_HIGHEST: Final = 720
"""The longest a person may want to wait before they use something again: 30 days."""
UNIT_LENGTH: Final = 20
"""Of the unit of a dose."""
AMOUNT_LENGTH: Final = 10
"""Of a number with decimals, as a text: six digits, a point, three digits."""

NAMED_LISTS: Final = ("exercises", "methods", "symptoms", "questions")
"""The lists that somebody keeps of their own, whose entries are meant by their names."""

QUESTION_ANSWERS: Final = {
    "yes_no": ("yes", "no"),
    "level": tuple(str(level) for level in range(LEVEL_LOWEST, LEVEL_HIGHEST + 1)),
}
"""The sorts of questions about a day that somebody may ask themselves, and what answers each."""
TOPICS: Final = ("symptom", *QUESTION_ANSWERS)
"""What a topic of somebody's own is: how a spasm feels, or a question about a day."""
TOPICS_MOST: Final = 40
"""So many of them an entry may name."""
TOPICS_ON_TODAY: Final = 5

PLAN_STATES: Final = ("ready", "proposed", "begun")
"""Of a flare plan: written to be used, put forward by a clinician, or begun on its day."""
PLAN_DAYS_HIGHEST: Final = 14
"""So many days each step of a flare plan may take."""
PERCENT_HIGHEST: Final = 100
VISIT: Final = "visit"
EVENTS: Final = (VISIT, "injection", "new_chair", "own")
"""What an event may be; ``own``: only what its name says."""
EVENT_DAYS_AHEAD: Final = 366
"""So far ahead an event, such as a visit, may be planned."""

SETS_HIGHEST: Final = 100
REPS_HIGHEST: Final = 1000
HOLD_SECONDS_HIGHEST: Final = 3600
MINUTES_HIGHEST: Final = 1440
TIMES_PER_DAY_HIGHEST: Final = 24
DAYS_PER_WEEK_HIGHEST: Final = 7

LADDER_STATES: Final = ("ready", "proposed")
"""Of a ladder: written to be used, or put forward by a clinician."""
TEMPLATE_STATES: Final = ("ready", "proposed")
"""Of a programme template: written to be used, or put forward by a clinician."""
LADDER_MOST: Final = {
    "reps": REPS_HIGHEST,
    "hold_seconds": HOLD_SECONDS_HIGHEST,
    "sets": SETS_HIGHEST,
    "minutes": MINUTES_HIGHEST,
}
"""What of a dose a ladder may raise, and the most it may be."""
LADDER_PARTS: Final = tuple(LADDER_MOST)
FINE_TIMES_HIGHEST: Final = 7
"""So many mornings in a row a ladder may ask for."""
STEP_ANSWERS: Final = ("accepted", "declined", "later")

NOTE_LENGTH: Final = 8000
QUESTIONS_LENGTH: Final = 2000
"""What a person wants to ask their doctor."""
LINK_LENGTH: Final = 500
ALT_LENGTH: Final = 200
"""What says in words what a picture shows."""
GOAL_LENGTH: Final = 200
GOAL_ANSWERS: Final = ("yes", "partly", "no")
"""Whether a goal happened."""
NAME_LENGTH: Final = 80
TRIGGER_LENGTH: Final = 80
TRIGGERS_MOST: Final = 40
EXERCISES_LEFT_OUT_MOST: Final = 40
"""In a flare plan."""
USERNAME_LENGTH: Final = 64
ADDRESS_LENGTH: Final = 254
"""The longest e-mail address there can be (RFC 5321 has 256 with the brackets around it)."""
PASSWORD_SHORTEST: Final = 8
PASSWORD_LONGEST: Final = 1000
PASSCODE_SHORTEST: Final = 6
"""Enough where only so many may be tried an hour, and only by who has the link."""
PASSCODE_LONGEST: Final = 100
SHARES_MOST: Final = 20
INVITATIONS_MOST: Final = 20
COMMENT_LENGTH: Final = 2000
CARE_EVENTS: Final = (
    *("joined", "looked", "commented", "prescribed"),
    *("handed_over", "member_joined", "member_left", "agreed"),
    *("printed", "copied"),
)
"""What clinicians do with the diary of their patient, and what changes who they are."""
CARE_MESSAGES: Final = ("commented", "prescribed", "handed_over", "member_joined")
"""What of it the person is told on Today until they read it, and may answer."""
TEAMS_MOST: Final = 100
INVITED_ROLES: Final = ("person", "clinician")
"""What somebody can be whom a host invites."""
SHARE_DAYS_MOST: Final = 366
CODE_MINUTES: Final = 15
"""So long a code opens the page for a doctor on another device."""

EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 9000
"""Far from where calendars end, so that a day may be added to any moment in any zone."""
AHEAD_MINUTES: Final = 5
"""A moment up to this far ahead of the server's clock is taken as now; later is refused."""

RECALLED_AFTER_HOURS: Final = 24
EXCLUDED_AFTER_DAYS: Final = 3

AFTER_MINUTES: Final = (20, 60)
"""After so many minutes it is noted what followed a relief."""
MEDICINES: Final = ("medicine", "nsaid_cream", "nsaid_plaster")
"""The methods of relief that are medicines."""

LASTED_MINUTES: Final = (15, 30, 60, 120, 240, 480)
"""How long a spasm lasted, as a form offers it."""

LASTED_DAYS: Final = 7
"""A spasm that is typed in as longer than so many days is asked about once."""

BEGAN_AGO: Final = (0, 15, 30, 60)
"""How many minutes ago a spasm may be said to have begun, in one tap."""

COLD_MINUTES: Final = 20
"""Cold is stopped after this many minutes."""

MILD: Final = (1, 2, 3)
MODERATE: Final = (4, 5, 6)
SEVERE: Final = (7, 8, 9, 10)
SEVERITY: Final = {
    level: word
    for word, band in (("mild", MILD), ("moderate", MODERATE), ("severe", SEVERE))
    for level in band
}
"""The word beside the number of a level above none; only the number is stored."""

SCOPES: Final = ("read", "log")
"""What a token may let an app do."""
TOKENS_MOST: Final = 20
"""How many tokens an account may have at once."""
PASSKEYS_MOST: Final = 20
"""How many passkeys an account may have at once."""

CLOCKS: Final = ("24", "12")
WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
FIRST_WEEKDAYS: Final = ("monday", "sunday", "saturday")
THEMES: Final = ("system", "light", "dark")
SETTINGS: Final = ("zone", "clock", "first_weekday", "theme")
"""What an account is set to, as its page of settings asks for it."""


def plain(token: str) -> str:
    """A token as words: ``lower back left``."""
    return token.replace("_", " ")
