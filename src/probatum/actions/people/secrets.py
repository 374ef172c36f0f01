"""What is handed out once and kept only as a hash: sessions, links, tokens, codes, and the ids of people."""

from __future__ import annotations

import hashlib
import secrets

#: Bits from the system's generator; a hash of so many needs no salt (NIST SP 800-63B, 5.1.2.2).
_BYTES = 32


def secret() -> str:
    """A new secret of 256 bits, fit for an address or a cookie."""
    return secrets.token_urlsafe(_BYTES)


def hashed(said: str) -> str:
    """By what a secret is looked up: its SHA-256, hexadecimal."""
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def new_id(kind: str) -> str:
    """An id that nobody can guess and that is never given twice: ``p-…`` for a person."""
    return f"{kind}-{secrets.token_hex(8)}"


def recovery_code() -> str:
    """A code for whoever lost the second factor: 80 bits in four groups that can be read aloud."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
