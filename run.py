"""The one command: sets up what is needed beside this file, then serves, tests or measures.

    python3 run.py            set up, then serve on http://127.0.0.1:8000/
    python3 run.py test       set up, then lint, check types and pass every test
    python3 run.py check      lint and types only
    python3 run.py bench      measure speed against a floor of the same run
    python3 run.py evidence   measure what insight finds in made-up diaries, on two cores
    python3 run.py journal …  any command of the journal, such as: journal demo
    python3 run.py lock       write the requirements files anew from pyproject.toml
    python3 run.py vendor     fetch the vendored browser files anew, as locked

Needs nothing but Python 3.11 or newer. What it cannot provide itself it names, with the command
that installs it. A second start finds everything in place and is instant.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
LEAST = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
WHERE_PLAYWRIGHT_PUTS_IT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def stop(sentence: str) -> NoReturn:
    """End with a sentence that says what to do."""
    sys.exit(sentence)


def run(*command: str | Path, **env: str) -> None:
    """Run a command here; where it fails, fail as it did."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=HERE, env=os.environ | env, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def asked(*command: str | Path) -> str | None:
    """What a command prints; None where it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=HERE, capture_output=True, text=True, check=False)
    return None if done.returncode else done.stdout.strip()


def set_up(requirements: str) -> None:
    """A virtual environment that holds exactly the locked packages of a requirements file."""
    if sys.version_info < LEAST:
        stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    wanted = hashlib.sha256((HERE / requirements).read_bytes()).hexdigest()
    stamp = VENV / f"{requirements}.installed"
    if stamp.exists() and stamp.read_text() == wanted and PYTHON.exists():
        return
    if not PYTHON.exists():
        make_environment()
    print(f"Installing {requirements} (once) …", flush=True)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--require-hashes", "-r", requirements)  # fmt: skip
    stamp.write_text(wanted)


def make_environment() -> None:
    """An empty virtual environment."""
    try:
        import ensurepip  # noqa: F401, PLC0415 (only asked whether it is there)
        import venv  # noqa: PLC0415
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        stop(
            "Python's venv module is missing. On Debian and Ubuntu install it with\n"
            f"    sudo apt install python3-venv   (or python{version}-venv)"
        )
    venv.create(VENV, with_pip=True, clear=True)


def browser() -> str:
    """A Chromium to test with: named, installed, or fetched."""
    if named := os.environ.get("JOURNAL_CHROMIUM"):
        return named
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    for candidate in MAC_BROWSERS:
        if candidate.exists():
            return str(candidate)
    print("No Chromium here; fetching one …", flush=True)
    asked(PYTHON, "-m", "playwright", "install", "chromium")
    path = asked(PYTHON, "-c", WHERE_PLAYWRIGHT_PUTS_IT)
    if not path or not Path(path).exists():
        stop(
            "The browser tests need Chromium, and it could not be fetched. Install it with\n"
            "    sudo apt install chromium\n"
            "or name one: JOURNAL_CHROMIUM=/path/to/chromium python3 run.py test"
        )
    return path


def playwright_node() -> dict[str, str]:
    """What Playwright's driver needs: its own Node wants libatomic, another one will do."""
    if asked(PYTHON, "-m", "playwright", "--version"):
        return {}
    if node := shutil.which("node"):
        return {"PLAYWRIGHT_NODEJS_PATH": node}
    stop("Playwright's driver does not start. Install\n    sudo apt install libatomic1")


def check() -> None:
    """Lint, types, and that every text is given to be translated."""
    run(BIN / "ruff", "check", ".")
    run(BIN / "ruff", "format", "--check", ".")
    run(BIN / "mypy")
    run(PYTHON, "-m", "tests.words", "--check")


def lock() -> None:
    """Write both requirements files anew."""
    common = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header",
              "--no-emit-index-url", "--no-emit-find-links", "--quiet"]  # fmt: skip
    uv = shutil.which("uv") or stop("Install uv first: pip install uv")
    run(uv, "pip", "compile", "pyproject.toml", *common, "-o", "requirements.txt")
    run(uv, "pip", "compile", "pyproject.toml", "--group", "dev", *common,
        "-o", "requirements-dev.txt")  # fmt: skip


def vendor() -> None:
    """Fetch each vendored package with npm, check it against the lock, and take its files."""
    npm = shutil.which("npm") or stop("npm is needed to fetch the vendored files.")
    folder = HERE / "static" / "vendor"
    for entry in json.loads((folder / "vendor.lock.json").read_text()):
        with tempfile.TemporaryDirectory() as scratch:
            name = f"{entry['package']}@{entry['version']}"
            subprocess.run([npm, "pack", "--silent", name], cwd=scratch, check=True)
            archive = next(Path(scratch).glob("*.tgz"))
            digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
            if f"sha512-{digest}" != entry["integrity"]:
                stop(f"{name} is not what the lock file says.")
            with tarfile.open(archive) as packed:
                for inside, outside in entry["files"].items():
                    member = packed.extractfile(f"package/{inside}")
                    if member is None:
                        stop(f"{name} holds no {inside}.")
                    (folder / outside).write_bytes(member.read())
        print(name)
    for copy in [*folder.glob("*.br"), *folder.glob("*.gz")]:
        copy.unlink()
    run(PYTHON, "-m", "whitenoise.compress", "--quiet", folder)


def test(*options: str) -> None:
    """Lint, types, and every test."""
    check()
    env = playwright_node() | {"JOURNAL_CHROMIUM": browser()}
    run(PYTHON, "-m", "pytest", "-n", "auto", *options, **env)


def bench(*options: str) -> None:
    """Measure."""
    run(PYTHON, "-m", "tests.benchmarks", *options)


def evidence(*options: str) -> None:
    """Measure how often insight is wrong, and how often it finds what is there."""
    run(PYTHON, "-m", "tests.evidence", *options)


def journal(*arguments: str) -> None:
    """Become a command of the journal."""
    os.execv(PYTHON, [str(PYTHON), "-m", "journal", *arguments])


def serve(*options: str) -> None:
    """Become the server."""
    journal("serve", *options)


RUN, DEVELOP = "requirements.txt", "requirements-dev.txt"
COMMANDS = {
    "serve": (serve, RUN),
    "journal": (journal, RUN),
    "test": (test, DEVELOP),
    "check": (check, DEVELOP),
    "bench": (bench, DEVELOP),
    "evidence": (evidence, RUN),
    "lock": (lock, ""),
    "vendor": (vendor, RUN),
}


def main() -> None:
    """Do what the first word says; without one, serve."""
    words = sys.argv[1:]
    if not words or words[0].startswith("--"):
        words = ["serve", *words]
    if words[0] not in COMMANDS:
        stop(str(__doc__))
    command, requirements = COMMANDS[words[0]]
    if requirements:
        set_up(requirements)
    command(*words[1:])


if __name__ == "__main__":
    main()
