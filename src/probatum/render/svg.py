"""Drawing: elements of SVG as strings, and how wide words are. Nothing can leave its attribute or element.

What is drawn has its colours as presentation attributes, so that a picture stands by itself in a file; a
style sheet that knows the classes overrides them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

#: What XML 1.0 cannot hold, and what would turn the direction of the words beside it.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)

#: Widths of signs in a sans serif (Liberation Sans, hence Arial and Helvetica), in parts of their size.
_NARROW, _SLIM, _WIDE = frozenset("ijl.,:;'|!’‘ "), frozenset('frtI()[]-/"“”'), frozenset("mwMWOQGD%—@")
#: Fonts differ: so much more room is given than the signs are wide.
_SPARE = 1.17

FONT = "Liberation Sans, Helvetica Neue, Helvetica, Arial, sans-serif"
INK, QUIET, LINE, ACCENT, PAPER = "#1c2024", "#555c63", "#c9c5b8", "#0f5257", "#ffffff"


def element(name: str, /, *content: str, **attributes: object) -> str:
    """An element with escaped attributes; ``content`` are elements or :func:`words`. None leaves one out.

    ``stroke_width`` is written ``stroke-width`` and ``class_`` ``class``.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(content)
    return f"<{name}{given}>{inner}</{name}>" if inner else f"<{name}{given}/>"


def words(text: str) -> str:
    """``text`` as the content of an element: nothing in it is markup."""
    return escape(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", text), quote=False)


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return escape(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", str(value)))


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide ``text`` is in letters of ``size``, rather too much than too little."""
    total = sum(_sign(sign) for sign in text)
    return total * size * _SPARE * (1.06 if bold else 1.0)


def _sign(sign: str) -> float:
    if sign in _NARROW:
        return 0.27
    if sign in _SLIM:
        return 0.35
    if sign in _WIDE:
        return 0.84
    if ord(sign) > 0x2E80:
        return 1.0
    return 0.68 if sign.isupper() else 0.56


def wrapped(text: str, size: float, width: float, *, bold: bool = False, most: int = 99) -> list[str]:
    """``text`` in lines no wider than ``width``; a word that is longer is cut; no more than ``most`` lines.

    What does not fit ends with an ellipsis.
    """
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, size, width, bold):
            joined = f"{lines[-1]} {piece}" if lines else piece
            if lines and width_of(joined, size, bold=bold) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = _ended(lines[-1], size, width, bold)
    return lines


def _pieces(word: str, size: float, width: float, bold: bool) -> Iterable[str]:
    while word:
        end = len(word)
        while end > 1 and width_of(word[:end], size, bold=bold) > width:
            end -= 1
        yield word[:end]
        word = word[end:]


def _ended(line: str, size: float, width: float, bold: bool) -> str:
    while line and width_of(f"{line}…", size, bold=bold) > width:
        line = line[:-1].rstrip()
    return f"{line}…"


def text(
    said: str,
    x: float,
    y: float,
    *,
    size: float = 13,
    bold: bool = False,
    quiet: bool = False,
    anchor: str | None = None,
) -> str:
    """One line of words whose baseline begins at ``x``, ``y``."""
    return element(
        "text",
        words(said),
        x=float(x),
        y=float(y),
        class_="pic-quiet" if quiet else "pic-ink",
        fill=QUIET if quiet else INK,
        font_size=float(size),
        font_weight=600 if bold else None,
        text_anchor=anchor,
    )


def line(x1: float, y1: float, x2: float, y2: float, *, kind: str = "ink", dash: str | None = None) -> str:
    """A straight line: ``ink`` for what is measured, ``rule`` for what parts, ``null`` for no effect."""
    colour = {"ink": INK, "rule": LINE, "null": QUIET}[kind]
    return element(
        "line",
        x1=float(x1),
        y1=float(y1),
        x2=float(x2),
        y2=float(y2),
        class_=f"pic-{kind}-line",
        stroke=colour,
        stroke_width=1.6 if kind == "ink" else 1.0,
        stroke_dasharray=dash,
    )


def picture(
    name: str, title: str, says: str, width: float, height: float, parts: Iterable[str], *, role: str = "img"
) -> str:
    """A whole picture: its accessible name is ``title``, its description ``says``.

    ``name`` makes its ids; ``role`` is ``img``, or ``group`` where there are links in it.
    """
    return element(
        "svg",
        element("title", words(title), id=f"{name}-title"),
        element("desc", words(says), id=f"{name}-desc"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_value(float(width))} {_value(float(height))}",
        width=float(width),
        height=float(height),
        role=role,
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        font_family=FONT,
        class_="picture",
    )
