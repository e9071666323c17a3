"""What a column of any table may hold besides a field of the kind: its roles in the answers."""

from typing import Final

from journal.exchange.files.questions import AS_RELIEF, EXERCISE, RELIEF

CLOCK: Final = "clock"
LASTED: Final = "lasted"
LEVEL: Final = "level"
PARTS: Final = ("morning", "noon", "afternoon", "evening", "night")
LEVEL_ROLES: Final = tuple(
    f"{LEVEL}:{part}" for part in ("day_average", "day_worst", "now", *PARTS)
)
"""A pain level of its own kind, or of a time of day."""
DOES: Final = "does"
DONE: Final = f"{DOES}:done"
DOES_ROLES: Final = tuple(
    f"{DOES}:{what}" for what in ("done", "minutes", "reps", "sets", "hold_seconds")
)
"""An exercise of its own: whether it was done, or how much of it."""
NAMED: Final = f"{DOES}:{EXERCISE}"
"""An exercise that each cell names."""
RELIEF_ROLES: Final = tuple(role for role, _ in AS_RELIEF)
"""Something tried for relief, of which each cell says how much, or which."""
OF_MEDICINE: Final = f"{RELIEF}:medicine"
OF_DOSE: Final = f"{RELIEF}:dose"
"""How much was taken of the medicine that another column names."""
SPASM: Final = "spasm"
HAD: Final = f"{SPASM}:had"
SPASM_ROLES: Final = (f"{SPASM}:peak_level", f"{SPASM}:{LASTED}", HAD)
"""A spasm of its own: how bad it was, how long it lasted, or whether there was one."""
DAYS_ROLES: Final = ("days:sleep", "days:stress", "days:sitting_over_6h")
"""Something of the whole day."""
WORDS: Final = "words"
ABOUT: Final = "about"
"""What hurts: rows about another place than the back are left out, as answered."""
