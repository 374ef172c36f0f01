"""The verdict without the findings that a person has dismissed."""

from __future__ import annotations

from collections.abc import Collection

from probatum.records.verdict import Verdict
from probatum.verify.verdict import added_up


def without(verdict: Verdict, checks: Collection[str]) -> Verdict:
    """The verdict that the findings add up to without those of ``checks``.

    The checks still count as run; the verdict given is left as it is.
    """
    return added_up([one for one in verdict.findings if one.check not in checks], verdict.checks)
