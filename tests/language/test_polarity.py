"""What a sentence affirms, denies, hedges and calls significant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.polarity import CueKind, Direction, polarity

UP, DOWN, SAME, UNSTATED = Direction.INCREASE, Direction.DECREASE, Direction.NONE, Direction.UNSTATED


@pytest.mark.parametrize(
    ("text", "direction", "negated", "better", "significant"),
    [
        ("Treatment reduced mortality.", DOWN, False, True, None),
        ("Treatment did not reduce mortality.", DOWN, True, None, None),
        ("Treatment failed to reduce mortality.", DOWN, True, None, None),
        ("The drug increased the risk of stroke.", UP, False, False, None),
        ("Survival was longer with drug A.", UP, False, True, None),
        ("Use was associated with fewer relapses (HR 0.50, 95% CI 0.29-0.86).", DOWN, False, True, True),
        (
            "Doubling of the titre was not statistically significant (HR 1.13, P = 0.052).",
            UP,
            False,
            None,
            False,
        ),
        ("There was no significant difference between the groups.", SAME, True, None, False),
        ("There was no difference in relapse.", SAME, True, None, None),
        ("The groups were similar.", SAME, True, None, None),
        ("Dabigatran was noninferior to warfarin.", SAME, False, None, None),
        ("Although mortality did not differ, relapse was lower with drug A.", DOWN, False, True, None),
        ("Not only did it reduce pain, it improved function.", DOWN, False, True, None),
        ("Neither drug reduced relapse.", DOWN, True, None, None),
        ("The effect did not reach statistical significance (p=0.08).", UNSTATED, True, None, False),
        ("Pain fell significantly (P<0.001).", DOWN, False, True, True),
        ("The drug is ineffective.", SAME, True, None, None),
        # The name of an illness is no fall of anything.
        ("Of 271 patients 17% had visual loss.", UNSTATED, False, None, None),
        ("Visual loss fell with treatment.", DOWN, False, None, None),
        ("Loss of hearing was seen.", UNSTATED, False, None, None),
        ("Loss of expression was seen.", DOWN, False, None, None),
    ],
)
def test_sentences(
    text: str, direction: Direction, negated: bool, better: bool | None, significant: bool | None
) -> None:
    said = polarity(text)
    assert (said.direction, said.negated, said.better, said.significant) == (
        direction,
        negated,
        better,
        significant,
    )


def test_hedges_uncertainty_comparison_and_cause() -> None:
    said = polarity("Drug A may lower the risk more than drug B, but further studies are needed.")
    assert (said.hedged, said.uncertain, said.comparative, said.causal) == (True, True, True, True)
    said = polarity("Age was associated with relapse.")
    assert (said.hedged, said.uncertain, said.comparative, said.causal) == (False, False, False, False)
    assert polarity("Relapse is common.").causal is None


def test_the_scope_of_a_negation_ends_with_its_clause() -> None:
    said = polarity("It did not reduce pain, but it improved function.")
    assert {cue.text: cue.negated for cue in said.of(CueKind.DECREASE, CueKind.BETTER)} == {
        "reduce": True,
        "improved": False,
    }


@given(st.text(max_size=300))
def test_cues_are_exact_and_ordered(text: str) -> None:
    said = polarity(text)
    assert all(text[cue.start : cue.end] == cue.text for cue in said.cues)
    assert list(said.cues) == sorted(said.cues, key=lambda cue: (cue.start, cue.end, cue.kind))


@pytest.mark.parametrize(
    "text", ["no " * 20_000, "not " * 20_000 + "reduce", "p = 0.0" * 9_000, "neither " * 9_000]
)
def test_hostile_text_is_read_in_bounds(text: str) -> None:
    assert all(cue.end <= len(text) for cue in polarity(text).cues)
