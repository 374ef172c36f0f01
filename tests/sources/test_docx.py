"""Word files: headings, tables, properties; packed bombs and protected files are refused."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from probatum.errors import BrokenInput, EncryptedInput, HostileInput
from probatum.records.passage import Role
from probatum.records.source import Author
from probatum.sources.docx import read_docx
from probatum.sources.reader import Read, Refused

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _made(*, title: str = "", words: bool = True) -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = "Min Su Kim; Ann Other"
    document.core_properties.keywords = "relapse, taper"
    document.core_properties.language = "en-GB"
    if words:
        document.add_paragraph("A protocol", style="Title")
        document.add_heading("1. Methods", level=1)
        document.add_paragraph("We followed 105 adults.")
        document.add_heading("Setting", level=2)
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ["Item", "HR", "Age", "1.05"], strict=True):
            cell.text = text
        document.add_heading("Results", level=1)
        changed = (
            f"<w:p {_W}><w:r><w:t>Most </w:t></w:r><w:ins w:id='1' w:author='x'><w:r><w:t>adults</w:t></w:r>"
            "</w:ins>"
            "<w:del w:id='2' w:author='x'><w:r><w:delText>children</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:tab/><w:t>relapsed.</w:t></w:r></w:p>"
        )
        document.element.body.insert(-1, parse_xml(changed))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _answer(data: bytes) -> Read | Refused:
    (answer,) = read_docx(io.BytesIO(data), origin="a_protocol.docx")
    return answer


def test_a_word_file_is_read_as_it_is_shown() -> None:
    read = _answer(_made())
    assert isinstance(read, Read)
    assert read.document is not None
    text = read.document.text
    assert [(part.section, text[part.start : part.end], part.role) for part in read.document.parts] == [
        ("Methods", "We followed 105 adults.", Role.METHODS),
        ("Methods › Setting", "Item | HR", Role.METHODS),
        ("Methods › Setting", "Age | 1.05", Role.METHODS),
        ("Results", "Most adults relapsed.", Role.RESULTS),
    ]
    source = read.source
    assert source.title == "A protocol"
    assert source.authors == (Author(family="Kim", given="Min Su"), Author(family="Other", given="Ann"))
    assert (source.keywords, source.language) == (("relapse", "taper"), "en-gb")


def test_the_title_of_the_properties_comes_first() -> None:
    read = _answer(_made(title="From the properties"))
    assert isinstance(read, Read)
    assert read.source.title == "From the properties"


def test_a_file_without_words_is_refused() -> None:
    assert _answer(_made(words=False)) == Refused(
        place="file", reason="no words in it", fix="give a file with a text"
    )


def test_a_protected_file_says_so() -> None:
    with pytest.raises(EncryptedInput, match=r"^a_protocol\.docx: protected by a password, or in the old"):
        _answer(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512)


def _packed(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "/"), body)
    return stream.getvalue()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", _packed(a="b"), _made()[:5000]])
def test_a_damaged_file_says_so(data: bytes) -> None:
    with pytest.raises(
        BrokenInput, match=r"^a_protocol\.docx: not a Word file, or a damaged one; save it again"
    ):
        _answer(data)


def test_a_packed_bomb_is_refused_before_it_is_opened() -> None:
    with pytest.raises(HostileInput, match="unpacks to 30000000 bytes in 1 files"):
        _answer(_packed(word__document="0" * 30_000_000))


def test_an_entity_bomb_is_refused() -> None:
    stream = io.BytesIO()
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    with zipfile.ZipFile(io.BytesIO(_made())) as original, zipfile.ZipFile(stream, "w") as archive:
        for name in original.namelist():
            body = original.read(name)
            if name == "word/document.xml":
                body = (
                    f'<!DOCTYPE d [<!ENTITY e0 "ha">{entities}]><w:document {_W}>&e11;</w:document>'.encode()
                )
            archive.writestr(name, body)
    with pytest.raises(BrokenInput):
        _answer(stream.getvalue())


def _with(paragraph: str, *, after: str = "") -> list[str]:
    document = docx.Document()
    document.add_paragraph("Shown.")
    document.element.body.insert(-1, parse_xml(f"<w:p {_W}>{paragraph}</w:p>"))
    if after:
        document.add_heading("References", level=1)
        document.add_paragraph(after)
    stream = io.BytesIO()
    document.save(stream)
    read = _answer(stream.getvalue())
    assert isinstance(read, Read)
    assert read.document is not None
    return read.document.text.split("\n")


@pytest.mark.parametrize("marks", ['<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>', "<w:vanish/>"])
def test_words_that_nobody_sees_are_not_read(marks: str) -> None:
    assert _with(f"<w:r><w:rPr>{marks}</w:rPr><w:t>X</w:t></w:r>") == ["Shown."]


def test_white_words_on_a_ground_are_read() -> None:
    marks = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>'
    assert _with(f"<w:r><w:rPr>{marks}</w:rPr><w:t>X</w:t></w:r>") == ["Shown.", "X"]


def test_each_run_and_what_stands_around_it_is_asked_once() -> None:
    """However many words stand in it: to look for its properties is to look through all of them."""
    white = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>X</w:t></w:r>'
    assert _with(white * 10_000) == ["Shown."]
    assert _with(f"<w:r>{'<w:t>X</w:t>' * 50_000}</w:r>") == ["Shown.", "X" * 50_000]
    ground = '<w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr>'
    assert _with(ground + white * 10_000) == ["Shown.", "X" * 10_000]
    assert _with("<w:bookmarkStart w:id='1' w:name='a'/>" * 9 + ground + white) == ["Shown.", "X"]


def test_the_reference_list_is_not_read() -> None:
    assert _with("<w:r><w:t>X</w:t></w:r>", after="Doe J. A cure in 99%.") == ["Shown.", "X"]
