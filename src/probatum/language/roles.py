"""What each sentence of an abstract does: background, objective, methods, results, conclusions, other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from threading import Lock

from probatum.language.role_features import features
from probatum.records.passage import Role

try:
    from pycrfsuite import Tagger
except ImportError:  # roles are then read by rule
    Tagger = None


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_HEADING = re.compile(r"\s*(?:\d+\.?\s+)?([A-Z][A-Za-z/&,' ()-]{2,60}?)\s*(?::(?=\s|$)|[.–—-](?=\s+[A-Z])|$)")
_MIXED = re.compile(r"\b(?:and|&)\b|[/&]", re.IGNORECASE)
_STATED: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.OTHER,
        _words(
            r"^(?:clinical )?trials? registration",
            r"^registration",
            r"^funding",
            r"^ethics",
            r"^key ?words?$",
        ),
    ),
    (
        Role.METHODS,
        _words(
            r"^(?:main |primary |secondary |clinical )*(?:outcomes?|endpoints?)(?: and)? measure",
            r"^(?:materials?|patients?|subjects?|(?:research |study )?design|participants|experimental)\b",
            r"^method",
            r"^(?:setting|intervention|measurement|search|selection|data|sample|statistical|exposure|procedure)",
            r"^eligibility",
        ),
    ),
    (
        Role.BACKGROUND,
        _words(r"^background$", r"^introduction$", r"^context$", r"^importance$", r"^rationale$"),
    ),
    (Role.OBJECTIVE, _words(r"^(?:study )?(?:objective|aim|purpose|goal|question|hypothes)")),
    (Role.RESULTS, _words(r"^(?:main |key |principal )?(?:results?|findings)$")),
    (Role.CONCLUSIONS, _words(r"^(?:conclu|interpretation|discussion|implication|limitation|significance)")),
)


def heading_role(text: str) -> Role | None:
    """The role that a heading at the head of ``text`` states (``METHODS: …``), else None.

    A heading that joins two roles ("Background and aims") states none.
    """
    heading = _HEADING.match(text)
    if not heading or not (heading[1].isupper() or text[heading.end(1) :].lstrip()[:1] in ("", ":")):
        return None
    name = heading[1].strip()
    stated = [role for role, words in _STATED if words.search(name)]
    return stated[0] if len(stated) == 1 or (stated and not _MIXED.search(name)) else None


_CUES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.OTHER,
        _words(r"\b(?:NCT|ISRCTN|ACTRN|UMIN|ChiCTR)[\s-]?\d{4,}", r"\bfunded by\b", r"clinicaltrials\.gov"),
    ),
    (
        Role.CONCLUSIONS,
        _words(
            r"^(?:in conclusion|in summary|conclusions?\b|overall,|to conclude|taken together|collectively)",
            r"^(?:these|our|the present) (?:findings|results|data|study) (?:suggest|indicate|show|support)",
            r"\bwe conclude\b",
            r"\b(?:further|future|larger) (?:studies|research|trials|investigation)",
        ),
    ),
    (
        Role.OBJECTIVE,
        _words(
            r"\b(?:aim|objective|purpose|goal)s? (?:of|was|were|is)\b",
            r"\bwe (?:aimed|sought|hypothesi[sz]ed|wanted|set out)\b",
            r"^to (?:determine|assess|evaluate|compare|investigate|examine|test|explore|describe|identify)\b",
        ),
    ),
    (
        Role.RESULTS,
        _words(
            r"\bp\s*[=<>≤]\s*0?[.·]\d",
            r"\b95\s*% ?(?:CI|confidence)",
            r"\bwe (?:found|observed|identified)\b",
            r"\b(?:significantly|significant difference)\b",
            r"\d\s*%\s*(?:vs|versus|v)\b",
        ),
    ),
    (
        Role.METHODS,
        _words(
            r"\bwere (?:randomi[sz]ed|randomly|recruited|enrolled|included|assigned|searched|collected)\b",
            r"\bwere (?:measured|analy[sz]ed|assessed)\b",
            r"\bwe (?:searched|analy[sz]ed|conducted|performed|used|enrolled|recruited|reviewed)\b",
            r"\b(?:primary|secondary) (?:outcomes?|endpoints?|end points?) (?:was|were|is)\b",
        ),
    ),
)


def roles(sentences: Sequence[str]) -> list[Role]:
    """The role of each sentence of one abstract, given in order.

    Read by the model that is shipped in ``weights/roles`` (a linear-chain CRF, see ``training/roles``); by
    rule where python-crfsuite or the weights are missing. Of more than ``LONGEST_ABSTRACT`` sentences the
    rest is read by rule. The same sentences give the same roles.
    """
    model = _model()
    if model is None or not sentences:
        return by_rule(sentences)
    return [*model.tag(sentences[:LONGEST_ABSTRACT]), *by_rule(sentences[LONGEST_ABSTRACT:])]


#: No abstract has more sentences than this.
LONGEST_ABSTRACT = 200


class _Model:
    """The CRF. One at a time may use it: its C++ side holds the sequence being read."""

    def __init__(self, weights: bytes) -> None:
        self._weights = weights  # the tagger reads them in place and does not keep them alive
        self._tagger = Tagger()
        self._tagger.open_inmemory(self._weights)
        self._lock = Lock()

    def tag(self, sentences: Sequence[str]) -> list[Role]:
        found = features(sentences)
        with self._lock:
            return [Role(label.lower()) for label in self._tagger.tag(found)]


@lru_cache(maxsize=1)
def _model() -> _Model | None:
    weights = resources.files("probatum").joinpath("weights", "roles", "roles.crfsuite")
    return _Model(weights.read_bytes()) if Tagger is not None and weights.is_file() else None


def by_rule(sentences: Sequence[str]) -> list[Role]:
    """The roles by cue phrases and place alone: what is used where the model cannot be loaded."""
    last = len(sentences) - 1
    found: list[Role] = []
    for place, text in enumerate(sentences):
        cued = next((role for role, words in _CUES if words.search(text)), None)
        found.append(cued or _placed(place, last, found))
    return found


def _placed(place: int, last: int, before: Sequence[Role]) -> Role:
    """Without a cue: what the sentence before was, background first, conclusions last."""
    if place == last and last > 1:
        return Role.CONCLUSIONS
    if not before:
        return Role.BACKGROUND
    return Role.METHODS if before[-1] is Role.OBJECTIVE else before[-1]
