"""A person sets a finding aside: an event, a new verdict, and nothing deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import orjson
import pytest

from probatum.actions.dismiss import dismiss, dismissed
from probatum.actions.show import show
from probatum.errors import NotHeld, ReasonMissing
from probatum.records.account import Account
from probatum.records.article import Revision, Withheld
from probatum.records.decode import from_plain
from probatum.records.dismissal import DISMISSED
from probatum.records.event import Event
from probatum.records.verdict import Finding, Outcome, Verdict
from probatum.workspace import Workspace, open_workspace
from tests.render.myositis import revision as myositis_revision

DOUBT = Finding(check="coverage", outcome=Outcome.PARTLY, reason="The passage does not speak of it.")


@pytest.fixture
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path_factory.mktemp("dismiss") / "ws")
    yield opened
    opened.close()


@pytest.fixture
def doubted(ws: Workspace) -> Revision:
    """An article with one statement in doubt and one held back, as it is kept."""
    made = myositis_revision()
    first, second = made.claims[0], made.claims[-1]
    judged = Verdict(outcome=Outcome.PARTLY, findings=(DOUBT,), checks=("quote", "coverage"))
    verdicts = dict(made.verdicts) | {first.id: judged}
    failed = Verdict(
        outcome=Outcome.CONTRADICTED,
        findings=(replace(DOUBT, check="numbers", outcome=Outcome.CONTRADICTED),),
        checks=("numbers",),
    )
    held = Withheld(claim=replace(second, text="Something else."), verdict=failed)
    revision = replace(made, verdicts=tuple(verdicts.items()), withheld=1, held_back=(held,))
    ws.store.put(
        revision, Event(kind="drafted", subject=revision.hash, by="a test", at="2026-01-02T03:04:05Z")
    )
    return revision


def test_a_finding_set_aside_no_longer_counts_and_stays(ws: Workspace, doubted: Revision) -> None:
    claim = doubted.claims[0].id
    made = dismiss(ws, doubted.article, claim, "coverage", reason=" It does,\n in the table. ", by="Ada")
    assert (made.by, made.reason) == ("Ada", "It does, in the table.")
    aside = dismissed(ws, doubted)
    assert dict(aside.verdicts)[claim].outcome is Outcome.SUPPORTED
    assert aside.of(claim, "coverage") == made
    assert ws.store.revision(doubted.article) == doubted


def test_the_trail_says_who_and_why(ws: Workspace, doubted: Revision) -> None:
    claim = doubted.claims[0].id
    dismiss(ws, doubted.article, claim, "coverage", reason="It does.", by="Ada")
    (event,) = ws.store.events(doubted.article)
    assert (event.kind, event.by) == (DISMISSED, "Ada")
    assert event.detail == (("claim", claim), ("check", "coverage"), ("reason", "It does."))
    assert event.previous


def test_whoever_has_an_account_is_called_by_name_and_is_in_the_trail_by_id(
    ws: Workspace, doubted: Revision
) -> None:
    ws.accounts.add(Account(id="p-1", name="Ada Byron", email="ada@example.org"))
    made = dismiss(ws, doubted.article, doubted.claims[0].id, "coverage", reason="It does.", by="p-1")
    assert (made.by, dismissed(ws, doubted).dismissals) == ("Ada Byron", (made,))
    assert [event.by for event in ws.store.events(doubted.article)] == ["p-1"]


def test_a_statement_of_an_earlier_revision_can_still_be_reached(ws: Workspace, doubted: Revision) -> None:
    """The one that readers are shown need not be the newest."""
    newest = replace(doubted, verdicts=doubted.verdicts[1:], parent=doubted.hash)
    ws.store.put(newest, Event(kind="edited", subject=newest.hash, by="a test", at="2026-01-03T03:04:05Z"))
    claim = doubted.claims[0].id
    dismiss(ws, doubted.article, claim, "coverage", reason="It does.", by="Ada")
    assert dict(dismissed(ws, doubted).verdicts)[claim].outcome is Outcome.SUPPORTED


def test_to_say_it_twice_adds_nothing(ws: Workspace, doubted: Revision) -> None:
    claim = doubted.claims[0].id
    first = dismiss(ws, doubted.article, claim, "coverage", reason="It does.", by="Ada")
    assert dismiss(ws, doubted.article, claim, "coverage", reason="Again.", by="Bob") == first
    assert len(list(ws.store.events(doubted.article))) == 1


def test_a_statement_that_was_withheld_stays_out(ws: Workspace, doubted: Revision) -> None:
    (held,) = doubted.held_back
    dismiss(ws, doubted.article, held.claim.id, "numbers", reason="A misprint.", by="Ada")
    shown = show(ws, doubted.article)
    assert shown.revision.held_back == doubted.held_back
    assert dict(shown.dismissed.verdicts) == {
        held.claim.id: Verdict(outcome=Outcome.SUPPORTED, checks=("numbers",))
    }


@pytest.mark.parametrize("reason", ["", " \n\t ", "x" * 2_001])
def test_a_reason_is_needed_and_is_short(ws: Workspace, doubted: Revision, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        dismiss(ws, doubted.article, doubted.claims[0].id, "coverage", reason=reason, by="Ada")


@pytest.mark.parametrize(("claim", "check"), [("0" * 16, "coverage"), ("", "coverage"), (None, "quote")])
def test_what_was_not_found_cannot_be_set_aside(
    ws: Workspace, doubted: Revision, claim: str | None, check: str
) -> None:
    with pytest.raises(NotHeld):
        dismiss(
            ws,
            doubted.article,
            claim if claim is not None else doubted.claims[0].id,
            check,
            reason="So.",
            by="Ada",
        )


def test_a_revision_kept_before_there_was_more_to_keep_has_the_hash_it_was_kept_under() -> None:
    made = replace(myositis_revision(), held_back=())
    kept = orjson.loads(orjson.dumps(made))
    del kept["held_back"]
    for conflict in kept["conflicts"]:
        del conflict["kind"], conflict["differences"]
        for side in conflict["sides"]:
            for later in ("title", "outcome", "n", "design", "year", "adjusted", "stance"):
                del side[later]
    for _, verdict in kept["verdicts"]:
        for finding in verdict["findings"]:
            del finding["passage"]
    assert from_plain(Revision, kept).hash == made.hash


def test_what_is_held_back_is_within_the_hash(doubted: Revision) -> None:
    assert replace(doubted, held_back=()).hash != doubted.hash
