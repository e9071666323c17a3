"""What a thing of a certain name most likely is: an exercise, a relief, the back that hurts."""

import re
from collections.abc import Iterable
from typing import Final

from journal.exchange.files.questions import EXERCISE, RELIEF

EXERCISE_WORDS: Final = frozenset(
    [
        "bicycle",
        "bike",
        "biking",
        "bridge",
        "bridges",
        "crunch",
        "curl",
        "cycling",
        "exercise",
        "exercises",
        "fitness",
        "gym",
        "hike",
        "hiking",
        "jog",
        "jogging",
        "physio",
        "pilates",
        "plank",
        "raise",
        "run",
        "running",
        "sport",
        "squat",
        "squats",
        "planks",
        "situps",
        "pushups",
        "lunge",
        "lunges",
        "stretch",
        "stretches",
        "stretching",
        "swim",
        "swimming",
        "training",
        "walk",
        "walked",
        "walking",
        "walks",
        "workout",
        "yoga",
        "übungen",
        "übung",
        "gehen",
        "spazieren",
        "marche",
        "caminar",
        "caminata",
        "spaziergang",
        "spaziergänge",
        "brücke",
        "brücken",
        "dehnen",
        "dehnübungen",
        "gymnastik",
        "promenade",
        "étirements",
        "gainage",
        "pont",
        "plancha",
        "estiramientos",
        "camminata",
        "passeggiata",
        "caminhada",
        "alongamento",
        "wandelen",
        "wandeling",
        "promenad",
        "spacer",
        "прогулка",
        "ходьба",
        "растяжка",
        "yürüyüş",
        "散歩",
        "ストレッチ",
    ]
)
RELIEF_WORDS: Final = {
    "nsaid_cream": ("gel", "cream"),
    "medicine": (
        *("ibuprofen", "paracetamol", "acetaminophen", "naproxen", "diclofenac", "aspirin"),
        *("tylenol", "advil", "aleve", "voltaren", "metamizol", "novalgin", "etoricoxib"),
        *("celecoxib", "tramadol", "codeine", "tizanidine", "cyclobenzaprine", "methocarbamol"),
        *("baclofen", "gabapentin", "pregabalin", "tablet", "tablets", "pill", "pills"),
    ),
    "massage": ("massage",),
    "cold": ("ice", "cold", "kälte", "eis"),
    "warmth": ("heat", "heating", "warmth", "hot", "wärme", "wärmflasche", "chaleur", "calor"),
}
PAIN_WORDS: Final = frozenset(
    [
        "ache",
        "aches",
        "aching",
        "cramp",
        "cramps",
        "pain",
        "pains",
        "painful",
        "sore",
        "soreness",
        "spasm",
        "spasms",
        "schmerz",
        "schmerzen",
        "dolor",
        "douleur",
        "dolore",
        "dor",
        "dores",
        "pijn",
        "smärta",
        "smärtor",
        "smerte",
        "smerter",
        "kipu",
        "ból",
        "bóle",
        "боль",
        "боли",
        "bolest",
        "fájdalom",
        "durere",
        "ağrı",
        "πόνος",
        "痛み",
        "疼痛",
        "통증",
        "krampf",
        "krämpfe",
        "spasmus",
        "spasme",
        "espasmo",
        "spasmo",
        "skurcz",
        "спазм",
    ]
)
BACK_WORDS: Final = frozenset(
    [
        "back",
        "backache",
        "backpain",
        "neck",
        "spine",
        "spinal",
        "sciatica",
        "sciatic",
        "lumbar",
        "lumbago",
        "tailbone",
        "coccyx",
        "sacrum",
        "sacroiliac",
        "rücken",
        "rückenschmerz",
        "rückenschmerzen",
        "nacken",
        "espalda",
        "dos",
        "schiena",
        "rug",
        "rugpijn",
        "kreuz",
        "kreuzschmerzen",
        "lws",
        "hws",
        "bws",
        "lombaire",
        "lombalgie",
        "lumbalgia",
        "lombalgia",
        "costas",
        "rygg",
        "ryggsmärta",
        "ryggont",
        "selkä",
        "plecy",
        "спина",
        "спины",
        "спине",
        "sırt",
        "腰",
        "腰痛",
        "背中",
        "허리",
    ]
)
PLAIN_WORDS: Final = PAIN_WORDS | frozenset(
    [
        "a",
        "my",
        "the",
        "level",
        "levels",
        "score",
        "scale",
        "rating",
        "severity",
        "intensity",
        "average",
        "worst",
        "mean",
        "max",
        "min",
        "today",
        "daily",
        "morning",
        "evening",
        "chronic",
        "general",
        "overall",
        "muscle",
        "nerve",
        "of",
        "in",
        "day",
        "nrs",
        "vas",
        "now",
        "scale",
        "out",
        "points",
    ]
)
"""With nothing but these, a name says no other place than the back."""


def words_of(name: str) -> list[str]:
    """The words of a name, in lower case."""
    return re.findall(r"[^\W\d_]+", name.casefold())


FEW: Final = 3
"""With so few words ("left upper back") a place stands for the pain in it."""


def is_back_pain(name: str) -> bool:
    """Whether a name is that of pain, and of no other place than back and neck."""
    words = set(words_of(name))
    if words & BACK_WORDS:
        says_pain = words & (PAIN_WORDS | {"sciatica", "lumbago", "backache", "backpain"})
        return bool(says_pain) or (len(words) <= FEW and not words & EXERCISE_WORDS)
    return bool(words & PAIN_WORDS) and words <= PLAIN_WORDS


def likely_use(name: str, choices: Iterable[tuple[str, object]]) -> str:
    """What a thing of this name probably is, among the choices; empty where nothing says it."""
    allowed = {value for value, _ in choices}
    words = set(words_of(name))
    likely = [EXERCISE] if words & EXERCISE_WORDS else []
    likely += [f"{RELIEF}:{way}" for way, names in RELIEF_WORDS.items() if words & set(names)]
    likely += ["now"] if is_back_pain(name) else []
    return next((use for use in likely if use in allowed), "")


OTHER_PLACES: Final = frozenset(
    [
        "head",
        "headache",
        "headaches",
        "migraine",
        "migraines",
        "jaw",
        "tooth",
        "teeth",
        "ear",
        "eye",
        "eyes",
        "face",
        "throat",
        "chest",
        "breast",
        "heart",
        "rib",
        "ribs",
        "stomach",
        "tummy",
        "belly",
        "abdomen",
        "abdominal",
        "gut",
        "pelvic",
        "pelvis",
        "period",
        "menstrual",
        "bladder",
        "kidney",
        "shoulder",
        "shoulders",
        "arm",
        "arms",
        "elbow",
        "wrist",
        "wrists",
        "hand",
        "hands",
        "finger",
        "fingers",
        "thumb",
        "knee",
        "knees",
        "ankle",
        "ankles",
        "foot",
        "feet",
        "toe",
        "toes",
        "heel",
        "joint",
        "joints",
        "skin",
        "kopf",
        "kopfschmerz",
        "kopfschmerzen",
        "kiefer",
        "zahn",
        "brust",
        "bauch",
        "schulter",
        "arm",
        "ellbogen",
        "hand",
        "knie",
        "fuß",
        "füße",
        "tête",
        "mâchoire",
        "poitrine",
        "ventre",
        "épaule",
        "genou",
        "pied",
        "cabeza",
        "pecho",
        "estómago",
        "hombro",
        "rodilla",
        "pie",
    ]
)
"""Where else it may hurt than in back, neck and legs."""


def is_elsewhere(name: str) -> bool:
    """Whether a name says another place than the back."""
    said = set(words_of(name))
    return bool(said & OTHER_PLACES) and not said & BACK_WORDS


SIDES: Final = {
    "left": {"left", "l", "links", "linke", "linker", "gauche", "izquierda", "izquierdo"},
    "right": {
        "right",
        "r",
        "rechts",
        "rechte",
        "rechter",
        "droite",
        "droit",
        "derecha",
        "derecho",
    },
}
PLACES: Final = (
    (("neck", "nacken", "cervical"), "neck", True),
    (("upper back", "thoracic"), "upper_back", True),
    (("mid back", "middle back"), "mid_back", True),
    (("lower back", "low back", "lumbar", "lumbago"), "lower_back", True),
    (("buttock", "glute"), "buttock", False),
    (("thigh", "hamstring", "upper leg"), "leg_above_knee", False),
    (("calf", "shin", "lower leg"), "leg_below_knee", False),
)
"""Words for places, the region they begin, and whether it has a middle."""


def regions_in(name: str) -> str:
    """The regions that a name gives, ``a|b``: ``Lower back pain``; empty where it gives none."""
    said = set(words_of(name.replace("-", " ")))
    if said & {"tailbone", "coccyx"}:
        return "tailbone"
    for places, region, has_middle in PLACES:
        if any(said >= set(place.split()) for place in places):
            sides: list[str] = [side for side, its in SIDES.items() if said & its]
            sides = sides or (["middle"] if has_middle else ["left", "right"])
            return "|".join(f"{region}_{side}" for side in sides)
    return ""
