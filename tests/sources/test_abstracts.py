"""The sections of an abstract: by labels, by headings in its line, and nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.passage import Role
from probatum.sources.abstracts import abstract, abstract_of, labelled, line_of, named
from probatum.sources.markup import plain
from probatum.sources.parts import one_line
from probatum.sources.titles import plain_title


@pytest.mark.parametrize(
    ("label", "category", "section", "role"),
    [
        ("METHODS", "METHODS", "Abstract › Methods", Role.METHODS),
        ("MATERIALS AND METHODS", "METHODS", "Abstract › Materials and methods", Role.METHODS),
        ("METHODS AND RESULTS", "RESULTS", "Abstract › Methods and results", None),
        ("AIMS", "BACKGROUND", "Abstract › Aims", Role.OBJECTIVE),
        ("CHEMISTRY", "METHODS", "Abstract › Chemistry", Role.METHODS),
        ("UNLABELLED", "", "Abstract", None),
        ("", "RESULTS", "Abstract", Role.RESULTS),
    ],
)
def test_a_label_and_a_category_give_section_and_role(
    label: str, category: str, section: str, role: Role | None
) -> None:
    assert named(label, category) == (section, role)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("BACKGROUND: A b. METHODS: C d. RESULTS: E.", ["BACKGROUND", "METHODS", "RESULTS"]),
        ("Objective: To see. Methods: We did.", ["Objective", "Methods"]),
        ("DESIGN, SETTING, AND PARTICIPANTS: A. MAIN OUTCOME MEASURES: B.",
         ["DESIGN, SETTING, AND PARTICIPANTS", "MAIN OUTCOME MEASURES"]),
        ("No heading: here. And none: there.", [""]),
        ("RESULTS: only one.", [""]),
        ("We saw this. METHODS: C. RESULTS: D.", [""]),
        ("BACKGROUND: A ratio of 1: 2 in DNA: this. METHODS: C.", ["BACKGROUND", "METHODS"]),
    ],
)  # fmt: skip
def test_headings_in_the_line_set_sections_apart(text: str, labels: list[str]) -> None:
    assert [label for label, _ in labelled(text)] == labels


def test_nothing_but_the_headings_is_left_out() -> None:
    document = abstract_of("BACKGROUND: A b. METHODS:  C d.")
    assert document is not None
    assert document.text == "A b.\nC d."
    assert [document.text[part.start : part.end] for part in document.parts] == ["A b.", "C d."]


@given(st.lists(st.tuples(st.text(max_size=10), st.just(""), st.text(max_size=30))))
def test_parts_cover_the_words_of_the_text_in_order(sections: list[tuple[str, str, str]]) -> None:
    document = abstract(sections)
    lines = [line for _, _, text in sections if (line := line_of(text))]
    if document is None:
        assert lines == []
        return
    assert [document.text[part.start : part.end] for part in document.parts] == lines


@given(st.text())
def test_the_quick_way_to_one_line_leaves_nothing_to_be_done(text: str) -> None:
    assert line_of(text) == one_line(line_of(text)) == line_of(line_of(text))


@pytest.mark.parametrize(
    ("title", "plainly"),
    [("A title.", "A title"), ("[A translated title].", "A translated title"), ("So on...", "So on..."),
     ("[A] and [B]", "[A] and [B]"), ("[A title.]", "A title"), ("", "")],
)  # fmt: skip
def test_titles_are_shown_without_marks(title: str, plainly: str) -> None:
    assert plain_title(title) == plainly


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<i>E. coli</i> &amp;amp; 10<sup>9</sup>/L", "E. coli & 10^9/L"),
        ("p <0.05 and n> 3", "p <0.05 and n> 3"),
        ("<jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One. Two."),
        ("a<script>b", "a<script>b"),
    ],
)
def test_known_markup_is_taken_out_and_nothing_else(markup: str, text: str) -> None:
    assert plain(markup) == text
