"""A reason that was kept in English is said again in another language, with what was filled in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.appraise.rating import LOWERING, RAISING
from probatum.language import reasons
from probatum.language.interface import ENGLISH, Spoken
from probatum.language.reasons import DOMAINS, reason_of

#: A language in which every message stands in brackets, what is filled in outside of them.
BRACKETS = Spoken(message=lambda words: f"⟦{words}⟧".replace("{", "⟧{").replace("}", "}⟦").replace("⟦⟧", ""))


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (
            "Starts at low: one source, design: cohort.",
            "⟦Starts at ⟧⟦low⟧⟦: one source, design: ⟧⟦cohort⟧⟦.⟧",
        ),
        (
            "Starts at high: 3 sources, design: meta-analysis, randomised trial.",
            "⟦Starts at ⟧⟦high⟧⟦: ⟧3⟦ sources, design: ⟧⟦meta-analysis⟧⟦, ⟧⟦randomised trial⟧⟦.⟧",
        ),
        (
            "Lowered for imprecision: 105 people in all, fewer than 400.",
            "⟦Lowered for imprecision: ⟧105⟦ people in all, fewer than ⟧400⟦.⟧",
        ),
        ("1,204 people in all.", "1,204⟦ people in all.⟧"),
        ("What was not published is not in the library.", "⟦What was not published is not in the library.⟧"),
        (
            "Imprecision, as the board judged: no concern seen. 105 {people} suffice.",
            "⟦Imprecision⟧⟦, as the board judged: ⟧⟦no concern seen⟧⟦. ⟧105 {people} suffice.",
        ),
        (
            "Rated by the rule of GRADE from the domains: Eva judged risk of bias, imprecision; Ron judged "
            "indirectness; the other domains were judged by machine.",
            "⟦Rated by the rule of GRADE from the domains: ⟧Eva⟦ judged ⟧⟦risk of bias⟧⟦, ⟧⟦imprecision⟧⟦; ⟧"
            "Ron⟦ judged ⟧⟦indirectness⟧⟦; the other domains were judged by machine.⟧",
        ),
        ("What an editor wrote.", "⟦What an editor wrote.⟧"),  # looked up, and not found in a real catalogue
    ],
)
def test_each_part_of_ours_is_said_in_the_language(kept: str, said: str) -> None:
    assert BRACKETS(reason_of(kept)) == said


@given(st.text())
def test_in_english_any_reason_stays_as_it_is(text: str) -> None:
    assert reason_of(text) == ENGLISH(reason_of(text)) == text


@given(st.sampled_from(reasons._SENTENCES), st.text(min_size=1, max_size=40))
def test_what_is_made_of_a_sentence_is_read_back_as_it_stands(sentence: str, filling: str) -> None:
    names = ("rating", "number", "designs", "low", "high", "enough", "named", "domain", "Domain", "judgement")
    made = sentence.format(**dict.fromkeys((*names, "reason", "told"), filling))
    assert reason_of(made) == ENGLISH(reason_of(made)) == made


def test_every_domain_has_its_name_at_the_beginning_of_a_sentence() -> None:
    assert {one.capitalize() for one in (*LOWERING, *RAISING)} == set(DOMAINS)
