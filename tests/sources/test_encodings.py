"""Lines of text in any encoding and with any ends, none of them longer than memory bears."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.sources import encodings
from probatum.sources.encodings import TextLines, decoded_head, encoding_of


@pytest.mark.parametrize(
    ("encoding", "text", "found"),
    [
        ("utf-8", "Müller", "utf-8"),
        ("utf-8-sig", "Müller", "utf-8-sig"),
        ("cp1252", "AU  - Müller, J\nTI  - Über die “Wirkung” – eine naïve Studie\n" * 4, "cp1252"),
        ("latin-1", "Tramèr, M.; Känel; Begré\n" * 4, "cp1252"),
        ("cp1250", "Wałęsa, Lech; Żółć, gęś\n" * 4, "cp1250"),
        ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy\n" * 4, "cp1250"),
        ("cp1251", "Влияние препарата на течение болезни у пациентов\n" * 4, "cp1251"),
        ("cp932", "患者の治療効果に関する研究です\n" * 4, "cp932"),
        ("gb18030", "患者的治疗效果研究\n" * 4, "gb18030"),
        ("utf-16", "TY  - JOUR", "utf-16"),
        ("utf-16-le", "TY  - JOUR", "utf-16-le"),
        ("utf-16-be", "TY  - JOUR", "utf-16-be"),
        ("utf-32", "TY  - JOUR", "utf-32"),
    ],
)
def test_the_encoding_is_found(encoding: str, text: str, found: str) -> None:
    data = text.encode(encoding)
    assert encoding_of(data) == found
    assert decoded_head(data) == text or decoded_head(data) == f"\ufeff{text}"


def test_what_is_no_text_has_no_encoding() -> None:
    assert encoding_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xd8") is None


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]))),
       st.sampled_from(["\n", "\r\n", "\r"]))  # fmt: skip
def test_lines_come_back_as_they_were(lines: list[str], end: str) -> None:
    data = "".join(f"{line}{end}" for line in lines).encode()
    found = list(TextLines(io.BytesIO(data)))
    expected = [line.removeprefix("\ufeff") if n == 0 else line for n, line in enumerate(lines)]
    assert found == [(number, line) for number, line in enumerate(expected, start=1)]


def test_a_line_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "LONGEST_LINE", 1000)
    data = b"one\n" + b"x" * 2_000_000 + b"\nthree\n" + b"y" * 700_000
    assert list(TextLines(io.BytesIO(data))) == [(1, "one"), (2, None), (3, "three"), (4, None)]


def test_a_file_pasted_together_of_two_encodings() -> None:
    data = "TI  - Über die naïve Wirkung\n".encode("cp1252") * 5 + "AU  - Łódź\n".encode()
    found = TextLines(io.BytesIO(data))
    assert [line for _, line in found][-2:] == ["TI  - Über die naïve Wirkung", "AU  - Łódź"]
    assert found.remark == " (read as cp1252)"
