"""The signing keys of people: one Ed25519 key each, in a folder that only its owner can read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from probatum.errors import WorkspaceError
from probatum.language.interface import filled
from probatum.store.blobs import disk_error
from probatum.store.private import keep_once


class Keys:
    """Private keys, each in a file named by the SHA-256 of the person's id; made when first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def sign(self, person: str, said: bytes) -> tuple[str, str]:
        """Sign ``said`` for a person; gives the public key and the signature, hexadecimal.

        Raises ``WorkspaceError`` where the key cannot be read or kept.
        """
        key = self._key(person)
        return key.public_key().public_bytes_raw().hex(), key.sign(said).hex()

    def _key(self, person: str) -> Ed25519PrivateKey:
        file = self._path / f"{hashlib.sha256(person.encode()).hexdigest()}.key"
        try:
            if not file.exists():
                keep_once(file, Ed25519PrivateKey.generate().private_bytes_raw())
            return Ed25519PrivateKey.from_private_bytes(file.read_bytes())
        except OSError as problem:
            raise disk_error(file, problem) from problem
        except ValueError:
            raise WorkspaceError(
                filled("{file}: is no signing key; bring it back from a backup", file=file)
            ) from None
