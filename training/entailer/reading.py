"""How the published sets are read from which the entailment model learns."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from probatum.language.sentences import sentences

#: Every fifth document is kept back.
HELD = 5


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, gzipped."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def held_back(name: object) -> bool:
    """Whether what stands under a name is kept back to choose between models, and to fit the layer."""
    return int(sha256(str(name).encode()).hexdigest(), 16) % HELD == 0


def free(article: dict[str, Any]) -> bool:
    """Whether an article is CC BY or in the public domain."""
    licence = str(article["license_url"] or "").lower()
    return "/licenses/by/" in licence or "/publicdomain/" in licence


def lines_of(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in sentences(text)]


def abstract_lines(article: dict[str, Any]) -> list[str]:
    """The sentences of the abstract of an article in the form of Evidence Inference."""
    parts = re.findall(r"^ABSTRACT[^\n]*:\n(.*?)\n\n\n", article["text"] + "\n\n\n", re.DOTALL | re.MULTILINE)
    text = " ".join(" ".join(re.sub(r"ABSTRACT[.\w ]*:", " ", part).split()) for part in parts)
    return [line for line in lines_of(text) if len(line) > 25]
