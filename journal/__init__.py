"""Spasm Journal: a private, self-hosted journal for people with back spasms."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app() -> "Flask":
    """The application of the environment's settings, as Flask's own commands look for it.

    Loads nothing before it is called, and raises what ``environment_app`` does.
    """
    from journal import flask_commands  # noqa: PLC0415 (importing the package loads nothing else)

    return flask_commands.environment_app()
