"""RIS and the tagged form of Web of Science: records of several databases, and broken ones."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from probatum.records.source import Author, Identifiers, Source
from probatum.sources.reader import Read, Refused
from probatum.sources.ris import read_ris

RECORD = """\
Provider: A database
TY  - JOUR
TI  - Relapse of <i>myositis</i> &amp; more: 10<sup>9</sup>/L.
AU  - van der Berg, Anna B.
AU  - EXAMPLE Study Group
T2  - J Ex
VL  - 12
IS  - 3
SP  - 12
EP  - 20
PY  - 2020
DA  - 2020/05/17/
DO  - https://doi.org/10.1234/EX.1
AN  - 123
DP  - NLM
C2  - Pmc77
LA  - eng
M3  - Review
KW  - relapse
KW  - *myositis
AB  - OBJECTIVE: To see. RESULTS: It was
so.
UR  - https://example.org/1
N1  - NCT00000001
ER  -
"""

WOS = """\
FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Berg, A
   Kim, MS
AF Berg, Anna
   Kim, Min Su
TI Relapse of
   myositis
SO JOURNAL OF EXAMPLES
LA English
DT Article; Retracted Publication
DE relapse; outcome
AB It was.
JI J. Ex.
PD MAY 17
PY 2020
VL 12
IS 3
BP 12
EP 20
DI 10.1234/EX.1
PM 123
UT WOS:000001
ER

EF
"""


def read(text: str | bytes) -> list[Read | Refused]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_ris(io.BytesIO(data), origin="x"))


def test_everything_is_kept_of_a_record() -> None:
    [found] = read(RECORD)
    assert isinstance(found, Read)
    assert found.source == Source(
        identifiers=Identifiers(pmid="123", pmcid="PMC77", doi="10.1234/ex.1", nct=("NCT00000001",)),
        title="Relapse of myositis & more: 10^9/L",
        authors=(Author(family="van der Berg", given="Anna B."), Author(collective="EXAMPLE Study Group")),
        journal="J Ex",
        volume="12",
        issue="3",
        pages="12-20",
        published="2020-05-17",
        publication_types=("Review", "Journal Article"),
        keywords=("relapse", "myositis"),
        language="en",
        url="https://example.org/1",
    )
    assert found.document is not None
    assert found.document.text == "To see.\nIt was so."
    assert (found.reader, found.place) == ("ris", "record 1, line 2")


def test_the_tagged_form_of_web_of_science() -> None:
    [found] = read(WOS)
    assert isinstance(found, Read)
    assert found.source == Source(
        identifiers=Identifiers(pmid="123", doi="10.1234/ex.1", other=(("wos", "000001"),)),
        title="Relapse of myositis",
        authors=(Author(family="Berg", given="Anna"), Author(family="Kim", given="Min Su")),
        journal="J. Ex.",
        volume="12",
        issue="3",
        pages="12-20",
        published="2020-05-17",
        publication_types=("Journal Article", "Retracted Publication"),
        keywords=("relapse", "outcome"),
        language="en",
    )


def test_a_record_that_is_not_closed_ends_where_the_next_begins() -> None:
    found = read("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nER  - \n\nTY - JOUR\nTI - Three\n")
    assert [(one.place, one.source.title) for one in found if isinstance(one, Read)] == [
        ("record 1, line 1", "One"),
        ("record 2, line 3", "Two"),
        ("record 3, line 7", "Three"),
    ]


def test_a_bad_record_is_refused_alone() -> None:
    first, second, third = read(
        "TY  - JOUR\nTI  - One\nER  - \nTY  - \nAB  - words\nER  - \nTY  - JOUR\nTI  - 3\n"
    )
    assert isinstance(first, Read)
    assert second == Refused(
        place="record 2, line 4", reason="neither a title nor an identifier", fix="export the record again"
    )
    assert isinstance(third, Read)


def test_an_endless_line_is_one_record_refused() -> None:
    found = read(b"TY  - JOUR\nTI  - " + b"x" * 9_000_000 + b"\nER  - \nTY  - JOUR\nTI  - Two\nER  - \n")
    assert [type(one) for one in found] == [Refused, Read]


def test_marks_and_encodings() -> None:
    [found] = read("\ufeff" + "TY  - JOUR\nTI  - Über\x00 alles\u202e\nER  - ")
    assert isinstance(found, Read)
    assert found.source.title == "Über alles"
    [found] = read("TY  - JOUR\nTI  - Über die naïve Wirkung\nER  - ".encode("utf-16"))
    assert isinstance(found, Read)
    assert found.source.title == "Über die naïve Wirkung"


@given(
    st.lists(
        st.sampled_from(["TY  - JOUR", "TI  - x", "ER  - ", "AU  - ,", "PT J", "   y", "ER", "", "UR  - ;"])
    )
)
def test_no_order_of_lines_crashes_the_reader(lines: list[str]) -> None:
    assert all(isinstance(one, Read | Refused) for one in read("\n".join(lines)))
