"""The scripts: short, without circles, pure where they say so, and tested by themselves."""

import os
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import playwright
import pytest

from journal.core.diary.running import STILL_TRUE
from journal.web.support.scripts import graph
from tests.scripts import SCRIPTS, STATIC, blanked, function_lengths, imported

ROOT = STATIC.parent
PURE = [
    "clock_text.js",
    "offline/delivery.js",
    "offline/titles.js",
    "player/exercise.js",
    "player/labels.js",
    "player/machine.js",
    "player/steps.js",
]
"""The modules that know neither the page nor the clock nor what is kept."""

OUTSIDE = re.compile(
    r"\b(document|window|navigator|localStorage|sessionStorage|fetch|setTimeout|setInterval|Date)\b"
)


@pytest.mark.parametrize(
    ("source", "lengths"),
    [
        ("function f() {\n}\n", [(1, 2)]),
        ("const f = (a) => {\n  a;\n};", [(1, 3)]),
        ("const f = (a) => a;", []),
        ("if (a) {\n  b();\n}\nfor (;;) {\n}", []),
        ("const o = {\n  m(a,\n    b) {\n  },\n};", [(2, 3)]),
        ('f("{", `\n{`, /[/{]/, a / b); // {\nfunction g() { return 1; }', [(3, 1)]),
        ("function f({ a, b }, c = (1)) {\n  if (a) {\n  }\n}", [(1, 4)]),
        ("function f() {\n  g(() => {\n  });\n}", [(1, 4), (2, 2)]),
    ],
)
def test_lengths_of_functions_are_measured(source: str, lengths: list[tuple[int, int]]) -> None:
    assert function_lengths(source) == lengths


def test_no_two_scripts_need_each_other() -> None:
    needs = {file: set(imported(file)) & set(SCRIPTS) for file in SCRIPTS}
    while free := [file for file, needed in needs.items() if not needed]:
        for file in free:
            del needs[file]
        for needed in needs.values():
            needed.difference_update(free)
    assert needs == {}


def test_scripts_import_what_is_there() -> None:
    assert {path for file in SCRIPTS for path in imported(file) if not path.exists()} == set()


def test_the_graph_of_a_page_is_what_its_scripts_import() -> None:
    for name in ("pages/everywhere.js", "offline/page.js", "player/page.js"):
        needed = {str(path.relative_to(STATIC)) for path in imported(STATIC / name)}
        lazy = set(
            re.findall(r'import\("\.\.?/(?:\w+/)?(\w+\.js)"\)', (STATIC / name).read_text())
        )
        assert {path for path in needed if Path(path).name not in lazy} <= set(graph(name))


@pytest.mark.parametrize("name", PURE)
def test_a_pure_module_knows_neither_page_nor_clock(name: str) -> None:
    assert OUTSIDE.findall(blanked((STATIC / name).read_text())) == []


@pytest.mark.parametrize("name", PURE)
def test_a_pure_module_imports_pure_ones_alone(name: str) -> None:
    needed = {str(path.relative_to(STATIC)) for path in imported(STATIC / name)}
    assert needed <= set(PURE)


def test_a_level_is_too_old_for_a_relief_after_as_long_without_a_network_as_with_one() -> None:
    source = (STATIC / "today" / "relief_before.js").read_text()
    (minutes,) = re.findall(r"STILL_TRUE = (\d+) \* 60_000;", source)
    assert timedelta(minutes=int(minutes)) == STILL_TRUE


def node() -> str:
    """A Node.js: the one that is named, the one that is installed, or Playwright's own."""
    path = os.environ.get("PLAYWRIGHT_NODEJS_PATH") or shutil.which("node")
    return path or str(Path(playwright.__file__).parent / "driver" / "node")


def test_the_tests_of_the_scripts_pass() -> None:
    files = sorted(str(file) for file in (ROOT / "tests" / "js").glob("*.test.js"))
    process = subprocess.run(
        [node(), "--test", *files], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stdout
    assert len(files) > 3
