"""What a reader looks for in the library, as it comes in an address."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field

from probatum.index.index import Filters
from probatum.records.passage import TextKind
from probatum.records.source import Design, Standing

#: A form sends its empty fields too: they admit everything.
Blank = Literal[""]
Year = Annotated[int, Field(ge=1000, le=9999)]


class Wanted(BaseModel):
    """A search of the library: words, filters, and the page (from 1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = Field("", max_length=500, description="Words to look for; none lists the newest works first.")
    design: Design | Blank = Field("", description="Only works of this study design.")
    kind: TextKind | Blank = Field("", description="Only works of which such a text is held.")
    standing: Standing | Blank = Field("", description="Only works that stand so.")
    language: str = Field("", max_length=12, description="Only works in this language (`en`).")
    year_from: Year | Blank = Field("", description="Published in this year or later.")
    year_to: Year | Blank = Field("", description="Published in this year or before.")
    page: int = Field(1, ge=1, le=100_000, description="Which page, from 1.")

    @property
    def filters(self) -> Filters:
        """The same, as filters of the index."""
        return Filters(
            year_from=self.year_from or None,
            year_to=self.year_to or None,
            designs=frozenset({self.design} if self.design else ()),
            kinds=frozenset({self.kind.value} if self.kind else ()),
            languages=frozenset({self.language.strip().lower()} if self.language.strip() else ()),
            standings=frozenset({self.standing} if self.standing else ()),
        )

    @property
    def filtered(self) -> bool:
        """Whether anything but words is asked for."""
        return self.filters != Filters()

    def address(self, page: int) -> str:
        """The address of another page of the same search."""
        stated = {name: value for name, value in self if value and name != "page"}
        return f"/library?{urlencode({**stated, 'page': page})}"
