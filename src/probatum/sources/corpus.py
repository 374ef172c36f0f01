"""Reads collections of documents in JSON Lines, the form in which published test collections are kept.

A line is a record (``doc_id``, ``pmid``, ``title``, ``abstract`` or ``sentences`` or ``sections``), an
excerpt (``pmid``, ``section``, ``begin``, ``end``, ``text``), an article (``pmcid`` …, ``text`` with its
headings in lines of their own), a registered trial (``nct_id`` and lists of lines), or a question with its
answer by an institution (``question``, ``answer``, ``source``, ``url``). Excerpts of one work that follow one
another are one document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

import orjson

from probatum.sources.corpus_rows import Excerpts, read_answer, read_article, read_record, read_trial
from probatum.sources.reader import Read, Refused

#: A line longer than this many bytes is refused.
LONGEST_LINE = 32 * 1024 * 1024
#: Names under which any collection keeps its file: the folder's name says which collection it is.
_COMMON = frozenset({"corpus", "documents", "document", "articles", "abstracts", "passages", "trials", "qa"})
_FIX = "read the file again after correcting that line"
_TRIAL_SECTIONS = frozenset({"Intervention", "Eligibility", "Results", "Adverse Events"})
_Row = Mapping[str, Any]


def read_corpus(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """Read documents from ``stream``, one JSON object a line, UTF-8; a blank line is passed over.

    Yields a :class:`Read` for each, placed by its line (``line 7``, ``lines 7-9`` for joined excerpts). Its
    ``doc_id`` is kept as the identifier ``("corpus", "<collection>:<doc_id>")``; see :func:`collection`. A
    line that is not JSON, too long, or of no known form is a :class:`Refused`.
    """
    name = collection(origin)
    excerpts = Excerpts()
    for number, line in json_lines(stream):
        place = f"line {number}"
        if line is None:
            yield Refused(place=place, reason=f"longer than {LONGEST_LINE} bytes", fix="split that document")
            continue
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            yield Refused(place=place, reason=f"not JSON ({error})", fix=_FIX)
            continue
        form = form_of(row) if isinstance(row, dict) else None
        if form == "excerpt":
            yield from excerpts.add(row, number)
            continue
        yield from excerpts.flush()
        yield _read(form, row, name, place)
    yield from excerpts.flush()


def collection(origin: str) -> str:
    """Which collection a file is: its name without endings, or its folder's where every collection has one so
    called (``scifact/corpus.jsonl.gz`` is ``scifact``)."""
    pieces = [piece for piece in origin.rpartition(" › ")[2].replace("\\", "/").split("/") if piece]
    stem = pieces[-1].split(".")[0] if pieces else ""
    return pieces[-2] if stem in _COMMON and len(pieces) > 1 else (stem or "corpus")


def form_of(row: _Row) -> str | None:
    """Which form a row has: ``excerpt``, ``trial``, ``record``, ``article``, ``answer``; None for another."""
    keys = row.keys()
    if "question" in keys or "claim" in keys:
        return "answer" if {"answer", "source", "url"} <= keys else None
    if {"pmid", "section", "begin", "text"} <= keys:
        return "excerpt"
    if "nct_id" in keys and keys & _TRIAL_SECTIONS:
        return "trial"
    if keys & {"abstract", "sentences", "sections"} and keys & {"doc_id", "pmid", "pmcid", "doi", "title"}:
        return "record"
    if "text" in keys and keys & {"doc_id", "pmid", "pmcid", "doi"}:
        return "article"
    return None


_READERS: dict[str, Callable[[_Row, str, str], Read | None]] = {
    "trial": read_trial,
    "record": read_record,
    "article": read_article,
    "answer": read_answer,
}


def _read(form: str | None, row: _Row, name: str, place: str) -> Read | Refused:
    if form is None:
        return Refused(place=place, reason="no known form of document", fix="see docs/ingest-formats.md")
    read = _READERS[form](row, name, place)
    return read or Refused(place=place, reason="neither an identifier, a title nor a text", fix=_FIX)


def json_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line with something on it; None for one that is too long."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            yield number, None
            continue
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if line.strip():
            yield number, line
