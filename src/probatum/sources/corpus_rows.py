"""One row of a collection in JSON Lines, by its form, as a work and its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from probatum.records.identity import date_of, doi_of, language_of, ncts_of, pmcid_of, pmid_of
from probatum.records.passage import Document, Role, TextKind
from probatum.records.source import Author, Identifiers, MeshHeading, Source
from probatum.sources.abstracts import abstract, abstract_of, line_of, named
from probatum.sources.names import author, authors
from probatum.sources.parts import Parts, plain_heading, role_of_heading
from probatum.sources.reader import Read
from probatum.sources.titles import plain_title

_Row = Mapping[str, Any]
_ARTICLE_HEADING = re.compile(r"^[^\n]{0,60}?(ABSTRACT|BODY)(?:\.([^\n]{0,300}))?:[ ]*$", re.MULTILINE)
_FRONT = re.compile(r"(?:^|\n)(?:Abstract|Text): ")
_FRONT_FIELD = re.compile(r"^(Authors|Date|DOI|License|SHA):\s*(.*)$")
#: The sections of a registration, in the order of the register, and what they are for.
_TRIAL = (
    ("Intervention", Role.METHODS),
    ("Eligibility", Role.METHODS),
    ("Results", Role.RESULTS),
    ("Adverse Events", Role.RESULTS),
)
_EXCERPT_SECTIONS = {"title": "Title", "abstract": "Abstract"}


def _text(row: _Row, key: str) -> str:
    """A string on one line; a whole number as its digits; nothing for anything else."""
    value = row.get(key)
    if isinstance(value, str):
        return line_of(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _list(row: _Row, key: str) -> list[Any]:
    value = row.get(key)
    return value if isinstance(value, list) else []


def _identifiers(row: _Row, name: str, doc_id: str) -> Identifiers:
    return Identifiers(
        pmid=pmid_of(_text(row, "pmid")),
        pmcid=pmcid_of(_text(row, "pmcid")),
        doi=doi_of(_text(row, "doi")),
        nct=ncts_of(_text(row, "nct_id")),
        other=(("corpus", f"{name}:{doc_id}"),) if doc_id else (),
    )


def _authors(row: _Row) -> tuple[Author, ...]:
    value = row.get("authors")
    if isinstance(value, list):
        return tuple(found for one in value if isinstance(one, str) and (found := author(one)))
    return authors(value) if isinstance(value, str) else ()


def _source(row: _Row, name: str, doc_id: str) -> Source:
    types = [line_of(kind) for kind in _list(row, "publication_types") if isinstance(kind, str)]
    return Source(
        identifiers=_identifiers(row, name, doc_id),
        title=plain_title(_text(row, "title")) or None,
        authors=_authors(row),
        journal=_text(row, "journal") or None,
        published=date_of(_text(row, "year")),
        publication_types=tuple(types),
        mesh=tuple(MeshHeading(descriptor=term) for term in _list(row, "meshes") if isinstance(term, str)),
        language=language_of(_text(row, "language")),
        licence=_text(row, "license_url") or _text(row, "license") or None,
        url=_text(row, "url") or None,
    )


def _read(source: Source, document: Document | None, place: str) -> Read | None:
    """What was read, unless it says nothing at all."""
    if document is None and not source.title and not source.identifiers:
        return None
    return Read(source=source, document=document, reader="corpus", place=place)


def read_record(row: _Row, name: str, place: str) -> Read | None:
    """A record with an abstract: a text, a list of sentences, or a list of labelled sections."""
    return _read(_source(row, name, _text(row, "doc_id")), _abstract(row), place)


def _abstract(row: _Row) -> Document | None:
    language = language_of(_text(row, "language"))
    if isinstance(row.get("abstract"), str):
        return abstract_of(row["abstract"], language=language)
    sections = [one for one in _list(row, "sections") if isinstance(one, dict)]
    if sections:
        return abstract(
            ((_text(one, "label"), "", _text(one, "text")) for one in sections), language=language
        )
    sentences = _list(row, "abstract") or _list(row, "sentences")
    if all(isinstance(sentence, str) for sentence in sentences):
        return abstract_of(" ".join(sentences), language=language)
    return abstract(_by_heading(sentences), language=language)


def _by_heading(sentences: list[Any]) -> Iterator[tuple[str, str, str]]:
    """Sentences (a text each, or ``text`` with its ``heading``) as sections, one a run of a heading."""
    held: list[str] = []
    about = ""
    for sentence in sentences:
        heading = _text(sentence, "heading") if isinstance(sentence, dict) else ""
        text = _text(sentence, "text") if isinstance(sentence, dict) else str(sentence)
        if heading != about and held:
            yield about, "", " ".join(held)
            held = []
        about = heading
        held.append(line_of(text))
    yield about, "", " ".join(held)


def read_trial(row: _Row, name: str, place: str) -> Read | None:
    """A registered trial: each section a list of lines."""
    parts = Parts(place)
    for section, role in _TRIAL:
        for line in _list(row, section):
            parts.add(line_of(line) if isinstance(line, str) else "", section=section, role=role)
    number = _text(row, "nct_id").upper()
    source = Source(
        identifiers=_identifiers(row, name, number),
        title=_text(row, "title") or f"Trial registration {number}",
        url=f"https://clinicaltrials.gov/study/{number}" if ncts_of(number) else None,
        language="en",
    )
    return _read(source, parts.document(TextKind.FULL_TEXT, language="en"), place)


def read_answer(row: _Row, name: str, place: str) -> Read | None:
    """An institution's answer to a question of the public: the question is the title of the page."""
    # The institutions number their answers each for itself, and some give one number to several questions.
    parts = Parts(place)
    question, issuer, number = _text(row, "question"), _text(row, "source"), _text(row, "id")
    told_apart = hashlib.sha256(question.encode(errors="replace")).hexdigest()[:8]
    name_of_answer = f"{issuer}:{number}:{told_apart}" if number else ""
    for line in str(row.get("answer") or "").split("\n"):
        parts.add(line_of(line), section=question)
    source = Source(
        identifiers=_identifiers(row, name, name_of_answer),
        title=question or None,
        issuer=issuer or None,
        keywords=(_text(row, "focus"),) if _text(row, "focus") else (),
        url=_text(row, "url") or None,
        language="en",
    )
    return _read(source, parts.document(TextKind.PAGE, language="en"), place)


def read_article(row: _Row, name: str, place: str) -> Read | None:
    """A full text: with the headings ``ABSTRACT.METHODS:`` in lines of their own, or after a front matter."""
    text = str(row.get("text") or "")
    source = _source(row, name, _text(row, "doc_id"))
    parts = Parts(place)
    if _ARTICLE_HEADING.search(text):
        title = _add_headed(parts, text)
        source = replace(source, title=source.title or plain_title(title) or None)
        kind = TextKind.FULL_TEXT
    else:
        front, body = _front(text)
        if not front and "\n" in body.strip():
            front = [line_of(body.strip().split("\n")[0])]
        source = _with_front(source, front)
        kind = _add_body(parts, body)
    return _read(source, parts.document(kind, language=source.language), place)


def _add_headed(parts: Parts, text: str) -> str:
    """Add the sections of a text with headings; gives its title."""
    found = list(_ARTICLE_HEADING.finditer(text))
    headline, _, lead = text[: found[0].start()].strip().removeprefix("TITLE:").strip().partition("\n")
    # What stands between the title and the first heading is an abstract without one.
    for line in lead.split("\n"):
        parts.add(line_of(line), section="Abstract")
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        section, role = _section(match[1], match[2] or "")
        for line in text[match.end() : end].split("\n"):
            parts.add(line_of(line), section=section, role=role)
    return line_of(headline)


def _section(where: str, heading: str) -> tuple[str, Role | None]:
    heading = plain_heading(heading)
    if where != "BODY":
        return named(heading)
    shown = heading.capitalize() if heading.isupper() else heading
    return shown, role_of_heading(heading)


def _front(text: str) -> tuple[list[str], str]:
    """The lines before the abstract (title, address, authors, date …), and all from there on."""
    match = _FRONT.search(text, 0, 20_000)
    if match is None:
        return [], text
    return [line for line in map(line_of, text[: match.start()].split("\n")) if line], text[match.start() :]


def _with_front(source: Source, front: list[str]) -> Source:
    """The source with what the front matter says; two manners: with the names of the fields and without."""
    if not front:
        return source
    lines = [line.replace("DOI:", "DOI: ") for line in front]
    fields = {match[1]: match[2].strip() for line in lines if (match := _FRONT_FIELD.match(line))}
    unnamed = [line for line in front[1:] if not _FRONT_FIELD.match(line)]
    dates = [line for line in unnamed if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", line)]
    named_authors = fields.get("Authors") or next((line for line in unnamed if ", " in line), "")
    address = next((line for line in unnamed if line.startswith("http")), "")
    ids = source.identifiers
    pmcid, doi = ids.pmcid or pmcid_of(address), ids.doi or doi_of(fields.get("DOI"))
    return replace(
        source,
        identifiers=replace(ids, pmcid=pmcid, doi=doi),
        title=source.title or front[0].rstrip("."),
        authors=source.authors or authors(named_authors),
        published=source.published or date_of(fields.get("Date") or (dates[0] if dates else "")),
        licence=source.licence or fields.get("License") or None,
        url=source.url or address or None,
    )


def _add_body(parts: Parts, body: str) -> TextKind:
    """The abstract and the text; in the text a short line without a point is a heading."""
    head, marked, text = body.partition("\nText: ")
    if not marked and "\n" in body.strip():
        head, text = "", body
    stated = abstract_of(head.strip().removeprefix("Abstract: "))
    if stated is not None:
        for part in stated.parts:
            parts.add(stated.text[part.start : part.end], section=part.section, role=part.role)
    heading, role = "", None
    for line in map(line_of, text.split("\n")):
        if 0 < len(line) < 100 and line[-1] not in ".:;,?!)" and any(map(str.isalpha, line)):
            heading, role = plain_heading(line), role_of_heading(line)
        else:
            parts.add(line, section=heading, role=role)
    return TextKind.FULL_TEXT if text else TextKind.ABSTRACT


class Excerpts:
    """Gathers the excerpts of one work that follow one another."""

    def __init__(self) -> None:
        self._pmid = ""
        self._rows: list[_Row] = []
        self._lines: list[int] = []

    def add(self, row: _Row, number: int) -> Iterator[Read]:
        """Take one more; where it is of another work, give what was gathered before."""
        pmid = _text(row, "pmid")
        if pmid != self._pmid or len(self._rows) >= 1000:
            yield from self.flush()
        self._pmid = pmid
        self._rows.append(row)
        self._lines.append(number)

    def flush(self) -> Iterator[Read]:
        """Give what was gathered, as one document."""
        if not self._rows:
            return
        first, last = self._lines[0], self._lines[-1]
        place = f"line {first}" if first == last else f"lines {first}-{last}"
        read = _excerpts(self._rows, place)
        self._rows, self._lines = [], []
        if read is not None:
            yield read


def _excerpts(rows: Iterable[_Row], place: str) -> Read | None:
    ordered = sorted(rows, key=_place_in_work)
    parts = Parts(place)
    title = None
    kept: list[str] = []
    for row in ordered:
        text, section = _text(row, "text"), _text(row, "section")
        if any(text in other for other in kept):
            continue
        kept.append(text)
        parts.add(text, section=_EXCERPT_SECTIONS.get(section, section.capitalize()))
        if section == "title" and title is None and _begin(row) == 0:
            title = plain_title(text) or None
    source = Source(identifiers=_identifiers(ordered[0], "", ""), title=title)
    return _read(source, parts.document(TextKind.EXCERPT), place)


def _place_in_work(row: _Row) -> tuple[bool, int, int, str]:
    """Title first, then as it stands in the abstract; of two that begin together the longer one first."""
    text = _text(row, "text")
    return _text(row, "section") != "title", _begin(row), -len(text), text


def _begin(row: _Row) -> int:
    value = row.get("begin")
    return value if isinstance(value, int) else 0
