"""The house: imports point down, libraries stay in their rooms, pages hold no loose scripts."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from statistics import median

import pytest
from bs4 import BeautifulSoup
from jinja2 import nodes

from tests import scripts
from tests.scripts import SCRIPTS, function_lengths
from tests.words.untranslated import jinja

ROOT = Path(__file__).resolve().parents[1]
SOURCE = sorted((ROOT / "journal").rglob("*.py"))
CODE = [*SOURCE, ROOT / "run.py"]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted(
    file
    for file in (ROOT / "templates").rglob("*")
    if file.is_file() and "__pycache__" not in file.parts
)

RANKS = {
    "journal.core": 1,
    "journal.words": 2,
    "journal.exchange": 3,
    "journal.store.db.types": 3,
    "journal.charts": 3,
    "journal.config": 3,
    "journal.access": 3,  # none of its modules imports another, but for the provider
    "journal.access.common_passwords": 3,
    "journal.access.identity_provider": 2,
    "journal.access.passkeys": 3,
    "journal.access.passwords": 3,
    "journal.access.second_factor": 3,
    "journal.access.security_log": 3,
    "journal.access.single_sign_on": 3,
    "journal.database_address": 2,
    "journal.mail_server": 2,
    "journal.phone_address": 2,
    "journal.setting_values": 2,
    "journal.zone_data": 2,
    "journal.qr_codes": 3,
    "journal.messaging": 4,
    "journal.pdf": 4,
    "journal.pictures": 2,
    "journal.store.db.models": 4,
    "journal.store": 5,
    "journal.clock": 5,  # below the doors alone: to all else the time is an argument
    "journal.web": 6,
    "journal.commands.account_list": 6,
    "journal.commands.import_listing": 6,
    "journal.commands.typed_secrets": 6,
    "journal.hosting.background": 6,
    "journal.hosting.connections": 6,
    "journal.hosting.nightly": 6,
    "journal.hosting.reminder_job": 6,
    "journal.hosting.unused_accounts": 6,
    "journal.app": 7,
    "journal.commands.doctor": 7,
    "journal.commands.imports": 7,
    "journal.commands.opening": 7,
    "journal.flask_commands": 8,
    "journal": 9,  # makes the application when it is called, and loads nothing before
    "journal.hosting": 8,
    "journal.commands": 9,
    "journal.cli": 10,
    "journal.__main__": 11,
}
"""The rooms, the ground first. A room may import itself and what lies below it."""

STANDARD = sys.stdlib_module_names | {"_typeshed"}  # which only type checkers have
FLASK = {"flask", "flask_babel", "flask_login", "itsdangerous", "flask_wtf", "wtforms", "werkzeug"}
LIBRARIES = {
    "journal": {"flask"},
    "journal.clock": set[str](),
    "journal.core": set[str](),
    "journal.exchange": {"python_calamine"},
    "journal.store.db.types": {"sqlalchemy"},
    "journal.charts": {"plotly"},  # for the skeletons; a page loads none of it
    "journal.words": {"babel", "jinja2"},
    "journal.config": set[str](),
    "journal.database_address": {"sqlalchemy"},  # it is read as SQLAlchemy will read it
    "journal.access": set[str](),
    "journal.access.common_passwords": set[str](),
    "journal.access.identity_provider": set[str](),
    "journal.access.passkeys": {"webauthn"},
    "journal.access.passwords": {"argon2"},
    "journal.access.second_factor": {"pyotp"},
    "journal.access.security_log": set[str](),
    "journal.access.single_sign_on": {"authlib", "joserfc", "requests"},
    "journal.mail_server": set[str](),
    "journal.phone_address": set[str](),
    "journal.setting_values": set[str](),
    "journal.zone_data": {"tzdata"},
    "journal.qr_codes": {"segno"},
    "journal.messaging": set[str](),
    "journal.pdf": {"typst"},
    "journal.pictures": {"PIL"},
    "journal.store.db.models": {"sqlalchemy"},
    "journal.store": {"sqlalchemy", "alembic", "psycopg", "pysqlite3"},
    "journal.web": FLASK | {"brotli", "jinja2", "markupsafe", "sqlalchemy", "whitenoise"},
    "journal.app": FLASK | {"jinja2", "sqlalchemy"},
    "journal.hosting": {"flask", "gunicorn", "sqlalchemy", "whitenoise"},
    "journal.hosting.background": set[str](),
    "journal.hosting.connections": {"gunicorn"},
    "journal.hosting.nightly": {"sqlalchemy"},
    "journal.hosting.reminder_job": {"sqlalchemy"},
    "journal.hosting.unused_accounts": {"sqlalchemy"},
    "journal.commands": set[str](),
    "journal.commands.account_list": set[str](),
    "journal.commands.doctor": {"sqlalchemy"},
    "journal.commands.import_listing": set[str](),
    "journal.commands.imports": {"sqlalchemy"},
    "journal.commands.opening": {"sqlalchemy"},
    "journal.commands.typed_secrets": set[str](),
    "journal.cli": {"sqlalchemy"},
    "journal.flask_commands": {"click", "flask"},
    "journal.__main__": set[str](),
}
"""What each room may use beside the standard library."""

QUERIES = {"select", "insert", "update", "delete", "create_engine"}
LONGEST_FUNCTION, LONGEST_MODULE = 40, 300
"""In lines, a function's from ``def`` to the last one."""
LONGEST_TEST = 60
"""A test may be a whole way through the journal, step by step."""
USUAL_FUNCTION, LONG_FUNCTION = 6, 16
"""The median of all functions is at most the first, nine of ten are at most the second."""


def module_name(file: Path) -> str:
    """The dotted name of a module."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(file) for file in SOURCE}


def room(module: str) -> str:
    """The room of a module: the longest name in ``RANKS`` that it lies under."""
    while module not in RANKS:
        module = module.rpartition(".")[0]
    return module


@cache
def imports(source: str) -> tuple[str, ...]:
    """Every module that a source imports, at its top or inside a function."""
    return tuple(_imports(ast.parse(source)))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "modules are imported by their full name"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in NAMES else str(node.module)


def crooked(module: str, source: str) -> list[str]:
    """The imports of a module's source that its room does not allow."""
    own = room(module)
    arrows = []
    for name in imports(source):
        library = name.partition(".")[0]
        if library == "journal":
            allowed = room(name) == own or RANKS[room(name)] < RANKS[own]
        else:
            allowed = library in STANDARD or library in LIBRARIES[own]
        if not allowed:
            arrows.append(name)
    return arrows


def faults(files: Iterable[Path], find: Callable[[str], Collection[object]]) -> dict[str, object]:
    """What is found amiss in the text of each file, by the file's name."""
    every = list(files)
    assert every
    faults_by_file = {str(file.relative_to(ROOT)): find(file.read_text()) for file in every}
    return {name: amiss for name, amiss in faults_by_file.items() if amiss}


def test_imports_point_down_and_libraries_stay_in_their_rooms() -> None:
    names = {file: crooked(module_name(file), file.read_text()) for file in SOURCE}
    assert {file: wrong for file, wrong in names.items() if wrong} == {}


@pytest.mark.parametrize(
    ("module", "source", "arrows"),
    [
        ("journal.core.model.records", "import journal.core.model.moments, datetime", []),
        (
            "journal.core.model.records",
            "from journal.store.db import models",
            ["journal.store.db.models"],
        ),
        ("journal.core.model.records", "def f():\n    import flask", ["flask"]),
        ("journal.core.diary.summary", "from sqlalchemy.orm import Session", ["sqlalchemy.orm"]),
        ("journal.store.db.models", "from journal.store.db.types import UtcMoment", []),
        (
            "journal.store.db.types",
            "from journal.store.db import models",
            ["journal.store.db.models"],
        ),
        (
            "journal.store.db.models",
            "from journal.store.diary.rows import ROWS",
            ["journal.store.diary.rows"],
        ),
        (
            "journal.store.diary.rows",
            "from journal.web.support import forms",
            ["journal.web.support.forms"],
        ),
        ("journal.store.diary.rows", "from journal.config import Settings", []),
        ("journal.config", "import journal.access.passwords", ["journal.access.passwords"]),
        ("journal.web.today", "from journal.app import STATIC", ["journal.app"]),
        ("journal.web.today", "from plotly import graph_objects", ["plotly"]),
        (
            "journal.access.security_log",
            "from journal.access import passwords",
            ["journal.access.passwords"],
        ),
        ("journal.web.shares", "from journal.hosting import nightly", ["journal.hosting.nightly"]),
        ("journal.app", "from journal.hosting import serving", ["journal.hosting.serving"]),
        ("journal.hosting.nightly", "from journal.web import health", ["journal.web.health"]),
        ("journal.commands.doctor", "from journal.app import create_app", ["journal.app"]),
        ("journal.cli", "from journal.hosting import serving", []),
        ("journal.cli", "import requests", ["requests"]),
    ],
)
def test_a_crooked_arrow_is_found(module: str, source: str, arrows: list[str]) -> None:
    assert crooked(module, source) == arrows


def test_every_module_is_in_a_room_and_every_room_is_there() -> None:
    assert {room(name) for name in NAMES} == set(RANKS) == set(LIBRARIES)
    assert [name for name in NAMES if room(name) == "journal"] == ["journal"]


def test_no_two_modules_need_each_other() -> None:
    needs = {
        module_name(file): {name for name in imports(file.read_text()) if name in NAMES}
        for file in SOURCE
    }
    while free := [module for module, needed in needs.items() if not needed]:
        for module in free:
            del needs[module]
        for needed in needs.values():
            needed.difference_update(free)
    assert needs == {}


def doors_imported(source: str) -> list[str]:
    """The doors that a module imports: whatever of journal.web is not its support."""
    names = [name for name in imports(source) if name.startswith("journal.web.")]
    return [name for name in names if not name.startswith("journal.web.support")]


def test_a_door_imports_no_door_and_what_doors_share_imports_none() -> None:
    names = {file: doors_imported(file.read_text()) for file in in_rooms("journal.web")}
    assert len(names) > 20
    assert {file: wrong for file, wrong in names.items() if wrong} == {}


@pytest.mark.parametrize(
    ("source", "doors"),
    [
        ("from journal.web.entries import page", ["journal.web.entries"]),
        ("from journal.web import entries", ["journal.web.entries"]),
        ("import journal.web.entries, flask", ["journal.web.entries"]),
        ("from journal.web.support import once", []),
    ],
)
def test_a_door_in_a_door_is_found(source: str, doors: list[str]) -> None:
    assert doors_imported(source) == doors


def in_rooms(*rooms: str) -> list[Path]:
    """The sources of the modules in some rooms."""
    return [file for file in SOURCE if room(module_name(file)) in rooms]


def asked_of_sqlalchemy(source: str) -> set[str]:
    """The functions that ask a database, as far as a source imports them."""
    if "sqlalchemy" not in source:
        return set()
    return QUERIES & {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("sqlalchemy")
        for alias in node.names
    }


def test_only_the_store_asks_the_database() -> None:
    outside = [file for file in SOURCE if not module_name(file).startswith("journal.store")]
    assert faults(outside, asked_of_sqlalchemy) == {}


TRANSLATING = {"gettext", "ngettext", "pgettext", "marked"}


def words_of_its_own(source: str) -> set[str]:
    """What a module imports to put texts into the language of the reader."""
    return TRANSLATING & {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "journal.words.language"
        for alias in node.names
    }


def test_words_stand_in_templates_and_in_their_package_alone() -> None:
    outside = [file for file in SOURCE if room(module_name(file)) != "journal.words"]
    assert faults(outside, words_of_its_own) == {}
    assert words_of_its_own("from journal.words.language import chosen, gettext as _") == {
        "gettext"
    }


CLOCK = re.compile(
    r"(\w+\.)*(datetime\.(now|utcnow|today)|date\.today"
    r"|time\.(time|time_ns|monotonic|perf_counter|localtime|gmtime))"
)


def clocks(source: str) -> list[str]:
    """Where a source asks what time it is."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and CLOCK.fullmatch(ast.unparse(node.func))
    ]


def test_one_module_asks_what_time_it_is() -> None:
    assert list(faults(SOURCE, clocks)) == ["journal/clock.py"]


@pytest.mark.parametrize(
    "source", ["datetime.now(UTC)", "datetime.datetime.utcnow()", "date.today()", "time.time()"]
)
def test_a_clock_is_found(source: str) -> None:
    assert clocks(source) == [source]


HEAVY = (
    "flask",
    "sqlalchemy",
    "plotly",
    "wtforms",
    "werkzeug",
    "jinja2",
    "alembic",
    "argon2",
    "typst",
)


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after a statement."""
    script = f"import sys\n{statement}\nprint(*sys.modules)"
    process = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(process.stdout.split())


def test_importing_the_journal_loads_nothing_else_of_it() -> None:
    assert {name for name in loaded_by("import journal") if name.startswith("journal")} == {
        "journal"
    }


def test_the_core_stands_without_flask_database_or_charts() -> None:
    core = [name for name in NAMES if room(name) in ("journal.core", "journal.exchange")]
    modules = loaded_by("\n".join(f"import {name}" for name in sorted(core)))
    assert "journal.core.model.records" in modules
    assert not modules.intersection(HEAVY)
    ours = {name for name in modules if name.startswith("journal.")}
    assert {name for name in ours if not name.startswith("journal.words")} == set(core)


SELDOM = {
    "PIL",
    "alembic",
    "journal.commands.doctor",
    "journal.commands.imports",
    "journal.exchange.own.tidy_reading",
    "journal.exchange.trackers",
    "journal.store.imports.archive_import",
    "journal.store.imports.uploaded",
    "plotly",
    "psycopg",
    "pyotp",
    "python_calamine",
    "requests",
    "segno",
    "smtplib",
    "sqlalchemy.dialects.postgresql",
    "typst",
    "webauthn",
}
"""What a server loads only once it is needed: each of its workers holds all that is loaded."""


def test_a_server_starts_without_what_few_pages_need() -> None:
    modules = loaded_by("import journal.cli, journal.hosting.serving")
    assert "journal.web.imports" in modules
    assert not modules.intersection(SELDOM)


@cache
def lengths(source: str) -> list[tuple[str, int]]:
    """Each function of a source, and how many lines it has."""
    return [
        (node.name, int(node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def too_long(source: str, longest: int = LONGEST_FUNCTION) -> set[str]:
    """The functions of a source that are too long."""
    return {name for name, lines in lengths(source) if lines > longest}


def test_no_function_is_too_long_to_be_read_at_once() -> None:
    assert faults(CODE, too_long) == {}


def test_no_test_is_longer_than_a_way_through_the_journal() -> None:
    assert faults(TESTS, partial(too_long, longest=LONGEST_TEST)) == {}


def test_most_functions_are_short() -> None:
    sizes = sorted(lines for file in CODE for _, lines in lengths(file.read_text()))
    assert median(sizes) <= USUAL_FUNCTION
    assert sizes[9 * len(sizes) // 10] <= LONG_FUNCTION


NO_NOUNS = {
    "added", "asked", "became", "both", "brought", "built", "called", "chosen", "closed",
    "come", "counted", "done", "drawn", "found", "given", "gone", "got", "heard", "held",
    "here", "him", "it", "its", "kept", "known", "loaded", "made", "meant", "named", "one",
    "opened", "others", "parsed", "passed", "put", "read", "said", "seen", "sent", "shown",
    "stored", "taken", "that", "them", "there", "these", "this", "those", "told", "wanted",
    "written",
}  # fmt: skip
"""Participles and pronouns: none says what a name is bound to."""


def fields_of(owner: ast.ClassDef) -> set[ast.AST]:
    """The names of the fields of a class."""
    return {
        name
        for field in owner.body
        if isinstance(field, ast.Assign | ast.AnnAssign)
        for name in ast.walk(field)
    }


def bound_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The line and the name of whatever is bound, but for fields: those stand after a noun."""
    fields = set[ast.AST]()
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef():
                fields |= fields_of(node)  # each comes after its class
            case ast.Name(id=name, ctx=ast.Store()) if node not in fields:
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                yield node.lineno, name


def no_nouns(source: str) -> list[tuple[int, str]]:
    """The line and the name of whatever is bound to a participle or a pronoun."""
    return sorted(pair for pair in bound_names(ast.parse(source)) if pair[1] in NO_NOUNS)


def test_a_bound_name_is_a_noun() -> None:
    assert faults([*CODE, *TESTS], no_nouns) == {}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("found = []", [(1, "found")]),
        ("found: list[int] = []", [(1, "found")]),
        ("if (found := match()):\n    first, *others = found", [(1, "found"), (2, "others")]),
        ("def report(said: str, *given: int, one: int = 1, **more: int) -> None: ...",
         [(1, "given"), (1, "one"), (1, "said")]),
        ("for it in exercises: ...", [(1, "it")]),
        ("levels = [it.level for it in records]", [(1, "it")]),
        ("sorted(levels, key=lambda it: it.recorded_at)", [(1, "it")]),
        ("with file.open() as opened: ...", [(1, "opened")]),
        ("try: ...\nexcept OSError as told: ...", [(2, "told")]),
        ("match answer:\n    case [kept, *_]: ...", [(2, "kept")]),
        ("class Import:\n    done: int\n    def undo(self, made: int): ...", [(3, "made")]),
        ("left, right = sides\nanswer.found = kept(told)", []),
    ],
)  # fmt: skip
def test_a_bound_name_that_is_no_noun_is_found(source: str, names: list[tuple[int, str]]) -> None:
    assert no_nouns(source) == names


def template_names(source: str) -> Iterator[tuple[int, str]]:
    """The line and the name of whatever a template binds; of a block set over lines, line 1."""
    for node in jinja().parse(source).find_all((nodes.Name, nodes.Import, nodes.FromImport)):
        match node:
            case nodes.Name(name=name, ctx="store" | "param"):
                yield node.lineno or 1, name
            case nodes.Import(target=name):
                yield node.lineno, name
            case nodes.FromImport(names=imports):
                for alias in imports:
                    yield node.lineno, alias if isinstance(alias, str) else alias[1]


def no_nouns_of_template(source: str) -> list[tuple[int, str]]:
    """The same of a template."""
    return sorted(pair for pair in template_names(source) if pair[1] in NO_NOUNS)


def no_nouns_of_script(source: str) -> list[tuple[int, str]]:
    """The same of a script."""
    return [pair for pair in scripts.bound_names(source) if pair[1] in NO_NOUNS]


def test_a_name_that_a_template_binds_is_a_noun() -> None:
    assert faults(TEMPLATES, no_nouns_of_template) == {}


def hiding_gettext(source: str) -> list[tuple[int, str]]:
    """The line of whatever a module that calls gettext `_` binds to that name."""
    tree = ast.parse(source)
    names = {alias.asname for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
             for alias in node.names}  # fmt: skip
    return sorted(pair for pair in bound_names(tree) if pair[1] == "_" and "_" in names)


def hiding_gettext_of_template(source: str) -> list[tuple[int, str]]:
    """The same of a template, where gettext always is called so."""
    return sorted(pair for pair in template_names(source) if pair[1] == "_")


def test_no_name_hides_the_one_that_translates() -> None:
    assert faults(SOURCE, hiding_gettext) == {}
    assert faults(TEMPLATES, hiding_gettext_of_template) == {}


def test_a_name_that_hides_the_one_that_translates_is_found() -> None:
    loop = "for _, name in pairs: ..."
    assert hiding_gettext(loop) == []
    assert hiding_gettext(f"from words import gettext as _\n{loop}") == [(2, "_")]
    assert hiding_gettext_of_template("{% set _ = names.append(1) %}") == [(1, "_")]
    assert hiding_gettext_of_template('{% for _ in pairs %}{% endfor %}{{ _("Day") }}') == [
        (1, "_")
    ]


def test_a_name_that_a_script_binds_is_a_noun() -> None:
    assert faults(SCRIPTS, no_nouns_of_script) == {}


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("{% for it in entries %}{{ it.name }}{% endfor %}", [(1, "it")]),
        ("{% for line, (one, other) in pairs %}{% endfor %}", [(1, "one")]),
        ("\n{% set here = own_path() %}", [(2, "here")]),
        ("{% set named %}{{ name }}{% endset %}", [(1, "named")]),
        ("{% macro line(it, shown=none) -%}{%- endmacro %}", [(1, "it"), (1, "shown")]),
        ("{% call(told) parts.list(entries) %}{% endcall %}", [(1, "told")]),
        ("{% with found = 1 %}{% endwith %}", [(1, "found")]),
        ('{% import "today/_kept.html" as kept %}', [(1, "kept")]),
        ('{% from "_parts.html" import line as done, told %}', [(1, "done"), (1, "told")]),
        ("{{ found.kept(told, said=this) }}{% if it is defined %}{% endif %}", []),
        ("{% macro named(entry) -%}{%- endmacro %}", []),
    ],
)
def test_a_name_in_a_template_that_is_no_noun_is_found(
    template: str, names: list[tuple[int, str]]
) -> None:
    assert no_nouns_of_template(template) == names


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("const found = 1;\nlet kept, told = f(a, b);", [(1, "found"), (2, "kept"), (2, "told")]),
        ("const { kept, sent: count, here = 3 } = page;", [(1, "here"), (1, "kept")]),
        ("const [said, ...others] = texts;", [(1, "others"), (1, "said")]),
        ("for (const it of entries) {\n}", [(1, "it")]),
        ("function f(it, { kept }, [done = 1]) {\n}", [(1, "done"), (1, "it"), (1, "kept")]),
        ("const f = ({ kept: { it } }) => it;", [(1, "it")]),
        ("entries.map(one => one.key);", [(1, "one")]),
        ("try {\n} catch (told) {\n}", [(2, "told")]),
        ("class A {\n  m(it = g(1)) {\n    return { found: 1 };\n  }\n}", [(2, "it")]),
        ('if (found) {\n  kept(it, "const said");\n} // let told', []),
        ("function kept({ held: isHeld }) {\n}", []),
    ],
)
def test_a_name_in_a_script_that_is_no_noun_is_found(
    script: str, names: list[tuple[int, str]]
) -> None:
    assert no_nouns_of_script(script) == names


def test_a_class_name_has_one_meaning() -> None:
    places: dict[str, list[str]] = {}
    for file in SOURCE:
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(str(file.relative_to(ROOT)))
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


def test_no_module_is_too_long() -> None:
    assert [file.name for file in CODE if file.read_text().count("\n") > LONGEST_MODULE] == []


SCROLLING = re.compile(r"([^{}]+)\{([^{}]*overflow(?:-[xy])?:\s*(?:auto|scroll)[^{}]*)\}")
PLACED = re.compile(r"position:\s*(?:relative|absolute|fixed|sticky)")


@pytest.mark.parametrize(
    "file", sorted((ROOT / "static").glob("*.css")), ids=lambda file: file.name
)
def test_what_scrolls_holds_the_words_for_readers_that_are_placed_in_it(file: Path) -> None:
    """Otherwise words that nobody sees, of a chip beyond the edge, make the whole page wider."""
    rules = SCROLLING.findall(file.read_text())
    assert [name.strip() for name, body in rules if not PLACED.search(body)] == []


LONGEST_SCRIPT, LONGEST_SCRIPT_FUNCTION = 300, 40


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_script_and_none_of_its_functions_is_too_long(file: Path) -> None:
    source = file.read_text()
    too_long = [
        function for function in function_lengths(source) if function[1] > LONGEST_SCRIPT_FUNCTION
    ]
    assert (source.count("\n") <= LONGEST_SCRIPT, too_long) == (True, [])


OWN_WORDS = [
    file
    for folder in ("journal", "templates", "migrations", "tests", "static")
    for ending in ("*.py", "*.html", "*.mako", "*.js", "*.css")
    for file in sorted((ROOT / folder).rglob(ending))
    if "vendor" not in file.parts
] + [ROOT / "run.py", ROOT / "pyproject.toml"]
LEFT_FOR_LATER = re.compile(r"\b(TO[D]O|FIX[M]E)\b")


def test_nothing_is_left_for_later() -> None:
    assert len(OWN_WORDS) > len(SOURCE) + len(TEMPLATES)
    assert [file.name for file in OWN_WORDS if LEFT_FOR_LATER.search(file.read_text())] == []


JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b")
WRITTEN_BY_JINJA = re.compile(r"\b(on[a-z]{3,}|style)\s*=\s*(\\?[\"'])(?!\2)")
DATA_TYPES = ("application/json", "application/manifest+json")


def loose(template: str) -> list[str]:
    """What a template holds that the content policy forbids or that escapes nothing."""
    places = [match.group() for match in UNESCAPED.finditer(template)]
    for tag in BeautifulSoup(JINJA.sub(" x ", template), "html.parser").find_all():
        script = tag.name == "script" and tag.get("type") not in DATA_TYPES
        if tag.name == "style" or (script and (not tag.get("src") or tag.text.strip())):
            places.append(f"<{tag.name}>")
        for name, value in tag.attrs.items():
            if name == "style" or name.startswith(("on", "hx-on", "@")):
                places.append(name)
            elif str(value).strip().lower().startswith("javascript:"):
                places.append(str(value))
    for piece in JINJA.findall(template):
        places += [match.group() for match in WRITTEN_BY_JINJA.finditer(piece)]
    return places


def test_no_template_holds_a_loose_script_style_or_unescaped_text() -> None:
    assert faults(TEMPLATES, loose) == {}


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ note|safe }}</p>",
        "<p>{{ note | safe }}</p>",
        "{% autoescape false %}x{% endautoescape %}",
        "<script>alert(1)</script>",
        "<script type='module'>go()</script>",
        "<script src='/a.js'>go()</script>",
        "<style>p { color: red }</style>",
        "<p style='color: red'>x</p>",
        "<p {% if x %}style='color: red'{% endif %}>x</p>",
        "<button onclick='go()'>x</button>",
        '<form\n  onsubmit = "{{ x }}">x</form>',
        "<div hx-on:click='go()'>x</div>",
        "<a href='javascript:go()'>x</a>",
        "{{ field(extra='onclick=\"go()\"') }}",
        "{{ field(style='color: red') }}",
    ],
)
def test_a_loose_script_style_or_unescaped_text_is_found(template: str) -> None:
    assert loose(template)


@pytest.mark.parametrize(
    "template",
    [
        "<script src=\"{{ url_for('static', filename='journal.js') }}\" type=\"module\"></script>",
        '<script type="application/json">{{ figure | tojson }}</script>',
        "{% set one = 1 %}<p class='{{ kind }}' data-on='x'>in a safe place, style = calm</p>",
        '<link rel="stylesheet" href="/static/journal.css">',
    ],
)
def test_what_is_allowed_in_a_template_is_not_blamed(template: str) -> None:
    assert loose(template) == []


COPIED_LIMIT = re.compile(
    r"""\b(?:min|max|maxlength|minlength)=["'][0-9]"""
    r"""|\b(?:number|level)\([^)]*,\s*[0-9]+\s*[,)]"""
    r"""|\b(?:[0-9]+|Six|Eight|Ten|Twelve)\ (?:characters|letters)\b""",
    re.VERBOSE,
)


def test_templates_read_their_limits_where_they_stand() -> None:
    assert faults(TEMPLATES, COPIED_LIMIT.findall) == {}


@pytest.mark.parametrize(
    "template",
    [
        '{{ forms.number(form.sets, "Sets", 1, 100) }}',
        '<input name="q" maxlength="120">',
        '{{ forms.plain(form.password, "Password", hint="Eight characters or more.") }}',
    ],
)
def test_a_copied_limit_is_found(template: str) -> None:
    assert COPIED_LIMIT.findall(template)


ESCAPED = re.compile(r"\bMarkup\b|\bmarkupsafe\b|autoescape\s*=\s*False")
READS_BACK = ROOT / "journal" / "web" / "support" / "shared_texts.py"
"""It gives back what templates have written, and takes nothing else."""


def test_no_code_declares_a_text_to_be_escaped() -> None:
    assert faults({*SOURCE} - {READS_BACK}, ESCAPED.findall) == {}
    assert READS_BACK.read_text().count("Markup(") == 1


# A migration is known by its number

NUMBERED = re.compile(r"\d{4}(_[a-z0-9]+)+")


def test_every_migration_is_named_by_its_number_and_words() -> None:
    for file in sorted((ROOT / "migrations" / "versions").glob("*.py")):
        assert NUMBERED.fullmatch(file.stem), file.name
        (revision,) = re.findall(r'^revision(?:: str)? = "(.*)"$', file.read_text(), re.MULTILINE)
        assert revision == file.stem[:4], file.name


# No test is skipped

SKIPPING = {"skip", "skipif", "importorskip", "xfail"}  # the reason: named here, as no test may
"""How a test is passed over."""


def skipping(source: str) -> list[int]:
    """The lines that let pytest pass over a test, or let it fail."""
    if not any(word in source for word in SKIPPING):
        return []
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr in SKIPPING
        and ast.unparse(node.value) in ("pytest", "pytest.mark")
    ]


def test_no_test_is_skipped_as_what_is_missing_is_told() -> None:
    assert faults(TESTS, skipping) == {}


@pytest.mark.parametrize("word", sorted(SKIPPING))
@pytest.mark.parametrize(
    "form",
    [
        "@pytest.mark.{word}(not PROGRAM, reason='missing')\ndef test(): ...",
        "pytest.{word}('missing')",
        "pytestmark = pytest.mark.{word}",
        "module = pytest.{word}('module')",
    ],
)
def test_a_skipped_test_is_found(form: str, word: str) -> None:
    assert skipping(form.format(word=word)) == [1]
