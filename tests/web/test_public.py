"""The public side over HTTP: one address for a question, history, reports, corrections, policy, board."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree

from probatum.actions.answer_report import answer_report
from probatum.actions.ask import article_name
from probatum.actions.canonical import add_wording
from probatum.actions.report import report
from probatum.errors import TooOften
from probatum.records.article import Audience
from probatum.records.report import ReportOutcome, ReportWords
from probatum.records.review import Act, Role
from probatum.standalone.verify_trail import verify
from probatum.web.sparing import Sparing
from tests.actions.publishing import (
    EDITOR,
    NAME,
    QUESTION,
    act,
    changed,
    corrected,
    day,
    first,
    graded,
    kept,
    opened,
    published,
    regraded,
)
from tests.people import Somebody, somebody
from tests.render.myositis import revision
from tests.web.conftest import Site, _served

FIRST, SECOND = first(), changed(first())
PAGE = f"/articles/{NAME}"
ALIAS = "Does IIM relapse?"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with an article that was published, reported on and corrected, and one not reviewed."""
    with opened(tmp_path_factory.mktemp("public") / "ws") as ws:
        published(ws, kept(ws, FIRST), day(1))
        claim = FIRST.lead[0].id
        words = ReportWords(wrong="It says <b>62%</b>.", right="61%")
        one = report(ws, NAME, words, at=day(3), claim=claim).report
        answer_report(ws, one.id, ReportOutcome.UPHELD, "It is <i>61%</i>.", by=EDITOR, at=day(4))
        corrected(ws, kept(ws, SECOND), day(9), "A number <was> wrong.")
        kept(ws, revision())
        with _served(ws) as served:
            yield served


@pytest.fixture
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with one published article, for a test that changes something."""
    with opened(tmp_path_factory.mktemp("alone") / "ws") as ws:
        published(ws, kept(ws, FIRST), day(1))
        with _served(ws) as served:
            yield served


@pytest.fixture
def editor(alone: Site) -> Iterator[Somebody]:
    made = somebody(alone.ws, alone.address, "E. Editor", Role.EDITOR)
    yield made
    made.client.close()
    made.program.close()


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


# --- one address for one question -------------------------------------------------------------------------


def test_another_wording_leads_to_the_article_and_says_what_was_asked(public: Site) -> None:
    led = public.client.post("/ask", data={"question": ALIAS})
    assert (led.status_code, led.headers["location"]) == (303, f"{PAGE}?asked=Does+IIM+relapse%3F")
    page = public.get(led.headers["location"]).text
    assert f"You asked: “{ALIAS}”. This article answers: “{QUESTION}”." in text_of(page)
    assert f'<link rel="canonical" href="{PAGE}">' in page
    assert public.client.get("/ask", params={"q": QUESTION.lower()}).headers["location"] == PAGE
    assert public.get("/api/v1/canonical", params={"q": ALIAS}).json() == {
        "asked": ALIAS,
        "article": NAME,
        "question": QUESTION,
        "added": False,
    }


def test_words_that_do_not_lead_here_are_not_shown_as_what_was_asked(public: Site) -> None:
    for asked in ("Does aspirin prevent stroke?", "Your account is locked, write to evil@example.org", "?"):
        page = public.get(f"{PAGE}?asked={quote(asked)}").text
        assert "You asked" not in text_of(page)


def test_a_question_can_be_asked_as_it_stands_and_its_address_leads_on_for_others(alone: Site) -> None:
    asked = alone.client.post("/ask", data={"question": ALIAS, "as_it_stands": "yes"})
    own = asked.headers["location"]
    assert asked.status_code == 303
    assert own.startswith("/articles/does-iim-relapse-")
    assert own.endswith("?itself=yes")
    assert ALIAS in text_of(alone.get(own).text)
    led = alone.client.get(own.partition("?")[0])
    assert (led.status_code, led.headers["location"]) == (308, f"{PAGE}?asked=Does+IIM+relapse%3F")
    assert led.headers["cache-control"] == "no-cache"


def test_a_wording_that_an_editor_added_stands_on_the_page_and_its_address_leads_on(alone: Site) -> None:
    wording = "Does muscle inflammation come back?"
    add_wording(alone.ws, NAME, wording, by=EDITOR, at=day(2))
    assert f"Also asked as: “{wording}”" in text_of(alone.get(PAGE).text)
    led = alone.client.get(f"/articles/{article_name(wording, Audience.CLINICIAN)}")
    assert (led.status_code, led.headers["location"].partition("?")[0]) == (308, PAGE)


# --- the article page -------------------------------------------------------------------------------------


def test_the_page_tells_who_reviewed_it_when_and_under_which_policy(public: Site) -> None:
    page = public.get(PAGE).text
    words = text_of(page)
    for wanted in (
        "This article was corrected after it was published.",
        "Why: A number <was> wrong. (Eva Editor, 10 January 2026 )",
        "Reviewed 10 January 2026",
        "Next review 10 January 2027",
        "Published 10 January 2026",
        "Reviewed by Rita Reviewer, Ron Reviewer.",
        "Cite this article Reviewed by Rita Reviewer, Ron Reviewer. Can inflammatory myositis relapse?",
        "Report an error",
    ):
        assert wanted in words
    (policy,) = re.findall(r'href="(/policy/[^"]+)">Policy under which', page)
    then = public.get(unescape(policy))
    assert (then.status_code, "In force since 2 January 2026" in text_of(then.text)) == (200, True)
    assert "noindex" not in page


def test_an_earlier_revision_says_so_and_why(public: Site) -> None:
    page = public.get(f"{PAGE}/revisions/{FIRST.hash}").text
    words = text_of(page)
    assert "This is an earlier revision. Open the current one." in words
    assert "Another revision took its place: A number <was> wrong." in words
    assert "noindex" in page


def test_a_suspended_article_says_why(alone: Site) -> None:
    act(alone.ws, FIRST, Act.SUSPEND, EDITOR, day(5), reason="Its main source is in doubt.")
    words = text_of(alone.get(PAGE).text)
    assert "This article is suspended." in words
    assert "Why: Its main source is in doubt. (Eva Editor, 6 January 2026 )" in words
    assert alone.get("/sitemap.xml").text.count("<loc>") == 0


def test_a_page_that_has_changed_is_sent_anew(alone: Site) -> None:
    held = alone.get(PAGE).headers["etag"]
    assert alone.client.get(PAGE, headers={"if-none-match": held}).status_code == 304
    act(alone.ws, FIRST, Act.SUSPEND, EDITOR, day(5), reason="In doubt.")
    assert alone.client.get(PAGE, headers={"if-none-match": held}).status_code == 200


def test_the_signed_record_can_be_downloaded_and_verified(public: Site) -> None:
    for address in (f"{PAGE}/trail.json", f"/api/v1/articles/{NAME}/trail"):
        assert list(verify(public.get(address).content)) == []
    assert public.get("/articles/nowhere/trail.json").status_code == 404


# --- the list ---------------------------------------------------------------------------------------------


def test_unreviewed_answers_are_listed_apart(public: Site) -> None:
    page = public.get("/articles").text
    published_part, _, apart = page.partition('id="unreviewed"')
    assert (QUESTION in published_part, "Can invented myositis relapse?" in published_part) == (True, False)
    assert "Can invented myositis relapse?" in apart
    assert "nobody has reviewed them" in text_of(apart)
    found = public.get("/articles", params={"q": "inflammatory", "status": "corrected", "topic": "D009220"})
    assert "1 article for “inflammatory”" in text_of(found.text)
    assert public.client.get("/articles", params={"since": "yesterday"}).status_code == 422
    listed = public.get("/api/v1/published", params={"since": "2026-01-10"}).json()
    assert [(one["article"], one["status"], one["reviewers"]) for one in listed["articles"]] == [
        (NAME, "corrected", ["Rita Reviewer", "Ron Reviewer"])
    ]


def test_a_crawler_is_told_of_what_is_published_and_of_nothing_else(public: Site) -> None:
    found = etree.fromstring(public.get("/sitemap.xml").content)
    assert found.xpath("//*[local-name()='loc']/text()") == [f"{public.address}{PAGE}"]
    robots = public.get("/robots.txt").text
    assert f"Sitemap: {public.address}/sitemap.xml" in robots
    assert "noindex" in public.get(f"/articles/{revision().article}").text


def test_a_monitor_is_told_that_the_store_can_be_read(public: Site) -> None:
    told = public.client.get("/health")
    assert (told.status_code, told.text, told.headers["cache-control"]) == (200, "well\n", "no-store")
    assert public.client.head("/health").status_code == 200


def test_a_monitor_is_told_where_the_store_cannot_be_read(tmp_path: Path) -> None:
    with opened(tmp_path / "ws") as ws, _served(ws) as served:
        with closing(sqlite3.connect(tmp_path / "ws" / "store.sqlite3")) as connection:
            connection.execute("ALTER TABLE sources RENAME TO lost")
        told = served.client.get("/health")
    assert (told.status_code, "no such table: sources" in unescape(told.text)) == (503, True)


# --- history ----------------------------------------------------------------------------------------------


def test_the_history_and_the_diff_can_be_read(public: Site) -> None:
    words = text_of(public.get(f"{PAGE}/history").text)
    assert "2 revisions, newest first." in words
    assert ": Eva Editor published it as a correction. A number <was> wrong." in words
    page = public.get(f"{PAGE}/diff", params={"old": FIRST.hash, "new": SECOND.hash[:16]}).text
    assert "1 statement changed, 0 new, 0 taken out, 2 as before." in text_of(page)
    assert (page.count("<del><span"), page.count("<ins><span")) == (1, 1)
    form = public.get(f"/api/v1/articles/{NAME}/history").json()
    assert [(one["revision"], one["status"]) for one in form["revisions"]] == [
        (SECOND.hash, "corrected"),
        (FIRST.hash, "retired"),
    ]
    diff = public.get(f"/api/v1/articles/{NAME}/diff", params={"old": FIRST.hash, "new": SECOND.hash}).json()
    assert [one["new"] for one in diff["changed"]] == [SECOND.lead[0].text]


def test_what_is_not_held_has_no_history(public: Site) -> None:
    for path in ("/articles/nowhere/history", f"{PAGE}/diff", f"{PAGE}/diff?old=ffff&new=ffff"):
        assert public.get(path).status_code == 404


# --- reports ----------------------------------------------------------------------------------------------


def test_a_reader_reports_follows_and_erases_without_an_account(alone: Site) -> None:
    claim = FIRST.lead[0].id
    form = alone.get(f"{PAGE}/report?claim={claim}").text
    assert f'<option value="{claim}" selected>' in form
    sent = alone.client.post(
        f"{PAGE}/report",
        data={
            "wrong": "The <b>share</b> is wrong.",
            "right": "61%",
            "source": "doi:10.1/x",
            "contact": "me@example.org",
            "claim": claim,
            "revision": FIRST.hash,
            "website": "",
        },
    )
    assert sent.status_code == 303
    link = sent.headers["location"]
    page = alone.get(link)
    assert page.headers["cache-control"] == "no-store"
    assert "It is received and waits for an editor." in text_of(page.text)
    assert "The &lt;b&gt;share&lt;/b&gt; is wrong." in page.text
    assert "me@example.org" in page.text
    forgotten = alone.client.post(f"{link}/forget")
    assert (forgotten.status_code, forgotten.headers["location"]) == (303, link)
    assert "nothing is kept" in text_of(alone.get(link).text)
    assert alone.get("/reports/not-a-secret").status_code == 404


def test_a_report_that_says_nothing_or_comes_from_a_program_is_refused(alone: Site) -> None:
    for data in ({"wrong": " "}, {"wrong": "x" * 5_000}, {"wrong": "Buy now", "website": "https://spam"}):
        sent = alone.client.post(f"{PAGE}/report", data=data)
        assert (sent.status_code, 'role="alert"' in sent.text) == (422, True)
    other = alone.client.post(f"{PAGE}/report", data={"wrong": "x"}, headers={"sec-fetch-site": "cross-site"})
    assert other.status_code == 403
    assert [event for event in alone.ws.store.events(NAME) if event.kind == "error reported"] == []


def test_one_address_cannot_flood_the_queue(alone: Site) -> None:
    statuses = [
        alone.client.post(f"{PAGE}/report", data={"wrong": "It is wrong."}).status_code for _ in range(12)
    ]
    assert statuses == [303] * 10 + [429] * 2


def test_an_editor_answers_through_the_api_and_the_reporter_reads_it(alone: Site, editor: Somebody) -> None:
    filed = alone.client.post(
        f"/api/v1/articles/{NAME}/reports",
        json={"wrong": "The share is wrong.", "contact": "me@example.org"},
    ).json()
    assert alone.client.get("/api/v1/reports").status_code == 401
    queue = editor.program.get("/api/v1/reports").json()
    assert [(one["id"], one["contact"]) for one in queue["reports"]] == [
        (filed["report"]["id"], "me@example.org")
    ]
    address = f"/api/v1/reports/{filed['report']['id']}"
    assert editor.program.get(address).json() == queue["reports"][0]
    body = {"outcome": "upheld", "reason": "It is 61%."}
    assert alone.client.post(f"{address}/answer", json=body).status_code == 401
    done = editor.program.post(f"{address}/answer", json=body)
    assert (done.status_code, done.json()["answer"]["outcome"]) == (200, "upheld")
    assert editor.program.post(f"{address}/answer", json=body).status_code == 409
    assert "You were right: the report was upheld. It is 61%." in text_of(alone.get(filed["follow"]).text)
    followed = f"/api/v1/reports/followed/{filed['secret']}"
    assert alone.get(followed).json()["answer"]["reason"] == "It is 61%."
    assert alone.client.delete(f"{followed}/contact").json()["contact"] == ""
    erased = editor.program.post(f"{address}/erasure", json={"reason": "It named a patient."}).json()
    assert erased["words"] is None
    assert editor.program.get("/api/v1/reports").json() == {"total": 0, "reports": []}
    assert editor.program.get("/api/v1/reports?answered=true").json()["total"] == 1


def test_an_editor_adds_and_takes_away_wordings_through_the_api(alone: Site, editor: Somebody) -> None:
    address, wording = f"/api/v1/articles/{NAME}/wordings", "Does muscle inflammation come back?"
    assert alone.client.post(address, json={"wording": wording}).status_code == 401
    assert editor.program.post(address, json={"wording": wording}).json()["wording"] == wording
    assert [one["wording"] for one in alone.get(address).json()["wordings"]] == [wording]
    assert alone.get("/api/v1/canonical", params={"q": wording}).json()["added"] is True
    gone = editor.program.request("DELETE", address, params={"wording": wording})
    assert gone.json() == {"wordings": []}


# --- corrections, policy, board ---------------------------------------------------------------------------


def test_the_ledger_is_told_to_people_programs_and_feeds(public: Site) -> None:
    words = text_of(public.get("/corrections").text)
    for wanted in (
        "100.0% (1 of 1; 95% interval 20.7 to 100.0%)",
        "From a report to its correction (median) 6 days",
        "1 received: 0 open, 1 upheld, 0 not upheld, 0 duplicates",
        "What was wrong It is <i>61%</i>. Since 2 January 2026 Noticed by a reader, 4 January 2026",
        "From report to correction 6 days",
    ):
        assert wanted in words
    form = public.get("/corrections.json").json()
    (one,) = form["corrections"]
    assert (one["wrong"], one["days"], one["noticed"]) == (["It is <i>61%</i>."], 6, "reader")
    assert public.get(one["diff"]).status_code == 200
    feed = etree.fromstring(public.get("/corrections.atom").content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("string(a:updated)", namespaces=names) == day(9)
    assert feed.xpath("string(a:entry/a:summary)", namespaces=names) == "It is <i>61%</i>."


def test_a_correction_of_the_certainty_alone_is_told_to_people_and_programs(alone: Site) -> None:
    before = replace(graded(FIRST), article="another")
    published(alone.ws, kept(alone.ws, before), day(2))
    corrected(alone.ws, kept(alone.ws, regraded(before)), day(9), "One <b>centre</b> counts less.")
    page = alone.get("/corrections").text
    assert (
        "What was wrong One <b>centre</b> counts less. Since 3 January 2026 Noticed by a reviewer "
        "Certainty, judged otherwise The imprecision of relapse: serious concern very serious concern , "
        "judged by Eva Editor, 9 January 2026 : Few people. (certainty: low, now very low)"
    ) in text_of(page)
    assert "<b>centre" not in page
    (one,) = alone.get("/corrections.json").json()["corrections"]
    assert one["judged"] == [
        {
            "outcome": "relapse",
            "domain": "imprecision",
            "old": "serious concern",
            "new": "very serious concern",
            "by": "Eva Editor",
            "reason": "Few people.",
            "before": "low",
            "after": "very low",
        }
    ]
    assert alone.get(one["diff"]).status_code == 200


def test_where_nothing_was_wrong_the_ledger_is_honest(alone: Site, site: Site) -> None:
    one = text_of(alone.get("/corrections").text)
    assert "0.0% (0 of 1; 95% interval 0.0 to 79.3%)" in one
    assert "That is no promise that there is none" in one
    assert "Nothing has been published here yet" in text_of(site.get("/corrections").text)
    assert etree.fromstring(alone.get("/corrections.atom").content) is not None


def test_the_policy_is_told_in_words_and_compared(alone: Site) -> None:
    page = alone.get("/policy").text
    assert "An article needs one approval by reviewers who may judge it." in text_of(page)
    assert "<h2>Editorial policy</h2>" in page
    (shipped,) = set(re.findall(r'href="/policy/([0-9a-f]{64})"', page))
    (alone.ws.path / "policy.md").write_text("# Ours\n\n<script>alert(1)</script>\n", "utf-8")
    page = alone.get("/policy").text
    assert "not yet adopted by a decision" in text_of(page)
    assert "<script>alert" not in page
    assert "This is an earlier version." in text_of(alone.get(f"/policy/{shipped}").text)
    form = alone.get("/api/v1/policy").json()
    assert (form["in_force"], form["rules"]["quorum"]) == (True, 1)
    assert [one["version"] for one in form["versions"]] == [form["version"], shipped]
    diff = alone.get("/policy/diff", params={"old": shipped, "new": form["version"]})
    assert "What changed in the policy" in text_of(diff.text)
    told = alone.get("/api/v1/policy/diff", params={"old": shipped, "new": form["version"]}).json()
    assert {"removed", "added"} <= {piece["change"] for piece in told["words"]}
    assert alone.get("/policy/ffff").status_code == 404


def test_the_board_page_names_who_decides_and_says_when_there_is_nobody(
    public: Site, site: Site, alone: Site, editor: Somebody
) -> None:
    words = text_of(public.get("/board").text)
    assert "Rita Reviewer Reviewer rheumatology Disclosed on 10 January 2026 :" in words
    assert "Grants or contracts: A society, on asthma, 2024 to now" in words
    assert "No board has been appointed here." in text_of(site.get("/board").text)
    named = alone.get("/board").text
    assert (editor.account.name in named, editor.account.email in named) == (True, False)
    form = alone.get("/api/v1/board").json()
    assert [(one["name"], one["roles"], one["disclosed"]) for one in form["members"]] == [
        ("E. Editor", ["editor"], "")
    ]


def test_an_address_that_came_too_often_waits_and_others_do_not() -> None:
    sparing = Sparing(2, 3600, "it was done")
    for host in ("a", "a", "b"):
        sparing.admit(host)
    with pytest.raises(TooOften, match="it was done 2 times from your address; wait 60 min"):
        sparing.admit("a")
    sparing.admit("b")


def test_the_api_describes_the_public_side(public: Site) -> None:
    described = public.get("/api/v1/openapi.json").json()["paths"]
    calls = [call for calls in described.values() for call in calls.values() if call["tags"] == ["public"]]
    assert len(calls) == 19
    assert all(call["description"] and call["summary"] for call in calls)
