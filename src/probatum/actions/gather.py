"""Gather: the works and passages that an audit rests on, as they are held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from probatum.records.audit import Audit
from probatum.records.passage import Passage
from probatum.records.source import Source
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The works by their id, the passages by the id of their work and their address."""

    works: Mapping[str, Source]
    passages: Mapping[tuple[str, str], Passage]


def gather(ws: Workspace, audit: Audit) -> Gathered:
    """What ``audit`` compared its text with. Raises ``NotHeld`` where the library has lost a passage."""
    cited = list(dict.fromkeys((one.source, one.passage) for each in audit.claims for one in each.evidence))
    held = ws.store.passages([passage for _, passage in cited], [source for source, _ in cited])
    return Gathered(
        works=ws.store.sources({source for source, _ in cited}),
        passages=dict(zip(cited, held, strict=True)),
    )
