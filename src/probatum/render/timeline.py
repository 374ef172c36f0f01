"""When the evidence appeared: each reference a mark by year, in the lane of its design."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.records.article import Reference
from probatum.records.source import Design
from probatum.render.drawn import NARROW, WIDE, Cell, Drawn
from probatum.render.references import HOUSE_NOTE, design_name
from probatum.render.svg import ACCENT, INK, PAPER, element, line, picture, text, words, wrapped

TITLE = N_("When the evidence appeared")
_REFERENCE = N_("Reference {marker}: {title} ({year})")
SIZE, RADIUS, LANE = 12.0, 12.0, 28.0
#: The lanes from the top: how far a design can carry a conclusion, as in records/source.
_ORDER = [design.value for design in Design]


def design_of(reference: Reference) -> str:
    """The design of a reference; of a house note that of the work that it is on."""
    return reference.of or reference.type


def lanes(references: Sequence[Reference]) -> tuple[tuple[str, tuple[Reference, ...]], ...]:
    """The references with a year by design, strongest design first, each lane by year."""
    held: dict[str, list[Reference]] = {}
    for one in references:
        if one.year is not None:
            held.setdefault(design_of(one), []).append(one)
    ordered = sorted(held, key=lambda design: (_ORDER.index(design) if design in _ORDER else 99, design))
    return tuple(
        (design, tuple(sorted(held[design], key=lambda one: (one.year or 0, one.marker))))
        for design in ordered
    )


def placed(
    references: Sequence[Reference], left: float, right: float, first: int, last: int
) -> list[tuple[Reference, float, int]]:
    """Where the marks of one lane stand, and in which line of it, so that no two overlap."""
    ends: list[float] = []
    marks = []
    for one in references:
        x = left + (right - left) * ((one.year or first) - first) / max(1, last - first)
        row = next((place for place, end in enumerate(ends) if x - RADIUS > end), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = x + RADIUS + 1
        marks.append((one, x, row))
    return marks


def svg(
    references: Sequence[Reference],
    name: str,
    width: float = WIDE,
    said: Spoken = ENGLISH,
    *,
    linked: bool = True,
) -> str:
    """The timeline as a whole SVG; with ``linked`` each mark leads to ``#ref-N`` on the same page. Pure."""
    told = lanes(references)
    years = [one.year for _, of in told for one in of if one.year is not None]
    first, last = min(years), max(years)
    wide = width >= WIDE
    left, right = (196.0 if wide else 20.0), width - 20.0
    parts: list[str] = []
    top = 6.0
    for design, of in told:
        lane, height = _lane(design, of, (left, right), (first, last), top, said, wide=wide, linked=linked)
        parts.append(lane)
        top += height
        parts.append(line(0, top, width, top, kind="rule"))
    parts += _years(first, last, left, right, top + 4)
    dated = said(N_("{year} (reference {marker})"))
    says = "; ".join(
        f"{_named(design, said)}: " + ", ".join(dated.format(year=one.year, marker=one.marker) for one in of)
        for design, of in told
    )
    role = "group" if linked else "img"
    title = said(N_("Timeline. {title}")).format(title=said(TITLE))
    return picture(name, title, f"{says}.", width, top + 30, parts, role=role)


def _named(design: str, said: Spoken) -> str:
    named = said(design_name(design) if design in _ORDER else design)
    return f"{named[:1].upper()}{named[1:]}"


def _lane(
    design: str,
    of: Sequence[Reference],
    across: tuple[float, float],
    years: tuple[int, int],
    top: float,
    said: Spoken,
    *,
    wide: bool,
    linked: bool,
) -> tuple[str, float]:
    marks = placed(of, *across, *years)
    head = 0.0 if wide else 20.0
    height = head + LANE * (1 + max(row for _, _, row in marks)) + 8
    parts = [
        text(one, 0, top + 24 + 14 * place, size=SIZE) if wide else text(one, 0, top + 16, size=SIZE)
        for place, one in enumerate(
            wrapped(_named(design, said), SIZE, 170 if wide else across[1], most=2 if wide else 1)
        )
    ]
    parts += [_mark(one, x, top + head + 19 + LANE * row, said, linked=linked) for one, x, row in marks]
    return element("g", *parts), height


def _mark(one: Reference, x: float, y: float, said: Spoken, *, linked: bool) -> str:
    """A disc with the number of the reference; a dashed ring where only our own note on the work is held."""
    note = one.type == HOUSE_NOTE
    named = N_("Reference {marker}: {title} ({year}, house note)") if note else _REFERENCE
    heard = said(named).format(marker=one.marker, title=one.title, year=one.year)
    inner = (
        element("title", words(heard)),
        element(
            "circle",
            cx=x,
            cy=y,
            r=RADIUS - 1,
            class_="pic-open" if note else "mark",
            fill=PAPER if note else ACCENT,
            stroke=INK if note else ACCENT,
            stroke_width=1.4,
            stroke_dasharray="3 2" if note else None,
        ),
        element(
            "text",
            words(str(one.marker)),
            x=float(x),
            y=float(y + 4),
            class_="pic-ink" if note else "pic-on-mark",
            fill=INK if note else PAPER,
            font_size=11.5,
            font_weight=600,
            text_anchor="middle",
        ),
    )
    if not linked:
        return element("g", *inner)
    return element("a", *inner, href=f"#ref-{one.marker}", aria_label=heard)


def _years(first: int, last: int, left: float, right: float, y: float) -> Iterator[str]:
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / step <= 6 or step == 100)
    ticks = [year for year in range(first, last + 1) if year % step == 0] or [first]
    for year in ticks:
        x = left + (right - left) * (year - first) / max(1, last - first)
        yield line(x, y - 4, x, y + 2, kind="null")
        yield text(str(year), x, y + 17, size=11.5, quiet=True, anchor="middle")


def drawn(
    references: Sequence[Reference], name: str, said: Spoken = ENGLISH, *, linked: bool = True
) -> Drawn | None:
    """The timeline at both widths with its table; None where no reference has a year."""
    told = lanes(references)
    if not told:
        return None
    undated = sum(one.year is None for one in references)
    notes = []
    if any(one.type == HOUSE_NOTE for _, of in told for one in of):
        notes.append(said(N_("A dashed ring: only our own note on the work is held.")))
    if undated:
        undrawn = said(N_("{number} of {all} references have no year and are not drawn."))
        notes.append(undrawn.format(all=len(references), number=undated))
    return Drawn(
        id=name,
        kind="timeline",
        title=said(TITLE),
        wide=svg(references, f"{name}-wide", WIDE, said, linked=linked),
        narrow=svg(references, f"{name}-narrow", NARROW, said, linked=linked),
        columns=(said(N_("Year")), said(N_("Design")), said(N_("Work"))),
        rows=tuple(
            (
                Cell(text=str(one.year)),
                Cell(text=_named(design, said)),
                Cell(text=f"{one.title} [{one.marker}]", href=f"#ref-{one.marker}"),
            )
            for one, design in sorted(
                ((one, design) for design, of in told for one in of),
                key=lambda pair: (pair[0].year or 0, pair[0].marker),
            )
        ),
        notes=tuple(notes),
    )
