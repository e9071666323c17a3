"""The elements of a page, read from the HTML of its template."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

ISOLATE: Final = "\u2068"
END_OF_ISOLATE: Final = "\u2069"


@dataclass(slots=True)
class Element:
    """An element: what it is, how it is described, and what is in it."""

    tag: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The classes it has."""
        return self.attributes.get("class", "").split()

    @property
    def elements(self) -> list["Element"]:
        """The elements directly in it."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """All text in it, as it was typed; words of a direction of their own are marked so."""
        text = "".join(child if isinstance(child, str) else child.text for child in self.children)
        return f"{ISOLATE}{text}{END_OF_ISOLATE}" if self.tag == "bdi" else text

    def all(self, *tags: str) -> Iterator["Element"]:
        """The elements of some tags anywhere in it, in order."""
        for child in self.elements:
            if child.tag in tags:
                yield child
            yield from child.all(*tags)


class _Reader(HTMLParser):
    """Builds elements; every one is closed in the pages it reads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            raise ValueError(f"<{self.open[-1].tag}> is closed as <{tag}>")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def page(html: str) -> Element:
    """The elements of a page. Raises ValueError where one is not closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if len(reader.open) > 1:
        raise ValueError(f"<{reader.open[-1].tag}> is not closed")
    return reader.open[0]
