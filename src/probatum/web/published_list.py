"""What a reader looks for among the articles, as it comes in an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field

from probatum.actions.published import ORDER, Listed, Wanted
from probatum.language.interface import N_
from probatum.records.article import Status

#: A form sends its empty fields too: they admit everything.
Blank = Literal[""]


class Looked(BaseModel):
    """A search of the articles: words, filters, and the page (from 1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = Field("", max_length=500, description="Words to look for in questions and statements.")
    status: Status | Blank = Field("", description="Only articles that stand so.")
    topic: str = Field("", max_length=200, description="Only articles on this topic: its name or MeSH id.")
    since: date | Blank = Field("", description="Only articles reviewed on this day or later.")
    page: int = Field(1, ge=1, le=100_000, description="Which page, from 1.")

    @property
    def wanted(self) -> Wanted:
        """The same, as the list understands it."""
        return Wanted(
            text=self.q,
            status=self.status or None,
            topic=self.topic,
            since=self.since.isoformat() if self.since else "",
        )

    @property
    def on(self) -> bool:
        """Whether anything is asked for."""
        return self.wanted != Wanted()

    def address(self, page: int) -> str:
        """The address of another page of the same search."""
        stated = {name: value for name, value in self if value and name != "page"}
        return f"/articles?{urlencode({**stated, 'page': page})}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Articles that stand alike, with what a reader must know of all of them."""

    key: str
    heading: str
    caution: str
    articles: tuple[Listed, ...]


#: In the order of ``ORDER``: key, heading, caution.
_GROUPS = (
    ("published", N_("Published"), ""),
    (
        "suspended",
        N_("Suspended"),
        N_("Something that these rest on has changed or is in doubt. Do not rely on them."),
    ),
    ("review", N_("In review"), N_("People have these before them and have not put them before readers.")),
    (
        "unreviewed",
        N_("Not reviewed"),
        N_("A program wrote these and nobody has reviewed them. Open the passages before you rely on one."),
    ),
    ("retired", N_("Retired"), N_("Kept for the record, and no longer kept up to date.")),
)


def grouped(articles: Iterable[Listed]) -> tuple[Group, ...]:
    """A page of articles, those that stand alike together: unreviewed ones are never among published ones."""
    listed = tuple(articles)
    found = (
        Group(
            key=key,
            heading=heading,
            caution=caution,
            articles=tuple(one for one in listed if ORDER[one.status] == place),
        )
        for place, (key, heading, caution) in enumerate(_GROUPS)
    )
    return tuple(one for one in found if one.articles)
