"""Who may judge an article, and why not: one plain sentence, empty where nothing stands against it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from probatum.language.interface import filled
from probatum.records.article import Revision
from probatum.records.review import Disclosure, Person, Role
from probatum.review.board import Board, Paper
from probatum.review.policy import Policy
from probatum.review.risk import words_of


def barred(
    person: Person, role: Role, paper: Paper, board: Board, revision: str, policy: Policy, at: str
) -> str:
    """Why ``person`` may not judge ``revision`` as a reviewer or an editor; empty where they may.

    Nobody judges what they wrote, submitted or had composed, nor with an interest that conflicts
    (ICMJE Recommendations, II.B).
    """
    if role not in person.roles:
        return filled(
            "{name} has no role of {role}; ask an administrator to give it", name=person.name, role=role
        )
    if person.id in paper.authors_of(revision) | board.submitters:
        return filled(
            "{name} wrote, submitted or had composed this article; choose somebody else", name=person.name
        )
    conflict = conflicting(board.disclosures.get(person.id, ()), paper.revisions[revision], policy, at)
    if conflict is not None:
        return filled(
            "{name} disclosed {interest} ({entity}), which conflicts with this article; choose somebody else",
            name=person.name,
            interest=conflict.interest,
            entity=conflict.entity,
        )
    return ""


def conflicting(
    disclosures: Iterable[Disclosure], revision: Revision, policy: Policy, at: str
) -> Disclosure | None:
    """The first interest that conflicts with what a revision is about; None where none does.

    An interest conflicts where its kind does by the policy, where it lasts or ended no more than
    ``interest_years`` before the year of ``at``, and where the article names its subject or its entity (an
    interest without a subject bears on everything).
    """
    words = " ".join(_folded(text) for text in (*words_of(revision), *_issuers(revision)))
    return next((one for one in disclosures if _counts(one, policy, at) and _touches(one, words)), None)


def _counts(interest: Disclosure, policy: Policy, at: str) -> bool:
    ended = interest.end
    recent = ended is None or int(at[:4]) - ended <= policy.interest_years
    return interest.interest in policy.conflicting and recent


def _touches(interest: Disclosure, words: str) -> bool:
    if not interest.subjects:
        return True
    return any(named(subject, words) for subject in (*interest.subjects, interest.entity))


def named(subject: str, words: str) -> bool:
    """Whether ``words`` (folded) name a subject, as whole words; an empty subject is named nowhere."""
    folded = _folded(subject)
    return bool(folded) and re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", words) is not None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def topics(revision: Revision, policy: Policy) -> tuple[str, ...]:
    """The specialties from which an approval must come, by what the revision speaks of."""
    words = " ".join(_folded(text) for text in words_of(revision))
    wanted = (one.specialty for one in policy.specialists if named(one.topic, words))
    return tuple(dict.fromkeys(wanted))


def _issuers(revision: Revision) -> tuple[str, ...]:
    return tuple(reference.issuer for reference in revision.references if reference.issuer)
