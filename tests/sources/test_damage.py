"""Whatever is done to the bytes of a file, a reader reads it, refuses it, or says what is wrong with it."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probatum.errors import InputError
from probatum.sources.docx import read_docx
from probatum.sources.html import read_html
from probatum.sources.jats import read_jats
from probatum.sources.notes import read_notes
from probatum.sources.passages import passages
from probatum.sources.pdf import LIMITS
from probatum.sources.pdf_read import works_of
from probatum.sources.reader import Read, Reader, Refused


def _beside(name: str) -> ModuleType:
    """The test module of that name in this folder, for the files that it makes."""
    spec = importlib.util.spec_from_file_location(f"made_by_{name}", Path(__file__).parent / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read_pdf(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
    """As ``read_pdf``, in this process: another one would end at what it did not foresee, and say no more."""
    try:
        yield from works_of(stream.read(), limits=LIMITS, reached=lambda _: None)
    except InputError as error:
        raise type(error)(error.problem, origin=origin, fix=error.fix) from error


_PAGE = [(40.0, 740.0, 18.0, "Relapse of something"), (40.0, 700.0, 10.0, "We followed 105 adults for long.")]
_HTML = (
    b"<html><meta name=citation_title content=x><h1>T</h1><p>Words <sup>2</sup><table><tr><td>1<td>2</table>"
)
_NOTE = (
    b'{"id": "a", "summary": "b", "key_facts": [{"statement": "c", "figures": ["1%", "HR 2"]}], "year": 2024}'
)
_FILES: dict[str, tuple[Reader, bytes]] = {
    "pdf": (_read_pdf, _beside("test_pdf").made([_PAGE] * 2)),
    "docx": (read_docx, _beside("test_docx")._made()),
    "jats": (read_jats, _beside("test_jats")._ARTICLE.encode()),
    "html": (read_html, _HTML),
    "note": (read_notes, _NOTE),
}

_CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["set", "cut", "add"]), st.binary(min_size=1, max_size=8)),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("kind", sorted(_FILES))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(_CHANGES)
def test_damaged_files_are_read_refused_or_named(kind: str, changes: list[tuple[float, str, bytes]]) -> None:
    """No exception but ours leaves a reader, and what it reads can be kept, cut and shown."""
    reader, whole = _FILES[kind]
    data = bytearray(whole)
    for where, how, piece in changes:
        at = int(where * len(data))
        data[at : at + (0 if how == "add" else len(piece) * 4)] = b"" if how == "cut" else piece
    try:
        answers = list(reader(io.BytesIO(bytes(data)), origin="a"))
    except InputError as error:
        said, answers = str(error), []
    else:
        said = "a"
    assert said.startswith("a")
    assert "\n" not in said
    for answer in answers:
        if isinstance(answer, Read) and answer.document is not None:
            answer.document.text.encode()
            assert not {"\x00", "\r"} & set(answer.document.text)
            assert "".join(p.text for p in passages("s", answer.document)) != "" or not answer.document.text
            assert answer.source.label
