"""From plain JSON values back to records: the inverse of ``records.canonical.plain``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
_Decoder = Callable[[Any], Any]
_SCALARS = {str: (str,), bool: (bool,), int: (int,), float: (float, int), NoneType: (NoneType,)}


def from_plain(cls: type[Record], value: Any) -> Record:
    """Build a record of the class ``cls`` from ``value``, what :func:`probatum.records.canonical.plain` gave.

    Takes dicts, lists and scalars as JSON gives them; a field that is absent takes its default. Raises
    ``ValueError`` where a field is unknown or missing, or a value is not of its type.
    """
    try:
        decode: Callable[[Any], Record] = _decoder(cls)  # type: ignore[arg-type]  # a class is hashable
        return decode(value)
    except TypeError as error:
        raise ValueError(f"this is no {cls.__name__}: {error}") from error


@cache
def _decoder(hint: Any) -> _Decoder:
    """The function that decodes values of the type ``hint``: dataclass, enum, tuple, optional or scalar."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _record(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint))
    if get_origin(hint) in (Union, UnionType):
        return _union(get_args(hint))
    if hint in _SCALARS:
        return _scalar(_SCALARS[hint])
    raise TypeError(f"{hint} cannot be decoded; teach it to records/decode.py")


def _record(cls: type[Any]) -> _Decoder:
    hints = get_type_hints(cls)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(cls)}
    defaults = {field.name: field.default for field in fields(cls)}

    def decode(value: Any) -> Any:
        if value.__class__ is not dict:
            raise ValueError(f"a {cls.__name__} was expected, not {type(value).__name__}")
        given = {}
        for name, item in value.items():
            if name not in decoders:
                raise ValueError(f"a {cls.__name__} has no field {name!r}")
            # Most fields of most records are empty: the default stands for itself.
            if item is not None or defaults[name] is not None:
                given[name] = decoders[name](item)
        return cls(**given)

    return decode


def _tuple(items: tuple[Any, ...]) -> _Decoder:
    if len(items) == 2 and items[1] is Ellipsis:
        each = _decoder(items[0])

        def decode_all(value: Any) -> Any:
            if value.__class__ is not list:
                raise ValueError(f"a list was expected, not {type(value).__name__}")
            return tuple([each(item) for item in value]) if value else ()

        return decode_all
    places = [_decoder(item) for item in items]

    def decode_places(value: Any) -> Any:
        if value.__class__ is not list or len(value) != len(places):
            raise ValueError(f"a list of {len(places)} was expected")
        return tuple([decode(item) for decode, item in zip(places, value, strict=True)])

    return decode_places


def _union(options: tuple[Any, ...]) -> _Decoder:
    (chosen,) = (option for option in options if option is not NoneType)
    decode = _decoder(chosen)
    return lambda value: None if value is None else decode(value)


def _scalar(classes: tuple[type, ...]) -> _Decoder:
    def check(value: Any) -> Any:
        if value.__class__ not in classes:
            raise ValueError(f"{classes[0].__name__} was expected, not {type(value).__name__}")
        return value

    return check
