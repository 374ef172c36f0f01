"""BibTeX: LaTeX becomes text, definitions hold, one bad entry is one entry refused."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.source import Author, Identifiers, Source
from probatum.sources.bibtex import read_bibtex
from probatum.sources.latex import from_latex
from probatum.sources.reader import Read, Refused

FILE = r"""
@comment{not read}
@string{jex = "J Ex"}
@article{berg2020,
  title = {{Relapse} of \emph{myositis} with $\alpha$-blockers, p $\leq$ 0.05},
  author = {M{\"u}ller, J{\'o}zef and van der Berg, Anna and {WHO Study Group} and others},
  journal = jex, year = 2020, month = may, volume = 12, number = 3, pages = {12--20},
  doi = {10.1234/EX.1}, pmid = {123}, keywords = {relapse; outcome}, langid = {english},
  abstract = {It was 5\% \& more.},
}
@article{bad, title = {not closed, year = 2000
@misc{last, title = {The last one}, year = {1999}}
@misc{empty, year = {1999}}
"""


def read(text: str) -> list[Read | Refused]:
    return list(read_bibtex(io.BytesIO(text.encode()), origin="x"))


def test_entries_are_read_one_by_one() -> None:
    first, bad, last, empty = read(FILE)
    assert isinstance(first, Read)
    assert first.source == Source(
        identifiers=Identifiers(pmid="123", doi="10.1234/ex.1"),
        title="Relapse of myositis with α-blockers, p ≤ 0.05",
        authors=(
            Author(family="Müller", given="Józef"),
            Author(family="van der Berg", given="Anna"),
            Author(collective="WHO Study Group"),
        ),
        journal="J Ex",
        volume="12",
        issue="3",
        pages="12-20",
        published="2020-05",
        publication_types=("Journal Article",),
        keywords=("relapse", "outcome"),
        language="en",
    )
    assert first.document is not None
    assert first.document.text == "It was 5% & more."
    assert first.place == "entry berg2020, line 4"
    assert isinstance(bad, Refused)
    assert bad.place == "entry bad, line 11"
    assert bad.reason.startswith("not a BibTeX entry")
    assert isinstance(last, Read)
    assert isinstance(empty, Refused)
    assert empty.reason == "neither a title nor an identifier"


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"10$^{9}$/L and 10\textsuperscript{6}", "10^9/L and 10^6"),
        (r"H$_2$O, CO\textsubscript{2}, HbA$_{1c}$", "H2O, CO2, HbA1c"),
        (r"\textit{E. coli} at 37~\textdegree C", "E. coli at 37 ° C"),
        (r"{\'E}cole -- na{\"\i}ve", "École – naïve"),
        ("plain words, 5 % and <0.05", "plain words, 5 % and <0.05"),
        (r"costs \$5", "costs $5"),
    ],
)
def test_latex_becomes_text(latex: str, text: str) -> None:
    assert from_latex(latex) == text


def test_an_endless_entry_is_refused() -> None:
    found = read("@misc{a, title = {" + "x" * 3_000_000 + "}}\n@misc{b, title = {Two}}")
    assert [type(one) for one in found] == [Refused, Read]


def test_deep_braces_are_refused_or_read_and_never_crash() -> None:
    deep = "{" * 5000 + "x" + "}" * 5000
    found = read("@misc{a, title = {" + deep + "}}\n@misc{b, title = {Two}}")
    assert isinstance(found[-1], Read)


@given(st.text(alphabet='@misc{}(),="\n\\ax#', max_size=120))
def test_no_text_crashes_the_reader(text: str) -> None:
    assert all(isinstance(one, Read | Refused) for one in read(text))
