"""Secrets that must be read again, sealed with a key that does not rest in the database."""

from __future__ import annotations

from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from probatum.errors import WorkspaceError
from probatum.language.interface import filled
from probatum.store.blobs import disk_error
from probatum.store.private import keep_once


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
                filled(
                    "{file}: does not open what was sealed; bring it back from a backup, or have each "
                    "person enrol a second factor again (probatum people disenrol)",
                    file=self._file,
                )
            ) from None

    def _key(self) -> Fernet:
        try:
            if not self._file.exists():
                keep_once(self._file, Fernet.generate_key())
            return Fernet(self._file.read_bytes())
        except OSError as problem:
            raise disk_error(self._file, problem) from problem
        except ValueError:
            raise WorkspaceError(
                filled("{file}: is no key; bring it back from a backup", file=self._file)
            ) from None
