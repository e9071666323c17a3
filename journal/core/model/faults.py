"""What is wrong with a value: a code, and the values that its sentence names."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as class_field


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value: a code, and the values that its sentence names.

    ``journal.words.problems`` has the sentence of every code.
    """

    code: str
    values: Mapping[str, object] = class_field(default_factory=dict)

    def at(self, field: str) -> "Problem":
        """The same as the problem of a field."""
        return Problem(field, self.code, self.values)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of a record: a code, and the values its sentence names."""

    field: str
    code: str
    values: Mapping[str, object] = class_field(default_factory=dict)


def fault(code: str, **values: object) -> Fault:
    """The fault of a code with the values that its sentence names."""
    return Fault(code, values)


class Unreadable(ValueError):
    """A text that cannot be a value of its field, and why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.fault = Fault(code, values)
