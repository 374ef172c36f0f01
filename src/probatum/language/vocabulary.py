"""The names of things: which words mean one concept, so that a search for one finds the others.

What is shipped is our own short list (``concepts.txt``): conditions, drugs, drug classes and study words of
the starter topics and of common medicine. NLM's MeSH and open drug and disease lists are read where the
settings name their files.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from io import BufferedReader
from pathlib import Path
from typing import IO, cast

import orjson
from lxml import etree

from probatum.errors import BrokenInput, UnknownFormat
from probatum.language.tokens import Word, phrase, surface, words
from probatum.records.question import Concept

#: A name of more characters than this is a chemical formula.
_LONGEST_NAME = 80

#: A name of more tokens than this is a definition.
_LONGEST = 8

_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z0-9])[A-Z0-9][A-Za-z0-9+/-]{0,6}")

_BREAK = re.compile(r"[.;:!?()\[\]\n]")

#: Words that some list calls a drug or a disease and that mean something else nearly always.
_ORDINARY = frozenset(
    """
    able acid action active activity adapt additive advance advantage age agent air aim all alert allow alloy
    alpha amount animal answer apex aspect assist association assure balance base bath beta blood blue body
    bone brain bridge care case cause cell center change charge chance child choice class clear clinic code
    cohort cold collagen combination comfort compare complete component control copper core cost count cream
    crystal current cycle daily damage data date death defense delta design diet disease disorder dose drug
    earth effect elevate elite emerge energy essence essential estimate event evolve exam excel extra eye
    factor fast female fever focus food force form foundation freedom fresh function gain gamma gas gene
    general glass gold good grade green group growth hair hand harmony head health heart heat help high hope
    hospital human ice image impact improve increase infant infection inform injury insight intact iron joint
    key lead legend level liberty life light link liver long loss low lung main male man mask matrix measure
    medicine men method milk mind mineral model motion mouth muscle natural nature need nerve new night normal
    number oil one open optimum oral orange organ outcome pain part patient peak people perfect period person
    phase physician placebo plan plant plus point positive power practice precise present prevent primary
    prime pro process product progress promise protect protein pure quality question quick race rapid rate
    reach ready reason receptor red refresh rejoice release relief repair rescue research respond response
    rest result review rise risk safe salt sample score secure sense serum shape shield sign silver simple
    skin sleep smart soap soft solid solution source speed spray stable stage star state steady stimulate
    stomach strength stress strong study sugar sun support surgery survival syndrome system table target
    temper term test therapy time tissue today top total touch treatment trial trust tube tumor type ultra
    unit urine use value vapor version virus vision vital volume water wave wax weight well white wing woman
    women work worker year yellow zero zone
    """.split()  # noqa: SIM905 - a list to be read by people
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A concept where a text names it: ``text[start:end]``. ``concept.text`` are those words."""

    start: int
    end: int
    concept: Concept


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of one concept; an acronym must be met as it is written, a ``surface`` but for its plural."""

    concept: int
    acronym: str
    surface: str = ""


class Vocabulary:
    """Concepts and their names.

    Names are compared as tokens of our analysis, so that spelling, endings, dashes and Greek letters do not
    matter; acronyms (``AF``, ``GCA``) only match in their own case.
    """

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        self._concepts: list[Concept] = []
        self._names: dict[tuple[str, ...], tuple[_Name, ...]] = {}
        self._longest: dict[str, int] = {}
        self._preferred: dict[tuple[str, ...], int] = {}
        for concept in concepts:
            self.add(concept)

    def load_mesh(self, path: Path) -> int:
        """Read NLM's MeSH (``desc*.xml``, ``d*.bin``, either may be ``.gz``) or a list in JSON lines.

        Entry terms of a heading that is held already are added to it. Gives how many concepts were read.
        Raises ``UnknownFormat`` and ``BrokenInput``.
        """
        count = 0
        for concept in _read_concepts(path):
            self.add(concept, strict=True)
            count += 1
        return count

    #: Lists of drugs and of diseases come in the same JSON lines.
    load = load_mesh

    @classmethod
    def shipped(cls) -> Vocabulary:
        """The vocabulary that comes with the package."""
        vocabulary = cls()
        for concept, narrower in shipped_rows():
            vocabulary.add(concept, narrower=narrower)
        return vocabulary

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """Every concept, in the order added."""
        return tuple(self._concepts)

    def __len__(self) -> int:
        """How many concepts there are."""
        return len(self._concepts)

    def add(self, concept: Concept, *, narrower: Iterable[str] = (), strict: bool = False) -> None:
        """Add a concept under its preferred name and synonyms.

        ``narrower`` are names that a search for the concept should also find, without being its names. With
        ``strict`` a name of one word is only met in singular and plural, not under every ending: in lists of
        tens of thousands of names some word always shares a stem.
        """
        number = self._number(concept)
        held = self._concepts[number]
        names = dict.fromkeys((*held.synonyms, *concept.synonyms, *narrower))
        names.pop(held.preferred, None)
        self._concepts[number] = replace(held, synonyms=tuple(names))
        for name in (concept.preferred, *concept.synonyms):
            self._enter(name, number, strict)

    def _number(self, concept: Concept) -> int:
        """The number of the concept held under this preferred name, or of a new one."""
        preferred = phrase(concept.preferred) or (concept.preferred,)
        if preferred not in self._preferred:
            self._preferred[preferred] = len(self._concepts)
            self._concepts.append(replace(concept, synonyms=()))
        return self._preferred[preferred]

    def _enter(self, name: str, number: int, strict: bool) -> None:
        tokens = phrase(name) if len(name) <= _LONGEST_NAME else ()
        if not tokens or len(tokens) > _LONGEST or _is_ordinary(name, tokens):
            return
        acronym = name if _ACRONYM.fullmatch(name) and name.upper() == name else ""
        entered = _Name(number, acronym, surface(name) if strict and len(tokens) == 1 else "")
        held = self._names.get(tokens, ())
        rivals = [one for one in held if one.acronym == entered.acronym]
        if rivals and self._preferred.get(tokens) != number:
            return  # a concept's preferred name is its own; else the first to claim a name keeps it
        self._names[tokens] = (*(one for one in held if one not in rivals), entered)
        self._longest[tokens[0]] = max(len(tokens), self._longest.get(tokens[0], 0))

    def mentions(self, text: str) -> list[Mention]:
        """The concepts that ``text`` names, in order; of names that overlap, the longest from the left."""
        found: list[Mention] = []
        said = words(text)
        at = 0
        while at < len(said):
            mention, used = self._longest_at(text, said, at)
            if mention is not None:
                found.append(mention)
            at += used
        return found

    def _longest_at(self, text: str, said: list[Word], at: int) -> tuple[Mention | None, int]:
        reach = min(self._longest.get(said[at].token, 0), len(said) - at)
        reach = _unbroken(text, said[at : at + reach])
        for length in range(reach, 0, -1):
            run = said[at : at + length]
            names = self._names.get(tuple(word.token for word in run), ())
            written = text[run[0].start : run[-1].end]
            for name in names:
                if _met(name, written):
                    concept = replace(self._concepts[name.concept], text=written)
                    return Mention(start=run[0].start, end=run[-1].end, concept=concept), length
        return None, 1


def _unbroken(text: str, run: list[Word]) -> int:
    """How many of the words stand together, with no stop or bracket between them."""
    for count in range(1, len(run)):
        if _BREAK.search(text, run[count - 1].end, run[count].start):
            return count
    return len(run)


def _met(name: _Name, written: str) -> bool:
    if name.acronym:
        return _same_acronym(written, name.acronym)
    return not name.surface or surface(written) == name.surface


def _same_acronym(written: str, acronym: str) -> bool:
    return written in (acronym, acronym + "s") or (len(acronym) > 4 and written.upper() == acronym)


def _is_ordinary(name: str, tokens: tuple[str, ...]) -> bool:
    if all(token.replace(".", "").isdigit() for token in tokens):
        return True
    if len(tokens) > 1:
        return False
    plain = name.casefold()
    parts = re.findall(r"[^\W_]+", re.sub("['’]s\\b", "", plain))
    if plain in _ORDINARY or (len(parts) > 1 and "".join(parts) != tokens[0]):
        return True  # of several words only one is left: "Acting Out", "Slow-K"
    return len(plain) < 4 and not (name.isupper() or any(mark.isdigit() for mark in name))


def _curated(line: str) -> tuple[Concept, tuple[str, ...]]:
    """One line of ``concepts.txt``: ``preferred | MeSH id | synonym; … | narrower name; …``."""
    preferred, mesh, synonyms, narrower = ([part.strip() for part in line.split("|")] + [""] * 3)[:4]
    return Concept(text=preferred, preferred=preferred, mesh=mesh, synonyms=_listed(synonyms)), _listed(
        narrower
    )


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(";") if name.strip())


@lru_cache(maxsize=1)
def shipped_rows() -> tuple[tuple[Concept, tuple[str, ...]], ...]:
    """Each concept that comes with the package, with its narrower names, in the order of the list."""
    text = resources.files("probatum.language").joinpath("concepts.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(_curated(line) for line in lines)


# --- lists of others, read from files that the settings name ----------------------------------------------


def _read_concepts(path: Path) -> Iterator[Concept]:
    try:
        with _opened(path) as stream:
            head = stream.peek(64).lstrip()  # type: ignore[attr-defined]
            if head.startswith(b"<"):
                yield from _mesh_xml(stream)
            elif head.startswith(b"*NEWRECORD"):
                yield from _mesh_ascii(stream)
            elif head.startswith(b"{"):
                yield from _json_lines(stream, path)
            else:
                raise UnknownFormat(
                    "is no vocabulary", origin=path.name, fix="name a MeSH file (XML, .bin) or JSON lines"
                )
    except (OSError, EOFError, etree.XMLSyntaxError, UnicodeDecodeError) as problem:
        raise BrokenInput(str(problem), origin=str(path), fix="fetch the vocabulary again") from problem


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], BufferedReader(gzip.open(path)))
    return path.open("rb")


def _mesh_xml(stream: IO[bytes]) -> Iterator[Concept]:
    """NLM's ``desc20XX.xml`` and ``supp20XX.xml``."""
    tags = ("DescriptorRecord", "SupplementalRecord")
    for _, record in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True):
        kind = "Descriptor" if record.tag == "DescriptorRecord" else "SupplementalRecord"
        name = record.findtext(f"{kind}Name/String") or ""
        ui = record.findtext(f"{kind}UI") or ""
        terms = [term.text or "" for term in record.iterfind(".//TermList/Term/String")]
        record.clear()
        while record.getprevious() is not None:
            del record.getparent()[0]
        yield _named(name, ui, terms)


def _mesh_ascii(stream: IO[bytes]) -> Iterator[Concept]:
    """NLM's ASCII form (``d20XX.bin``): ``MH`` the heading, ``UI``, ``ENTRY`` and ``PRINT ENTRY`` terms."""
    name, ui, terms = "", "", list[str]()
    for raw in stream:
        field, _, value = raw.decode("utf-8", "replace").partition(" = ")
        value = value.strip()
        if field in ("MH", "NM"):
            name = value
        elif field == "UI":
            ui = value
        elif field in ("ENTRY", "PRINT ENTRY", "SY"):
            terms.append(value.split("|")[0])
        elif field.startswith("*NEWRECORD"):
            if name:
                yield _named(name, ui, terms)
            name, ui, terms = "", "", []
    if name:
        yield _named(name, ui, terms)


def _json_lines(stream: IO[bytes], path: Path) -> Iterator[Concept]:
    """JSON lines: ``name``, ``synonyms``, and ``id`` or ``mesh_id``, ``brand_names``, ``obsolete``."""
    for number, line in enumerate(stream, start=1):
        try:
            row = orjson.loads(line)
            if row.get("obsolete"):
                continue
            ui = str(row.get("mesh_id") or row.get("id") or "")
            terms = [*row.get("synonyms", ()), *row.get("brand_names", ())]
            yield _named(str(row["name"]), ui, [str(term) for term in terms])
        except (orjson.JSONDecodeError, KeyError, AttributeError, TypeError) as problem:
            raise BrokenInput(
                f"no vocabulary entry ({problem})",
                origin=str(path),
                place=f"line {number}",
                fix="fetch it again",
            ) from problem


def _named(name: str, ui: str, terms: Iterable[str]) -> Concept:
    """A concept; headings turned round (``Arteritis, Giant Cell``) are turned back."""
    turned = (_turned(term) for term in terms)
    synonyms = tuple(dict.fromkeys(term for term in turned if term and term != name))
    preferred = _turned(name)
    return Concept(
        text=preferred, preferred=preferred, mesh=ui if ui.startswith(("D", "C")) else "", synonyms=synonyms
    )


def _turned(name: str) -> str:
    head, comma, rest = name.partition(", ")
    return f"{rest} {head}" if comma and ", " not in rest and len(name) < _TURNED else name


#: A longer heading with a comma is a chemical name.
_TURNED = 60
