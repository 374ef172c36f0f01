"""What a decision is signed over, and the bundle in which a trail is handed to a stranger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from probatum.records.article import Revision
from probatum.records.canonical import canonical, content_hash, plain, written
from probatum.records.event import Event
from probatum.records.review import Decision

SCHEMA = "probatum/trail@1"

#: What an event says that brings a policy into the trail, so that an old decision can be judged by its own.
ADOPTED = "policy adopted"


def meaning(decision: Decision) -> str:
    """What is signed, in one sentence that a person can read."""
    said = [f"{decision.by.name} ({decision.by.id}): {decision.act} revision {decision.revision}"]
    if decision.to is not None:
        said.append(f"to {decision.to.name} ({decision.to.id})")
    if decision.recommendation is not None:
        said.append(f"recommending to {decision.recommendation}")
    return f"{' '.join(said)} of {decision.article} at {decision.at}"


def signable(decision: Decision, revision: Revision, passages: Mapping[str, str]) -> bytes:
    """The bytes that are signed: the decision, its meaning, and each claim's hash with the passages it cites.

    ``passages`` gives the text of each address cited.
    """
    claims = [
        [content_hash(claim), [[one.passage, content_hash(passages[one.passage])] for one in claim.citations]]
        for claim in revision.claims
    ]
    return canonical({"claims": claims, "decision": plain(decision), "meaning": meaning(decision)})


def bundle(
    revisions: Iterable[Revision], passages: Mapping[str, str], trail: Iterable[tuple[str, Event]]
) -> bytes:
    """A trail as one JSON file: the revisions (as hashed), the passages they cite, every event with its hash.

    Policies and public keys are in the events. What is said in no event is sealed by a hash over the whole.
    """
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "revisions": {one.hash: canonical(one.hashed).decode() for one in revisions},
        "passages": dict(passages),
        "events": [{"hash": kept_as, "event": written(event)} for kept_as, event in trail],
    }
    return canonical({**document, "seal": content_hash(document)})
