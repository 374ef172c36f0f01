"""The pages on which people write: what is offered, what is refused, and what is kept."""

from __future__ import annotations

import html
import re
from pathlib import Path

import httpx
import pytest

from tests.actions.invented import COHORT, FIRST_LINE, RELAPSED, TITLE, bring, cite, guideline
from tests.people import People
from tests.web.conftest import Site


@pytest.fixture
def held(own_site: Site, tmp_path: Path) -> Site:
    """A site that holds the invented guideline and cohort."""
    bring(own_site.ws, tmp_path, {"guideline.md": guideline(), "cohort.md": COHORT})
    return own_site


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the first form of a page that has any beside the sign of who reads it."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in found}


def post(client: httpx.Client, path: str, csrf: str, **fields: str) -> httpx.Response:
    return client.post(path, data={"csrf": csrf, **fields}, follow_redirects=True)


def test_a_summary_is_begun_proposed_altered_and_accepted_without_javascript(
    held: Site, people: People
) -> None:
    ada = people.author
    page = ada.client.get("/desk/write", params={"q": "zanthic"}).text
    assert TITLE in page
    source = re.search(r'name="source" value="([^"]+)"', page)
    assert source
    begun = post(ada.client, "/desk/write/summary", ada.csrf, source=source[1], title="Written on a page")
    address = begun.url.path
    assert begun.text.count("Accept as it stands") == 3
    assert "low certainty evidence" in begun.text
    offer = begun.text[begun.text.index('class="offer"') :]
    taken = post(ada.client, f"{address}/statement", **hidden(offer))
    assert "Nothing yet" not in taken.text
    assert taken.text.count("Accept as it stands") == 2
    alter = re.search(r'href="([^"]+/statement\?[^"]+)"', taken.text)
    assert alter
    form = ada.client.get(html.unescape(alter[1])).text
    fields = hidden(form) | {
        "quote": "We suggest adding methotrexate in adults with zanthic myositis who relapse."
    }
    wrong = {
        **fields,
        "text": "We recommend against methotrexate in adults with zanthic myositis who relapse.",
    }
    checked = post(ada.client, f"{address}/statement", do="check", **wrong)
    assert (checked.status_code, "could not be saved" in checked.text) == (200, True)
    refused = post(ada.client, f"{address}/statement", do="save", **wrong)
    assert (refused.status_code, "It was not saved" in refused.text) == (422, True)
    good = {**fields, "text": "Methotrexate is suggested in adults with zanthic myositis who relapse."}
    kept = post(ada.client, f"{address}/statement", do="save", **good)
    assert (kept.status_code, "Methotrexate is suggested" in kept.text) == (200, True)
    (article,) = [one for one in held.ws.store.articles() if one.title == "Written on a page"]
    assert [claim.text for claim in article.claims][1] == good["text"]


def test_an_overview_is_written_from_what_the_library_holds(held: Site, people: People) -> None:
    ada = people.author
    begun = post(ada.client, "/desk/write/overview", ada.csrf, title="An overview on a page")
    address = begun.url.path
    found = ada.client.get(address, params={"q": "relapse in zanthic myositis"}).text
    assert "Write from it" in found
    one = cite(held.ws, "Relapse in zanthic myositis, a cohort study of 105 adults", RELAPSED)
    kept = post(
        ada.client, f"{address}/statement", ada.csrf, passage=one.passage, source=one.source,
        quote=RELAPSED, text=RELAPSED, section="How often",
    )  # fmt: skip
    assert (kept.status_code, "How often" in kept.text) == (200, True)
    gone = post(ada.client, f"{address}/drop", **hidden(kept.text))
    assert "Nothing yet" in gone.text


def test_what_is_wrong_is_said_where_it_was_typed(held: Site, people: People) -> None:
    ada = people.author
    empty = post(ada.client, "/desk/write/overview", ada.csrf, title="  ")
    assert (empty.status_code, "The article has no title; give it one" in empty.text) == (422, True)
    other = post(ada.client, "/desk/write/summary", ada.csrf, source="nothing", title="A summary")
    assert (other.status_code, "ingest it first" in html.unescape(other.text)) == (422, True)
    begun = post(ada.client, "/desk/write/overview", ada.csrf, title="Stale")
    one = cite(held.ws, TITLE, FIRST_LINE)
    late = post(
        ada.client, f"{begun.url.path}/statement", ada.csrf, passage=one.passage, quote=FIRST_LINE,
        text=FIRST_LINE, base="0" * 64,
    )  # fmt: skip
    assert (late.status_code, "was changed meanwhile" in late.text) == (422, True)
    lost = post(ada.client, f"{begun.url.path}/statement", ada.csrf, passage="x", quote="x", text="x")
    assert (lost.status_code, "is not the address of a passage" in html.unescape(lost.text)) == (422, True)


def test_only_who_may_write_is_let_in(held: Site, people: People) -> None:
    assert held.client.get("/desk/write").headers["location"].startswith("/sign-in")
    assert people.reviewer.client.get("/desk/write").status_code == 403
    assert 'href="/desk/write"' not in people.reviewer.client.get("/desk").text
    assert people.editor.client.get("/desk/write").status_code == 200
