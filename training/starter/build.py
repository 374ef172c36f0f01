"""Makes the starter library of the evidence files: what a reader can find again, without mirror addresses.

    python training/starter/build.py ../shared/evidence src/probatum/starter

The rules are those of the README beside the evidence: records not yet traced are left out, and so is every
record without an identifier and without a dependable address, or whose title was never seen; but ``myo-001``,
whose PMID and DOI are certain, is kept and shown by journal, year, volume and PMID.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from probatum.records.source import Source
from probatum.sources.notes import DEPENDABLE_HOSTS, read_note

TOPICS = ("af_anticoagulation", "gca_pmr", "myositis", "t2d_ckd_hf")
#: Not traced to a record that a reader could open.
NOT_TRACED = frozenset({"gca-010", "gca-020", "t2d-009"})
#: Kept without a title: its PMID and DOI are certain.
TITLE_NOT_SEEN = frozenset({"myo-001"})
#: Where a copy was read, and how much of the text could be kept verbatim: of no use to a reader.
DROPPED = frozenset({"retrieved_from", "also_seen_at", "abstract"})
#: Words of the makers' own book-keeping among the tags.
OWN_TAGS = re.compile(r"seed-ref-\d+")
#: Sites that carry copies: where a locator names one, the name goes and the place in the text stays.
_MIRROR = re.compile(r",? (?:discovery\.researcher\.life|discovery\.ucl\.ac\.uk|\(second host\))")
#: A remark on what somebody else claims is the note-maker's and says nothing of the work.
_REMARK = re.compile(r", so the claim\b[^.]*(?=\.)|\s?[A-Z][^.]*\ba claim of\b[^.]*\.")
_GRADE = re.compile(r"([12]), ([A-D]), (\d+%)")


def cleaned(note: Mapping[str, Any]) -> dict[str, Any] | None:
    """The note as it is shipped; None where it is left out."""
    source = read_note(dict(note), "").source
    if note["id"] in NOT_TRACED or not _found_again(source) or not _titled(note):
        return None
    kept = {key: value for key, value in note.items() if key not in DROPPED and value not in (None, [], "")}
    if "summary" in kept:
        kept["summary"] = _REMARK.sub("", kept["summary"])
    kept["key_facts"] = [_fact(fact) for fact in note["key_facts"]]
    kept["tags"] = [tag for tag in note["tags"] if not OWN_TAGS.fullmatch(tag)]
    kept.pop("url", None)
    if source.best_url:
        kept["url"] = source.best_url
    return kept


def _found_again(source: Source) -> bool:
    """Whether a reader can open the record: by an identifier, else at a dependable address."""
    ids = source.identifiers
    host = (source.url or "").partition("://")[2].partition("/")[0]
    return bool(ids.pmid or ids.doi or ids.pmcid or ids.nct) or host in DEPENDABLE_HOSTS


def _titled(note: Mapping[str, Any]) -> bool:
    title = note["title"]
    return note["id"] in TITLE_NOT_SEEN if not title else "title not shown" not in title


def _fact(fact: Mapping[str, Any]) -> dict[str, Any]:
    kept = {"statement": fact["statement"]}
    if fact.get("figures"):
        kept["figures"] = [said for figure in fact["figures"] for said in _spelled(figure)]
    if fact.get("locator"):
        kept["locator"] = _MIRROR.sub("", fact["locator"])
    return kept


def _spelled(figure: str) -> list[str]:
    """A guideline's ``1, B, 100%`` in words: its grade (strength and evidence), and the agreement."""
    grade = _GRADE.fullmatch(figure)
    return [f"grade {grade[1]}{grade[2]}", f"{grade[3]} agreement"] if grade else [figure]


def build(evidence: Path, topic: str) -> Iterator[bytes]:
    """The lines of one topic of the starter library, from the file of that topic in ``evidence``."""
    with (evidence / f"{topic}.jsonl").open("rb") as lines:
        for line in lines:
            kept = cleaned(orjson.loads(line))
            if kept is not None:
                yield orjson.dumps(kept) + b"\n"


def main(evidence: Path, target: Path) -> None:
    """Write every topic, and print how many records each has."""
    for topic in TOPICS:
        lines = list(build(evidence, topic))
        (target / f"{topic}.jsonl").write_bytes(b"".join(lines))
        print(f"{topic}: {len(lines)} records")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
