"""What the model of roles sees of a sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.role_features import _FLAGS, _NEEDED, features


def test_every_flag_says_what_it_needs() -> None:
    assert {name for name, _ in _FLAGS} == set(_NEEDED)


@pytest.mark.parametrize(("name", "pattern"), _FLAGS, ids=[name for name, _ in _FLAGS])
def test_what_is_looked_for_first_hides_no_flag(name: str, pattern: re.Pattern[str]) -> None:
    @given(st.from_regex(pattern))
    def shown(text: str) -> None:
        expected = {f"f={one}" for one, flag in _FLAGS if flag.search(text[:600].lower())}
        assert {one for one in features([text])[0] if one.startswith("f=")} == expected

    shown()
