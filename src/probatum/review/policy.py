"""The editorial policy as data, versioned by its content: a decision names the version it was made under."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from typing import Any

from probatum.errors import PolicyError
from probatum.language.interface import filled
from probatum.records.canonical import content_hash, written
from probatum.records.decode import from_plain
from probatum.records.house import Kind
from probatum.records.review import Interest
from probatum.review.risk import Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """So many approvals are needed where an article has this risk."""

    risk: Risk
    approvals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialist:
    """One approval must come from this specialty where an article speaks of ``topic`` (whole words)."""

    topic: str
    specialty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededFor:
    """So many approvals are needed for an article of this kind."""

    kind: Kind
    approvals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The rules of a board. The defaults are the policy as shipped; see ``docs/policy.md``.

    ``quorum`` approvals are needed, more where ``needed`` (by risk) or ``kinds`` (by kind) says so; with
    ``four_eyes`` whoever decides is none of those who recommended. An interest of a kind in ``conflicting``
    counts until ``interest_years`` after it ended (ICMJE 2021 asks for the past 36 months). An article is due
    again after ``review_months``.
    """

    quorum: int = 1
    four_eyes: bool = True
    interest_years: int = 3
    review_months: int = 12
    conflicting: tuple[Interest, ...] = tuple(Interest)
    needed: tuple[Needed, ...] = tuple(Needed(risk=risk, approvals=2) for risk in Risk)
    specialists: tuple[Specialist, ...] = ()
    kinds: tuple[NeededFor, ...] = ()

    @property
    def version(self) -> str:
        """SHA-256 of its content: another rule, another version. One that says nothing of kinds has for ever
        the version that it had before kinds were known."""
        content = written(self)
        if not content["kinds"]:
            del content["kinds"]
        return content_hash(content)

    def approvals_for(self, found: tuple[Risk, ...], kind: Kind = Kind.ANSWER) -> int:
        """How many approvals an article of this kind with these risks needs."""
        by_risk = (one.approvals for one in self.needed if one.risk in found)
        by_kind = (one.approvals for one in self.kinds if one.kind is kind)
        return max([self.quorum, *by_risk, *by_kind])


_RANGE = {"quorum": (1, 99), "interest_years": (0, 99), "review_months": (1, 600)}


def read_policy(text: str) -> Policy:
    """The policy that a TOML text states; what it does not state is as shipped.

    Raises :class:`PolicyError` for an unknown key or a value that cannot be used: a rule that is misspelt
    never goes unnoticed.
    """
    try:
        table: dict[str, Any] = tomllib.loads(text)
        policy = from_plain(Policy, table)
    except (tomllib.TOMLDecodeError, ValueError) as problem:
        known = ", ".join(field.name for field in fields(Policy))
        raise PolicyError(
            filled("the policy cannot be used ({problem}); known are {known}", problem=problem, known=known)
        ) from None
    return checked(policy)


def checked(policy: Policy) -> Policy:
    """The policy, where its numbers make sense. Raises :class:`PolicyError`."""
    for name, (least, most) in _RANGE.items():
        if not least <= getattr(policy, name) <= most:
            raise PolicyError(
                filled(
                    "the policy says {name} = {what}; write {least} to {most}",
                    name=name,
                    what=getattr(policy, name),
                    least=least,
                    most=most,
                )
            )
    asked = [*(one.approvals for one in policy.needed), *(one.approvals for one in policy.kinds)]
    if any(approvals < 1 for approvals in asked):
        raise PolicyError("the policy needs fewer than one approval for a risk or kind; write 1 or more")
    topics = tuple(replace(one, topic=" ".join(one.topic.split())) for one in policy.specialists)
    if any(not one.topic or not one.specialty for one in topics):
        raise PolicyError("a specialist of the policy has no topic or specialty; write both")
    return replace(policy, specialists=topics)
