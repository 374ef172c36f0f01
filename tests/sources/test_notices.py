"""Lists of retractions become notices about the works that they name."""

from __future__ import annotations

import io

from probatum.records.identity import judged_by
from probatum.records.source import Author, Identifiers, Link, LinkKind, Source, Standing
from probatum.sources.notices import read_notices, read_retracted
from probatum.sources.reader import Read, Refused

HEADER = (
    "Record ID,Title,Journal,Author,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,"
    "OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n"
)


def test_a_row_is_a_notice_about_its_original() -> None:
    rows = HEADER + (
        '7,"A work, ""so called""",J Ex,Anna Berg;Min Su Kim,7/12/2023 0:00,10.1000/r,37.0,8/1/2022 0:00,'
        "10.1000/O,36.0,Retraction\n"
        "8,Other,J Ex,,7/12/2023 0:00,10.1000/o2,0,8/1/2022 0:00,10.1000/o2,0,Expression of concern\n"
        "9,Nothing,J Ex,,,,,,,,Retraction\n"
        "10,Odd,J Ex,,,,,,10.1000/o3,,Praise\n"
    )
    first, second, third, fourth = read_notices(io.BytesIO(rows.encode()), origin="x")
    assert isinstance(first, Read)
    assert first.source == Source(
        identifiers=Identifiers(pmid="37", doi="10.1000/r", other=(("retraction-watch", "7"),)),
        title='Retraction of Publication: A work, "so called"',
        authors=(Author(family="Berg", given="Anna"), Author(family="Kim", given="Min Su")),
        journal="J Ex",
        published="2023-07-12",
        publication_types=("Retraction of Publication",),
        links=(
            Link(
                kind=LinkKind.RETRACTION_OF,
                target=Identifiers(pmid="36", doi="10.1000/o"),
                citation='A work, "so called". J Ex. 2022-08-01',
            ),
        ),
    )
    assert isinstance(second, Read)
    assert second.source.identifiers == Identifiers(other=(("retraction-watch", "8"),))
    assert judged_by(second.source) == (("doi:10.1000/o2", Standing.CONCERN),)
    assert isinstance(third, Refused)
    assert (third.place, third.reason) == ("record 9", "no identifier of the original")
    assert isinstance(fourth, Refused)


def test_a_list_of_retracted_pmids() -> None:
    first, second = read_retracted(
        io.BytesIO(b'{"pmid": "12", "title": "T."}\n\n{"pmid": null}\n'), origin="x"
    )
    assert isinstance(first, Read)
    assert first.source == Source(
        identifiers=Identifiers(pmid="12"), title="T", publication_types=("Retracted Publication",)
    )
    assert isinstance(second, Refused)
    assert second.place == "line 3"
