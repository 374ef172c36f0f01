"""Ledger: every correction of every article, and the error rate that follows."""

from __future__ import annotations

from collections import defaultdict

from probatum.actions.published import Listing, Replayed
from probatum.actions.remembered import whole_trail
from probatum.actions.report import told
from probatum.records.report import Report
from probatum.records.review import Decision
from probatum.records.source import Standing
from probatum.review.ledger import Correction, Ledger, corrections, ever_published, ledger_of
from probatum.workspace import Workspace


def ledger(ws: Workspace, listing: Listing) -> Ledger:
    """The ledger of corrections, computed from the trail as it is."""
    reports: dict[str, list[Report]] = defaultdict(list)
    for one in told(whole_trail(ws)):
        reports[one.article].append(one)
    retracted = _retracted(ws, listing)
    found: list[Correction] = []
    published = 0
    for article, held in listing.replayed.items():
        decisions = _counted(held)
        published += ever_published(decisions)
        found += corrections(held.paper, decisions, reports[article], retracted)
    return ledger_of(found, published, (one for listed in reports.values() for one in listed))


def _counted(held: Replayed) -> tuple[Decision, ...]:
    refused = {one.event.hash for one in held.played.refused}
    return tuple(Decision.told(event) for event in held.decisions if event.hash not in refused)


def _retracted(ws: Workspace, listing: Listing) -> frozenset[str]:
    cited = {
        citation.source
        for held in listing.replayed.values()
        for revision in held.paper.revisions.values()
        for claim in revision.claims
        for citation in claim.citations
    }
    return frozenset(
        name for name, source in ws.store.sources(cited).items() if source.standing is Standing.RETRACTED
    )
