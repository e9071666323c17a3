"""Words of many languages that tell an exercise or a relief."""

from typing import Final


def word_set(text: str) -> frozenset[str]:
    """The words of a text that lists some."""
    return frozenset(text.split())


COUNTED_WORDS: Final = word_set(
    "affondi bridge bridges bridging brücke brücken clam clams clamshell clamshells crunch "
    "crunches curl curls flexiones kniebeuge kniebeugen liegestütz liegestütze lunge "
    "lunges pompes pont ponte ponti ponts puente puentes pushup pushups raise raises "
    "sentadillas situp situps squat squats"
)
"""Exercises that are counted: a number beside one is its repetitions."""

TIMED_WORDS: Final = word_set(
    "bicycle bike biking caminar caminata caminhada camminata cycling gehen hike hiking "
    "jog jogging marche passeggiata pilates promenad promenade radfahren run running "
    "schwimmen spacer spazieren spaziergang spaziergehen spaziergänge swim swimming walk "
    "walked walking walks wandelen wandeling wandern yoga yürüyüş прогулка ходьба 散歩"
)
"""Exercises that last: a number beside one is its minutes."""

ENGLISH_WALKS: Final = word_set("walk walked walking walks")
"""What is the walking of every journal in an English name too: ``Morning walk``."""

WALK_WORDS: Final = ENGLISH_WALKS | word_set(
    "caminar caminata caminhada camminata gehen marche passeggiata promenad promenade spacer "
    "spazieren spaziergang spaziergehen spaziergänge wandelen wandeling "
    "yürüyüş прогулка ходьба 散歩"
)
"""What is that walking where it is all that a name says."""

HELD_WORDS: Final = word_set("gainage plancha plank planks")
"""Exercises that are held: a number beside one is seconds."""

MOVEMENT_WORDS: Final = COUNTED_WORDS | TIMED_WORDS | HELD_WORDS
"""Exercises by name; other words only say that something is one."""

EXERCISE_WORDS: Final = MOVEMENT_WORDS | word_set(
    "alongamento alongamentos dehnen dehnung dehnübungen ejercicio ejercicios esercizi "
    "esercizio estiramiento estiramientos exercice exercices exercise exercises exercício "
    "exercícios fitness gym gymnastik oefening oefeningen physio "
    "rozciąganie sport stretch stretches stretching training träning workout "
    "étirement étirements övningar übung übungen ćwiczenia растяжка ストレッチ"
)

RELIEF_WORDS: Final = {
    "nsaid_cream": ("gel", "cream"),
    "medicine": (
        *("ibuprofen", "paracetamol", "acetaminophen", "naproxen", "diclofenac", "aspirin"),
        *("tylenol", "advil", "aleve", "voltaren", "metamizol", "novalgin", "etoricoxib"),
        *("celecoxib", "tramadol", "codeine", "tizanidine", "cyclobenzaprine", "methocarbamol"),
        *("baclofen", "gabapentin", "pregabalin", "tablet", "tablets", "pill", "pills"),
        *("ibu", "ibuprofene", "ibuprofène", "ibuprofeno", "nurofen", "panadol", "dafalgan"),
        *("doliprane", "efferalgan", "diclo", "voltarol", "novaminsulfon", "metamizole"),
        *("nolotil", "ketoprofen", "meloxicam", "etodolac", "tilidin", "tapentadol", "codamol"),
        *("oxycodone", "hydrocodone", "morphine", "ortoton", "flexeril", "robaxin", "lyrica"),
        *("diazepam", "valium", "amitriptyline", "duloxetine", "paracetamolo", "paracétamol"),
    ),
    "massage": ("massage",),
    "cold": ("ice", "cold", "kälte", "eis", "icepack"),
    "warmth": (
        *("heat", "heating", "warmth", "hot", "wärme", "wärmflasche", "wärmepflaster"),
        *("heizkissen", "heatpad", "chaleur", "calor"),
    ),
    "tens": ("tens",),
}

SIDE_WORDS: Final = {
    "left": word_set("l left links li linke lhs gauche g izquierda izq izquierdo sinistra sx"),
    "right": word_set("r right rechts re rechte rhs droite d derecha der derecho destra dx"),
    "both": word_set(
        "both lr rl beide beides beidseitig deux lesdeux ambos ambas losdos entrambi each"
    ),
}
"""What stands in a column of sides, without what is between letters."""
