"""Pages of PDFs are drawn by a process that a hostile file can end, and nothing else."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

import pytest
from PIL import Image

from probatum.errors import BrokenInput, EncryptedInput, HostileInput, NotHeld
from probatum.records.place import PageView, Wanted
from probatum.sources.pdf_page import draw_page
from tests.sources.exhausting import nested, stream, written
from tests.sources.test_pdf import Words, made

LINE = "Relapse was seen in 65 of 105 adults."
PAGE: list[Words] = [(60, 700, 12, LINE)]


def opened(tmp_path: Path, data: bytes) -> BinaryIO:
    """The bytes as an open file."""
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    return path.open("rb")


def drawn(tmp_path: Path, data: bytes, number: int = 1, *, wide: int = 600, burnt: bool = False) -> PageView:
    """A page with the words ``65 of 105`` looked for."""
    start = LINE.index("65")
    one = Wanted(text=LINE, start=start, end=start + len("65 of 105"))
    with opened(tmp_path, data) as stream:
        return draw_page(stream, number, wide=wide, wanted=[one], burnt=burnt, origin="a.pdf")


def picture(view: PageView) -> Image.Image:
    """The picture of a page."""
    return Image.open(io.BytesIO(view.image))


def test_a_page_is_drawn_with_the_place_of_the_words(tmp_path: Path) -> None:
    view = drawn(tmp_path, made([[(60, 700, 12, "Another page.")], PAGE]), 2)
    assert (view.number, view.of, view.width, view.height) == (2, 2, 600, 800)
    ((mark,),) = view.marks
    assert 0.25 < mark.left < mark.right < 0.45
    assert 0.10 < mark.top < 700 / 800 < 1
    assert (mark.top + mark.bottom) / 2 == pytest.approx(1 - 704 / 800, abs=0.01)
    image = picture(view)
    assert (image.size, image.mode) == ((600, 800), "L")
    box = (mark.left * 600, mark.top * 800, mark.right * 600, mark.bottom * 800)
    assert image.crop(tuple(map(round, box))).getextrema()[0] < 100  # there is ink in it


def test_the_words_can_be_marked_in_the_picture_itself(tmp_path: Path) -> None:
    view = drawn(tmp_path, made([PAGE]), burnt=True)
    ((mark,),) = view.marks
    image = picture(view)
    place = (round(mark.left * 600) + 1, round(mark.top * 800) + 1)
    assert (image.mode, image.getpixel(place), image.getpixel((5, 5))) == ("RGB", (255, 226, 120), (255,) * 3)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_has_its_places_turned(tmp_path: Path, turn: int) -> None:
    data = made([PAGE]).replace(b"/MediaBox [0 0 600 800]", b"/Rotate %d /MediaBox [0 0 600 800]" % turn)
    view = drawn(tmp_path, data)
    ((mark,),) = view.marks
    image = picture(view).convert("L")
    wide, high = image.size
    assert (wide > high) == (turn != 180)
    box = (mark.left * wide, mark.top * high, mark.right * wide, mark.bottom * high)
    assert image.crop(tuple(map(round, box))).getextrema()[0] < 140


def test_a_page_that_is_cut_has_its_places_within_the_cut(tmp_path: Path) -> None:
    data = made([PAGE]).replace(b"/MediaBox", b"/CropBox [50 650 350 750] /MediaBox")
    view = drawn(tmp_path, data)
    ((mark,),) = view.marks
    assert (view.width, view.height) == (600, 200)
    assert (mark.top + mark.bottom) / 2 == pytest.approx(0.46, abs=0.06)


def test_a_page_without_end_is_drawn_small(tmp_path: Path) -> None:
    vast = made([PAGE]).replace(b"[0 0 600 800]", b"[0 0 600 14400]")
    assert drawn(tmp_path, vast).height <= 6_001
    wide = drawn(tmp_path, made([PAGE]), wide=100_000)
    assert wide.width * wide.height <= 12_100_000


@pytest.mark.parametrize("number", [0, 2, -1, 10**6])
def test_a_page_that_is_not_there_says_so(tmp_path: Path, number: int) -> None:
    with pytest.raises(NotHeld, match=f"^a.pdf has no page {number}; follow a marker"):
        drawn(tmp_path, made([PAGE]), number)


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7\n" + b"\x00" * 1000])
def test_what_is_damaged_says_so(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BrokenInput, match=r"^a\.pdf: a damaged file.*; the text is below"):
        drawn(tmp_path, data)


def test_what_is_protected_says_so(tmp_path: Path) -> None:
    key = "<" + "28" * 32 + ">"
    trailer = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> /ID [<00> <00>]"
    with pytest.raises(EncryptedInput, match=r"^a\.pdf: protected by a password; the text is below"):
        drawn(tmp_path, made([PAGE], trailer=trailer))


def test_a_page_that_would_be_drawn_for_ever_is_given_up(tmp_path: Path) -> None:
    """Forms that draw forms that draw forms, each ten times: a billion letters in a kilobyte."""
    with (
        opened(tmp_path, written(nested(), [stream(b"/X4 Do")])) as file,
        pytest.raises(HostileInput, match=r"^a\.pdf: this page takes too much time or memory"),
    ):
        draw_page(file, 1, wide=600, origin="a.pdf", seconds=1)
