"""Write claims that no shipped weights have learnt from, as pairs for ``python -m evals verification``.

python training/entailer/unseen.py DATA PAIRS.jsonl

Each claim of ``written_next.jsonl`` stands beside its whole passage; ``kind`` is its register. The order is
by a hash of the claim, so that ``--limit`` draws.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from written import NEXT, written


def main() -> None:
    """Write the pairs."""
    data, out = map(Path, sys.argv[1:3])
    with out.open("w", encoding="utf-8") as stream:
        for one in sorted(written(data, NEXT), key=lambda told: sha256(told.claim.encode()).digest()):
            row = {
                "claim": one.claim,
                "evidence": " ".join(one.lines),
                "label": one.label,
                "kind": one.register,
            }
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
