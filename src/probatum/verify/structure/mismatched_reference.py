"""What is cited for a statement speaks of the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from probatum.language.content import keys
from probatum.language.drugs import (
    DrugMention,
    classes_of,
    drug_mentions,
    drugs_named,
    drugs_surely_named,
    members,
)
from probatum.records.audit import Pasted, PastedClaim, PastedReference, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import is_number, is_numbered, listed, met, quoted, series

#: So many concepts in a title say what it is about.
_TOLD = 2
#: So many statements on either side say what a statement is about too.
_NEAR = 2
#: So many titles show what a text is about, by the concepts of half of them.
_TITLES = 3
#: What so many statements of a text, and this share of all, speak of is what the text is about.
_OFTEN, _SHARE = 5, 0.02
#: Concepts that say how a thing was studied, not what it is.
_NO_SUBJECT = frozenset(
    f"={name}"
    for name in (
        "guideline", "randomised controlled trial", "systematic review", "meta-analysis", "cohort study",
        "case report", "prognosis", "risk factor", "incidence", "prevalence", "quality of life", "adult",
    )
)  # fmt: skip
#: A medicine that was had before ("methotrexate-refractory arthritis"): the title is on what came then.
_BEFORE = re.compile(r"[- ](?:refractory|resistant|na[iï]ve|treated|intolerant)\b", re.IGNORECASE)


def mismatched_reference(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding for each entry whose title is about another drug, or about other things altogether, than the
    statements for which it is cited.

    In a list without numbers the entry is taken by its position, and the message says so. An entry that is
    cited for its own drug elsewhere may be cited for more of what it says. Jergas and Baethge, "Quotation
    accuracy in medical journal articles", PeerJ 2015: a tenth of quotations cite what does not bear on them.
    """
    entries = listed(pasted)
    cited: dict[int, list[int]] = {}
    for number, claim in enumerate(pasted.claims):
        for label in dict.fromkeys(claim.markers):
            entry = met(pasted, label) if is_number(label) else None
            if entry is not None and entry in entries:
                cited.setdefault(entries.index(entry), []).append(number)
    subject = _subject(entries) | _spoken_of(pasted) if cited else frozenset[str]()
    for place in sorted(cited):
        yield from _mismatch(_Use(pasted, entries[place], place, cited[place], subject))


@dataclass(frozen=True, slots=True)
class _Use:
    """An entry with the statements that cite it; ``subject`` is what the text is about."""

    pasted: Pasted
    entry: PastedReference
    place: int
    claims: Sequence[int]
    subject: frozenset[str]


def _subject(entries: Sequence[PastedReference]) -> frozenset[str]:
    """The concepts of half of the titles of a list, which are what its text is about."""
    found = Counter(key for entry in entries for key in _concepts(entry.title))
    return frozenset(
        key for key, count in found.items() if len(entries) >= _TITLES and 2 * count >= len(entries)
    )


def _spoken_of(pasted: Pasted) -> frozenset[str]:
    """The concepts, and the medicines with their classes, that many statements of a text name."""
    found: Counter[str] = Counter()
    for claim in pasted.claims:
        drugs = drugs_surely_named(claim.text)
        found.update(_concepts(claim.text) | drugs | _classes(drugs))
    least = max(_OFTEN, _SHARE * len(pasted.claims))
    return frozenset(key for key, count in found.items() if count >= least)


def _mismatch(use: _Use) -> Iterator[StructureFinding]:
    foreign = [(use.pasted.claims[number], why) for number in use.claims if (why := _foreign(use, number))]
    if not foreign:
        return
    about, _ = foreign[0][1]
    of = series(list(dict.fromkeys(said for _, (_, said) in foreign))[:4])
    by = "" if is_numbered(use.pasted) else " (by its position in the list)"
    yield StructureFinding(
        check="mismatched_reference",
        message=f"Reference {use.entry.marker or use.place + 1}{by}, {quoted(use.entry.title)}, "
        f"is about {about}, and is cited for what is said of {of}.",
        outcome=Outcome.NOT_FOUND,
        spans=(
            Span(start=use.entry.start, end=use.entry.end),
            *(Span(start=claim.start, end=claim.end) for claim, _ in foreign),
        ),
    )


def _foreign(use: _Use, number: int) -> tuple[str, str] | None:
    """What the title and what the statement are about, where that is not the same; else None."""
    theirs = _medicines(use.entry.title)
    if not theirs:
        return _apart(use, number)
    ours = drugs_surely_named(_said(use.pasted.claims[number]))
    if not ours or _related(drugs_named(use.entry.title), ours) or _cited_for(use, theirs):
        return None
    if (theirs | _classes(theirs)) & use.subject:
        return None
    if any(
        _related(theirs, drugs_surely_named(_said(claim))) for claim in _uncited_beside(use.pasted, number)
    ):
        return None
    return series(sorted(theirs)), series(sorted(ours))


def _said(claim: PastedClaim) -> str:
    return f"{claim.stem} {claim.text}"


def _medicines(title: str) -> frozenset[str]:
    """The medicines, not classes, that a title is about."""
    return frozenset(one.name for one in drug_mentions(title) if one.sure and _is_subject(title, one))


def _is_subject(title: str, one: DrugMention) -> bool:
    return not one.is_class and not _BEFORE.match(title, one.end)


def _related(theirs: frozenset[str], ours: frozenset[str]) -> bool:
    """Whether both name a drug, one of them its class, or two drugs of one narrow class."""
    return bool(
        theirs & (ours | _classes(ours)) or ours & _classes(theirs) or _narrowest(theirs) & _narrowest(ours)
    )


def _classes(names: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(classes_of(name) for name in names))


def _narrowest(names: frozenset[str]) -> frozenset[str]:
    """The class of each with the fewest medicines: that of prednisone is that of prednisolone."""
    found = [classes_of(name) for name in names]
    return frozenset(min(classes, key=lambda one: (len(members(one)), one)) for classes in found if classes)


def _cited_for(use: _Use, theirs: frozenset[str]) -> bool:
    """Whether the entry is cited for its own drug somewhere: then it may be cited for what else it says."""
    return any(
        _related(theirs, drugs_surely_named(_said(use.pasted.claims[number]))) for number in use.claims
    )


def _uncited_beside(pasted: Pasted, number: int) -> Iterator[PastedClaim]:
    """The statements right before and after that cite nothing themselves, and so share the citation."""
    for claim in pasted.claims[max(0, number - 1) : number + 2]:
        if not claim.markers and claim.section == pasted.claims[number].section:
            yield claim


def _apart(use: _Use, number: int) -> tuple[str, str] | None:
    """What both are about, where the title shares nothing with the statement nor with what is around it."""
    claim, title = use.pasted.claims[number], use.entry.title
    about, said = _concepts(title), _concepts(_said(claim))
    if len(about) < _TOLD or not said or about & use.subject:
        return None
    around = use.pasted.claims[max(0, number - _NEAR) : number + _NEAR + 1]
    ours = " ".join([use.pasted.title, claim.section, *(_said(one) for one in around)])
    if keys(title) & keys(ours) or _related(drugs_named(title), drugs_named(ours)):
        return None
    return _named(about), _named(said)


def _concepts(text: str) -> frozenset[str]:
    return frozenset(key for key in keys(text) if key.startswith("=")) - _NO_SUBJECT


def _named(found: frozenset[str]) -> str:
    return series([key.removeprefix("=") for key in sorted(found)[:3]])
