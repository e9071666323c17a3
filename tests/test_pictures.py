"""Pictures that somebody sends: what is stored of them, and what is refused."""

import io
import os
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from journal.core.model.picture import SENT_BYTES_MOST, SIDE_MOST, STORED_BYTES_MOST
from journal.pictures import PictureRefused, small_picture, stored_picture


def drawn(
    sort: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any
) -> bytes:
    """A picture whose left half is black and whose right half is white."""
    image = Image.new("RGB", size)
    image.paste("white", (size[0] // 2, 0, *size))
    content = io.BytesIO()
    image.convert(mode).save(content, sort, **options)
    return content.getvalue()


def noise(side: int) -> bytes:
    """A picture that hardly becomes smaller."""
    content = io.BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(content, "PNG")
    return content.getvalue()


def made_up(width: int, height: int) -> bytes:
    """A short PNG whose header promises that many pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = {b"IHDR": header, b"IDAT": zlib.compress(b"0"), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks.items())


def seen(content: bytes) -> Image.Image:
    """What is stored, as a picture."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def small(content: bytes) -> Image.Image:
    """What is stored of a picture that was sent."""
    return seen(small_picture(content, "one", "it").content)


def refusal(content: bytes) -> str:
    """The code of why a picture is not taken."""
    with pytest.raises(PictureRefused) as why:
        small_picture(content, "one", "it")
    return why.value.code


@pytest.mark.parametrize("sort", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_each_sort_of_picture_becomes_a_jpeg(sort: str, mode: str) -> None:
    image = small(drawn(sort, mode=mode))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (60, 40))
    assert image.getpixel((50, 20)) > image.getpixel((10, 20))  # type: ignore[operator]  # colours


@pytest.mark.parametrize("mode", ["P", "1", "LA", "RGBA"])
def test_a_picture_of_few_colours_or_with_transparency_is_taken(mode: str) -> None:
    assert small(drawn(mode=mode)).size == (60, 40)


def test_what_is_transparent_becomes_white() -> None:
    content = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(content, "PNG")
    assert small(content.getvalue()).getpixel((20, 20)) == (255, 255, 255)


def test_what_is_transparent_in_greys_becomes_white() -> None:
    for mode, level in (("L", 10), ("I;16", 40_000)):
        content = io.BytesIO()
        Image.new(mode, (40, 40), level).save(content, "PNG", transparency=level)
        assert small(content.getvalue()).getpixel((20, 20)) == (255, 255, 255), mode


def test_greys_of_16_bits_stay_greys() -> None:
    content = io.BytesIO()
    Image.new("I;16", (40, 40), 40_000).save(content, "PNG")
    assert small(content.getvalue()).getpixel((20, 20)) == (156, 156, 156)


def test_a_large_picture_becomes_small_in_pixels_and_bytes() -> None:
    picture = small_picture(drawn("JPEG", (4000, 3000)), "one", "it")
    assert (picture.width, picture.height) == (SIDE_MOST, 900)
    picture = small_picture(noise(1500), "one", "it")
    assert len(picture.content) <= STORED_BYTES_MOST
    assert seen(picture.content).size == (picture.width, picture.height)


def test_it_stands_upright_and_nothing_of_the_camera_is_left() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of Ada"
    content = drawn("JPEG", exif=exif, comment=b"at home", dpi=(72, 72))
    assert b"Camera of Ada" in content
    picture = small_picture(content, "one", "it")
    assert b"Ada" not in picture.content
    assert b"at home" not in picture.content
    image = seen(picture.content)
    assert image.size == (40, 60)
    assert image.getpixel((20, 50)) > image.getpixel((20, 10))  # type: ignore[operator]  # colours
    assert not image.getexif()


@pytest.mark.parametrize("sort", ["GIF", "TIFF", "BMP", "PPM"])
def test_other_sorts_of_pictures_are_refused(sort: str) -> None:
    assert refusal(drawn(sort)) == "picture_unreadable"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Just some words.",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        drawn("JPEG", (300, 300))[:-400],
        drawn("PNG", (300, 300))[:60],
        drawn("WEBP", (300, 300))[:60],
        made_up(0, 0),
    ],
)
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    assert refusal(content) == "picture_unreadable"


@pytest.mark.parametrize("size", [(7000, 7000), (20_000, 20_000), (2**31 - 1, 2**31 - 1)])
def test_a_header_that_promises_too_many_pixels_is_refused_unread(size: tuple[int, int]) -> None:
    assert refusal(made_up(*size)) == "picture_too_many_pixels"


def test_too_many_bytes_are_refused_unread() -> None:
    assert refusal(bytes(SENT_BYTES_MOST + 1)) == "picture_too_large"


def test_only_what_was_stored_once_passes_as_stored() -> None:
    picture = small_picture(noise(300), "one", "it")
    assert stored_picture(picture.content, "one", "it") == picture
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    for content in (
        drawn("PNG"),
        drawn("JPEG", exif=exif),
        drawn("JPEG", comment=b"at home"),
        drawn("JPEG", xmp=b"<where>at home</where>"),
        drawn("JPEG", extra=b"\xff\xe5\x00\x09at home"),
        picture.content + b"at home",
        picture.content + b"at home\xff\xd9",
        drawn("JPEG", (SIDE_MOST + 1, 4)),
        picture.content[: len(picture.content) // 2],
        bytes(STORED_BYTES_MOST + 1),
        b"words",
    ):
        with pytest.raises(PictureRefused):
            stored_picture(content, "one", "it")
