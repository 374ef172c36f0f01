"""Citation markers in every form in which texts print them, and the words of a text without them.

Signs that can be nothing else are markers wherever they stand: ``[1]``, ``[1,2–4]``, ``[1]–[3]``,
``[Source 2]``, ``[1, p. 5]``, ``[^1]``, ``^1^``, raised digits after a word, ``(Smith et al., 2020)``, links,
PMIDs and DOIs in brackets. The words of a link are dropped where they only name where it leads. Bare numbers
(``improvement. 1``, ``success 2, 1``) and numbers in round brackets are markers only where they stand at
the end of a sentence, do not belong to the word before (``type 2``, ``in 2020``) and the text has the
habit of citing so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A citation marker: ``text[start:end]``; ``labels`` are what it points to (``("1", "3")``).

    ``address`` is where it leads, for links. ``kept``: it is part of the sentence ("Smith et al. (2020)
    found") and its words stay.
    """

    labels: tuple[str, ...]
    start: int
    end: int
    address: str = ""
    kept: bool = False


#: A range of more numbers than this ("[1–400]") is no citation.
MOST_IN_RANGE = 60
#: A bare number above this is no citation.
HIGHEST = 400
#: A name for a citation whose sign says only that there is one.
UNNAMED = "cit"

_NUMS = r"\d{1,3}(?:\s?[,;–—‐−-]\s?\d{1,3}){0,24}"
#: Numbers behind a word for them may be joined by "and"; elsewhere "2 and 3" are none.
_LISTED = rf"{_NUMS}(?:,?\s(?:and|&)\s\d{{1,3}})?"
_WORDED = r"(?i:web|refs?|references?|sources?|cites?|citations?)\b[.:]{0,2}\s{0,2}"
_PAGES = r"(?:[,:]?\s(?i:pp?\.?|pages?|ch(?:ap)?\.|sec\.|fig\.|table)\s?[\w–-]{1,12})?"
_TARGET = r"[^()\s]{1,400}(?:\([^\s()]{0,60}\)[^\s()]{0,99})?"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
#: Words before a name that belong to it: ``van der Berg``, ``de la Cruz``.
PARTICLES = (
    r"(?:(?:[Vv]an|[Vv]on|[Vv]om|[Zz]u|[Dd]e|[Dd]el|[Dd]ella|[Dd]er|[Dd]en|[Dd]es|[Dd]i|[Dd]a|[Dd]os|[Dd]u|"
    r"[Ll]a|[Ll]e|[Tt]en|[Tt]er|[Ee]l|[Aa]l|[Bb]in|[Aa]f)\s){0,3}+"
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.-]{1,30}"
_JOINS = rf"(?:,?\s(?:and|&)\s{PARTICLES}{_NAME})"
_ET_AL = r"(?:,?\set\sal\.?,?)"
_WHO = (
    rf"{PARTICLES}{_NAME}(?:(?:,\s{PARTICLES}{_NAME}){{1,5}}{_JOINS}|"
    rf"(?:\s(?:(?:and|&|of|for|the|on|in)\s){{0,2}}{PARTICLES}{_NAME}){{0,7}}){_ET_AL}?"
)
_YEAR = r"(?:1[89]|20)\d\d[a-z]?"
_YEARS = rf"{_YEAR}(?:,\s?(?:{_YEAR}|[b-h]\b)){{0,4}}"
_AUTHORED = rf"{_WHO},?\s{_YEARS}"
#: Where in a work: pages, a table.
_WITHIN = (
    r"(?:[,:]?\s?(?i:pp?\.|pages?|paras?\.?|ch(?:ap)?\.|sec\.|fig\.|table|figure|appendix)\s?[\w.–-]{1,12}"
    r"(?:,\s?\d{1,4}(?:[–-]\d{1,4})?)?(?![\w–-])|:\s?\d{1,4}(?:[–-]\d{1,4})?)?"
)
_SEE = (
    r"(?:(?:for (?:a )?reviews?,? )?see(?:\salso)?|e\.g\.,?|for example,|cf\.|reviewed in|adapted from|"
    r"data from)"
)
#: A single author told in the sentence is one only where the sentence goes on as of what somebody found.
_FOUND = (
    r"\s(?:also |first |later |have |has )?(?:found|showed?|reported|demonstrated|observed|concluded|"
    r"described|suggest(?:s|ed)?|recommend(?:s|ed)?|proposed|studied|estimated|argued?|noted|reviewed)\b"
)
#: Numbers that stand right behind a word or a sign of per cent, as raised marks do once copied.
_TIGHT = r"\d{1,3}(?:[,;–—‐−-]\d{1,3}){0,24}"
_URL = r"(?:https?://|www\.)[^\s()<>\[\]]{1,400}(?:\([^\s()<>]{0,60}\)[^\s()<>\[\]]{0,200})?"
#: A footnote or link that is told what it is, at the beginning of a line, with the indented lines below it.
DEFINITION = re.compile(
    r"(?=\[)(?m:^|(?<=^ )|(?<=^  )|(?<=^   ))(?:\[\^(?P<note>[\w.-]{1,40})\]:|\[[\w.-]{1,20}\]:(?=[ \t]{1,4}<?https?://))"
    r"[^\n]{0,2000}(?:\n[ \t]{1,12}(?![ \t]|\[\^?[\w.-]{1,40}\]:)[^\n]{1,2000}){0,40}"
)
_STRONG = re.compile(
    rf"(?P<defined>{DEFINITION.pattern})"
    rf"|(?P<foot>\[\^(?P<footed>[\w.-]{{1,40}})\])"
    rf"|(?P<cited>\[\[?\\?\[?(?P<citing>{_NUMS})\\?\]?\]?\]?\((?P<cite_to>{_TARGET})(?:\s\"[^\"\n]{{0,200}}\")?\))"
    rf"|(?P<chat>【(?P<chatted>\d{{1,3}})[^】\n]{{0,40}}】|"
    rf"\[(?P<daggered>\d{{1,3}})(?::\d+)?†[^\]\n]{{0,60}}\])"
    rf"|(?P<placed><\|[a-z_]{{1,20}}\|>)"
    rf"|(?P<sup><sup>(?P<supped>[^\n]{{1,300}}?)</sup>)"
    rf"|(?P<caret>\^[\[(]?(?P<careted>{_NUMS})[\])]?\^)"
    rf"|(?P<bracket>\\?\[(?:{_WORDED}(?P<worded>{_LISTED})|(?P<bracketed>{_NUMS})){_PAGES}\\?\])"
    rf"|(?P<referred>\[(?=[^\]\[\n]{{0,299}}[^\W\d_])[^\]\[\n]{{1,300}}\]\[(?P<refers>\d{{1,3}})\])"
    rf"|(?P<link>!?\[(?P<label>[^\]\[\n]{{1,300}})\]\((?P<to>{_TARGET})(?:\s\"[^\"\n]{{0,200}}\")?\))"
    rf"|(?P<authors>[(\[](?:{_SEE}\s)?(?P<authored>{_AUTHORED}{_WITHIN}(?:[;,]\s{_AUTHORED}{_WITHIN}){{0,9}})[)\]])"
    rf"|(?P<told>\b(?P<teller>{PARTICLES}{_NAME}(?:(?:,\s{PARTICLES}{_NAME}){{0,4}}{_JOINS}|\set\sal\.?),?)"
    rf"\s\((?P<told_in>{_YEAR}){_WITHIN}\))"
    rf"|(?P<alone>\b(?P<one>{PARTICLES}{_NAME})\s\((?P<one_in>{_YEAR}){_WITHIN}\)(?={_FOUND}))"
    rf"|(?P<ident>[(\[]?\b(?:PMID|PMCID)[:\s]{{0,3}}(?P<pmid>(?:PMC)?\d{{4,9}})\b[)\]]?)"
    rf"|(?P<refs>\({_WORDED}(?P<refed>{_LISTED}){_PAGES}\))"
    rf"|(?P<round>\((?P<rounded>{_NUMS})\))"
    rf"|(?P<raised>[{_RAISED}]{{1,3}}(?:(?:[,˒]\s?|[⁻ʼ'–-])[{_RAISED}]{{1,3}}){{0,15}})"
    rf"|(?P<percent>(?<=%)(?P<percented>{_TIGHT})(?![\d%]|\.\d|[–—‐−-]\w))"
    rf"|(?P<glued>(?<=[a-z]{{3}})(?P<glueds>{_TIGHT})(?=[.,;:)\s]|$))"
    rf"|(?P<bare>[(<]?(?P<bare_to>{_URL})[>)]?)"
)
_AUTHORED_PART = re.compile(rf"(?P<who>{_WHO})(?P<sign>,?\s)(?P<years>{_YEARS})")
_A_LINK = rf"\[[^\]\[\n]{{1,300}}\](?:\({_TARGET}(?:\s\"[^\"\n]{{0,200}}\")?\)|\[\d{{1,3}}\])"
#: A bracket that holds nothing but links.
_LINKS_ALONE = re.compile(rf"[(\[]\s?(?:{_A_LINK}\s?(?:(?:[,;&]|and\b)\s?)?){{1,12}}[)\]]")
#: Words after which the words of a link belong to the sentence.
_GOES_ON = re.compile(
    r"\b(?:from|by|at|in|on|of|to|with|via|per|see|the|an?|and|or|as|is|are|was|were|read|visit|through|than|for|"
    r"about|under|over|into|not|this|that|these|our|their|using)\s{1,2}$",
    re.IGNORECASE,
)
_ADDRESS_ALONE = re.compile(r"(?:www\.)?[\w-]{1,60}(?:\.[\w-]{2,30}){1,4}(?:/\S{0,100})?(?:\s?\+\d{1,2})?")
_SOURCE_NAME = re.compile(
    r"(?:PubMed(?: Central)?|PMC|NEJM|JAMA|BMJ|(?:The )?Lancet|Cochrane(?: Library)?|UpToDate|Medscape|"
    r"Wikipedia|Sources?|Link|Refs?\.?|Reference|Citation|DOI)(?:\s?\+\d{1,2}|\s\d{1,3})?"
)
_CLAUSE_ENDS = re.compile(r"\s{0,2}(?:[.,;:!?)\]]|\[|\n|$)")
#: What joins two markers into one ("[1]–[3]", "[1], [2]").
_JOINED = re.compile(r"\s?(?:(?P<range>[–—‐−-])|[,;]|,?\s?(?:and|&)\s?)\s?")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_NUMBER = re.compile(r"(\d{1,3})(?:\s?[–—‐−-]\s?(\d{1,3}))?")
_MONTHS = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec since until spring summer autumn winter fall from updated accessed published
    """.split()  # noqa: SIM905 - a list to be read by people
)
_INTERVAL = re.compile(
    r"(?:\bC\.?I\.?|\bCrI|\bIQR|\brange[ds]?|\bintervals?|\bmedian|\bmean|\bbetween|\bscores?|=)\W{0,4}$",
    re.IGNORECASE,
)
_POWER = re.compile(r"(?:\d|\b(?:[kcmµμn]?m|s|min|h|L|dl|mL|kg|χ|R|I|r|T|d)|[/·×(χ])$")
_HTML = re.compile(r"<[^>\n]{0,300}>")

#: After these words a bare number is theirs.
_GOVERNING = frozenset(
    """
    type types phase phases stage stages grade grades class classes figure figures fig figs table tables
    step steps chapter section appendix version level levels tier category chromosome exon intron serotype
    genotype subtype interleukin il factor vitamin study experiment cohort model question item domain part
    zone region box point points group groups arm omega coenzyme covid line lines option number numbers no
    nr score scores scale index ratio hr or rr rd md ci p n t f age aged ages year years day days week
    weeks month months hour hours cycle cycles visit dose doses day-night of to in by at from than until
    till between within about approximately around over under below above least most nearly almost roughly
    only up per every each and through plus minus times is was were are be been equals equal total mean
    median range ranged ph room ward page pages volume vol issue world top stages nyha asa ecog child-pugh
    gold who mmse phq gad cha2ds2-vasc has-bled bmi sars-cov reached exceeded exceeding averaged averaging
    fewer more less after before during since for on with january february march april may june july
    august september october november december
    """.split()  # noqa: SIM905 - a list to be read by people
)
_COUNTED_TIME = re.compile(
    r"\d\s?(?:years?|days?|weeks?|months?|hours?|cycles?|doses?|points?|lines?|levels?|groups?)$",
    re.IGNORECASE,
)
_AFTER_STOP = re.compile(
    rf"(?<=[^\W\d_]|[)\]”\"’'%*])(?:[.!?…][\"”’')*_]{{0,3}}|(?<=\d)\.)\s{{0,3}}(?P<nums>{_NUMS})\s*$"
)
#: After a year or a decimal a stop is no point ("in 2016.1", "of 0.81.3").
_AFTER_FIGURE = re.compile(
    rf"(?:(?<=\d)\.\s{{1,3}}|(?:(?<=\b1[89]\d\d)|(?<=\b20\d\d)|(?<=\d\.\d)|(?<=\d\.\d\d))\.)(?P<nums>{_NUMS})\s*$"
)
_AFTER_WORD = re.compile(rf"(?<=[^\W\d_]|[)\]”\"’'%*])\s{{1,3}}(?P<nums>{_NUMS})(?P<stop>[.;]?)\s*$")
_LEADING = re.compile(rf"(?P<nums>{_NUMS})(?=\s+[\"'“(\[*•]{{0,3}}[A-ZÀ-ÖØ-Þ]|\s*$)")
_ABBREVIATED = re.compile(
    r"\b(?:no|nos|vol|fig|figs|approx|ca|eq|sec|pp?|ref|refs|e\.g|i\.e|vs|art|ch|tab|dr|st)$", re.IGNORECASE
)
_LAST_WORD = re.compile(r"([\w./≥≤<>=~≈-]+)\W{0,3}$")


def numbers_in(printed: str) -> tuple[str, ...]:
    """The numbers that a marker names: ``"1,2–4"`` gives 1, 2, 3 and 4.

    >>> numbers_in("1,2–4")
    ('1', '2', '3', '4')
    """
    found: list[str] = []
    for match in _NUMBER.finditer(printed.translate(_DIGITS)):
        first, last = int(match[1]), int(match[2] or match[1])
        if first <= last <= first + MOST_IN_RANGE:
            found += map(str, range(first, last + 1))
        else:
            found += [str(first), str(last)]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a text cites, which tells of doubtful signs what they are.

    ``most`` is the highest number of its reference list; ``rounds``: numbers in round brackets are markers,
    ``after_figures``: also behind a figure; ``glued``: so are numbers that stand right behind a word.
    """

    most: int = 0
    rounds: bool = False
    after_figures: bool = False
    glued: bool = False


def strong_markers(text: str, start: int, end: int, *, habits: Habits) -> list[Marker]:
    """The markers in ``text[start:end]`` that are told by their signs, and by the habits of the text."""
    found: list[Marker] = []
    alone = [match.span() for match in _LINKS_ALONE.finditer(text, start, end)]
    for match in _STRONG.finditer(text, start, end):
        marker = _READ[match.lastgroup or "bare"](text, match)
        if marker is None or not _usual(text, match, marker, habits):
            continue
        if match.lastgroup in ("link", "referred"):
            within = any(first < marker.start and marker.end < last for first, last in alone)
            marker = replace(marker, kept=not within and not _names_source(text, marker, start, end))
        found.append(marker)
    return list(_joined(text, found))


def _usual(text: str, match: re.Match[str], marker: Marker, habits: Habits) -> bool:
    """Whether a doubtful sign is one that this text has the habit of."""
    if match["glued"] is not None:
        return habits.glued and _within(marker, habits)
    if match["round"] is None:
        return True
    before = text[max(0, match.start() - 2) : match.start()].rstrip()[-1:]
    if before == ")":
        return _within(marker, habits)
    after_figure = before.isdigit() or before == "%"
    return habits.rounds and (not after_figure or (habits.after_figures and _within(marker, habits)))


def _within(marker: Marker, habits: Habits) -> bool:
    """Whether the reference list has all numbers of a marker."""
    return all(0 < int(label) <= habits.most for label in marker.labels)


def _names_source(text: str, link: Marker, start: int, end: int) -> bool:
    """Whether the words of a link that closes a clause only name where it leads (``… [nejm.org](…).``).

    "Give [colchicine](…)." ends with a word of its own: only names of sources and of the address count.
    """
    before = text[max(start, link.start - 20) : link.start]
    if not re.search(r"[\w.,;:!?)\]”\"’%*]\s{0,2}$", before) or _GOES_ON.search(before):
        return False
    if not _CLAUSE_ENDS.match(text, link.end, end) and not re.search(r"[.!?]\s{0,2}$", before):
        return False
    words = text[link.start + 1 : text.index("]", link.start)].strip(" *_`")
    if _ADDRESS_ALONE.fullmatch(words) or _SOURCE_NAME.fullmatch(words):
        return True
    name, host = re.sub(r"\W", "", words).lower(), re.sub(r"^\w+://(?:www\.)?|[/?#].*$", "", link.address)
    return len(name) >= 3 and words[:1].isupper() and name in re.sub(r"\W", "", host).lower()


def _joined(text: str, found: Sequence[Marker]) -> Iterator[Marker]:
    """The markers, with those in square brackets that a dash, comma or "and" joins as one."""
    held: Marker | None = None
    for marker in found:
        sign = _JOINED.fullmatch(text, held.end, marker.start) if held else None
        if held is None or sign is None or not (_is_numbers(text, held) and _is_numbers(text, marker)):
            if held is not None:
                yield held
            held = marker
            continue
        first, last = held.labels[-1], marker.labels[0]
        between = numbers_in(f"{first}-{last}") if sign["range"] else ()
        labels = tuple(dict.fromkeys((*held.labels, *between, *marker.labels)))
        held = replace(held, labels=labels, end=marker.end)
    if held is not None:
        yield held


def _is_numbers(text: str, marker: Marker) -> bool:
    """Whether a marker is numbers in square brackets and nothing else."""
    square = text[marker.start] in "[\\" and text[marker.end - 1] == "]"
    return square and not marker.address and not marker.kept and all(map(str.isdecimal, marker.labels))


def _marker(
    match: re.Match[str], labels: Sequence[str], *, address: str = "", kept: bool = False
) -> Marker | None:
    labels = [label for label in labels if label]
    if not labels:
        return None
    return Marker(labels=tuple(labels), start=match.start(), end=match.end(), address=address, kept=kept)


def _defined(_: str, match: re.Match[str]) -> Marker | None:
    """What a footnote says is an entry of the list of references, and no words of a sentence."""
    return _marker(match, [UNNAMED])


def _foot(_: str, match: re.Match[str]) -> Marker | None:
    return _marker(match, [match["footed"]])


def _cited(_: str, match: re.Match[str]) -> Marker | None:
    return _marker(match, numbers_in(match["citing"]), address=_web(match["cite_to"]))


def _chat(_: str, match: re.Match[str]) -> Marker | None:
    return _marker(match, [match["chatted"] or match["daggered"]])


def _placed(_: str, match: re.Match[str]) -> Marker | None:
    return _marker(match, [UNNAMED])


def _sup(text: str, match: re.Match[str]) -> Marker | None:
    inner = _HTML.sub("", match["supped"]).strip(" []()")
    link = re.match(r"\[?([^\]]{1,20})\]?\([^)]{1,300}\)?$", inner)
    inner = link[1].strip("[] ") if link else inner
    if not re.fullmatch(_NUMS, inner) or _POWER.search(text, max(0, match.start() - 8), match.start()):
        return None
    return _marker(match, numbers_in(inner))


def _caret(_: str, match: re.Match[str]) -> Marker | None:
    return _marker(match, numbers_in(match["careted"]))


def _bracket(text: str, match: re.Match[str]) -> Marker | None:
    if _INTERVAL.search(text, max(0, match.start() - 14), match.start()):
        return None
    return _marker(match, numbers_in(match["worded"] or match["bracketed"]))


def _referred(_: str, match: re.Match[str]) -> Marker | None:
    """``[PubMed][1]``, with ``[1]: https://…`` further down."""
    return _marker(match, numbers_in(match["refers"]), kept=True)


def _link(_: str, match: re.Match[str]) -> Marker | None:
    address = _web(match["to"])
    if match[0].startswith("!"):
        return None
    return _marker(match, [address], address=address, kept=True) if address else None


def _authors(_: str, match: re.Match[str]) -> Marker | None:
    labels: list[str] = []
    for part in _AUTHORED_PART.finditer(match["authored"]):
        first, *more = re.split(r",\s?", part["years"])
        labels.append(f"{part['who']}{part['sign']}{first}")
        labels += [
            f"{part['who']}{part['sign']}{first[:4] + year if len(year) == 1 else year}" for year in more
        ]
    return _marker(match, [label for label in labels if not _dated(label)])


def _dated(label: str) -> bool:
    """Whether what looks like a name is a month or such: ``(March 2020)``."""
    return label.split()[0].lower().strip(".,") in _MONTHS or label.split()[-2].lower().strip(".,") in _MONTHS


def _told(_: str, match: re.Match[str]) -> Marker | None:
    label = f"{match['teller'].rstrip(',')}, {match['told_in']}"
    return None if _dated(label.replace(",", "")) else _marker(match, [label], kept=True)


def _alone(_: str, match: re.Match[str]) -> Marker | None:
    label = f"{match['one']}, {match['one_in']}"
    return None if _dated(label.replace(",", "")) else _marker(match, [label], kept=True)


def _percent(_: str, match: re.Match[str]) -> Marker | None:
    return _marker(match, numbers_in(match["percented"]))


def _glued(text: str, match: re.Match[str]) -> Marker | None:
    """``cases2``: a raised mark that was copied; not what is called by a number (``stage2``)."""
    word = re.search(r"[^\W\d_]+$", text[max(0, match.start() - 40) : match.start()])
    if word is None or len(word[0]) < 4 or word[0].lower() in _GOVERNING or _too_high(match["glueds"]):
        return None
    return _marker(match, numbers_in(match["glueds"]))


def _ident(_: str, match: re.Match[str]) -> Marker | None:
    number = match["pmid"]
    return _marker(
        match,
        [
            f"PMC{number.removeprefix('PMC')}"
            if match[0].strip("([").startswith("PMCID")
            else f"PMID {number}"
        ],
    )


def _refs(_: str, match: re.Match[str]) -> Marker | None:
    return _marker(match, numbers_in(match["refed"]))


def _round(text: str, match: re.Match[str]) -> Marker | None:
    """``(3)`` at the end of a clause, after a word; not ``(1) fever, (2) rash``."""
    before, after = text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 2]
    numbers = numbers_in(match["rounded"])
    ends = re.match(r"[.,;:]|\s*$|\s?\n", after)
    if not (re.search(r"(?:[^\W\d_]|%)\s?$|[\d)]$", before) and ends) and not (
        before[-1:] == "%" and after[:1] == " "
    ):
        return None
    return None if any(int(number) > HIGHEST // 2 for number in numbers) else _marker(match, numbers)


def _raised(text: str, match: re.Match[str]) -> Marker | None:
    before = text[max(0, match.start() - 8) : match.start()]
    if not before or _POWER.search(before) or before[-1].isspace():
        return None
    if not re.search(r"(?:[^\W\d_]{3}|[.,;:!?)\]”\"’%*])$", before):
        return None
    return _marker(match, numbers_in(match[0].replace("ʼ", ",").replace("'", ",")))


def _bare(text: str, match: re.Match[str]) -> Marker | None:
    address = match["bare_to"].rstrip(".,;:!?*_'\"")
    lost = len(match["bare_to"]) - len(address)
    end = match.end() if not lost or match[0][-1:] in ">)" else match.end() - lost
    # Within a sentence ("is registered at www…, number…") the address is one of its words.
    within = match[0][0] not in "(<" and re.search(
        r"[\w,]\s$", text[max(0, match.start() - 2) : match.start()]
    )
    address = _web(address)
    return Marker(labels=(address,), start=match.start(), end=end, address=address, kept=bool(within))


def _web(address: str) -> str:
    if address.startswith("www."):
        return f"https://{address}"
    return address if address.startswith(("https://", "http://")) else ""


_READ = {
    "defined": _defined, "foot": _foot, "cited": _cited, "chat": _chat, "placed": _placed, "sup": _sup,
    "caret": _caret, "bracket": _bracket, "referred": _referred, "link": _link, "authors": _authors,
    "told": _told, "ident": _ident, "refs": _refs, "round": _round, "raised": _raised, "percent": _percent,
    "glued": _glued, "bare": _bare, "alone": _alone,
}  # fmt: skip


# --- bare numbers at the end


def after_stop(sentence: str) -> tuple[int, int] | None:
    """Where bare numbers stand after the stop of a sentence (``improvement. 1``); None where none do."""
    match = _AFTER_STOP.search(sentence, max(0, len(sentence) - 160)) or _AFTER_FIGURE.search(
        sentence, max(0, len(sentence) - 160)
    )
    if match is None or _too_high(match["nums"]):
        return None
    before = sentence[max(0, match.start() - 8) : match.start() + 1].rstrip(".!?…\"”’')*_")
    return None if _ABBREVIATED.search(before) else match.span("nums")


def after_word(sentence: str) -> tuple[int, int] | None:
    """Where bare numbers stand after its last word (``success 2, 1``) and are not that word's; else None."""
    match = _AFTER_WORD.search(sentence, max(0, len(sentence) - 160))
    if match is None or _too_high(match["nums"]):
        return None
    before = sentence[max(0, match.start() - 60) : match.start()]
    last = _LAST_WORD.search(before)
    if last is None or (last[1].lower() in _GOVERNING and not _COUNTED_TIME.search(before)):
        return None
    if re.search(r"[<>=≤≥~≈±]\s?$", before):
        return None
    return match.span("nums")


def leading(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the numbers of the sentence before stand at the beginning of this one; None where none do."""
    match = _LEADING.match(text, start, end)
    if match is None or _too_high(match["nums"]):
        return None
    return match.span("nums")


def _too_high(printed: str) -> bool:
    return any(int(number) > HIGHEST or number.startswith("0") for number in re.findall(r"\d+", printed))


# --- words without markers

#: A star between a capital or digit and a digit belongs to a name (``HLA-B*5801``, ``CYP2C19*2``).
_EMPHASIS = re.compile(
    r"(?<!\\)(?!(?<=[A-Z\d])\*\d)(?:\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`{1,3}|~~)"
)
_LABEL = re.compile(
    r"!?\[([^\]\[\n]{0,300})\](?:\([^()\n]{0,400}(?:\([^()\n]{0,60}\)[^()\n]{0,99})?\)|\[\d{1,3}\])"
)
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|sub|sup|br|p|span|div|a|mark|small|code|cite)(?:\s[^<>\n]{0,300})?/?>",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_QUOTES = re.compile(r"[\n\r][ \t]{0,3}>[ \t]?")
_LOOSE = re.compile(r"\s+([.,;:!?])(?=\s|$)")
_SIGNS = re.compile(r"[\[(<\\*_`~\n\r]")
#: Signs of notes: below a table or a page stands what they say.
_NOTED = re.compile(
    r"(?<=[\w%)\].,;:])[†‡§¶‖]{1,3}|(?<=[\w%)\].])[ᵃᵇᶜᵈᵉᶠᵍ](?!\w)|(?:(?<=[\w%)\].])|^)\^[a-g](?!\w)"
)
#: What is left of brackets that held only markers.
_HOLLOW = re.compile(r"\(\s*(?:(?:[,;&]|and)\s*){0,12}\)|\[\s*(?:(?:[,;&]|and)\s*){0,12}\]")
#: With this a chat model opens the words that its next marker covers; it cites nothing by itself.
_OPENS = re.compile(r"\[cite_(?:start|end)\]")


def plain(text: str, start: int, end: int, markers: Iterable[Marker] = ()) -> str:
    """The words of ``text[start:end]`` on one line, without its markers and without the signs of Markdown."""
    pieces: list[str] = []
    at = start
    for marker in markers:
        if marker.kept or marker.start < at or marker.end > end:
            continue
        pieces.append(text[at : marker.start])
        at = marker.end
        if text[marker.end : marker.end + 1].isalnum():
            pieces.append(" ")
    pieces.append(text[at:end])
    words = _NOTED.sub("", "".join(pieces))
    if _SIGNS.search(words):
        words = _TAG.sub(" ", _LABEL.sub(r"\1", _QUOTES.sub(" ", words)))
        words = _HOLLOW.sub("", _ESCAPE.sub(r"\1", _EMPHASIS.sub("", _OPENS.sub("", words))))
    return _LOOSE.sub(r"\1", " ".join(words.split())).rstrip(" ,;")


def masked(text: str, start: int, end: int, markers: Sequence[Marker]) -> str:
    """``text[start:end]`` with markers and emphasis as white space, of the same length: for cutting
    sentences."""
    letters = list(text[start:end])
    for marker in markers:
        address = bool(marker.address) and text[marker.start] != "["
        if address or not marker.kept:
            fill = "X" if address else " "  # an address stays one word of its sentence
            letters[marker.start - start : marker.end - start] = fill * (marker.end - marker.start)
    words = "".join(letters)
    for signs in (_OPENS, _NOTED, _EMPHASIS):
        words = signs.sub(lambda match: " " * len(match[0]), words)
    return words
