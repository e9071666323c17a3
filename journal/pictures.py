"""Pictures as somebody sends them, made into small JPEGs that hold nothing but the picture.

Pillow is loaded when the first picture comes: most workers never need it.
"""

import io
from threading import Lock
from typing import TYPE_CHECKING, Final

from journal.core.model.picture import (
    PIXELS_MOST,
    SENT_BYTES_MOST,
    SIDE_MOST,
    STORED_BYTES_MOST,
    ExercisePicture,
)

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS: Final = ("JPEG", "PNG", "WEBP")
"""Known by their content, whatever a file is called. No other decoder is tried."""
SIDES: Final = (SIDE_MOST, 900, 675, 500, 300)
QUALITIES: Final = (85, 75, 60)
MEGA: Final = 1_000_000
JFIF: Final = ("APP0", 14)
"""The only part that Pillow writes into a JPEG beside the picture, and its length."""
END: Final = b"\xff\xd9"
"""How a JPEG ends; within one that ``small_picture`` made it stands nowhere else."""

_one_at_a_time: Final = Lock()
"""A large picture takes some hundred megabytes while it is made smaller."""


class PictureRefused(Exception):
    """Why a picture is not taken: a code of ``words.problems``, and what its sentence names."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def small_picture(content: bytes, exercise_id: str, alt: str) -> ExercisePicture:
    """What is stored of a picture that was sent. Raises PictureRefused."""
    if len(content) > SENT_BYTES_MOST:
        raise PictureRefused("picture_too_large", megabytes=SENT_BYTES_MOST // MEGA)
    with _one_at_a_time:
        image = _smaller(_opened(content, FORMATS, PIXELS_MOST))
        for side in SIDES:
            image.thumbnail((side, side))
            for quality in QUALITIES:
                jpeg = io.BytesIO()
                image.save(jpeg, "JPEG", quality=quality, optimize=True)
                if jpeg.tell() <= STORED_BYTES_MOST:
                    return ExercisePicture(exercise_id, alt, *image.size, jpeg.getvalue())
    raise PictureRefused("picture_unreadable")


def stored_picture(content: bytes, exercise_id: str, alt: str) -> ExercisePicture:
    """A picture as ``small_picture`` made it once. Raises PictureRefused where it made no such."""
    if len(content) > STORED_BYTES_MOST:
        raise PictureRefused("picture_unreadable")
    with _one_at_a_time:
        image = _opened(content, ("JPEG",), SIDE_MOST**2)
        if max(image.size) > SIDE_MOST or not _is_bare(image, content):
            raise PictureRefused("picture_unreadable")
        _load(image)
    return ExercisePicture(exercise_id, alt, *image.size, content)


def checked_picture(content: bytes, exercise_id: str, alt: str) -> ExercisePicture:
    """A picture that ``stored_picture`` took before: no more is read of it than its size."""
    image = _opened(content, ("JPEG",), SIDE_MOST**2)
    return ExercisePicture(exercise_id, alt, *image.size, content)


def _opened(content: bytes, formats: tuple[str, ...], pixels_most: int) -> "Image":
    """A picture whose beginning is read: what it is, and how large it would be."""
    from PIL import Image  # noqa: PLC0415 (see the top)

    try:
        image = Image.open(io.BytesIO(content), formats=formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused("picture_too_many_pixels", megapixels=pixels_most // MEGA) from None
    except Exception:  # on bytes of anybody decoders raise errors of every sort
        raise PictureRefused("picture_unreadable") from None
    if image.width * image.height > pixels_most:
        raise PictureRefused("picture_too_many_pixels", megapixels=pixels_most // MEGA)
    return image


def _load(image: "Image") -> None:
    try:
        image.load()
    except Exception:  # as above
        raise PictureRefused("picture_unreadable") from None


def _is_bare(image: "Image", content: bytes) -> bool:
    """Whether a JPEG holds the picture alone, with nothing in it beside or after that."""
    from PIL.JpegImagePlugin import JpegImageFile  # noqa: PLC0415 (see the top)

    parts = image.applist if isinstance(image, JpegImageFile) else []
    return [(name, len(part)) for name, part in parts] == [JFIF] and (
        content.find(END) == len(content) - len(END)
    )


def _smaller(image: "Image") -> "Image":
    """A picture the right way up, on white where it is transparent, without anything beside it."""
    from PIL import Image, ImageOps  # noqa: PLC0415 (see the top)

    image.draft("RGB", (SIDE_MOST, SIDE_MOST))  # a JPEG is decoded no larger than it is needed
    _load(image)
    if image.mode.startswith("I;16"):
        image = _of_eight_bits(image)
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((SIDE_MOST, SIDE_MOST))
    image = ImageOps.exif_transpose(image)
    plain = Image.new("RGB", image.size, "white")
    plain.paste(image.convert("RGB"), mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return plain


def _of_eight_bits(image: "Image") -> "Image":
    """A picture in greys of 16 bits in as many as a screen shows; ``convert`` cuts them off."""
    grey = image.point(lambda level: level / 256, "L")
    if "transparency" in grey.info:
        grey.info["transparency"] //= 256
    return grey
