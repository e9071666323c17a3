"""A spreadsheet (.xlsx) with one sheet for each kind of record, written as a stream.

Every cell is a text or a whole number, as in the CSV files: days and times keep their form, and
no text can be taken for a formula.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, Final, cast
from xml.sax.saxutils import escape, quoteattr

from journal.core.model.fields import Whole
from journal.core.model.inputs import columns
from journal.core.model.kinds import SLUGS
from journal.core.model.records import Record
from journal.exchange.files.zip_sink import ZipSink
from journal.exchange.own import tidy_csv

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PACKAGE_KIND: Final = "application/vnd.openxmlformats-package"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROWS_A_PIECE: Final = 200


def pieces(rows: Mapping[type[Record], Iterable[tidy_csv.Row]]) -> Iterator[bytes]:
    """The spreadsheet in pieces; ``rows`` hold the values of each kind in their columns' order."""
    sink = ZipSink()
    names = [SLUGS[kind] for kind in rows]
    target = cast("IO[bytes]", sink)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path, text in _parts(names):
            archive.writestr(zipfile.ZipInfo(path), text, zipfile.ZIP_DEFLATED)
        for number, (kind, its_rows) in enumerate(rows.items(), start=1):
            info = zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml")
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as member:
                for text in _sheet(kind, its_rows):
                    member.write(text.encode("utf-8"))
                    if piece := sink.taken():
                        yield piece
    yield sink.taken()


def _element(tag: str, inside: str = "", /, **attributes: str) -> str:
    attribute_text = "".join(
        f" {key.replace('__', ':')}={quoteattr(value)}" for key, value in attributes.items()
    )
    return f"<{tag}{attribute_text}>{inside}</{tag}>"


def _parts(names: list[str]) -> Iterator[tuple[str, str]]:
    """The parts of the file beside its sheets."""
    numbered = list(enumerate(names, start=1))
    paths = [("/xl/workbook.xml", f"{KIND}.sheet.main+xml")]
    paths += [(f"/xl/worksheets/sheet{at}.xml", f"{KIND}.worksheet+xml") for at, _ in numbered]
    kinds = _element("Default", Extension="rels", ContentType=f"{PACKAGE_KIND}.relationships+xml")
    kinds += "".join(_element("Override", PartName=at, ContentType=kind) for at, kind in paths)
    yield "[Content_Types].xml", HEAD + _element("Types", kinds, xmlns=f"{PACKAGE}/content-types")
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    listed = "".join(
        _element("sheet", name=name, sheetId=str(at), r__id=f"rId{at}") for at, name in numbered
    )
    inside = _element("sheets", listed)
    yield "xl/workbook.xml", HEAD + _element("workbook", inside, xmlns=MAIN, xmlns__r=RELATIONS)
    targets = [("worksheet", f"worksheets/sheet{at}.xml") for at, _ in numbered]
    yield "xl/_rels/workbook.xml.rels", _relations(targets)


def _relations(targets: list[tuple[str, str]]) -> str:
    items = "".join(
        _element("Relationship", Id=f"rId{at}", Type=f"{RELATIONS}/{kind}", Target=target)
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return HEAD + _element("Relationships", items, xmlns=f"{PACKAGE}/relationships")


def _sheet(kind: type[Record], rows: Iterable[tidy_csv.Row]) -> Iterator[str]:
    numbers = [isinstance(column.field, Whole) for column in columns(kind)]
    names = tidy_csv.header(kind)
    yield f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{_row(names, [False] * len(names))}'
    batch: list[str] = []
    for cells in tidy_csv.plain_cells(kind, rows):
        batch.append(_row(cells, numbers))
        if len(batch) == ROWS_A_PIECE:
            yield "".join(batch)
            batch.clear()
    yield "".join(batch) + "</sheetData></worksheet>"


def _row(cells: Iterable[Any], numbers: list[bool]) -> str:
    return f"<row>{''.join(map(_cell, cells, numbers))}</row>"


def _cell(value: Any, number: bool) -> str:  # of any column
    if value is None or value == "":
        return "<c/>"
    if number:
        return f"<c><v>{value}</v></c>"
    text = escape(str(value)).replace("\r", "&#13;")
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
