"""The medicines and classes of medicines that a text names, under one name each.

The list is our own (``drugs.txt``): international nonproprietary names with their brands and abbreviations,
by class. A name that is not listed is known by its ending, with the class that the ending stands for
(WHO, "The use of stems in the selection of International Nonproprietary Names", 2018).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

#: A text is read up to here.
LONGEST = 200_000
#: The longest name, in words.
_WORDS = 6

_WORD = re.compile(r"[^\W_]+")
_LISTED = re.compile(r"\s*([^;()]+?)\s*(?:\(([^()]*)\))?\s*(?:;|$)")
#: Abbreviations that stand for little else; other short ones only say that a medicine may be there.
_PLAIN_SHORT = frozenset({"mtx", "hcq", "aza", "mmf", "ppi", "ace", "arb", "vka", "tcz", "5-fu"})

#: Endings of names that are not listed, and the class that each stands for; the longer ending first.
_STEMS = (
    ("gliflozin", "SGLT2 inhibitor"), ("vastatin", "statin"), ("gliptin", "DPP-4 inhibitor"),
    ("glitazone", "thiazolidinedione"), ("glutide", "GLP-1 receptor agonist"),
    ("ciclib", "CDK4/6 inhibitor"), ("rafenib", "BRAF inhibitor"), ("citinib", "JAK inhibitor"),
    ("tinib", "tyrosine kinase inhibitor"), ("parib", "PARP inhibitor"), ("zomib", "proteasome inhibitor"),
    ("sartan", "ARB"), ("pril", "ACE inhibitor"), ("xaban", "direct factor Xa inhibitor"),
    ("gatran", "direct thrombin inhibitor"), ("dipine", "calcium channel blocker"), ("olol", "beta-blocker"),
    ("prazole", "proton pump inhibitor"), ("setron", "5-HT3 antagonist"), ("triptan", "triptan"),
    ("gepant", "CGRP antibody"), ("coxib", "COX-2 inhibitor"), ("profen", "NSAID"),
    ("cillin", "penicillin"), ("floxacin", "fluoroquinolone"), ("cycline", "tetracycline"),
    ("conazole", "azole antifungal"), ("rubicin", "anthracycline"), ("taxel", "taxane"),
    ("limus", "mTOR inhibitor"), ("dronate", "bisphosphonate"), ("dronic", "bisphosphonate"),
    ("azepam", "benzodiazepine"), ("azolam", "benzodiazepine"), ("buvir", "HCV antiviral"),
    ("tegravir", "integrase inhibitor"), ("ciclovir", "herpes antiviral"), ("cyclovir", "herpes antiviral"),
    ("lukast", "leukotriene receptor antagonist"), ("sentan", "endothelin receptor antagonist"),
    ("mab", "monoclonal antibody"),
)  # fmt: skip
_ENDING = re.compile(rf"[a-z]{{3,}}({'|'.join(stem for stem, _ in _STEMS)})")
_BY_ENDING = dict(_STEMS)
_NO_DRUGS = frozenset({"april"})
#: After and before these a name is part of another.
_OTHERWISE_AFTER = re.compile(
    r"[- ](?:resistan\w*|sensitive|susceptib\w*|inducible|responsive)\b", re.IGNORECASE
)
_OTHERWISE_BEFORE = re.compile(r"\b(?:target of|non|anti)[- ]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugMention:
    """A medicine, or a class of them, where it is named: ``text[start:end]``.

    ``name`` is the same for all its names. ``sure`` is False where the words may mean something else: a
    substance of the body, a food, a short abbreviation, part of the name of a germ or a pathway.
    """

    name: str
    start: int
    end: int
    is_class: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """What ``drugs.txt`` holds, each by the name that stands for the rest."""

    names: dict[tuple[str, ...], str]
    spelt: dict[str, tuple[str, ...]]
    classes: dict[str, frozenset[str]]
    members: dict[str, tuple[str, ...]]
    unsure: frozenset[str]
    alike: dict[str, frozenset[str]]
    upper: frozenset[tuple[str, ...]]
    first: frozenset[str]


@lru_cache(maxsize=4096)
def drug_mentions(text: str) -> tuple[DrugMention, ...]:
    """The medicines and classes that ``text`` names, in order. Pure, and remembered.

    >>> [(one.name, one.is_class) for one in drug_mentions("Humira or an ACE inhibitor")]
    [('adalimumab', False), ('ACE inhibitor', True)]
    """
    return tuple(_mentions(text[:LONGEST]))


def drugs_named(text: str) -> frozenset[str]:
    """The names of :func:`drug_mentions`, the unsure ones too."""
    return frozenset(one.name for one in drug_mentions(text))


def drugs_surely_named(text: str) -> frozenset[str]:
    """The names of those that ``text`` names without doubt."""
    return frozenset(one.name for one in drug_mentions(text) if one.sure)


def classes_of(name: str) -> frozenset[str]:
    """The classes to which a medicine (or class) belongs, the wider ones too; empty where none is known.

    >>> sorted(classes_of("apixaban"))
    ['DOAC', 'anticoagulant', 'direct factor Xa inhibitor']
    """
    known = _list().classes.get(name)
    if known is not None:
        return known
    ending = _ENDING.fullmatch(name)
    return _with_wider([_BY_ENDING[ending[1]]], _list().classes) if ending else frozenset()


def members(name: str) -> tuple[str, ...]:
    """The medicines that are listed in a class, those of its narrower classes too, in order of the list."""
    return _list().members.get(name, ())


def look_alikes(name: str) -> frozenset[str]:
    """The medicines whose names are listed as taken for this one."""
    return _list().alike.get(name, frozenset())


def spelt(name: str) -> tuple[str, ...]:
    """Every name under which a medicine or class is listed, the one that stands for the rest first."""
    return _list().spelt.get(name, (name,))


def listed_names() -> Iterator[tuple[str, str]]:
    """Every name that is listed, with the one that stands for it and the rest, in order of the list."""
    for name, forms in _list().spelt.items():
        for form in forms:
            yield form, name


# --- reading a text ---------------------------------------------------------------------------------------


def _mentions(text: str) -> Iterator[DrugMention]:
    held = _list()
    said = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
    lower = [word.lower() for _, _, word in said]
    at = 0
    while at < len(said):
        used, name = _listed(said, lower, at, held)
        if used:
            start, end = said[at][0], said[at + used - 1][1]
            yield _mention(text, start, end, name, held)
            at += used
            continue
        if _by_its_ending(lower[at]):
            start, end, _ = said[at]
            yield DrugMention(name=lower[at].removesuffix("s"), start=start, end=end)
        at += 1


def _listed(said: list[tuple[int, int, str]], lower: list[str], at: int, held: _List) -> tuple[int, str]:
    """How many words from ``at`` on are a listed name, and what it stands for."""
    if lower[at] not in held.first and lower[at].removesuffix("s") not in held.first:
        return 0, ""
    for length in range(min(_WORDS, len(lower) - at), 0, -1):
        key = tuple(lower[at : at + length])
        for form in (key, (*key[:-1], key[-1].removesuffix("s"))):
            name = held.names.get(form)
            if name is not None and (form not in held.upper or _in_capitals(said, at, length)):
                return length, name
    return 0, ""


def _in_capitals(said: list[tuple[int, int, str]], at: int, length: int) -> bool:
    """Whether an abbreviation is written as one."""
    words = "".join(word for _, _, word in said[at : at + length])
    return sum(mark.isupper() for mark in words) >= 2


def _mention(text: str, start: int, end: int, name: str, held: _List) -> DrugMention:
    written = text[start:end].lower()
    short = len(written) <= 3 and written not in _PLAIN_SHORT
    otherwise = _OTHERWISE_AFTER.match(text, end) or _OTHERWISE_BEFORE.search(
        text[max(0, start - 12) : start]
    )
    return DrugMention(
        name=name,
        start=start,
        end=end,
        is_class=name in held.members,
        sure=not (short or otherwise or name in held.unsure),
    )


def _by_its_ending(word: str) -> bool:
    word = word.removesuffix("s") if word.endswith("s") and not word.endswith("limus") else word
    return len(word) >= 6 and _ENDING.fullmatch(word) is not None and word not in _NO_DRUGS


# --- reading the list -------------------------------------------------------------------------------------


@cache
def _list() -> _List:
    """The shipped list, read once."""
    text = resources.files("probatum.language").joinpath("drugs.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    spelt_: dict[str, list[str]] = {}
    direct: dict[str, list[str]] = {}
    wider: dict[str, list[str]] = {}
    for line in lines:
        if line[0] not in "~!":
            _read_class(line, spelt_, direct, wider)
    preferred = _preferred(spelt_)
    belongs = _belongs(direct, {name: _known(names, preferred) for name, names in wider.items()})
    names, upper = _keys(spelt_)
    return _List(
        names=names,
        spelt={name: tuple(dict.fromkeys(forms)) for name, forms in spelt_.items()},
        classes=belongs,
        members=_members(direct, belongs),
        unsure=frozenset(
            _known((x for line in lines if line[0] == "!" for x in line[1:].split(";")), preferred)
        ),
        alike=_alike([_known(line[1:].split(","), preferred) for line in lines if line[0] == "~"]),
        upper=upper,
        first=frozenset(key[0] for key in names),
    )


def _read_class(
    line: str, spelt_: dict[str, list[str]], direct: dict[str, list[str]], wider: dict[str, list[str]]
) -> None:
    """Take one line of the list: a class with its names, its wider class, its medicines with theirs."""
    head, _, rest = line.partition("|")
    own, _, above = head.partition("<")
    named = [name.strip() for name in own.split(";") if name.strip()]
    spelt_.setdefault(named[0], []).extend(named)
    direct.setdefault(named[0], [])
    wider.setdefault(named[0], []).extend([above.strip()] if above.strip() else [])
    for match in _LISTED.finditer(rest):
        name, others = match[1], match[2] or ""
        listed = [other.strip() for other in others.split(",") if other.strip()]
        spelt_.setdefault(name, []).extend([name, *listed])
        direct[named[0]].append(name)


def _preferred(spelt_: dict[str, list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, forms in spelt_.items():
        for form in forms:
            found.setdefault(form.lower(), name)
    return found


def _known(names: Iterable[str], preferred: dict[str, str]) -> list[str]:
    return [preferred.get(name.strip().lower(), name.strip()) for name in names if name.strip()]


def _belongs(direct: dict[str, list[str]], wider: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    """The classes of each medicine and of each class, with the wider ones of those."""
    own: dict[str, list[str]] = {name: list(above) for name, above in wider.items()}
    for group, drugs in direct.items():
        for drug in drugs:
            own.setdefault(drug, []).append(group)
    steps = {name: frozenset(above) for name, above in own.items()}
    return {name: _with_wider(above, steps) for name, above in own.items()}


def _with_wider(names: Iterable[str], steps: dict[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(steps.get(name, ()))
    return frozenset(found)


def _members(direct: dict[str, list[str]], belongs: dict[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {name: [] for name in direct}
    for drugs in direct.values():
        for drug in drugs:
            for group in belongs[drug]:
                found.setdefault(group, []).append(drug)
    return {name: tuple(dict.fromkeys(drugs)) for name, drugs in found.items()}


def _keys(spelt_: dict[str, list[str]]) -> tuple[dict[tuple[str, ...], str], frozenset[tuple[str, ...]]]:
    """Each name as words, and those that are abbreviations: words for something else in small letters."""
    names: dict[tuple[str, ...], str] = {}
    upper: set[tuple[str, ...]] = set()
    for name, forms in spelt_.items():
        for form in forms:
            key = tuple(word.lower() for word in _WORD.findall(form))
            names.setdefault(key, name)
            if len(form) <= 4 and sum(mark.isupper() for mark in form) >= 2:
                upper.add(key)
    names.pop((), None)
    return names, frozenset(upper)


def _alike(groups: Iterable[list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        for name in group:
            found[name] = found.get(name, frozenset()) | (frozenset(group) - {name})
    return found
