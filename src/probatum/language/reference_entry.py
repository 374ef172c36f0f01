"""What one entry of a reference list says of a work: authors, title, publisher, year, identifiers, its type.

Read are the forms of Vancouver, AMA, APA and Nature (ICMJE, "Sample references"; AMA Manual of Style,
chapter 3; APA Publication Manual, chapter 9), as one line or as lines of title and publisher.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from probatum.language.bodies import body_named
from probatum.language.markers import PARTICLES
from probatum.records.identity import pmid_of

#: An entry is read up to here.
LONGEST = 2_000

#: What lists call the kinds of their entries.
_TYPES = re.compile(
    r"(?:(?:clinical|practice|clinical practice|consensus|society|national|international|treatment|"
    r"evidence-based)\s)*"
    r"(?:guidelines?|guidance|guideline summary|consensus(?: statement)?|position (?:statement|paper)|"
    r"recommendations?|"
    r"(?:randomi[sz]ed|controlled|clinical|pragmatic|phase \w+|rct|\s)*trials?|rct|"
    r"(?:systematic|cochrane|narrative|scoping|umbrella|literature|rapid)?\s?reviews?|meta-analys[ie]s|"
    r"systematic review (?:and|&) meta-analysis|"
    r"(?:cohort|observational|case-control|cross-sectional|retrospective|prospective|research|clinical|"
    r"original)?\s?(?:study|studies|research|article|paper)|"
    r"case (?:report|series)|journal(?: article)?|book(?: chapter)?|textbook|preprint|editorial|"
    r"commentary|letter|news(?: article)?|website|web ?page|"
    r"drug label|label|prescribing information|product information|monograph|fact sheet|report|"
    r"government(?: document)?|registry|thesis|protocol|overview)",
    re.IGNORECASE,
)
#: The type of an entry in its own line: ``[Guideline] …``, ``Systematic review: …``, ``… (RCT)``.
_LED_BY_TYPE = re.compile(
    rf"(?:\[(?P<square>{_TYPES.pattern})\]|\((?P<round>{_TYPES.pattern})\))[:.]?\s*|"
    rf"(?P<plain>{_TYPES.pattern})(?:[:.]|\s[–—-])\s+",
    re.IGNORECASE,
)
_CLOSED_BY_TYPE = re.compile(
    rf"\s(?:\[(?P<square>{_TYPES.pattern})\]|\((?P<round>{_TYPES.pattern})\)|(?<=\.\s)(?P<plain>{_TYPES.pattern}))\.?$",
    re.IGNORECASE,
)
URL = re.compile(r"(?:https?://|www\.)[^\s<>\[\]()]+(?:\([^\s<>()]{0,60}\)[^\s<>\])]*)?")
_DOI = re.compile(r"\b10\.\d{4,9}/(?:[^\s\"<>\[\]()]|\([^\s\"<>\[\]()]{0,60}\)){1,200}")
#: What an address adds to a DOI: who sent the reader, a place on the page, in which form it is shown.
_ADDED = re.compile(
    r"[?#].*$|(?:/(?:full(?:[-/]?text)?(?:/html)?|e?pdf|abstract|html|references|summary|meta)/?|"
    r"(?:\.full)?\.pdf|\.full(?:-text)?|\.abstract)$"
)
_PMID = re.compile(r"\bPMID\W{0,3}(\d{4,9})\b", re.IGNORECASE)
_PUBMED = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(\d{4,9})")
_YEAR = re.compile(r"(?<![\d./-])(?:1[89]|20)\d\d(?![\d/])(?=[a-z]?\b)")
_BEST_YEAR = re.compile(
    r"\(((?:1[89]|20)\d\d)[a-z]?(?:,[^)]{0,30})?\)|(?<![\d–-])((?:1[89]|20)\d\d)"
    r"(?:\s\w{3}(?:\s\d{1,2})?)?\s?(?:;|:\s?\d)|"
    r"[.,]\s((?:1[89]|20)\d\d)\.?\s{0,2}(?:$|doi|https?|PMID)"
)
#: Pages and volumes ("387:1921-7", "pp. 1899–1905"), whose numbers are no years.
_PAGES = re.compile(
    r"(?::|\bpp?\.)\s?[A-Za-z]{0,2}\d{1,6}(?:\s?[-–—‐]\s?[A-Za-z]?\d{1,6})?|\b\d{1,6}[–—‐-]\d{1,6}\b"
)
#: When somebody looked a page up: no date of the work.
_LOOKED_UP = re.compile(
    r"[(\[]?\b(?:(?:last |date )?(?:accessed|retrieved|viewed|visited)|cited)\b:?[^.;)\]\n]{0,40}?"
    r"(?:1[89]|20)\d\d"
    r"(?:[-/ ]\w{1,3}[-/ ]?\d{0,2}\b)?[)\]]?",
    re.IGNORECASE,
)
_AUTHORS = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]{1,30}(?:\s[A-Zv][\w'’-]{1,30}){0,2},?\s(?:[A-Z]\.?-?\s?){1,3}(?:,|\.|;|$|"
    r"\s&|\sand|\set al)|et al\b)"
)
_PERSON = (
    rf"{PARTICLES}[A-ZÀ-ÖØ-Þ][\w'’-]{{1,30}}(?:\s[A-Z][\w'’-]{{2,30}})?"
    r"(?:,\s(?:[A-ZÀ-ÖØ-Þ]\.[-\s]?){1,4}|,?\s[A-ZÀ-ÖØ-Þ](?:[-\s]?[A-ZÀ-ÖØ-Þ]){0,3}(?!\w))"
)
#: The authors with whom an entry begins, up to the stop behind them.
_BY = re.compile(
    rf"{_PERSON}(?:\s?(?:[,;]\s?(?:(?:and|&)\s)?|(?:and|&)\s){_PERSON}){{0,60}}+"
    r"(?:,?\s?(?:et\sal\.?|and others))?(?:(?<=\.)|(?<=\.\s)|[.:])\s*(?=[\"“'‘(\[]?[A-ZÀ-ÖØ-Þ\d])"
)
#: A body as the author of an entry: its own name and nothing else.
_BY_BODY = re.compile(
    r"(?=[^.]{0,120}\b(?:Groups?|Investigators|Committee|Collaborati(?:on|ve)|Collaborators|Organi[sz]ation|"
    r"Association|Society|Cent(?:re|er)s?|Institutes?|Academy|College|Agency|Administration|Department|"
    r"Ministry|Council|Network|Federation|League|Foundation|Consortium|Force|Service|Authority|Editors?|"
    r"Team|Trialists[’']?|Union|University|Initiative|Panel|Alliance)\b)"
    r"(?:[A-Z][\w'’&/-]{0,30}|of|for|and|the|in|on|&)(?:,?\s(?:[A-Z][\w'’&/-]{0,30}|of|for|and|the|in|on|&)){0,14}"
)
_NO_BODY = re.compile(
    r"\b(?:guid(?:elines?|ance)|recommendations?|statements?|trials?|consensus|reviews?|management|treatment)\b",
    re.IGNORECASE,
)
_APA = re.compile(
    r"(?P<who>.{2,400}?)\s?\((?P<year>(?:1[89]|20)\d\d)[a-z]?(?:,[^)]{0,40})?\)\.?\s+(?P<rest>.{3,})",
    re.DOTALL,
)
_ACCESS = re.compile(
    r"\W{0,3}(?:doi|pmid|pmcid|available (?:at|from|online)|updated|"
    r"(?:last |date )?(?:accessed|retrieved|viewed)|"
    r"https?:)(?!\w)",
    re.IGNORECASE,
)
#: A title in quotes, as in the forms of IEEE, Chicago and MLA.
_QUOTED = re.compile(r"(?:^|[.,)]\s)[\"“](?P<title>[^\"“”]{3,300}?)[.,]?[\"”]\.?,?\s*(?P<rest>.*)", re.DOTALL)
#: Words of links behind an entry.
_LINKS = re.compile(
    r"(?:\s\[?(?:Article|PubMed(?: Central)?|Google Scholar|CAS|Crossref|(?:Free )?Full Text|Scopus|Link)\]?)"
    r"{1,6}\.?$"
)
_ADDRESS_ALONE = re.compile(
    rf"\W{{0,3}}(?:{URL.pattern}|{_DOI.pattern}|PMID\W{{0,3}}\d{{4,9}})\W{{0,3}}", re.IGNORECASE
)
_STOP = re.compile(
    r"(?<=[^\W\d_])[.?!](?=\s+[A-ZÀ-ÖØ-Þ\d(\[\"“])|(?<=[\d)\]\"”])[.?!](?=\s+[A-Z])|"
    r"(?<=[)\]])\.(?=\s+\d)|(?<=[.?!][\"”])(?=\s+[A-Z])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What an entry says of a work; empty or None where it does not say it."""

    type: str = ""
    title: str = ""
    publisher: str = ""
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None


def read_work(lines: Sequence[str], raw: str) -> Work:
    """What an entry says whose lines are ``lines``, without its number; ``raw`` is how it is printed.

    >>> work = read_work(["[Guideline] WHO. Rabies. 2018."], "")
    >>> (work.type, work.title, work.publisher, work.year)
    ('Guideline', 'Rabies', 'WHO', 2018)
    """
    kind, lines = _typed(lines)
    words = " ".join(lines)[:LONGEST].strip()
    title, publisher = _said(lines, words)
    return Work(
        type=kind,
        title=title,
        publisher=publisher,
        year=_year(words),
        doi=_doi(raw),
        pmid=_pmid(raw),
        url=_url(raw),
    )


def is_type(words: str) -> bool:
    """Whether words are what lists call a kind of entry, and nothing else (``Guideline``)."""
    return len(words) <= 60 and _TYPES.fullmatch(words.strip(" :*_[]()")) is not None


def is_citation(words: str) -> bool:
    """Whether words name a work: an address, a DOI, a year with authors or a volume."""
    if URL.search(words) or _DOI.search(words) or _PMID.search(words):
        return True
    year = _YEAR.search(words)
    return year is not None and bool(
        _AUTHORS.search(words)
        or _by_body(_sentences(words[:400]))
        or re.search(r"\d{4};\s?\d|\d\(\d+\)|\bet al\b|\b(?:Journal|J|Lancet|NEJM|BMJ|JAMA)\b", words)
    )


def adds_to_entry(words: str) -> bool:
    """Whether a line only says where the work of the line before is found, or when it was looked up."""
    return _ACCESS.match(words) is not None or _ADDRESS_ALONE.fullmatch(words) is not None


def begins_with_authors(words: str) -> bool:
    """Whether words begin with the names of authors, as those of an entry do."""
    return _AUTHORS.match(words) is not None or _BY.match(words) is not None


def opens_entry(words: str) -> bool:
    """Whether words begin as an entry does, and not as a title or prose: with authors, a year behind a name,
    or an address."""
    return is_citation(words) and bool(
        URL.match(words)
        or begins_with_authors(words)
        or _APA.match(words[:160])
        or _by_body(_sentences(words))
    )


def _typed(lines: Sequence[str]) -> tuple[str, list[str]]:
    """The type that an entry has in its own words, and its lines without it."""
    kept = [line for line in lines if line]
    led = _LED_BY_TYPE.match(kept[0][:90]) if kept else None
    if led and led.end() < len(kept[0]):
        return _which(led), [kept[0][led.end() :], *kept[1:]]
    closed = _CLOSED_BY_TYPE.search(kept[-1], max(0, len(kept[-1]) - 70)) if kept else None
    if closed and closed.start() > 0:
        return _which(closed), [*kept[:-1], kept[-1][: closed.start()]]
    return "", kept


def _which(match: re.Match[str]) -> str:
    return next(value for value in match.groups() if value).strip()


def _said(lines: Sequence[str], words: str) -> tuple[str, str]:
    """Title and publisher of an entry."""
    lines = [line for line in lines if not URL.fullmatch(line) and not _DOI.fullmatch(line)]
    lines = [line for line in lines if not _ACCESS.match(line)] or lines
    whole = lines and (is_citation(lines[0]) or begins_with_authors(lines[0]))
    if len(lines) >= 2 and not whole and len(lines[0]) <= 300:
        return lines[0].strip(" ."), _without_year(lines[1])
    return _cut(" ".join(lines) or words)


def _cut(words: str) -> tuple[str, str]:
    """Title and publisher of an entry on one line, by the order in which its form puts them."""
    words = _LINKS.sub("", _LOOKED_UP.sub("", URL.sub("", words)).strip())
    quoted = _QUOTED.search(words)
    if quoted:
        return _title(quoted["title"]), _without_year(_sentences(quoted["rest"])[0])
    apa = _APA.match(words[:LONGEST])
    if (
        apa
        and not _ACCESS.match(apa["rest"])
        and (_AUTHORS.search(apa["who"]) or "." not in apa["who"].rstrip("."))
    ):
        parts = _sentences(apa["rest"])
        publisher = next((part for part in parts[1:] if not _ACCESS.match(part)), "")
        return _title(parts[0]), _without_year(publisher) or apa["who"].strip(" .")
    by = _BY.match(words)
    parts = _sentences(words[by.end() :] if by else words)
    body = "" if by else _by_body(parts)
    if body or (not by and len(parts) > 1 and _AUTHORS.search(parts[0] + ".")):
        parts = parts[1:]
    publisher = next(
        (part for part in parts[1:] if not _ACCESS.match(part) and not _BY.match(part + ". A")), ""
    )
    return _title(parts[0]), _without_year(publisher) or body


def _by_body(parts: Sequence[str]) -> str:
    """The body that an entry names as its author, before a title; empty where it names none."""
    first = parts[0].strip(" .")
    if len(parts) < 2 or _ACCESS.match(parts[1]) or _NO_BODY.search(first):
        return ""
    return first if body_named(first) or _BY_BODY.fullmatch(first) else ""


def _title(words: str) -> str:
    return words.strip(" .").strip("\"“”'‘’").strip(" .")


def _sentences(words: str) -> list[str]:
    """The parts between full stops; never empty."""
    parts: list[str] = []
    at = 0
    for match in _STOP.finditer(words):
        parts.append(words[at : match.end()].strip(" ."))
        at = match.end()
    parts.append(words[at:].strip(" ."))
    return [part for part in parts if part] or [words.strip()]


def _without_year(words: str) -> str:
    """``The Journal, 2025`` without its year and what follows it."""
    return re.split(r"[,;.]?\s*\(?(?:1[89]|20)\d\d\b", words, maxsplit=1)[0].strip(" .,;(")


def _year(words: str) -> int | None:
    bare = _LOOKED_UP.sub("", _DOI.sub("", URL.sub("", words)))
    best = _BEST_YEAR.search(bare)
    if best:
        return int(best[1] or best[2] or best[3])
    years = _YEAR.findall(_PAGES.sub("", bare))
    return int(years[-1]) if years else None


def _doi(raw: str) -> str | None:
    match = _DOI.search(raw)
    if match is None:
        return None
    doi, cut = match[0].lower(), ""
    while cut != doi:
        cut, doi = doi, _ADDED.sub("", doi.rstrip(".,;:*_'/"))
    return doi


def _pmid(raw: str) -> str | None:
    match = _PMID.search(raw) or _PUBMED.search(raw)
    return pmid_of(match[1]) if match else None


def _url(raw: str) -> str | None:
    match = URL.search(raw)
    if match is None:
        return None
    address = match[0].rstrip(".,;:*_'\"")
    return f"https://{address}" if address.startswith("www.") else address
