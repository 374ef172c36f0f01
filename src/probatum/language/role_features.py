"""What the model of sentence roles sees of a sentence: its words, its place, its cues and its neighbours'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

#: A sentence is read up to here, in characters; a longer one has told its role by then.
LONGEST = 600

_TOKEN = re.compile(r"[a-z]+(?:n't)?|\d+(?:[.·,]\d+)*|[%<>=±;:()\[\]]")
_FLAGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("p", r"\bp\s?[=<>≤≥]|\bp[- ]values?\b"),
        ("ci", r"\bci\b|confidence interval"),
        ("percent", r"\d\s?%"),
        ("versus", r"\d[^.]{0,12} (?:vs\.?|versus|v) "),
        ("n", r"\bn\s?=\s?\d"),
        ("significant", r"significan"),
        ("aim", r"\b(?:aim|objective|purpose|goal|hypothesi[sz])"),
        (
            "to",
            r"^to [a-z]+|\bwe (?:aimed|sought|investigated|evaluated|examined|assessed|compared|tested)\b",
        ),
        ("whether", r"\bwhether\b|\bin order to\b"),
        ("random", r"randomi[sz]|randomly|double[- ]blind|placebo-controlled"),
        (
            "were-done",
            r"\b(?:was|were) (?:[a-z]+ly )?(?:assessed|measured|collected|recruited|assigned|allocated|"
            r"randomi[sz]ed|included|enrolled|performed|conducted|analy[sz]ed|evaluated|"
            r"recorded|obtained|"
            r"determined|administered|given|treated|compared|used|calculated|divided|invited|"
            r"selected)\b",
        ),
        ("outcome", r"(?:primary|secondary|main) (?:outcome|end ?point|efficacy)|outcome measures?"),
        ("will", r"\bwill (?:be|receive|undergo|assess|include|evaluate|compare)\b"),
        (
            "conclude",
            r"\bconclu|\bin summary\b|\bfindings (?:suggest|indicate|support)|\bthese (?:results|"
            r"findings|data)\b|"
            r"\bour (?:results|findings|data)\b",
        ),
        (
            "suggest",
            r"\bsuggest|\bmay (?:be|have|help|provide|improve)\b|\bshould be\b|\bappears? to\b|\bcould be\b",
        ),
        (
            "future",
            r"\b(?:further|future|larger|more) (?:[a-z-]+ )?(?:studies|research|trials?|work|"
            r"investigation)|warranted",
        ),
        (
            "known",
            r"\bis (?:a|an|the|one of|associated|known|common)\b|\bare (?:common|associated|known|at)\b|"
            r"\b(?:little|not|poorly|un)[- ]?(?:is )?(?:known|clear|understood)\b|\bremains?\b|"
            r"\bhas been\b|\bhave been\b",
        ),
        (
            "found",
            r"\b(?:found|observed|showed|increased|decreased|improved|reduced|differed|remained|"
            r"occurred|higher|lower)\b",
        ),
        ("no-diff", r"\bno (?:[a-z]+ )?(?:difference|effect|change)|\bdid not\b|\bsimilar\b"),
        (
            "registered",
            r"regist(?:ration|ered|ry)|clinicaltrials|isrctn|nct\d|chictr|actrn|umin|eudract|prospero",
        ),
        ("funded", r"\bfund(?:ed|ing)\b|\bgrant\b|\bsponsor"),
        ("url", r"https?://|www\.|doi"),
    )
)
#: What a text must hold for a flag to be there: looked for first, as it is found so much sooner.
_NEEDED: dict[str, tuple[str, ...]] = {
    "p": ("p",),
    "ci": ("ci", "confidence interval"),
    "percent": ("%",),
    "versus": (" vs", " versus ", " v "),
    "n": ("=",),
    "significant": ("significan",),
    "aim": ("aim", "objective", "purpose", "goal", "hypothesi"),
    "to": ("to ", "we "),
    "whether": ("whether", "in order to"),
    "random": ("randomi", "randomly", "double", "placebo-controlled"),
    "were-done": ("was ", "were "),
    "outcome": ("outcome", "end", "efficacy"),
    "will": ("will ",),
    "conclude": ("conclu", "in summary", "findings", "results", "data"),
    "suggest": ("suggest", "may ", "should be", "appear", "could be"),
    "future": ("further", "future", "larger", "more", "warranted"),
    "known": ("is ", "are ", "known", "clear", "understood", "remain", "has been", "have been"),
    "found": (
        *("found", "observed", "showed", "increased", "decreased", "improved", "reduced", "differed"),
        *("remained", "occurred", "higher", "lower"),
    ),
    "no-diff": ("no ", "did not", "similar"),
    "registered": (
        *("regist", "clinicaltrials", "isrctn", "nct", "chictr", "actrn", "umin", "eudract", "prospero"),
    ),
    "funded": ("fund", "grant", "sponsor"),
    "url": ("http", "www.", "doi"),
}
_WORD = re.compile(r"\w+")
_PAST = frozenset({"was", "were", "had", "did"})
_PRESENT = frozenset({"is", "are", "has", "have", "does", "do", "can", "may", "should"})


def features(sentences: Sequence[str]) -> list[list[str]]:
    """The features of each sentence of one abstract, in order; a pure function of the texts."""
    lowered = [text[:LONGEST].lower() for text in sentences]
    told = [_told(text) for text in lowered]
    heads = [_head(text) for text in lowered]
    last = len(lowered) - 1
    marks = _landmarks(told)
    return [
        [
            *_words(text),
            *told[place],
            *_place(place, last),
            *_near("-1", told, heads, place - 1),
            *_near("+1", told, heads, place + 1),
            *_from_landmarks(marks, place),
        ]
        for place, text in enumerate(lowered)
    ]


#: What turns an abstract: its aim, its first method, its first result, its conclusion; first or last of them.
_TURNS = (
    ("aim", frozenset({"f=aim", "f=to"}), True),
    ("method", frozenset({"f=random", "f=were-done", "f=will", "f=outcome"}), True),
    ("result", frozenset({"f=p", "f=ci", "f=percent", "f=versus"}), True),
    ("result-last", frozenset({"f=p", "f=ci", "f=percent", "f=versus"}), False),
    ("conclude", frozenset({"f=conclude"}), False),
    ("registered", frozenset({"f=registered"}), False),
)


def _landmarks(told: Sequence[list[str]]) -> list[tuple[str, int]]:
    """Where the abstract turns; -1 where it has no such sentence."""
    found = []
    for name, flags, first in _TURNS:
        places = [place for place, one in enumerate(told) if not flags.isdisjoint(one)]
        found.append((name, (places[0] if first else places[-1]) if places else -1))
    return found


def _from_landmarks(marks: Sequence[tuple[str, int]], place: int) -> list[str]:
    """How far before or after each turn the sentence stands, and how far in the abstract the turn is."""
    return [
        f"{name}:none" if at < 0 else f"{name}:{max(-3, min(place - at, 3))}_{min(at, 3)}"
        for name, at in marks
    ]


def _words(text: str) -> list[str]:
    tokens = ["#" if token[0].isdigit() else token for token in _TOKEN.findall(text)]
    single = {f"w={token}" for token in tokens}
    pairs = {f"b={one}_{two}" for one, two in pairwise(tokens)}
    opening = [f"o{place}={token}" for place, token in enumerate(tokens[:3])]
    opened = f"o={'_'.join(tokens[:3])}"
    closing = f"e={'_'.join(tokens[-2:])}"
    return [*sorted(single), *sorted(pairs), *opening, opened, closing, f"len={min(len(tokens) // 8, 6)}"]


def _told(text: str) -> list[str]:
    told = [
        f"f={name}"
        for name, pattern in _FLAGS
        if any(map(text.__contains__, _NEEDED[name])) and pattern.search(text)
    ]
    words = _WORD.findall(text)
    past, present = sum(map(_PAST.__contains__, words)), sum(map(_PRESENT.__contains__, words))
    told.append("t=past" if past > present else "t=present" if present > past else "t=none")
    digits = sum(map(str.isdigit, text))
    told.append(f"d={min(digits // 4, 6)}" if digits else "d=none")
    if " we " in f" {text}" or " our " in f" {text}":
        told.append("we")
    return told


def _head(text: str) -> str:
    return "_".join(text.split()[:2]).encode("utf-8", "ignore").decode()


def _place(place: int, last: int) -> list[str]:
    share = place * 10 // (last + 1)
    found = [
        f"at={share}",
        f"n={min(last // 3, 8)}",
        f"at_n={share}_{min(last // 4, 5)}",
        f"first={min(place, 4)}",
    ]
    found.append(f"last={min(last - place, 4)}")
    return found


def _near(name: str, told: Sequence[list[str]], heads: Sequence[str], place: int) -> list[str]:
    if not 0 <= place < len(told):
        return [f"{name}:none"]
    return [f"{name}:{one}" for one in told[place]] + [f"{name}:{heads[place]}"]
