"""A file of any size, and any line in it, is read within 1 GB (each reader in a process that has no more)."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import io, resource, sys
limit = 1024 ** 3
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

class Endless(io.RawIOBase):
    '''So many bytes: a beginning, one piece again and again, an end; never all at once.'''
    def __init__(self, head, piece, size, tail=b""):
        block = piece * max(1, 65536 // len(piece))
        self.parts = [head, *([block] * (size // len(block))), tail]
        self.at = 0
    def readable(self):
        return True
    def readinto(self, buffer):
        while self.at < len(self.parts):
            part = self.parts[self.at][: len(buffer)]
            rest = self.parts[self.at][len(buffer) :]
            self.parts[self.at] = rest
            if not rest:
                self.at += 1
            if part:
                buffer[: len(part)] = part
                return len(part)
        return 0

from probatum.sources.formats import READERS
from probatum.sources.reader import Read
name, head, piece, size, tail = sys.argv[1:]
stream = io.BufferedReader(Endless(head.encode(), piece.encode(), int(size), tail.encode()), 65536)
read = refused = 0
try:
    for one in READERS[name](stream, origin="endless"):
        read, refused = read + isinstance(one, Read), refused + (not isinstance(one, Read))
    print(read, refused, "end")
except Exception as error:
    print(read, refused, type(error).__name__)
"""
MB = 1024 * 1024
TEXT = "Relapse was common in this cohort of patients with inflammatory myositis. " * 20
ARTICLE = (
    "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>A</ArticleTitle><Abstract>"
    f"<AbstractText>{TEXT}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>\n"
)


def outcome(name: str, head: str, piece: str, size: int, tail: str = "") -> str:
    """What came of ``head``, ``size`` bytes of ``piece``, and ``tail``: read, refused, how it ended."""
    command = [sys.executable, "-c", PROGRAM, name, head, piece, str(size), tail]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.slow
def test_a_file_of_200_mb_of_records() -> None:
    per_block = 65536 // len(ARTICLE)
    blocks = 200 * MB // (per_block * len(ARTICLE))
    found = outcome("pubmed", "<PubmedArticleSet>", ARTICLE, 200 * MB, "</PubmedArticleSet>")
    assert found == f"{per_block * blocks} 0 end"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "head", "tail", "expected"),
    [
        ("pubmed", "<PubmedArticle><PMID>1</PMID>", f"</PubmedArticle>{ARTICLE}", "1 1 end"),
        ("medline", "PMID- 1\nAB  - ", "\n\nPMID- 2\n", "1 1 end"),
        ("ris", "TY  - JOUR\nAB  - ", "\nER  - \nTY  - JOUR\nTI  - Two\nER  - ", "1 1 end"),
        ("bibtex", "@misc{a, title = {", "}}\n@misc{b, title = {Two}}", "1 1 end"),
        ("csl", '[{"title": "One"}, {"title": "', '"}]', "1 0 HostileInput"),
        ("corpus", '{"doc_id": "1", "text": "', '"}\n{"doc_id": "2", "text": "x"}', "1 1 end"),
        ("notices", "RetractionNature,OriginalPaperDOI\n", "\nRetraction,10.1000/x\n", "1 1 end"),
        ("retracted", '{"pmid": "', '"}\n{"pmid": "2"}\n', "1 1 end"),
    ],
)
def test_a_single_line_of_200_mb(name: str, head: str, tail: str, expected: str) -> None:
    assert outcome(name, head, "x" * 1024, 200 * MB, tail) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "head", "piece", "size"),
    [
        ("pubmed", "<PubmedArticle>", "<x/>", 300 * MB),
        ("pubmed", "<PubmedArticle>", "<x>", 300 * MB),
        ("pubmed", "", "<PubmedArticle></PubmedArticle>", 10 * MB),
        ("medline", "", "PMID- 1\n", 2 * MB),
        ("medline", "PMID- 1\n", "AU  - x\n", 50 * MB),
        ("ris", "TY  - JOUR\n", "AU  - x\n", 50 * MB),
        ("bibtex", "", "@string{a = b}\n", 5 * MB),
        ("csl", "[", "[", 200 * MB),
        ("corpus", "", "[", 200 * MB),
    ],
)
def test_what_is_built_to_fill_the_memory_does_not(name: str, head: str, piece: str, size: int) -> None:
    assert "MemoryError" not in outcome(name, head, piece, size)
