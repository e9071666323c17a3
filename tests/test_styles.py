"""The stylesheets: text is never made paler than its colour, and links are as high as a finger."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHEETS = sorted((ROOT / "static").glob("*.css"))

NO_TEXT = {
    ".back input": "a checkbox that lies over a drawing of the back",
    ".chips input": "a checkbox that lies over the chip it belongs to",
    ".levels input": "a radio button that lies over the level it belongs to",
    ".bar-key": "the sample of a bar in the key of a chart; the words stand beside it",
    ".segments :is(.done, .partly, .stopped)": "bars that hold no words",
}
"""Where opacity is allowed, and why it makes no text harder to read."""

RULE = re.compile(r"([^{};]*)\{([^{}]*)\}")
OPACITY = re.compile(r"(?<![\w-])opacity\s*:|\bopacity\s*\(")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def faded(sheet: str) -> set[str]:
    """The selectors of a stylesheet whose rules set an opacity."""
    rules = RULE.findall(COMMENT.sub("", sheet))
    return {" ".join(selector.split()) for selector, body in rules if OPACITY.search(body)}


def test_no_stylesheet_makes_text_transparent() -> None:
    selectors = {selector for file in SHEETS for selector in faded(file.read_text())}
    assert selectors == set(NO_TEXT)


@pytest.mark.parametrize("folder", ["templates", "static", "journal"])
def test_nothing_else_makes_text_transparent(folder: str) -> None:
    own = re.compile(r"style\.opacity|[\"']opacity[\"']\s*,|\sopacity=|\bopacity:\s*0?\.\d+[;\"']")
    names = [
        file.name
        for ending in ("*.html", "*.js", "*.py")
        for file in (ROOT / folder).rglob(ending)
        if "vendor" not in file.parts and own.search(file.read_text())
    ]
    assert names == []


@pytest.mark.parametrize(
    ("sheet", "selectors"),
    [
        (".soft { color: grey; opacity: 0.6; }", {".soft"}),
        ("@layer a { p { opacity:.6 } }", {"p"}),
        ("a { filter: opacity(60%); }", {"a"}),
        ("@keyframes in { from { opacity: 0; } }", {"from"}),
        ("/* opacity: 0.6 */ p { color: red; }", set()),
        (".arc { stroke-opacity: 0.3; fill-opacity: 0.3; }", set()),
    ],
)
def test_an_opacity_is_found(sheet: str, selectors: set[str]) -> None:
    assert faded(sheet) == selectors


ALONE = re.compile(
    r"<p(?P<kind>[^>]*)><a (?P<attributes>(?:\{\{.*?\}\}|[^>{])*)>(?:\{\{.*?\}\}|[^<{])*</a></p>"
)


def test_a_link_that_is_a_paragraph_of_its_own_is_as_high_as_a_finger() -> None:
    lines = [
        f"{path.relative_to(ROOT)}: {link[0]}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for link in ALONE.finditer(path.read_text(encoding="utf-8"))
        if "class=" not in link["attributes"] and "alone" not in link["kind"]
    ]
    assert lines == [line for line in lines if "errors/bare.html" in line]
    assert ALONE.search(
        '<p class="soft"><a href="{{ url_for(\'x.y\') }}#z">{{ _("Text") }}</a></p>'
    )


def test_the_names_of_rows_stay_on_one_line_only_where_a_table_scrolls_by_itself() -> None:
    rules = [rule for file in SHEETS for rule in RULE.findall(COMMENT.sub("", file.read_text()))]
    one_line = {
        " ".join(selector.split())
        for selector, body in rules
        if "th:first-child" in selector and "white-space: nowrap" in body
    }
    assert one_line == {":is(.scroll, .table) .figures th:first-child"}
