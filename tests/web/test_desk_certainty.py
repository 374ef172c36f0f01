"""The domains of GRADE are judged at the desk: with a reason, kept as an edit is, and never lost silently."""

from __future__ import annotations

import re
from dataclasses import replace

import httpx
import pytest

from probatum.actions.ask import ask
from probatum.actions.judge_certainty import judge_certainty
from probatum.actions.review import dossier
from probatum.actions.workbench import workbench
from probatum.records.article import Revision
from probatum.records.edit import Judge
from probatum.records.event import Event
from probatum.records.evidence import Judgement
from probatum.workspace import Workspace
from tests.actions.boarding import approved
from tests.people import People
from tests.render.myositis import revision
from tests.web.conftest import Site
from tests.web.test_desk import said

QUESTION = "Can inflammatory myositis relapse?"
AT = "2026-02-03T04:05:06Z"
BIAS, IMPRECISION = 0, 3  # as the domains stand in the form


@pytest.fixture
def made(own_site: Site, people: People) -> Revision:
    """An answer that rates one outcome: relapse, moderate for imprecision."""
    return ask(own_site.ws, QUESTION, by=people.author.account.id)


def form(made: Revision, **more: str) -> dict[str, str]:
    return {"revision": made.hash, "do": "save", **more}


def judging(number: int, judgement: str, reason: str) -> dict[str, str]:
    return {f"judgement-{number}": judgement, f"reason-{number}": reason}


SOUND = judging(BIAS, "no concern seen", "We read the work.")


def address(made: Revision, number: int = 1) -> str:
    return f"/desk/{made.article}/certainty/{number}"


def line(page: httpx.Response) -> str:
    """How certain the workbench says that the evidence is."""
    return said(page).partition("Certainty of the evidence")[2].partition("Risk of bias")[0].strip()


def test_a_judgement_makes_a_revision_that_shows_both_judgements(people: People, made: Revision) -> None:
    client = people.author.client
    page = client.get(address(made))
    assert "How certain is the evidence about relapse?" in said(page)
    answer = client.post(address(made), data=form(made, **SOUND))
    assert answer.status_code == 303
    bench = client.get(answer.headers["location"])
    words = said(bench)
    assert "The judgement is kept as a new revision. It is not submitted yet." in words
    assert "Judged by the board: • No concern seen, A. Author," in words
    assert "Computed: – Not assessed We read the work. The program: Abstracts and summaries do not" in words
    assert "The risk of bias of relapse: not assessed no concern seen , judged by A. Author," in words
    hash_of = re.search(r"revision=(\w{64})", answer.headers["location"])
    assert hash_of is not None
    read = client.get(f"/articles/{made.article}/revisions/{hash_of[1]}")
    assert "Judged by the board: • No concern seen, A. Author," in said(read)
    assert "no person has confirmed the others" in said(read)
    diff = client.get(f"/articles/{made.article}/diff", params={"old": made.hash, "new": hash_of[1]})
    assert "How certain the evidence is The risk of bias of relapse: not assessed no concern" in said(diff)
    told = client.get(
        f"/api/v1/articles/{made.article}/diff", params={"old": made.hash, "new": hash_of[1]}
    ).json()
    assert told["judged"] == [
        {
            "outcome": "relapse", "domain": "risk of bias", "old": "not assessed", "new": "no concern seen",
            "by": "A. Author", "reason": "We read the work.", "before": "moderate", "after": "moderate",
        }
    ]  # fmt: skip
    log = said(client.get(f"/desk/{made.article}/log"))
    assert "edited it: judged the risk of bias of relapse: not assessed → no concern seen" in log


def test_the_rating_that_would_follow_is_worked_out_and_nothing_is_kept(
    own_site: Site, people: People, made: Revision
) -> None:
    enough = judging(IMPRECISION, "no concern seen", "It is enough to decide on.")
    sent = form(made, **SOUND, **enough, do="check")
    answer = people.author.client.post(address(made), data=sent)
    assert answer.status_code == 200
    assert "It would be high. Nothing is saved yet." in said(answer)
    assert '<option value="no concern seen" selected>' in answer.text
    assert own_site.ws.store.revision(made.article) == made


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Nothing is judged otherwise"),
        (judging(BIAS, "no concern seen", " "), "Say why, in a sentence."),
        (judging(BIAS, "", "Since I say so."), "Choose what you judge, or take the reason away."),
        (judging(BIAS, "high", "Typed in."), "Choose one of the judgements that are offered."),
        (judging(BIAS, "rates up by one level", "So."), "Choose one of the judgements that are offered."),
        (judging(BIAS, "serious concern", "so " * 200), "say it in at most 500"),
    ],
)
def test_what_is_no_judgement_is_refused_with_what_was_typed(
    own_site: Site, people: People, made: Revision, sent: dict[str, str], told: str
) -> None:
    answer = people.author.client.post(address(made), data=form(made, **sent))
    assert (answer.status_code, told in said(answer)) == (422, True), said(answer)
    assert sent.get(f"reason-{BIAS}", "").strip() in answer.text
    assert own_site.ws.store.revision(made.article) == made


def test_of_two_the_second_is_told_what_the_first_judged(people: People, made: Revision) -> None:
    assert people.author.client.post(address(made), data=form(made, **SOUND)).status_code == 303
    mine = judging(BIAS, "serious concern", "It was not blinded.")
    answer = people.editor.client.post(address(made), data=form(made, **mine))
    words = said(answer)
    assert answer.status_code == 409
    assert "It was not blinded." in words
    assert "The risk of bias of relapse: not assessed no concern seen , judged by A. Author," in words


def test_who_may_not_edit_is_not_let_in(people: People, made: Revision) -> None:
    assert people.reviewer.client.get(address(made)).status_code == 403
    assert people.reviewer.client.post(address(made), data=form(made, **SOUND)).status_code == 403
    assert "Judge the domains" not in said(people.reviewer.client.get(f"/desk/{made.article}"))


def test_no_such_outcome_and_no_record_of_the_domains(people: People, made: Revision) -> None:
    client = people.author.client
    assert client.get(address(made, 9)).status_code == 404
    old = revision()
    page = client.get(address(old))
    assert (page.status_code, "ask the question again" in said(page)) == (422, True)
    assert "ask the question again" in said(client.get(f"/desk/{old.article}?revision={old.hash}"))
    assert client.post(address(made), data={"do": "save"}).status_code == 422


def test_the_api_judges_as_the_desk_does(people: People, made: Revision) -> None:
    def call(who: httpx.Client, **one: object) -> httpx.Response:
        sent = {
            "outcome": "relapse",
            "domain": "risk of bias",
            "judgement": "no concern seen",
            "reason": "Read.",
        }
        return who.post(
            f"/api/v1/articles/{made.article}/certainty",
            json={"revision": made.hash, "judgements": [sent | one]},
        )

    assert call(people.reviewer.program).status_code == 403
    assert call(people.author.program, judgement="high").status_code == 422
    assert call(people.author.program, reason=" ").json()["error"]["kind"] == "ReasonMissing"
    assert call(people.author.program, rating="high").status_code == 422
    kept = call(people.author.program).json()
    (certainty,) = kept["certainty"]
    assert (certainty["rating"], certainty["computed"]["rating"], kept["status"]) == (
        "moderate", "moderate", "unreviewed",
    )  # fmt: skip
    assert certainty["domains"][0] == {
        "name": "risk of bias", "judgement": "no concern seen", "reason": "Read.",
        "board": {
            "by": "A. Author", "at": certainty["domains"][0]["board"]["at"], "computed": "not assessed",
            "why": "Abstracts and summaries do not tell it; a person has to read the works.",
        },
    }  # fmt: skip
    assert call(people.author.program).json()["error"]["kind"] == "Superseded"


def _draft(ws: Workspace, made: Revision) -> Revision:
    """What the program would compose later, of other works."""
    (rated,) = made.certainty
    later = replace(
        made,
        parent=ws.store.revision(made.article).hash,
        certainty=(replace(rated, sources=("pmid:11111111", "pmid:2")),),
        created_at=AT,
    )
    ws.store.put(later, Event(kind="drafted", subject=later.hash, by="web", at=AT))
    return later


def test_a_later_draft_says_what_the_board_had_judged_and_offers_it(
    own_site: Site, people: People, made: Revision
) -> None:
    ws, client = own_site.ws, people.author.client
    sound = Judge(outcome="relapse", domain="risk of bias", judgement=Judgement.NONE_SEEN, reason="Read.")
    judged = judge_certainty(ws, made.article, [sound], base=made.hash, by=people.author.account, at=AT)
    assert ask(ws, QUESTION, by="web") == judged  # what people made is left as it is
    approved(ws, made.article)
    later = _draft(ws, made)
    words = said(client.get(f"/desk/{made.article}?revision={later.hash}"))
    assert "Not in this revision: A. Author judged the risk of bias of relapse (no concern seen, " in words
    assert (
        f"in revision {judged.hash[:12]} : Read. It was of other works: see whether it still holds." in words
    )
    page = client.get(address(later), params={"revision": later.hash})
    assert '<option value="no concern seen" selected>' in page.text
    diff = client.get(f"/articles/{made.article}/diff", params={"old": judged.hash, "new": later.hash})
    assert "the judgement of A. Author does not stand in it" in said(diff)


def test_what_was_taken_back_knowingly_is_not_offered_again(
    own_site: Site, people: People, made: Revision
) -> None:
    ws, by = own_site.ws, people.author.account
    sound = Judge(outcome="relapse", domain="risk of bias", judgement=Judgement.NONE_SEEN, reason="Read.")
    judged = judge_certainty(ws, made.article, [sound], base=made.hash, by=by, at=AT)
    back = replace(sound, judgement=None, reason="It was another work.")
    kept = judge_certainty(ws, made.article, [back], base=judged.hash, by=by, at=AT)
    bench = workbench(ws, made.article, by.person, at=AT, revision=kept.hash)
    assert [one.earlier for one in bench.rated] == [()]
    assert list(dossier(ws, made.article).paper.revisions) == [kept.hash, judged.hash, made.hash]
