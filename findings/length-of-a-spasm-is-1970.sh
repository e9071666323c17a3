#!/usr/bin/env bash
# The average spasm lasted 1970: durations of SQLAlchemy on SQLite.
#
# SQLAlchemy 2.1.9. A column of type timedelta takes and gives 40 min, 30 h 15 min and 1 h 5 min without
# loss; SQLite holds them as text, moments after the start of 1970. There avg() of the column is 1970.0
# and total() three times that, without an error: SQLite reads the year off the text. (sum() fails,
# max() is right.) The length asked as ended - started is worse: a spasm from 10:00 to 11:15 is not among
# those of more than an hour and is among those of less, in silence, as it subtracts year from year and
# compares 0 with a text. PostgreSQL answers the same questions rightly, so a program that is
# tried on one database says something else on the other.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check sqlalchemy==2.1.9
cat > try.py <<'PYTHON'
from datetime import datetime, timedelta

import sqlalchemy
from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Spasm(Base):
    __tablename__ = "spasms"
    id: Mapped[int] = mapped_column(primary_key=True)
    started: Mapped[datetime]
    ended: Mapped[datetime]
    lasted: Mapped[timedelta]


print("sqlalchemy", sqlalchemy.__version__)
engine = sqlalchemy.create_engine("sqlite://")
Base.metadata.create_all(engine)
start, hour = datetime(2026, 11, 3, 10), timedelta(hours=1)
with Session(engine) as session:
    for minutes in (40, 30 * 60 + 15, 65):
        lasted = timedelta(minutes=minutes)
        session.add(Spasm(started=start, ended=start + lasted, lasted=lasted))
    session.commit()
    print("stored:", *session.scalars(select(Spasm.lasted)))
    for name, question in [("avg", func.avg), ("total", func.total), ("max", func.max)]:
        print(f"{name}:", session.scalar(select(question(Spasm.lasted))))
    length = Spasm.ended - Spasm.started
    for name, condition in [
        ("column, over an hour", Spasm.lasted > hour),
        ("ended - started, over an hour", length > hour),
        ("ended - started, under an hour", length < hour),
    ]:
        print(f"{name}:", session.scalar(select(func.count()).select_from(Spasm).where(condition)))
PYTHON
cat > expected <<'TEXT'
sqlalchemy 2.1.9
stored: 0:40:00 1 day, 6:15:00 1:05:00
avg: 1970.0
total: 5910.0
max: 1 day, 6:15:00
column, over an hour: 2
ended - started, over an hour: 0
ended - started, under an hour: 3
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
