"""Killed at any moment, an ingest loses nothing that it acknowledged, and the next one completes it."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from probatum.actions.ingest import ingest
from probatum.settings import Limits, Settings
from probatum.workspace import Workspace, open_workspace

KILLS = 20
SETTINGS = Settings(limits=Limits(batch=40))

DRIVER = """
import sys
from pathlib import Path
from probatum.actions import indexing
from probatum.actions.ingest import ingest
from probatum.settings import Limits, Settings
from probatum.workspace import open_workspace
indexing.WORTH_A_PROCESS = 300
indexing.processors = lambda: int(sys.argv[3])
ws = open_workspace(Path(sys.argv[1]), settings=Settings(limits=Limits(batch=40)))
keep = ws.store.keep
def told(readings, **rest):
    kept = keep(readings, **rest)
    for one in kept:
        print(one.source)
    sys.stdout.flush()
    return kept
ws.store.keep = told
print("open", flush=True)
ingest(ws, [sys.argv[2]], by="test")
print("done", flush=True)
ws.close()
"""

WORDS = ("relapse", "myositis", "warfarin", "apixaban", "kidney", "giant cell arteritis", "steroid", "taper")


def corpus(folder: Path) -> Path:
    """A folder like those of users: JSON lines, PubMed XML, RIS; works met twice, corrected, retracted."""
    folder.mkdir()
    chance = random.Random(7)

    def text() -> str:
        return " ".join(chance.choice(WORDS) for _ in range(60)).capitalize() + "."

    with gzip.open(folder / "a.jsonl.gz", "wt") as stream:
        for number in range(900):
            row = {"doc_id": number, "pmid": str(number // 2 + 1), "title": text()[:80], "abstract": [text()]}
            stream.write(json.dumps(row) + "\n")
    with (folder / "b.xml").open("w") as stream:
        stream.write("<PubmedArticleSet>")
        for pmid in range(1, 700):
            amends = (
                '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionOf">'
                f"<PMID>{pmid - 3}</PMID></CommentsCorrections></CommentsCorrectionsList>"
                if pmid % 50 == 0
                else ""
            )
            stream.write(
                f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><ArticleTitle>{text()[:60]}"
                f"</ArticleTitle><Abstract><AbstractText>{text()}</AbstractText></Abstract></Article>{amends}"
                '</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">'
                f"10.1000/{pmid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"
            )
        stream.write("<PubmedArticle><broken></PubmedArticle></PubmedArticleSet>")
    with (folder / "c.ris").open("w") as stream:
        for number in range(1, 500):
            stream.write(
                f"TY  - JOUR\nTI  - {text()[:70]}\nDO  - 10.1000/{number * 3}\nAB  - {text()}\nER  -\n\n"
            )
    return folder


def library(ws: Workspace) -> dict[str, Any]:
    """All that is held, but for the trail and the order of changes, which tell of interruptions."""
    changed = list(ws.store.changed_since(0))
    names = sorted(one.source for one in changed)
    texts = ws.store.texts(names)
    return {
        "works": [(name, ws.store.source(name), texts[name]) for name in names],
        "joined": sorted((one.source, one.joined) for one in changed if one.joined),
        "index": ws.index.fingerprint,
        "level": ws.index.position == ws.store.position,
    }


def undisturbed(folder: Path, data: Path) -> dict[str, Any]:
    """What one run without interruption gives."""
    ws = open_workspace(folder, settings=SETTINGS)
    report = ingest(ws, [data], by="test")
    state = library(ws)
    ws.close()
    return state | {"read": report.read, "refused": report.refused_count}


def killed(folder: Path, data: Path, *, after: float, processors: int) -> list[str]:
    """Start an ingest, kill it ``after`` so many seconds of work; gives what it had acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(folder), str(data), str(processors)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    said, _ = process.communicate()
    lines = said.split("\n")
    return [line for line in lines[:-1] if line != "done"]


@pytest.mark.slow
def test_twenty_kills_lose_nothing(tmp_path: Path) -> None:
    """At random moments, one after another on the same workspace until it is done, and then on a new one.

    After each kill everything acknowledged is held and searchable; when a run is let finish, the library is
    what an undisturbed run makes of the same files, and a further run changes nothing.
    """
    data = corpus(tmp_path / "data")
    expected = undisturbed(tmp_path / "undisturbed", data)
    chance = random.Random(20260101)
    acknowledged: set[str] = set()
    rounds = 0
    for kill in range(KILLS):
        folder = tmp_path / f"round-{rounds}"
        acknowledged |= set(killed(folder, data, after=chance.uniform(0.0, 0.7), processors=1 + kill % 2))
        ws = open_workspace(folder, settings=SETTINGS)
        held = ws.store.sources(acknowledged)
        assert set(held) == acknowledged
        assert ws.index.position == ws.store.position
        assert len(ws.index) == len({source.id for source in held.values()} | _ids(ws))
        if kill % 5 == 4:
            report = ingest(ws, [data], by="test")
            state = library(ws)
            assert state | {"read": report.read, "refused": report.refused_count} == expected
            again = ingest(ws, [data], by="test")
            assert (again.new, again.updated, again.read) == (0, 0, report.read)
            acknowledged.clear()
            rounds += 1
        ws.close()


def _ids(ws: Workspace) -> set[str]:
    return {one.source for one in ws.store.changed_since(0) if not one.joined}
