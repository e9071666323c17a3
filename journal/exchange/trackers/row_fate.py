"""What becomes of a row of any table."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Fate:
    """What becomes of a row: the columns of the records that are made of it, and of the others.

    Those of ``endless`` spasms are left out for what they lack, not for what they say.
    """

    made: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    endless: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)

    @property
    def tried(self) -> bool:
        """Whether the row holds anything that a record is made of."""
        return bool(self.made or self.left or self.endless or self.refused)
