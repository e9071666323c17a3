"""The picture of an exercise: how it is done, as a photo or drawing of one's own."""

from base64 import b64encode
from dataclasses import dataclass, field
from typing import Annotated, Final

from journal.core.model import vocabulary as v
from journal.core.model.fields import Base64, Words
from journal.core.model.inputs import Input, Name

PICTURES_MOST: Final = 20
"""Of one person: an archive holds all of them on one line."""
SENT_BYTES_MOST: Final = 8_000_000
PIXELS_MOST: Final = 40_000_000
STORED_BYTES_MOST: Final = 200_000
SIDE_MOST: Final = 1200
"""Pixels of the longer side of a stored picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureText(Input):
    """What a picture shows, for whoever does not see it."""

    alt: Annotated[str, Words(v.ALT_LENGTH)]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPicture(PictureText):
    """The picture of an exercise as an app sends it: a JPEG, PNG or WebP in base64."""

    exercise: Name
    picture: Annotated[bytes, Base64()]


@dataclass(frozen=True, slots=True)
class ExercisePicture:
    """A stored picture; where only its place on a page is needed, without its content."""

    exercise_id: str
    alt: str
    width: int
    height: int
    content: bytes = field(default=b"", repr=False)
    """A JPEG."""

    @property
    def data_address(self) -> str:
        """The content as an address, for a document that stands alone."""
        return f"data:image/jpeg;base64,{b64encode(self.content).decode()}"
