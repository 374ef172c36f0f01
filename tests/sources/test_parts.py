"""Text is made fit for keeping before it is kept, and headings say roles only where they are plain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import HostileInput
from probatum.records.passage import Role, TextKind
from probatum.sources import parts as module
from probatum.sources.parts import Parts, fit, one_line, plain_heading, role_of_heading


@given(st.text(max_size=200))
def test_fit_text_has_one_kind_of_line_end_and_no_control_character(text: str) -> None:
    kept = fit(text)
    assert kept == fit(kept)
    assert not {"\r", "\x00", "\x0b", "\x0c", "\x85", "\u2028", "\ufeff", "\u202e"} & set(kept)
    kept.encode()


def test_what_is_seen_is_what_is_kept() -> None:
    assert fit("a\r\nb\rc\x00d\u202eexe\u202c re\xadlapse") == "a\nb\ncdexe relapse"
    assert one_line(" β-blocker\t\n 0.5 mg ") == "β-blocker 0.5 mg"


@pytest.mark.parametrize(
    ("heading", "body", "label"),
    [
        ("2. Patients and methods", Role.METHODS, Role.METHODS),
        ("RESULTS", Role.RESULTS, Role.RESULTS),
        ("Background/Objectives", None, None),
        ("Methods and Findings", Role.METHODS, None),
        ("Results and discussion", None, None),
        ("Main outcome measures", None, Role.METHODS),
        ("Setting", None, Role.METHODS),
        ("Immunotherapy in the metastatic setting", None, Role.METHODS),
        ("Interpretation", None, Role.CONCLUSIONS),
        ("Concluding remarks", Role.CONCLUSIONS, Role.CONCLUSIONS),
        ("Competing interests", Role.OTHER, Role.OTHER),
        ("Treatment", None, None),
        ("", None, None),
        ("Results " * 100, None, None),
    ],
)
def test_a_heading_says_its_role(heading: str, body: Role | None, label: Role | None) -> None:
    assert (role_of_heading(heading), role_of_heading(heading, label=True)) == (body, label)


@pytest.mark.parametrize(
    ("heading", "plain"),
    [
        ("2.1 Study design:", "Study design"),
        ("IV. Results", "Results"),
        ("A randomised trial", "randomised trial"),
        ("5-year survival", "5-year survival"),
    ],
)
def test_a_heading_is_shown_without_its_number(heading: str, plain: str) -> None:
    assert plain_heading(heading) == plain


def test_parts_are_lines_of_the_document() -> None:
    parts = Parts("x")
    assert parts.document(TextKind.PAGE) is None
    parts.add(" One. ", section="A", page=1)
    parts.add("  ")
    parts.add("Two\nlines.", role=Role.RESULTS)
    document = parts.document(TextKind.PAGE, language="en")
    assert document is not None
    assert document.text == "One.\nTwo\nlines."
    assert [(part.start, part.end, part.section, part.page, part.role) for part in document.parts] == [
        (0, 4, "A", 1, None),
        (5, 15, "", None, Role.RESULTS),
    ]


def test_a_text_beyond_any_work_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_TEXT", 10)
    monkeypatch.setattr(module, "MOST_PARTS", 2)
    parts = Parts("big.xml")
    parts.add("12345")
    with pytest.raises(HostileInput, match=r"big\.xml: more than 10 characters of text; split the file"):
        parts.add("67890")
    parts.add("6")
    with pytest.raises(HostileInput, match="more than 2 paragraphs"):
        parts.add("7")
