"""A message to one person about one thing that happened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it is kept until it is sent: to an account, never to an address, which may change.

    ``key`` names what happened and the person, so that nobody is told the same thing twice.
    """

    key: str
    account: str
    subject: str
    body: str
