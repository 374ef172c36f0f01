"""Damage in the files of the engine, found before the engine trips over it."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

#: The mark at the end of each file of the engine, after its footer and the footer's length.
_MAGIC = 1337
_TAIL = struct.Struct("<II")

#: Of an index of more bytes only the ends of the files are read on opening.
_ALL_READ = 256 * 1024 * 1024

_ATTEMPTS = 5


def damage(folder: Path) -> str:
    """What is wrong with the engine's files in ``folder``, in words; empty where nothing is.

    Each file of each segment ends with a checksum (CRC-32) of what is before; all are recomputed for an index
    of up to 256 MB, of a larger one the ends of the files are looked at.
    """
    problem = ""
    for _ in range(_ATTEMPTS):
        try:
            files = _files(folder)
            whole = sum(file.stat().st_size for file in files) <= _ALL_READ
            return next((found for file in files if (found := _wrong(file, whole))), "")
        except FileNotFoundError as missing:
            # Another process may have merged segments since the list was read: it is read again.
            problem = f"{Path(missing.filename).name} is missing"
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return f"meta.json cannot be read ({error})"
    return problem


def _files(folder: Path) -> list[Path]:
    meta = json.loads((folder / "meta.json").read_bytes())
    names = {segment["segment_id"].replace("-", "") for segment in meta["segments"]}
    files = sorted(path for path in folder.iterdir() if path.name.partition(".")[0] in names)
    lacking = names - {path.name.partition(".")[0] for path in files if path.suffix == ".term"}
    if lacking:
        raise FileNotFoundError(2, "missing", str(folder / f"{min(lacking)}.term"))
    return files


def _wrong(file: Path, whole: bool) -> str:
    size = file.stat().st_size
    with file.open("rb") as stream:
        stream.seek(max(0, size - _TAIL.size))
        tail = stream.read()
        length, magic = _TAIL.unpack(tail) if len(tail) == _TAIL.size else (0, 0)
        body = size - _TAIL.size - length
        if magic != _MAGIC or body < 0:
            return f"{file.name} is cut short"
        stream.seek(body)
        stated = json.loads(stream.read(length))["crc"]
        if not whole:
            return ""
        stream.seek(0)
        checksum = 0
        while body > 0 and (block := stream.read(min(body, 1 << 20))):
            checksum = zlib.crc32(block, checksum)
            body -= len(block)
    return "" if checksum == stated else f"{file.name} does not match its checksum"
