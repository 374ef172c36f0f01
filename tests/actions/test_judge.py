"""A judge elsewhere that is down: everything works by what is here, and it is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from probatum.actions.ask import ask
from probatum.actions.audit import audit
from probatum.actions.examine import examine
from probatum.actions.starter import ensure_starter
from probatum.render.report import doctor_document, doctor_facts
from probatum.settings import Entailment, Judge, Settings
from probatum.workspace import open_workspace

#: Nobody listens on the port of "discard".
DOWN = Judge(url="http://127.0.0.1:9/v1", model="big", timeout=2.0)
WORDS = Entailment(model="none")
TEXT = b"Infliximab prevents relapse of giant cell arteritis.\n\nTocilizumab causes baldness in children."


def _made(folder: Path, settings: Settings) -> tuple[object, ...]:
    ws = open_workspace(folder, settings=settings)
    try:
        ensure_starter(ws)
        answer = ask(ws, "Does tocilizumab prevent relapse of giant cell arteritis?")
        audited = audit(ws, TEXT, name="a.txt", sources=[answer.references[0].source])
        found = examine(ws)
    finally:
        ws.close()
    return answer, audited, found


@pytest.fixture(scope="module")
def down(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    """An answer, an audit and what the doctor sees, with a judge that is down."""
    return _made(tmp_path_factory.mktemp("down") / "ws", Settings(judge=DOWN, entailment=WORDS))


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    """The same by words alone."""
    return _made(tmp_path_factory.mktemp("words") / "ws", Settings(entailment=WORDS))


def test_the_answer_is_that_of_words_alone_and_says_who_read(down, words) -> None:  # type: ignore[no-untyped-def]
    assert words[0].made_by.endswith("; entailer none")
    assert "; entailer big at 127.0.0.1:9" in down[0].made_by
    alike = [replace(one, made_by="", verdicts=(), held_back=()) for one in (down[0], words[0])]
    assert alike[0].hash == alike[1].hash
    assert [(name, one.outcome, one.findings) for name, one in down[0].verdicts] == [
        (name, one.outcome, one.findings) for name, one in words[0].verdicts
    ]


def test_so_is_the_audit(down, words) -> None:  # type: ignore[no-untyped-def]
    assert "; entailer big at 127.0.0.1:9; " in down[1].made_by
    assert down[1].made_by.endswith(" readings by none, as it gave no answer")
    found = [
        [(one.verdict.outcome, one.verdict.findings) for one in made[1].claims] for made in (down, words)
    ]
    assert found[0] == found[1]


def test_the_doctor_says_that_nobody_answers(down, words) -> None:  # type: ignore[no-untyped-def]
    said = (
        "big at 127.0.0.1:9: nobody listens there; see the server, or take [judge] out of the settings. "
        "Until it answers, words alone decide"
    )
    assert ("judge", said) in doctor_facts(down[2])
    assert doctor_document(down[2])["workspace"]["silent"] == said
    assert "judge" not in dict(doctor_facts(words[2]))
    assert down[2].well
