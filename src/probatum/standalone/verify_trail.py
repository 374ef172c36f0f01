#!/usr/bin/env python3
"""Verify an exported trail: ``python verify_trail.py FILE``. Needs Python and ``cryptography``, nothing else.

Says what was changed, one line each; exit status 0 where nothing was, 1 where something was. What it cannot
see: events cut off at the end (compare the last hash with one that you noted), and whose key a key is.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from bisect import bisect_right
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_GONE = "the revision"
_NOT_A_TRAIL = "the file is not a trail as it was exported: it cannot be read"

#: What a value that is not of the form of a trail raises when it is read as one.
_FORMLESS = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)

#: A string of JSON, and the words between the parts of a bundle: none of them can stand within a string.
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_EVENT_ENDS = re.compile(rb'"hash":"[^"]*"\}')
_PASSAGES, _REVISIONS, _REST = b'],"passages":{', b'},"revisions":{', b'},"schema":'


def canonical(value: Any) -> bytes:
    """JSON in one form: UTF-8, keys sorted, no spaces. Signed values hold no fractions."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def verify(raw: bytes) -> list[str]:
    """What was changed in the bundle, in sentences; nothing where it is as it was exported."""
    try:
        found = _verified(json.loads(raw.decode("utf-8")), raw)
    except UnicodeDecodeError as problem:
        found = [_unreadable(raw, problem.start, "no UTF-8")]
    except json.JSONDecodeError as problem:
        at = len(problem.doc[: problem.pos].encode())
        found = [_unreadable(raw, _begun(raw, at), f"no JSON: {problem.msg}")]
    except _FORMLESS as problem:
        found = [f"{_NOT_A_TRAIL} ({type(problem).__name__}: {problem})"]
    return list(dict.fromkeys(found))


def _unreadable(raw: bytes, at: int, why: str) -> str:
    """The sentence on a byte with which the file stops being JSON: in which part of the bundle it stands."""
    part = _part(raw, at)
    return f"{part}: it cannot be read, from byte {at} on ({why})" if part else f"{_NOT_A_TRAIL} ({why})"


def _begun(raw: bytes, at: int) -> int:
    """Where the damage is, at the earliest: a string whose end was lost runs on into what follows it."""
    return next((one.start() for one in _STRING.finditer(raw, 0, at) if one.end() == at), at)


def _part(raw: bytes, at: int) -> str:
    """The part of a bundle in which a byte stands; counted by what ends before it, for it may be damaged."""
    if not raw.startswith(b'{"events":['):
        return ""
    marks = [raw.find(mark) for mark in (_PASSAGES, _REVISIONS, _REST)]
    begins = [0]
    for mark in marks:
        begins.append(mark if mark > begins[-1] else begins[-1])
    which = bisect_right(begins, at) - 1
    if which == 0:
        return f"event {len(_EVENT_ENDS.findall(raw, 0, at)) + 1}"
    if which == 3:
        return "the file"
    strings = sum(1 for one in _STRING.finditer(raw, begins[which], at) if one.end() <= at) - 1
    return f"{('passage', 'revision')[which - 1]} {max(0, strings) // 2 + 1} of the file"


def _verified(bundle: dict[str, Any], raw: bytes) -> list[str]:
    gone = [name for name in ("events", "passages", "revisions", "seal") if name not in bundle]
    if gone:
        return [f"{_NOT_A_TRAIL} (it has no {', no '.join(gone)})"]
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
        try:
            found += [f"event {number} ({one['event']['kind']}): {said}" for said in _link(one, before)]
            before = one["hash"]
        except _FORMLESS as problem:
            found.append(f"event {number}: it is no event ({type(problem).__name__}: {problem})")
            before = ""
    return found


def _link(one: dict[str, Any], before: str) -> list[str]:
    """What is wrong with a link of the chain; ``before`` is the hash of the link before it."""
    found = []
    if digest(one["event"]) != one["hash"]:
        found.append("it was changed, or its hash")
    if one["event"]["previous"] != before:
        found.append("the event before it was changed or taken out")
    return found


def _signed(
    events: list[dict[str, Any]], contents: dict[str, Any], passages: dict[str, str], changed: set[str]
) -> list[str]:
    found: list[str] = []
    keys: dict[str, str] = {}
    for number, one in enumerate(events, start=1):
        try:
            event = one["event"]
            decided = event["kind"].startswith("review: ")
            problem = _signature(event, contents, passages, keys) if decided else ""
        except _FORMLESS as fault:
            found.append(f"event {number}: it is no signed decision ({type(fault).__name__}: {fault})")
            continue
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
