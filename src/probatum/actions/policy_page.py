"""The editorial policy as readers see it: its text and its rules, as they are and as they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from probatum.actions.adopt_policy import TEXT_ADOPTED, PolicyText, text_of, texts_in
from probatum.actions.remembered import whole_trail
from probatum.actions.review import policy_of
from probatum.errors import NotHeld
from probatum.house import policies_in
from probatum.language.interface import filled
from probatum.records.event import Event
from probatum.records.review import DECIDED, Act, Decision
from probatum.review.policy import Policy
from probatum.review.trail import ADOPTED
from probatum.review.words import Piece, word_marks
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEdition:
    """A text and the rules with which it is shown; ``until`` is when another text took its place."""

    text: PolicyText
    rules: Policy
    in_force: bool
    until: str = ""


def policy_page(ws: Workspace, version: str = "", rules: str = "") -> PolicyEdition:
    """The policy in force, or the text of ``version`` with the rules of version ``rules``.

    Both are hashes or beginnings of one. Without ``rules`` an earlier text comes with the rules adopted last
    while it was in force. Raises ``NotHeld`` and ``PolicyError``.
    """
    events = whole_trail(ws)
    now, texts = text_of(ws), texts_in(events)
    chosen = _chosen((*texts, now), version) if version else _adopted(texts, now)
    in_force = chosen.version == now.version
    later = [one for one in texts if one.at > chosen.at and one.version != chosen.version]
    return PolicyEdition(
        text=chosen,
        rules=_rules(ws, events, chosen, rules, in_force=in_force),
        in_force=in_force,
        until="" if in_force or not later else later[0].at,
    )


def _adopted(texts: Sequence[PolicyText], now: PolicyText) -> PolicyText:
    """The text in force, with when it was adopted where it has been."""
    return texts[-1] if texts and texts[-1].version == now.version else now


def _chosen(texts: Sequence[PolicyText], version: str) -> PolicyText:
    found = {one.version: one for one in reversed(texts) if one.version.startswith(version.lower())}
    if len(found) != 1:
        raise NotHeld(
            filled(
                "there is no one version {version} of the policy; open the policy for those held",
                version=repr(version[:80]),
            )
        )
    return next(iter(found.values()))


def _rules(ws: Workspace, events: Sequence[Event], text: PolicyText, rules: str, *, in_force: bool) -> Policy:
    held = policies_in(events)
    if rules:
        found = [policy for name, policy in held.items() if name.startswith(rules.lower())]
        if len(found) != 1:
            raise NotHeld(
                filled(
                    "there is no one version {rules} of the rules; open the policy without it",
                    rules=repr(rules[:80]),
                )
            )
        return found[0]
    if in_force:
        return policy_of(ws)
    return held.get(_rules_under(events, text.version), Policy())


def _rules_under(events: Iterable[Event], version: str) -> str:
    """The version of the rules that was in use last while a text was in force."""
    text, rules, found = "", "", ""
    for event in events:
        if event.kind == TEXT_ADOPTED:
            text = event.subject
        elif event.kind == ADOPTED:
            rules = event.subject
        if text == version:
            found = rules
    return found


def policy_versions(ws: Workspace) -> tuple[PolicyText, ...]:
    """Every text that was adopted, newest first; the one in the workspace first where it was not yet."""
    now, texts = text_of(ws), texts_in(whole_trail(ws))
    waiting = () if texts and texts[-1].version == now.version else (now,)
    return (*waiting, *reversed(texts))


def policy_diff(ws: Workspace, old: str, new: str) -> tuple[PolicyText, PolicyText, tuple[Piece, ...]]:
    """Two versions of the text, and their words in one reading. Raises ``NotHeld`` and ``PolicyError``."""
    texts = (*texts_in(whole_trail(ws)), text_of(ws))
    before, after = _chosen(texts, old), _chosen(texts, new)
    return before, after, word_marks(before.text, after.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedUnder:
    """The versions of text (empty: none had been adopted) and rules under which a revision was approved."""

    text: str
    rules: str


def signed_under(events: Iterable[Event], revision: str) -> SignedUnder | None:
    """Under which policy a revision was approved last, in the trail of the whole workspace; None: it was not.

    A decision that does not count is told apart by :func:`probatum.review.status.play`, not here.
    """
    text, found = "", None
    for event in events:
        if event.kind == TEXT_ADOPTED:
            text = event.subject
        elif event.kind == DECIDED + Act.APPROVE:
            try:
                decision = Decision.told(event)
            except ValueError:
                continue
            if decision.revision == revision:
                found = SignedUnder(text=text, rules=decision.policy)
    return found
