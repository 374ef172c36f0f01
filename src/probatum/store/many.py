"""Many values, or many rows, in one statement, as each database does it fast.

Values are handed over as one JSON text: a placeholder for each would be thousands (SQLite takes 32,766, and
each costs time). Rows SQLite inserts fastest one by one; over a network that is the slowest way, and
PostgreSQL gets them as one JSON text too.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from typing import Any

import orjson
from sqlalchemy import (
    Column,
    Connection,
    Dialect,
    Integer,
    LargeBinary,
    Select,
    Text,
    TypeDecorator,
    bindparam,
    cast,
    column,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from probatum.store.columns import escaped, odd

Columns = tuple[Column[Any], ...]
Row = tuple[Any, ...]


class _Listed(TypeDecorator[Any]):
    """A list of texts or numbers, on its way into a statement."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """One JSON text."""
        del dialect
        return orjson.dumps([_plain(one) for one in value or ()]).decode()


class _Members(FunctionElement[Any]):
    """The members of a JSON list, as rows with the column ``value``."""

    name = "members"
    inherit_cache = True


@compiles(_Members, "sqlite")
def _members_in_sqlite(element: _Members, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **kwargs)})"


@compiles(_Members, "postgresql")
def _members_in_postgresql(element: _Members, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **kwargs)} AS JSON))"


def each(name: str) -> Select[tuple[Any]]:
    """For ``column.in_(each("ids"))``: every text in the list that the statement is given as ``ids``."""
    return select(_Members(bindparam(name, type_=_Listed())).table_valued("value").c.value)


def each_number(name: str) -> Select[tuple[int]]:
    """For ``column.in_(each_number("sids"))``: every number in the list given as ``sids``."""
    members = _Members(bindparam(name, type_=_Listed())).table_valued("value")
    return select(cast(members.c.value, Integer))


def insert_all(connection: Connection, columns: Columns, rows: Sequence[Row]) -> None:
    """Insert rows of these columns of one table."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_inserted(columns), {"rows": _records_of(columns, rows)})
    else:
        connection.exec_driver_sql(_insert_text(columns), _escaped(rows))


def update_all(connection: Connection, columns: Columns, rows: Sequence[Row]) -> None:
    """Set the columns of rows known by the last of ``columns``; none may be among ``rows`` twice."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_updated(columns), {"rows": _records_of(columns, rows)})
    else:
        connection.exec_driver_sql(_update_text(columns), _escaped(rows))


def _plain(value: Any) -> Any:
    return escaped(value) if isinstance(value, str) else value


# --- SQLite -----------------------------------------------------------------------------------------------


def _escaped(rows: Sequence[Row]) -> list[Row]:
    """The rows, each text as it is written; one look at all of them, since hardly any needs it."""
    if not odd("".join([one for row in rows for one in row if type(one) is str])):
        return list(rows)
    return [tuple(_plain(one) for one in row) for row in rows]


@cache
def _insert_text(columns: Columns) -> str:
    names = ", ".join(one.name for one in columns)
    return f"INSERT INTO {columns[0].table.name} ({names}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - ours


@cache
def _update_text(columns: Columns) -> str:
    *changed, key = columns
    changes = ", ".join(f"{one.name} = ?" for one in changed)
    return f"UPDATE {key.table.name} SET {changes} WHERE {key.name} = ?"  # noqa: S608 - ours


# --- PostgreSQL -------------------------------------------------------------------------------------------


class _Records(FunctionElement[Any]):
    """The members of a JSON list of objects, as rows."""

    name = "records"
    inherit_cache = True


@compiles(_Records, "postgresql")
def _records_in_postgresql(element: _Records, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"json_to_recordset(CAST({compiler.process(element.clauses, **kwargs)} AS JSON))"


@cache
def _inserted(columns: Columns) -> Any:
    return insert(columns[0].table).from_select([one.name for one in columns], select(*_given(columns)))


@cache
def _updated(columns: Columns) -> Any:
    *changes, key = _given(columns)
    values = {one.name: value for one, value in zip(columns, changes, strict=False)}
    return update(columns[-1].table).where(columns[-1] == key).values(values)


def _given(columns: Columns) -> list[Any]:
    """The columns of the rows that come in as JSON; bytes come in base 64 (RFC 4648)."""
    kinds: list[Any] = [
        column(one.name, one.type if isinstance(one.type, Integer) else Text()) for one in columns
    ]
    given = _Records(bindparam("rows", type_=Text())).table_valued(*kinds).render_derived(with_types=True)
    return [
        func.decode(given.c[one.name], "base64", type_=LargeBinary()) if _bytes(one) else given.c[one.name]
        for one in columns
    ]


def _records_of(columns: Columns, rows: Sequence[Row]) -> str:
    names = [str(one.name) for one in columns]
    coded = [_bytes(one) for one in columns]
    return orjson.dumps(
        [
            {
                name: b64encode(value).decode() if code else _plain(value)
                for name, code, value in zip(names, coded, row, strict=True)
            }
            for row in rows
        ]
    ).decode()


def _bytes(one: Column[Any]) -> bool:
    return isinstance(one.type, LargeBinary)
