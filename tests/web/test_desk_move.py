"""Statements are added and moved at the desk: judged before they are kept; a refusal keeps what was typed."""

from __future__ import annotations

from probatum.records.article import Revision
from tests.people import People
from tests.render.myositis import NOTED, fact_passage, revision
from tests.web.conftest import Site
from tests.web.test_desk import said

DESK = f"/desk/{revision().article}"
FIRST, SECOND, THIRD = (one.id for one in revision().claims)
FACT = "Relapse was seen in 12 of 40 patients (30%) while the dose was lowered."
#: More digits than Python reads a number of.
ENDLESS = "9" * 4_301
FEWER = "Immunosuppressants were associated with fewer relapses (HR 0.50, 95% CI 0.29-0.86, P = 0.013)."


def newest(site: Site) -> Revision:
    return site.ws.store.revision(revision().article)


def added(read: Revision, **more: str) -> dict[str, str]:
    rests = {"passage-0": fact_passage().id, "source-0": NOTED.id, "quote-0": FACT, "start-0": ""}
    return {
        "revision": read.hash,
        "text": FACT,
        "section": "",
        "reason": "New.",
        "do": "save",
        **rests,
        **more,
    }


def test_a_passage_is_looked_for_and_a_statement_written_on_it(own_site: Site, people: People) -> None:
    client, was = people.author.client, newest(own_site)
    page = client.get(f"{DESK}/statements", params={"section": "2"})
    assert "Nothing yet: look for a passage." in said(page)
    assert '<option value="2" selected>' in page.text
    sought = client.post(
        f"{DESK}/statements",
        data={
            "revision": was.hash,
            "do": "seek",
            "seek": "relapse while the dose was lowered",
            "section": "2",
        },
    )
    assert FACT in said(sought)
    chosen = {"revision": was.hash, "section": "2", "do": "", "add": f"{fact_passage().id} {NOTED.id}"}
    taken = client.post(f"{DESK}/statements", data=chosen)
    assert fact_passage().id in taken.text
    assert '<option value="2" selected>' in taken.text
    kept = client.post(f"{DESK}/statements", data=added(was, section="2"))
    assert kept.status_code == 303, said(kept)
    now = newest(own_site)
    assert ([one.text for one in now.sections[2].claims], now.parent) == ([FACT], was.hash)
    assert "The edit is kept as a new revision." in said(client.get(kept.headers["location"]))


def test_what_its_passage_does_not_say_is_not_added(own_site: Site, people: People) -> None:
    client, was = people.author.client, newest(own_site)
    wrong = added(was, text=FACT.replace("12 of 40", "22 of 40"), section="2")
    for do, status in (("check", 200), ("save", 422)):
        answer = client.post(f"{DESK}/statements", data=wrong | {"do": do})
        assert (answer.status_code, "22 of 40" in answer.text) == (status, True)
        assert "Its passages do not say it" in said(answer)
    bare = client.post(f"{DESK}/statements", data=added(was, **{"quote-0": ""}))
    assert (bare.status_code, "cites nothing" in said(bare)) == (422, True)
    for section in ("9", ENDLESS):
        assert client.post(f"{DESK}/statements", data=added(was, section=section)).status_code == 404
    assert people.reviewer.client.post(f"{DESK}/statements", data=added(was)).status_code == 403
    assert newest(own_site) == was


def move(people: People, read: Revision, claim: str, to: str) -> tuple[int, str]:
    answer = people.author.client.post(
        f"{DESK}/statements/{claim}/move", data={"revision": read.hash, "to": to}
    )
    return answer.status_code, said(answer)


def test_a_statement_goes_up_down_and_to_another_section(own_site: Site, people: People) -> None:
    was = newest(own_site)
    assert move(people, was, THIRD, "0")[0] == 303
    there = newest(own_site)
    assert [[one.id for one in part.claims] for part in there.sections[:2]] == [[SECOND, THIRD], []]
    assert move(people, there, THIRD, "up")[0] == 303
    up = newest(own_site)
    assert [one.id for one in up.sections[0].claims] == [THIRD, SECOND]
    assert move(people, up, THIRD, "down")[0] == 303
    assert newest(own_site).sections == there.sections
    assert move(people, newest(own_site), THIRD, "lead")[0] == 303
    assert [one.id for one in newest(own_site).lead] == [FIRST, THIRD]
    bench = people.author.client.get(DESK).text
    assert 'aria-label="Move statement 2 up"' in bench
    assert 'aria-label="Move statement 2 to: What protects"' in bench


def test_what_cannot_be_moved_stays_and_the_workbench_says_why(own_site: Site, people: People) -> None:
    was = newest(own_site)
    for claim, to, status, told in (
        (
            FIRST,
            "0",
            422,
            "Nothing was moved. The bottom line would be empty",
        ),
        (SECOND, "up", 422, "The statement is at the end of its section already"),
        (SECOND, "9", 404, "no section 9"),
        (SECOND, ENDLESS, 404, "does not say where"),
        (SECOND, "sideways", 404, "does not say where"),
        ("0" * 16, "up", 404, "no statement"),
    ):
        answer = move(people, was, claim, to)
        assert (answer[0], told in answer[1]) == (status, True), answer
    assert newest(own_site) == was
    reviewer = people.reviewer.client.post(f"{DESK}/statements/{SECOND}/move", data={"revision": was.hash})
    assert reviewer.status_code == 403


def test_of_two_who_move_the_second_is_told(own_site: Site, people: People) -> None:
    was = newest(own_site)
    assert move(people, was, THIRD, "0")[0] == 303
    assert move(people, was, SECOND, "1")[0] == 409
