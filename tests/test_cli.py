"""The command line as a shell sees it: its output, its errors of one line, its exit status."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from probatum.actions.clock import now
from probatum.actions.people.invite import invitation
from probatum.cli import main
from probatum.cli.people import FIRST
from probatum.errors import LinkSpent
from probatum.render.audit_contract import AuditForm
from probatum.render.contract import ArticleForm
from probatum.workspace import open_workspace

QUESTION = "Can inflammatory myositis relapse?"
BROUGHT = """\
Inflammatory myositis relapsed in 65 of 105 patients (62%).

Zanthofibrate 40 mg prevents relapse of myositis in nine of ten patients [3].
"""
ADVICE = "Talk to your doctor before you change anything.\n"
RIS = "TY  - JOUR\nTI  - An invented trial\nAU  - Ash, A\nPY  - 2020\nAB  - It helped.\nER  - \n"

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def environment(**more: str) -> dict[str, str]:
    """The environment without anything that is Probatum's; by words alone, which loads no model."""
    more = {"PROBATUM_DENSE_ENABLED": "false", **more}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PROBATUM_")}
    return {**kept, "COLUMNS": "100", **more}


def run_apart(*arguments: str, cwd: Path, **more: str) -> Done:
    """Run ``probatum`` with these arguments in ``cwd``, as a shell does."""
    return subprocess.run(
        [sys.executable, "-m", "probatum", *arguments],
        cwd=cwd, env=environment(**more), capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same within this process, which saves it the start of an interpreter."""

    def called(*arguments: str, cwd: Path, **more: str) -> Done:
        for name in [name for name in os.environ if name.startswith("PROBATUM_")]:
            monkeypatch.delenv(name)
        for name, value in environment(**more).items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(cwd)
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main(arguments)
        out, err = capfd.readouterr()
        return Done(arguments, int(left.value.code or 0), out, err)

    return called


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workspace in which the founding question has been asked."""
    made = tmp_path_factory.mktemp("cli")
    assert run_apart("ask", QUESTION, cwd=made).returncode == 0
    return made


@pytest.fixture(scope="module")
def article(folder: Path) -> str:
    """The name of the article on the founding question."""
    listed = json.loads(run_apart("list", "--json", cwd=folder).stdout)["articles"]
    return next(str(one["article"]) for one in listed if one["question"] == QUESTION)


def test_an_answer_in_the_terminal(folder: Path) -> None:
    done = run_apart("ask", QUESTION, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    for wanted in (QUESTION, "Bottom line", "[1]", "References", "Unreviewed"):
        assert wanted in done.stdout
    assert "\x1b" not in done.stdout


def test_an_answer_as_json_and_nothing_else(run: Run, folder: Path, article: str) -> None:
    done = run("ask", QUESTION, "--json", cwd=folder)
    form = TypeAdapter(ArticleForm).validate_json(done.stdout)
    assert (done.returncode, form["schema"], form["answered"]) == (0, "probatum/article@1", True)
    assert json.loads(run("show", article, "--json", cwd=folder).stdout) == form


@pytest.mark.parametrize("question", ["Does zanthofibrate cure narcolepsy?", "What is the capital of Peru?"])
def test_no_answer_is_told_and_is_status_1(run: Run, folder: Path, question: str) -> None:
    done = run("ask", question, cwd=folder)
    assert done.returncode == 1
    assert "The evidence held does not answer this" in done.stdout
    form = json.loads(run("ask", question, "--json", cwd=folder).stdout)
    assert form["answered"] is False
    assert form["gap"]["reason"]


def test_without_the_starter_library_nothing_is_known(run: Run, folder: Path) -> None:
    assert run("ask", QUESTION, "--no-starter", cwd=folder).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), None),
        (("ask",), "Missing argument 'QUESTION'; see: probatum ask --help"),
        (("ask", "x", "--nothing"), "No such option: --nothing; see: probatum ask --help"),
        (("ask", "x", "--audience", "martian"), None),
        (("frobnicate",), "No such command 'frobnicate'; see: probatum --help"),
        (("serve", "--port", "99999"), None),
        (("serve", "--port", "x"), None),
        (("export", "x"), None),
        (("export", "x", "--to", "papyrus"), None),
        (("ask", ""), None),
        (("ask", " \t\n "), None),
        (("ask", "\x01\x02\x1b"), None),
        (("ask", "why " * 5_000), None),
    ],
)
def test_wrong_usage_is_status_2_and_one_line(
    run: Run, folder: Path, arguments: tuple[str, ...], told: str | None
) -> None:
    done = run(*arguments, cwd=folder)
    assert done.returncode == 2
    if arguments:
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith("probatum: ")
    if told:
        assert done.stderr == f"probatum: {told}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "no-such-article"),
        ("show", "no-such-article", "--json"),
        ("export", "no-such-article", "--to", "json"),
        ("list", "--workspace", "no/such/folder"),
        ("--workspace", "no/such/folder", "list"),
        ("--workspace", "foreign", "list"),
        ("--workspace", "newer", "list"),
        ("--workspace", "foreign/file.txt", "ask", "x"),
    ],
)
def test_what_cannot_be_done_is_status_1_and_one_line(
    run: Run, folder: Path, arguments: tuple[str, ...]
) -> None:
    (folder / "foreign").mkdir(exist_ok=True)
    (folder / "foreign/file.txt").write_text("somebody's letters")
    (folder / "newer").mkdir(exist_ok=True)
    (folder / "newer/probatum.json").write_text('{"format": "probatum-workspace", "layout": 999}')
    done = run(*arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("probatum: ")


def test_the_workspace_is_named_in_any_of_three_ways(
    run: Run, folder: Path, tmp_path: Path, article: str
) -> None:
    here = str(folder / "probatum-data")
    listed = run("list", cwd=folder).stdout
    assert article in listed
    assert run("--workspace", here, "list", cwd=tmp_path).stdout == listed
    assert run("list", "--workspace", here, cwd=tmp_path).stdout == listed
    assert run("list", cwd=tmp_path, PROBATUM_WORKSPACE=here).stdout == listed


def test_an_unknown_setting_is_wrong_usage(run: Run, folder: Path) -> None:
    done = run("list", cwd=folder, PROBATUM_SEARCH_DEPHT="5")
    assert done.returncode == 2
    assert "PROBATUM_SEARCH_DEPTH" in done.stderr


def test_ingest_counts_what_it_read_and_what_it_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.ris").write_text(RIS)
    (tmp_path / "bad.xml").write_text("<PubmedArticleSet><PubmedArticle>")
    done = run("ingest", "good.ris", "bad.xml", "missing.pdf", "--json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["schema"], report["new"]) == ("probatum/ingest@1", 1)
    assert report["read"] == report["new"] + report["updated"] + report["unchanged"] + report["refused"]
    assert report["refused"] == len(report["refusals"]) == 2
    assert all(refusal["reason"] and refusal["fix"] for refusal in report["refusals"])
    assert {Path(refusal["origin"]).name for refusal in report["refusals"]} == {"bad.xml", "missing.pdf"}
    again = run("ingest", "good.ris", cwd=tmp_path)
    assert again.returncode == 0
    assert [line.split() for line in again.stdout.splitlines()] == [
        ["read", "1"], ["new", "0"], ["updated", "0"], ["unchanged", "1"], ["refused", "0"],
    ]  # fmt: skip


def test_an_audit_prints_one_document(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text(BROUGHT)
    here = ("--workspace", str(folder / "probatum-data"))
    done = run("audit", "answer.md", "--json", *here, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    made = TypeAdapter(AuditForm).validate_python(json.loads(done.stdout))
    assert (made["schema"], made["name"]) == ("probatum/audit@1", "answer.md")
    assert sum(made["summary"].values()) == len(made["claims"]) >= 2
    for claim in made["claims"]:
        assert made["text"][claim["start"] : claim["end"]].startswith(claim["text"][:12])


def test_an_audit_in_the_terminal(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text(BROUGHT)
    here = ("--workspace", str(folder / "probatum-data"))
    done = run("audit", "answer.md", *here, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    for wanted in ("Claim by claim", "∅ Not found here", "Zanthofibrate 40 mg", "[3]"):
        assert wanted in done.stdout


def test_a_text_with_nothing_in_doubt_is_status_0(folder: Path) -> None:
    command = f"printf '%s' '{ADVICE}' | '{sys.executable}' -m probatum audit - --json"
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment(), capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["name"] == "standard input"


def test_an_audit_is_written_in_the_form_that_is_named(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text(BROUGHT)
    here = ("--workspace", str(folder / "probatum-data"))
    for name, start in (("a.html", "<!doctype html>"), ("a.md", "# Audit of "), ("a.json", "{")):
        done = run("audit", "answer.md", "-o", name, *here, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
        assert (tmp_path / name).read_text().lstrip().startswith(start)
    printed = run("audit", "answer.md", "--to", "markdown", *here, cwd=tmp_path)
    assert printed.stdout.startswith("# Audit of ")
    unsaid = run("audit", "answer.md", "-o", "a.xyz", *here, cwd=tmp_path)
    assert (unsaid.returncode, unsaid.stderr.count("\n")) == (2, 1)
    assert "--to html" in unsaid.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("audit", "missing.txt"), "missing.txt: cannot be read"),
        (("audit", "answer.md", "--source", "PMID 99999999"), "99999999"),
        (("audit", "empty.txt"), "empty.txt: no words in it"),
    ],
)
def test_an_audit_that_cannot_be_made_is_status_1_and_one_line(
    run: Run, folder: Path, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    (tmp_path / "answer.md").write_text(BROUGHT)
    (tmp_path / "empty.txt").write_text(" \n")
    done = run(*arguments, "--workspace", str(folder / "probatum-data"), cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert told in done.stderr


def test_export_writes_the_article(run: Run, folder: Path, tmp_path: Path, article: str) -> None:
    name, here = article, ("--workspace", str(folder / "probatum-data"))
    markdown = run("export", name, "--to", "markdown", *here, cwd=tmp_path)
    assert markdown.stdout.startswith(f"# {QUESTION}\n")
    written = run("export", name, "--to", "json", "-o", "article.json", *here, cwd=tmp_path)
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "")
    shown = run("show", name, "--json", *here, cwd=tmp_path).stdout
    assert (tmp_path / "article.json").read_text() == shown
    refused = run("export", name, "--to", "json", "-o", "no/such/folder.json", *here, cwd=tmp_path)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)


def test_a_revision_is_shown_by_the_beginning_of_its_hash(run: Run, folder: Path, article: str) -> None:
    name = article
    shown = run("show", name, "--json", cwd=folder).stdout
    beginning = json.loads(shown)["revision"]["hash"][:10]
    assert run("show", name, "--revision", beginning, "--json", cwd=folder).stdout == shown
    assert run("show", name, "--revision", "ffffffffff", cwd=folder).returncode == 1


def test_the_doctor_says_how_the_workspace_is(run: Run, folder: Path, tmp_path: Path) -> None:
    found = json.loads(run("doctor", "--json", cwd=folder).stdout)
    assert set(found) == {
        "schema", "well", "problem", "versions", "extras", "workspace", "repaired",
    }  # fmt: skip
    assert (found["schema"], found["well"], found["repaired"]) == ("probatum/doctor@1", True, [])
    assert found["workspace"]["position"] == found["workspace"]["indexed_to"] > 100
    assert run("doctor", cwd=folder).returncode == 0
    nowhere = run("doctor", cwd=tmp_path)
    assert nowhere.returncode == 1
    assert "python" in nowhere.stdout
    assert nowhere.stderr.count("\n") == 1


def test_a_terminal_that_knows_ascii_only_is_no_reason_to_fail(folder: Path) -> None:
    done = run_apart("ask", QUESTION, cwd=folder, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_has_seen_enough_is_no_error(folder: Path, article: str) -> None:
    command = f"'{sys.executable}' -m probatum show {article} --json | head -c 10"
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment(), capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens already."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_told(folder: Path, taken: int) -> None:
    done = run_apart("serve", "--port", str(taken), cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"probatum: port {taken} on 127.0.0.1 is in use; stop what listens there, or choose another port "
        "with --port\n"
    )


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7"])
def test_a_host_that_is_not_ours_is_told(run: Run, folder: Path, host: str) -> None:
    done = run("serve", "--host", host, "--port", "0", cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "--host" in done.stderr


def test_serve_says_where_and_stops_when_told(run: Run, folder: Path) -> None:
    printed_earlier = run("people", "invite", "--administrator", cwd=folder).stdout
    server = subprocess.Popen(
        [sys.executable, "-m", "probatum", "serve", "--port", "0"],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    address = next(word for word in server.stdout.readline().split() if word.startswith("http://"))
    with urllib.request.urlopen(address, timeout=30) as response:
        assert "Medical answers you can check" in response.read().decode()
    server.send_signal(signal.SIGINT)
    _, errors = server.communicate(timeout=60)
    assert "Traceback" not in errors
    assert server.returncode in (0, 130)
    link = errors.rpartition("/join/")[2].strip()
    with closing(open_workspace(folder / "probatum-data", create=False)) as ws:
        assert [one.roles for one in ws.accounts.invitations()] == [FIRST]
        assert invitation(ws, link, at=now()).roles == FIRST
        with pytest.raises(LinkSpent):
            invitation(ws, printed_earlier.rpartition("/join/")[2].strip(), at=now())


def test_help_and_version(run: Run) -> None:
    here = Path.cwd()
    assert run("--version", cwd=here).stdout == "probatum 0.1.0\n"
    assert "ask" in run("--help", cwd=here).stdout
