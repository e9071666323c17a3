"""Reading our scripts: how long their functions are, and what they import.

No parser of JavaScript is needed for that. Texts, patterns and comments are blanked first, line by
line; then a function is a ``{`` after ``=>``, or after ``)`` where no keyword of control stands
before the ``(``, and it ends where its braces are even again.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).resolve().parents[1] / "static"
SCRIPTS: Final = sorted(
    file for file in STATIC.rglob("*.js") if "vendor" not in file.relative_to(STATIC).parts
)

BLANKED: Final = re.compile(
    r"""
      //[^\n]* | /\*.*?\*/
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\]|\\.)*`
    | (?<=[(,=:\[!&|?{};\n])\ */(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*
    """,
    re.DOTALL | re.VERBOSE,
)
CONTROL: Final = {"if", "for", "while", "switch", "catch", "with"}
WORD_BEFORE: Final = re.compile(r"([\w$]+)\s*(?:\*\s*)?$")
IMPORT: Final = re.compile(
    r"""^(?:import|export)\s(?:[^"';]*?\sfrom\s+)?"([^"]+)";|\bimport\("([^"]+)"\)""", re.MULTILINE
)


def blanked(source: str) -> str:
    """The source with every text, pattern and comment replaced, on the same lines."""
    return BLANKED.sub(lambda match: "_" + "\n" * match.group().count("\n"), source)


def function_lengths(source: str) -> list[tuple[int, int]]:
    """The first line of each function with a body in braces, and how many lines it has."""
    code = blanked(source)
    lengths = []
    for brace in re.finditer(r"\{", code):
        start = _function_start(code, brace.start())
        if start is not None:
            first = code.count("\n", 0, start) + 1
            last = code.count("\n", 0, _closing(code, brace.start())) + 1
            lengths.append((first, last - first + 1))
    return lengths


def _function_start(code: str, brace: int) -> int | None:
    """Where the function begins whose body this brace opens; None for any other brace."""
    before = code[:brace].rstrip()
    if before.endswith("=>"):
        return len(before) - 2
    if not before.endswith(")"):
        return None
    opening = _opening(before)
    word = WORD_BEFORE.search(before[:opening])
    return None if word and word[1] in CONTROL else opening


def _opening(code: str) -> int:
    """The parenthesis that the last one of a piece of code closes."""
    depth = 0
    for place in range(len(code) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(code[place], 0)
        if not depth:
            return place
    raise AssertionError("a parenthesis is closed that was never opened")


def _closing(code: str, brace: int) -> int:
    depth = 0
    for place in range(brace, len(code)):
        depth += {"{": 1, "}": -1}.get(code[place], 0)
        if not depth:
            return place
    raise AssertionError("a brace is never closed")


def imported(file: Path) -> Iterator[Path]:
    """The scripts that a script imports, whether at once or when it needs them."""
    for at_once, later in IMPORT.findall(file.read_text()):
        yield (file.parent / (at_once or later)).resolve()
