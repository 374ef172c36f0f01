"""Every door of the web application, and which permissions it asks for: read from the routes themselves."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from probatum.records.review import Role
from probatum.review.permission import Permission, may
from probatum.web.identity import Requires

#: In the order of the table; None is somebody who has not signed in.
ROLES: tuple[Role | None, ...] = (None, *Role)

#: Between these marks the table stands in docs/security.md; scripts/door_table writes it.
BEGIN, END = "<!-- the doors, by tests/web/doors.py -->", "<!-- end -->"

Door = tuple[str, str, frozenset[Permission]]


def doors(app: FastAPI) -> list[Door]:
    """Method, path and permissions of every route, in order of path."""
    found = [
        (method, route.path, frozenset(_asked(route.dependant)))
        for route in iter_route_contexts(app.routes)
        if isinstance(getattr(route, "dependant", None), Dependant)
        for method in sorted(route.methods or ())
    ]
    return sorted(found, key=lambda door: (door[1], door[0]))


def _asked(dependant: Dependant) -> Iterator[Permission]:
    if isinstance(dependant.call, Requires):
        yield dependant.call.permission
    for one in dependant.dependencies:
        yield from _asked(one)


def opens(door: Door, role: Role | None) -> bool:
    """Whether somebody with just this role may go through."""
    return all(may((role,) if role else (), permission) for permission in door[2])


def table(app: FastAPI) -> str:
    """The matrix as Markdown: every door by every role."""
    names = ["not signed in" if role is None else role.value for role in ROLES]
    lines = [f"| door | {' | '.join(names)} |", f"| --- |{' :-: |' * len(names)}"]
    for door in doors(app):
        cells = ["yes" if opens(door, role) else "–" for role in ROLES]
        lines.append(f"| `{door[0]} {door[1]}` | {' | '.join(cells)} |")
    return "\n".join(lines)
