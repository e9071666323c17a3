"""``python -m tests.faults``: the long half of the fault runs; figures for SECURITY.md."""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.faults import runs


def main() -> int:
    """Run all of them and print what they met; 1 where anything was lost."""
    parser = ArgumentParser("python3 run.py faults")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--restores", type=int, default=50)
    parser.add_argument("--backups", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = [
            runs.saves(folder, options.kills, 2.5),
            runs.restores(folder, options.restores, 0.6),
            runs.migrations(folder),
            runs.backups(folder, options.backups),
        ]
    for result in results:
        print(result)
    return 0 if all(result.fine for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
