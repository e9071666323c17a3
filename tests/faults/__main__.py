"""``python -m tests.faults``: the long half of the fault runs; figures for SECURITY.md."""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.databases import copied_database, postgresql_server
from tests.faults import nodes, power_cuts, runs, slow_clients, whole_or_not


def main() -> int:
    """Run all of them and print what they met; 1 where anything was lost."""
    parser = ArgumentParser("python3 run.py faults")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=6, help="until a kill, at most")
    parser.add_argument("--restores", type=int, default=50)
    parser.add_argument("--imports", type=int, default=50)
    parser.add_argument("--backups", type=int, default=200)
    parser.add_argument("--held", type=float, default=10)
    parser.add_argument("--cuts", type=int, default=2000)
    parser.add_argument("--pooled", type=int, default=2000)
    parser.add_argument("--absences", type=int, default=5)
    parser.add_argument("--reminders", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = [
            runs.saves(folder, options.kills, options.seconds),
            whole_or_not.restores(folder, options.restores),
            whole_or_not.imports(folder, options.imports),
            whole_or_not.migrations(folder),
            runs.backups(folder, options.backups),
            *power_cuts.all_of(folder, options.cuts),
        ]
        with postgresql_server() as server:
            results += [
                nodes.pooled_saves(server, folder / "pooled", options.pooled),
                nodes.returns(server, folder / "absences", options.absences),
            ]
            with copied_database(server) as url:
                downloads, slowest_beside = slow_clients.pages_beside_downloads(
                    folder / "downloads", url
                )
            sendings, seconds = nodes.reminders_of_a_minute(server, folder, options.reminders)
        results.append(sendings)
        pages, longest = slow_clients.pages_meanwhile(folder, options.held, 24)
    for result in results:
        print(result)
    print(f"{sendings.name}: {seconds:.0f} s")
    for run, slowest in ((pages, longest), (downloads, slowest_beside)):
        results.append(run)
        print(f"{run.name}: {run.acknowledged} pages, the slowest took {slowest:.2f} s")
    return 0 if all(result.fine for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
