"""The one command: sets up what is needed beside this file, then serves, tests or measures.

    python3 run.py            set up, then serve on http://127.0.0.1:8000/
    python3 run.py test       set up, then lint, check types and pass every test (see test --help)
    python3 run.py check      lint and types only
    python3 run.py engines    the main job in Chromium, Firefox and WebKit
    python3 run.py recipes    let other tools read an archive as its README says
    python3 run.py bench      measure speed against a floor of the same run; load: a clinic at work
    python3 run.py faults     kill it, and cut its power, while it works; count what is lost
    python3 run.py evidence   measure what insight finds in made-up diaries, on two cores
    python3 run.py journal …  any command of the journal, such as: journal demo
    python3 run.py lock       write the requirements files anew from pyproject.toml
    python3 run.py vendor     fetch the vendored browser files anew, as locked

Needs nothing but Python 3.11 or newer. On Debian and its like, as root or where sudo asks for no
password, it installs what the machine lacks by apt, and says so; elsewhere it fetches the browser.
What it cannot provide itself it names, with the command that does. A second start is instant.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
SLOW_CHECKS: list[list[str | Path]] = [[BIN / "mypy"], [PYTHON, "-m", "tests.words", "--check"]]
STAMPS = "*.installed"  # of each requirements file that the environment holds
SERVERS_LIE_IN = ":/usr/sbin:/sbin"  # Debian's PATH of those who are not root lacks them
SERVERS = {name: name for name in ("nginx", "caddy", "apache2", "openssl", "pgbouncer")}
ENGINES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
SHELL = "chromium-headless-shell"
BROWSERS = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LEAST, OLDEST_NODE = (3, 11), 20
MAC = "/Applications/{0}.app/Contents/MacOS/{0}"
MAC_BROWSERS = [Path(MAC.format(name)) for name in ("Google Chrome", "Chromium")]
WHERE_PLAYWRIGHT_PUTS_IT = """from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)"""


def run(*command: str | Path, **env: str) -> None:
    """Run a command here; where it fails, fail as it did."""
    process = subprocess.run(command, cwd=HERE, env=os.environ | env, check=False)
    if process.returncode:
        sys.exit(process.returncode)


def asked(*command: str | Path) -> str | None:
    """What a command prints; None where it fails, or is not there."""
    try:
        process = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return None if process.returncode else process.stdout.strip()


def installed_by_apt(*packages: str) -> bool:
    """Install Debian packages where that asks for no password; whether they are there now."""
    if not shutil.which("apt-get"):
        return False
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and (not shutil.which("sudo") or asked(*prefix, "true") is None):
        return False
    print(f"Installing {' '.join(packages)} by apt (once) …", flush=True)
    quietly = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "--yes"]
    asked(*quietly, "update")
    return asked(*quietly, "install", "--no-install-recommends", *packages) is not None


def install(packages: dict[str, str], *, needed: bool = True) -> None:
    """The programs that a command needs, or has use for, each with its Debian package."""
    missing = [package for program, package in packages.items() if not shutil.which(program)]
    if missing and installed_by_apt(*missing) and all(map(shutil.which, packages)):
        return
    if missing and needed:
        sys.exit(f"Some programs are missing. Install\n    sudo apt install {' '.join(missing)}")


def set_up(requirements: str) -> None:
    """A virtual environment that holds exactly the locked packages of a requirements file."""
    if sys.version_info < LEAST:
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    digest = hashlib.sha256((HERE / requirements).read_bytes()).hexdigest()
    stamp = VENV / STAMPS.replace("*", requirements)
    is_current = stamp.exists() and stamp.read_text() == digest
    # Where it was cut off, pip does not run; another Python than made it finds no pip at all.
    proof = ("-c", "import pip") if is_current else ("-m", "pip", "--version")
    if (whole := asked(PYTHON, *proof) is not None) and is_current:
        return
    if not os.access(VENV if VENV.exists() else HERE, os.W_OK):
        sys.exit(f"You may not write in {HERE}. Copy it to a place of your own, and run it there.")
    if not whole:
        make_environment()
    print(f"Installing {requirements} (once) …", flush=True)
    options = ["--no-compile"] * (requirements == DEVELOP)  # tests compile the fifth they load
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--require-hashes", *options, "-r", requirements)  # fmt: skip
    stamp.write_text(digest)


def make_environment() -> None:
    """An empty virtual environment, in the place of one that serves no more."""
    if VENV.exists():
        print(f"{VENV} is incomplete, or of another Python: making it anew …", flush=True)
    for stamp in VENV.glob(STAMPS):
        stamp.unlink()  # first: cut off from here on, it is not whole
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if asked(sys.executable, "-c", "import ensurepip, venv") is None and not (
        installed_by_apt(f"python{version}-venv") or installed_by_apt("python3-venv")
    ):
        sys.exit(
            "Python's venv module is missing. On Debian and Ubuntu install it with\n"
            f"    sudo apt install python3-venv   (or python{version}-venv)"
        )
    run(sys.executable, "-m", "venv", "--clear", VENV)


def browser() -> str:
    """A Chromium to test with: named, installed (rather the shell without windows), or fetched.

    Its shell is the same engine in half the time; where apt has none, that is asked once.
    """
    asked_before = VENV / f"{SHELL}.asked"
    if not (path := os.environ.get("JOURNAL_CHROMIUM") or shutil.which(SHELL)):
        if not asked_before.exists():
            installed_by_apt(SHELL)
        asked_before.touch()
        path = browser_here()
    if path is None:
        if not installed_by_apt("chromium"):
            print("No Chromium here; fetching one (once) …", flush=True)
            asked(PYTHON, "-m", "playwright", "install", "chromium")
        path = browser_here()
    if path is None or asked(path, "--version") is None:
        sys.exit(
            "The browser tests need Chromium, and none was found or could be fetched. Install it "
            "with\n    sudo apt install chromium\n"
            "or name one: JOURNAL_CHROMIUM=/path/to/chromium python3 run.py test"
        )
    return path


def browser_here() -> str | None:
    """A Chromium that is installed, or was fetched before."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    fetched = asked(PYTHON, "-c", WHERE_PLAYWRIGHT_PUTS_IT)
    paths = (*MAC_BROWSERS, Path(fetched or VENV / "none"))
    return next((str(path) for path in paths if path.exists()), None)


def node() -> str:
    """A Node for Playwright and for the tests of the scripts: its own, or the machine's."""
    bundled = next(VENV.glob("**/site-packages/playwright/driver/node*"), VENV / "none")
    if asked(bundled, "--version"):
        return str(bundled)
    own = shutil.which("node")
    if own and int((asked(own, "--version") or "v0").lstrip("v").partition(".")[0]) >= OLDEST_NODE:
        return own
    if not installed_by_apt("libatomic1") or not asked(bundled, "--version"):
        sys.exit("Playwright's driver does not start. Install\n    sudo apt install libatomic1")
    return str(bundled)


def check() -> None:
    """Lint, types, and that every text is given to be translated."""
    lint()
    for command in SLOW_CHECKS:
        run(*command)


def lint() -> None:
    """What ruff says of the code."""
    run(BIN / "ruff", "check", ".")
    run(BIN / "ruff", "format", "--check", ".")


@contextmanager
def checked_beside() -> Iterator[None]:
    """Check while something else runs; at the end print what was found, and fail where it did."""
    checks = [
        subprocess.Popen(each, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for each in SLOW_CHECKS
    ]
    try:
        yield
    finally:
        print(*(each.communicate()[0].decode() for each in checks), sep="", end="", flush=True)
    if any(each.returncode for each in checks):
        sys.exit(1)


def test(*options: str) -> None:
    """Lint, types, and every test.

    python3 run.py test             everything, in a real browser and on both databases
    python3 run.py test --quick     no browser, SQLite alone, fewer examples of each property
    python3 run.py test PATH …      these tests alone; all other options are pytest's
    """
    lint()
    # Servers start by themselves, so they come only where no services run.
    servers = {} if Path("/run/systemd/system").exists() else SERVERS
    install({"Rscript": "r-base-core"} | servers, needed=False)
    # Compiled modules are kept; more workers than cores, as some wait: most of all for a browser.
    os.environ |= {"PLAYWRIGHT_NODEJS_PATH": node(), "PYTHONDONTWRITEBYTECODE": ""}
    quick = "--quick" in options
    os.environ |= {} if quick else {"JOURNAL_CHROMIUM": browser()}
    workers = str((os.cpu_count() or 1) + (1 if quick else 4))
    with checked_beside():
        if not (HERE / "tests" / "__pycache__").exists():
            # One compiles everything first, as each worker would do it all by itself.
            asked(PYTHON, "-m", "pytest", "--collect-only", "--quiet")
        run(PYTHON, "-m", "pytest", "-n", workers, "--dist", "worksteal", *options)


def engines(*options: str) -> None:
    """Do the main job in Chromium, Firefox and WebKit, all three at once.

    python3 run.py engines                prints double taps, and taps and seconds per task
    python3 run.py engines --all          every control of Today twice at every gap, for many
                                          minutes; writes docs/engines.md
    python3 run.py engines -k firefox     one engine alone; all other options are pytest's
    """
    install(ENGINES)
    env = {"PLAYWRIGHT_NODEJS_PATH": node(), "JOURNAL_CHROMIUM": browser()}
    at_once = ("-n", "3", "--dist", "loadscope")
    files = ("-o", "python_files=each_*.py", "-o", "faulthandler_timeout=3600", "tests/engines")
    run(PYTHON, "-m", "pytest", *at_once, *files, *options, **env)


def part_of_tests(name: str, **packages: str) -> Callable[..., None]:
    """A command that stands beside the tests, with its own options, and the programs it needs."""

    def part(*options: str) -> None:
        if not HELP & {*options}:
            install(packages)
        run(PYTHON, "-m", f"tests.{name}", *options)

    return part


def journal(*arguments: str) -> None:
    """Become a command of the journal."""
    os.execv(PYTHON, [str(PYTHON), "-m", "journal", *arguments])


HELP = {"-h", "--help"}
FORWARDED = {"serve", "journal", "bench", "evidence", "faults", "load", "lock", "vendor"}
"""The commands that tell of their own options."""

R, LIBREOFFICE = "r-base-core", "libreoffice-calc-nogui"
RUN, DEVELOP = "requirements.txt", "requirements-dev.txt"
COMMANDS = {
    "serve": (lambda *options: journal("serve", *options), RUN),
    "journal": (journal, RUN),
    "test": (test, DEVELOP),
    "check": (check, DEVELOP),
    "engines": (engines, DEVELOP),
    "recipes": (part_of_tests("recipes", Rscript=R, soffice=LIBREOFFICE), DEVELOP),
    "bench": (part_of_tests("benchmarks"), DEVELOP),
    "evidence": (part_of_tests("evidence"), RUN),
    "faults": (part_of_tests("faults", strace="strace", pgbouncer="pgbouncer"), DEVELOP),
    "load": (part_of_tests("load", pgbouncer="pgbouncer", nginx="nginx"), DEVELOP),
    "lock": (part_of_tests("locking"), RUN),
    "vendor": (part_of_tests("vendoring"), RUN),
}


def main() -> None:
    """Do what the first word says; without one, serve."""
    os.environ["PATH"] = (os.environ.get("PATH") or os.defpath) + SERVERS_LIE_IN
    words = sys.argv[1:]
    if words and words[0] in HELP:
        print(__doc__)
        return
    if not words or words[0].startswith("--"):
        words = ["serve", *words]
    if words[0] not in COMMANDS:
        sys.exit(str(__doc__))
    command, requirements = COMMANDS[words[0]]
    if HELP & {*words[1:]} and words[0] not in FORWARDED:
        print(inspect.cleandoc(str(command.__doc__ or __doc__)))
        return
    set_up(requirements)
    command(*words[1:])


if __name__ == "__main__":
    main()
