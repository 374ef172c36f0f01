"""What happened, in plain sentences: an event as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from probatum.records.event import Event
from probatum.records.review import Act, Decision, is_decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event in words: who, what they did, and why where they said so.

    ``subject`` is what it happened to, ``claim`` the statement that it was about, ``kind`` its kind as in the
    trail.
    """

    kind: str
    who: str
    person: str
    words: str
    at: str
    subject: str
    revision: str = ""
    claim: str = ""
    reason: str = ""


_ACTS: Mapping[Act, str] = {
    Act.SUBMIT: "handed it in for review",
    Act.ASSIGN: "assigned {to} as a reviewer",
    Act.ACCEPT: "accepted the review",
    Act.DECLINE: "declined the review",
    Act.DISCLOSE: "disclosed {interests}",
    Act.RECOMMEND: "recommended to {recommendation}",
    Act.COMMENT: "commented",
    Act.ANSWER: "answered a comment",
    Act.APPROVE: "approved it",
    Act.RETURN: "sent it back",
    Act.REJECT: "rejected it",
    Act.PUBLISH: "published it",
    Act.CORRECT: "published it as a correction",
    Act.SUSPEND: "suspended it",
    Act.RESUME: "lifted the suspension",
    Act.RETIRE: "retired it",
    Act.REVIEW_AGAIN: "put it back to review",
}

_KINDS: Mapping[str, str] = {
    "drafted": "made this revision",
    "edited": "edited it: {changes}",
    "written": "began to write it",
    "adopted": "made it a work of the library",
    "policy adopted": "put a policy into force",
    "finding dismissed": "set a finding of the check {check} aside",
    "statement checked": "checked a statement against its passage",
    "statement check withdrawn": "took back that a statement was checked",
    "ingested": "read works into the library",
    "error reported": "reported an error",
    "error answered": "answered a report: {outcome}",
    "report erased": "erased the words of a report",
}


def told(event: Event, names: Mapping[str, str]) -> Told:
    """An event in words; ``names`` says what people are called. What is not known is told by its kind."""
    if is_decision(event):
        try:
            return _decision(Decision.told(event))
        except ValueError:
            pass
    detail = dict(event.detail)
    words = _KINDS.get(event.kind, event.kind)
    return Told(
        kind=event.kind,
        who=detail.get("name") or names.get(event.by) or _who(event.by),
        person=event.by,
        words=_filled(words, detail),
        at=event.at,
        subject=event.subject,
        revision=detail.get("revision", ""),
        claim=detail.get("claim", ""),
        reason=detail.get("reason", ""),
    )


def _decision(decision: Decision) -> Told:
    said = {
        "to": decision.to.name if decision.to else "nobody",
        "recommendation": str(decision.recommendation or "nothing"),
        "interests": _interests(len(decision.disclosures)),
    }
    remarks = " ".join(one.text for one in decision.comments)
    return Told(
        kind=f"review: {decision.act}",
        who=decision.by.name,
        person=decision.by.id,
        words=_ACTS[decision.act].format(**said),
        at=decision.at,
        subject=decision.article,
        revision=decision.revision,
        claim=decision.comments[0].claim if decision.comments else "",
        reason=decision.reason or remarks,
    )


def _interests(number: int) -> str:
    if not number:
        return "that there are no interests"
    return "one interest" if number == 1 else f"{number} interests"


def _filled(words: str, detail: Mapping[str, str]) -> str:
    for name in ("check", "outcome", "changes"):
        words = words.replace(f"{{{name}}}", detail.get(name, "").replace("_", " "))
    return words


def _who(by: str) -> str:
    return {"web": "A reader", "cli": "The command line", "reader": "A reader"}.get(by, by or "Somebody")
