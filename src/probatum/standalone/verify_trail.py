#!/usr/bin/env python3
"""Verify an exported trail: ``python verify_trail.py FILE``. Needs Python and ``cryptography``, nothing else.

Says what was changed, one line each; exit status 0 where nothing was, 1 where something was. What it cannot
see: events cut off at the end (compare the last hash with one that you noted), and whose key a key is.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_GONE = "the revision"
_NOT_A_TRAIL = "the file is not a trail as it was exported: it cannot be read"


def canonical(value: Any) -> bytes:
    """JSON in one form: UTF-8, keys sorted, no spaces. Signed values hold no fractions."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def verify(raw: bytes) -> list[str]:
    """What was changed in the bundle, in sentences; nothing where it is as it was exported."""
    try:
        found = _verified(raw)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as problem:
        return [f"{_NOT_A_TRAIL} ({type(problem).__name__}: {problem})"]
    return list(dict.fromkeys(found))


def _verified(raw: bytes) -> list[str]:
    bundle = json.loads(raw.decode("utf-8"))
    revisions: dict[str, str] = bundle["revisions"]
    found = [
        f"revision {name}: its content was changed, or its hash"
        for name, text in revisions.items()
        if hashlib.sha256(text.encode()).hexdigest() != name
    ]
    changed = {line.split()[1].rstrip(":") for line in found}
    contents = {name: json.loads(text) for name, text in revisions.items() if name not in changed}
    found += _passages(contents, bundle["passages"])
    found += _chain(bundle["events"])
    found += _signed(bundle["events"], contents, bundle["passages"], changed)
    sealed = {name: value for name, value in bundle.items() if name != "seal"}
    if not found and (digest(sealed) != bundle["seal"] or canonical(bundle) != raw):
        found.append("the file: something outside the events, revisions and passages was changed")
    return found


def _claims(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [*content["lead"], *(claim for section in content["sections"] for claim in section["claims"])]


def _passages(contents: dict[str, Any], passages: dict[str, str]) -> list[str]:
    found = []
    for name, content in contents.items():
        for citation in (one for claim in _claims(content) for one in claim["citations"]):
            where, text = citation["passage"], passages.get(citation["passage"])
            if text is None:
                found.append(f"passage {where}: it is missing, and revision {name} cites it")
            elif text[citation["start"] : citation["end"]] != citation["quote"]:
                found.append(f"passage {where}: it no longer holds what revision {name} quotes from it")
    return found


def _chain(events: list[dict[str, Any]]) -> list[str]:
    found, before = [], ""
    for number, one in enumerate(events, start=1):
        event = one["event"]
        if digest(event) != one["hash"]:
            found.append(f"event {number} ({event['kind']}): it was changed, or its hash")
        if event["previous"] != before:
            found.append(f"event {number} ({event['kind']}): the event before it was changed or taken out")
        before = one["hash"]
    return found


def _signed(
    events: list[dict[str, Any]], contents: dict[str, Any], passages: dict[str, str], changed: set[str]
) -> list[str]:
    found: list[str] = []
    keys: dict[str, str] = {}
    for number, one in enumerate(events, start=1):
        event = one["event"]
        if event["kind"].startswith("review: "):
            problem = _signature(event, contents, passages, keys)
            if problem and not (problem.startswith(_GONE) and problem.split()[2] in changed):
                found.append(f"event {number} ({event['kind']}): {problem}")
    return found


def _signature(
    event: dict[str, Any], contents: dict[str, Any], passages: dict[str, str], keys: dict[str, str]
) -> str:
    told = dict(event["detail"])
    decision = json.loads(told["decision"])
    said = [event[name] for name in ("kind", "subject", "by", "at")]
    if said != [f"review: {decision['act']}", decision["article"], decision["by"]["id"], decision["at"]]:
        return "the event and the signed decision in it do not say the same"
    if keys.setdefault(event["by"], told["key"]) != told["key"]:
        return f"{event['by']} signed with another key before"
    content = contents.get(decision["revision"])
    if content is None:
        return f"{_GONE} {decision['revision']} that it is about is missing"
    if any(one["passage"] not in passages for claim in _claims(content) for one in claim["citations"]):
        return "a passage that was signed is missing"
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(told["key"]))
        key.verify(bytes.fromhex(told["signature"]), signable(decision, content, passages))
    except (InvalidSignature, ValueError):
        return f"the signature of {event['by']} does not fit the decision, the claims and their passages"
    return ""


def signable(decision: dict[str, Any], content: dict[str, Any], passages: dict[str, str]) -> bytes:
    """The bytes that were signed: the decision, its meaning, each claim's hash and its passages."""
    claims = [
        [digest(claim), [[one["passage"], digest(passages[one["passage"]])] for one in claim["citations"]]]
        for claim in _claims(content)
    ]
    return canonical({"claims": claims, "decision": decision, "meaning": meaning(decision)})


def meaning(decision: dict[str, Any]) -> str:
    """What was signed, in one sentence."""
    by, to = decision["by"], decision["to"]
    said = [f"{by['name']} ({by['id']}): {decision['act']} revision {decision['revision']}"]
    if to is not None:
        said.append(f"to {to['name']} ({to['id']})")
    if decision["recommendation"] is not None:
        said.append(f"recommending to {decision['recommendation']}")
    return f"{' '.join(said)} of {decision['article']} at {decision['at']}"


def main() -> int:
    """Verify the file named on the command line."""
    if len(sys.argv) != 2:
        print("usage: verify_trail.py FILE", file=sys.stderr)
        return 2
    try:
        with open(sys.argv[1], "rb") as stream:  # noqa: PTH123 - the standard library's least
            found = verify(stream.read())
    except OSError as problem:
        print(f"{sys.argv[1]}: cannot be read ({problem.strerror})", file=sys.stderr)
        return 2
    print("\n".join(found) if found else "the trail is as it was exported")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
