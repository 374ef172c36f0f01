"""A conversation over HTTP: begun from an article, gone on with, taken along, deleted; its reader's alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import orjson
import pytest

from probatum.actions.ask import article_name
from probatum.records.account import Scope
from probatum.records.article import Audience
from probatum.records.review import Role
from probatum.store.threads import Threads
from tests.people import somebody
from tests.web.conftest import Site

QUESTION = "Can inflammatory myositis relapse?"
ARTICLE = article_name(QUESTION, Audience.CLINICIAN)
STREAM = {"Accept": "text/event-stream"}


@pytest.fixture(scope="module", autouse=True)
def asked(site: Site) -> None:
    """The founding question, asked of the site."""
    assert site.client.post("/ask", data={"question": QUESTION}).headers["location"] == f"/articles/{ARTICLE}"


@pytest.fixture
def reader(site: Site) -> Iterator[httpx.Client]:
    """A browser of its own, with its own cookies."""
    with httpx.Client(base_url=site.address, timeout=60) as client:
        yield client


def begun(reader: httpx.Client, question: str = "what about in children?") -> str:
    """The address of a conversation on the article, with one follow-up."""
    sent = reader.post("/threads", data={"article": ARTICLE, "question": question})
    assert sent.status_code == 303, sent.text
    return sent.headers["location"].partition("#")[0]


def events(text: str) -> list[tuple[str, str, dict[str, object]]]:
    """The events of a stream: kind, number, data."""
    found = []
    for block in text.strip().split("\n\n"):
        told = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((told["event"], told.get("id", ""), orjson.loads(told["data"])))
    return found


def test_an_article_offers_a_follow_up_and_what_could_be_asked(site: Site) -> None:
    page = site.get(f"/articles/{ARTICLE}").text
    assert "Have a follow-up question?" in page
    assert f'name="article" value="{ARTICLE}"' in page
    assert 'class="suggestions"' in page


def test_five_follow_ups_in_a_row_are_each_understood_and_answered(reader: httpx.Client) -> None:
    address = begun(reader)
    for asked in ("why?", "and in older people?", "what about azathioprine?", "only guidelines"):
        assert reader.post(address, data={"question": asked}).status_code == 303
    form = reader.get(f"{address}.json").json()
    assert [(one["asked"], one["question"], one["only"]["words"]) for one in form["turns"]] == [
        ("Can inflammatory myositis relapse?", "Can inflammatory myositis relapse?", ""),
        ("what about in children?", "Can inflammatory myositis relapse in children?", ""),
        ("why?", "Why can inflammatory myositis relapse in children?", ""),
        ("and in older people?", "Why can inflammatory myositis relapse in older people?", ""),
        ("what about azathioprine?",
         "What is the effect of azathioprine on relapse in older people with inflammatory myositis?", ""),
        ("only guidelines",
         "What is the effect of azathioprine on relapse in older people with inflammatory myositis?",
         "guidelines and consensus statements"),
    ]  # fmt: skip
    assert {said["verdict"] for one in form["turns"] for said in one["lead"]} <= {"supported", "partly"}
    page = reader.get(address).text
    assert "from question 2" in page
    assert page.count('class="turn"') == 6


def test_an_article_of_some_works_alone_says_so_wherever_it_is_shown(
    reader: httpx.Client, site: Site
) -> None:
    """Its question is that of the article on all works: without this the two could not be told apart."""
    address = begun(reader, "only guidelines")
    turn = reader.get(f"{address}.json").json()["turns"][1]
    article = f"/articles/{turn['article']}"
    said = "Only guidelines and consensus statements were searched."
    assert article != f"/articles/{ARTICLE}"
    assert [said in site.get(f"{article}{form}").text for form in ("", ".md", "/files/html")] == [True] * 3
    assert said not in site.get(f"/articles/{ARTICLE}").text
    listed = site.get("/articles").text.partition(f'href="{article}"')[2].partition("</li>")[0]
    assert "only guidelines and consensus statements" in listed


def test_what_is_not_clear_is_said_with_the_choices_and_nothing_is_kept(reader: httpx.Client) -> None:
    address = begun(reader)
    told = reader.post(address, data={"question": "and the dose?"})
    assert told.status_code == 422
    assert "No treatment has been named in this conversation." in told.text
    choice = re.search(r'name="question" value="(What dose of [^"]+)"', told.text)
    assert choice is not None
    assert len(reader.get(f"{address}.json").json()["turns"]) == 2
    assert reader.post(address, data={"question": choice[1], "stands": "yes"}).status_code == 303
    assert reader.get(f"{address}.json").json()["turns"][2]["question"] == choice[1]


def test_what_was_looked_for_can_be_changed_and_is_then_taken_as_it_stands(reader: httpx.Client) -> None:
    address = begun(reader)
    sent = {"question": "Is rituximab safe?", "stands": "yes"}
    assert reader.post(address, data=sent).headers["location"] == f"{address}#turn-3"
    turn = reader.get(f"{address}.json").json()["turns"][2]
    assert (turn["question"], turn["carried"]) == ("Is rituximab safe?", [])


def test_what_is_sent_twice_is_answered_once(reader: httpx.Client) -> None:
    address = begun(reader)
    for _ in range(2):
        assert reader.post(address, data={"question": "why?", "after": "2"}).status_code == 303
    assert len(reader.get(f"{address}.json").json()["turns"]) == 3


def test_an_empty_follow_up_is_told_and_begins_nothing(reader: httpx.Client, site: Site) -> None:
    assert reader.post("/threads", data={"article": ARTICLE, "question": " "}).status_code == 422
    assert reader.get("/threads").text.count("/delete") == 0
    address = begun(reader)
    assert reader.post(address, data={"question": "??"}).status_code == 422


def test_an_emergency_is_told_first_and_nothing_is_searched(reader: httpx.Client) -> None:
    address = begun(reader)
    told = reader.post(address, data={"question": "I want to kill myself"})
    assert told.status_code == 422
    assert 'class="unclear"' in told.text
    assert len(reader.get(f"{address}.json").json()["turns"]) == 2


def test_a_conversation_is_not_there_for_anybody_else(site: Site, reader: httpx.Client) -> None:
    address = begun(reader)
    with httpx.Client(base_url=site.address, timeout=60) as stranger:
        begun(stranger)
        for path in (address, f"{address}.json", f"{address}.md", f"{address}/turns/1"):
            assert stranger.get(path).status_code == 404
        assert stranger.post(address, data={"question": "why?"}).status_code == 404
        assert stranger.post(f"{address}/delete").status_code == 404
        assert address not in stranger.get("/threads").text
    assert reader.get(address).status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_only_its_hash_is_kept(
    site: Site, reader: httpx.Client
) -> None:
    sent = reader.post("/threads", data={"article": ARTICLE, "question": "why?"})
    cookie = sent.headers["set-cookie"]
    assert re.fullmatch(r"probatum-reader=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", cookie)
    key = cookie.partition("=")[2].partition(";")[0]
    with site.ws.store.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT owner, body FROM threads").all()
    assert rows
    assert not any(key in str(row) or key.encode() in bytes(row[1]) for row in rows)


def test_the_pages_are_kept_by_no_cache_and_found_by_no_search_engine(reader: httpx.Client) -> None:
    address = begun(reader)
    for path in ("/threads", address, f"{address}.json", f"{address}.md"):
        headers = reader.get(path).headers
        assert (headers["cache-control"], headers["x-robots-tag"]) == ("no-store", "noindex")
    assert "Disallow: /threads" in reader.get("/robots.txt").text


def test_the_trail_does_not_say_whose_conversation_it_was(own_site: Site) -> None:
    holder = somebody(own_site.ws, own_site.address, "R. Eader", Role.READER)
    sent = holder.client.post("/threads", data={"question": "Can gout relapse?", "csrf": holder.csrf})
    assert sent.status_code == 303
    drafted = [one.by for one in own_site.ws.store.events() if one.kind == "drafted"]
    assert holder.account.id not in drafted
    assert drafted[-1] == "conversation"
    holder.client.close()
    holder.program.close()


def test_a_conversation_begun_without_an_account_is_still_there_after_signing_in(own_site: Site) -> None:
    holder = somebody(own_site.ws, own_site.address, "R. Eader", Role.READER)
    with httpx.Client(base_url=own_site.address, timeout=60) as nobody:
        nobody.post("/ask", data={"question": QUESTION})
        address = begun(nobody)
        nobody.cookies.set("probatum", holder.cookie)
        assert nobody.get(address).status_code == 200
        other = begun(nobody)
    with httpx.Client(
        base_url=own_site.address, timeout=60, cookies={"probatum": holder.cookie}
    ) as elsewhere:
        assert (elsewhere.get(other).status_code, elsewhere.get(address).status_code) == (200, 404)
    holder.client.close()
    holder.program.close()


def test_one_is_deleted_and_then_all(site: Site, reader: httpx.Client) -> None:
    first, second, third = begun(reader), begun(reader), begun(reader)
    assert reader.post(f"{first}/delete").status_code == 303
    assert [reader.get(one).status_code for one in (first, second, third)] == [404, 200, 200]
    assert reader.post("/threads/delete").status_code == 303
    assert "There are none." in reader.get("/threads").text
    assert Threads(site.ws.store.database).read(third.rpartition("/")[2], ()) is None


def test_it_is_taken_along_as_markdown(reader: httpx.Client) -> None:
    address = begun(reader)
    text = reader.get(f"{address}.md").text
    assert text.startswith("# Can inflammatory myositis relapse?\n")
    assert (
        "## 2. what about in children?\n\nLooked for: Can inflammatory myositis relapse in children?\n"
        in text
    )


def test_an_answer_comes_piece_by_piece_in_the_html_of_the_page(reader: httpx.Client) -> None:
    address = begun(reader)
    sent = reader.post(address, data={"question": "why?"}, headers=STREAM)
    assert sent.headers["content-type"].startswith("text/event-stream")
    told = events(sent.text)
    assert [kind for kind, _, _ in told[:3]] == ["understood", "turn", "part"]
    assert told[-1][0] == "done"
    assert [number for _, number, _ in told[1:]] == [str(n) for n in range(len(told) - 1)]
    page = reader.get(address).text
    for kind, _, data in told:
        if kind == "part":
            line = max(str(data["html"]).splitlines(), key=len).strip()
            assert line in page


def test_several_questions_at_once_are_each_answered_in_a_turn_of_their_own(reader: httpx.Client) -> None:
    address = begun(reader, "and in adults? how is it treated?")
    page = reader.get(address).text
    assert "Can inflammatory myositis relapse in adults?" in page
    assert 'id="turn-3"' in page
    told = events(reader.post(address, data={"question": "why? and in children?"}, headers=STREAM).text)
    assert [kind for kind, _, _ in told if kind in ("understood", "turn", "done")] == [
        "understood",
        "turn",
        "understood",
        "turn",
        "done",
    ]
    assert [data["turn"] for kind, _, data in told if kind == "turn"] == [4, 5]
    assert told[-1][2]["count"] == 5


def test_a_conversation_is_worded_for_who_reads_it(reader: httpx.Client) -> None:
    address = begun(reader)
    as_written = reader.get(address).text
    reader.cookies.set("probatum_for", "patient")
    page, sent = reader.get(address).text, reader.get(f"{address}/turns/1", headers=STREAM).text
    assert "The clinician’s words" not in as_written
    assert "The clinician’s words" in page
    assert "clinician" in sent


def test_a_stream_that_broke_off_goes_on_after_the_last_piece(reader: httpx.Client) -> None:
    address = begun(reader)
    whole = events(reader.post(address, data={"question": "why?"}, headers=STREAM).text)
    rest = events(reader.get(f"{address}/turns/3", headers={**STREAM, "Last-Event-ID": "1"}).text)
    assert rest == whole[3:]
    assert reader.get(f"{address}/turns/3").headers["location"] == f"{address}#turn-3"
    assert reader.get(f"{address}/turns/9").status_code == 404


def test_a_stream_tells_what_is_not_clear_and_what_is_at_fault(reader: httpx.Client) -> None:
    address = begun(reader)
    (unclear,) = events(reader.post(address, data={"question": "which one?"}, headers=STREAM).text)
    assert (unclear[0], unclear[2]["said"]) == ("unclear", "It is not clear which one is meant. Name it.")
    (fault,) = events(reader.post(address, data={"question": "!"}, headers=STREAM).text)
    assert fault[0] == "fault"


def test_a_program_holds_a_conversation_by_its_key(site: Site) -> None:
    made = site.client.post("/api/v1/threads", json={"article": ARTICLE}).json()
    headers = {"X-Reader-Key": made["key"]}
    address = f"/api/v1/threads/{made['thread']['thread']}"
    told = site.client.post(f"{address}/turns", json={"question": "in children?"}, headers=headers).json()
    assert (told["understood"], told["turn"]) == ("Can inflammatory myositis relapse in children?", 2)
    again = {"question": "in children?", "after": 1}
    assert (
        len(site.client.post(f"{address}/turns", json=again, headers=headers).json()["thread"]["turns"]) == 2
    )
    both = site.client.post(
        f"{address}/turns", json={"question": "why? how is it treated?"}, headers=headers
    ).json()
    assert (both["turn"], both["turns"]) == (3, [3, 4])
    unclear = site.client.post(f"{address}/turns", json={"question": "which one?"}, headers=headers).json()
    assert (unclear["understood"], unclear["turn"], unclear["reason"] != "") == ("", 0, True)
    assert site.client.get(address).status_code == 404
    assert site.client.get("/api/v1/threads", headers=headers).json()["total"] == 1
    assert site.client.get(f"{address}/markdown", headers=headers).text.startswith("# Can inflammatory")
    assert site.client.delete(address, headers=headers).json() == {"deleted": 1}
    assert site.client.delete("/api/v1/threads", headers=headers).json() == {"deleted": 0}


def test_an_account_holds_its_own_by_token(own_site: Site) -> None:
    holder = somebody(own_site.ws, own_site.address, "R. Eader", Role.READER, scopes=(Scope.READ,))
    made = holder.program.post("/api/v1/threads", json={"question": "Can gout relapse?"}).json()
    assert (made["key"], made["thread"]["title"]) == ("", "Can gout relapse?")
    assert holder.client.get(f"/threads/{made['thread']['thread']}").status_code == 200
    holder.client.close()
    holder.program.close()
