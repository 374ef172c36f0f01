"""Conversations on the command line: asked on, listed, taken along, deleted."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from probatum.cli import main


def said(capsys: pytest.CaptureFixture[str], workspace: Path, *words: str) -> tuple[int, str, str]:
    """The exit status of a command, and what it printed on stdout and stderr."""
    with pytest.raises(SystemExit) as left:
        main([*words, "--workspace", str(workspace)])
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out, told.err


def test_a_conversation_from_its_first_question_to_its_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> tuple[int, str, str]:
        return said(capsys, tmp_path / "ws", "threads", *words)

    assert run("ask", "Can inflammatory myositis relapse?")[0] == 0
    status, out, _ = run("ask", "what about in children?")
    assert status == 0
    assert out.startswith("Looked for: Can inflammatory myositis relapse in children?\n")
    status, out, err = run("ask", "and the dose?")
    assert (status, "No treatment has been named" in err, "What dose of" in out) == (1, True, True)
    unclear = orjson.loads(run("ask", "which one?", "--json")[1])
    assert (unclear["schema"], unclear["asked"]) == ("probatum/unclear@1", "which one?")
    (listed,) = orjson.loads(run("list", "--json")[1])["threads"]
    assert listed["turns"] == 2
    assert run("list")[1] == f"{listed['thread']}  2  Can inflammatory myositis relapse?\n"
    shown = orjson.loads(run("show", listed["thread"], "--json")[1])
    assert [one["asked"] for one in shown["turns"]] == [
        "Can inflammatory myositis relapse?",
        "what about in children?",
    ]
    assert run("export", listed["thread"], "-o", str(tmp_path / "it.md"))[0] == 0
    assert (tmp_path / "it.md").read_text("utf-8") == run("show", listed["thread"])[1]
    assert run("ask", "why?", "--thread", "t-none")[0] == 1
    assert run("ask", "Can gout relapse?", "--new", "--json")[0] in (0, 1)
    assert run("delete")[0] == 2
    assert run("delete", listed["thread"])[0] == 0
    assert run("delete", "--all")[1] == "1 deleted\n"
    assert run("list")[1] == ""
