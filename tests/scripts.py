"""Reading our scripts: how long their functions are, which names they bind, and what they import.

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


DECLARED: Final = re.compile(r"\b(?:const|let|var)\s+")
ARROW: Final = re.compile(r"([\w$]+)\s*=>")
CAUGHT: Final = re.compile(r"\bcatch\s*\(([^()]*)\)")
LIST_END: Final = re.compile(r";|\s(?:of|in)\s")
"""Where the names of a declaration are all said."""


def bound_names(source: str) -> list[tuple[int, str]]:
    """The line and the name of each variable and argument; functions themselves are not meant."""
    code = blanked(source)
    return sorted(
        (code.count("\n", 0, start) + 1, name)
        for start, names in _name_lists(code)
        for name in _names_in(names)
    )


def _name_lists(code: str) -> Iterator[tuple[int, str]]:
    """Where each list of names begins, and the list: a declaration's, or that of arguments."""
    for match in DECLARED.finditer(code):
        yield match.end(), _pieces(code[match.end() :], LIST_END)[0]
    for match in (*ARROW.finditer(code), *CAUGHT.finditer(code)):
        yield match.start(1), match[1]
    for body in re.finditer(r"\)\s*(?:=>|\{)", code):
        opening = _opening(code[: body.start() + 1])
        word = WORD_BEFORE.search(code[:opening])
        if body.group().endswith("=>") or not (word and word[1] in CONTROL):
            yield opening + 1, code[opening + 1 : body.start()]


def _names_in(names: str) -> Iterator[str]:
    """The names that a list binds, also inside ``{}`` and ``[]``, without keys and defaults."""
    for piece in _pieces(names, re.compile(",")):
        name = _pieces(piece, re.compile("="))[0].strip().removeprefix("...")
        if name[:1] in ("{", "["):
            yield from _names_in(name[1:-1])
        elif name:
            value = _pieces(name, re.compile(":"))[-1].strip()
            yield from [value] if re.fullmatch(r"[\w$]+", value) else _names_in(value)


def _pieces(code: str, mark: re.Pattern[str]) -> list[str]:
    """The code between the marks that stand in no brackets, up to the end of what it stands in."""
    pieces, start, depth, place = [], 0, 0, 0
    while place < len(code) and depth >= 0:
        depth += {**dict.fromkeys("([{", 1), **dict.fromkeys(")]}", -1)}.get(code[place], 0)
        match = None if depth else mark.match(code, place)
        if match:
            pieces.append(code[start:place])
            start = place = match.end()
        else:
            place += 1
    return [*pieces, code[start : place - (depth < 0)]]


def imported(file: Path) -> Iterator[Path]:
    """The scripts that a script imports, whether at once or when it needs them."""
    for at_once, later in IMPORT.findall(file.read_text()):
        yield (file.parent / (at_once or later)).resolve()
