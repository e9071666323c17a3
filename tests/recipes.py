"""``python -m tests.recipes``: each tool that the README of an archive names reads its files.

``run.py recipes`` installs R and LibreOffice before: the other tests run without them, as they are
large. All options are pytest's.
"""

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "exchange" / "own"


def main() -> int:
    """Run the tests of the recipes, and say how that went."""
    return pytest.main([*map(str, sorted(FOLDER.glob("test_recipe*.py"))), *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
