"""A later version of a guideline is known by its issuer, its title and its year."""

from __future__ import annotations

from dataclasses import replace

import pytest

from probatum.appraise.currency import is_newer_version
from probatum.records.source import Design, Source

OLD = Source(
    title="Guideline for the care of gout 2019",
    issuer="Invented College",
    published="2019",
    design=Design.GUIDELINE,
)


@pytest.mark.parametrize(
    ("other", "newer"),
    [
        (replace(OLD, title="Guideline for the care of gout 2023", published="2023-02"), True),
        (replace(OLD, title="Guideline for the care of gout, version 2.1 (update)", published="2023"), True),
        (replace(OLD, title="Guideline for the care of gout 2017", published="2017"), False),
        (replace(OLD, title="Guideline for the care of asthma 2023", published="2023"), False),
        (replace(OLD, published="2023", issuer="Another College"), False),
        (replace(OLD, published="2023", issuer=None), False),
        (replace(OLD, published="2023", design=Design.COHORT), False),
        (replace(OLD, published=None), False),
    ],
)
def test_a_later_version_has_the_issuer_and_the_title_and_a_later_year(other: Source, newer: bool) -> None:
    assert is_newer_version(OLD, other) is newer
