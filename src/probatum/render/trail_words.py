"""What happened, in plain sentences: an event as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from probatum.language.interface import N_, Gettext, english
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
    Act.SUBMIT: N_("handed it in for review"),
    Act.ASSIGN: N_("assigned {to} as a reviewer"),
    Act.ACCEPT: N_("accepted the review"),
    Act.DECLINE: N_("declined the review"),
    Act.DISCLOSE: N_("disclosed {interests}"),
    Act.RECOMMEND: N_("recommended to {recommendation}"),
    Act.COMMENT: N_("commented"),
    Act.ANSWER: N_("answered a comment"),
    Act.APPROVE: N_("approved it"),
    Act.RETURN: N_("sent it back"),
    Act.REJECT: N_("rejected it"),
    Act.PUBLISH: N_("published it"),
    Act.CORRECT: N_("published it as a correction"),
    Act.SUSPEND: N_("suspended it"),
    Act.RESUME: N_("lifted the suspension"),
    Act.RETIRE: N_("retired it"),
    Act.REVIEW_AGAIN: N_("put it back to review"),
}

_KINDS: Mapping[str, str] = {
    "drafted": N_("made this revision"),
    "edited": N_("edited it: {changes}"),
    "written": N_("began to write it"),
    "adopted": N_("made it a work of the library"),
    "policy adopted": N_("put a policy into force"),
    "finding dismissed": N_("set a finding of the check {check} aside"),
    "statement checked": N_("checked a statement against its passage"),
    "statement check withdrawn": N_("took back that a statement was checked"),
    "ingested": N_("read works into the library"),
    "error reported": N_("reported an error"),
    "error answered": N_("answered a report: {outcome}"),
    "report erased": N_("erased the words of a report"),
}

#: Who stands in the trail as a door and is no person.
NO_PERSONS = frozenset({"web", "cli", "api", "reader", "conversation"})

#: Kinds by which the log is sifted, and what happens to an account (``account: token made``).
KINDS = (*_KINDS, N_("policy text adopted"), N_("wording added"), N_("wording removed"))
_ACCOUNT = N_("account")
ACCOUNTS = (
    N_("address erased"),
    N_("closed"),
    N_("invitation withdrawn"),
    N_("invited"),
    N_("joined"),
    N_("joined by a provider"),
    N_("link for a new password made"),
    N_("opened again"),
    N_("password changed"),
    N_("password set anew by link"),
    N_("recovery code used"),
    N_("renamed"),
    N_("roles changed"),
    N_("second factor enrolled"),
    N_("second factor removed"),
    N_("sign-in failed too often"),
    N_("tied to a provider"),
    N_("token made"),
    N_("token revoked"),
    N_("untied from a provider"),
)


def told(event: Event, names: Mapping[str, str], said: Gettext = english) -> Told:
    """An event in words; ``names`` says what people are called. What is not known is told by its kind.

    ``said`` puts the words into the language of who reads.
    """
    if is_decision(event):
        try:
            return _decision(Decision.told(event), said)
        except ValueError:
            pass
    detail = dict(event.detail)
    words = said(_KINDS[event.kind]) if event.kind in _KINDS else kind_words(event.kind, said)
    return Told(
        kind=event.kind,
        who=detail.get("name") or names.get(event.by) or said(_who(event.by)),
        person=event.by,
        words=_filled(words, detail),
        at=event.at,
        subject=event.subject,
        revision=detail.get("revision", ""),
        claim=detail.get("claim", ""),
        reason=detail.get("reason", ""),
    )


def kind_words(kind: str, said: Gettext = english) -> str:
    """The kind of an event as the log names it, in the language of ``said``."""
    about, colon, rest = kind.partition(": ")
    if colon and about == _ACCOUNT:
        return f"{said(about)}: {said(rest)}"
    return said(kind)


def decided_words(act: str, said: Gettext = english) -> str:
    """What the board did, as a history tells it: ``recommend: approve`` is "recommended to approve"."""
    name, _, recommendation = act.partition(": ")
    return said(_ACTS[Act(name)]).format(
        recommendation=said(recommendation or N_("nothing")),
        to=said(N_("somebody")),
        interests=said(N_("interests")),
    )


def _decision(decision: Decision, said: Gettext) -> Told:
    named = {
        "to": decision.to.name if decision.to else said(N_("nobody")),
        "recommendation": said(str(decision.recommendation or N_("nothing"))),
        "interests": _interests(len(decision.disclosures), said),
    }
    remarks = " ".join(one.text for one in decision.comments)
    return Told(
        kind=f"review: {decision.act}",
        who=decision.by.name,
        person=decision.by.id,
        words=said(_ACTS[decision.act]).format(**named),
        at=decision.at,
        subject=decision.article,
        revision=decision.revision,
        claim=decision.comments[0].claim if decision.comments else "",
        reason=decision.reason or remarks,
    )


def _interests(number: int, said: Gettext) -> str:
    if not number:
        return said(N_("that there are no interests"))
    return said(N_("one interest")) if number == 1 else said(N_("{number} interests")).format(number=number)


def _filled(words: str, detail: Mapping[str, str]) -> str:
    for name in ("check", "outcome", "changes"):
        words = words.replace(f"{{{name}}}", detail.get(name, "").replace("_", " "))
    return words


def _who(by: str) -> str:
    known = {"web": N_("A reader"), "cli": N_("The command line"), "reader": N_("A reader")}
    return known.get(by, by or N_("Somebody"))
