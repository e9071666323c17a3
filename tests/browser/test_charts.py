"""The charts in a real browser: drawn, in the page's own colours, and keeping to themselves."""

from pathlib import Path

import pytest

from tests.browser.conftest import DESKTOP, Look, Visit
from tests.browser.profiles import PHONE


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("query", ["", "?range=4w", "?range=1y", "?range=all"])
def test_both_figures_are_drawn_within_the_page(
    look: Look, size: dict[str, int], query: str
) -> None:
    visitor = look(viewport=size)
    for name, path in (("day_after", "/charts/exercise"), ("over_time", "/charts")):
        visitor.open(f"{path}{query}")
        visitor.page.locator(f"#{name}").scroll_into_view_if_needed()
        plot = visitor.page.locator(f"#{name} .main-svg").first
        plot.wait_for()
        box = plot.bounding_box()
        assert box is not None
        assert 250 < box["width"] <= size["width"]
    assert visitor.page.locator("#over_time .points path").count() > 20


def test_no_button_sends_a_chart_anywhere(look: Look) -> None:
    visitor = look(viewport=DESKTOP)
    visitor.open("/charts")
    visitor.page.locator("#over_time .main-svg").first.wait_for()
    visitor.page.hover("#over_time")
    assert visitor.page.locator(".modebar-btn").count() == 0
    assert "cloud" not in visitor.page.content().lower()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", ["over_time", "by_frequency", "episodes", "check_ins"])
def test_the_legend_of_a_downloaded_chart_has_its_place_below_it(
    look: Look, tmp_path: Path, size: dict[str, int], name: str
) -> None:
    visitor = look(viewport=size)
    visitor.open("/charts")
    address = f"{visitor.server.url}/charts/download?figure={name}&range=12w"
    file = tmp_path / "chart.html"
    file.write_bytes(visitor.page.request.get(address).body())
    visitor.page.goto(file.as_uri())
    visitor.page.locator(".legendtext").first.wait_for()
    boxes = [text.bounding_box() for text in visitor.page.locator(".legendtext").all()]
    labels = [text.bounding_box() for text in visitor.page.locator(".xtick, .xtitle").all()]
    above = max(box["y"] + box["height"] for box in labels if box)
    assert boxes
    for box in boxes:
        assert box is not None
        assert box["y"] >= above
        assert box["x"] + box["width"] <= size["width"]


def test_a_figure_wears_the_colours_of_the_page(look: Look) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        visitor = look(color_scheme=scheme)
        visitor.open("/charts")
        line = visitor.page.locator("#over_time .js-line").first
        line.wait_for()
        colour = line.evaluate("line => getComputedStyle(line).stroke")
        ink = visitor.page.evaluate("getComputedStyle(document.body).color")
        assert colour == ink
        colours.add(colour)
    assert len(colours) == 2


def test_without_scripts_the_numbers_are_there(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False).signed_in("demo", then="/charts")
    visitor.page.locator("summary:has-text('day by day')").click()
    assert visitor.page.locator("#main tbody tr").count() > 80


def test_no_way_to_another_screen_lies_beside_the_page(look: Look) -> None:
    visitor = look(viewport=PHONE)
    visitor.open("/charts/year")
    ways = visitor.page.locator("nav.screens a").all()
    boxes = [box for way in ways if (box := way.bounding_box())]
    assert len(boxes) == 7
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in boxes)


@pytest.mark.parametrize(("width", "height"), [(375, 603), (390, 844)])
def test_an_empty_insight_is_one_screen(visit: Visit, width: int, height: int) -> None:
    visitor = visit(viewport={"width": width, "height": height}).registered(f"empty {width}")
    visitor.open("/insight")
    last = visitor.page.locator("#how").bounding_box()
    bar = visitor.page.locator(".bar").bounding_box()
    assert last
    assert bar
    assert last["y"] + last["height"] <= bar["y"]


def test_the_header_stands_still_from_page_to_page(look: Look) -> None:
    visitor = look(viewport=DESKTOP)
    places = set()
    for path in ("/", "/diary", "/charts", "/insight", "/programme", "/more", "/account/"):
        visitor.open(path)
        boxes = [
            visitor.page.locator(selector).bounding_box() for selector in (".top .brand", ".bar")
        ]
        places.add(tuple((box["x"], box["y"]) for box in boxes if box))
    assert len(places) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_print_by_day_without_bars_and_as_wide_as_the_paper(
    visit: Visit, scheme: str
) -> None:
    visitor = visit(viewport={"width": 700, "height": 900}, color_scheme=scheme).signed_in("demo")
    visitor.open("/charts")
    visitor.page.emulate_media(media="print")
    paper = visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert visitor.page.evaluate("getComputedStyle(document.body).color") == "rgb(34, 41, 43)"
    for selector in (".bar", ".top", ".foot", ".range"):
        assert not visitor.page.locator(selector).first.is_visible()
    box = visitor.page.locator("#over_time .still > svg").bounding_box()
    assert box
    assert box["width"] > 600
    assert box["x"] + box["width"] <= 700


def test_every_day_of_the_year_is_reached_by_controls_as_large_as_a_finger(look: Look) -> None:
    visitor = look(viewport=PHONE)
    visitor.open("/charts/year")
    months = visitor.page.locator(".calendar caption a")
    assert months.count() >= 12
    assert all(height >= 44 for height in months.evaluate_all(HEIGHTS))
    months.nth(months.count() - 2).click()
    visitor.page.wait_for_url("**/diary?from=*")
    days = visitor.page.locator(".calendar.month td a")
    assert days.count() >= 28
    assert all(height >= 44 for height in days.evaluate_all(HEIGHTS))


HEIGHTS = "(links) => links.map((link) => link.getBoundingClientRect().height)"
