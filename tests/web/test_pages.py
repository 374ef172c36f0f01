"""Every page answers, says what it must, escapes what it shows, and tells a wrong address what to do."""

from __future__ import annotations

import re
from html import unescape

import pytest

from probatum.language.entailment import default_entailer
from probatum.render.contract import article_document
from probatum.web.view import CHECKS
from probatum.workspace import checks_with
from tests.people import People
from tests.render.myositis import gap_revision, revision
from tests.web.conftest import Site

ARTICLE = f"/articles/{revision().article}"
REVISION = f"{ARTICLE}/revisions/{revision().hash}"


def text_of(html: str) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/", "Medical answers you can check"),
        ("/articles", "Can invented myositis relapse?"),
        (ARTICLE, "Can invented myositis relapse?"),
        (REVISION, "Can invented myositis relapse?"),
        (f"/articles/{gap_revision().article}", "The library does not answer this"),
        ("/library", "Every work that answers may rest on."),
        ("/library?q=myositis", "for “myositis”"),
        ("/library?design=cohort&year_from=2020", "Library"),
        ("/sources/pmid:11111111", "Relapse in <b>invented</b> myositis"),
        ("/sources/doi:10.1000/trial/2", "A trial of an invented drug"),
        ("/how-we-check", "How we check"),
        ("/audit", "Audit a text"),
        ("/api", "Everything the pages show, as JSON."),
    ],
)
def test_every_page_answers(site: Site, path: str, says: str) -> None:
    response = site.get(path)
    assert response.status_code == 200
    assert says in text_of(response.text)


def test_the_front_page_counts_the_library(site: Site, library: object) -> None:
    assert f"The library holds {len(library.index)} works." in text_of(site.get("/").text)  # type: ignore[attr-defined]


def test_an_article_shows_everything_that_it_has(site: Site) -> None:
    page = site.get(ARTICLE).text
    words = text_of(page)
    for wanted in (
        "No person has reviewed this answer.",
        "Last edited 2 January 2026",
        "Evidence searched 2 January 2026",
        "Bottom line Yes. Cohort study (105 adults): relapse occurred in 65 of 105 patients (62%).",
        "3 statements, each checked against its passage; 1 partly supported; "
        "1 withheld because a check failed.",
        "Partly supported The cited work (A trial of an invented drug) is under an expression of concern.",
        "Nothing on monitoring was found.",
        "HR 0.50 , 0.29 to 0.86 (95% CI) , P = 0.013 Immunosuppressants excludes no effect",
        "HR 1.13 , 1.00 to 1.27 (95% CI) , P = 0.052 relapse includes no effect",
        "Relapse Low certainty Works 1 People 105",
        "Risk of bias – Not assessed Not recorded in this revision.",
        "observational studies begin at low one centre",
        "Hazard ratios: relapse",
        "42 passages found and weighed",
        "What can explain it. They counted relapse over different times.",
        "House note on a randomised trial Under an expression of concern. A trial of an invented drug",
        "Passages considered 42",
        "For health professionals.",
        "Another question?",
    ):
        assert wanted in words
    assert 'aria-current="step">Unreviewed' in page


def test_what_was_withheld_can_be_opened_with_its_reasons(site: Site) -> None:
    page = site.get(ARTICLE).text
    (withheld,) = re.findall(r"<details class=\"withheld\".*?</details>", page, re.S)
    assert text_of(withheld).startswith("1 statement was withheld Each was written")
    assert "Relapse occurred in 66 of 105 patients <b>(63%)</b>. ✗ Contradicted" in text_of(withheld)
    assert "The statement says 66; the passage says 65." in withheld
    assert "<b>" not in withheld


def test_a_disagreement_is_a_table_with_heads(site: Site) -> None:
    page = site.get(ARTICLE).text
    (table,) = re.findall(r"<table class=\"sides\">.*?</table>", page, re.S)
    assert "<caption" in table
    assert table.count('scope="col"') == 3
    rows = re.findall(r'<th scope="row">(.*?)</th>', table)
    assert rows == ["Says", "How it was defined", "In whom", "Share as printed", "Followed for"]
    assert text_of(table).count("not stated") == 4


def test_a_finding_is_dismissed_with_a_reason_and_the_page_says_who_and_why(
    own_site: Site, people: People
) -> None:
    made, site, reviewer = revision(), own_site, people.reviewer.client
    before = site.get(f"/articles/{made.article}")
    page = reviewer.get(f"/articles/{made.article}")
    (href,) = [unescape(one) for one in re.findall(r'class="dismiss" href="([^"]+standing)"', page.text)]
    assert "Dismiss a finding" in text_of(reviewer.get(href).text)
    nothing = reviewer.post(href, data={"reason": "  "})
    assert (nothing.status_code, 'role="alert"' in nothing.text) == (422, True)
    done = reviewer.post(href, data={"reason": "The concern was <i>lifted</i>."})
    claim = made.sections[0].claims[0].id
    assert (done.status_code, done.headers["location"]) == (303, f"/articles/{made.article}#claim-{claim}")
    after = site.client.get(f"/articles/{made.article}", headers={"if-none-match": before.headers["etag"]})
    assert "Dismissed by V. Reviewer on" in text_of(after.text)
    assert "The concern was &lt;i&gt;lifted&lt;/i&gt;." in after.text
    assert "1 partly supported" not in text_of(after.text)
    assert "is under an expression of concern" in after.text


def test_who_may_not_dismiss_a_finding_is_not_offered_it(own_site: Site, people: People) -> None:
    address = f"/articles/{revision().article}"
    assert 'class="dismiss"' not in own_site.get(address).text
    assert 'class="dismiss"' not in people.reader.client.get(address).text
    offered = re.search(r'class="dismiss" href="([^"]+)"', people.author.client.get(address).text)
    assert offered is not None
    led = own_site.client.get(unescape(offered[1]))
    assert (led.status_code, led.headers["location"]) == (303, f"/sign-in?next={unescape(offered[1])}")
    assert own_site.client.post(unescape(offered[1]), data={"reason": "So."}).status_code == 401
    assert people.reader.client.post(unescape(offered[1]), data={"reason": "So."}).status_code == 403


def test_a_finding_is_not_dismissed_from_another_site(site: Site) -> None:
    claim = revision().sections[0].claims[0].id
    sent = site.client.post(
        f"{ARTICLE}/statements/{claim}/dismiss/standing",
        data={"reason": "So."},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert sent.status_code == 403


def test_every_marker_opens_its_passage_with_the_quote_marked(site: Site) -> None:
    form = article_document(revision())
    page = site.get(ARTICLE).text
    claims = form["lead"] + [claim for section in form["sections"] for claim in section["claims"]]
    leads = [unescape(href) for href in re.findall(r'class="marker" href="([^"]+)"', page)]
    by_claim = [href for href in leads if "/statements/" in href]
    assert len(by_claim) == sum(len({c["marker"] for c in claim["citations"]}) for claim in claims)
    for claim in claims:
        for citation in claim["citations"]:
            (href,) = [href for href in by_claim if f"/{claim['id']}/{citation['marker']}#" in href]
            ground = site.get(href)
            marked = [unescape(mark) for mark in re.findall(r"<mark[^>]*>(.*?)</mark>", ground.text, re.S)]
            assert citation["quote"] in marked
            assert 'id="quote"' in ground.text
    for href in set(leads) - set(by_claim):
        assert site.get(href).status_code == 200


def test_the_effects_table_opens_the_figure_itself(site: Site) -> None:
    page = site.get(ARTICLE).text
    leads = [
        unescape(href) for href in re.findall(r'class="marker" href="(/passages/[^"]+start=[^"]+)"', page)
    ]
    marked = [re.findall(r"<mark[^>]*>(.*?)</mark>", site.get(href).text) for href in leads]
    assert marked == [
        ["65 of 105 patients (62%)"],
        ["HR 0.50, 95% CI 0.29-0.86, P = 0.013"],
        ["HR 1.13, 95% CI 1.00-1.27, P = 0.052"],
    ]


def test_nothing_from_a_source_becomes_markup(site: Site) -> None:
    ground = f"{REVISION}/statements/{revision().sections[0].claims[0].id}/2"
    for path in (
        ARTICLE,
        "/sources/pmid:11111111",
        "/sources/doi:10.1000/trial/2",
        ground,
        "/library?q=invented",
    ):
        html = site.get(path).text
        assert "<b>" not in html
        assert "<script>" not in html
        assert "alert('" not in html


def test_no_page_asks_for_anything_from_elsewhere_and_nothing_is_inline(site: Site) -> None:
    for path in ("/", ARTICLE, "/library", "/sources/pmid:11111111", "/how-we-check", "/api", "/nowhere"):
        html = site.get(path).text
        assert re.findall(r'(?:src|href)="(https?:[^"]+\.(?:js|css|woff2?|png|svg)[^"]*)"', html) == []
        assert re.findall(r"<(?:script|link|img|iframe)[^>]+https?:", html) == []
        assert re.findall(r'\sstyle="|<style|\son\w+="|<script(?![^>]*(?:src=|"application/ld))', html) == []


def test_the_forms_beside_an_article(site: Site) -> None:
    assert site.get(f"{ARTICLE}.json").json() == article_document(revision())
    assert site.get(f"{REVISION}.json").json() == article_document(revision())
    markdown = site.get(f"{REVISION}.md")
    assert markdown.headers["content-type"] == "text/markdown; charset=utf-8"
    assert markdown.text.startswith("# Can invented myositis relapse?")
    assert site.get(f"{ARTICLE}.md").text == markdown.text


def test_a_revision_is_found_by_the_beginning_of_its_hash(site: Site) -> None:
    assert site.get(f"{ARTICLE}/revisions/{revision().hash[:12]}").status_code == 200


def test_an_article_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    first = site.get(ARTICLE)
    again = site.get(ARTICLE, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")


def test_asking_leads_to_the_article(site: Site) -> None:
    posted = site.client.post("/ask", data={"question": "Can inflammatory myositis relapse?"})
    assert posted.status_code == 303
    assert posted.headers["location"].startswith("/articles/can-inflammatory-myositis-relapse-")
    by_address = site.client.get("/ask", params={"q": "Can inflammatory myositis relapse?"})
    assert by_address.headers["location"] == posted.headers["location"]
    first = site.get(f"{posted.headers['location']}.json").json()["revision"]
    site.client.post("/ask", data={"question": "Can inflammatory myositis relapse?"})
    assert site.get(f"{posted.headers['location']}.json").json()["revision"] == first


def test_a_question_that_the_library_cannot_answer_gets_a_gap(site: Site) -> None:
    page = site.get("/ask?q=What+is+the+capital+of+Peru%3F")
    assert page.status_code == 200
    assert "The library does not answer this" in text_of(page.text)


@pytest.mark.parametrize("question", ["", "   \n\t", "x" * 20_000, "\x00\x01\x02"])
def test_what_is_no_question_comes_back_with_the_reason(site: Site, question: str) -> None:
    response = site.client.post("/ask", data={"question": question})
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert 'aria-invalid="true"' in response.text


def test_control_characters_in_a_question_do_no_harm(site: Site) -> None:
    response = site.client.post(
        "/ask", data={"question": "Can\x00 inflammatory\x1b[31m myositis\u202e relapse?"}
    )
    assert response.status_code in (303, 422)


def test_a_question_is_shown_as_words(site: Site) -> None:
    page = site.get("/ask", params={"q": "Does <script>alert('x')</script> cure <b>narcolepsy</b>?"}).text
    assert "<script>alert" not in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/articles/no-such-article", 404),
        (f"{ARTICLE}/revisions/ffffffff", 404),
        (f"{REVISION}/statements/0000000000000000/1", 404),
        (f"{REVISION}/statements/{revision().lead[0].id}/99", 404),
        (f"{REVISION}/statements/{revision().lead[0].id}/x", 422),
        ("/sources/pmid:99999999", 404),
        ("/sources/", 404),
        ("/passages/nonsense", 404),
        ("/passages/00000000000000000000:0-5", 404),
        ("/passages/00000000000000000000:5-x", 404),
        (f"/passages/{revision().references[0].passages[0]}?start=5&end=2", 404),
        (f"/passages/{revision().references[0].passages[0]}?start=0&end=99999", 404),
        (f"/passages/{revision().references[0].passages[0]}?start=-1", 422),
        ("/library?page=0", 422),
        ("/library?page=x", 422),
        ("/library?design=astrology", 422),
        ("/library?year_from=99999", 422),
        ("/library?colour=red", 422),
        ("/static/nothing.css", 404),
        ("/static/../view.py", 404),
    ],
)
def test_a_wrong_address_says_what_to_do(site: Site, path: str, status: int) -> None:
    response = site.get(path)
    assert response.status_code == status
    assert "Ask the library" in response.text
    assert "Traceback" not in response.text


def test_a_page_past_the_last_is_empty_and_not_an_error(site: Site) -> None:
    response = site.get("/library?page=5000")
    assert response.status_code == 200


def test_a_wrong_method_is_refused_in_words(site: Site) -> None:
    response = site.client.delete(ARTICLE)
    assert response.status_code == 405
    assert "Ask the library" in response.text


def test_every_check_is_told_in_plain_words_on_the_page(site: Site) -> None:
    checks = {check.__name__ for check in (*checks_with(None), *checks_with(default_entailer()))}
    assert checks == set(CHECKS)
    page = text_of(site.get("/how-we-check").text)
    assert [words for words in CHECKS.values() if words not in page] == []
