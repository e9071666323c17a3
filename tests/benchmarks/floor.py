"""The floor: the least a diary needs of Flask, Flask-Login, Flask-WTF and the ORM.

One model, one form, one list of 30 rows; an SQLite file that loses nothing (WAL, FULL, BEGIN
IMMEDIATE for what writes); a session cookie. The journal is measured by what it adds to that.
"""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from flask import Flask, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_required, login_user
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import DictLoader
from sqlalchemy import Connection, ForeignKey, Index, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import Length, NumberRange

from journal.store.db.engine import SQLITE

ROWS_A_PAGE = 30
SEEDED = 1000
FILE_VARIABLE = "BENCH_FLOOR_FILE"
KINDS = ("day_average", "day_worst", "now")

BASE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="{{ url_for('static', filename='floor.css') }}"></head>
<body>
<nav><a href="{{ url_for('entries') }}">Entries</a> <a href="{{ url_for('new') }}">New</a>
{{ current_user.name }}</nav>
<main>{% block content %}{% endblock %}</main>
</body>
</html>"""
LIST = """{% extends "base.html" %}
{% block title %}Entries{% endblock %}
{% block content %}
<h1>Entries</h1>
<table>
{% for entry in entries %}
<tr><td>{{ entry.day }}</td><td>{{ entry.kind }}</td><td>{{ entry.level }}</td>
<td>{{ entry.note }}</td></tr>
{% endfor %}
</table>
{% endblock %}"""
FORM = """{% extends "base.html" %}
{% block title %}New entry{% endblock %}
{% block content %}
<h1>New entry</h1>
<form method="post">
{{ form.hidden_tag() }}
{% for field in (form.level, form.kind, form.note) %}
<p>{{ field.label }} {{ field() }}{% for error in field.errors %} {{ error }}{% endfor %}</p>
{% endfor %}
<button>Save</button>
</form>
{% endblock %}"""


class Base(DeclarativeBase):
    """The floor's tables."""


class Person(Base):
    """Who is signed in."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    is_authenticated = True
    is_active = True

    def get_id(self) -> str:
        return str(self.id)


class Entry(Base):
    """A line of the list."""

    __tablename__ = "entries"
    __table_args__ = (Index("ix_entries_day", "owner_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    kind: Mapped[str]
    level: Mapped[int]
    note: Mapped[str]


class EntryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The one form."""

    level = IntegerField("Level", validators=[NumberRange(0, 10)])
    kind = SelectField("Kind", choices=[(kind, kind) for kind in KINDS])
    note = TextAreaField("Note", validators=[Length(max=8000)])


def floor_app(file: Path) -> Flask:
    """The application on its own database file, which is made where it is missing."""
    app = Flask("floor")
    app.secret_key = "a secret key for the bench, long enough"
    app.jinja_loader = DictLoader({"base.html": BASE, "list.html": LIST, "form.html": FORM})
    engine = create_engine(
        f"sqlite:///{file}", module=SQLITE, connect_args={"isolation_level": None}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    app.extensions["engine"] = engine
    _seed(Session(engine.execution_options(writes=True)))
    CSRFProtect(app)
    manager = LoginManager(app)
    manager.user_loader(lambda key: db(app).get(Person, int(key)))
    app.teardown_appcontext(_close)
    _add_doors(app)
    return app


def served() -> Flask:
    """The application on the file that the environment names, for gunicorn."""
    return floor_app(Path(os.environ[FILE_VARIABLE]))


def db(app: Flask) -> Session:
    """The request's session."""
    if "db" not in g:
        engine = app.extensions["engine"]
        g.db = Session(engine.execution_options(writes=request.method == "POST"))
    return cast("Session", g.db)


def _close(_error: BaseException | None) -> None:
    if (database := g.pop("db", None)) is not None:
        database.close()


def _prepare(connection: Any, _record: object) -> None:  # of either SQLite module
    for pragma in ("busy_timeout=20000", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _seed(session: Session) -> None:
    with session:
        Base.metadata.create_all(session.connection())
        if session.get(Person, 1) is None:
            session.add(Person(id=1, name="ada"))
            session.flush()
            now = datetime.now(UTC)
            session.add_all(
                _entry(now - timedelta(days=number), KINDS[number % 3], number % 11, "")
                for number in range(SEEDED)
            )
        session.commit()


def _entry(at: datetime, kind: str, level: int, note: str) -> Entry:
    return Entry(owner_id=1, day=at.date(), recorded_at=at, kind=kind, level=level, note=note)


def _add_doors(app: Flask) -> None:
    def sign_in() -> ResponseReturnValue:
        login_user(db(app).get(Person, 1))
        return "signed in"

    def entries() -> ResponseReturnValue:
        question = select(Entry).where(Entry.owner_id == current_user.id)
        newest = question.order_by(Entry.day.desc()).limit(ROWS_A_PAGE)
        return render_template("list.html", entries=db(app).scalars(newest).all())

    def new() -> ResponseReturnValue:
        form = EntryForm()
        if not form.validate_on_submit():
            return render_template("form.html", form=form)
        typed = (form.kind.data, form.level.data or 0, form.note.data or "")
        db(app).add(_entry(datetime.now(UTC), *typed))
        db(app).commit()
        return redirect("/", 303)

    app.add_url_rule("/sign-in", "sign_in", sign_in)
    app.add_url_rule("/", "entries", login_required(entries))
    app.add_url_rule("/new", "new", login_required(new), methods=["GET", "POST"])
