"""Both requirements files, written anew from pyproject.toml: ``python3 run.py lock`` runs it."""

import shutil
import subprocess
import sys
from argparse import ArgumentParser
from typing import Final

FILES: Final = {"requirements.txt": (), "requirements-dev.txt": ("--group", "dev")}
OPTIONS: Final = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header")


def main() -> None:
    """Ask uv for the newest versions that fit together, each with its hashes."""
    ArgumentParser("python3 run.py lock", description=__doc__).parse_args()
    uv = shutil.which("uv") or sys.exit("Install uv first: pip install uv")
    for name, group in FILES.items():
        command = [uv, "pip", "compile", "pyproject.toml", *group, *OPTIONS, "--quiet", "-o", name]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
