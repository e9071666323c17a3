"""The container file and compose.yaml: each path, user, port, variable and check is real."""

import json
import os
import re
import shlex
import subprocess
from typing import Any

import pytest
import yaml

from journal.cli import parser
from journal.config import ROOT, Settings
from tests.container.instructions import of

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("journal", "journal-postgresql")
(PORT,) = of("EXPOSE")
(VOLUME,) = of("VOLUME")
(USER,) = of("USER")
PROGRAM = [".venv/bin/python", "-m", "journal"]


def settings_of(service: str) -> dict[str, str]:
    """The variables of a service, as an engine fills them where the host has set none."""
    variables = SERVICES[service]["environment"]
    return {
        name: re.sub(r"\$\{\w+:-(.*?)\}", r"\1", str(text)) for name, text in variables.items()
    }


def test_what_is_copied_is_there_and_is_let_through() -> None:
    copied = [text.split()[0] for text in of("COPY")]
    assert len(copied) == len(set(copied))
    let_through = re.findall("(?m)^!(.+)$", (ROOT / ".dockerignore").read_text())
    assert sorted(copied) == sorted(let_through)
    for name in copied:
        assert (ROOT / name).exists(), name


def test_it_installs_the_locked_packages_and_no_others() -> None:
    (installing,) = [text for text in of("RUN") if "pip install" in text]
    assert "--require-hashes -r requirements.txt" in installing


def test_it_runs_as_a_user_of_its_own_who_may_write_to_the_volume_alone() -> None:
    (first, *_) = of("RUN")
    assert re.search(rf"useradd .*--shell /usr/sbin/nologin {USER}\b", first)
    assert f"install -d -o {USER} -g {USER} -m 0700 {VOLUME}" in first
    assert of("ENV") == [f"JOURNAL_DATA_DIR={VOLUME}"]
    assert not [text for text in of("COPY") if "--chown" in text]


def test_what_it_starts_is_a_command_of_the_journal_on_its_port() -> None:
    (text,) = of("CMD")
    words = json.loads(text)
    assert words[:3] == PROGRAM
    options = parser().parse_args(words[3:])
    assert (options.host, str(options.port)) == ("0.0.0.0", PORT)  # noqa: S104 (of a container)


def test_its_check_asks_for_an_address_that_is_there() -> None:
    (text,) = of("HEALTHCHECK")
    words = json.loads(text[text.index("[") :])
    assert words[0] == PROGRAM[0]
    assert f"http://127.0.0.1:{PORT}/healthz" in words[2]
    compile(words[2], "check", "exec")


@pytest.mark.parametrize("service", OURS)
def test_services_have_settings_ports_and_places_of_the_file(service: str) -> None:
    running = SERVICES[service]
    assert running["build"] == "."
    assert running["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]
    assert running["volumes"] == [f"journal:{VOLUME}"]
    assert running["read_only"] is True
    assert running["cap_drop"] == ["ALL"]
    documented = set(re.findall(r"`(JOURNAL_\w+)`", (ROOT / "docs" / "hosting.md").read_text()))
    assert set(settings_of(service)) <= documented
    settings = Settings.from_env(settings_of(service))
    assert settings.trusted_proxies.hops == 1
    assert (settings.sqlite_file is None) == (service == "journal-postgresql")


def test_the_database_it_asks_for_is_the_one_beside_it() -> None:
    settings = Settings.from_env(settings_of("journal-postgresql"))
    database = SERVICES["database"]["environment"]
    user, name = database["POSTGRES_USER"], database["POSTGRES_DB"]
    url = re.sub(":[^:@]*@", "@", settings.database_url)
    assert url == f"postgresql+psycopg://{user}@database/{name}"
    waiting = SERVICES["journal-postgresql"]["depends_on"]["database"]["condition"]
    assert waiting == "service_healthy"
    assert f"--username {user} --dbname {name}" in SERVICES["database"]["healthcheck"]["test"][1]


def test_each_profile_is_whole_and_each_volume_is_declared() -> None:
    profiles = {name: service["profiles"] for name, service in SERVICES.items()}
    assert profiles == {
        "journal": ["sqlite"],
        "journal-postgresql": ["postgresql"],
        "database": ["postgresql"],
    }
    used = {text.split(":")[0] for service in SERVICES.values() for text in service["volumes"]}
    assert used == set(COMPOSE["volumes"])


def test_commands_of_its_part_of_the_guide_name_what_is_there() -> None:
    guide = (ROOT / "docs" / "hosting.md").read_text()
    part = guide.partition("\n## In a container\n")[2].partition("\n## ")[0]
    lines = [shlex.split(line) for line in re.findall("(?m)^    (.+)$", part)]
    composing = [words for words in lines if words[:2] == ["docker", "compose"]]
    profiles_named = {words[words.index("--profile") + 1] for words in composing}
    assert profiles_named == {"sqlite", "postgresql"}
    for words in composing:
        if "exec" in words:
            begins = words.index("exec") + 1
            service, *command = words[begins:]
            assert service in SERVICES
            assert command[:3] == PROGRAM
            assert parser().parse_args(command[3:])


def test_static_files_are_compressed_where_the_file_says() -> None:
    (building,) = [text for text in of("RUN") if "compress_static" in text]
    (program,) = re.findall('-c "([^"]+)"', building)
    imported = subprocess.run(
        [str(ROOT / PROGRAM[0]), "-c", program.replace("compress_static()", "compress_static")],
        cwd=ROOT,
        env=dict(os.environ),
        check=False,
    )
    assert imported.returncode == 0
