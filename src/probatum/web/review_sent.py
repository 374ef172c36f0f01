"""What is sent to the API of the board: each decision names the revision that was read."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from probatum.records.edit import Add, Change, Cite, Drop, Head, Judge, Move, Reword
from probatum.records.evidence import Judgement
from probatum.records.review import Comment, Disclosure, Interest, Recommendation

#: Of a remark or a reason no more characters than these, and of what is listed no more than so much.
LONGEST, MOST = 4_000, 50

#: No text has a place further on.
_LAST_PLACE = 1_000_000


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Read(_Sent):
    """The revision that was read."""

    revision: str = Field(
        min_length=8, max_length=64, description="Its hash, or an unambiguous beginning of it."
    )


class Decided(Read):
    """A decision, and why where anybody wants to say so."""

    reason: str = Field("", max_length=LONGEST)


class Reasoned(Read):
    """A decision that needs a reason."""

    reason: str = Field(max_length=LONGEST, description="Why, in a sentence.")


class Suspending(Reasoned):
    """A suspension, and the work for which it is made."""

    source: str = Field("", max_length=200, description="The id of a work that the article cites.")


class Assigning(Decided):
    """Somebody to be assigned."""

    to: str = Field(max_length=200, description="The id of the reviewer's account.")


class Remarked(_Sent):
    """A remark on the whole, on a statement, or on a span of one (characters from its start)."""

    text: str = Field(max_length=LONGEST)
    claim: str = Field("", max_length=64, description="The id of the statement.")
    start: int | None = Field(None, ge=0, le=_LAST_PLACE)
    end: int | None = Field(None, ge=0, le=_LAST_PLACE)

    @property
    def comment(self) -> Comment:
        """The remark as a record."""
        return Comment(text=self.text, claim=self.claim, start=self.start, end=self.end)


class Commenting(Read):
    """Remarks."""

    comments: list[Remarked] = Field(min_length=1, max_length=MOST)


class Answering(Commenting):
    """An answer to remarks."""

    answers: str = Field(max_length=64, description="The hash of the event that is answered.")


class Recommending(Decided):
    """A recommendation, with remarks."""

    recommendation: Recommendation
    comments: list[Remarked] = Field([], max_length=MOST)


class Interested(_Sent):
    """One interest (ICMJE Disclosure Form, 2021)."""

    interest: Interest
    entity: str = Field(min_length=1, max_length=500, description="With whom.")
    relation: str = Field("", max_length=LONGEST)
    subjects: list[Annotated[str, Field(max_length=200)]] = Field(
        [], max_length=MOST, description="On what it bears; nothing: on everything."
    )
    start: int = Field(ge=1900, le=2200, description="The year in which it began.")
    end: int | None = Field(None, ge=1900, le=2200, description="The year in which it ended; null: it lasts.")

    @property
    def disclosure(self) -> Disclosure:
        """The interest as a record."""
        return Disclosure(
            interest=self.interest,
            entity=self.entity,
            relation=self.relation,
            subjects=tuple(self.subjects),
            start=self.start,
            end=self.end,
        )


class Disclosing(Decided):
    """All interests; an empty list says that there is none."""

    disclosures: list[Interested] = Field(max_length=MOST)


class Citing(_Sent):
    """Words of a passage, character for character."""

    passage: str = Field(max_length=200, description="Its address: `document:start-end`.")
    quote: str = Field(max_length=LONGEST)
    source: str = Field("", max_length=200, description="Of which work, where two hold the same text.")
    start: int | None = Field(
        None, ge=0, le=_LAST_PLACE, description="Where in the passage the quote begins."
    )

    @property
    def cite(self) -> Cite:
        """What is cited as a record."""
        return Cite(passage=self.passage, quote=self.quote, source=self.source, start=self.start)


_Place = Annotated[int | None, Field(ge=0, le=1_000)]
_Cited = Annotated[list[Citing], Field(max_length=MOST)]


class Rewording(_Sent):
    """Another text for a statement, or other citations."""

    claim: str = Field(max_length=64)
    text: str | None = Field(None, max_length=LONGEST)
    citations: _Cited | None = None


class Adding(_Sent):
    """A new statement: in a section (from 0; null: the bottom line), at a place (null: the end)."""

    text: str = Field(max_length=LONGEST)
    citations: _Cited
    section: _Place = None
    place: _Place = None


class Moving(_Sent):
    """Another place for a statement."""

    claim: str = Field(max_length=64)
    section: _Place = None
    place: _Place = None


class Heading(_Sent):
    """Another heading or note for a section."""

    section: int = Field(ge=0, le=1_000)
    heading: str | None = Field(None, max_length=LONGEST)
    note: str | None = Field(None, max_length=LONGEST)


class JudgedDomain(_Sent):
    """A domain of GRADE of one outcome, what is judged of it (null: as the program judged it), and why."""

    outcome: str = Field(max_length=500)
    domain: str = Field(max_length=100)
    judgement: Judgement | None
    reason: str = Field(max_length=LONGEST, description="Why, in a sentence; it is shown with the judgement.")


class Weighed(Read):
    """Judgements that make one new revision; the rating follows from them."""

    judgements: list[JudgedDomain] = Field(min_length=1, max_length=MOST)

    @property
    def made(self) -> tuple[Judge, ...]:
        """The judgements as records."""
        return tuple(
            Judge(outcome=one.outcome, domain=one.domain, judgement=one.judgement, reason=one.reason)
            for one in self.judgements
        )


class Edited(Read):
    """Changes that make one new revision, in this order: reworded, dropped, added, moved, headed."""

    reword: list[Rewording] = Field([], max_length=MOST)
    drop: list[Annotated[str, Field(max_length=64)]] = Field([], max_length=MOST)
    add: list[Adding] = Field([], max_length=MOST)
    move: list[Moving] = Field([], max_length=MOST)
    head: list[Heading] = Field([], max_length=MOST)
    reason: str = Field("", max_length=LONGEST)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes as records."""
        return (
            *(Reword(claim=one.claim, text=one.text, citations=_cites(one.citations)) for one in self.reword),
            *(Drop(claim=one) for one in self.drop),
            *(
                Add(
                    text=one.text,
                    citations=_cites(one.citations) or (),
                    section=one.section,
                    place=one.place,
                )
                for one in self.add
            ),
            *(Move(claim=one.claim, section=one.section, place=one.place) for one in self.move),
            *(Head(section=one.section, heading=one.heading, note=one.note) for one in self.head),
        )


def _cites(sent: list[Citing] | None) -> tuple[Cite, ...] | None:
    return None if sent is None else tuple(one.cite for one in sent)
