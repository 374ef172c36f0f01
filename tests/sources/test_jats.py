"""Articles in JATS keep all that their front matter says, and their text in the order of reading."""

from __future__ import annotations

import io
import tarfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from probatum.errors import BrokenInput, HostileInput
from probatum.records.passage import Document, Role, TextKind
from probatum.records.source import Author, Identifiers, Link, LinkKind
from probatum.sources import jats, jats_text
from probatum.sources.jats import read_jats
from probatum.sources.jats_text import _MARK, _tidied
from probatum.sources.reader import Read, Refused

_ARTICLE = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving DTD v1.0//EN" "JATS.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article" xml:lang="EN">
<front>
<journal-meta><journal-id journal-id-type="nlm-ta">J Ex</journal-id>
<journal-title-group><journal-title>Journal of Examples</journal-title></journal-title-group></journal-meta>
<article-meta>
<article-id pub-id-type="pmid">123</article-id><article-id pub-id-type="pmc">456</article-id>
<article-id pub-id-type="doi">10.1234/ABC.5</article-id>
<article-id pub-id-type="publisher-id">x-1</article-id>
<article-categories><subj-group subj-group-type="heading"><subject>Clinical Study</subject></subj-group>
</article-categories>
<title-group><article-title>Relapse of <italic>something</italic><xref ref-type="fn">*</xref></article-title>
<subtitle>a cohort</subtitle></title-group>
<contrib-group>
<contrib contrib-type="author"><name><surname>Kim</surname><given-names>Min Su</given-names></name>
<xref ref-type="aff">1</xref></contrib>
<contrib contrib-type="author"><collab>The Example Group<contrib-group><contrib><name>
<surname>Member</surname>
</name></contrib></contrib-group></collab></contrib>
<contrib contrib-type="editor"><name><surname>Editor</surname></name></contrib>
</contrib-group>
<pub-date pub-type="epub"><day>3</day><month>2</month><year>2024</year></pub-date>
<pub-date pub-type="ppub"><month>Mar</month><year>2024</year></pub-date>
<volume>43</volume><issue>11</issue><fpage>3379</fpage><lpage>3387</lpage>
<permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/"><license-p>Open</license-p>
</license></permissions>
<related-article related-article-type="retraction-forward" ext-link-type="doi" xlink:href="10.1234/RET"/>
<related-article related-article-type="commentary" ext-link-type="pmc" xlink:href="PMC9"/>
<abstract><sec><title>Methods</title><p>We followed 105 adults (NCT00000001).</p></sec>
<sec><title>Results</title><p>Relapse in 65.</p></sec></abstract>
<abstract abstract-type="teaser"><p>Buy now.</p></abstract>
<abstract abstract-type="plain-language-summary"><p>Most relapsed.</p></abstract>
<kwd-group><kwd>relapse</kwd><kwd>relapse</kwd><kwd>taper</kwd></kwd-group>
</article-meta></front>
<body>
<sec sec-type="intro"><title>1. Introduction</title>
<p>Known<xref ref-type="bibr">1</xref><sup>,</sup> since long [<xref ref-type="bibr">2</xref>,
<xref ref-type="bibr">3</xref>], as <xref ref-type="bibr">Smith and Jones (2004)</xref> say&nbsp;.
10<sup>9</sup>/L at 5 mg/m<sup>2</sup>, H<sub>2</sub>O.</p></sec>
<sec><title>Results</title><p>In short:<list><list-item><p>One.</p></list-item>
<list-item><p>Two.</p></list-item>
</list>and on.</p>
<sec><title>Deaths</title><p>Five.</p>
<table-wrap><label>Table 1</label><caption><p>Hazards.</p></caption>
<table><tr><th>Item</th><th>HR</th></tr><tr><td>Age</td><td>1.05</td></tr></table>
<table-wrap-foot><fn><label>a</label><p>Adjusted.</p></fn></table-wrap-foot></table-wrap>
<fig><label>Figure 1</label><caption><p>Survival.</p></caption><graphic xlink:href="a.jpg"/></fig></sec></sec>
</body>
<back><ack><p>Thanks.</p></ack>
<ref-list><ref><mixed-citation>Old work.</mixed-citation></ref></ref-list></back>
</article>"""


def _all(text: str | bytes) -> list[Read | Refused]:
    return list(read_jats(io.BytesIO(text.encode() if isinstance(text, str) else text), origin="a.xml"))


def _one(text: str | bytes) -> Read:
    (read,) = _all(text)
    assert isinstance(read, Read)
    return read


def _lines(document: Document | None) -> list[tuple[str, str, Role | None]]:
    assert document is not None
    return [(part.section, document.text[part.start : part.end], part.role) for part in document.parts]


def test_the_front_matter_is_kept_whole() -> None:
    read = _one(_ARTICLE)
    source = read.source
    assert (read.reader, read.place) == ("jats", "article 1, PMC456")
    assert source.identifiers == Identifiers(
        pmid="123",
        pmcid="PMC456",
        doi="10.1234/abc.5",
        nct=("NCT00000001",),
        other=(("publisher-id", "x-1"),),
    )
    assert source.title == "Relapse of something: a cohort"
    assert source.authors == (
        Author(family="Kim", given="Min Su"),
        Author(collective="The Example Group"),
    )
    assert source.journal == "Journal of Examples"
    assert (source.volume, source.issue, source.pages) == ("43", "11", "3379-3387")
    assert source.published == "2024-02-03"
    assert source.publication_types == ("Journal Article", "Clinical Study")
    assert source.keywords == ("relapse", "taper")
    assert (source.language, source.licence) == ("en", "https://creativecommons.org/licenses/by/4.0/")
    assert source.links == (
        Link(kind=LinkKind.RETRACTION_IN, target=Identifiers(doi="10.1234/ret")),
        Link(kind=LinkKind.COMMENT_IN, target=Identifiers(pmcid="PMC9")),
    )


def test_the_text_stands_in_the_order_of_reading_under_its_headings() -> None:
    document = _one(_ARTICLE).document
    assert document is not None
    assert document.kind is TextKind.FULL_TEXT
    assert _lines(document) == [
        ("Abstract › Methods", "We followed 105 adults (NCT00000001).", Role.METHODS),
        ("Abstract › Results", "Relapse in 65.", Role.RESULTS),
        ("Plain language summary", "Most relapsed.", None),
        (
            "Introduction",
            "Known, since long, as Smith and Jones (2004) say . 10^9/L at 5 mg/m2, H2O.",
            Role.BACKGROUND,
        ),
        ("Results", "In short: and on.", Role.RESULTS),
        ("Results", "One.", Role.RESULTS),
        ("Results", "Two.", Role.RESULTS),
        ("Results › Deaths", "Five.", Role.RESULTS),
        ("Results › Deaths › Table 1", "Table 1. Hazards.", Role.RESULTS),
        ("Results › Deaths › Table 1", "Item | HR", Role.RESULTS),
        ("Results › Deaths › Table 1", "Age | 1.05", Role.RESULTS),
        ("Results › Deaths › Table 1", "Adjusted.", Role.RESULTS),
        ("Results › Deaths › Figure 1", "Figure 1. Survival.", Role.RESULTS),
    ]


def test_a_set_gives_each_article_and_a_hollow_one_is_refused() -> None:
    article = _ARTICLE.partition('dtd">')[2]
    hollow = "<article><front><article-meta/></front></article>"
    headless = "<article><body><p>x</p></body></article>"
    answers = _all(
        f"<pmc-articleset>{article}{hollow}{headless}{article}</pmc-articleset>".replace("&nbsp;", " ")
    )
    assert [answer.place for answer in answers] == [
        "article 1, PMC456", "article 2", "article 3", "article 4, PMC456",
    ]  # fmt: skip
    assert [answer.reason for answer in answers if isinstance(answer, Refused)] == [
        "neither a title nor a text",
        "no article-meta in it",
    ]


def test_without_a_body_it_is_an_abstract_and_bold_leads_are_its_headings() -> None:
    text = (
        "<article><front><article-meta><title-group><article-title>T</article-title></title-group><abstract>"
        "<p><bold>Background:</bold> Known.</p><p><bold>Findings</bold>: New.</p>"
        "<p>Also <bold>p53:</bold> x.</p>"
        "</abstract></article-meta></front></article>"
    )
    document = _one(text).document
    assert document is not None
    assert document.kind is TextKind.ABSTRACT
    assert _lines(document) == [
        ("Abstract › Background", "Background: Known.", Role.BACKGROUND),
        ("Abstract › Findings", "Findings: New.", Role.RESULTS),
        ("Abstract", "Also p53: x.", None),
    ]


def test_a_retraction_notice_says_what_it_retracts() -> None:
    text = (
        '<article article-type="retraction" xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta>'
        "<title-group><article-title>Retraction</article-title></title-group>"
        '<related-article related-article-type="retracted-article" ext-link-type="pmid" xlink:href="77"/>'
        "</article-meta></front></article>"
    )
    source = _one(text).source
    assert source.publication_types == ("Retraction of Publication",)
    assert source.links == (Link(kind=LinkKind.RETRACTION_OF, target=Identifiers(pmid="77")),)


def test_entities_of_the_file_are_not_expanded_and_nothing_is_fetched() -> None:
    text = (
        '<!DOCTYPE article SYSTEM "JATS.dtd" [<!ENTITY own "ha"><!ENTITY file SYSTEM "file:///etc/hostname">]>'
        "<article><front><article-meta><title-group><article-title>T &own; &file; &gamma;</article-title>"
        "</title-group></article-meta></front></article>"
    )
    assert _one(text).source.title == "T γ"


def test_an_entity_bomb_is_refused() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(HostileInput, match="entities that expand without end"):
        _all(f'<!DOCTYPE article [<!ENTITY e0 "ha">{bomb}]><article><body><p>&e11;</p></body></article>')


@pytest.mark.parametrize(
    "text", ["<article><front>", "not xml", "", "<article>\x00</article>", "<a>&undeclared;</a>"]
)
def test_what_is_not_well_formed_is_named_with_its_line(text: str) -> None:
    with pytest.raises(BrokenInput, match=r"^a\.xml, line \d+: not well-formed XML"):
        _all(text)


def test_what_went_before_the_damage_is_kept() -> None:
    whole = b"<article><front><article-meta><title-group><article-title>T</article-title></title-group>"
    stream = io.BytesIO(b"<set>" + whole + b"</article-meta></front></article><article><")
    answers = read_jats(stream, origin="a.xml")
    assert isinstance(next(answers), Read)
    with pytest.raises(BrokenInput):
        next(answers)


def test_a_file_without_an_article_is_refused() -> None:
    assert _all("<html><body/></html>") == [
        Refused(place="file", reason="no article in it", fix="give a JATS file with an article element")
    ]


def test_an_endless_article_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jats, "LONGEST_ARTICLE", 200_000)
    with pytest.raises(HostileInput, match="without the end of an article"):
        _all("<article><body>" + "<p>x</p>" * 100_000)


def test_deep_nesting_is_refused_by_the_parser() -> None:
    with pytest.raises(BrokenInput):
        _all("<article>" + "<sec>" * 5000 + "</sec>" * 5000 + "</article>")


@pytest.mark.shared
def test_every_real_article_is_read(shared: Path) -> None:
    """163 articles of PMC, eLife and others: counts of works, fields, parts and roles."""
    fields: Counter[str] = Counter()
    kinds: Counter[TextKind] = Counter()
    with tarfile.open(shared / "data/real_inputs/jats_fulltext.tar.gz") as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is None:
                continue
            for read in read_jats(stream, origin=member.name):
                assert isinstance(read, Read)
                assert read.document is not None
                kinds[read.document.kind] += 1
                ids, source = read.source.identifiers, read.source
                fields.update(name for name in ("pmid", "pmcid", "doi", "nct") if getattr(ids, name))
                fields.update(
                    name
                    for name in (
                        "title",
                        "authors",
                        "journal",
                        "volume",
                        "pages",
                        "published",
                        "licence",
                        "links",
                    )
                    if getattr(source, name)
                )
    assert kinds == {TextKind.FULL_TEXT: 162, TextKind.ABSTRACT: 1}
    assert fields == {
        "title": 163, "authors": 162, "journal": 163, "volume": 163, "pages": 163, "published": 163,
        "licence": 161, "links": 3, "pmid": 159, "pmcid": 159, "doi": 161, "nct": 33,
    }  # fmt: skip


def test_white_space_beside_marks_is_passed_over_once() -> None:
    """To look from each of its signs for a mark that does not come would take for ever."""
    assert _tidied(f"Gout{' ' * 200_000}is common{_MARK}.") == "Gout is common."
    assert _tidied(f"Gout ({f'{_MARK}, {_MARK} – {_MARK} ' * 20_000}and more).") == "Gout ( and more)."
    assert _tidied(f"Gout [{f'{_MARK}, {_MARK} – {_MARK} ' * 20_000}] is common.") == "Gout is common."


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("1, 2 – 4", "Gout."),
        (" [ 1 , 2 ] ", "Gout."),
        ("1" + ", , ," * 20_000, "Gout."),
        ("1" + ", , ," * 20_000 + "x", "Gout1" + ", , ," * 20_000 + "x."),
        ("1," + " " * 100_000 + "x", "Gout1, x."),
    ],
)
def test_a_reference_that_is_no_mark_is_told_at_once(words: str, text: str) -> None:
    """White space that either of two parts of a pattern may take would be shared out in every way."""
    paragraph = etree.fromstring(f"<p>Gout<xref ref-type='bibr'>{words}</xref>.</p>")
    assert jats_text.words(paragraph) == text


@pytest.mark.parametrize("day", ["²", "1" * 5_000, "32", "0", "-1", "3rd"])
def test_a_day_that_is_none_leaves_the_month(day: str) -> None:
    date = f"<pub-date pub-type='epub'><day>{day}</day><month>2</month><year>2020</year></pub-date>"
    front = f"<front><article-meta><title-group><article-title>Gout</article-title></title-group>{date}"
    assert _one(f"<article>{front}</article-meta></front></article>").source.published == "2020-02"
