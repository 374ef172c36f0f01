"""What the pages say of a question before they answer it: by HTTP, and in a browser, without a script too."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.web.conftest import Site

STATES = (
    "/ask?q=I+have+crushing+chest+pain+right+now",
    "/ask?q=I+want+to+kill+myself",
    "/ask?q=What+is+the+weather+in+Paris%3F",
    "/ask?q=What+is+gout+and+how+is+it+treated%3F",
    "/ask?q=Can+inflamatory+myositis+relapse%3F",
    "/ask?q=Do+patients+with+IIM+have+relapses%3F",
    "/ask?q=How+often+does+inflammatory+myositis+relapse%3F",
    "/ask?q=What+is+the+dose+of+prednisolne%3F",
    "/ask?q=Should+I+stop+my+prednisone%3F",
)


def test_an_emergency_is_told_before_anything_else(site: Site) -> None:
    page = site.get("/ask?q=I+have+crushing+chest+pain+right+now").text
    main = page[page.index("<main") :]
    assert main.index("This may be an emergency.") < main.index("<h1")
    assert "your local emergency number" in main
    assert 'role="alert"' in main


def test_what_somebody_asks_of_their_own_trouble_is_listed_nowhere(own_site: Site) -> None:
    asked = own_site.get("/ask?q=Can+I+have+a+relapse+of+my+invented+myositis%3F")
    article = asked.url.path.rsplit("/", 1)[1]
    assert 'class="notice calm"' in asked.text
    listed = {path: article in own_site.get(path).text for path in ("/", "/articles", "/articles?q=relapse")}
    assert listed == dict.fromkeys(listed, False)
    told = own_site.get("/api/v1/published").json()["articles"]
    assert article not in [one["article"] for one in told]
    cited = own_site.get("/sources/pmid:11111111").text
    assert ("Can invented myositis relapse?" in cited, article in cited) == (True, False)


def test_of_a_cry_for_help_nothing_is_kept(site: Site) -> None:
    before = site.ws.store.last_event
    answer = site.client.get("/ask?q=I+want+to+kill+myself")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert "You do not have to be alone with this." in answer.text
    assert site.ws.store.last_event == before


def test_a_question_of_many_is_told_nothing(site: Site) -> None:
    page = site.get("/ask?q=What+is+the+mortality+after+paracetamol+overdose%3F").text
    assert 'class="notice' not in page


def test_what_is_no_medicine_is_declined_with_a_way_on(site: Site) -> None:
    page = site.client.get("/ask?q=What+is+the+weather+in+Paris%3F")
    assert page.status_code == 200
    assert "This does not read as a question of medicine." in page.text
    assert "It is one: ask it as it stands" in page.text


def test_two_questions_get_a_link_each(site: Site) -> None:
    page = site.client.get("/ask?q=What+is+gout+and+how+is+it+treated%3F").text
    assert "You asked 2 questions at once" in page
    assert '<a href="/ask?q=What%20is%20gout%3F">What is gout?</a>' in page
    assert '<a href="/ask?q=How%20is%20gout%20treated%3F">How is gout treated?</a>' in page


def test_a_name_put_right_is_shown_and_can_be_undone(site: Site) -> None:
    typed = "Can inflamatory myositis relapse?"
    page = site.get("/ask", params={"q": typed}).text
    assert "Showing results for <strong>“Can inflammatory myositis relapse?”</strong>" in page
    assert "Search instead for your own words" in page
    undone = site.client.post("/ask", data={"question": typed, "as_it_stands": "yes"}, follow_redirects=True)
    assert f"<h1>{typed}</h1>" in undone.text


def test_other_words_lead_to_the_article_and_say_so(site: Site) -> None:
    site.get("/ask?q=Can+inflammatory+myositis+relapse%3F")
    answer = site.get("/ask?q=Is+relapse+possible+in+IIM%3F")
    assert "<h1>Can inflammatory myositis relapse?</h1>" in answer.text
    assert (
        "“Is relapse possible in IIM?”. This article answers: “Can inflammatory myositis relapse?”"
        in answer.text
    )


def test_near_questions_are_offered(site: Site) -> None:
    site.get("/ask?q=Can+inflammatory+myositis+relapse%3F")
    page = site.get("/ask?q=How+often+does+inflammatory+myositis+relapse%3F").text
    assert "Did you mean" in page
    assert "may ask something else" in page


def test_look_alikes_are_asked_about(site: Site) -> None:
    page = site.get("/ask?q=What+is+the+dose+of+prednisolne%3F").text
    assert "“prednisolne” may be misspelt. Did you mean" in page
    assert '<a href="/ask?q=What%20is%20the%20dose%20of%20prednisone%3F">prednisone</a>' in page


def test_words_in_an_address_that_lead_elsewhere_are_not_shown(site: Site) -> None:
    site.get("/ask?q=Can+inflammatory+myositis+relapse%3F")
    article = site.get("/ask?q=Can+inflammatory+myositis+relapse%3F").url.path
    page = site.get(article, params={"asked": "Buy <b>pills</b> here"}).text
    assert "You asked:" not in page
    assert "<b>pills" not in page


def test_a_question_about_oneself_is_not_listed_on_the_front_page(site: Site) -> None:
    site.client.post(
        "/ask",
        data={"question": "Should I stop my prednisone?", "as_it_stands": "yes"},
        follow_redirects=True,
    )
    assert "Should I stop my prednisone?" not in site.get("/").text


def test_a_question_about_oneself_leads_to_the_page_for_everybody_and_says_so(site: Site) -> None:
    answer = site.get("/ask", params={"q": "Should I stop my prednisone before surgery?"})
    assert "<h1>Should prednisone be stopped before surgery?</h1>" in answer.text
    assert (
        "Showing results for <strong>“Should prednisone be stopped before surgery?”</strong>" in answer.text
    )
    assert "the question is put as it is for everybody" in answer.text
    assert "Search instead for your own words" in answer.text
    assert "This is the general answer; it does not know you." in answer.text


def test_no_address_says_who_it_is_about(site: Site) -> None:
    answer = site.get("/ask", params={"q": "My son Zoltan, 7, has asthma. Can Zoltan take ibuprofen?"})
    assert re.findall("<h1>(.*)</h1>", answer.text) == ["Can children with asthma take ibuprofen?"]
    assert "zoltan" not in f"{answer.url}{answer.text}".lower()


def test_the_api_tells_the_same(site: Site) -> None:
    def ask(question: str) -> dict[str, object]:
        answer = site.client.post("/api/v1/ask", json={"question": question})
        assert answer.status_code == 200
        return dict(answer.json())

    both = ask("What is the dose of prednisone in GCA and is it safe in pregnancy?")
    assert [one["text"] for one in both["parts"]] == [  # type: ignore[attr-defined]
        "What is the dose of prednisone in GCA?",
        "Is prednisone safe in pregnancy?",
    ]
    own = ask("Should I stop my prednisone?")
    assert [one["kind"] for one in own["notices"]] == ["own care"]  # type: ignore[attr-defined]
    other = ask("What is the weather in Paris?")
    assert (other["answered"], other["lead"]) == (False, [])
    spelt = ask("Can inflamatory myositis relapse?")
    assert spelt["corrections"] == [
        {"said": "inflamatory", "meant": "inflammatory", "options": ["inflammatory"], "start": 4, "end": 15}
    ]


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_clean_narrow_and_needs_no_script(browser: Browser, site: Site, state: str) -> None:
    for scripts in (True, False):
        context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=scripts)
        page = context.new_page()
        page.goto(site.address + state)
        if scripts:
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
        else:
            assert page.locator("h1").count() == 1
        context.close()
