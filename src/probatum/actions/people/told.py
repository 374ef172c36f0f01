"""What happens to people, as events of the trail: no secret and no address is among it."""

from __future__ import annotations

from probatum.records.event import Event
from probatum.workspace import Workspace

#: The subject of such an event is this and the id of the account.
ACCOUNT = "account:"


def tell(ws: Workspace, kind: str, account: str, *, by: str, at: str, **detail: str) -> None:
    """Add to the trail that ``kind`` happened to an account, by whom and when, with what can be said."""
    said = tuple(sorted((name, value) for name, value in detail.items() if value))
    ws.store.append(
        [Event(kind=f"account: {kind}", subject=f"{ACCOUNT}{account}", by=by, at=at, detail=said)]
    )
