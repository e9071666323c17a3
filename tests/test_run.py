"""The one command, before anything is set up."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("words", [["--help"], ["test", "--help"], ["check", "-h"]])
def test_asking_for_help_installs_nothing(tmp_path: Path, words: list[str]) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    shutil.copy(ROOT / "run.py", folder)
    process = subprocess.run(
        [sys.executable, "-B", "run.py", *words],
        cwd=folder,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert process.stderr == ""
    assert "every test" in process.stdout or "Lint" in process.stdout
    assert [file.name for file in folder.iterdir()] == ["run.py"]


@pytest.mark.parametrize("name", sorted(run.COMMANDS.keys() - run.FORWARDED))
def test_each_command_says_what_it_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "argv", ["run.py", name, "--help"])
    run.main()
    assert len(capsys.readouterr().out.split()) > 5


def test_without_an_engine_the_run_ends_with_a_sentence_and_tests_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[tuple[str, ...]] = []

    def apt(*packages: str) -> bool:
        calls.append(packages)
        return True  # and yet the file is not there, as where a package only leads to another

    monkeypatch.setattr(run, "installed_by_apt", apt)
    monkeypatch.setattr(run, "ENGINES", {str(tmp_path / "firefox"): "firefox-esr"})
    monkeypatch.setattr(run, "run", lambda *_, **__: pytest.fail("it went on"))
    with pytest.raises(SystemExit, match="sudo apt install firefox-esr"):
        run.engines()
    assert calls == [("firefox-esr",)]


def test_what_only_some_tests_need_is_asked_of_apt_and_never_ends_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "installed_by_apt", lambda *packages: calls.append(packages))
    run.install({str(tmp_path / "Rscript"): "r-base-core"}, needed=False)
    assert calls == [("r-base-core",)]
    with pytest.raises(SystemExit, match="sudo apt install r-base-core"):
        run.install({str(tmp_path / "Rscript"): "r-base-core"})


def test_servers_are_found_where_the_path_of_a_person_leaves_them_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nginx = tmp_path / "sbin" / "nginx"
    nginx.parent.mkdir()
    nginx.touch(mode=0o755)
    monkeypatch.setattr(run, "SERVERS_LIE_IN", f"{os.pathsep}{nginx.parent}")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "argv", ["run.py", "--help"])
    run.main()
    assert shutil.which("nginx") == str(nginx)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], list[str]]:
    """A quick run with tools that note how they are asked, one of which may fail."""
    for name, path in (("HERE", tmp_path), ("BIN", tmp_path), ("PYTHON", tmp_path / "python")):
        monkeypatch.setattr(run, name, path)
    slow_checks = [[tmp_path / Path(command).name, *words] for command, *words in run.SLOW_CHECKS]
    monkeypatch.setattr(run, "SLOW_CHECKS", slow_checks)
    monkeypatch.setattr(run, "install", lambda *_, **__: None)
    monkeypatch.setattr(run, "node", lambda: "node")
    monkeypatch.setattr(os, "environ", os.environ.copy())

    def quick_run(failing: str = "") -> list[str]:
        for name in ("ruff", "mypy", "python"):
            code = int(name == failing)
            (tmp_path / name).write_text(
                f'#!/bin/sh\necho "${{0##*/}} $*" >> asked\nexit {code}\n'
            )
            (tmp_path / name).chmod(0o755)
        with pytest.raises(SystemExit) if failing else nullcontext():
            run.test("--quick")
        lines = (tmp_path / "asked").read_text().splitlines()
        return sorted(line.split(" -n ")[0].strip() for line in lines if "collect" not in line)

    return quick_run


def test_a_run_lints_once_and_checks_types_and_texts_beside_its_tests(
    checked: Callable[..., list[str]],
) -> None:
    assert checked() == [
        "mypy",
        "python -m pytest",
        "python -m tests.words --check",
        "ruff check .",
        "ruff format --check .",
    ]


def test_what_lint_finds_ends_a_run_before_anything_else(
    checked: Callable[..., list[str]],
) -> None:
    assert checked("ruff") == ["ruff check ."]


def test_a_wrong_type_fails_a_run_whose_tests_pass(checked: Callable[..., list[str]]) -> None:
    assert "python -m pytest" in checked("mypy")


@pytest.fixture
def setting_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], list[str]]:
    """Sets up in a folder without packages, and gives the commands that were run for it."""
    (tmp_path / run.RUN).write_text("")
    monkeypatch.setattr(run, "HERE", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    run_for_real = run.run

    def set_up() -> list[str]:
        commands: list[str] = []

        def noted(*words: str | Path, **_: str) -> None:
            commands.append(str(words[2]))
            if words[2] == "venv":
                run_for_real(*words, "--without-pip")  # an empty one will do, and takes no time
                (packages,) = run.VENV.glob("lib/python*/site-packages")
                (packages / "pip.py").touch()

        monkeypatch.setattr(run, "run", noted)
        run.set_up(run.RUN)
        return commands

    return set_up


def test_an_environment_is_made_once(setting_up: Callable[[], list[str]]) -> None:
    assert setting_up() == ["venv", "pip"]
    assert setting_up() == []
    (run.HERE / run.RUN).write_text("# one more package")
    assert setting_up() == ["pip"]


def cut_off_without_pip() -> None:
    (pip,) = run.VENV.glob("lib/python*/site-packages/pip.py")
    pip.unlink()
    (run.VENV / f"{run.RUN}.installed").unlink()


def cut_off_within_pip() -> None:
    (pip,) = run.VENV.glob("lib/python*/site-packages/pip.py")
    pip.write_text("import a_part_that_is_not_there_yet")
    (run.VENV / f"{run.RUN}.installed").unlink()


def its_python_became_another() -> None:
    (packages,) = run.VENV.glob("lib/python*")
    packages.rename(packages.with_name("python3.9"))


def its_python_is_gone() -> None:
    run.PYTHON.unlink()
    run.PYTHON.symlink_to(run.HERE / "gone")


BREAKS = (cut_off_without_pip, cut_off_within_pip, its_python_became_another, its_python_is_gone)


@pytest.mark.parametrize("damage", BREAKS)
def test_an_environment_that_serves_no_more_is_made_anew_and_said_so(
    setting_up: Callable[[], list[str]],
    damage: Callable[[], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    setting_up()
    assert "anew" not in capsys.readouterr().out
    damage()
    assert setting_up() == ["venv", "pip"]
    assert "making it anew" in capsys.readouterr().out
    assert setting_up() == []


def test_an_environment_that_somebody_made_by_hand_is_kept(
    setting_up: Callable[[], list[str]],
) -> None:
    setting_up()
    (run.VENV / f"{run.RUN}.installed").unlink()
    assert setting_up() == ["pip"]


def test_a_folder_one_may_not_write_is_told_with_what_to_do(
    setting_up: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(SystemExit, match="Copy it to a place of your own"):
        setting_up()
    assert not run.VENV.exists()
