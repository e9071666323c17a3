"""Emulated power cuts: a work is recorded once, and its disk is cut off at many moments.

Every state that a cut may leave is started as ``serve`` starts a journal. It must hold what was
reported as done before the cut, or that and the one step which was on its way.
"""

import random
import shutil
import sys
from pathlib import Path
from typing import Final

from tests.faults.disk import Disk, Reported, Step
from tests.faults.runs import SEED, Result
from tests.faults.scenarios import SCENARIOS, Scenario
from tests.faults.system_calls import Reader, traced

SHARES: Final = {
    "save, edit, delete": 0.4,
    "import": 0.15,
    "migrate": 0.15,
    "restore": 0.15,
    "backup": 0.15,
}


def all_of(folder: Path, number: int) -> list[Result]:
    """Cut each work off, so many times in all."""
    results = []
    for name, share in SHARES.items():
        own_folder = folder / name.partition(",")[0]
        own_folder.mkdir()
        results.append(cuts(own_folder, name, round(number * share)))
    return results


def cuts(folder: Path, name: str, number: int) -> Result:
    """Cut one work off a number of times, at random steps."""
    scenario, result = SCENARIOS[name], Result(f"power cut: {name}", word="cuts")
    disk, steps = recorded(folder / "recorded", name)
    states = [step.words for step in steps if isinstance(step, Reported)]
    begun = next((at for at, step in enumerate(steps) if isinstance(step, Reported)))
    rng = random.Random(f"{SEED} {name}")  # noqa: S311 (no secret)
    moments = sorted(rng.randint(begun + 1, len(steps)) for _ in range(number))
    at = reports = 0
    for moment in moments:
        for step in steps[at:moment]:
            disk.go_on(step)
            reports += isinstance(step, Reported)
        at = moment
        _count(result, scenario, disk.after_a_cut(rng), folder / "recorded", states, reports)
    result.acknowledged = len(states) - 1
    return result


def recorded(folder: Path, name: str) -> tuple[Disk, list[Step]]:
    """What lay on the disk before a work, and all that was done to it."""
    folder.mkdir()
    SCENARIOS[name].begin(folder)
    reports, trace = (folder.with_name(f"{folder.name}.{end}") for end in ("reports", "trace"))
    disk = Disk.holding({str(file): file.read_bytes() for file in files_in(folder)})
    traced(
        [sys.executable, "-m", "tests.faults.scenarios", name, str(folder), str(reports)],
        trace,
        {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    reader = Reader(folder, reports, dict(disk.names))
    with trace.open() as lines:
        return disk, list(reader.steps(lines))


def files_in(folder: Path) -> list[Path]:
    """All files of a folder, but for what SQLite keeps in memory."""
    return [
        file for file in sorted(folder.rglob("*")) if file.is_file() and file.suffix != ".lock"
    ]


def _count(
    result: Result, scenario: Scenario, files: dict[str, bytes], folder: Path,
    states: list[str], reports: int,
) -> None:  # fmt: skip
    """Start from what one cut has left, where the work was done, and compare."""
    shutil.rmtree(folder)
    folder.mkdir()
    for path, content in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(content)
        Path(path).chmod(0o600)
    result.kills += 1
    try:
        state = scenario.state(folder)
    except Exception as wrong:
        print(f"{result.name}: {wrong}", file=sys.stderr)
        result.damaged += 1
        return
    if state not in states[reports - 1 : reports + 1]:
        result.lost += 1
