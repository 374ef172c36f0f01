"""What a revision still needs before it can be approved, and who counts towards it."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.language.interface import N_, Gettext, english
from probatum.records.review import Recommendation, Role
from probatum.review.board import Board, Paper, Recommended
from probatum.review.decisions import counted
from probatum.review.eligible import barred, topics
from probatum.review.policy import Policy
from probatum.review.risk import risks


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncounted:
    """A recommendation that counts towards no quorum, and why."""

    made: Recommended
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """The approvals that count, how many are ``needed``, from which specialties one is ``lacking``."""

    approvals: tuple[Recommended, ...]
    needed: int
    wanted: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()

    @property
    def met(self) -> bool:
        """Whether nothing is missing."""
        return len(self.approvals) >= self.needed and not self.lacking

    @property
    def words(self) -> str:
        """The same in words: ``1 of 2 approvals; one from nephrology is missing``."""
        return self.in_words()

    def in_words(self, said: Gettext = english) -> str:
        """The same in words, in the language of ``said``."""
        told = N_("{there} of {needed} approval") if self.needed == 1 else N_("{there} of {needed} approvals")
        there = said(told).format(there=len(self.approvals), needed=self.needed)
        if not self.lacking:
            return there
        missing = said(N_("one from {specialties} is missing"))
        specialties = said(N_("{one} and one from {other}"))
        listed = self.lacking[0]
        for other in self.lacking[1:]:
            listed = specialties.format(one=listed, other=other)
        return f"{there}; {missing.format(specialties=listed)}"


def needs(board: Board, revision: str, paper: Paper, policy: Policy, at: str) -> Needs:
    """What the policy in force asks for ``revision``, and what of it is there at the time ``at``."""
    whole = paper.revisions[revision]
    approvals = counted(board, revision, paper, policy, at)
    held = {specialty for one in approvals for specialty in one.by.specialties}
    wanted = topics(whole, policy)
    return Needs(
        approvals=approvals,
        needed=policy.approvals_for(risks(whole), whole.kind),
        wanted=wanted,
        lacking=tuple(one for one in wanted if one not in held),
        uncounted=tuple(
            Uncounted(made=one, why=_why(one, board, revision, paper, policy, at))
            for one in board.of(revision).recommended
            if one not in approvals
        ),
    )


def _why(made: Recommended, board: Board, revision: str, paper: Paper, policy: Policy, at: str) -> str:
    if made.recommendation is not Recommendation.APPROVE:
        return f"recommends to {made.recommendation}"
    return barred(made.by, Role.REVIEWER, paper, board, revision, policy, at)
