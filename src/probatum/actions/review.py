"""Review: what the trail says of an article, and a decision added to it: permission, change, event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from probatum.actions.adopt import put_out
from probatum.actions.adopt_policy import adoption as text_adoption
from probatum.actions.newer import standings_of
from probatum.errors import PolicyError
from probatum.house import paper_in, policies_named
from probatum.language.interface import filled
from probatum.records.article import Revision, Status
from probatum.records.canonical import canonical
from probatum.records.event import Event
from probatum.records.review import Decision, is_decision
from probatum.review.board import Paper
from probatum.review.decisions import decide as decided
from probatum.review.policy import Policy, read_policy
from probatum.review.status import Played, Review, play, review_of
from probatum.review.trail import ADOPTED, signable
from probatum.store.keys import Keys
from probatum.workspace import Workspace

#: What the editorial policy is called in a workspace; without one the shipped policy is in force.
POLICY = "policy.toml"

#: The lock under which people decide, held among all who use the store.
BOARD = "board.lock"

#: Where a workspace keeps the keys with which people sign.
KEYS = "keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """An article before the board: its revisions, what was decided, and every policy that was in force."""

    paper: Paper
    played: Played
    policies: Mapping[str, Policy]


def policy_of(ws: Workspace) -> Policy:
    """The policy in force: the workspace's own, else the shipped one. Raises ``PolicyError``."""
    try:
        return read_policy((ws.path / POLICY).read_text("utf-8"))
    except FileNotFoundError:
        return Policy()
    except (OSError, UnicodeDecodeError) as problem:
        raise PolicyError(
            filled(
                "{what}: cannot be read ({problem}); correct the file", what=ws.path / POLICY, problem=problem
            )
        ) from None


def dossier(ws: Workspace, article: str, *versions: str) -> Dossier:
    """All that the trail says of an article, with the policies that its decisions name, and those of these
    ``versions`` that the trail has. Raises ``NotHeld``."""
    paper = paper_of(ws, article)
    events = tuple(ws.store.events(article))
    policies = policies_named(ws.store, events, *versions)
    return Dossier(paper=paper, played=play(events, paper, policies), policies=policies)


def review(ws: Workspace, revision: Revision) -> Review:
    """Where a revision stands, when and by whom it was reviewed, and when it is due again."""
    if not any(is_decision(event) for event in ws.store.events(revision.article)):
        return Review(status=Status.UNREVIEWED)
    return review_in(ws, dossier(ws, revision.article), revision)


def review_in(ws: Workspace, held: Dossier, revision: Revision) -> Review:
    """The same, where the dossier of the article has been read."""
    cited = {one.source for claim in revision.claims for one in claim.citations}
    standings = standings_of(ws, cited, (revision,))
    return review_of(revision, held.played, held.policies, standings)


def decide(ws: Workspace, decision: Decision) -> Event:
    """Add a decision to the trail, signed with the key of whoever made it; gives its event.

    The policy named must be the one in force. Raises ``NotEligible`` and ``OutOfOrder`` where it may not be
    made; then nothing is written.
    """
    with ws.locked(BOARD):  # two people never decide on the same state
        policy = policy_of(ws)
        return record(ws, decision, dossier(ws, decision.article, policy.version), policy)


def record(ws: Workspace, decision: Decision, held: Dossier, policy: Policy) -> Event:
    """Judge a decision against the dossier and the policy in force, sign it and write it; gives its event
    as it stands in the trail.

    Only whoever holds the lock of the board may ask for it. Raises ``NotEligible`` and ``OutOfOrder``.
    """
    decided(held.played.board, decision, "", held.paper, policy)
    revision = held.paper.revisions[decision.revision]
    key, signature = Keys(ws.path / KEYS).sign(
        decision.by.id, signable(decision, revision, passages_of(ws, (revision,)))
    )
    new = [] if policy.version in held.policies else [_adoption(policy, decision)]
    event = decision.event(key=key, signature=signature)
    # The text first: the rules that come with it are those of the new text, not of the one before.
    before = [*text_adoption(ws, by=decision.by.id, at=decision.at), *new]
    return put_out(ws, decision, revision, [*before, event])


def paper_of(ws: Workspace, article: str) -> Paper:
    """An article's revisions, newest to oldest, and who made each of them. Raises ``NotHeld``."""
    return paper_in(ws.store, article)


def passages_of(ws: Workspace, revisions: tuple[Revision, ...]) -> dict[str, str]:
    """The text of each passage that revisions cite, by its address."""
    cited = dict.fromkeys(
        one.passage for revision in revisions for claim in revision.claims for one in claim.citations
    )
    # By the address asked for: of a text that was changed in the store the address would be another.
    return {where: one.text for where, one in zip(cited, ws.store.passages(tuple(cited)), strict=True)}


def _adoption(policy: Policy, decision: Decision) -> Event:
    detail = (("policy", canonical(policy).decode()),)
    return Event(kind=ADOPTED, subject=policy.version, by=decision.by.id, at=decision.at, detail=detail)
