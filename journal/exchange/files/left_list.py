"""All that a file leaves out, line by line: written as it is met, so that memory does not grow."""

from collections.abc import Iterator
from typing import IO

from journal.exchange.files.read_file import ReadFile
from journal.words.imports import left_out


class LeftList:
    """Writes a sentence for each thing that stays behind into ``lines``, to be read again."""

    def __init__(self, lines: IO[str]) -> None:
        self.lines = lines

    def add(self, file: ReadFile, sort: str, name: str, line: int) -> None:
        """Note something of a line of a file."""
        sentence = left_out(sort, name, 1, file.places([line]))
        print(" ".join(sentence.split()), file=self.lines)

    def sentences(self, file: ReadFile) -> Iterator[str]:
        """All that a file leaves out: what is of no line first, then in the order of the file."""
        for each in file.not_brought:
            if not each.lines:
                yield left_out(each.sort, each.name, each.count)
        self.lines.seek(0)
        for sentence in self.lines:
            yield sentence.rstrip("\n")
