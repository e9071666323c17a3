"""Forms as they are read: what cannot be read of one stands as a character that was not."""

from typing import IO
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser


class FormParser(FormDataParser):
    """Reads a form in which every character that cannot be read stands as one that was not.

    Werkzeug would leave it percent-encoded, to be stored as if somebody had typed that. And it
    counts the fields of forms with files only.
    """

    def _parse_urlencoded(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str],
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        text = stream.read().decode("utf-8", "replace")
        if self.max_form_parts is not None and text.count("&") >= self.max_form_parts:
            raise RequestEntityTooLarge
        return stream, self.cls(parse_qsl(text, keep_blank_values=True)), self.cls()


class FormRequest(Request):
    """A request whose forms are read by FormParser."""

    form_data_parser_class = FormParser
