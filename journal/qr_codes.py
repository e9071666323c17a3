"""QR codes, for pages and for terminals."""

import io


def qr_image(text: str) -> str:
    """The QR code of a text as the source of an ``<img>``: dark on white in any theme."""
    import segno  # noqa: PLC0415 (few pages need it)

    return segno.make_qr(text).svg_data_uri(border=3, light="white", omitsize=True)


def qr_terminal(text: str) -> str:
    """The QR code of a text as lines of text."""
    import segno  # noqa: PLC0415 (few starts need it)

    lines = io.StringIO()
    segno.make_qr(text).terminal(lines, border=2, compact=True)
    return lines.getvalue()
