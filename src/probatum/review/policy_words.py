"""The rules of a board in words that a reader understands."""

from __future__ import annotations

from probatum.records.review import Interest
from probatum.review.policy import Policy

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def told(policy: Policy) -> tuple[str, ...]:
    """What a policy asks for, a sentence a rule. Two policies with other rules give other sentences."""
    more = tuple(
        f"An article that touches on {one.risk.value} needs {_approvals(one.approvals)}."
        for one in policy.needed
        if one.approvals > policy.quorum
    )
    kinds = tuple(
        f"A {one.kind.value} needs {_approvals(one.approvals)}."
        for one in policy.kinds
        if one.approvals > policy.quorum
    )
    specialists = tuple(
        f"An article that speaks of {one.topic} needs an approval from {one.specialty}."
        for one in policy.specialists
    )
    return (
        f"An article needs {_approvals(policy.quorum)} by reviewers who may judge it.",
        *more,
        *kinds,
        *specialists,
        "The editor who decides is none of those who recommended."
        if policy.four_eyes
        else "The editor who decides may be one of those who recommended.",
        _conflicts(policy),
        f"An article is due for review again {_months(policy.review_months)} after its approval.",
    )


def _conflicts(policy: Policy) -> str:
    ended = (
        "only while it lasts"
        if not policy.interest_years
        else f"while it lasts and until {_years(policy.interest_years)} after the year in which it ended"
    )
    if set(policy.conflicting) == set(Interest):
        kinds = "An interest of any kind of the ICMJE Disclosure Form"
    elif policy.conflicting:
        kinds = f"An interest of these kinds ({'; '.join(one.value for one in policy.conflicting)})"
    else:
        return "No interest that is disclosed keeps anybody from judging an article."
    return f"{kinds} keeps a person from judging an article that it bears on, {ended}."


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _approvals(count: int) -> str:
    return f"{_number(count)} approval{'' if count == 1 else 's'}"


def _years(count: int) -> str:
    return f"{_number(count)} year{'' if count == 1 else 's'}"


def _months(count: int) -> str:
    return f"{_number(count)} month{'' if count == 1 else 's'}"
