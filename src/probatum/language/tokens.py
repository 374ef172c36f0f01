"""Our analysis of text: the one function whose tokens every search engine behind the index seam ranks.

The names of medicine survive it (``HMGCR``, ``IL-6`` and ``IL6``, ``TIF1-γ`` and ``TIF1-gamma``,
``CD4+``, ``0.5 mg/kg``); Greek letters are written out, British and American spelling become one, marks
over letters and the many Unicode dashes fall away, stop words are left out, and English words are stemmed
(Snowball's English stemmer, after Porter 1980). A compound gives its whole and its parts, so that
``beta-blocker`` is found by ``betablocker`` and by ``beta blocker``.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import Stemmer

#: Names this analysis. An index made with another one must be rebuilt.
ANALYSIS_VERSION = "probatum-analysis-1"

#: No word of any language of medicine is longer; what is longer is data (sequences, encodings) and left out.
LONGEST_TOKEN = 64

#: A run without white space is read in pieces of this size, so that no input costs more than its length.
_LONGEST_CHUNK = 256

#: Of a run without white space this much is read: what is longer is no language.
_LONGEST_RUN = 10_000

#: How many different chunks are remembered before memory is emptied (about 60 MB).
_REMEMBERED = 250_000

#: Longest compound, in parts, that also gives its whole.
_WHOLE_PARTS = 3

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
    "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta",
}  # fmt: skip

_LETTERS = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_DASHES = "‐‑‒–—―−﹘﹣－⁃"
_QUOTES = "’‘‛´`ʼ′＇"
_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff®™©"
_FOLDED = str.maketrans(
    {**_LETTERS, **dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_QUOTES, "'"), **dict.fromkeys(_DROPPED, "")}
)
_MICRO = re.compile("[\u00b5\u03bc](?=(?:g|l|m|mol|kat|u|iu)(?![a-z]))")
_GREEK_LETTER = re.compile("[" + "".join(_GREEK) + "]")

#: An English word with marks around it.
_PLAIN = re.compile(r"[(\[\"']*([A-Za-z]+)[)\]\"',.;:?!]*")

#: A compound: letters and digits, joined by the marks that join them in medicine's names.
_COMPOUND = re.compile(r"[^\W_]+(?:[-/.,'+:]+[^\W_]+)*")
_WRITTEN = re.compile(rf"[^\W_]+(?:[-/.,'+:{_DASHES}{_QUOTES}]+[^\W_]+)*")
_PART = re.compile(r"\d+(?:[.,]\d+)+(?![^\W_])|\d+(?:[.,]\d+)+(?=[^\W\d_])|[^\W_]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SERIES = re.compile(r"([^\W\d_]+)(\d)(?:/(\d))+")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNITS = _set(
    """
    g kg mg mcg ug ng pg l dl ml ul fl mol mmol umol nmol pmol m cm mm um nm mmhg iu u miu h hr hrs min
    s sec ms d day days week weeks month months year years yr yrs kcal kj hz bpm gy mgy mci meq kda kpa
    """
)
_MEASURED = re.compile(r"(\d+(?:\.\d+)?)([a-z]+)")

#: Parts that say nothing by themselves; their compound's whole does (``antihmgcr``, ``nonsteroidal``).
_PREFIXES = _set(
    """
    anti non un re pre co de di bi tri multi inter intra sub semi pro ex il
    """
)

_STOP = _set(
    """
    a about above after again against all also am among an and any are as at be because been before
    being below between both but by can could did do does doing done down due during each either else
    few for from further had has have having he hence her here hers him his how however i if in into is
    it its itself just may me might more most much must my neither nor of off on once only or other our
    ours out over own per rather same shall she should since so some such than that the their theirs
    them then there thereby therefore these they this those through thus to too toward towards under
    until up upon us very via was we were what when where whether which while whilst who whom whose why
    will with within without would yet you your yours vs versus
    """
)

#: Written in capitals these are names (acute lymphoblastic leukaemia, the World Health Organization).
_NAMES = frozenset({"ALL", "WHO"})

_IRREGULAR = {
    "ageing": "aging", "aluminium": "aluminum", "analyses": "analysis", "analyse": "analysis",
    "analysed": "analysis", "analysing": "analysis", "analyze": "analysis", "analyzed": "analysis",
    "analyzing": "analysis", "analyzes": "analysis", "bacteria": "bacterium", "calibre": "caliber",
    "centre": "center", "centres": "centers", "children": "child", "cheque": "check", "crises": "crisis",
    "criteria": "criterion", "defence": "defense", "diagnoses": "diagnosis", "fibre": "fiber",
    "fibres": "fibers", "goitre": "goiter", "goitres": "goiters", "grey": "gray", "hypotheses": "hypothesis",
    "indices": "index", "judgement": "judgment", "licence": "license", "licences": "licenses",
    "litre": "liter", "litres": "liters", "manoeuvre": "maneuver", "manoeuvres": "maneuvers",
    "men": "man", "metastases": "metastasis", "metre": "meter", "metres": "meters", "mice": "mouse",
    "mould": "mold", "offence": "offense", "parentheses": "parenthesis", "practise": "practice",
    "practised": "practiced", "practising": "practicing", "prognoses": "prognosis", "programme": "program",
    "programmes": "programs", "prostheses": "prosthesis", "stenoses": "stenosis", "syntheses": "synthesis",
    "theatre": "theater", "thromboses": "thrombosis", "titre": "titer", "titres": "titers",
    "vertebrae": "vertebra", "women": "woman", "enrolment": "enrollment", "enrolled": "enroll",
    "fulfil": "fulfill", "instalment": "installment", "foetal": "fetal", "foetus": "fetus",
}  # fmt: skip

#: British spelling to American, in this order; both sides of every comparison are folded, so that a rule may
#: reach further than its purpose without harm as long as it does not make two words one.
_SPELLING: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"ae", "e"),
        (r"(?<=.)oe(?=.{2})|oe(?=a$)|^oe(?=.{3})", "e"),
        (r"(tum|col|fav|behavi|lab|od|hum|vap|harb|neighb|hon|rum|flav|endeav|fervo)our", r"\1or"),
        (r"(?<=[a-z]{3})is(e[drs]?|ing|ations?|ers?|able)$", r"iz\1"),
        (r"(?<=[a-z]{2}[lr])ys(e[drs]?|ing|ers?)$", r"yz\1"),
        (r"(lab|mod|chann|couns|canc|fu|trav|tunn|lev)ell(ed|ing|ers?)$", r"\1el\2"),
        (r"signall(ed|ing)$", r"signal\1"),
        (r"ogue(s?)$", r"og\1"),
        (r"sulph", "sulf"),
        (r"^leuc(?=o)", "leuk"),
        (r"^cephalosporin", "cefalosporin"),
        (r"^rachit", "rickett"),
    )
)
_SPELT = re.compile(r"ae|oe|our|is|ys|ell|all|ogue|sulph|^leuc|^ceph")

_stemmer = Stemmer.Stemmer("english", 0)
_stemming = threading.Lock()  # a Snowball stemmer keeps state between calls


class _Memory(dict[str, tuple[str, ...]]):
    """Chunks (runs without white space) already taken apart; a text is mostly words met before."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        if len(chunk) > _LONGEST_CHUNK:
            end = min(len(chunk), _LONGEST_RUN)
            pieces = range(0, end, _LONGEST_CHUNK)
            return tuple(token for at in pieces for token in _read(chunk[at : at + _LONGEST_CHUNK]))
        plain = _PLAIN.fullmatch(chunk)
        core = plain.group(1).lower() if plain else ""
        if plain and core != chunk and plain.group(1) not in _NAMES:
            tokens = self[core]
        else:
            tokens = tuple(_read(chunk))
        if len(chunk) <= LONGEST_TOKEN:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[chunk] = tokens
        return tokens


class _PartMemory(dict[str, tuple[str, ...]]):
    """The same for the parts alone."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        tokens = tuple(word.token for word in words(chunk))
        if len(chunk) <= LONGEST_TOKEN:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[chunk] = tokens
        return tokens


_remembered = _Memory()
_remembered_parts = _PartMemory()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text where it stands: ``text[start:end]``, and its token."""

    start: int
    end: int
    token: str


def analyse(text: str) -> list[str]:
    """The tokens of ``text``, in order, as every engine indexes them and every question is asked.

    No token holds white space or is longer than ``LONGEST_TOKEN`` characters. Time and memory grow with the
    length of the text and with nothing else; of a run without white space the first 10,000 characters count.
    """
    return list(chain.from_iterable(map(_remembered.__getitem__, text.split())))


@lru_cache(maxsize=8192)
def token_set(text: str) -> frozenset[str]:
    """The tokens of :func:`analyse`, each once. Remembered: several ask it of the texts that were found."""
    return frozenset(analyse(text))


def words(text: str) -> list[Word]:
    """The words of ``text`` with their places: as :func:`analyse`, without the wholes of compounds.

    What a phrase is made of: ``beta-blocker`` and ``beta blocker`` give the same two tokens, ``IL-6`` and
    ``IL6`` the same one.
    """
    found: list[Word] = []
    for run in re.finditer(r"\S+", text):
        for start in range(run.start(), min(run.end(), run.start() + _LONGEST_RUN), _LONGEST_CHUNK):
            found.extend(_placed(text[start : min(run.end(), start + _LONGEST_CHUNK)], start))
    return found


def phrase(text: str) -> tuple[str, ...]:
    """The tokens of :func:`words`."""
    return tuple(chain.from_iterable(map(_remembered_parts.__getitem__, text.split())))


def surface(word: str) -> str:
    """A word in its American spelling and its singular, not stemmed: ``tumours`` and ``tumor`` are one,
    ``regulates`` and ``regulation`` are not."""
    plain = _respelt(_folded(word).lower())
    for ending, to in (("sses", "ss"), ("ies", "y"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", "")):
        if len(plain) > len(ending) + 2 and plain.endswith(ending):
            return plain[: -len(ending)] + to
    return plain


def _placed(chunk: str, offset: int) -> list[Word]:
    read = _placed_often if len(chunk) <= LONGEST_TOKEN else _places
    return [Word(offset + start, offset + end, token) for start, end, token in read(chunk)]


@lru_cache(maxsize=32_768)
def _placed_often(chunk: str) -> tuple[tuple[int, int, str], ...]:
    """The same words stand everywhere."""
    return _places(chunk)


def _places(chunk: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and token of each word of a chunk."""
    return tuple(_each_place(chunk))


def _each_place(chunk: str) -> Iterator[tuple[int, int, str]]:
    for match in _WRITTEN.finditer(chunk):
        tokens = [token for unit in _compounds(match.group()) for token in unit.parts]
        if not tokens:
            continue
        runs = [run.span() for run in re.finditer(r"[^\W_]+", match.group())]
        spans = runs if len(runs) == len(tokens) else [(0, len(match.group()))] * len(tokens)
        for token, (start, end) in zip(tokens, spans, strict=True):
            yield match.start() + start, match.start() + end, token


def _read(chunk: str) -> Iterator[str]:
    for unit in _compounds(chunk):
        if unit.whole:
            yield unit.whole
        yield from unit.parts


@dataclass(frozen=True, slots=True)
class _Unit:
    """What one compound gives: its whole (may be empty) and its parts."""

    whole: str
    parts: tuple[str, ...]


def _compounds(chunk: str) -> Iterator[_Unit]:
    """Take one chunk (a run without white space) apart."""
    for match in _COMPOUND.finditer(_folded(chunk)):
        raw = match.group()
        if raw in _NAMES:
            yield _Unit("", (raw.lower(),))
            continue
        word = raw.lower()
        if word.isalpha():
            yield _Unit("", _sieved((_word(word),) if word not in _STOP else ()))
        else:
            yield from _joined(word)


def _folded(chunk: str) -> str:
    """ASCII letters, digits and marks for what was written with others; other scripts stay as they are."""
    if chunk.isascii():
        return chunk
    lower = chunk if chunk in _NAMES else _lowered(chunk)
    lower = _MICRO.sub("u", lower).translate(_FOLDED)
    spread = unicodedata.normalize("NFKD", lower)
    bare = "".join(mark for mark in spread if not unicodedata.combining(mark)).translate(_FOLDED)
    return _GREEK_LETTER.sub(_greek(bare), bare)


def _lowered(chunk: str) -> str:
    return chunk.lower() if any("\u0370" <= mark <= "\u03ff" or mark > "\u007f" for mark in chunk) else chunk


def _greek(text: str) -> Callable[[re.Match[str]], str]:
    """Writes a Greek letter out, set apart from the letters beside it; a Greek word stays one word."""
    if len(_GREEK_LETTER.findall(text)) > _WHOLE_PARTS:
        return lambda match: _GREEK[match.group()]

    def written(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        left = "-" if before.isalnum() else ""
        right = "-" if after.isalpha() and not _GREEK_LETTER.match(after) else ""
        return f"{left}{_GREEK[match.group()]}{right}"

    return written


def _joined(word: str) -> Iterator[_Unit]:
    """A compound of letters, digits and joining marks, in lower case."""
    if _INITIALS.fullmatch(word):
        plain = word.replace(".", "")
        yield _Unit("", (plain,) if len(plain) > 2 else ())  # u.s.a, but not e.g and i.e
        return
    word = re.sub(r"'s\b", "", word).replace("'", "")
    if series := _SERIES.fullmatch(word):  # BRCA1/2 names two genes
        stem = series.group(1)
        yield _Unit("", tuple(stem + digit for digit in re.findall(r"\d", word)))
        return
    if "/" in word:
        yield from _slashed(word)
        return
    yield _hyphened(word)


def _slashed(word: str) -> Iterator[_Unit]:
    pieces = [piece for piece in word.split("/") if piece]
    if len(pieces) > 1 and all(_unit(piece) for piece in pieces):
        numbers = [part for part in _parts(pieces[0]) if part not in _UNITS]
        units = "/".join([*[part for part in _parts(pieces[0]) if part in _UNITS], *pieces[1:]])
        yield _Unit("", _sieved((*numbers, units, *[part for part in units.split("/") if len(part) > 1])))
        return
    for piece in pieces:
        if piece.isalpha():
            yield _Unit("", _sieved((_word(piece),) if piece not in _STOP else ()))
        else:
            yield _hyphened(piece)


def _unit(piece: str) -> bool:
    measured = _MEASURED.fullmatch(piece)
    return (measured.group(2) if measured else piece) in _UNITS


def _hyphened(word: str) -> _Unit:
    parts = _parts(word)
    if len(parts) == 1 or "-" not in word or not any(part.isalpha() for part in parts):
        return _Unit("", _sieved(_stemmed(parts)))
    whole = "".join(parts)
    short = len(parts) <= _WHOLE_PARTS
    if _one_name(parts, whole):
        return _Unit("", (whole,))
    said = [part for part in parts if len(part) > 1 and part not in _PREFIXES and part not in _STOP]
    kept = _sieved(_stemmed(said))
    return _Unit(_word(whole) if short and len(whole) <= LONGEST_TOKEN else "", kept)


def _one_name(parts: list[str], whole: str) -> bool:
    """Whether a compound is one name: IL-6, SGLT-2, COVID-19, PD-L1."""
    if len(parts) != 2 or not parts[0].isalpha() or parts[0] in _UNITS:
        return False
    return (parts[1].isdigit() and len(parts[0]) <= 5) or (len(whole) <= 5 and whole[-1].isdigit())


def _parts(word: str) -> list[str]:
    """The parts of a compound; a number keeps its point, and a unit written close to it is set apart."""
    found: list[str] = []
    for part in _PART.findall(word):
        if _THOUSANDS.fullmatch(part):
            found.append(part.replace(",", ""))
        elif (measured := _MEASURED.fullmatch(part)) and measured.group(2) in _UNITS:
            found.extend(measured.groups())
        elif "," in part:
            found.extend(part.split(","))
        else:
            found.append(part)
    return found


def _stemmed(parts: list[str]) -> tuple[str, ...]:
    return tuple(_word(part) if part.isalpha() else part for part in parts if part not in _STOP)


def _sieved(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(token for token in tokens if 0 < len(token) <= LONGEST_TOKEN)


def _word(word: str) -> str:
    """The stem of a word in its American spelling."""
    if len(word) <= 3 or len(word) > LONGEST_TOKEN:
        return word
    with _stemming:
        return str(_stemmer.stemWord(_respelt(word)))


def _respelt(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    if len(word) > 4 and _SPELT.search(word):
        for pattern, to in _SPELLING:
            word = pattern.sub(to, word)
    return word


def alternatives(words: str) -> str:
    """Words with white space between them as the alternatives of a regular expression."""
    return "|".join(words.split())
