"""Ingest: the table adds up, a second run changes nothing, one bad record never stops the rest."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from probatum.actions import indexing
from probatum.actions import ingest as module
from probatum.actions.ingest import ingest, ingest_contents
from probatum.actions.tally import Counts, IngestReport, Reached
from probatum.records.source import Design, DesignBasis, Identifiers, Source
from probatum.settings import Limits, Settings
from probatum.sources.reader import Read, Refused
from probatum.workspace import Workspace, open_workspace
from tests.sources.exhausting import WORDS, bomb, stream, written

RECORD = """<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal><JournalIssue><PubDate>
<Year>2020</Year></PubDate></JournalIssue></Journal><ArticleTitle>{title}</ArticleTitle>
<Abstract><AbstractText>{abstract}</AbstractText></Abstract>
<PublicationTypeList><PublicationType>Randomized Controlled Trial</PublicationType></PublicationTypeList>
</Article></MedlineCitation></PubmedArticle>"""


def xml(*pmids: int, words: str = "We randomised 65 adults") -> bytes:
    """A PubMed file of these records."""
    records = (
        RECORD.format(pmid=pmid, title=f"Trial {pmid}", abstract=f"{words}, {pmid}.") for pmid in pmids
    )
    return f"<?xml version='1.0'?><PubmedArticleSet>{''.join(records)}</PubmedArticleSet>".encode()


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace that commits after every third record."""
    opened = open_workspace(tmp_path / "ws", settings=Settings(limits=Limits(batch=3)))
    yield opened
    opened.close()


def counts(report: IngestReport) -> tuple[int, int, int, int, int]:
    """Read, new, updated, unchanged, refused; every row and the sum must add up."""
    for file in report.files:
        one = file.counts
        assert one.read == one.new + one.updated + one.unchanged + one.refused
    assert report.read == report.new + report.updated + report.unchanged + report.refused_count
    return report.read, report.new, report.updated, report.unchanged, report.refused_count


def test_records_are_read_stored_and_found(ws: Workspace, tmp_path: Path) -> None:
    """With their design; the original bytes are kept; the trail says who."""
    path = tmp_path / "a.xml"
    path.write_bytes(xml(*range(1, 8)))
    report = ingest(ws, [path], by="somebody")
    assert counts(report) == (7, 7, 0, 0, 0)
    assert len(ws.index) == 7
    assert ws.index.position == ws.store.position
    source = ws.store.source("pmid:3")
    assert (source.design, source.design_basis) == (Design.RANDOMISED_TRIAL, DesignBasis.PUBLICATION_TYPE)
    (event,) = ws.store.events()
    assert (event.kind, event.by) == ("ingested", "somebody")
    assert dict(event.detail) == {"file": str(path), "records": "7", "refused": "0"}
    state = ws.store.file(str(path))
    assert state is not None
    assert ws.path.joinpath("files", state.sha256[:2], state.sha256).read_bytes() == path.read_bytes()


def test_a_second_run_changes_nothing(ws: Workspace, tmp_path: Path) -> None:
    """Not a byte of the store or the index; everything is counted as unchanged, refusals as refused."""
    path = tmp_path / "a.xml"
    path.write_bytes(xml(1, 2) + b"<PubmedArticle><broken></PubmedArticle>")
    first = ingest(ws, [path], by="test")
    assert counts(first) == (3, 2, 0, 0, 1)
    position, prints, trail = ws.store.position, ws.index.fingerprint, list(ws.store.events())
    segments = sorted(entry.name for entry in (ws.path / "index").iterdir())
    second = ingest(ws, [path], by="test")
    assert counts(second) == (3, 0, 0, 2, 1)
    assert second.refused == first.refused
    assert (ws.store.position, ws.index.fingerprint, list(ws.store.events())) == (position, prints, trail)
    assert sorted(entry.name for entry in (ws.path / "index").iterdir()) == segments


def test_a_file_that_changed_is_read_again(ws: Workspace, tmp_path: Path) -> None:
    """What it says anew is updated, the rest unchanged."""
    path = tmp_path / "a.xml"
    path.write_bytes(xml(1, 2))
    ingest(ws, [path], by="test")
    path.write_bytes(xml(1) + xml(2, words="Corrected: 66 adults") + xml(3))
    assert counts(ingest(ws, [path], by="test")) == (3, 1, 1, 1, 0)
    assert ws.store.documents("pmid:2")[0].text == "Corrected: 66 adults, 2."


def test_files_read_by_another_version_are_read_again(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that has learnt more gets its chance."""
    path = tmp_path / "a.xml"
    path.write_bytes(xml(1))
    ingest(ws, [path], by="test")
    monkeypatch.setattr(module, "READING", "another")
    calls: list[Reached] = []
    assert counts(ingest(ws, [path], by="test", progress=calls.append)) == (1, 0, 0, 1, 0)
    assert calls


def test_an_archive_is_one_file_of_the_table(ws: Workspace, tmp_path: Path) -> None:
    """Whatever is in it; a damaged member is refused by name."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.xml", xml(1, 2))
        archive.writestr("inner/two.xml.gz", gzip.compress(xml(3)))
        archive.writestr("noise.bin", bytes(range(256)) * 20)
    report = ingest(ws, [tmp_path], by="test")  # the workspace is in this folder too, and is no input
    assert [(file.origin, file.counts) for file in report.files] == [(str(path), Counts(new=3, refused=1))]
    (refusal,) = report.refused
    assert refusal.origin == f"{path} › noise.bin"
    assert refusal.reason
    assert refusal.fix


def test_everything_malformed_is_refused_and_the_rest_is_read(ws: Workspace, tmp_path: Path) -> None:
    """Files of every kind of damage beside one that is sound."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.xml").write_bytes(b"")
    (folder / "nul.txt").write_bytes(b"\0" * 5000)
    (folder / "cut.xml").write_bytes(xml(50)[:300])
    (folder / "cut.xml.gz").write_bytes(gzip.compress(xml(51) * 2000)[:400])
    (folder / "cut.zip").write_bytes(b"PK\x03\x04" + b"x" * 100)
    (folder / "cut.tar").write_bytes(_tar(xml(52))[:700])
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (folder / "broken.json").write_bytes(b'[{"id": ')
    (folder / "lines.jsonl").write_bytes(
        b'{"doc_id": 1, "title": "T", "abstract": ["A."]}\nnot json\n\xff\xfe\n'
    )
    (folder / "long.jsonl").write_bytes(b'{"doc_id": "' + b"x" * 3_000_000)
    (folder / "surrogate.jsonl").write_bytes(b'{"doc_id": 2, "title": "\\ud800", "abstract": ["A."]}\n')
    (folder / "deep.json").write_bytes(b"[" * 100_000)
    (folder / "bomb.xml").write_bytes(
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        b"<PubmedArticleSet><PubmedArticle>&b;</PubmedArticle></PubmedArticleSet>"
    )
    (folder / "gone.xml").symlink_to(folder / "nowhere.xml")
    (folder / "sound.xml").write_bytes(xml(1, 2, 3))
    os.mkfifo(folder / "pipe.xml")
    report = ingest(ws, [folder, tmp_path / "none.xml"], by="test")
    counts(report)
    assert [ws.store.source(f"pmid:{pmid}").title for pmid in (1, 2, 3)] == ["Trial 1", "Trial 2", "Trial 3"]
    spoilt = {
        "nul.txt", "cut.xml", "cut.xml.gz", "cut.zip", "cut.tar", "broken.pdf", "broken.json", "lines.jsonl",
        "long.jsonl", "deep.json", "bomb.xml", "gone.xml", "pipe.xml", "none.xml",
    }  # fmt: skip
    named = {Path(one.origin.partition(" › ")[0]).name for one in report.refused}
    assert spoilt <= named
    assert "sound.xml" not in named
    assert all(one.reason and one.place for one in report.refused)
    again = ingest(ws, [folder, tmp_path / "none.xml"], by="test")
    assert (again.new, again.updated, again.read) == (0, 0, report.read)
    assert set(again.refused) == set(report.refused)


def test_a_pdf_that_takes_the_memory_is_refused_by_its_page_and_the_rest_is_read(
    ws: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(written([], [stream(WORDS), bomb(2_200_000_000)]))
    (folder / "b.pdf").write_bytes(written([], [stream(WORDS)]))
    report = ingest(ws, [folder], by="somebody")
    assert counts(report) == (2, 1, 0, 0, 1)
    (refused,) = report.refused
    assert (refused.origin, refused.place) == (str(folder / "a.pdf"), "page 2")
    assert refused.reason.startswith("takes more than 2048 MB of memory to read")


def _tar(data: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("a.xml")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def test_a_record_that_is_no_unicode_text_is_refused_and_its_batch_is_kept(ws: Workspace) -> None:
    """Half of a surrogate pair can be written nowhere."""

    def reader(stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]:
        for number, title in enumerate(("One", "T\ud800wo", "Three"), start=1):
            source = Source(identifiers=Identifiers(pmid=str(number)), title=title)
            yield Read(source=source, document=None, reader="ris", place=f"record {number}")

    report = ingest_contents(ws, [("a.ris", b"three records")], reader, by="test")
    assert counts(report) == (3, 2, 0, 0, 1)
    (refusal,) = report.refused
    assert (refusal.origin, refusal.place, refusal.fix) == ("a.ris", "record 2", "correct its encoding")
    again = ingest_contents(ws, [("a.ris", b"three records")], reader, by="test")
    assert counts(again) == (3, 0, 0, 2, 1)
    assert again.refused == report.refused


def test_what_would_have_to_be_fetched_is_refused_with_the_way_out(ws: Workspace) -> None:
    """Until there is a connector."""
    report = ingest(ws, ["pmid:123", "pubmed:myositis relapse"], by="test")
    assert counts(report) == (2, 0, 0, 0, 2)
    assert [one.origin for one in report.refused] == ["pmid:123", "pubmed:myositis relapse"]
    assert "download them there as XML" in report.refused[0].fix


def test_nothing_to_read_is_no_error(ws: Workspace, tmp_path: Path) -> None:
    """An empty folder, or no path at all."""
    (tmp_path / "in").mkdir()
    assert counts(ingest(ws, [tmp_path / "in"], by="test")) == (0, 0, 0, 0, 0)
    assert counts(ingest(ws, [], by="test")) == (0, 0, 0, 0, 0)


def test_the_same_file_named_twice_is_read_once(ws: Workspace, tmp_path: Path) -> None:
    """The second time it is unchanged."""
    path = tmp_path / "a.xml"
    path.write_bytes(xml(1, 2))
    assert counts(ingest(ws, [path, tmp_path / "." / "a.xml"], by="test")) == (4, 2, 0, 2, 0)


def test_progress_is_told_as_it_goes(ws: Workspace, tmp_path: Path) -> None:
    """Bytes of the file, records of the run; neither ever goes back."""
    path = tmp_path / "a.xml"
    path.write_bytes(xml(*range(1, 700)))
    calls: list[Reached] = []
    ingest(ws, [path], by="test", progress=calls.append)
    assert [one.records for one in calls] == sorted(one.records for one in calls)
    assert calls[-1] == Reached(
        origin=str(path),
        records=699,
        files=1,
        bytes_done=path.stat().st_size,
        bytes_total=path.stat().st_size,
    )
    assert len(calls) > 3


def test_originals_that_are_too_large_are_not_kept(tmp_path: Path) -> None:
    """As the settings say."""
    path = tmp_path / "a.xml"
    path.write_bytes(xml(1))
    ws = open_workspace(tmp_path / "ws", settings=Settings(limits=Limits(keep_originals=10)))
    assert counts(ingest(ws, [path], by="test")) == (1, 1, 0, 0, 0)
    assert not (ws.path / "files").exists()
    ws.close()


@pytest.mark.parametrize("processors", [1, 2])
def test_a_large_ingest_is_indexed_as_it_goes(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processors: int
) -> None:
    """By a second process, or in turns where there is one processor; either way all of it."""
    monkeypatch.setattr(indexing, "WORTH_A_PROCESS", 20)
    monkeypatch.setattr(indexing, "AT_MOST_BEHIND", 20)
    monkeypatch.setattr(indexing, "processors", lambda: processors)
    path = tmp_path / "a.xml"
    path.write_bytes(xml(*range(1, 101)))
    assert counts(ingest(ws, [path], by="test")) == (100, 100, 0, 0, 0)
    assert len(ws.index) == 100
    assert ws.index.position == ws.store.position


def test_a_process_that_indexes_and_dies_is_replaced(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it left undone is done at the end."""
    monkeypatch.setattr(indexing, "WORTH_A_PROCESS", 3)
    monkeypatch.setattr(indexing, "processors", lambda: 2)
    started = indexing._started

    def killed(path: Path) -> subprocess.Popen[bytes]:
        follower = started(path)
        follower.kill()
        return follower

    monkeypatch.setattr(indexing, "_started", killed)
    path = tmp_path / "a.xml"
    path.write_bytes(xml(*range(1, 101)))
    ingest(ws, [path], by="test")
    assert len(ws.index) == 100


DRIVER = """
import resource, signal, sys
from pathlib import Path
from probatum.actions.ingest import ingest, ingest_contents
from probatum.errors import ProbatumError
from probatum.sources.reader import Read, Refused
from probatum.settings import Limits, Settings
from probatum.workspace import open_workspace
ws = open_workspace(Path(sys.argv[1]), settings=Settings(limits=Limits(batch=50, keep_originals=0)))
if len(sys.argv) > 3:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), -1))
try:
    print(ingest(ws, [sys.argv[2]], by="test").new)
except ProbatumError as error:
    print(type(error).__name__, error)
"""


def drive(*arguments: object) -> str:
    """Ingest in a process of its own."""
    command = [sys.executable, "-c", DRIVER, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout


def test_a_full_disk_is_said_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    """When there is room again the ingest goes on, and ends as if nothing had been."""
    path = tmp_path / "a.xml"
    path.write_bytes(xml(*range(1, 1001), words="We randomised adults " * 40))
    whole, full = tmp_path / "whole", tmp_path / "full"
    assert drive(whole, path) == "1000\n"
    said = drive(full, path, 600_000)
    assert said.startswith("DiskFull ")
    assert "make room and repeat" in said
    ws = open_workspace(full)
    before = len(ws.index)
    assert 0 < before < 1000
    assert counts(ingest(ws, [path], by="test")) == (1000, 1000 - before, 0, before, 0)
    other = open_workspace(whole)
    assert ws.index.fingerprint == other.index.fingerprint
    other.close()
    ws.close()


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """A file of 60 MB is read in well under 1 GB."""
    path = tmp_path / "a.jsonl.gz"
    line = {"title": "A trial", "abstract": ["We randomised 65 adults to warfarin or apixaban. "] * 400}
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for number in range(3000):
            stream.write(json.dumps({"doc_id": number, **line}).encode() + b"\n")
    # Not ru_maxrss: that begins with what the process had from which this one was started (getrusage(2)).
    code = DRIVER + "\nprint(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "ws"), str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    new, kilobytes = done.stdout.split()
    assert new == "3000"
    assert int(kilobytes) < 600_000


@pytest.mark.shared
@pytest.mark.slow
def test_real_files_are_read_and_a_second_run_changes_nothing(tmp_path: Path, shared: Path) -> None:
    """Everything in the published inputs."""
    ws = open_workspace(tmp_path / "ws")
    first = ingest(ws, [shared / "data" / "real_inputs"], by="test")
    read, new, _, _, refused = counts(first)
    assert (read > 2_600, new > 2_300, refused) == (True, True, 0)
    position, prints = ws.store.position, ws.index.fingerprint
    assert counts(ingest(ws, [shared / "data" / "real_inputs"], by="test")) == (read, 0, 0, read, 0)
    assert (ws.store.position, ws.index.fingerprint) == (position, prints)
    ws.close()
