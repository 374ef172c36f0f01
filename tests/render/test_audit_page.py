"""What a page of an audit shows: the passage that decides, what differs, places that are there, the tally."""

from __future__ import annotations

import time
from itertools import pairwise

from probatum.render.audit_contract import AuditForm
from probatum.render.audit_page import BAR, audit_page
from probatum.render.audit_sides import Piece
from probatum.render.audit_words import WORDS, check_label
from tests.render.audited import form
from tests.render.myositis import COHORT


def marked(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.marked]


def test_the_passage_of_the_gravest_finding_stands_beside_the_claim() -> None:
    page = audit_page(form())
    claim = page.by_number[4]
    assert claim.passage is not None
    assert claim.passage.source == COHORT.id
    assert (marked(claim.said), marked(claim.passage.pieces)) == (["HR 0.30"], ["HR 0.50"])
    assert [other.source for other in claim.others] == ["doi:10.1000/trial/2"]


def test_what_is_not_found_has_no_passage_and_is_not_called_wrong() -> None:
    claim = audit_page(form()).by_number[6]
    assert (claim.verdict, claim.passage, claim.others) == ("not_found", None, ())
    assert claim.word.label == "Not found here"
    assert "wrong" not in " ".join(claim.told)


def test_every_verdict_has_words_and_a_sign_of_its_own() -> None:
    assert set(WORDS) == set(form()["summary"])
    assert len({word.sign for word in WORDS.values()}) == len(WORDS)


def test_why_a_verdict_stands_is_always_told() -> None:
    told = {one.number: one.told for one in audit_page(form()).claims}
    assert told[1] == ("It speaks of how the page itself was reviewed.",)
    assert told[2] == ("A passage that is held says this.",)
    assert all(told.values())


def test_faults_point_to_places_that_are_shown() -> None:
    made = form()
    made["structure"][0]["spans"].append({"start": 10_000, "end": 10_010})
    first, second = audit_page(made).faults
    assert (first.check, first.places) == ("Dangling markers", (1,))
    assert second.places == (1, 2, 3)


def test_the_tally_fills_the_bar_and_no_more() -> None:
    shares = audit_page(form()).tally
    assert [share.count for share in shares] == [1, 1, 1, 1, 1, 2]
    assert all(later.x == earlier.x + earlier.width for earlier, later in pairwise(shares))
    assert BAR - len(shares) <= shares[-1].x + shares[-1].width <= BAR
    assert audit_page(form()).doubtful == 4


def test_the_name_of_a_check_is_words() -> None:
    assert (check_label("held_works"), check_label("")) == ("Held works", "Check")


def many(number: int) -> AuditForm:
    """An audit of so many claims, each with findings and passages."""
    made = form()
    text, claims = "", []
    for nth in range(number):
        claim = made["claims"][1 + nth % 5]
        start = len(text)
        text += f"• {claim['text']}\n"
        claims.append({**claim, "number": nth + 1, "start": start + 2, "end": len(text) - 1})
    return {**made, "text": text, "headings": [], "claims": claims, "structure": []}


def test_two_thousand_claims_are_laid_out_at_once() -> None:
    made = many(2_000)
    begun = time.process_time()
    page = audit_page(made)
    assert len(page.claims) == len(page.lines) == 2_000
    assert time.process_time() - begun < 1.5
