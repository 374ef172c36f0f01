"""How the search went, from what was found to what is cited: a flow after PRISMA 2020 (BMJ 2021;372:n71).

Every number is one that the revision recorded; what was not recorded is not drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.records.article import LeftOut, Revision
from probatum.render.drawn import NARROW, WIDE, Cell, Drawn
from probatum.render.svg import INK, PAPER, element, line, picture, text, wrapped

TITLE = N_("From the search to the answer")
SIZE, STEP, PAD, GAP = 13.0, 17.0, 12.0, 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: how many of what, and what was left out on the way to the next, line by line."""

    said: str
    aside: tuple[str, ...] = ()


def steps_of(revision: Revision, said: Spoken = ENGLISH) -> tuple[Step, ...]:
    """The steps that a revision recorded; an article that people wrote was not searched for, and has none."""
    searched = revision.searched
    if not searched.passages_considered:
        return ()
    shown = len(dict.fromkeys(claim.id for claim in revision.claims))
    written = Step(
        said=said.plural(
            "{number} statement written from them",
            "{number} statements written from them",
            shown + revision.withheld,
        ),
        aside=(_withheld(revision.withheld, said),) if revision.withheld else (),
    )
    found = said.plural(
        "{number} passage found and weighed",
        "{number} passages found and weighed",
        searched.passages_considered,
    )
    told = [Step(said=found)]
    if searched.works:
        aside = tuple(_left_out(one, said) for one in searched.left_out)
        works = said.plural(
            "{number} work that they are from", "{number} works that they are from", searched.works
        )
        told = [Step(said=found), Step(said=works, aside=aside)]
    cited = len({one.source for one in revision.references})
    return (
        *told,
        Step(said=said.plural("{number} work cited", "{number} works cited", cited)),
        written,
        Step(said=said.plural("{number} statement shown", "{number} statements shown", shown)),
    )


def _withheld(number: int, said: Spoken) -> str:
    return said.plural(
        "{number} statement withheld: a check failed",
        "{number} statements withheld: a check failed",
        number,
    )


def _left_out(one: LeftOut, said: Spoken) -> str:
    counted = said.plural("{number} work not cited", "{number} works not cited", one.works)
    return f"{counted}: {said(one.reason)}"


def svg(steps: Sequence[Step], name: str, width: float = WIDE, said: Spoken = ENGLISH) -> str:
    """The flow as a whole SVG: steps below each other, what was left out beside them, or under them. Pure."""
    beside = width >= WIDE
    box = 300.0 if beside else width - 2.0
    parts: list[str] = []
    y, bottom = 4.0, 4.0
    for place, step in enumerate(steps):
        if place:
            parts += _arrow(box / 2 if beside else 24.0, bottom, y)
        main, tall = _box(step.said, 1.0, y, box)
        parts.append(main)
        aside = _aside(step.aside, y, tall, width, beside=beside)
        parts += aside[0]
        bottom = y + tall
        y += max(tall, aside[1]) + GAP
    says = "; ".join(f"{step.said}" + "".join(f", {one}" for one in step.aside) for step in steps)
    title = said(N_("Flow diagram. {title}")).format(title=said(TITLE))
    return picture(name, title, f"{says}.", width, y - GAP + 4.0, parts)


def _box(said: str, x: float, y: float, width: float) -> tuple[str, float]:
    lines = wrapped(said, SIZE, width - 2 * PAD, bold=True)
    tall = 2 * PAD + STEP * len(lines) - 4.0
    frame = element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=tall,
        rx=4,
        class_="pic-box",
        fill=PAPER,
        stroke=INK,
        stroke_width=1.2,
    )
    placed = [text(one, x + PAD, y + PAD + 11 + STEP * place, bold=True) for place, one in enumerate(lines)]
    return element("g", frame, *placed), tall


def _aside(
    told: Sequence[str], y: float, tall: float, width: float, *, beside: bool
) -> tuple[list[str], float]:
    """What was left out at a step, and how much room it takes from the top of its box."""
    if not told:
        return [], 0.0
    x = 344.0 if beside else 48.0
    parts = [line(301.0, y + tall / 2, x - 10.0, y + tall / 2, kind="null", dash="3 3")] if beside else []
    at = y + 16.0 if beside else y + tall + 18.0
    for said in told:
        for one in wrapped(said, 12.0, width - x):
            parts.append(text(one, x, at, size=12.0, quiet=True))
            at += 16.0
    return parts, at - y - 8.0


def _arrow(x: float, top: float, bottom: float) -> list[str]:
    return [
        line(x, top + 3, x, bottom - 3, kind="null"),
        element(
            "path",
            d=f"M{x - 4:.1f} {bottom - 8:.1f}L{x:.1f} {bottom - 3:.1f}L{x + 4:.1f} {bottom - 8:.1f}",
            class_="pic-ink-line",
            fill="none",
            stroke=INK,
            stroke_width=1.2,
        ),
    ]


def drawn(revision: Revision, name: str, said: Spoken = ENGLISH) -> Drawn | None:
    """The flow at both widths with its table; None where the search was not recorded."""
    steps = steps_of(revision, said)
    if not steps:
        return None
    searched = revision.searched
    notes = []
    if not searched.works:
        notes.append(
            N_("This revision is older than the record of which works were found and why some were left out.")
        )
    elif searched.works != len({one.source for one in revision.references}) + sum(
        one.works for one in searched.left_out
    ):
        notes.append(
            N_("People have edited the answer since the search: it cites other works than the search led to.")
        )
    return Drawn(
        id=name,
        kind="flow",
        title=said(TITLE),
        wide=svg(steps, f"{name}-wide", WIDE, said),
        narrow=svg(steps, f"{name}-narrow", NARROW, said),
        columns=(said(N_("Step")), said(N_("Left out there"))),
        rows=tuple(
            (Cell(text=step.said), Cell(text="; ".join(step.aside) or said(N_("nothing")))) for step in steps
        ),
        notes=tuple(said(note) for note in notes),
    )
