"""``python -m evals SUITE …``: measure Probatum on files that you name.

Each suite is a module of this package with ``add_arguments(parser)`` and ``run(args)``, which gives figures
by name. ``--json`` prints them as one JSON object and nothing else; ``--limit N`` takes the first N.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

from probatum.errors import ProbatumError

#: Modules of this package that are no suites.
_OTHERS = frozenset({"__init__", "__main__", "claims", "corpora", "figures", "tampering"})


def suites() -> list[str]:
    """The names of the suites there are."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in _OTHERS)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one suite; gives the exit status (0 done, 1 a file could not be read, 2 wrong usage)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    known = suites()
    chooser = argparse.ArgumentParser(prog="python -m evals", description="Measure Probatum.")
    chooser.add_argument("suite", choices=known)
    chosen = chooser.parse_args(arguments[:1]).suite
    suite = import_module(f"evals.{chosen}")
    summary = (suite.__doc__ or "").strip().splitlines()[0]
    parser = argparse.ArgumentParser(prog=f"python -m evals {chosen}", description=summary)
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--limit", type=_count, default=None, help="take the first N")
    suite.add_arguments(parser)
    args = parser.parse_args(arguments[1:])
    try:
        figures = suite.run(args)
    except (ProbatumError, OSError) as problem:
        print(f"evals {chosen}: {problem}", file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        Console().print(_table(chosen, figures))
    return 0


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("give a number from 1")
    return number


def _table(name: str, figures: Mapping[str, object]) -> Table:
    table = Table(title=name)
    table.add_column("figure")
    table.add_column("value", justify="right")
    for key, value in _flat(figures):
        table.add_row(key, f"{value:.4g}" if isinstance(value, float) else str(value))
    return table


def _flat(figures: Mapping[str, object], before: str = "") -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = []
    for key, value in figures.items():
        if isinstance(value, Mapping):
            rows += _flat(value, f"{before}{key}.")
        else:
            rows.append((before + key, value))
    return rows


if __name__ == "__main__":
    raise SystemExit(main())
