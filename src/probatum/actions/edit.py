"""Edit: a person changes what a revision says. No sentence comes in that its passages do not support."""

from __future__ import annotations

from collections.abc import Iterable

from probatum.records.account import Account
from probatum.records.article import Revision
from probatum.records.edit import Change
from probatum.workspace import Workspace


def edit(
    ws: Workspace,
    article: str,
    changes: Iterable[Change],
    *,
    base: str,
    by: Account,
    at: str,
    reason: str = "",
) -> Revision:
    """Make a new revision of ``base`` (its hash) with these changes; whoever does it is an author of it.

    Every sentence that comes or changes is judged as ``ask`` judges its own. The new revision is unreviewed:
    no approval carries over. Raises ``NotHeld``; ``NotEligible`` where this person may not write;
    ``Superseded`` where another edit came first; ``NotSupported`` where the passages do not say it, with what
    the checks found; ``QuoteNotInPassage`` and ``UncitedClaim``; ``OutOfOrder`` where nothing changes.
    """
    raise NotImplementedError
