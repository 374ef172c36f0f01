"""The verifier of one file: what was changed in a bundle is named, and nothing else is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

import probatum.standalone.verify_trail as verifier
from evals.board import signed_bundle
from evals.tampering import database_tampered, tampered
from probatum.records.canonical import canonical
from probatum.standalone.verify_trail import verify

#: Places at which the bundle is changed here; 1,000 in ``python -m evals board``.
PLACES = 200


def test_one_byte_changed_anywhere_is_named_and_an_untouched_bundle_is_sound() -> None:
    figures = tampered(signed_bundle(3), PLACES, seed=3)
    assert (figures["places"], figures["missed"], figures["false_alarms"]) == (PLACES, 0, 0)
    named = figures["named"]
    assert isinstance(named, dict)
    # Where the change made it no JSON at all, it is still said in which part of the bundle it stands.
    assert named.get("the", 0) <= PLACES // 50
    assert len(figures["first_named_elsewhere"]) <= PLACES // 100  # type: ignore[arg-type]


def test_one_byte_changed_in_the_database_is_named() -> None:
    figures = database_tampered(30, seed=4)
    assert (figures["places"], figures["missed"], figures["false_alarms"]) == (30, 0, 0)
    assert isinstance(figures["named"], dict)
    assert figures["named"].keys() <= {"event", "revision", "passage"}


def bundle() -> dict[str, Any]:
    document: dict[str, Any] = orjson.loads(signed_bundle(1))
    return document


def first(document: dict[str, Any]) -> str:
    return verify(canonical(document))[0]


def test_what_was_changed_is_named() -> None:
    document = bundle()
    (where,) = document["passages"]
    document["passages"][where] = document["passages"][where].replace("12 of 40", "13 of 40")
    assert first(document).startswith(f"passage {where}: it no longer holds what revision ")

    document = bundle()
    name = next(iter(document["revisions"]))
    document["revisions"][name] = document["revisions"][name].replace("Relapse", "relapse")
    assert verify(canonical(document)) == [f"revision {name}: its content was changed, or its hash"]

    document = bundle()
    document["events"][2]["event"]["by"] = "mallory"
    assert first(document).startswith("event 3 (review: ")

    document = bundle()
    del document["events"][3]
    assert "event 4" in first(document)
    assert "the event before it was changed or taken out" in first(document)

    document = bundle()
    document["events"] = document["events"][:-1]
    assert first(document) == "the file: something outside the events, revisions and passages was changed"


def test_a_forged_event_in_a_chain_made_anew_fails_by_its_signature() -> None:
    document = bundle()
    before = ""
    for one in document["events"]:
        event = one["event"]
        detail = dict(event["detail"])
        detail["decision"] = detail["decision"].replace("because", "be cause")
        event["detail"] = [[name, detail[name]] for name, _ in event["detail"]]
        event["previous"] = before
        before = one["hash"] = verifier.digest(event)
    found = verify(canonical(document))
    assert found
    assert all("signature of" in line for line in found)


def test_what_can_no_longer_be_read_is_named_by_the_part_in_which_it_stands() -> None:
    raw = signed_bundle(1)
    second = raw.index(b'{"event":{', 20)
    assert (
        first_of(raw, second + 2, b"\xff")
        == f"event 2: it cannot be read, from byte {second + 2} on (no UTF-8)"
    )
    end = raw.index(b'"},"hash"', second)  # the last string of the event runs on into the next words
    assert first_of(raw, end, b"x").startswith("event 2: it cannot be read, from byte ")
    kind = raw.index(b'"kind"', second)
    assert first_of(raw, kind + 1, b"K") == "event 2: it is no event (KeyError: 'kind')"
    passage = raw.index(b'"passages":{"') + len(b'"passages":{')
    assert first_of(raw, passage + 5, b"\n").startswith(
        "passage 1 of the file: it cannot be read, from byte "
    )
    revisions = raw.index(b'"revisions":{"') + len(b'"revisions":{')
    third = raw.index(b'","', raw.index(b'","', revisions) + 3) + 2
    assert first_of(raw, third + 4, b'"').startswith("revision 3 of the file: it cannot be read, from byte ")
    seal = raw.index(b'"seal"')
    assert first_of(raw, seal, b"x").startswith("the file: it cannot be read, from byte ")
    assert first_of(raw, seal + 1, b"S").endswith("it cannot be read (it has no seal)")


def first_of(raw: bytes, at: int, other: bytes) -> str:
    return verify(raw[:at] + other + raw[at + 1 :])[0]


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"\xff", b"1", b'{"revisions":[]}', b"[" * 100_000])
def test_what_is_no_bundle_is_said_to_be_none(raw: bytes) -> None:
    (found,) = verify(raw)
    assert found.startswith("the file is not a trail as it was exported")


def test_the_verifier_runs_alone(tmp_path: Path) -> None:
    """Copied elsewhere, in an interpreter that sees no package of ours."""
    alone = tmp_path / "verify_trail.py"
    alone.write_bytes(Path(verifier.__file__).read_bytes())
    assert "probatum" not in alone.read_text("utf-8").replace("probatum/trail", "")
    raw = signed_bundle(1)
    (tmp_path / "sound.json").write_bytes(raw)
    (tmp_path / "changed.json").write_bytes(raw.replace(b"because", b"becausE", 1))
    done = [
        subprocess.run([sys.executable, alone, tmp_path / name], capture_output=True, text=True)
        for name in ("sound.json", "changed.json", "none.json")
    ]
    assert [one.returncode for one in done] == [0, 1, 2]
    assert done[0].stdout == "the trail is as it was exported\n"
    assert done[1].stdout.startswith("event ")
