"""The form of the thirteen items of the ICMJE Disclosure Form (2021), read and laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from probatum.records.review import Disclosure, Interest

#: So many interests of one kind are taken.
MOST = 20

_KEY = re.compile(r"(entity|relation|subjects|start|end)-(\d{1,2})-(\d{1,2})")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One interest as it was typed, and what is wrong with it."""

    entity: str = ""
    relation: str = ""
    subjects: str = ""
    start: str = ""
    end: str = ""
    fault: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was typed."""
        return not any((self.entity, self.relation, self.subjects, self.start, self.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One item of the form with its rows, of which the last is empty unless it was filled just now."""

    number: int
    interest: Interest
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A form that was sent: what it discloses, or what is wrong with it; its rows as they were typed."""

    disclosures: tuple[Disclosure, ...]
    items: tuple[Rows, ...]
    fault: str = ""


def interest_rows(disclosures: Iterable[Disclosure]) -> tuple[Rows, ...]:
    """The form with what was disclosed before, and one empty row for each item."""
    held = tuple(disclosures)
    return tuple(
        Rows(
            number=number,
            interest=interest,
            rows=(*(_row(one) for one in held if one.interest is interest), Row())[: MOST + 1],
        )
        for number, interest in enumerate(Interest, start=1)
    )


def _row(one: Disclosure) -> Row:
    return Row(
        entity=one.entity,
        relation=one.relation,
        subjects=", ".join(one.subjects),
        start=str(one.start),
        end=str(one.end) if one.end is not None else "",
    )


def disclosed(fields: Mapping[str, str]) -> Read:
    """What a form that was sent discloses. ``none`` says that there is nothing, ``more`` asks for a row."""
    typed = _typed(fields)
    more = fields.get("more", "")
    items = []
    for number, interest in enumerate(Interest, start=1):
        rows = [_checked(row) for row in typed.get(number, []) if not row.empty]
        spare = [Row()] if not rows or more == str(number) else []
        items.append(Rows(number=number, interest=interest, rows=(*rows, *spare)))
    found = tuple(_disclosure(item.interest, row) for item in items for row in item.rows if _whole(row))
    return Read(disclosures=found, items=tuple(items), fault=_fault(fields, items))


def _typed(fields: Mapping[str, str]) -> dict[int, list[Row]]:
    places: dict[tuple[int, int], Row] = {}
    for name, value in fields.items():
        key = _KEY.fullmatch(name)
        if key and int(key[3]) <= MOST:
            place = int(key[2]), int(key[3])
            said = {key[1]: " ".join(value.split())}
            places[place] = replace(places.get(place, Row()), **said)
    found: dict[int, list[Row]] = {}
    for (number, _), row in sorted(places.items(), key=lambda pair: pair[0]):
        found.setdefault(number, []).append(row)
    return found


def _checked(row: Row) -> Row:
    if not row.entity:
        return replace(row, fault="Say with whom.")
    if not _YEAR.fullmatch(row.start):
        return replace(row, fault="Say from which year, as 2024.")
    if row.end and (not _YEAR.fullmatch(row.end) or row.end < row.start):
        return replace(row, fault="The last year is written as 2025, and is not before the first.")
    return row


def _whole(row: Row) -> bool:
    return not row.empty and not row.fault


def _disclosure(interest: Interest, row: Row) -> Disclosure:
    return Disclosure(
        interest=interest,
        entity=row.entity,
        relation=row.relation,
        subjects=tuple(one.strip() for one in row.subjects.split(",") if one.strip()),
        start=int(row.start),
        end=int(row.end) if row.end else None,
    )


def _fault(fields: Mapping[str, str], items: Iterable[Rows]) -> str:
    rows = [row for item in items for row in item.rows]
    filled = any(not row.empty for row in rows)
    nothing = fields.get("none") == "yes"
    if any(row.fault for row in rows):
        return "an interest is not complete; see below which"
    if nothing and filled:
        return "you say that there is nothing, and state an interest; take one of the two back"
    if not nothing and not filled:
        return "state your interests, or say at the top that there are none"
    return ""
