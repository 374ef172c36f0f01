"""Another interval, another p value."""

from __future__ import annotations

from collections.abc import Iterator

from evals.planting.errors import Change
from evals.planting.numbers import INTERVAL, P_VALUE, printed, same, stands, value_of, values


def intervals(statement: str, passage: str | None) -> Iterator[Change]:
    """One bound moved: to the other side of 1 where it is near, else by a fifth or more."""
    there = values(passage)
    for match in INTERVAL.finditer(statement):
        low, high = (match[name].replace("−", "-") for name in ("low", "high"))
        if there is not None and not all(
            any(same(abs(value_of(one)), x) for x in there) for one in (low, high)
        ):
            continue
        for name, was, share in (
            ("low", low, 0.6),
            ("low", low, 0.8),
            ("high", high, 1.25),
            ("high", high, 1.6),
        ):
            now = printed(value_of(was) * share, was)
            if value_of(now) != value_of(was) and value_of(was) > 0 and not stands(value_of(now), there):
                yield Change(match.start(name), match.end(name), now)


def p_values(statement: str, passage: str | None) -> Iterator[Change]:
    """Another p value: tenfold more or less, so that it tells another thing of the finding."""
    there = values(passage)
    for match in P_VALUE.finditer(statement):
        value = value_of(match["n"])
        if there is not None and not any(same(value, one) for one in there):
            continue
        below = match["rel"] in "<≤"
        for other in ("0.001", "0.0001") if below else ("0.001", "0.004", "0.21", "0.48"):
            new = float(other)
            far = abs(new - value) > 0.5 * max(new, value) and (new < value or not below)
            if far and not stands(new, there):
                yield Change(match.start("n"), match.end("n"), other)
