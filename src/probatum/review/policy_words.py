"""The rules of a board in words that a reader understands."""

from __future__ import annotations

from probatum.language.interface import N_, Gettext, english
from probatum.records.review import Interest
from probatum.review.policy import Policy

_NUMBERS = (
    N_("none"), N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"),
    N_("eight"), N_("nine"), N_("ten"),
)  # fmt: skip


def told(policy: Policy, said: Gettext = english) -> tuple[str, ...]:
    """What a policy asks for, a sentence a rule. Two policies with other rules give other sentences.

    The sentences are in the language of ``said``.
    """
    more = tuple(
        said(N_("An article that touches on {risk} needs {approvals}.")).format(
            risk=said(one.risk.value), approvals=_approvals(one.approvals, said)
        )
        for one in policy.needed
        if one.approvals > policy.quorum
    )
    kinds = tuple(
        said(N_("A {kind} needs {approvals}.")).format(
            kind=said(one.kind.value), approvals=_approvals(one.approvals, said)
        )
        for one in policy.kinds
        if one.approvals > policy.quorum
    )
    specialists = tuple(
        said(N_("An article that speaks of {topic} needs an approval from {specialty}.")).format(
            topic=one.topic, specialty=one.specialty
        )
        for one in policy.specialists
    )
    return (
        said(N_("An article needs {approvals} by reviewers who may judge it.")).format(
            approvals=_approvals(policy.quorum, said)
        ),
        *more,
        *kinds,
        *specialists,
        said(N_("The editor who decides is none of those who recommended."))
        if policy.four_eyes
        else said(N_("The editor who decides may be one of those who recommended.")),
        _conflicts(policy, said),
        said(N_("An article is due for review again {months} after its approval.")).format(
            months=_months(policy.review_months, said)
        ),
    )


def _conflicts(policy: Policy, said: Gettext) -> str:
    if not policy.conflicting:
        return said(N_("No interest that is disclosed keeps anybody from judging an article."))
    if set(policy.conflicting) == set(Interest):
        kinds = said(N_("An interest of any kind of the ICMJE Disclosure Form"))
    else:
        named = "; ".join(said(one.value) for one in policy.conflicting)
        kinds = said(N_("An interest of these kinds ({kinds})")).format(kinds=named)
    told = N_("{kinds} keeps a person from judging an article that it bears on, {ended}.")
    return said(told).format(kinds=kinds, ended=_ended(policy, said))


def _ended(policy: Policy, said: Gettext) -> str:
    if not policy.interest_years:
        return said(N_("only while it lasts"))
    told = N_("while it lasts and until {years} after the year in which it ended")
    return said(told).format(years=_years(policy.interest_years, said))


def _number(count: int, said: Gettext) -> str:
    return said(_NUMBERS[count]) if count < len(_NUMBERS) else str(count)


def _approvals(count: int, said: Gettext) -> str:
    one, several = N_("{number} approval"), N_("{number} approvals")
    return said(one if count == 1 else several).format(number=_number(count, said))


def _years(count: int, said: Gettext) -> str:
    one, several = N_("{number} year"), N_("{number} years")
    return said(one if count == 1 else several).format(number=_number(count, said))


def _months(count: int, said: Gettext) -> str:
    one, several = N_("{number} month"), N_("{number} months")
    return said(one if count == 1 else several).format(number=_number(count, said))
