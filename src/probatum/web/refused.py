"""What the framework refuses before a route of ours sees it, said in our words, with how to mend it.

FastAPI and Pydantic tell of a field in words for programmers, Starlette of a method in none. Each kind of
fault has its own sentence here, marked for the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Any, Final

from starlette.requests import Request
from starlette.routing import Match, Mount

from probatum.language.interface import N_, Message, filled

#: By the kind of fault (Pydantic, "Validation errors"), or by how its name begins.
_SAID: Final[Mapping[str, str]] = {
    "missing": N_("{field} is missing"),
    "extra_forbidden": N_("{field} is not known here"),
    "string_too_long": N_("{field} must have at most {max_length} characters"),
    "string_too_short": N_("{field} is empty or too short; it takes {min_length} or more"),
    "too_short": N_("{field} is empty or too short; it takes {min_length} or more"),
    "string_": N_("{field} must be a text"),
    "too_long": N_("{field} must have at most {max_length} entries"),
    "greater_than_equal": N_("{field} must be at least {ge}"),
    "less_than_equal": N_("{field} must be at most {le}"),
    "enum": N_("{field} must be one of these: {expected}"),
    "literal_error": N_("{field} must be one of these: {expected}"),
    "int_": N_("{field} must be a whole number"),
    "bool_": N_("{field} must be true or false"),
    "date_": N_("{field} must be a day, such as 2026-01-31"),
    "list_": N_("{field} must be a list"),
    "model_": N_("{field} must be an object with named fields"),
    "dict_": N_("{field} must be an object with named fields"),
    "json_invalid": N_("{field} is no JSON; it goes wrong at character {place}"),
}
_ELSE: Final = N_("{field} cannot be used as it is")

#: A part of a place that names a field or an entry, not a branch of a type.
_NAME = re.compile(r"\w+")
_FILLED = re.compile(r"\{(\w+)\}")

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

DAMAGED: Final = N_(
    "What was sent cannot be read: it is damaged, or not what its Content-Type says. Send it again."
)


def invalid(faults: Sequence[Mapping[str, Any]]) -> Message:
    """What is wrong with what was sent, field by field, each once; ``faults`` as FastAPI lists them."""
    by_field: dict[tuple[str, ...], Message] = {}
    for fault in faults:
        by_field.setdefault(_field(fault), _fault(fault))
    return filled("{faults}. Correct it and send it again.", faults=_joined(by_field.values()))


def _joined(said: Iterable[Message]) -> Message:
    return reduce(lambda before, one: filled("{before}; {one}", before=before, one=one), said)


def _field(fault: Mapping[str, Any]) -> tuple[str, ...]:
    """The way to the field: in a body as deep as it goes, else its name."""
    where, *parts = map(str, fault["loc"])
    if fault["type"] == "json_invalid":
        return ()
    named = [part for part in parts if _NAME.fullmatch(part)]
    return tuple(named if where == "body" else named[:1])


def _fault(fault: Mapping[str, Any]) -> Message:
    kind, field = str(fault["type"]), ".".join(_field(fault))
    if kind == "missing" and not field:
        return filled("nothing was sent")
    said = next((said for name, said in _SAID.items() if _is_kind(kind, name)), _ELSE)
    told = {**_context(fault), "field": field or filled("what was sent"), "place": str(fault["loc"][-1])}
    return filled(said if set(_FILLED.findall(said)) <= told.keys() else _ELSE, **told)


def _context(fault: Mapping[str, Any]) -> dict[str, Any]:
    """What a fault tells beside its kind; what was expected without the English words between."""
    told = dict(fault.get("ctx") or {})
    if "expected" in told:
        told["expected"] = ", ".join(re.findall(r"'([^']+)'", str(told["expected"])))
    return told


def _is_kind(kind: str, name: str) -> bool:
    return kind.startswith(name) if name.endswith("_") else kind == name


def methods_at(request: Request) -> tuple[str, ...]:
    """By which methods the address of a request can be asked for; what holds files takes those that read."""
    routes = [one for one in request.app.routes if not isinstance(one, Mount)]
    found = [
        method
        for method in _METHODS
        if any(one.matches({**request.scope, "method": method})[0] is Match.FULL for one in routes)
    ]
    return tuple(found or _METHODS[:2])


def not_that_way(request: Request, allowed: Sequence[str]) -> Message:
    """That an address takes other methods, and which."""
    return filled(
        "{path} takes {allowed}, not {method}. Use that, or start from the front page.",
        path=request.url.path,
        allowed=", ".join(allowed),
        method=request.method,
    )


def nothing_there(request: Request) -> Message:
    """That there is nothing at an address, and where to look instead."""
    return filled(
        "There is nothing at {path}. Start from the front page, or search the library.",
        path=request.url.path,
    )
