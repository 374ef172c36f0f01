"""Icon arrays: a frequency as so many of a hundred people.

A hundred whole icons, ten by ten, filled from the top left, with the same denominator always (Galesic et
al., Health Psychol 2009;28:210; Trevena et al., BMC Med Inform Decis Mak 2013;13(Suppl 2):S7). Who is counted
differs in form, not in colour alone; rounding is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.records.picture import Share
from probatum.render.drawn import Cell, Drawn
from probatum.render.forest import work_cell
from probatum.render.shares import counted, named
from probatum.render.svg import ACCENT, PAPER, QUIET, element, picture

#: No more arrays are drawn of one article.
MOST = 4
#: The side of the field of one icon, and of the whole picture.
CELL, SIDE = 16.0, 168.0


def of_hundred(events: int, n: int) -> tuple[int, bool]:
    """How many of 100 ``events`` of ``n`` are, halves rounded up, and whether that is rounded.

    Raises ``ValueError`` where ``events`` are no part of ``n``.
    """
    if not 0 <= events <= n or n < 1:
        raise ValueError(f"{events} is no part of {n}; give events of at most n, and n of at least one")
    exact = Fraction(100 * events, n)
    whole = int((Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1), ROUND_HALF_UP))
    return whole, exact != whole


def in_words(events: int, n: int, said: Spoken = ENGLISH) -> str:
    """``62 of 100 (65 of 105, rounded)``."""
    whole, rounded = of_hundred(events, n)
    if n == 100:
        return said(N_("{events} of 100")).format(events=events)
    if not rounded:
        told = N_("{whole} of 100 ({events} of {n})")
    elif not whole:
        told = N_("fewer than 1 of 100 ({events} of {n}, rounded)")
    elif whole == 100:
        told = N_("more than 99 of 100 ({events} of {n}, rounded)")
    else:
        told = N_("{whole} of 100 ({events} of {n}, rounded)")
    return said(told).format(whole=whole, events=events, n=n)


def svg(events: int, n: int, of: str, name: str, said: Spoken = ENGLISH) -> str:
    """A hundred icons: a person for each that is counted, a ring for each of the others. Pure."""
    whole, _ = of_hundred(events, n)
    parts = [_icon(place, place < whole) for place in range(100)]
    title = said(N_("Icon array. {of}: {counted}")).format(of=of, counted=in_words(events, n, said))
    says = said.plural("{number} filled icon of 100.", "{number} filled icons of 100.", whole)
    return picture(name, title, says, SIDE, SIDE, parts)


def _icon(place: int, filled: bool) -> str:
    """A person as a head over shoulders where it is counted, else a ring."""
    x, y = 4.0 + CELL * (place % 10) + CELL / 2, 4.0 + CELL * (place // 10) + CELL / 2
    if not filled:
        return element(
            "circle", cx=x, cy=y, r=4.2, class_="pic-other", fill=PAPER, stroke=QUIET, stroke_width=1.2
        )
    return element(
        "path",
        d=f"M{x - 5:.1f} {y + 6:.1f}a5 5.4 0 0 1 10 0z"
        f"M{x - 2.8:.1f} {y - 3.2:.1f}a2.8 2.8 0 1 1 5.6 0a2.8 2.8 0 1 1 -5.6 0z",
        class_="pic-mark",
        fill=ACCENT,
    )


def drawn(shares: Sequence[Share], name: str, said: Spoken = ENGLISH) -> tuple[Drawn, ...]:
    """An array for each share that gives how many of how many, the first few. One width serves all."""
    with_counts = [one for one in shares if one.shown.effect.events is not None and one.shown.effect.n][:MOST]
    return tuple(_drawn(share, f"{name}-{place}", said) for place, share in enumerate(with_counts, start=1))


def _drawn(share: Share, name: str, said: Spoken) -> Drawn:
    effect = share.shown.effect
    events, n = effect.events or 0, effect.n or 1
    counts, of = in_words(events, n, said), named(share, said)
    made = svg(events, n, of, name, said)
    return Drawn(
        id=name,
        kind="icons",
        title=of,
        wide=made,
        narrow="",
        columns=(
            said(N_("What was counted")),
            said(N_("Of 100")),
            said(N_("As stated")),
            said(N_("In whom")),
            said(N_("Work")),
        ),
        rows=(
            (
                Cell(text=of),
                Cell(text=counts),
                Cell(text=counted(share, said)),
                Cell(text=share.shown.population or said(N_("not stated"))),
                work_cell(share.shown, said),
            ),
        ),
        says=f"{counts}. {share.shown.population}".strip(". ") + ".",
    )
