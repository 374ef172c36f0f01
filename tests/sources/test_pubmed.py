"""PubMed XML: everything that is kept of a record, one bad record at a time, whatever the file."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import BrokenInput
from probatum.records.identity import own_standing
from probatum.records.passage import Document, Part, Role, TextKind
from probatum.records.source import (
    Author,
    Identifiers,
    Link,
    LinkKind,
    MeshHeading,
    Source,
    Standing,
)
from probatum.sources import elements
from probatum.sources.pubmed import read_pubmed
from probatum.sources.reader import Read, Refused

ARTICLE = """
<PubmedArticle>
  <MedlineCitation Status="MEDLINE" Owner="NLM">
    <PMID Version="1">0101</PMID>
    <DateRevised><Year>2021</Year><Month>03</Month><Day>01</Day></DateRevised>
    <Article PubModel="Print-Electronic">
      <Journal>
        <ISSN IssnType="Print">1234-5678</ISSN>
        <JournalIssue CitedMedium="Print"><Volume>12</Volume><Issue>3</Issue>
          <PubDate><Year>2020</Year><Month>May</Month></PubDate></JournalIssue>
        <Title>The journal of examples</Title><ISOAbbreviation>J Ex</ISOAbbreviation>
      </Journal>
      <ArticleTitle>Effect of IL-6 in CD4<sup>+</sup> cells: 3 &#215; 10<sup>9</sup>/L
        of <i>E. coli</i>.</ArticleTitle>
      <Pagination><StartPage>12</StartPage><EndPage>20</EndPage><MedlinePgn>12-20</MedlinePgn></Pagination>
      <ELocationID EIdType="doi" ValidYN="Y">10.1234/EX.1</ELocationID>
      <Abstract>
        <AbstractText Label="AIMS" NlmCategory="OBJECTIVE">To see.</AbstractText>
        <AbstractText Label="METHODS AND RESULTS" NlmCategory="METHODS">We
           looked, HbA<sub>1c</sub> fell.</AbstractText>
        <AbstractText Label="UNLABELLED" NlmCategory="UNASSIGNED">It ends.</AbstractText>
        <CopyrightInformation>© 2020. Creative Commons Attribution License (CC BY).</CopyrightInformation>
      </Abstract>
      <AuthorList CompleteYN="Y">
        <Author ValidYN="Y"><LastName>Müller</LastName><ForeName>Anna B</ForeName><Initials>AB</Initials>
          <AffiliationInfo><Affiliation>Somewhere</Affiliation></AffiliationInfo></Author>
        <Author ValidYN="N"><LastName>Wrong</LastName><Initials>W</Initials></Author>
        <Author ValidYN="Y"><CollectiveName>EXAMPLE Study Group</CollectiveName></Author>
      </AuthorList>
      <Language>eng</Language>
      <DataBankList CompleteYN="Y">
        <DataBank><DataBankName>ClinicalTrials.gov</DataBankName>
          <AccessionNumberList><AccessionNumber>NCT00000001</AccessionNumber></AccessionNumberList></DataBank>
        <DataBank><DataBankName>ISRCTN</DataBankName>
          <AccessionNumberList><AccessionNumber>ISRCTN1</AccessionNumber></AccessionNumberList></DataBank>
        <DataBank><DataBankName>GENBANK</DataBankName>
          <AccessionNumberList><AccessionNumber>X1</AccessionNumber></AccessionNumberList></DataBank>
      </DataBankList>
      <PublicationTypeList>
        <PublicationType UI="D016428">Journal Article</PublicationType>
        <PublicationType UI="D017065">Practice Guideline</PublicationType>
      </PublicationTypeList>
      <ArticleDate DateType="Electronic"><Year>2020</Year><Month>05</Month><Day>17</Day></ArticleDate>
    </Article>
    <MedlineJournalInfo><MedlineTA>J Ex</MedlineTA></MedlineJournalInfo>
    <CommentsCorrectionsList>
      <CommentsCorrections RefType="RetractionIn">
        <RefSource>J Ex. 2021;1:1. doi: 10.1234/retract.1</RefSource><PMID Version="1">202</PMID>
      </CommentsCorrections>
      <CommentsCorrections RefType="Cites"><RefSource>Other</RefSource></CommentsCorrections>
    </CommentsCorrectionsList>
    <MeshHeadingList>
      <MeshHeading><DescriptorName UI="D009220" MajorTopicYN="N">Myositis</DescriptorName>
        <QualifierName UI="Q1" MajorTopicYN="Y">drug therapy</QualifierName></MeshHeading>
      <MeshHeading><DescriptorName UI="D006801" MajorTopicYN="N">Humans</DescriptorName></MeshHeading>
    </MeshHeadingList>
    <KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">relapse</Keyword></KeywordList>
  </MedlineCitation>
  <PubmedData>
    <History><PubMedPubDate PubStatus="pubmed"><Year>2020</Year></PubMedPubDate></History>
    <ArticleIdList><ArticleId IdType="pubmed">101</ArticleId>
      <ArticleId IdType="pmc">PMC77</ArticleId></ArticleIdList>
    <ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.9/other</ArticleId></ArticleIdList>
      </Reference></ReferenceList>
  </PubmedData>
</PubmedArticle>
"""
TEXT = "To see.\nWe looked, HbA1c fell.\nIt ends."


def read(text: str | bytes) -> list[Read | Refused]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_pubmed(io.BytesIO(data), origin="file.xml"))


def article(pmid: int, body: str = "") -> str:
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article>{body}</Article></MedlineCitation>"
        "</PubmedArticle>"
    )


def test_everything_is_kept_of_an_article() -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE PubmedArticleSet>\n<PubmedArticleSet>'
    [found] = read(f"{head}{ARTICLE}</PubmedArticleSet>")
    assert found == Read(
        source=Source(
            identifiers=Identifiers(
                pmid="101",
                pmcid="PMC77",
                doi="10.1234/ex.1",
                nct=("NCT00000001",),
                other=(("trial", "ISRCTN1"),),
            ),
            title="Effect of IL-6 in CD4+ cells: 3 × 10^9/L of E. coli",
            authors=(Author(family="Müller", given="Anna B"), Author(collective="EXAMPLE Study Group")),
            journal="J Ex",
            volume="12",
            issue="3",
            pages="12-20",
            published="2020-05-17",
            publication_types=("Journal Article", "Practice Guideline"),
            mesh=(
                MeshHeading(descriptor="Myositis", ui="D009220", major=True, qualifiers=("drug therapy",)),
                MeshHeading(descriptor="Humans", ui="D006801"),
            ),
            keywords=("relapse",),
            issuer="EXAMPLE Study Group",
            language="en",
            licence="© 2020. Creative Commons Attribution License (CC BY).",
            links=(
                Link(
                    kind=LinkKind.RETRACTION_IN,
                    target=Identifiers(pmid="202", doi="10.1234/retract.1"),
                    citation="J Ex. 2021;1:1. doi: 10.1234/retract.1",
                ),
            ),
        ),
        document=Document(
            text=TEXT,
            kind=TextKind.ABSTRACT,
            parts=(
                Part(start=0, end=7, section="Abstract › Aims", role=Role.OBJECTIVE),
                Part(start=8, end=30, section="Abstract › Methods and results"),
                Part(start=31, end=39, section="Abstract"),
            ),
            language="en",
        ),
        reader="pubmed",
        place="PMID 101",
    )
    assert own_standing(found.source) is Standing.RETRACTED


BOOK = """<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>55</PMID>
<ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList>
<Book><Publisher><PublisherName>X</PublisherName></Publisher><BookTitle book="b">The Book</BookTitle>
<PubDate><Year>2019</Year></PubDate>
<AuthorList Type="editors"><Author><LastName>Ed</LastName></Author></AuthorList>
<Isbn>123</Isbn></Book>
<ArticleTitle book="b" part="p">A chapter</ArticleTitle><Language>eng</Language>
<AuthorList Type="authors"><Author><LastName>Writer</LastName><Initials>W</Initials></Author></AuthorList>
<PublicationType UI="D016454">Review</PublicationType>
<Abstract><AbstractText>Words.</AbstractText></Abstract></BookDocument>
<PubmedBookData><ArticleIdList><ArticleId IdType="pubmed">55</ArticleId></ArticleIdList></PubmedBookData>
</PubmedBookArticle></PubmedArticleSet>"""


def test_a_chapter_of_a_book() -> None:
    [found] = read(BOOK)
    assert isinstance(found, Read)
    assert found.source == Source(
        identifiers=Identifiers(pmid="55", other=(("isbn", "123"), ("nbk", "NBK1"))),
        title="A chapter",
        authors=(Author(family="Writer", given="W"),),
        journal="The Book",
        published="2019",
        publication_types=("Review",),
        language="en",
    )


def test_bare_medline_citations_and_medline_dates() -> None:
    date = "<MedlineDate>1998 Dec-1999 Jan</MedlineDate>"
    date = f"<Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>"
    found = read(
        f"<MedlineCitationSet><MedlineCitation Owner='NLM'><PMID>7</PMID><Article>{date}"
        "<ArticleTitle>[A translated title.]</ArticleTitle></Article></MedlineCitation></MedlineCitationSet>"
    )
    assert [
        (r.source.identifiers.pmid, r.source.title, r.source.published) for r in found if isinstance(r, Read)
    ] == [("7", "A translated title", "1998-12")]


def test_an_abstract_in_another_language_serves_where_there_is_no_other() -> None:
    other = "<AbstractText>Palabras.</AbstractText>"
    other = f'<OtherAbstract Type="Publisher" Language="spa">{other}</OtherAbstract>'
    text = article(1).replace("</Article>", f"</Article>{other}")
    [found] = read(text)
    assert isinstance(found, Read)
    assert found.document is not None
    assert (found.document.text, found.document.language) == ("Palabras.", "es")
    [found] = read(
        text.replace("<Article>", "<Article><Abstract><AbstractText>Words.</AbstractText></Abstract>")
    )
    assert isinstance(found, Read)
    assert found.document is not None
    assert found.document.text == "Words."


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("<PubmedArticle><PMID>2</PMID>", "this record is not closed before the next one begins"),
        (article(2, "<ArticleTitle>a & b</ArticleTitle>"), "not XML"),
        (article(2, "<ArticleTitle>&lol9;</ArticleTitle>"), "not XML"),
        (article(2, "<x>" * 300 + "</x>" * 300), "not XML"),
        (article(2, "<ArticleTitle>\x00</ArticleTitle>"), "not XML"),
        ("<PubmedArticle><MedlineCitation/></PubmedArticle>", "neither a PMID nor a title"),
    ],
    ids=["not closed", "ampersand", "entity", "deep", "zero byte", "empty"],
)  # fmt: skip
def test_one_bad_record_never_stops_the_rest(bad: str, reason: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY lol "lol"><!ENTITY lol9 "&lol;&lol;&lol;">]>'
    first, refused, last = read(f"{bomb}<PubmedArticleSet>{article(1)}{bad}{article(3)}</PubmedArticleSet>")
    assert isinstance(first, Read)
    assert isinstance(refused, Refused)
    assert isinstance(last, Read)
    assert refused.reason.startswith(reason)
    assert refused.fix
    assert (first.place, last.place) == ("PMID 1", "PMID 3")


def test_a_file_that_ends_too_early_gives_what_it_has() -> None:
    whole = f"<PubmedArticleSet>{article(1)}{article(2)}"
    first, refused = read(whole[:-20])
    assert isinstance(first, Read)
    assert refused == Refused(
        place=f"byte {len('<PubmedArticleSet>' + article(1))}",
        reason="the file ends in the middle of this record",
        fix="fetch the record again from PubMed",
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-1"])
def test_other_encodings_are_read_as_declared(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{article(1, "<ArticleTitle>Müller</ArticleTitle>")}'
    data = text.encode(encoding)
    if encoding == "utf-16-le":
        data = "\ufeff".encode("utf-16-le") + data
    [found] = read(data)
    assert isinstance(found, Read)
    assert found.source.title == "Müller"


def test_an_encoding_that_is_none_is_an_error_that_says_so() -> None:
    with pytest.raises(BrokenInput, match=r"file\.xml: its declared encoding 'none-such' does not serve"):
        read(f'<?xml version="1.0" encoding="none-such"?>{article(1)}')


def test_a_record_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elements, "LONGEST_RECORD", 600_000)
    long = article(2, "<x>" + "long " * 300_000 + "</x>")
    found = read(f"<PubmedArticleSet>{article(1)}{long}{article(3)}</PubmedArticleSet>")
    assert [type(one) for one in found] == [Read, Refused, Read]
    assert [one.place for one in found if isinstance(one, Read)] == ["PMID 1", "PMID 3"]


@given(st.lists(st.integers(1, 10**8), max_size=20, unique=True), st.integers(16, 400))
def test_records_are_found_wherever_the_stream_is_cut(pmids: list[int], size: int) -> None:
    class Dripping(io.BytesIO):
        def read(self, _: int | None = -1, /) -> bytes:
            return super().read(size)

    data = ("<PubmedArticleSet>" + "\n".join(map(article, pmids)) + "</PubmedArticleSet>").encode()
    found = list(read_pubmed(Dripping(data), origin="x"))
    assert [one.place for one in found] == [f"PMID {pmid}" for pmid in pmids]


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(noise: bytes) -> None:
    data = b"<PubmedArticleSet><PubmedArticle>" + noise + b"</PubmedArticle>" + noise
    try:
        found = read(data)
    except BrokenInput:
        return
    assert all(isinstance(one, Read | Refused) for one in found)
