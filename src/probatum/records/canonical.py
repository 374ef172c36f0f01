"""One way to write a record down, and so one hash for it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

import orjson


def plain(value: Any) -> Any:
    """Turn a record into plain JSON values, in a stated order.

    Takes a dataclass, enum, mapping, sequence or scalar. Gives dicts (in field order), lists and scalars.
    Raises ``TypeError`` for anything else, so that nothing is hashed by accident.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"{type(value).__name__} has no canonical form; give it one in records/canonical.py")


def written(value: Any) -> Any:
    """A record as fresh plain JSON values, like :func:`plain` but fast. Raises ``TypeError`` as it does."""
    try:
        # The writer knows dataclasses and enums, but sorts only the keys of dicts: hence there and back.
        return orjson.loads(orjson.dumps(value, option=orjson.OPT_PASSTHROUGH_DATETIME))
    except TypeError:
        return plain(value)


def canonical(value: Any) -> bytes:
    """The canonical bytes of a record: JSON, UTF-8, keys sorted, no spaces (after RFC 8785 in spirit)."""
    return orjson.dumps(written(value), option=orjson.OPT_SORT_KEYS)


def content_hash(value: Any) -> str:
    """SHA-256 of the canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()
