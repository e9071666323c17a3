"""How much memory a process holds, now and at most."""

import resource
import subprocess
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")
KIBIBYTE = 1024


class Peak:
    """The memory a process came to hold beyond what it held when this was made, in bytes.

    Linux lets the peak be forgotten first. Its ``ru_maxrss`` would not do: a new process
    inherits the one of the process that started it.
    """

    def __init__(self) -> None:
        if STATUS.exists():
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        self.before = _highest()

    @property
    def extra(self) -> int:
        return _highest() - self.before


def _highest() -> int:
    if STATUS.exists():
        return of_status(STATUS, "VmHWM")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * KIBIBYTE


def of_status(status: Path, name: str) -> int:
    """A figure of a process's status in ``/proc``, in bytes."""
    for line in status.read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * KIBIBYTE
    raise LookupError(name)


def of_children(pid: int) -> list[int]:
    """The bytes that each child of a process holds."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if listed.exists():
        children = listed.read_text(encoding="ascii").split()
        return [of_status(Path(f"/proc/{child}/status"), "VmRSS") for child in children]
    lines = subprocess.run(
        ["ps", "-ax", "-o", "ppid=,rss="],  # noqa: S607 (wherever this system has it)
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [int(rss) * KIBIBYTE for parent, rss in map(str.split, lines) if int(parent) == pid]


def shares_of_children(pid: int) -> list[int]:
    """The same with pages that are shared in parts; Linux alone says how large those are."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if not listed.exists():
        return []
    children = listed.read_text(encoding="ascii").split()
    return [of_status(Path(f"/proc/{child}/smaps_rollup"), "Pss") for child in children]
