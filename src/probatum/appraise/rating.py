"""The certainty that follows from the domains of GRADE, whoever judged them: worked out, never typed in.

Guyatt et al., BMJ 2008;336:924 and J Clin Epidemiol 2011;64:383: the rating starts at the design; a serious
concern in one of five domains lowers it by one level, a very serious one by two. What starts low, since it
was observed, can be raised for a large effect (by one level, a very large one by two), a dose-response
gradient, and confounding that would all work against the effect (by one each), and only where nothing lowers
it (Guyatt et al., J Clin Epidemiol 2011;64:1311). The house has one domain more, what is held of the works,
and its own bound: nothing is rated high while nobody has assessed the risk of bias.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from probatum.errors import EditRefused, NotHeld
from probatum.language import reasons
from probatum.language.interface import N_, filled
from probatum.records.evidence import Certainty, Computed, Domain, JudgedBy, Judgement, Rating

#: From the surest down.
LADDER = (Rating.HIGH, Rating.MODERATE, Rating.LOW, Rating.VERY_LOW)

BIAS, PUBLICATION, HELD = N_("risk of bias"), N_("publication bias"), N_("what is held")
#: For what certainty is lowered: the five domains of GRADE, and the house's own.
LOWERING = (BIAS, "inconsistency", "indirectness", "imprecision", PUBLICATION, HELD)
#: For what observational evidence is raised.
RAISING = (N_("large effect"), N_("dose-response gradient"), N_("plausible confounding"))

_DOWN: Mapping[Judgement, int] = {Judgement.SERIOUS: 1, Judgement.VERY_SERIOUS: 2}
_UP: Mapping[Judgement, int] = {Judgement.RAISES: 1, Judgement.RAISES_TWO: 2}

#: What a domain did to the rating, by how many levels it counts.
_LOWERED = {1: reasons.LOWERED, 2: reasons.LOWERED_TWO}
_RAISED = {1: reasons.RAISED, 2: reasons.RAISED_TWO}


def rate(start: Rating, domains: Iterable[Domain]) -> Rating:
    """The rating of what starts at ``start`` and has these domains. Pure."""
    listed = tuple(domains)
    level = LADDER.index(start) + _lowered(listed) - raised(start, listed)
    if level <= 0 and not _assessed(listed):
        level = 1
    return LADDER[max(0, min(level, len(LADDER) - 1))]


def _lowered(domains: Sequence[Domain]) -> int:
    return sum(_DOWN.get(one.judgement, 0) for one in domains)


def raised(start: Rating, domains: Sequence[Domain]) -> int:
    """By how many levels it is raised: only what starts low, and only where nothing lowers it. Pure."""
    if start is not Rating.LOW or _lowered(domains):
        return 0
    return sum(_UP.get(one.judgement, 0) for one in domains)


def _assessed(domains: Iterable[Domain]) -> bool:
    return any(one.name == BIAS and one.judgement is not Judgement.NOT_ASSESSED for one in domains)


def choices(domain: str) -> tuple[Judgement, ...]:
    """What can be judged of a domain. Pure."""
    if domain in RAISING:
        twice = (Judgement.RAISES_TWO,) if domain == RAISING[0] else ()
        return (Judgement.NO_REASON, Judgement.RAISES, *twice, Judgement.NOT_ASSESSED)
    return (Judgement.NONE_SEEN, Judgement.SERIOUS, Judgement.VERY_SERIOUS, Judgement.NOT_ASSESSED)


def started(certainty: Certainty) -> Rating:
    """Where the rating starts, as it was recorded. Pure; raises ``EditRefused`` where it was not."""
    if certainty.computed:
        return certainty.computed.start
    for level in LADDER:
        if certainty.domains and certainty.reasons[:1] and certainty.reasons[0].startswith(_start(level)):
            return level
    raise EditRefused(
        filled(
            "how the certainty about {outcome} came about was not recorded in this revision; ask "
            "the question again and judge the new one",
            outcome=certainty.outcome,
        )
    )


def _start(level: Rating) -> str:
    return f"Starts at {level.value}:"


def open_domains(certainty: Certainty) -> tuple[Domain, ...]:
    """Every domain that can be judged, as it stands: reasons to rate up only of what starts low. Pure.

    Raises ``EditRefused`` where the revision did not record where the rating starts.
    """
    more = RAISING if started(certainty) is Rating.LOW else ()
    held = {one.name for one in certainty.domains}
    return (*certainty.domains, *(_unjudged(name) for name in more if name not in held))


def _unjudged(name: str) -> Domain:
    return Domain(name=name, judgement=Judgement.NOT_ASSESSED, reason=reasons.UNSAID)


def judged(
    certainty: Certainty,
    domain: str,
    judgement: Judgement | None,
    *,
    reason: str,
    by: str,
    name: str,
    at: str,
) -> Certainty:
    """The certainty after somebody (``by``, called ``name``) judged one domain at the time ``at``. Pure.

    ``judgement`` None puts the program's back. Raises ``NotHeld`` where there is no such domain here,
    ``EditRefused`` where the judgement is none of it, or where what is rated started was not recorded.
    """
    start = started(certainty)
    now = next((one for one in open_domains(certainty) if one.name == domain), None)
    if now is None:
        raise NotHeld(
            f"the certainty about {certainty.outcome} has no domain {domain!r} to judge; choose among "
            + ", ".join(one.name for one in open_domains(certainty))
        )
    if judgement is not None and judgement not in choices(domain):
        raise EditRefused(
            f"{judgement.value!r} is no judgement of {domain}; choose among "
            + ", ".join(one.value for one in choices(domain))
        )
    new = _turned(now, judgement, reason, by, name, at)
    domains = tuple(new if one.name == domain else one for one in open_domains(certainty))
    return _rated(certainty, start, tuple(one for one in domains if one.board or one.name not in RAISING))


def _turned(now: Domain, judgement: Judgement | None, reason: str, by: str, name: str, at: str) -> Domain:
    """A domain with another judgement of the board, or with that of the program."""
    own = now.board
    computed, why = (own.computed, own.why) if own else (now.judgement, now.reason)
    if judgement is None:
        return Domain(name=now.name, judgement=computed, reason=why)
    if own and (judgement, reason) == (now.judgement, now.reason):
        return now
    board = JudgedBy(by=by, name=name, at=at, computed=computed, why=why)
    return Domain(name=now.name, judgement=judgement, reason=reason, board=board)


def _rated(certainty: Certainty, start: Rating, domains: tuple[Domain, ...]) -> Certainty:
    """The certainty with these domains: the program's own again where the board has judged none of them."""
    computed = certainty.computed or Computed(start=start, rating=certainty.rating, reasons=certainty.reasons)
    if not any(one.board for one in domains):
        return replace(
            certainty, rating=computed.rating, reasons=computed.reasons, domains=domains, computed=None
        )
    return replace(
        certainty,
        rating=rate(start, domains),
        reasons=_reasons(computed, start, domains),
        domains=domains,
        computed=computed,
    )


def _reasons(computed: Computed, start: Rating, domains: Sequence[Domain]) -> tuple[str, ...]:
    """How the rating came about: where it starts, each domain that bears on it, and who judged which."""
    bound = LADDER.index(start) + _lowered(domains) - raised(start, domains) <= 0 and not _assessed(domains)
    counts = bool(raised(start, domains))
    said = [line for one in domains for line in _said(one, counts=counts)]
    return (computed.reasons[0], *said, *([reasons.BOUND] if bound else []), _by_whom(domains))


def _said(one: Domain, *, counts: bool) -> list[str]:
    """What one domain did to the rating, where it did anything or the board said that it does not."""
    if one.board is None:
        return [one.reason] if one.judgement in _DOWN else []
    steps = _DOWN.get(one.judgement) or _UP.get(one.judgement)
    if not steps:
        named, judged = one.name.capitalize(), one.judgement.value
        return [reasons.JUDGED.format(Domain=named, judgement=judged, reason=_closed(one.reason))]
    raised = _RAISED[steps] if counts else reasons.NOT_RAISED
    sentence = _LOWERED[steps] if one.judgement in _DOWN else raised
    return [sentence.format(domain=one.name, reason=_closed(one.reason))]


def _closed(reason: str) -> str:
    return reason if reason[-1:] in ".!?" else f"{reason}."


def _by_whom(domains: Sequence[Domain]) -> str:
    people: dict[str, list[str]] = {}
    for one in domains:
        if one.board:
            people.setdefault(one.board.name, []).append(one.name)
    told = "; ".join(reasons.BY_ONE.format(name=name, domains=", ".join(of)) for name, of in people.items())
    left = any(one.board is None for one in domains)
    return (reasons.BY_SOME if left else reasons.BY_ALL).format(told=told)
