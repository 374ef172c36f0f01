"""The embedded index: what is found, what survives, and what another process sees."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probatum.errors import IndexBroken, WorkspaceBusy
from probatum.index.embedded import PER_SOURCE, EmbeddedIndex
from probatum.index.index import Entry, Filters, Query
from probatum.language.tokens import analyse
from probatum.records.passage import Document, Part, TextKind, passage_at
from probatum.records.source import Design, MeshHeading, Source, Standing


def entry(name: str, title: str, *texts: str, kind: TextKind = TextKind.ABSTRACT, **facts: object) -> Entry:
    """A source with one document, each of whose texts is a passage."""
    text = "\n".join(texts)
    parts, at = [], 0
    for one in texts:
        parts.append(Part(start=at, end=at + len(one)))
        at += len(one) + 1
    document = Document(text=text, kind=kind, parts=tuple(parts))
    source = Source(id=name, title=title, **facts)  # type: ignore[arg-type]
    cut = tuple(passage_at(name, document, part.start, part.end) for part in parts if part.end > part.start)
    return Entry(source=source, passages=cut)


def query(text: str, *widened: tuple[tuple[str, ...], ...], filters: Filters | None = None) -> Query:
    """A query for a text, with synonyms."""
    terms = tuple(dict.fromkeys(analyse(text)))
    return Query(text=text, terms=terms, widened=widened, filters=filters or Filters())


LIBRARY = (
    entry("pmid:1", "Relapse of giant cell arteritis", "Relapse was seen in 40 % of patients.",
          published="2020-05", design=Design.COHORT, language="en"),
    entry("pmid:2", "Tocilizumab in giant cell arteritis", "Tocilizumab kept remission. Relapse was rarer.",
          published="2017", design=Design.RANDOMISED_TRIAL, language="en"),
    entry("pmid:3", "Apixaban or warfarin", "Apixaban led to less bleeding in atrial fibrillation.",
          published="2011-09-15", design=Design.RANDOMISED_TRIAL, language="de", standing=Standing.RETRACTED),
    entry("note:1", "A note on arteritis", "Taper with care.", kind=TextKind.NOTE, published="2020-06"),
    Entry(source=Source(id="pmid:4", title="Temporal arteritis without an abstract", published="2022"),
          passages=()),
)  # fmt: skip


@pytest.fixture
def index(tmp_path: Path) -> Iterator[EmbeddedIndex]:
    """An index of a small library."""
    made = EmbeddedIndex(tmp_path / "index")
    made.add(LIBRARY, position=7)
    made.settle()
    yield made
    made.close()


def found(index: EmbeddedIndex, asked: Query, limit: int = 10) -> list[str]:
    """The sources of the hits, best first."""
    return [hit.source for hit in index.search(asked, limit=limit)]


def test_the_best_passage_comes_first(index: EmbeddedIndex) -> None:
    assert found(index, query("tocilizumab relapse arteritis")) == ["pmid:2", "pmid:1", "note:1"]


def test_a_term_counts_more_where_it_occurs_more(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "index")
    index.add(
        [entry("pmid:1", "A", "gout gout gout pain pain"), entry("pmid:2", "B", "gout pain pain pain pain")],
        position=1,
    )
    assert found(index, query("gout")) == ["pmid:1", "pmid:2"]
    index.close()


def test_hits_are_addresses_of_passages(index: EmbeddedIndex) -> None:
    hit = index.search(query("apixaban"), limit=1)[0]
    assert (hit.source, hit.passage) == ("pmid:3", LIBRARY[2].passages[0].id)
    assert hit.score > 0


def test_a_title_is_found_through_its_passages(index: EmbeddedIndex) -> None:
    assert found(index, query("warfarin")) == ["pmid:3"]


def test_headings_of_the_indexer_are_found(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "index")
    index.add([entry("pmid:1", "A", "b", mesh=(MeshHeading(descriptor="Horton Disease"),))], position=1)
    assert found(index, query("Horton disease")) == ["pmid:1"]
    index.close()


def test_a_synonym_finds_and_counts_less_than_the_word_asked_for(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "index")
    index.add(
        [entry("pmid:1", "A", "temporal arteritis now"), entry("pmid:2", "B", "horton disease now")],
        position=1,
    )
    asked = query("Horton disease", (("tempor", "arter"), tuple(analyse("temporal arteritis"))))
    assert found(index, asked) == ["pmid:2", "pmid:1"]
    assert found(index, query("Horton disease")) == ["pmid:2"]
    index.close()


def test_an_abbreviation_is_found_where_another_passage_defines_it(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "index")
    text = ("We studied giant cell arteritis (GCA).", "GCA relapsed in half.", "Nothing else was seen.")
    index.add([entry("pmid:1", "A", *text)], position=1)
    hits = index.search(query("giant cell arteritis"), limit=9)
    assert len(hits) == 2
    index.close()


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        (Filters(), {"pmid:1", "pmid:2", "note:1"}),
        (Filters(year_from=2018), {"pmid:1", "note:1"}),
        (Filters(year_to=2018), {"pmid:2"}),
        (Filters(year_from=2017, year_to=2017), {"pmid:2"}),
        (Filters(designs=frozenset({Design.COHORT})), {"pmid:1"}),
        (Filters(kinds=frozenset({"house note"})), {"note:1"}),
        (Filters(languages=frozenset({"en"})), {"pmid:1", "pmid:2"}),
        (Filters(standings=frozenset({Standing.RETRACTED})), set()),
        (Filters(without=frozenset({LIBRARY[0].passages[0].document})), {"pmid:2", "note:1"}),
        (Filters(designs=frozenset({Design.COHORT}), year_to=2000), set()),
    ],
)
def test_filters(index: EmbeddedIndex, filters: Filters, sources: set[str]) -> None:
    asked = query("arteritis", filters=filters)
    assert set(found(index, asked)) == sources
    browsed = index.browse(asked, filters=filters, offset=0, limit=10)
    assert set(browsed.sources) - {"pmid:4"} == sources


def test_a_filter_changes_no_score(index: EmbeddedIndex) -> None:
    plain = {hit.passage: hit.score for hit in index.search(query("arteritis relapse"), limit=9)}
    kept = index.search(query("arteritis relapse", filters=Filters(year_from=2018)), limit=9)
    assert {hit.passage: hit.score for hit in kept}.items() <= plain.items()


def test_browsing_is_newest_first_and_pages_add_up(index: EmbeddedIndex) -> None:
    every = index.browse(None, filters=Filters(), offset=0, limit=10)
    assert every.sources == ("pmid:4", "note:1", "pmid:1", "pmid:2", "pmid:3")
    assert every.total == 5
    pages = [index.browse(None, filters=Filters(), offset=at, limit=2).sources for at in (0, 2, 4, 6)]
    assert sum(pages, ()) == every.sources
    without = Filters(without=frozenset({LIBRARY[0].passages[0].document}))
    assert index.browse(None, filters=without, offset=0, limit=10).total == 4


def test_browsing_finds_sources_without_a_text(index: EmbeddedIndex) -> None:
    browsed = index.browse(query("temporal arteritis"), filters=Filters(), offset=0, limit=5)
    assert (browsed.sources, browsed.total) == (("pmid:4",), 1)
    assert found(index, query("temporal abstract")) == []


def test_adding_replaces_and_removing_removes(index: EmbeddedIndex) -> None:
    index.add([entry("pmid:2", "Something else", "No drug here.")], position=8)
    assert found(index, query("tocilizumab")) == []
    assert (len(index), index.position) == (5, 8)
    index.remove(["pmid:2", "pmid:99"], position=9)
    assert (len(index), index.position) == (4, 9)


def test_the_same_source_twice_in_one_addition_is_held_once(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "index")
    index.add([LIBRARY[0], LIBRARY[1], LIBRARY[0]], position=1)
    assert len(index) == 2
    assert len(index.search(query("relapse"), limit=10)) == 2
    index.close()


def test_the_fingerprint_names_the_content_whatever_its_order(tmp_path: Path) -> None:
    one, other = EmbeddedIndex(tmp_path / "1"), EmbeddedIndex(tmp_path / "2")
    one.add(LIBRARY, position=1)
    for at, held in enumerate(reversed(LIBRARY)):
        other.add([held], position=at)
    assert one.fingerprint == other.fingerprint
    other.remove(["pmid:1"], position=9)
    assert one.fingerprint != other.fingerprint
    one.close()
    other.close()


def test_one_source_takes_no_more_than_its_share(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "index")
    many = entry("pmid:1", "A", *[f"gout {'again ' * n}" for n in range(30)])
    index.add([many, entry("pmid:2", "B", "gout " + "other " * 60)], position=1)
    hits = index.search(query("gout"), limit=20)
    assert [hit.source for hit in hits].count("pmid:1") == PER_SOURCE
    assert {hit.source for hit in hits} == {"pmid:1", "pmid:2"}
    index.close()


def test_ties_come_in_the_order_of_addresses_also_at_the_cut(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "index")
    for at in range(0, 300, 50):
        index.add(
            [entry(f"pmid:{number}", "Same", f"gout number{number:03}") for number in range(at, at + 50)],
            position=at,
        )
    every = [hit.passage for hit in index.search(query("gout"), limit=300)]
    assert every == sorted(every)
    assert [hit.passage for hit in index.search(query("gout"), limit=5)] == every[:5]
    index.close()


def test_rarity_is_highest_for_what_is_not_held(index: EmbeddedIndex) -> None:
    rarity = index.rarity(["arter", "apixaban", "zanthofibr"])
    assert rarity["arter"] < rarity["apixaban"] < rarity["zanthofibr"]


@pytest.mark.parametrize("text", ["", "the of and", "zanthofibrate", '") OR source:* ~^\\ [', "\x00 \ud800"])
def test_questions_that_find_nothing(index: EmbeddedIndex, text: str) -> None:
    assert list(index.search(query(text), limit=5)) == []
    assert list(index.search(query("arteritis"), limit=0)) == []


def test_an_empty_index(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "index")
    assert (len(index), index.position) == (0, 0)
    assert list(index.search(query("gout"), limit=5)) == []
    assert index.browse(None, filters=Filters(), offset=0, limit=5).total == 0
    assert index.fingerprint == EmbeddedIndex(tmp_path / "index").fingerprint


def test_a_second_writer_is_told_and_a_second_reader_sees_commits(tmp_path: Path) -> None:
    one, other = EmbeddedIndex(tmp_path / "index"), EmbeddedIndex(tmp_path / "index")
    one.add(LIBRARY[:1], position=1)
    assert len(other) == 1
    with pytest.raises(WorkspaceBusy):
        other.add(LIBRARY[1:], position=2)
    one.settle()
    other.add(LIBRARY[1:], position=2)
    assert (len(one), one.position) == (5, 2)
    other.close()


def _write_until_killed(path: Path) -> None:
    index = EmbeddedIndex(path)
    for at in range(10_000):
        index.add([entry(f"pmid:{at}", f"Title {at}", f"gout number{at}")], position=at + 1)


@pytest.mark.parametrize("milliseconds", [150, 300, 450])
def test_a_kill_never_leaves_position_ahead_of_content(tmp_path: Path, milliseconds: int) -> None:
    context = multiprocessing.get_context("fork")
    writer = context.Process(target=_write_until_killed, args=(tmp_path / "index",))
    writer.start()
    writer.join(milliseconds / 1000)
    os.kill(writer.pid or 0, signal.SIGKILL)
    writer.join()
    index = EmbeddedIndex(tmp_path / "index")
    assert index.position <= len(index) <= index.position + 1
    index.add([entry(f"pmid:{index.position}", "again", "gout")], position=index.position + 1)
    assert len(index) == index.position
    index.close()


def test_another_process_searches_while_this_one_writes(index: EmbeddedIndex, tmp_path: Path) -> None:
    index.add([entry("pmid:9", "Colchicine", "Colchicine eased gout.")], position=8)
    asked = (
        "import sys; from pathlib import Path; from probatum.index.embedded import EmbeddedIndex;"
        "from probatum.index.index import Query;"
        "hits = EmbeddedIndex(Path(sys.argv[1])).search(Query(text='', terms=('gout',)), limit=3);"
        "print([hit.source for hit in hits])"
    )
    command = [sys.executable, "-c", asked, str(tmp_path / "index")]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout == "['pmid:9']\n"


@pytest.mark.parametrize("damage", ["meta", "state", "truncated", "flipped", "gone", "other version"])
def test_a_damaged_index_is_told_and_can_be_made_anew(tmp_path: Path, damage: str) -> None:
    index = EmbeddedIndex(tmp_path / "index")
    index.add(LIBRARY, position=3)
    index.close()
    del index
    folder = tmp_path / "index"
    if damage == "meta":
        (folder / "meta.json").write_text("{")
    elif damage == "state":
        (folder / "probatum-index.json").write_text("[")
    elif damage == "other version":
        (folder / "probatum-index.json").write_text(json.dumps({"form": 0, "analysis": "x", "position": 3}))
    elif damage == "gone":
        for part in folder.glob("*.term"):
            part.unlink()
    elif damage == "flipped":
        for part in folder.glob("*.idx"):
            part.write_bytes(bytes([part.read_bytes()[0] ^ 1]) + part.read_bytes()[1:])
    else:
        for part in folder.glob("*.term"):
            part.write_bytes(part.read_bytes()[:7])
    with pytest.raises(IndexBroken, match="rebuild"):
        EmbeddedIndex(folder)
    EmbeddedIndex.discard(folder)
    again = EmbeddedIndex(folder)
    assert (len(again), again.position) == (0, 0)


WORDS = st.lists(st.sampled_from(["gout", "pain", "relapse", "statin", "il6", "0.5"]), max_size=6)


@settings(max_examples=10)
@given(st.lists(st.tuples(st.integers(0, 5), WORDS), max_size=12), WORDS)
def test_what_is_held_does_not_depend_on_how_it_came(
    tmp_path_factory: pytest.TempPathFactory, added: list[tuple[int, list[str]]], asked: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("index")
    stepwise, at_once = EmbeddedIndex(folder / "1"), EmbeddedIndex(folder / "2")
    last: dict[str, Entry] = {}
    for at, (number, told) in enumerate(added, start=1):
        last[f"pmid:{number}"] = entry(f"pmid:{number}", "T", " ".join(told))
        stepwise.add([last[f"pmid:{number}"]], position=at)
    at_once.add(last.values(), position=len(added))
    wanted = query(" ".join(asked))
    assert stepwise.fingerprint == at_once.fingerprint
    assert len(stepwise) == len(last)
    assert set(found(stepwise, wanted)) == set(found(at_once, wanted))
    stepwise.close()
    at_once.close()


def test_years_that_no_calendar_has_filter_nothing_else(index: EmbeddedIndex) -> None:
    strange = Filters(year_from=-5, year_to=99999)
    assert set(found(index, replace(query("arteritis"), filters=strange))) == {"pmid:1", "pmid:2", "note:1"}
