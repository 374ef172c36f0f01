"""The desk in a real browser: the whole life of an article, by keyboard, without a script, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from probatum.actions.accept import accept
from probatum.actions.approve import approve
from probatum.actions.assign import assign
from probatum.actions.clock import now
from probatum.actions.disclose import disclose
from probatum.actions.recommend import recommend
from probatum.actions.review import dossier
from probatum.actions.submit import submit
from probatum.records.article import Status
from probatum.records.review import Recommendation, Role
from probatum.web.identity import COOKIE
from tests.people import People, Somebody, somebody
from tests.render.myositis import revision
from tests.web.conftest import Site
from tests.web.test_browser import DESKTOP, no_sideways, violations

pytestmark = pytest.mark.browser

QUESTION = "Can invented myositis relapse?"
ARTICLE = f"/desk/{revision().article}"
PHONE = {"width": 320, "height": 700}

Seat = Callable[..., Page]


@pytest.fixture
def seat(browser: Browser, own_site: Site) -> Iterator[Seat]:
    """Opens a page for somebody who is signed in. Any error in its console fails the test."""
    faults: list[str] = []
    with ExitStack() as stack:

        def opened(who: Somebody | None, **more: object) -> Page:
            page = stack.enter_context(_page(browser, own_site, who, **{"viewport": DESKTOP, **more}))
            page.on("pageerror", lambda error: faults.append(str(error)))
            return page

        yield opened
    assert faults == []


@contextmanager
def _page(browser: Browser, site: Site, who: Somebody | None, **more: object) -> Iterator[Page]:
    context = browser.new_context(base_url=site.address, **more)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    if who is not None:
        context.add_cookies([{"name": COOKIE, "value": who.cookie, "url": site.address}])
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    """Press the one button, or follow the one link, of this name."""
    page.get_by_role("button", name=name, exact=True).or_(
        page.get_by_role("link", name=name, exact=True)
    ).first.click()


def told(page: Page) -> str:
    """What the workbench says was done."""
    return page.locator(".done-now").inner_text()


def state(page: Page) -> str:
    """The state of the revision on the workbench."""
    return page.locator(".masthead .state").inner_text().split(None, 1)[1]


def decide(page: Page, act: str, reason: str = "") -> None:
    """Take a decision in its two steps."""
    press(page, f"{act}…")
    assert violations(page) == []
    if reason:
        page.get_by_label("The reason").fill(reason)
    press(page, act)


def appoint(page: Page, one: Somebody) -> None:
    """Assign somebody on the workbench."""
    page.get_by_role("radio", name=one.account.name).check()
    press(page, "Assign")
    assert told(page) == "The reviewer is assigned."


def review(page: Page, address: str) -> None:
    """Accept a review, say that there are no interests unless that is said, and recommend to approve."""
    page.goto(address)
    press(page, "Accept the review")
    if page.get_by_role("link", name="Disclose your interests").count():
        press(page, "Disclose your interests")
        page.get_by_label("I have no interests").check()
        press(page, "Sign and disclose")
    page.get_by_role("radio", name="Approve", exact=True).check()
    press(page, "Sign and recommend")
    assert told(page) == "Your recommendation is signed and kept."


def test_the_whole_life_of_an_article(own_site: Site, people: People, seat: Seat) -> None:
    (own_site.ws.path / "policy.toml").write_text("quorum = 2\n", "utf-8")
    conflicted = somebody(own_site.ws, own_site.address, "C. Conflicted", Role.REVIEWER)
    author, editor = seat(people.author), seat(people.editor)
    first, second = seat(people.reviewer), seat(people.second_reviewer)

    # Ask, and submit.
    author.goto("/")
    author.get_by_label("Your question").fill(QUESTION)
    author.get_by_role("button", name="Ask").click()
    author.wait_for_url("**/articles/**")
    article = urlsplit(author.url).path.removeprefix("/articles/")
    desk = f"/desk/{article}"
    author.goto("/desk")
    author.locator(f"a[href^='{desk}']").click()
    press(author, "Submit for review")
    assert (told(author), state(author)) == ("It is handed in for review.", "Submitted")

    # A reviewer with an interest that conflicts cannot be chosen, and the server refuses too.
    other = seat(conflicted)
    other.goto(f"{desk}/disclose")
    item = other.get_by_role("group", name="Consulting fees, interest 1")
    item.get_by_label("With whom").fill("Relapse Pharma")
    item.get_by_label("Bears on").fill("relapse")
    item.get_by_label("From year").fill("2025")
    press(other, "Sign and disclose")
    editor.goto(desk)
    expect(editor.get_by_role("radio", name="C. Conflicted")).to_be_disabled()
    expect(editor.locator(".candidate.barred")).to_contain_text("disclosed consulting fees (Relapse Pharma)")
    read = editor.locator("input[name=revision]").first.input_value()
    refused = people.editor.client.post(
        f"{desk}/assign", data={"revision": read, "to": conflicted.account.id}
    )
    assert refused.status_code == 403
    appoint(editor, people.reviewer)
    appoint(editor, people.second_reviewer)

    # Two reviewers, one of whom comments on some words of a statement.
    review(first, desk)
    first.goto(desk)
    statement = first.locator("[data-statement]").nth(1)
    statement.locator("summary", has_text="Comment").click()
    statement.get_by_label("On which words").fill("fewer relapses")
    statement.get_by_label("Your comment").fill("Fewer than without them?")
    statement.get_by_role("button", name="Comment").click()
    expect(first.locator("[data-statement]").nth(1).locator(".about")).to_have_text("on “fewer relapses”")
    review(second, desk)
    editor.goto(desk)
    expect(editor.locator(".need")).to_contain_text("2 of 2 approvals")

    # An answer; an edit that its passage does not support is refused with the words kept; a good one.
    author.goto(desk)
    statement = author.locator("[data-statement]").nth(1)
    statement.locator(".thread summary").click()
    statement.get_by_label("Your answer").fill("I say so now.")
    statement.get_by_role("button", name="Answer").click()
    assert told(author) == "Your answer is kept."
    author.locator("[data-statement]").nth(1).get_by_role("link", name="Edit").click()
    wrong = "Cohort study (105 adults): immunosuppressants were associated with fewer relapses (HR 0.30)."
    author.get_by_label("The article says").fill(wrong)
    author.get_by_label("Why").fill("In answer to the comment.")
    press(author, "Save")
    expect(author.locator(".verdict-line")).to_contain_text("It was not saved.")
    expect(author.get_by_label("The article says")).to_have_value(wrong)
    assert violations(author) == []
    good = (
        "Cohort study (105 adults): immunosuppressants were associated with fewer relapses "
        "(HR 0.50, 95% CI 0.29-0.86)."
    )
    author.get_by_label("The article says").fill(good)
    press(author, "Check without saving")
    expect(author.locator(".verdict-line")).to_contain_text("Its passage supports it")
    press(author, "Save")
    assert (told(author), state(author)) == (
        "The edit is kept as a new revision. It is not submitted yet.",
        "Unreviewed",
    )
    assert author.locator(".need").inner_text().endswith("0 of 2 approvals")
    expect(author.locator(".turned").first).to_contain_text("P = 0.013")

    # What was read is not what would be decided on any more.
    decide(editor, "Approve")
    expect(editor.get_by_role("heading", level=1)).to_have_text("The article has changed")
    expect(editor.locator(".turn.changed")).to_have_count(1)
    assert violations(editor) == []

    # Approvals are void: the whole review again, and then it is published.
    press(author, "Submit for review")
    reviewed(editor, desk, ((first, people.reviewer), (second, people.second_reviewer)))
    decide(editor, "Approve")
    assert (told(editor), state(editor)) == ("The revision is approved.", "Approved")
    decide(editor, "Publish")
    assert (told(editor), state(editor)) == ("It is published.", "Published")

    # A reader reports an error, and it is upheld.
    reader = seat(None)
    reader.goto(f"/articles/{article}")
    expect(reader.locator(".steps [aria-current]")).to_have_text("Published")
    press(reader, "Report an error")
    reader.get_by_label("What is wrong").fill("The interval is of 95%, and the P value is gone.")
    press(reader, "Send the report")
    expect(reader.get_by_role("note")).to_contain_text("waits for an editor")
    editor.goto("/desk")
    press(editor, QUESTION)
    expect(editor.get_by_role("heading", level=1)).to_have_text("A reader reports an error")
    assert violations(editor) == []
    editor.get_by_label(re.compile("^Upheld")).check()
    editor.locator("#reason").fill("The value is put back.")
    press(editor, "Answer")
    expect(editor.locator(".done-now")).to_contain_text("The report is answered.")

    # The correction takes its place.
    author.goto(desk)
    number = author.locator("[data-statement]", has_text="0.29-0.86).").get_by_role("link", name="Edit")
    number.first.click()
    author.get_by_label("The article says").fill(good.replace(").", ", P = 0.013)."))
    author.get_by_label("Why").fill("A reader noticed.")
    press(author, "Save")
    press(author, "Submit for review")
    reviewed(editor, desk, ((first, people.reviewer), (second, people.second_reviewer)))
    decide(editor, "Approve")
    decide(editor, "Publish as a correction", "The P value had been left out.")
    assert state(editor) == "Corrected"

    # Suspended, and at last retired.
    decide(editor, "Suspend", "The cohort was retracted.")
    assert state(editor) == "Suspended"
    editor.goto("/desk")
    expect(editor.locator(".queue li", has_text="Resume, correct or retire it")).to_have_count(1)
    editor.goto(desk)
    decide(editor, "Retire", "It will not come back.")
    assert state(editor) == "Retired"
    board = dossier(own_site.ws, article).played
    assert board.refused == ()
    assert {one.status for one in board.board.standings.values()} == {Status.RETIRED, Status.UNDER_REVIEW}
    editor.goto(f"{desk}/log")
    expect(editor.locator(".log > li").first).to_contain_text("retired it")


def reviewed(editor: Page, desk: str, reviewers: Sequence[tuple[Page, Somebody]]) -> None:
    """The editor appoints each, each accepts and recommends to approve, and the editor looks again."""
    editor.goto(desk)
    for _, one in reviewers:
        appoint(editor, one)
    for page, _ in reviewers:
        review(page, desk)
    editor.goto(desk)


def before_the_board(site: Site, people: People) -> None:
    """The invented article, with one reviewer who has accepted and disclosed."""
    article, account = revision().article, people.reviewer.account
    submit(site.ws, article, by=people.author.account, at=now())
    assign(site.ws, article, account, by=people.editor.account, at=now())
    accept(site.ws, article, by=account, at=now())
    disclose(site.ws, article, [], by=account, at=now())


def test_the_workbench_by_keys_alone(own_site: Site, people: People, seat: Seat) -> None:
    before_the_board(own_site, people)
    page = seat(people.reviewer)
    page.goto(ARTICLE)
    statements = [f"claim-{one.id}" for one in revision().claims]
    begin = page.get_by_role("button", name="Begin")
    begin.focus()
    page.keyboard.press("Enter")
    focused = "document.activeElement.id"
    assert page.evaluate(focused) == statements[0]
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(focused) == statements[2]
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate(focused) == statements[1]
    page.keyboard.press("a")
    expect(page.locator(f"#{statements[1]} .checked-by")).to_contain_text("V. Reviewer")
    expect(page.locator("[data-progress-of]")).to_contain_text("1 of 3 checked by you")
    assert page.evaluate(focused) == statements[1]
    page.keyboard.press("c")
    page.keyboard.type("Jack asks: a dose of what?")  # keys are words here
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{statements[1]} .remark-text")).to_have_text("Jack asks: a dose of what?")
    assert page.evaluate(focused) == statements[1]
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == statements[1]
    page.keyboard.press("a")
    expect(page.locator(f"#{statements[1]} .checked-by")).to_have_count(0)


def test_an_author_edits_by_keys(own_site: Site, people: People, seat: Seat) -> None:
    page = seat(people.author)
    page.goto(f"{ARTICLE}?revision={revision().hash}#claim-{revision().claims[2].id}")
    page.keyboard.press("e")
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit statement 3")
    passage = page.locator("[data-passage]").first
    passage.evaluate(
        "place => { const all = document.createRange(); all.selectNodeContents(place);"
        " getSelection().removeAllRanges(); getSelection().addRange(all); }"
    )
    press(page, "Quote the words that are marked")
    expect(page.locator("[data-quote]").first).to_have_value(re.compile("We followed 105 adults"))


def test_what_is_written_is_judged_when_the_author_pauses(own_site: Site, people: People, seat: Seat) -> None:
    page = seat(people.author)
    page.goto(f"{ARTICLE}/statements/{revision().claims[2].id}?revision={revision().hash}")
    text = page.get_by_label("The article says")
    before, was = list(own_site.ws.store.events()), text.input_value()
    text.fill(f"{was} And another.")
    expect(page.locator("[data-outcome]")).to_have_text(
        "A statement is one sentence; write the others as statements of their own."
    )
    text.fill(was.replace("0.50", "0.30"))
    expect(page.locator("[data-outcome] .verdict-line")).to_contain_text("It would not be saved.")
    assert violations(page) == []
    assert page.locator("[data-outcome]").get_attribute("aria-live") == "polite"
    text.fill(f"In this study: {was[0].lower()}{was[1:]}")
    expect(page.locator("[data-outcome] .verdict-line")).to_contain_text("it can be saved")
    assert list(own_site.ws.store.events()) == before


def test_without_a_script_a_reviewer_does_everything(own_site: Site, people: People, seat: Seat) -> None:
    before_the_board(own_site, people)
    page = seat(people.reviewer, java_script_enabled=False)
    page.goto("/desk?mine=yes")
    page.get_by_role("link", name=revision().question.text).click()
    assert page.locator("[data-keys]").is_hidden()
    page.get_by_role("button", name="Mark as checked: statement 1").click()
    expect(page.locator(".checked-by")).to_have_count(1)
    page.locator("[data-statement] summary", has_text="Comment").first.click()
    page.get_by_label("Your comment").first.fill("On which day?")
    page.locator("[data-statement]").first.get_by_role("button", name="Comment").click()
    expect(page.locator(".remark-text")).to_have_text("On which day?")
    page.get_by_label("Approve with changes").check()
    press(page, "Sign and recommend")
    assert told(page) == "Your recommendation is signed and kept."


def test_axe_finds_nothing_on_any_page_and_state_of_the_desk(
    own_site: Site, people: People, seat: Seat
) -> None:
    before_the_board(own_site, people)
    reviewed_once(own_site, people)
    claim = revision().claims[0].id
    asked = {
        "queue": (people.editor, "/desk"),
        "empty": (people.second_reviewer, "/desk?mine=yes"),
        "drafts": (people.editor, "/desk?status=unreviewed"),
        "bench": (people.editor, ARTICLE),
        "reviewing": (people.reviewer, ARTICLE),
        "disclose": (people.reviewer, f"{ARTICLE}/disclose"),
        "decline": (people.reviewer, f"{ARTICLE}/decline"),
        "return": (people.editor, f"{ARTICLE}/return"),
        "shut": (people.editor, f"{ARTICLE}/publish"),
        "edit": (people.author, f"{ARTICLE}/statements/{claim}"),
        "figures": (people.editor, "/desk/figures"),
        "log": (people.editor, "/desk/log"),
        "of the article": (people.editor, f"{ARTICLE}/log"),
        "none such": (people.editor, "/desk/none-such"),
    }
    found, fits = {}, {}
    seats = {who.account.id: seat(who) for who, _ in asked.values()}
    for name, (who, address) in asked.items():
        page = seats[who.account.id]
        page.goto(address)
        found[name] = violations(page)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="dark")
        fits[name] = no_sideways(page)
        if name in ("queue", "bench", "reviewing", "edit", "figures"):
            found[f"{name}, dark and small"] = violations(page)
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
    assert found == {name: [] for name in found}
    assert [name for name, good in fits.items() if not good] == []


def reviewed_once(site: Site, people: People) -> None:
    """The invented article is recommended for approval by its one reviewer."""
    account = people.reviewer.account
    recommend(site.ws, revision().article, Recommendation.APPROVE, by=account, at=now())
    with pytest.raises(Exception, match="1 of 2 approvals"):
        approve(site.ws, revision().article, by=people.editor.account, at=now())
