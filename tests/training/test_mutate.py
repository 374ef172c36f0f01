"""The errors from which the entailment model learns contradiction."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]


def loaded() -> ModuleType:
    """The module of the recipe, which is no part of any package."""
    path = ROOT / "training" / "entailer" / "mutate.py"
    spec = importlib.util.spec_from_file_location("entailer_mutate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


mutate = loaded()


@pytest.mark.parametrize(
    ("kind", "said", "changed"),
    [
        ("direction", "Zinc shows a lower risk.", "Zinc shows a higher risk."),
        ("negation", "Zinc did not reduce colds.", "Zinc reduced colds."),
        ("negation", "Zinc is of use.", "Zinc is not of use."),
        ("negation", "There was no significant difference.", "There was a significant difference."),
        ("comparator", "Zinc was better than placebo.", "Placebo was better than Zinc."),
        ("population", "Zinc helps men.", "Zinc helps women."),
        ("direction", "Zinc was given.", None),
        ("number", "In 2019 zinc was given.", None),
    ],
)
def test_one_error_is_planted_where_there_is_something_to_change(
    kind: str, said: str, changed: str | None
) -> None:
    assert getattr(mutate, kind)(said, random.Random(1)) == changed


def test_an_opening_says_nothing_and_is_cut() -> None:
    assert mutate.bare("In conclusion, these results suggest that zinc (10 mg) helps.") == "Zinc helps."


@given(st.text(max_size=300), st.integers())
def test_no_text_is_too_odd(said: str, seed: int) -> None:
    chance = random.Random(seed)
    changed = mutate.contradicted(said, chance)
    assert changed is None or changed != said
    mutate.reworded(mutate.bare(said), chance)
    mutate.population(said, chance)
