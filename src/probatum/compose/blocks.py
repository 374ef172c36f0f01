"""What stands around the statements for each audience (``blocks.txt``), and in which order a page is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from probatum.records.adapted import Block
from probatum.records.article import Audience

_HEAD = re.compile(r"\[(?P<audience>\w+), (?P<place>first|last), (?P<name>\w+)\] (?P<heading>.+)")

#: The parts of a page in the order read: the answer always first, references and record always last.
ORDER: Mapping[Audience, tuple[str, ...]] = {
    Audience.CLINICIAN: ("sections", "figures", "certainty", "disagreements"),
    Audience.SPECIALIST: ("figures", "studied", "disagreements", "sections", "certainty"),
    Audience.STUDENT: ("words", "sections", "figures", "certainty", "disagreements", "studied"),
    Audience.PATIENT: ("sections", "words", "disagreements", "figures", "certainty"),
    Audience.POLICY: ("certainty", "studied", "disagreements", "sections", "figures"),
}


def blocks(audience: Audience, place: str) -> tuple[Block, ...]:
    """The house's own parts for ``audience`` at ``place`` (``first`` or ``last``), in order of the list."""
    return tuple(block for reader, where, block in _read() if reader == audience and where == place)


@cache
def _read() -> tuple[tuple[Audience, str, Block], ...]:
    text = resources.files("probatum.compose").joinpath("blocks.txt").read_text("utf-8")
    listed = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(map(_block, (part for part in listed.split("\n\n") if part.strip())))


def _block(part: str) -> tuple[Audience, str, Block]:
    first, *lines = part.strip().splitlines()
    head = _HEAD.fullmatch(first)
    if head is None:
        raise ValueError(f"blocks.txt: no part begins with {first!r}")
    block = Block(name=head["name"], heading=head["heading"], lines=tuple(lines))
    return Audience(head["audience"]), head["place"], block
