"""Secrets that must be read again, sealed with a key that does not rest in the database."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from probatum.errors import WorkspaceError
from probatum.store.blobs import disk_error


class Sealed:
    """Seals and opens short secrets (Fernet: AES-128-CBC with HMAC-SHA-256) with the key in ``file``."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def seal(self, secret: str) -> str:
        """``secret`` as it may be written down. Makes the key where there is none."""
        return self._key().encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str:
        """What was sealed. Raises ``WorkspaceError`` where the key is another one."""
        try:
            return self._key().decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise WorkspaceError(
                f"{self._file}: does not open what was sealed; bring it back from a backup, or have each "
                "person enrol a second factor again (probatum people disenrol)"
            ) from None

    def _key(self) -> Fernet:
        try:
            self._file.parent.mkdir(mode=0o700, exist_ok=True)
            if not self._file.exists():
                _make(self._file)
            return Fernet(self._file.read_bytes())
        except OSError as problem:
            raise disk_error(self._file, problem) from problem
        except ValueError:
            raise WorkspaceError(f"{self._file}: is no key; bring it back from a backup") from None


def _make(file: Path) -> None:
    partly = file.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(partly, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(Fernet.generate_key())
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(partly, file)  # never over a key that another process made meanwhile
    except FileExistsError:
        pass
    finally:
        partly.unlink()
