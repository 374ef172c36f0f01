"""The rules of structure, in the order in which their findings are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from probatum.records.audit import Pasted, StructureFinding
from probatum.verify.structure.arithmetic import arithmetic
from probatum.verify.structure.circular_sources import circular_sources
from probatum.verify.structure.conflicting_figures import conflicting_figures
from probatum.verify.structure.dangling_markers import dangling_markers
from probatum.verify.structure.mismatched_reference import mismatched_reference
from probatum.verify.structure.missing_dates import missing_dates
from probatum.verify.structure.missing_intervals import missing_intervals
from probatum.verify.structure.promotional import promotional
from probatum.verify.structure.source_types import source_types
from probatum.verify.structure.status_lines import status_lines
from probatum.verify.structure.uncited_claims import uncited_claims
from probatum.verify.structure.uncited_references import uncited_references
from probatum.verify.structure.unnumbered_references import unnumbered_references
from probatum.verify.structure.unseen_words import unseen_words

#: A rule of structure: a plain function that yields nothing where all is well. Its ``__name__`` is its id.
Rule = Callable[[Pasted], Iterable[StructureFinding]]

RULES: tuple[Rule, ...] = (
    dangling_markers,
    unnumbered_references,
    uncited_references,
    source_types,
    circular_sources,
    mismatched_reference,
    status_lines,
    conflicting_figures,
    arithmetic,
    missing_intervals,
    uncited_claims,
    missing_dates,
    promotional,
    unseen_words,
)
