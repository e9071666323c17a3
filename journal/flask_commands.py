"""The application as Flask's own commands open it."""

import click
from flask import Flask
from flask.cli import NoAppException

from journal.app import create_app
from journal.store.db.preparing import REFUSALS


class NoJournal(NoAppException):
    """Why there is no application; Flask's commands print it, and not how they are typed."""

    exit_code = click.ClickException.exit_code
    show = click.ClickException.show


def environment_app() -> Flask:
    """The application of the environment's settings.

    Raises what ``create_app`` does: a server logs it. In a command of Flask, NoJournal instead.
    """
    try:
        return create_app()
    except REFUSALS as reason:
        if click.get_current_context(silent=True) is None:
            raise
        raise NoJournal(str(reason)) from reason
