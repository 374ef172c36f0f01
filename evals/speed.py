"""``python -m evals speed``: how fast are ingest, search and answers, and how do they grow?

The records of the corpora are written to one PubMed XML file, each under a PMID of its own, with what is
known of it and nothing more. Ingest is the whole line (parsed, stored, indexed, synchronised to the disk),
timed until the index is level with the store, beside a bare ``lxml.iterparse`` that does nothing with the
same bytes. Search and answers are timed one after another on one thread, warm, over all of the records;
their questions are titles of held works, or those of ``--questions``.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

import orjson
from lxml import etree

from evals.figures import milliseconds
from probatum.actions.ask import ask
from probatum.actions.ingest import ingest
from probatum.errors import InputError, QuestionError
from probatum.index.query import query_for
from probatum.language.pico import read_question
from probatum.records.passage import Document
from probatum.records.source import Source
from probatum.sources.folder import Opened, walk
from probatum.sources.formats import reader_for
from probatum.sources.reader import Read
from probatum.workspace import Workspace, open_workspace

#: Growth is measured from a tenth to the whole, at most to so many records.
GROWN = 60_000

#: So many questions are timed, after some that are not.
SEARCHES, ANSWERS, WARM_UP = 300, 150, 20

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument("--corpus", nargs="+", required=True, type=Path, help="document files")
    parser.add_argument("--questions", type=Path, default=None, help="questions to time (else titles)")


def run(args: argparse.Namespace) -> dict[str, object]:
    """Measure; gives the figures by name."""
    with tempfile.TemporaryDirectory(prefix="probatum-evals-") as name:
        folder = Path(name)
        records = write_pubmed(islice(_records(args.corpus), args.limit), folder / "all.xml")
        grown = min(records, GROWN)
        small = write_pubmed(islice(_records(args.corpus), max(1, grown // 10)), folder / "small.xml")
        first = write_pubmed(islice(_records(args.corpus), grown), folder / "grown.xml")
        bare = bare_seconds(folder / "all.xml")
        small_seconds, _ = _ingested(folder / "small.xml", folder / "small")
        grown_seconds, _ = _ingested(folder / "grown.xml", folder / "grown")
        seconds, counts = _ingested(folder / "all.xml", folder / "all")
        ws = open_workspace(folder / "all", starter=False)
        try:
            asked = list(_questions(args.questions, ws))
            return {
                "machine": machine(),
                "ingest": {
                    "records": records,
                    **counts,
                    "bytes_per_record": round((folder / "all.xml").stat().st_size / records),
                    "seconds": round(seconds, 2),
                    "records_per_s": round(records / seconds, 1),
                    "bare_records_per_s": round(records / bare, 1),
                    "of_bare": round(bare / seconds, 4),
                },
                "growth": {
                    "from": small,
                    "to": first,
                    "from_seconds": round(small_seconds, 2),
                    "to_seconds": round(grown_seconds, 2),
                    "of_linear": round((grown_seconds / first) / (small_seconds / small), 3),
                },
                "size": _sizes(folder / "all", len(ws.index)),
                "search": _timed(asked, SEARCHES, lambda text: _search(ws, text)),
                "answer": _timed(asked, ANSWERS, lambda text: ask(ws, text, by="evals", starter=False)),
            }
        finally:
            ws.close()


def machine() -> dict[str, object]:
    """The machine that the figures are of."""
    model = platform.processor()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        named = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text("utf-8"), re.MULTILINE)
        model = named[1] if named else model
    load = [round(one, 2) for one in os.getloadavg()]
    return {"cpu": model, "cores": os.cpu_count(), "python": platform.python_version(), "load": load}


# --- the corpus as PubMed XML -----------------------------------------------------------------------------


def _records(paths: Iterable[Path]) -> Iterator[Read]:
    """Every record of the files; what cannot be read is left out."""
    for opened in walk(paths):
        if isinstance(opened, Opened):
            try:
                _, reader = reader_for(opened.head, opened.name, opened.origin)
                results = reader(opened.stream, origin=opened.origin)
                yield from (one for one in results if isinstance(one, Read))
            except InputError:
                continue


def write_pubmed(records: Iterable[Read], path: Path) -> int:
    """Write records as PubMed XML, numbered from 1; gives how many."""
    number = 0
    with path.open("wb") as stream:
        stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<PubmedArticleSet>\n')
        for number, read in enumerate(records, start=1):
            stream.write(_UNWRITABLE.sub(" ", _article(number, read.source, read.document)).encode())
        stream.write(b"</PubmedArticleSet>\n")
    if not number:
        raise InputError("no record could be read of the corpora", fix="name other files")
    return number


def _article(number: int, source: Source, document: Document | None) -> str:
    year = f"<PubDate><Year>{source.year}</Year></PubDate>" if source.year else "<PubDate/>"
    journal = f"<Title>{escape(source.journal)}</Title>" if source.journal else ""
    authors = "".join(
        f'<Author ValidYN="Y"><LastName>{escape(author.family)}</LastName>'
        f"<ForeName>{escape(author.given)}</ForeName></Author>"
        if author.family
        else f"<Author><CollectiveName>{escape(author.collective)}</CollectiveName></Author>"
        for author in source.authors
    )
    headings = "".join(
        f'<MeshHeading><DescriptorName UI="{escape(heading.ui)}">{escape(heading.descriptor)}'
        "</DescriptorName></MeshHeading>"
        for heading in source.mesh
    )
    types = "".join(f"<PublicationType>{escape(kind)}</PublicationType>" for kind in source.publication_types)
    return (
        "<PubmedArticle>\n<MedlineCitation>\n"
        f'<PMID Version="1">{number}</PMID>\n'
        f'<Article PubModel="Print">\n<Journal>\n<JournalIssue CitedMedium="Print">{year}</JournalIssue>'
        f"{journal}\n</Journal>\n<ArticleTitle>{escape(source.title or '')}</ArticleTitle>\n"
        f'{_abstract(document)}<AuthorList CompleteYN="Y">{authors}</AuthorList>\n<Language>eng</Language>\n'
        f"<PublicationTypeList>{types}</PublicationTypeList>\n</Article>\n"
        f"<MeshHeadingList>{headings}</MeshHeadingList>\n</MedlineCitation>\n<PubmedData><ArticleIdList>"
        f'<ArticleId IdType="pubmed">{number}</ArticleId></ArticleIdList></PubmedData>\n</PubmedArticle>\n'
    )


def _abstract(document: Document | None) -> str:
    if document is None:
        return ""
    parts = "".join(
        f'<AbstractText Label="{escape(part.section.upper(), {chr(34): "&quot;"})}">'
        f"{escape(document.text[part.start : part.end])}</AbstractText>"
        for part in document.parts
    )
    return f"<Abstract>{parts}</Abstract>\n"


def bare_seconds(path: Path) -> float:
    """How long ``lxml.iterparse`` takes over the file, freeing each record and doing nothing with it."""
    began = time.perf_counter()
    with path.open("rb") as stream:
        _parse(stream)
    return time.perf_counter() - began


def _parse(stream: BinaryIO) -> None:
    for _, element in etree.iterparse(stream, tag="PubmedArticle"):
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


# --- measuring --------------------------------------------------------------------------------------------


def _ingested(path: Path, folder: Path) -> tuple[float, dict[str, int]]:
    """Seconds from the call to its return, when everything is stored and indexed; what became of it."""
    ws = open_workspace(folder, starter=False)
    began = time.perf_counter()
    report = ingest(ws, [path], by="evals")
    seconds = time.perf_counter() - began
    level = ws.index.position == ws.store.position
    ws.close()
    assert level, "the index is behind the store"
    return seconds, {"new": report.new, "updated": report.updated, "refused": report.refused_count}


def _sizes(folder: Path, sources: int) -> dict[str, object]:
    index = _bytes(folder / "index")
    store = sum(path.stat().st_size for path in folder.glob("store.sqlite3*"))
    return {
        "sources": sources,
        "index_bytes": index,
        "index_bytes_per_source": round(index / max(1, sources)),
        "store_bytes_per_source": round(store / max(1, sources)),
    }


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _questions(path: Path | None, ws: Workspace) -> Iterator[str]:
    if path is not None:
        data = path.read_bytes()
        for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
            row = orjson.loads(line)
            yield str(row.get("question") or row.get("claim") or row.get("query") or "")
        return
    names = [one.source for one in ws.store.changed_since(0)]
    chosen = random.Random(20).sample(names, min(len(names), SEARCHES + WARM_UP))
    held = ws.store.sources(chosen)
    yield from (title for name in chosen if len((title := held[name].title or "").split()) > 2)


def _search(ws: Workspace, text: str) -> object:
    question = read_question(text, ws.vocabulary)
    query = query_for(question, ws.vocabulary, ws.filters(starter=False))
    return ws.index.search(query, limit=ws.settings.search.depth)


def _timed(asked: Sequence[str], number: int, do: Callable[[str], object]) -> dict[str, object]:
    seconds = []
    for place, text in enumerate(asked[: number + WARM_UP]):
        began = time.perf_counter()
        try:
            do(text)
        except QuestionError:
            continue
        if place >= min(WARM_UP, len(asked) // 2):
            seconds.append(time.perf_counter() - began)
    return {
        "questions": len(seconds),
        "p50_ms": milliseconds(seconds, 50),
        "p95_ms": milliseconds(seconds, 95),
    }
