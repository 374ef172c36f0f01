"""The settings: one tree, from a file and the environment; what is not known is an error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from probatum.errors import SettingsError
from probatum.settings import Settings, describe, read_settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().startswith("PROBATUM_"):
            monkeypatch.delenv(name)


def written(folder: Path, text: str) -> Path:
    """A settings file."""
    path = folder / "probatum.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold() -> None:
    """The ones that are documented."""
    assert read_settings() == Settings()


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Key by key."""
    path = written(tmp_path, "[search]\ndepth = 7\n[server]\nport = 9000\n[limits]\nkeep_originals = 5\n")
    monkeypatch.setenv("PROBATUM_SEARCH_DEPTH", "9")
    settings = read_settings(path)
    assert (settings.search.depth, settings.server.port, settings.limits.keep_originals) == (9, 9000, 5)
    monkeypatch.setenv("PROBATUM_LIMITS_KEEP_ORIGINALS", "6")
    assert read_settings(path).limits.keep_originals == 6


def test_the_file_may_be_named_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``PROBATUM_SETTINGS``."""
    monkeypatch.setenv("PROBATUM_SETTINGS", str(written(tmp_path, "[search]\ndepth = 7\n")))
    assert read_settings().search.depth == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[search]\ndepht = 3\n", "unknown setting 'search.depht'; did you mean 'search.depth'?"),
        ("[serach]\ndepth = 3\n", "unknown setting 'serach'; did you mean 'search"),
        ("colour = 1\n", "unknown setting 'colour'; known are workspace"),
        ("search = 3\n", r"'search' is a section; write \[search\]"),
        ("[search]\ndepth = 'many'\n", "search.depth = 'many' cannot be used"),
        ("[search]\ndepth = 0\n", "search.depth = 0 cannot be used"),
        ("[judge]\nurl = 'http://127.0.0.1/v1'\n", "judge cannot be used .*needs judge.model"),
        ("[judge]\nurl = 'ftp://a/v1'\nmodel = 'a'\n", "judge.url cannot be used"),
        ("[judge]\nurl = 'http://me:secret@a/v1'\nmodel = 'a'\n", r"judge.url cannot be used \(String"),
        ("[judge]\nkey = 'secret'\n", "judge.key stands in the file; put it into PROBATUM_JUDGE_KEY"),
        ("[search\n", "not TOML"),
        ("a = \ud800", "not TOML"),
    ],
)
def test_a_bad_file_is_named_with_its_fault(tmp_path: Path, text: str, said: str) -> None:
    """In one line."""
    path = tmp_path / "probatum.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(SettingsError, match=said) as caught:
        read_settings(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_the_key_of_the_judge_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is not shown by chance."""
    monkeypatch.setenv("PROBATUM_JUDGE_KEY", "sk-secret")
    settings = read_settings()
    assert settings.judge.key.get_secret_value() == "sk-secret"
    assert "sk-secret" not in repr(settings)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Says so."""
    with pytest.raises(SettingsError, match="no such settings file"):
        read_settings(tmp_path / "none.toml")


def test_an_unknown_variable_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the nearest known one."""
    monkeypatch.setenv("PROBATUM_SERVER_PROT", "1")
    with pytest.raises(SettingsError, match="'PROBATUM_SERVER_PROT'; did you mean 'PROBATUM_SERVER_PORT'"):
        read_settings()


def test_the_settings_are_frozen() -> None:
    """Nobody turns a knob in flight."""
    with pytest.raises(ValidationError, match="frozen"):
        Settings().search.depth = 3  # type: ignore[misc]


def test_every_setting_is_documented(root: Path) -> None:
    """Key, variable, default and meaning stand in docs/settings.md as the tree has them."""
    page = (root / "docs" / "settings.md").read_text("utf-8")
    rows = [f"| `{key}` | `{variable}` | {default} | {text} |" for key, variable, default, text in describe()]
    assert [row for row in rows if row not in page] == []
    assert page.count("| `PROBATUM_") == len(rows)
