"""All pictures of an article, in the order in which they are shown. For the page, for print, for exports."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.language.interface import ENGLISH, Spoken
from probatum.records.article import Revision
from probatum.records.picture import Plotted
from probatum.render import flow, forest, icons, shares, timeline
from probatum.render.drawn import Drawn
from probatum.render.summary_of_findings import Evidenced, Finding, evidence, summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """What an article's evidence looks like.

    ``forests`` are the forest plots, ``shares`` the dots of single groups, ``icons`` the icon arrays, then
    the timeline and the flow of the search; ``summary`` is the summary of findings and ``evidence`` the
    evidence table; ``plotted`` are the figures themselves. None where there is nothing to draw.
    """

    plotted: Plotted
    evidence: tuple[Evidenced, ...] = ()
    undrawn: int = 0
    forests: tuple[Drawn, ...] = ()
    shares: Drawn | None = None
    icons: tuple[Drawn, ...] = ()
    timeline: Drawn | None = None
    flow: Drawn | None = None
    summary: tuple[Finding, ...] = ()

    @property
    def all(self) -> tuple[Drawn, ...]:
        """Every picture, in the order shown."""
        single = (one for one in (self.shares, *self.icons, self.timeline, self.flow) if one is not None)
        return (*self.forests, *single)


def pictures(
    revision: Revision, plotted: Plotted, *, linked: bool = True, said: Spoken = ENGLISH
) -> Pictures:
    """The pictures of a revision. ``plotted`` says which figures stand together (``appraise/plotted``).

    With ``linked`` the marks of the timeline lead to ``#ref-N`` on the same page. ``said`` is the language of
    all that is drawn and written beside it. Pure and deterministic.
    """
    return Pictures(
        plotted=plotted,
        evidence=evidence(plotted, said),
        undrawn=len(plotted.undrawn),
        forests=tuple(
            forest.drawn(panel, f"forest-{place}", said)
            for place, panel in enumerate(plotted.panels, start=1)
        ),
        shares=shares.drawn(plotted.shares, plotted.more, "shares", said) if plotted.shares else None,
        icons=icons.drawn(plotted.shares, "icons", said),
        timeline=timeline.drawn(revision.references, "timeline", said, linked=linked),
        flow=flow.drawn(revision, "flow", said),
        summary=summary(revision, plotted, said),
    )
