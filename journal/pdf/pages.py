"""Sheets of a page as a PDF: the first fits on one A4 page, the others run on."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from journal.pdf.blocks import (
    ASIDE,
    BODY,
    CELL,
    HEADING,
    INK,
    TITLE,
    VALUE,
    Group,
    PageBlock,
    Style,
    beside,
    drawing,
    high,
    rule,
    space,
    text,
)
from journal.pdf.text_lines import runs
from journal.pdf.tree import Element, page

WIDTH: Final = 595.28
HEIGHT: Final = 841.89
SIDE: Final = 40
TOP: Final = 36
ROOM: Final = HEIGHT - 2 * TOP
GAP: Final = 20
"""Between two columns."""
CELL_GAP: Final = 10
SMALLEST: Final = 0.6
KEPT_TOGETHER: Final = ROOM / 4


def pdf(html: str) -> bytes:
    """The PDF of the sheets of a page. Raises ValueError where an element is not closed."""
    file = io.BytesIO()
    root = page(html)
    document = next(root.all("html"), root)
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), lang=document.attributes.get("lang", "en"))
    canvas.setTitle("".join(title.text for title in root.all("title")))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    printer = _Printer(canvas)
    for sheet in root.all("article"):
        printer.turn()
        printer.head = []
        printer.bookmark(next(sheet.all("h2")).text)
        if "front" in sheet.classes:
            printer.print_front(sheet)
        else:
            printer.print_on(flow(sheet, WIDTH - 2 * SIDE))
    printer.turn()
    canvas.save()
    return file.getvalue()


class _Printer:
    """A canvas and how far its page is filled."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.number = 0
        self.left = ROOM
        self.head: Group = []

    def turn(self) -> None:
        """Begin a new page, unless this is an empty one; each page has its number."""
        if self.left < ROOM:
            self.number += 1
            (number,) = text(str(self.number), WIDTH - 2 * SIDE, ASIDE, right=True)
            number.draw(self.canvas, SIDE, TOP - 6)
            self.canvas.showPage()
        self.left = ROOM

    def bookmark(self, title: str) -> None:
        """Name the page that begins in the outline of the document."""
        key = f"sheet {self.number}"
        self.canvas.bookmarkPage(key)
        self.canvas.addOutlineEntry(" ".join(title.split()), key)

    def print_front(self, sheet: Element) -> None:
        """Print a sheet on one page, smaller where it would not fit."""
        scale = 1.0
        groups = flow(sheet, WIDTH - 2 * SIDE)
        while sum(map(high, groups)) * scale > ROOM and scale > SMALLEST:
            scale -= 0.05
            groups = flow(sheet, (WIDTH - 2 * SIDE) / scale)
        self.canvas.saveState()
        self.canvas.translate(SIDE, HEIGHT - TOP)
        self.canvas.scale(scale, scale)
        beside([(0, [block for group in groups for block in group])]).draw(self.canvas, 0, 0)
        self.canvas.restoreState()
        self.left = 0

    def print_on(self, groups: Iterable[Group]) -> None:
        """Print groups of blocks on as many pages as they take."""
        for group in groups:
            if self.left < high(group) <= KEPT_TOGETHER:
                self._go_on()
            for block in group:
                self._print(block)

    def _go_on(self) -> None:
        """Turn to a new page, under the head of the table that runs on."""
        self.turn()
        for again in list(self.head):
            self._print(again)

    def _print(self, block: PageBlock) -> None:
        if block.height > self.left:
            self._go_on()
        if isinstance(block, Head):
            self.head = [block]
        block.draw(self.canvas, SIDE, HEIGHT - TOP - (ROOM - self.left))
        self.left -= block.height


class Head(PageBlock):
    """The head of a table, which stands again at the top of each page."""


def flow(element: Element, width: float) -> list[Group]:
    """What an element is made of, in groups, at a width."""
    if element.tag == "article":
        return [group for child in element.elements for group in flow(child, width)]
    if element.tag == "section":
        inside = [
            block for child in element.elements for group in flow(child, width) for block in group
        ]
        edge = [rule(width, INK)] if "questions" in element.classes else []
        return [[space(7), *edge, *inside]]
    if element.tag == "table":
        return list(table(element, width))
    return [_single(element, width)]


def _single(element: Element, width: float) -> Group:
    """An element that is kept together."""
    if element.tag == "header":
        return _header(element, width)
    if element.tag == "dl":
        return [space(6), _tiles(element, width), space(3)]
    if element.tag == "svg":
        return [drawing(element, width)]
    if "columns" in element.classes:
        return [_columns(element, width)]
    if element.tag == "div":
        return [block for child in element.elements for block in _single(child, width)]
    return text(_words(element), width, _style(element))


def _words(element: Element) -> str:
    """The text of an element; one that was typed keeps its lines."""
    if "typed" in element.classes:
        return element.text
    return " ".join(element.text.split())


def _style(element: Element) -> Style:
    if "aside" in element.classes:
        return ASIDE
    if "value" in element.classes:
        return VALUE
    if "dates" in element.classes:
        return replace(HEADING, size=10.5)
    return {"h2": TITLE, "h3": HEADING, "dt": replace(ASIDE, colour=INK)}.get(element.tag, BODY)


def _header(element: Element, width: float) -> Group:
    name, dates, *paragraphs = element.elements
    when = text(_words(dates), width / 2, _style(dates), right=True)
    first = beside([(0, text(_words(name), width * 0.6, TITLE)), (width / 2, [space(3), *when])])
    return [first, *(block for paragraph in paragraphs for block in _single(paragraph, width))]


def _tiles(element: Element, width: float) -> PageBlock:
    tiles = element.elements
    each = (width - GAP * (len(tiles) - 1)) / len(tiles)
    columns = []
    for at, tile in enumerate(tiles):
        inside = [block for child in tile.elements for block in _single(child, each)]
        columns.append((at * (each + GAP), [rule(each, INK, 1.2), space(2), *inside]))
    return beside(columns)


def _columns(element: Element, width: float) -> PageBlock:
    """Sections in two columns, in order, the first at least as high as the second."""
    each = (width - GAP) / 2
    sections = [
        [block for group in flow(child, each) for block in group] for child in element.elements
    ]
    left: Group = []
    half = sum(map(high, sections)) / 2
    at = 0
    while at < len(sections) and high(left) + high(sections[at]) / 2 <= half:
        left += sections[at]
        at += 1
    right = [block for section in sections[at:] for block in section]
    return beside([(0, left), (each + GAP, right)])


def table(element: Element, width: float) -> Iterator[Group]:
    """The rows of a table, each a group of lines; the widest column takes what is left."""
    rows = [row.elements for row in element.all("tr")]
    widths = _widths(rows, width)
    for row in rows:
        head = all(cell.attributes.get("scope") == "col" for cell in row)
        style = ASIDE if head else CELL
        cells = [
            _cell(cell, wide, style, right=at > 0 and "words" not in cell.classes)
            for at, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        places = [sum(widths[:at]) + CELL_GAP * at for at in range(len(widths))]
        group = list(_rows_of_lines(cells, places))
        if head:
            whole = beside([(0, [*group, rule(width)])])
            yield [Head(whole.height, whole.draw)]
        else:
            yield [*group, rule(width)]


def _rows_of_lines(cells: Sequence[Group], places: Sequence[float]) -> Iterator[PageBlock]:
    for number in range(max(map(len, cells))):
        yield beside(
            [(place, cell[number : number + 1]) for place, cell in zip(places, cells, strict=True)]
        )


def _cell(cell: Element, width: float, style: Style, *, right: bool) -> Group:
    if paragraphs := cell.elements:
        return [
            line
            for paragraph in paragraphs
            for line in text(paragraph.text.strip(), width, style, right=right)
        ]
    return text(_words(cell), width, style, right=right)


def _widths(rows: Sequence[Sequence[Element]], width: float) -> list[float]:
    """How wide each column is: as wide as its words, but for the one that holds the most."""
    longest = [
        CELL.size
        * max(sum(run.width for run in runs(_words(cell), bold=False)) for cell in column)
        for column in zip(*rows, strict=True)
    ]
    words = [at for at, cell in enumerate(rows[0]) if "words" in cell.classes]
    main_column = words[0] if words else 0
    other_width = sum(wide for at, wide in enumerate(longest) if at != main_column)
    longest[main_column] = width - other_width - CELL_GAP * (len(longest) - 1)
    return longest
