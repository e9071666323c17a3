"""A record as texts by field name, and back: how it lies in a change or an archive."""

from collections.abc import Mapping
from typing import TypeVar

from journal.core.model.field_names import FORMER_NAMES
from journal.core.model.inputs import Input, columns

R = TypeVar("R", bound=Input)


def as_texts(record: Input) -> dict[str, str]:
    """What is given of a record, each field as its file would write it."""
    return {
        column.name: column.field.write(value)
        for column in columns(type(record))
        if (value := getattr(record, column.name)) is not None and value != ()
    }


def from_texts(kind: type[R], texts: Mapping[str, str]) -> R:
    """The record that ``as_texts`` wrote; its inverse, which judges nothing anew."""
    texts = {FORMER_NAMES.get(name, name): text for name, text in texts.items()}
    return kind(
        **{
            column.name: column.field.read(texts[column.name])
            for column in columns(kind)
            if column.name in texts
        }
    )
