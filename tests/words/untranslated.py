"""Texts for people that were never given to be translated: in templates, in Python, in scripts."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from jinja2 import Environment, nodes

ROOT: Final = Path(__file__).parents[2]
FUNCTIONS: Final = {"_", "gettext", "pgettext", "ngettext", "npgettext", "marked"}
NAMES: Final = {"Spasm Journal"}
"""What is called the same in every language."""

EXEMPT_FILES: Final = {
    "journal/web/support/openapi.py": (
        "a description for programmers, in the language of its field names"
    ),
    "journal/web/support/openapi_texts.py": "the same",
    "journal/web/support/openapi_parts.py": "the same",
    "journal/core/diary/demo.py": "the notes of a made-up person, who writes English",
    "journal/exchange/out/fhir.py": "terms for other software, which FHIR wants in one language",
    "journal/exchange/out/fhir_codes.py": "the same",
    "journal/core/model/record_json.py": "the same as openapi.py",
}
EXEMPT_FRAGMENTS: Final = {
    "journal/exchange/trackers/": "notes and names of imported entries: the same in every "
    "language, as a file that is imported again is told by them",
    "journal/exchange/files/": "names of columns without one, by which answers are remembered",
    "journal/store/accounts/accounts.py": "names of counters, which nobody reads",
    "journal/web/support/limits.py": "the same",
    "journal/charts/svg.py": "names of classes",
}
"""Where words beside a value are no sentence, and why."""

EXEMPT_TEXTS: Final = {
    'Bearer error="invalid_token"': "a header, read by other software",
    'Bearer error="insufficient_scope", scope=""': "the same",
    "Share ${token}": "the same",
    "max-age=, public, immutable": "the same",
    "Spasms": "the name of the installed app, the same in every language",
    "no words for ${key}": "what only programmers read",
    "Side leg raise": "the name of an exercise, which belongs to whoever has it in their list",
    "Sleep quality": "what the files of another tracker call it",
    "Daylio mood: ": "a note of an imported level: the same in every language, as a file that is "
    "imported again is told by it",
}
"""What is no text for people, and why."""

ATTRIBUTES: Final = {
    *("alt", "title", "placeholder", "label", "summary", "abbr", "aria-label", "aria-description"),
    *("aria-placeholder", "aria-roledescription", "aria-valuetext"),
}
META: Final = {
    *("description", "application-name", "apple-mobile-web-app-title"),
    *("og:title", "og:description", "og:site_name", "og:image:alt"),
}
"""The names of a page's head whose content people read."""

VALUES: Final = {"submit", "button", "reset", "text", "search"}
"""The inputs whose value is seen."""

LITERAL_TAGS: Final = {"script", "style", "code", "kbd", "samp", "pre", "cite"}
"""Tags whose text a computer reads, or that names a publication."""

LETTERS: Final = re.compile(r"[^\W\d_]")
PHRASE: Final = re.compile(r"[A-Z]?[a-z\u2019']+,? [a-z]|^[A-Z][a-z\u2019']+[.:?!…]?$|^OK[.!]?$")
"""Two words in a row, or one with a capital."""

FRAGMENT: Final = re.compile(
    r"(^|·)[,.:;)\s]*\s[a-z\u2019']{2,}(?![\w-])|(?<![\w-])[a-z\u2019']{2,}[,:;]?\s[(\s]*(·|$)"
)
"""A piece of a sentence, with the space that parts it from the next; ``·`` is a value."""

SENTENCE: Final = re.compile(
    r"^\W*[A-Z][a-z\u2019']*,? (\S+ )*[a-z\u2019']{2,}|^\W*[a-z]+ .*[a-z][.?!]$"
    r"|^[A-Z][a-z\u2019']+[.?!…]$"
)
"""Something with a capital and a space, or that ends as a sentence does."""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A text for people where none may stand."""

    file: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line}: {self.text[:90]}"


def jinja() -> Environment:
    """An environment that reads templates as they are written."""
    environment = Environment(  # noqa: S701 (it shows nothing)
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"]
    )
    environment.policies["ext.i18n.trimmed"] = True
    return environment


def in_template(file: Path) -> Iterator[Found]:
    """The texts of a template outside ``_()`` and ``{% trans %}``."""
    source = file.read_text()
    page = Page()
    page.feed(without_jinja(source))
    page.close()
    phrases = {Found(file, line, text) for line, text in page.texts}
    tree = jinja().parse(source)
    for node in constants(tree):
        if PHRASE.search(node.value) and node.value not in NAMES:
            phrases.add(Found(file, node.lineno, node.value))
    for joined in tree.find_all((nodes.Concat, nodes.Add, nodes.Mod)):
        for node in pieces_joined(joined):
            if FRAGMENT.search(node.value):
                phrases.add(Found(file, node.lineno, node.value.strip()))
    yield from sorted(phrases)


def pieces_joined(node: nodes.Node) -> Iterator[nodes.Const]:
    """The texts that an expression puts together, or chooses from."""
    match node:
        case nodes.Const(value=str()):
            yield node
        case nodes.Concat() | nodes.Add() | nodes.Mod() | nodes.CondExpr() | nodes.Or():
            for child in node.iter_child_nodes():
                if child is not getattr(node, "test", None):
                    yield from pieces_joined(child)
        case nodes.Filter() if node.node:
            yield from pieces_joined(node.node)


def put_in(expression: str) -> str:
    """The texts that an expression of a template writes into the page, as a part of its HTML."""
    if "'" not in expression and '"' not in expression:
        return "·"
    outputs = jinja().parse(f"{{{{{expression}}}}}").find_all(nodes.Output)
    texts = [
        each.value for output in outputs for node in output.nodes for each in pieces_joined(node)
    ]
    return " ".join(["·", *(text.replace('"', "”").replace("<", "") for text in texts)])


def without_jinja(source: str) -> str:
    """The HTML around the tags of Jinja, on the same lines, with the texts that are put into it.

    Translated blocks are left out.
    """
    pieces, hidden, tag = [], "", ""
    expression: list[str] | None = None
    for _, kind, value in jinja().lex(source):
        if kind == "block_begin":
            tag = ""
        elif kind == "variable_begin":
            expression = []
            continue
        elif kind == "variable_end" and expression is not None:
            pieces.append("" if hidden else put_in("".join(expression)))
            expression = None
        elif expression is not None:
            expression.append(value)
        elif kind == "name":
            tag = f"{tag} {value}".strip()
            hidden = HIDDEN.get(tag, "" if tag == hidden else hidden)
        is_text = kind == "data" and not hidden
        pieces.append(value if is_text else "\n" * value.count("\n"))
    return "".join(pieces)


HIDDEN: Final = {"trans": "endtrans", "block shape": "endblock"}
"""What is translated, or no text but a class, and where it ends."""


IN_A_TAG: Final = re.compile(r'[a-z-]+="')
"""Macros that write the attributes of a tag."""


class Page(HTMLParser):
    """Collects what people read of a page: its text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[int, str]] = []
        self._literal = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the attributes."""
        self._literal += tag in LITERAL_TAGS
        attributes = dict(attrs)
        for name, value in attrs:
            is_seen = (
                name == "value" and tag == "input" and attributes.get("type", "text") in VALUES
            )
            key = attributes.get("name") or attributes.get("property")
            described = name == "content" and key in META
            for_scripts = name.startswith("data-") and PHRASE.search(value or "")
            if name in ATTRIBUTES or is_seen or described or for_scripts:
                self._note(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag whose text is for a computer."""
        self._literal -= tag in LITERAL_TAGS

    def handle_data(self, data: str) -> None:
        """Look at the text between tags."""
        if not self._literal:
            self._note(data)

    def _note(self, text: str) -> None:
        words = " ".join(text.split())
        for name in NAMES:
            words = words.replace(name, "")
        words = words.strip("· ")
        if LETTERS.search(words) and not IN_A_TAG.search(words):
            self.texts.append((self.getpos()[0], words))


def constants(node: nodes.Node) -> Iterator[nodes.Const]:
    """The texts in the expressions of a template that no function translates."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Call) and getattr(child.node, "name", "") in FUNCTIONS:
            yield from (constant for keyword in child.kwargs for constant in constants(keyword))
        elif isinstance(child, nodes.Const) and isinstance(child.value, str):
            yield child
        elif isinstance(child, nodes.Pair):
            yield from constants(nodes.List([child.value]))
        else:
            yield from constants(child)


PROGRAMMERS: Final = {
    *("ValueError", "TypeError", "KeyError", "RuntimeError", "LookupError"),
    *("TemplateSyntaxError", "log_fault", "NotPrinted"),
}
"""Exceptions and functions whose text no person ever reads."""


def in_python(file: Path) -> Iterator[Found]:
    """The sentences in a module's code that are neither docstrings, nor logged, nor translated."""
    tree = ast.parse(file.read_text())
    for call in calls(tree, FUNCTIONS):
        for argument in call.args:
            if isinstance(argument, ast.JoinedStr):
                yield Found(file, argument.lineno, f"put together: {ast.unparse(argument)}")
    yield from inside_texts(file, tree)
    at_once = {id(node) for node in seen_at_once(tree)}
    exempt = f"{file}".startswith(tuple(f"{ROOT / place}" for place in EXEMPT_FRAGMENTS))
    for node in literals(tree):
        text = "".join(str(piece.value) for piece in pieces(node))
        is_seen = id(node) in at_once and LETTERS.search(text)
        if is_seen or SENTENCE.search(text) or (is_fragment(node) and not exempt):
            yield Found(file, node.lineno, text)


def inside_texts(file: Path, tree: ast.AST) -> Iterator[Found]:
    """The calls inside a text: what collects the texts to translate does not look in there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for call in calls(node, FUNCTIONS):
                yield Found(file, call.lineno, f"not collected: {ast.unparse(call)}")


def calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    """The calls of some functions, also as methods."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names:
            yield node


SHOWING: Final = {"flash", "print", "print_stdout", "echo", "input", "getpass", "exit"}
"""Functions that show their text to a person, as it is."""

LABELS: Final = {
    *("label", "title", "heading", "message", "description", "hint", "placeholder", "short_name"),
}
"""Names that hold what a person reads; one word of it has a capital."""


def seen_at_once(tree: ast.AST) -> Iterator[ast.expr]:
    """The texts that are shown as they are, however short: printed, or the value of a label."""
    for call in calls(tree, SHOWING):
        yield from call.args
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg=str(name), value=ast.Constant(value=str(text)) as value):
                labels: list[tuple[str, object, ast.expr]] = [(name, text, value)]
            case ast.Dict():
                labels = [
                    (str(key.value), value.value, value)
                    for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
                ]
            case _:
                continue
        for label, words, constant in labels:
            if label in LABELS and PHRASE.search(str(words)):
                yield constant


def is_fragment(node: ast.Constant | ast.JoinedStr) -> bool:
    """Whether a text puts words beside a value."""
    if isinstance(node, ast.Constant):
        return False
    parts = [each.value if isinstance(each, ast.Constant) else "·" for each in node.values]
    return bool(FRAGMENT.search("".join(map(str, parts))))


def literals(node: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """The texts in a piece of code that may be shown to a person."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.JoinedStr) or (
            isinstance(child, ast.Constant) and isinstance(child.value, str)
        ):
            yield child
        elif not is_docstring(child) and not is_for_nobody(child):
            yield from literals(child)


def is_docstring(node: ast.AST) -> bool:
    """Whether a statement is nothing but a text."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_for_nobody(node: ast.AST) -> bool:
    """Whether a call translates its text, logs it, or raises what only programmers read."""
    function_name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    return (
        function_name.startswith(("log.", "logging.")) or function_name in FUNCTIONS | PROGRAMMERS
    )


def pieces(node: ast.Constant | ast.JoinedStr) -> list[ast.Constant]:
    """The constant pieces of a text."""
    values = node.values if isinstance(node, ast.JoinedStr) else [node]
    return [value for value in values if isinstance(value, ast.Constant)]


SCRIPT_TEXT: Final = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`""",
    re.DOTALL,
)
PLACE: Final = re.compile(r"\$\{[^}]*\}")


def in_script(file: Path) -> Iterator[Found]:
    """The texts of a script that look like words for people."""
    source = file.read_text()
    for match in SCRIPT_TEXT.finditer(source):
        text = next((group for group in match.groups() if group), "")
        filled = PLACE.sub("·", text)
        label = WORD_SHOWN.search(source[: match.start()]) and LETTERS.search(PLACE.sub("", text))
        if label or SENTENCE.search(filled) or FRAGMENT.search(filled):
            yield Found(file, source.count("\n", 0, match.start()) + 1, text)


WORD_SHOWN: Final = re.compile(
    r"(?:(?:textContent|innerText|aria(?:Label|Description|ValueText)|title|placeholder|alt|label)\s*[:=](?!=)"
    r"|setAttribute\([\"'](?:aria-label|aria-description|title|placeholder|alt)[\"'],"
    r"|insertAdjacentText\([\"']\w+[\"'],|\b(?:append|alert|confirm|prompt)\()"
    r"\s*(?:[^;,\n{}()\"'`]*[?:|+]\s*(?:\"[^\"\n]*\"\s*:\s*)?)?$"
)
"""What stands before a text that is shown as it is, also where one of several is chosen."""


def in_file(file: Path) -> list[Found]:
    """What is found in a file, whatever it is, but for what may stand where it does."""
    if str(file.relative_to(ROOT)) in EXEMPT_FILES:
        return []
    reader = {".html": in_template, ".py": in_python, ".js": in_script}[file.suffix]
    return sorted(phrase for phrase in reader(file) if phrase.text not in EXEMPT_TEXTS)


def sources() -> list[Path]:
    """Every file that may hold texts for people."""
    files = [
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "journal").rglob("*.py"),
        *(ROOT / "static").rglob("*.js"),
    ]
    return sorted(file for file in files if "vendor" not in file.parts)
