"""What docs/service.md tells an administrator to write and to run is what the program takes."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
import typer
from click import Context

from probatum.cli import app
from probatum.settings import Settings, describe, read_settings
from probatum.web.brought import room
from probatum.workspace import open_workspace

PROGRAM = "/usr/local/lib/probatum/current/bin/probatum"


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs/service.md").read_text("utf-8")


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def _unit(page: str) -> ConfigParser:
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    (text,) = _blocks(page, "ini")
    unit.read_string(text)
    return unit


def _understood(words: list[str]) -> str:
    """The command that a line of ``probatum`` names, its options read as the program reads them."""
    program = typer.main.get_command(app)
    context = Context(program)
    name, command, rest = program.resolve_command(context, program.make_parser(context).parse_args(words)[1])  # type: ignore[attr-defined]
    command.make_parser(Context(command)).parse_args(list(rest))
    return str(name)


def test_every_command_is_one_and_has_its_options(page: str) -> None:
    lines = [line for block in _blocks(page, "sh") for line in block.splitlines() if PROGRAM in line]
    lines.append(_unit(page)["Service"]["ExecStart"])
    told = [shlex.split(line.partition(PROGRAM)[2]) for line in lines]
    assert sorted({_understood(words) for words in told}) == ["doctor", "serve", "trail"]


def test_the_settings_can_be_used(page: str, tmp_path: Path) -> None:
    (text,) = _blocks(page, "toml")
    (tmp_path / "probatum.toml").write_text(text)
    assert read_settings(tmp_path / "probatum.toml").access.proxies == 1


def test_every_secret_of_the_settings_is_named(page: str) -> None:
    secrets = {
        variable for _, variable, _, _ in describe() if re.search(r"_(?:PASSWORD|SECRET|KEY)$", variable)
    }
    assert set(re.findall(r"PROBATUM_\w+", page)) == secrets


def test_the_unit_and_the_commands_speak_of_one_user_and_its_folders(page: str) -> None:
    service = _unit(page)["Service"]
    commands = " ".join(_blocks(page, "sh"))
    assert f"/var/lib/{service['StateDirectory']} " in service["ExecStart"]
    assert f"--home-dir /var/cache/{service['CacheDirectory']} " in commands
    assert f"sudo userdel {service['User']}\n" in commands
    assert service["EnvironmentFile"].lstrip("-").startswith("/etc/probatum/")


def test_the_proxies_lead_to_where_it_listens_and_let_through_what_may_be_brought(
    page: str, tmp_path: Path
) -> None:
    server = Settings().server
    (nginx,), (haproxy,), (caddy,) = (_blocks(page, name) for name in ("nginx", "haproxy", "caddy"))
    listening = f"{server.host}:{server.port}"
    assert [listening in one for one in (nginx, haproxy, caddy)] == [True, True, True]
    workspace = open_workspace(tmp_path / "ws")
    workspace.close()
    (most,) = re.findall(r"client_max_body_size (\d+)m;", nginx)
    assert int(most) * 2**20 >= room(workspace)
    (most,) = re.findall(r"max_size (\d+)MB", caddy)
    assert int(most) * 10**6 >= room(workspace)


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd-analyze is not there: install systemd"
)
def test_systemd_finds_no_fault_in_the_unit(page: str, tmp_path: Path) -> None:
    (text,) = _blocks(page, "ini")
    unit = tmp_path / "probatum.service"
    # The program and its user are not on this machine.
    unit.write_text(text.replace(PROGRAM, "/bin/true").replace("User=probatum\nGroup=probatum\n", ""))
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "")
    assert "probatum.service" not in done.stderr
