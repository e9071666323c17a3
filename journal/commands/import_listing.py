"""The entries that files would bring in or change, as lines, in a file that has no name."""

from collections import Counter
from typing import IO

from journal.core.model import records as r
from journal.store.imports.preview import Difference, FilePreview
from journal.words import import_command as command
from journal.words.record_lines import record_line


class EntryList:
    """Lists entries as they are compared; ``most``: of each file only the first so many."""

    def __init__(self, lines: IO[str], most: int | None) -> None:
        self.lines, self.most = lines, most
        self._new: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()

    def new(self, part: FilePreview, line: int, record: r.Record) -> None:
        """List an entry that is new."""
        if self._has_room(self._new, part.name):
            print(command.comes_in(*_place(part, line), record_line(record)), file=self.lines)

    def changed(self, part: FilePreview, difference: Difference) -> None:
        """List an entry that would change."""
        if self._has_room(self._changed, part.name):
            entries = record_line(difference.before), record_line(difference.after)
            place = _place(part, difference.line)
            print(command.would_change(*place, *entries), file=self.lines)

    def _has_room(self, counts: Counter[str], name: str) -> bool:
        counts[name] += 1
        return self.most is None or counts[name] <= self.most

    def print(self) -> None:
        """Print what was listed, and how many are not."""
        self.lines.seek(0)
        for line in self.lines:
            print(line, end="")
        unlisted = sum(self._beyond(self._new))
        if unlisted:
            print(command.more_come_in(unlisted))
        unlisted = sum(self._beyond(self._changed))
        if unlisted:
            print(command.more_would_change(unlisted))

    def _beyond(self, counts: Counter[str]) -> list[int]:
        most = self.most
        return [] if most is None else [max(0, count - most) for count in counts.values()]


def _place(part: FilePreview, line: int) -> tuple[str, int]:
    """The file of a line, with its sheet where there are several, and its number there."""
    sheet, number = part.file.place(line)
    return with_sheet(part, sheet), number


def with_sheet(part: FilePreview, sheet: str) -> str:
    """The name of a file, with its sheet where it has several."""
    return f"{part.name} ({sheet})" if sheet else part.name
