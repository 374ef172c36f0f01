"""A text that somebody brought, taken apart and judged: its claims, its references, and how it is built."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.records.claim import Citation
from probatum.records.verdict import Outcome, Span, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedClaim:
    """One statement of a brought text: ``text`` is a sentence to check, from ``[start, end)`` of it.

    ``stem`` is the sentence that a list item completes ("… may be needed, including:"), empty elsewhere;
    ``markers`` are the citation markers at it, as printed without brackets (``1``, ``Smith 2020``, or an
    address), ``marked`` where each of them stands in the text;
    ``checkable`` is False for what is no statement of fact (advice to the reader, a disclaimer, an
    advertisement), and ``why`` says so in one plain sentence; a general remark is a statement, and has a
    ``why``.
    """

    text: str
    start: int
    end: int
    section: str = ""
    markers: tuple[str, ...] = ()
    stem: str = ""
    checkable: bool = True
    why: str = ""
    marked: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedReference:
    """One entry of the text's own reference list, ``[start, end)`` of the text.

    ``marker`` is its number as printed (empty where the list is not numbered), ``type`` what the text calls
    it ("Guideline"), ``publisher`` the body or journal that it names. ``inline``: it is a link or number in
    the text itself, not an entry of a list.
    """

    start: int
    end: int
    text: str
    marker: str = ""
    type: str = ""
    title: str = ""
    publisher: str = ""
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A brought text as it was read. All offsets count characters of ``text``.

    ``frame`` are the sentences that speak of the page itself (review status, who reviewed, promotion),
    ``headings`` are where its headings stand, that of the reference list among them. ``unseen`` is how many
    letters of the file were left out because a reader cannot see them.
    """

    text: str
    title: str = ""
    claims: tuple[PastedClaim, ...] = ()
    references: tuple[PastedReference, ...] = ()
    frame: tuple[PastedClaim, ...] = ()
    headings: tuple[Span, ...] = ()
    unseen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureFinding:
    """One fault in how a text is built. ``check`` names the rule, ``outcome`` how much of it can stand.

    ``spans`` are the places in the text, the first the most telling.
    """

    check: str
    message: str
    outcome: Outcome
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedClaim:
    """A claim with its verdict, and the passages that it was held against, the most telling first."""

    claim: PastedClaim
    verdict: Verdict
    evidence: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A brought text with every claim judged. ``made_by`` names the checks and the model."""

    pasted: Pasted
    claims: tuple[AuditedClaim, ...]
    structure: tuple[StructureFinding, ...]
    made_by: str = ""
    name: str = ""
    at: str = ""

    def count(self, outcome: Outcome) -> int:
        """How many claims have this verdict."""
        return sum(one.verdict.outcome is outcome for one in self.claims)
