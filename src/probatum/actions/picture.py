"""Picture: what the evidence of an article looks like, drawn anew from the revision each time."""

from __future__ import annotations

from probatum.appraise.plotted import plotted
from probatum.language.interface import ENGLISH, Spoken
from probatum.records.article import Revision
from probatum.render.pictures import Pictures, pictures


def picture(revision: Revision, *, linked: bool = True, said: Spoken = ENGLISH) -> Pictures:
    """The pictures of a revision and the tables behind them; nothing is stored.

    ``said`` is the language of what is written in and beside them; ``linked=False`` leaves out the links to
    ``#ref-N``, for a picture that stands alone.
    """
    return pictures(revision, plotted(revision), linked=linked, said=said)
