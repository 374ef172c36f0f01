"""The MEDLINE display format: fields that go on, links, groups, records without a blank line between them."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from probatum.records.passage import Role
from probatum.records.source import Author, Identifiers, Link, LinkKind, MeshHeading, Source
from probatum.sources.medline import read_medline
from probatum.sources.reader import Read, Refused

RECORD = """
PMID- 123
OWN - NLM
IS  - 1234-5678 (Print)
VI  - 12
IP  - 3
DP  - 2020 May
TI  - Relapse of myositis: a
      cohort study.
PG  - 12-20
LID - 10.1234/EX.1 [doi]
AB  - BACKGROUND: Relapse is
      common. METHODS: We looked. RESULTS: It was.
CI  - Copyright 2020
FAU - van der Berg, Anna B
AU  - van der Berg AB
CN  - EXAMPLE Study Group
AU  - Kim MS
LA  - fre
SI  - ClinicalTrials.gov/NCT00000001
SI  - ISRCTN/ISRCTN1
PT  - Journal Article
PT  - Retracted Publication
DEP - 20200517
TA  - J Ex
JT  - The journal of examples
MH  - *Myositis/drug therapy/*mortality
MH  - Humans
CIN - J Ex. 2020 Jun;12(4):1. PMID: 456
RIN - J Ex. 2021 Jan;13(1):9. doi: 10.1234/retract.1. PMID:
      789
OT  - *relapse
PMC - PMC77
AID - 10.1234/EX.1 [doi]
SO  - J Ex. 2020 May;12(3):12-20.
"""


def read(text: str | bytes) -> list[Read | Refused]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_medline(io.BytesIO(data), origin="x"))


def test_everything_is_kept_of_a_record() -> None:
    [found] = read(RECORD)
    assert isinstance(found, Read)
    assert found.source == Source(
        identifiers=Identifiers(
            pmid="123", pmcid="PMC77", doi="10.1234/ex.1", nct=("NCT00000001",), other=(("trial", "ISRCTN1"),)
        ),
        title="Relapse of myositis: a cohort study",
        authors=(
            Author(family="van der Berg", given="Anna B"),
            Author(collective="EXAMPLE Study Group"),
            Author(family="Kim", given="MS"),
        ),
        journal="J Ex",
        volume="12",
        issue="3",
        pages="12-20",
        published="2020-05-17",
        publication_types=("Journal Article", "Retracted Publication"),
        mesh=(
            MeshHeading(descriptor="Myositis", major=True, qualifiers=("drug therapy", "mortality")),
            MeshHeading(descriptor="Humans"),
        ),
        keywords=("relapse",),
        language="fr",
        links=(
            Link(kind=LinkKind.COMMENT_IN, target=Identifiers(pmid="456"), citation="J Ex. 2020 Jun;12(4):1"),
            Link(
                kind=LinkKind.RETRACTION_IN,
                target=Identifiers(pmid="789", doi="10.1234/retract.1"),
                citation="J Ex. 2021 Jan;13(1):9. doi: 10.1234/retract.1",
            ),
        ),
    )
    assert found.document is not None
    assert found.document.text == "Relapse is common.\nWe looked.\nIt was."
    assert [part.role for part in found.document.parts] == [Role.BACKGROUND, Role.METHODS, Role.RESULTS]
    assert (found.reader, found.place) == ("medline", "record 1, PMID 123")


def test_records_end_at_a_blank_line_or_at_the_next_pmid() -> None:
    found = read("PMID- 1\nTI  - One\nPMID- 2\nTI  - Two\r\n\r\nPMID- 3\rTI  - Three")
    assert [(one.place, one.source.title) for one in found if isinstance(one, Read)] == [
        ("record 1, PMID 1", "One"),
        ("record 2, PMID 2", "Two"),
        ("record 3, PMID 3", "Three"),
    ]


def test_a_record_without_a_name_is_refused_alone() -> None:
    first, second, third = read("PMID- 1\n\nOWN - NLM\nSTAT- MEDLINE\n\nPMID- 2\n")
    assert isinstance(first, Read)
    assert second == Refused(
        place="record 2", reason="neither a PMID nor a title", fix="export the record again"
    )
    assert isinstance(third, Read)


def test_the_encoding_is_found_and_said() -> None:
    [found] = read("PMID- 1\nTI  - Über die naïve Wirkung\nFAU - Müller, Jörg\n".encode("cp1252"))
    assert isinstance(found, Read)
    assert found.source.title == "Über die naïve Wirkung"
    assert found.place == "record 1, PMID 1 (read as cp1252)"


def test_an_endless_line_is_one_record_refused() -> None:
    found = read(b"PMID- 1\nTI  - One\n\nPMID- 2\nAB  - " + b"x" * 9_000_000 + b"\n\nPMID- 3\n")
    assert [type(one) for one in found] == [Read, Refused, Read]


@given(st.text(alphabet="PMIDTAB-\n 123x", max_size=200))
def test_no_text_crashes_the_reader(text: str) -> None:
    assert all(isinstance(one, Read | Refused) for one in read(text))
