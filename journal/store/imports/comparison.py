"""Files compared with what a diary holds, a batch at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.diary.rest_days import says_nothing
from journal.core.model import records as r
from journal.core.model.kinds import RECORDS
from journal.core.model.names import stored_name_key
from journal.core.model.vocabulary import DAY_KINDS
from journal.exchange.files.texts import text
from journal.exchange.own.tidy_csv import identities
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.former_exercise_names import exercises_once
from journal.store.diary.rows import (
    column_of,
    exercise_name,
    key_name,
    key_of,
)
from journal.store.imports.planned_lines import LinesOfFiles
from journal.store.imports.preview import (
    Compared,
    Difference,
    FilePreview,
    ImportPreview,
    Listing,
    Source,
    Stored,
    batches,
    by_kind,
)
from journal.store.imports.spasm_times import SpasmsOfFiles
from journal.store.imports.stored_records import meant, stored

TOLD_APART: Final[dict[type[r.Record], str]] = {
    r.PainLevel: "kind",
    r.CompletedExercise: "exercise",
    r.Relief: "method",
}
"""What tells entries of one moment apart; spasms of one time are told of by themselves."""


def import_preview(
    session: Session,
    owner: str,
    sources: Sequence[Source],
    *,
    whole: bool = False,
    listing: Listing | None = None,
) -> ImportPreview:
    """What files would do to the owner's diary. Changes nothing.

    ``whole``: they are all that the diary shall hold, as it was never touched. ``listing`` is
    told of each entry.
    """
    parts = [FilePreview(source.name, source.file, listing=listing) for source in sources]
    preview = ImportPreview(parts)
    refuse_twins(preview, sources)
    if preview.refused:
        return preview
    comparison = DiaryComparison(session, owner, sources)
    for source, part in zip(sources, preview.files, strict=True):
        for _ in comparison.of(source, part):
            pass
    preview.new_exercises = list(comparison.fresh.values())
    preview.spasms = comparison.spasms.times(session, owner)
    line_ids = replaced_programme(session, owner, sources, whole=whole)
    preview.replaces_starting = bool(line_ids)
    preview.planned_twice = comparison.lines.planned_twice(session, owner, line_ids)
    return preview


def refuse_twins(preview: ImportPreview, sources: Sequence[Source]) -> None:
    """Note what stands in two of several files; in one file it was found when it was read."""
    files = zip(preview.files, sources, strict=True)
    parts = [(part, source) for part, source in files if not source.of_archive]
    if len(parts) == 1:
        return
    first_parts: dict[tuple[type[r.Record], object], FilePreview] = {}
    for part, source in parts:
        for line, record in source.stream(replace(source.file, problems=[], left_rows=[])):
            for name, key in identities(record):
                first = first_parts.setdefault((type(record), key), part)
                if first is not part:
                    key_text = str(getattr(record, name))
                    what = text("stands_in_other_file", name=first.name)
                    part.file.refuse_row(line, name, key_text, what)


def replaced_programme(
    session: Session, owner: str, sources: Sequence[Source], *, whole: bool
) -> set[str]:
    """The lines of the untouched starting programme that give way to those of files.

    That is, where it was never touched and a file has a line that the diary has not.
    """
    row = m.PrescriptionRow
    question = select(row.id, row.starting).where(row.owner_id == owner)
    lines = {line.id: line.starting for line in session.execute(question)}
    if not all(lines.values()):
        return set()
    line_ids = {key_of(line) for source in sources for line in source.of(r.Prescription)}
    return lines.keys() - line_ids if whole or line_ids - lines.keys() else set()


class DiaryComparison:
    """Compares the records of files with what the owner's diary has, a batch at a time.

    What it remembers grows with the days, exercises and spasms of a diary, not with the files.
    """

    def __init__(
        self,
        session: Session,
        owner: str,
        sources: Sequence[Source],
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.session = session
        self.owner = owner
        counts = queries.counts(session, owner)
        self.holds = {kind for slug, kind in RECORDS.items() if counts[slug]} | {r.DayNote}
        """The kinds it may have rows of: that of a day of which nothing is said any more stays."""
        listed = queries.exercises(session, owner, retired=True) if names is None else ()
        self.names = dict(names or {exercise.name_key: exercise.name for exercise in listed})
        """The names on the list of exercises, by the form they are compared in."""
        if not any(source.of_archive for source in sources):
            self.names = exercises_once(session, owner) | self.names
        self.fresh: dict[str, str] = {}
        """The names that are new on the list of exercises, by the form they are compared in."""
        self.listed: set[str] = set()
        """The diary's ratings of days that have a line of their own in the files."""
        self.moving: set[str] = set()
        """Those of them that leave their day."""
        self.spasms, self.lines = SpasmsOfFiles(), LinesOfFiles()
        self._find_ratings(sources)

    def _find_ratings(self, sources: Sequence[Source]) -> None:
        row = m.PainLevelRow
        ratings = select(row.id, row.kind, row.day).where(
            row.owner_id == self.owner, row.kind.in_(DAY_KINDS)
        )
        days = {key: (kind, day) for key, kind, day in self.session.execute(ratings)}
        if not days:
            return
        for source in sources:
            for level in source.of(r.PainLevel):
                if isinstance(level, r.PainLevel) and level.id in days:
                    self.listed.add(level.id)
                    if days[level.id] != (level.kind, level.day):
                        self.moving.add(level.id)

    def of(self, source: Source, part: FilePreview) -> Iterator[Compared]:
        """A file's records compared, with all of it counted in ``part``."""
        for run in batches(source.stream(part.file)):
            for kind, numbered in by_kind(run, lambda row: type(row[1])).items():
                yield self._compared(kind, numbered, part)

    def _compared(
        self, kind: type[r.Record], numbered: list[tuple[int, r.Record]], part: FilePreview
    ) -> Compared:
        named_records = [(line, self._under_its_name(record)) for line, record in numbered]
        stored_records = (
            self._known(kind, [record for _, record in named_records])
            if kind in self.holds
            else {}
        )
        times = self._times(kind, [record for _, record in named_records])
        compared = Compared(kind, [], [])
        for line, record in named_records:
            was = stored_records.get(key_of(record)) or self._of_that_day(record, stored_records)
            if was is None:
                if not says_nothing(record):
                    compared.new.append(record)
                    self._note(record)
                    part.note_new(line, record, same_time=_time_of(record) in times)
                continue
            difference = Difference(line, was, meant(record, was.record, part.file, line))
            if difference.after == was.record:
                part.same += not says_nothing(record)
                continue
            compared.changed.append(difference)
            self._note(difference.after)
            if says_nothing(was.record):  # a day that was emptied, which no list shows
                part.note_new(line, difference.after, same_time=False)
            else:
                part.note(difference)
        return compared

    def _note(self, record: r.Record) -> None:
        """Remember what is told of a record beside others."""
        self.spasms.note(record)
        self.lines.note(record)

    def _times(
        self, kind: type[r.Record], records: Sequence[r.Record]
    ) -> set[tuple[object, float] | None]:
        """When the diary has the same things as some records of a kind, as ``_time_of`` says."""
        if kind not in TOLD_APART or kind not in self.holds:
            return set()
        days = {getattr(record, "day", None) for record in records}
        moments = [getattr(record, kind.MOMENT) for record in records]
        which = (column_of(kind, "day").in_(days), column_of(kind, kind.MOMENT).in_(moments))
        existing_records = stored(self.session, self.owner, kind, *which)
        return {_time_of(existing.record) for existing in existing_records} - {None}

    def _under_its_name(self, record: r.Record) -> r.Record:
        """``record`` with its exercise named as the list does; a name that is new joins it."""
        own_name = exercise_name(record)
        if own_name is None:
            return record
        key = stored_name_key(own_name)
        if key not in self.names:
            self.names[key] = self.fresh[key] = own_name
        name = self.names[key]
        return record if name == own_name else record.with_(exercise=name)

    def _known(self, kind: type[r.Record], records: Sequence[r.Record]) -> dict[object, Stored]:
        """The owner's records that some of a file may mean, by key and by kind and day."""
        key = column_of(kind, key_name(kind))
        keys = [getattr(record, key_name(kind)) for record in records]
        by_key = {
            key_of(existing.record): existing
            for existing in stored(self.session, self.owner, kind, key.in_(keys))
        }
        return by_key | (self._levels_known(records) if kind is r.PainLevel else {})

    def _levels_known(self, records: Sequence[r.Record]) -> dict[object, Stored]:
        """The owner's levels of the days that lines of a file give one for, by kind and day."""
        row = m.PainLevelRow
        levels = [record for record in records if isinstance(record, r.PainLevel)]
        days = {level.day for level in levels if level.of_the_day}
        if not days:
            return {}
        of_days = (row.kind.in_(DAY_KINDS), row.day.in_(days))
        return {
            (existing.record.kind, existing.record.day): existing
            for existing in stored(self.session, self.owner, r.PainLevel, *of_days)
            if isinstance(existing.record, r.PainLevel)
        }

    def _of_that_day(self, record: r.Record, known_records: dict[object, Stored]) -> Stored | None:
        """The level a line means though it gives another id; not one with a line of its own."""
        if not isinstance(record, r.PainLevel) or not record.of_the_day:
            return None
        stored_level = known_records.get((record.kind, record.day))
        return (
            None
            if stored_level is None or key_of(stored_level.record) in self.listed
            else stored_level
        )


def _time_of(record: r.Record) -> tuple[object, float] | None:
    """What a record is of, and when; None where it is of a day, or may be there twice."""
    kind = type(record)
    if kind not in TOLD_APART or (isinstance(record, r.PainLevel) and record.of_the_day):
        return None
    return getattr(record, TOLD_APART[kind]), getattr(record, kind.MOMENT).timestamp()
