"""The entries of a text's reference list, and which markers lead to them."""

from __future__ import annotations

import re

from probatum.language.bodies import body_named, names_body
from probatum.language.markers import PARTICLES, UNNAMED
from probatum.records.audit import Pasted, PastedReference
from probatum.records.verdict import Span

_AUTHOR = re.compile(
    rf"{PARTICLES}(?P<name>[^\W\d_][\w'’-]+)(?P<more>.*?),?\s(?P<year>(?:1[89]|20)\d\d)(?P<letter>[a-z]?)$",
    re.DOTALL,
)
#: Words at the beginning of an entry by which it has more than one author.
_SEVERAL = re.compile(r"\bet al\b|&|\band\b|[^\W\d_]\.?[,;]\s[A-ZÀ-ÖØ-Þ][\w'’-]+,?\s[A-Z]")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on"})
_WORD = re.compile(r"[^\W\d_][\w'’]*")


def listed(pasted: Pasted) -> tuple[PastedReference, ...]:
    """The entries of the reference list, without the links in the text itself."""
    return tuple(entry for entry in pasted.references if not entry.inline)


def is_numbered(pasted: Pasted) -> bool:
    """Whether the entries of the list carry what markers could name."""
    return any(entry.marker for entry in listed(pasted))


def uses(pasted: Pasted) -> dict[str, list[Span]]:
    """Where each marker stands, in the order of first use. Signs that name nothing are left out."""
    found: dict[str, list[Span]] = {}
    for claim in pasted.claims:
        for label, span in zip(claim.markers, claim.marked, strict=False):
            if label != UNNAMED:
                found.setdefault(label, []).append(span)
    return found


def is_number(label: str) -> bool:
    """Whether a marker is a number of a list."""
    return label.isdecimal()


def leads_itself(label: str) -> bool:
    """Whether a marker is an address or identifier, and needs no list."""
    return label.startswith(("http://", "https://", "PMID ", "PMC"))


def met(pasted: Pasted, label: str) -> PastedReference | None:
    """The entry to which a marker leads: by number, in an unnumbered list by position, by author and year."""
    for entry in pasted.references:
        if entry.marker and entry.marker == label:
            return entry
    entries = listed(pasted)
    if is_number(label) and not is_numbered(pasted) and 0 < int(label) <= len(entries):
        return entries[int(label) - 1]
    return _by_author(entries, label)


def _by_author(entries: tuple[PastedReference, ...], label: str) -> PastedReference | None:
    """The entry of an author and a year; of several the one that agrees in its letter (2020a) and in having
    one author or more."""
    named = _AUTHOR.match(label)
    if named is None:
        return None
    found = [one for one in entries if named["year"] in one.text and _names(one.text, named["name"])]
    lettered = [one for one in found if f"{named['year']}{named['letter']}" in one.text]
    several = bool(_SEVERAL.search(f" {named['more']} "))
    alike = [one for one in lettered if bool(_SEVERAL.search(one.text[:120])) == several]
    return next(iter([*alike, *lettered, *found]), None)


def _names(text: str, name: str) -> bool:
    """Whether an entry has a name, the body that goes under it, or the words that it abbreviates."""
    if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
        return True
    body = body_named(name)
    return (bool(body) and names_body(text, body)) or (name.isupper() and name in _initials(text))


def _initials(text: str) -> str:
    """The first letters of the words of an entry, as abbreviations are made of them."""
    return "".join(word[0] for word in _WORD.findall(text[:400]) if word.lower() not in _SMALL).upper()


def quoted(words: str, most: int = 80) -> str:
    """Words of the text for a message, cut where they are long."""
    cut = words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"
    return f"“{cut}”"


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 entry``, ``3 entries``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def series(names: list[str]) -> str:
    """``4, 5, 6 and 7``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
