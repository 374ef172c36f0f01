"""The board through the API alone: the whole life of an article over real HTTP, each refusal by name."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import httpx
import pytest

from probatum.actions.trail import verify_workspace
from probatum.records.review import Role
from tests.people import People, Somebody, somebody
from tests.web.conftest import Site

QUESTION = "Can inflammatory myositis relapse?"
FEWER = "Immunosuppressants were associated with fewer relapses (HR 0.50, 95% CI 0.29-0.86, P = 0.013)."


def call(
    who: Somebody, article: str, verb: str, revision: str, /, expected: int = 200, **said: Any
) -> dict[str, Any]:
    """Send a verb, as a program with a token does; gives what came back, which must have that status."""
    sent = {"revision": revision, **said}
    answer = who.program.post(f"/api/v1/articles/{article}/{verb}", json=sent)
    assert answer.status_code == expected, answer.text
    told: dict[str, Any] = answer.json()
    return told


def refused(
    who: Somebody, article: str, verb: str, revision: str, /, kind: str, status: int, **said: Any
) -> dict[str, Any]:
    error: dict[str, Any] = call(who, article, verb, revision, status, **said)["error"]
    assert (error["status"], error["kind"]) == (status, kind), error
    return error


def read(who: Somebody, path: str) -> dict[str, Any]:
    answer = who.program.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def asked(who: Somebody) -> dict[str, Any]:
    answer = who.program.post("/api/v1/ask", json={"question": QUESTION})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def reviewed(house: People, article: str, revision: str) -> None:
    """Both reviewers are assigned, accept, disclose and recommend to approve."""
    for one in (house.reviewer, house.second_reviewer):
        call(house.editor, article, "assign", revision, to=one.account.id)
        call(one, article, "accept", revision)
        call(one, article, "disclose", revision, disclosures=[], reason=f"On {revision[:8]}.")
        call(one, article, "recommend", revision, recommendation="approve")


def test_an_article_lives_its_whole_life_through_the_api(own_site: Site, people: People) -> None:
    (own_site.ws.path / "policy.toml").write_text("quorum = 2\n", "utf-8")
    author, editor, reviewer = people.author, people.editor, people.reviewer

    # asked by the author, and handed in
    made = asked(author)
    name, first = made["article"], made["revision"]["hash"]
    assert (made["status"], made["reviewers"]) == ("unreviewed", [])
    handed = call(author, name, "submit", first)
    assert (handed["act"], handed["status"], handed["by"]) == ("submit", "submitted", author.account.id)

    # whoever has an interest that conflicts is refused, and so is the author
    grant = {"interest": "grants or contracts", "entity": "A firm", "subjects": ["myositis"], "start": 2025}
    call(reviewer, name, "disclose", first, disclosures=[grant])
    error = refused(editor, name, "assign", first, "NotEligible", 403, to=reviewer.account.id)
    assert "grants or contracts" in error["message"]
    refused(editor, name, "assign", first, "NotEligible", 403, to=author.account.id)
    refused(author, name, "assign", first, "NotAllowed", 403, to=reviewer.account.id)
    told = read(editor, f"articles/{name}/disclosures")["disclosed"]
    assert [(one["by"], one["disclosures"][0]["entity"]) for one in told] == [(reviewer.account.id, "A firm")]
    call(reviewer, name, "disclose", first, disclosures=[], reason="The grant was for another disease.")

    # two reviewers, and a comment that is answered
    reviewed(people, name, first)
    lead = made["lead"][1]
    remark = {"text": "Say in whom.", "claim": lead["id"], "start": 0, "end": 12}
    event = call(reviewer, name, "comment", first, comments=[remark])["event"]
    reply = {"text": "It is in the passage.", "claim": lead["id"], "start": 0, "end": 12}
    call(author, name, "answer", first, answers=event, comments=[reply])
    standing = read(editor, f"articles/{name}/review?revision={first}")
    (thread,) = standing["discussion"]
    assert (thread["text"], [one["text"] for one in thread["answers"]]) == (
        "Say in whom.",
        ["It is in the passage."],
    )
    assert (standing["status"], standing["missing"], standing["open"]["approve"]) == ("under review", "", "")
    assert {one["name"] for one in standing["recommended"]} == {"V. Reviewer", "W. Reviewer"}

    # an edit that its passage does not support is refused, a good one is kept, and approvals are void
    wrong = [{"claim": lead["id"], "text": FEWER.replace("fewer", "more")}]
    error = refused(author, name, "edit", first, "NotSupported", 422, reword=wrong)
    assert error["outcome"] == "contradicted"
    assert {"direction"} <= {one["check"] for one in error["faults"]}
    assert all(one["reason"] for one in error["faults"])
    good = call(author, name, "edit", first, reword=[{"claim": lead["id"], "text": FEWER}], reason="Shorter.")
    second = good["revision"]["hash"]
    assert (good["status"], good["lead"][1]["text"], good["revision"]["parent"]) == (
        "unreviewed",
        FEWER,
        first,
    )
    error = refused(editor, name, "approve", first, "Superseded", 409)
    assert error["revision"] == second
    refused(author, name, "edit", first, "Superseded", 409, drop=[lead["id"]])
    refused(editor, name, "approve", second, "OutOfOrder", 409)

    # approved again, and published
    call(author, name, "submit", second)
    refused(editor, name, "approve", second, "OutOfOrder", 409)
    reviewed(people, name, second)
    approved = call(editor, name, "approve", second)
    assert approved["status"] == "approved"
    assert call(editor, name, "publish", second)["status"] == "published"
    shown = read(people.reader, f"articles/{name}")
    assert (shown["status"], shown["reviewers"], shown["dates"]["reviewed"]) == (
        "published",
        ["V. Reviewer", "W. Reviewer"],
        approved["at"][:10],
    )
    assert shown["dates"]["next_review"] > shown["dates"]["reviewed"]

    # who asks again is given what is published
    assert asked(people.reader)["revision"]["hash"] == second
    (listed,) = [one for one in read(people.reader, "articles")["articles"] if one["article"] == name]
    assert (listed["status"], listed["revision"], listed["reviewers"]) == (
        "published",
        second,
        shown["reviewers"],
    )

    # a reader reports an error, and it is corrected
    report = people.reader.program.post(
        f"/api/v1/articles/{name}/reports", json={"wrong": "It was in 105 adults."}
    )
    assert report.status_code == 200, report.text
    waiting = read(editor, "review/queue")["waiting"]
    assert any(one["report"] for one in waiting if one["article"] == name)
    third = call(author, name, "edit", second, drop=[good["lead"][1]["id"]], reason="It answers nothing.")
    newest = third["revision"]["hash"]
    assert read(people.reader, f"articles/{name}")["revision"]["hash"] == second
    call(author, name, "submit", newest)
    reviewed(people, name, newest)
    call(editor, name, "approve", newest)
    refused(editor, name, "publish", newest, "OutOfOrder", 409)
    corrected = call(editor, name, "correct", newest, reason="A statement answered nothing.")
    assert corrected["status"] == "corrected"

    # its main source falls: suspended by hand, and retired
    main = third["references"][0]["source"]
    refused(editor, name, "suspend", newest, "NotHeld", 404, reason="Retracted.", source="pmid:404")
    assert (
        call(editor, name, "suspend", newest, reason="It was retracted.", source=main)["status"]
        == "suspended"
    )
    assert read(people.reader, f"articles/{name}")["status"] == "suspended"
    assert call(editor, name, "retire", newest, reason="Nothing else answers it.")["status"] == "retired"
    assert read(people.reader, f"articles/{name}")["status"] == "retired"

    # and the trail tells it all
    history = read(people.reader, f"articles/{name}/history")
    assert [(one["revision"], one["status"], one["made"]["by"]) for one in history["revisions"]] == [
        (newest, "retired", "A. Author"),
        (second, "retired", "A. Author"),
        (first, "under review", "A. Author"),
    ]
    assert verify_workspace(own_site.ws) == ()


@pytest.fixture
def submitted(people: People) -> tuple[str, str]:
    """An article that its author has handed in."""
    made = asked(people.author)
    call(people.author, made["article"], "submit", made["revision"]["hash"])
    return made["article"], made["revision"]["hash"]


def test_of_many_who_send_the_same_decision_one_is_heard(
    own_site: Site, people: People, submitted: tuple[str, str]
) -> None:
    name, revision = submitted
    sent = {"revision": revision, "to": people.reviewer.account.id}
    body = {"headers": people.editor.program.headers, "json": sent, "timeout": 60}

    def one(_: int) -> int:
        return httpx.post(f"{own_site.address}/api/v1/articles/{name}/assign", **body).status_code

    with ThreadPoolExecutor(12) as threads:
        assert sorted(threads.map(one, range(12))) == [200, *[409] * 11]
    kinds = [event.kind for event in own_site.ws.store.events(name)]
    assert kinds == ["review: submit", "review: assign"]


def test_who_is_not_signed_in_or_has_no_role_for_it_does_nothing(
    own_site: Site, people: People, submitted: tuple[str, str]
) -> None:
    name, revision = submitted
    before = list(own_site.ws.store.events())
    verbs: dict[str, tuple[tuple[Somebody, ...], dict[str, Any]]] = {
        "submit": ((people.reader, people.reviewer, people.administrator), {}),
        "assign": ((people.author, people.reviewer), {"to": people.reviewer.account.id}),
        "accept": ((people.author, people.reader), {}),
        "decline": ((people.author,), {}),
        "disclose": ((people.author,), {"disclosures": []}),
        "recommend": ((people.author,), {"recommendation": "approve"}),
        "comment": ((people.author,), {"comments": [{"text": "So?"}]}),
        "answer": ((people.reviewer,), {"answers": "0", "comments": [{"text": "So."}]}),
        "edit": ((people.reviewer, people.reader), {"drop": ["0"]}),
        **{one: ((people.author, people.reviewer), {}) for one in ("approve", "publish")},
        **{
            one: ((people.author, people.reviewer), {"reason": "So."})
            for one in ("return", "reject", "correct", "suspend", "resume", "retire", "review-again")
        },
    }
    for verb, (nobody, said) in verbs.items():
        unknown = httpx.post(
            f"{own_site.address}/api/v1/articles/{name}/{verb}", json={"revision": revision, **said}
        )
        assert (unknown.status_code, unknown.json()["error"]["kind"]) == (401, "NotSignedIn"), verb
        for who in nobody:
            refused(who, name, verb, revision, "NotAllowed", 403, **said)
    assert list(own_site.ws.store.events()) == before


def test_the_queue_says_what_is_whose(people: People, submitted: tuple[str, str]) -> None:
    name, revision = submitted
    (one,) = read(people.editor, "review/queue?status=submitted")["waiting"]
    assert (one["article"], one["revision"], one["task"], one["mine"]) == (
        name,
        revision,
        "Assign reviewers",
        True,
    )
    assert read(people.reviewer, "review/queue?mine=true")["total"] == 0
    call(people.editor, name, "assign", revision, to=people.reviewer.account.id)
    (mine,) = read(people.reviewer, "review/queue?mine=true")["waiting"]
    assert mine["task"] == "Accept or decline the review"
    assert people.reader.program.get("/api/v1/review/queue").status_code == 403


def test_what_no_rule_foresees_is_told_as_a_fault_of_what_was_sent(
    people: People, submitted: tuple[str, str]
) -> None:
    name, revision = submitted
    refused(people.editor, name, "assign", revision, "NotHeld", 404, to="p-nobody")
    refused(people.editor, name, "approve", "ffffffff", "NotHeld", 404)
    refused(people.editor, name, "approve", revision[:4], "Unprocessable", 422)
    refused(people.editor, name, "return", revision, "Unprocessable", 422)
    refused(people.editor, name, "return", revision, "OutOfOrder", 409, reason="  ")
    refused(people.editor, "no-such-article", "approve", revision, "NotHeld", 404)
    refused(people.author, name, "edit", revision, "OutOfOrder", 409)
    refused(people.author, name, "edit", revision, "NotHeld", 404, drop=["0"])
    empty = [{"text": FEWER, "citations": []}]
    refused(people.author, name, "edit", revision, "UncitedClaim", 422, add=empty)
    elsewhere = [{"text": FEWER, "citations": [{"passage": "no address", "quote": "x"}]}]
    refused(people.author, name, "edit", revision, "NotHeld", 404, add=elsewhere)


def test_a_closed_account_is_not_assigned(own_site: Site, people: People, submitted: tuple[str, str]) -> None:
    name, revision = submitted
    gone = somebody(own_site.ws, own_site.address, "G. Gone", Role.REVIEWER)
    own_site.ws.accounts.change(replace(gone.account, active=False), {"active"})
    error = refused(people.editor, name, "assign", revision, "NotEligible", 403, to=gone.account.id)
    assert "closed" in error["message"]
