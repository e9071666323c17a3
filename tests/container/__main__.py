"""``python -m tests.container``: each instruction of the container file, in a bare Debian tree.

Needs root, debootstrap and a way to the package servers. A container engine does the same with an
image; here a folder with a fresh Debian takes its place, and ``chroot`` that of the engine.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.container.instructions import FILE, ROOT, Instruction, instructions
from tests.ports import free_port

STARTING = 120
EXPOSED = "8000"
REACHED_BY = ("PIP_INDEX_URL", "HTTPS_PROXY", "HTTP_PROXY")
REACHING = ("/etc/resolv.conf", "/etc/hosts")
"""How this machine finds the package servers; an engine has its own ways."""

CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
BELIEVED = "/etc/ssl/this_machine.crt"
"""What this machine believes them by, inside the tree."""

OF_CONTAINERS = ("VOLUME", "EXPOSE", "HEALTHCHECK", "CMD")
"""What an engine does with a container, once there is one."""


class Tree:
    """A folder with a Debian in it, and where an engine would be with the file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = "/"
        self.user = "root"
        self.settings: dict[str, str] = {}

    def command(self, *words: str, shell: str = "") -> list[str]:
        """A command inside the tree, as the user and in the folder of the file by now."""
        inner = shell or 'exec "$@"'
        script = ["/bin/sh", "-c", f"cd {self.folder} && {inner}", "sh", *words]
        return ["chroot", f"--userspec={self.user}", str(self.root), *script]

    @property
    def environment(self) -> dict[str, str]:
        """The variables inside."""
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        reached = {name: text for name, text in os.environ.items() if name in REACHED_BY}
        reached |= {"PATH": path, "DEBIAN_FRONTEND": "noninteractive", "PIP_CERT": BELIEVED}
        return reached | self.settings

    def carry_out(self, each: Instruction) -> None:
        """Do what an instruction says."""
        match each.word:
            case "FROM":
                self.begin(each.text)
            case "RUN":
                self.run(each.text)
            case "WORKDIR":
                self.folder = each.text
                (self.root / each.text.lstrip("/")).mkdir(parents=True, exist_ok=True)
            case "COPY":
                self.copy(*each.text.split())
            case "ENV":
                name, _, value = each.text.partition("=")
                self.settings[name] = value
            case "USER":
                self.user = each.text
            case other:
                assert other in OF_CONTAINERS, other

    def begin(self, image: str) -> None:
        """Put a fresh Debian into the folder, as the image is one."""
        suite = image.rpartition(":")[2].removesuffix("-slim")
        making = ["debootstrap", "--variant=minbase", suite, str(self.root)]
        subprocess.run(making, check=True)
        for file in filter(Path.exists, map(Path, REACHING)):
            place = self.root / str(file).lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place)
        (self.root / "etc" / "ssl").mkdir(parents=True, exist_ok=True)
        shutil.copy(CERTIFICATES, self.root / BELIEVED.lstrip("/"))

    def run(self, shell: str) -> None:
        """Carry out a command of the file."""
        subprocess.run(self.command(shell=shell), env=self.environment, check=True)

    def copy(self, source: str, target: str) -> None:
        """Put a file or a folder of the project into the tree."""
        place = self.root / self.folder.lstrip("/") / target
        if (ROOT / source).is_dir():
            left_out = shutil.ignore_patterns("__pycache__", "*.br", "*.gz")
            shutil.copytree(ROOT / source, place, ignore=left_out)
            vendored = ROOT / source / "vendor"
            for file in vendored.glob("*") if vendored.is_dir() else ():
                shutil.copy(file, place / "vendor" / file.name)
        else:
            shutil.copy(ROOT / source, place / source)


def words_of(steps: list[Instruction], word: str, port: int) -> list[str]:
    """The last command of CMD or HEALTHCHECK, on a free port instead of the container's own."""
    (text,) = [each.text for each in steps if each.word == word]
    listed = text[text.index("[") :]
    return [part.replace(EXPOSED, str(port)) for part in json.loads(listed)]


def served(tree: Tree, steps: list[Instruction]) -> None:
    """Start what the file starts, and ask after its health as the engine does."""
    port = free_port()
    process = subprocess.Popen(
        tree.command(*words_of(steps, "CMD", port)), env=tree.environment, start_new_session=True
    )
    health = tree.command(*words_of(steps, "HEALTHCHECK", port))
    until = time.monotonic() + STARTING
    while subprocess.run(
        health, env=tree.environment, check=False, capture_output=True
    ).returncode:
        if process.poll() is not None or time.monotonic() > until:
            sys.exit("the journal did not answer")
        time.sleep(1)
    process.terminate()
    process.wait(timeout=60)


def main() -> None:
    """Carry out the file, then what its container has to do."""
    steps = instructions(FILE.read_text())
    with tempfile.TemporaryDirectory(prefix="journal-container-") as folder:
        tree = Tree(Path(folder))
        Path(folder).chmod(0o755)
        for each in steps:
            print(f"{each.word} {each.text}", flush=True)
            tree.carry_out(each)
        served(tree, steps)
        tree.run("test -f $JOURNAL_DATA_DIR/journal.sqlite3")
        tree.run("! test -w journal && ! test -w static && ! test -w .venv")
        tree.run(".venv/bin/python -m journal doctor")
    print("Each instruction was carried out; the journal answers, and cannot change its own code.")


if __name__ == "__main__":
    main()
