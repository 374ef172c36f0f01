"""Files that only their owner can read: a file is whole or it is not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def keep_once(file: Path, content: bytes) -> None:
    """Write a file, unless somebody made it meanwhile: what is there stays. Raises ``OSError``."""
    with _written(file, content) as whole:
        try:
            os.link(whole, file)
        except FileExistsError:
            pass
        finally:
            whole.unlink()


def keep_instead(file: Path, content: bytes) -> None:
    """Write a file in the place of what is there. Raises ``OSError``."""
    with _written(file, content) as whole:
        whole.replace(file)


@contextmanager
def _written(file: Path, content: bytes) -> Iterator[Path]:
    """The content in a file beside, on the disk."""
    file.parent.mkdir(mode=0o700, exist_ok=True)
    beside = file.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    yield beside
