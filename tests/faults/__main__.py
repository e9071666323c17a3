"""``python -m tests.faults``: the long half of the fault runs; figures for SECURITY.md."""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.faults import runs, slow_clients


def main() -> int:
    """Run all of them and print what they met; 1 where anything was lost."""
    parser = ArgumentParser("python3 run.py faults")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--restores", type=int, default=50)
    parser.add_argument("--backups", type=int, default=200)
    parser.add_argument("--held", type=float, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = [
            runs.saves(folder, options.kills, 2.5),
            runs.restores(folder, options.restores, 0.6),
            runs.migrations(folder),
            runs.backups(folder, options.backups),
        ]
        pages, longest = slow_clients.pages_meanwhile(folder, options.held, 24)
    for result in results:
        print(result)
    results.append(pages)
    print(f"{pages.name}: {pages.acknowledged} pages, the slowest took {longest:.2f} s")
    return 0 if all(result.fine for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
