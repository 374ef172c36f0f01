"""The desk over real HTTP: who may do what, what is refused, and what is given back."""

from __future__ import annotations

import re

import httpx
import pytest

from probatum.actions.accept import accept
from probatum.actions.assign import assign
from probatum.actions.clock import now
from probatum.actions.report import report
from probatum.actions.submit import submit
from probatum.records.report import ReportWords
from tests.people import People
from tests.render.myositis import NOTED, abstract_passage, fact_passage, gap_revision, revision
from tests.web.conftest import Site

ARTICLE, HASH = revision().article, revision().hash
DESK = f"/desk/{ARTICLE}"
CLAIM = revision().claims[2]
EDIT = f"{DESK}/statements/{CLAIM.id}"


@pytest.fixture
def board(own_site: Site, people: People) -> People:
    """The invented article before the board, with a reviewer who has accepted."""
    submit(own_site.ws, ARTICLE, by=people.author.account, at=now())
    assign(own_site.ws, ARTICLE, people.reviewer.account, by=people.editor.account, at=now())
    accept(own_site.ws, ARTICLE, by=people.reviewer.account, at=now())
    return people


def said(answer: httpx.Response) -> str:
    """The text of a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def edited(**more: str) -> dict[str, str]:
    """The form of the third statement, with what is typed instead."""
    cited = CLAIM.citations[0]
    form = {
        "revision": HASH,
        "text": CLAIM.text,
        "reason": "So it reads.",
        "passage-0": cited.passage,
        "source-0": cited.source,
        "start-0": str(cited.start),
        "quote-0": cited.quote,
        "do": "save",
    }
    return {**form, **more}


def test_the_desk_is_for_those_who_work_on_it(own_site: Site, people: People) -> None:
    assert own_site.client.get("/desk").status_code in (303, 401)
    assert people.reader.client.get("/desk").status_code == 403
    assert "/desk" not in people.reader.client.get("/").text
    assert 'href="/desk"' in people.reviewer.client.get("/").text
    answer = people.editor.client.get("/desk")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize(
    ("sift", "listed"),
    [
        ("", [ARTICLE]),
        ("?status=submitted", []),
        ("?status=under+review", [ARTICLE]),
        ("?status=unreviewed", [gap_revision().article]),
        ("?risk=pregnancy", []),
        ("?status=&risk=&mine=yes", [ARTICLE]),
    ],
)
def test_the_queue_is_sifted_by_state_and_risk(board: People, sift: str, listed: list[str]) -> None:
    page = board.editor.client.get(f"/desk{sift}").text
    assert re.findall(r'<h2><a href="/desk/([^?"]+)\?', page) == listed


def test_nobody_is_assigned_where_everybody_is(own_site: Site, board: People) -> None:
    page = board.editor.client.get(DESK).text
    assert len(re.findall(r'<input type="radio" name="to"[^>]* required', page)) == 1
    assign(own_site.ws, ARTICLE, board.second_reviewer.account, by=board.editor.account, at=now())
    page = board.editor.client.get(DESK)
    assert (page.text.count(">Assign</button>"), "There is nobody else to ask." in said(page)) == (0, True)


@pytest.mark.parametrize("act", ["approve", "return", "publish", "assign"])
def test_a_reviewer_decides_nothing(board: People, act: str) -> None:
    answer = board.reviewer.client.post(f"{DESK}/{act}", data={"revision": HASH, "reason": "So."})
    assert answer.status_code == 403


def test_a_form_without_the_token_of_the_session_is_refused(board: People) -> None:
    answer = board.editor.client.post(
        f"{DESK}/return", data={"revision": HASH, "reason": "So."}, headers={"X-CSRF-Token": "another"}
    )
    assert answer.status_code == 403


def test_what_needs_a_reason_is_asked_again(board: People) -> None:
    answer = board.editor.client.post(f"{DESK}/return", data={"revision": HASH, "reason": "  "})
    assert (answer.status_code, "Return needs a reason" in said(answer)) == (422, True)
    again = board.editor.client.post(f"{DESK}/return", data={"revision": HASH, "reason": "Say the dose."})
    assert again.status_code == 303


def test_what_is_not_open_any_more_is_told_with_what_happened(board: People) -> None:
    form = {"revision": HASH, "reason": "Say the dose."}
    assert board.editor.client.post(f"{DESK}/return", data=form).status_code == 303
    answer = board.second_editor.client.post(f"{DESK}/return", data={**form, "reason": "And the age."})
    assert answer.status_code == 409
    assert "That is not open any more" in said(answer)
    assert "E. Editor sent it back" in said(answer)
    assert "And the age." in answer.text


def test_a_form_that_names_no_revision_decides_nothing(board: People) -> None:
    assert board.editor.client.post(f"{DESK}/return", data={"reason": "So."}).status_code == 422
    assert board.author.client.post(EDIT, data=edited(revision="")).status_code == 422


def test_an_approval_that_lacks_others_is_told(board: People) -> None:
    answer = board.editor.client.post(f"{DESK}/approve", data={"revision": HASH})
    assert (answer.status_code, "0 of 2 approvals are there" in said(answer)) == (409, True)
    assert "Not open." in said(board.editor.client.get(f"{DESK}/approve"))


def test_a_comment_on_words_that_are_not_there_is_refused(board: People) -> None:
    form = {"revision": HASH, "claim": CLAIM.id, "words": "more relapses", "text": "Really?"}
    answer = board.reviewer.client.post(f"{DESK}/comment", data=form)
    assert (answer.status_code, "does not hold the words" in said(answer)) == (422, True)
    assert board.reviewer.client.post(f"{DESK}/comment", data={**form, "words": ""}).status_code == 303


def test_a_disclosure_is_given_back_until_it_is_whole(board: People) -> None:
    client = board.reviewer.client
    form = {"revision": HASH, "entity-4-0": "Maker", "start-4-0": "lately"}
    answer = client.post(f"{DESK}/disclose", data=form)
    assert (answer.status_code, "Say from which year" in said(answer), 'value="Maker"' in answer.text) == (
        422,
        True,
        True,
    )
    more = client.post(f"{DESK}/disclose", data={**form, "more": "4"})
    assert (more.status_code, 'name="entity-4-1"' in more.text) == (200, True)
    assert client.post(f"{DESK}/disclose", data={"revision": HASH, "none": "yes"}).status_code == 303


def test_an_edit_that_is_not_supported_keeps_what_was_typed(board: People) -> None:
    wrong = "Immunosuppressants were associated with fewer relapses (HR 0.05)."
    answer = board.author.client.post(EDIT, data=edited(text=wrong))
    assert answer.status_code == 422
    assert "It was not saved. Its passages do not say it." in said(answer)
    assert wrong in answer.text


def test_a_check_keeps_nothing(board: People, own_site: Site) -> None:
    good = "Immunosuppressants were associated with fewer relapses (HR 0.50)."
    answer = board.author.client.post(EDIT, data=edited(text=good, do="check"))
    assert (answer.status_code, "it can be saved" in said(answer)) == (200, True)
    assert own_site.ws.store.revision(ARTICLE).hash == HASH


def test_a_quote_must_stand_in_its_passage(board: People) -> None:
    answer = board.author.client.post(EDIT, data=edited(**{"quote-0": "fewer relapses by far"}))
    assert answer.status_code == 422
    assert "These words do not stand in the passage" in said(answer)
    none = board.author.client.post(EDIT, data=edited(**{"quote-0": ""}))
    assert (none.status_code, "cites nothing" in said(none)) == (422, True)


def test_a_place_that_is_no_number_of_a_character_is_looked_for_anew(board: People) -> None:
    good = "Immunosuppressants were associated with fewer relapses (HR 0.50)."
    sent = edited(text=good, **{"start-0": "9" * 4_301})
    for do, status in (("check", 200), ("seek", 200), ("save", 303)):
        answer = board.author.client.post(EDIT, data=sent | {"do": do})
        assert answer.status_code == status, said(answer)


def test_a_statement_is_rested_on_another_passage(board: People, own_site: Site) -> None:
    client = board.author.client
    sought = client.post(EDIT, data=edited(do="seek", seek="relapse while the dose was lowered"))
    assert "Use this passage" in said(sought)
    added = client.post(EDIT, data=edited(do="", add=f"{fact_passage().id} {NOTED.id}"))
    assert f'name="passage-1" value="{fact_passage().id}"' in added.text
    assert "Relapse was seen in 12 of 40 patients" in added.text
    form = edited(
        **{
            "passage-1": abstract_passage().id,
            "source-1": CLAIM.citations[0].source,
            "quote-1": "We followed 105 adults with newly diagnosed myositis",
        }
    )
    saved = client.post(EDIT, data=form)
    assert saved.status_code == 303
    assert len(own_site.ws.store.revision(ARTICLE).claims[2].citations) == 2


def test_of_two_who_edit_the_second_is_told_what_the_first_changed(board: People) -> None:
    first = "Immunosuppressants were associated with fewer relapses (HR 0.50)."
    assert board.author.client.post(EDIT, data=edited(text=first)).status_code == 303
    other = "Immunosuppressants were associated with fewer relapses (P = 0.013)."
    answer = board.editor.client.post(EDIT, data=edited(text=other))
    assert (answer.status_code, "The article has changed" in said(answer)) == (409, True)
    assert other in answer.text
    assert "<del>" in answer.text


def test_a_statement_is_dropped(board: People, own_site: Site) -> None:
    assert board.author.client.post(EDIT, data=edited(do="drop")).status_code == 303
    assert [one.id for one in own_site.ws.store.revision(ARTICLE).claims] == [
        one.id for one in revision().claims[:2]
    ]


def test_a_report_is_answered_once_and_its_words_can_be_erased(board: People, own_site: Site) -> None:
    filed = report(own_site.ws, ARTICLE, ReportWords(wrong="It names a patient."), at=now()).report
    address = f"/desk/reports/{filed.id}"
    assert "It names a patient." in said(board.reviewer.client.get(address))
    form = {"outcome": "not upheld", "reason": "It does not."}
    assert board.reviewer.client.post(address, data=form).status_code == 403
    assert board.editor.client.post(address, data={**form, "outcome": "?"}).status_code == 422
    assert board.editor.client.post(address, data={**form, "reason": ""}).status_code == 422
    assert board.editor.client.post(address, data=form).status_code == 303
    assert board.second_editor.client.post(address, data=form).status_code == 409
    assert board.editor.client.post(f"{address}/erase", data={"reason": "A name."}).status_code == 303
    assert "It names a patient." not in board.editor.client.get(address).text


def test_the_log_is_sifted_by_person_and_kind(board: People) -> None:
    client = board.editor.client
    by = board.editor.account.id
    whole = said(client.get("/desk/log"))
    assert "A. Author handed it in for review" in whole
    own = said(client.get("/desk/log", params={"by": by, "kind": "review: assign"}))
    assert "E. Editor assigned V. Reviewer as a reviewer" in own
    assert "1 event, newest first" in own
    assert "Nothing here fits" in said(client.get("/desk/log", params={"kind": "none"}))


def test_an_unknown_state_in_the_address_shows_all(board: People) -> None:
    answer = board.editor.client.get("/desk", params={"status": "nonsense", "risk": "?", "page": "3"})
    assert answer.status_code == 200
