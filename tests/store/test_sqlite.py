"""The store on SQLite: what is its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probatum.errors import WorkspaceError
from probatum.store.sqlite import SqliteStore
from probatum.store.store import Reading
from tests.store.samples import reading, text


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """An empty store."""
    opened = SqliteStore(tmp_path / "store.sqlite3", tmp_path / "files")
    yield opened
    opened.close()


def test_a_file_that_is_no_store_is_damaged(tmp_path: Path) -> None:
    """It is not overwritten."""
    path = tmp_path / "store.sqlite3"
    path.write_bytes(b"This is no database, but it is long enough to look like one." * 20)
    before = path.read_bytes()
    with pytest.raises(WorkspaceError, match="damaged"):
        SqliteStore(path, tmp_path / "files")
    assert path.read_bytes() == before


def test_the_file_is_sound(store: SqliteStore) -> None:
    """SQLite finds nothing wrong, and keeps foreign keys."""
    store.keep([reading(text("A."), pmid="1"), reading(text("B."), doi="10.1/a", place="record 2")])
    store.keep([reading(pmid="1", doi="10.1/a", place="record 3")])
    assert store.check() == ()
    with store.database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "1", "2", "3"]),
            st.sampled_from(["", "10.1/a", "10.1/b"]),
            st.sampled_from(["", "PMC1", "PMC2"]),
            st.sampled_from(["pubmed", "ris", "corpus"]),
            st.integers(0, 3),
        ),
        min_size=1,
        max_size=12,
    ),
    st.lists(st.integers(1, 5), min_size=1, max_size=6),
)
def test_batches_make_no_difference(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str, str, int]],
    sizes: list[int],
) -> None:
    """However the readings are cut into batches, the same works come of them, with the same texts."""
    readings = [
        reading(
            text(f"Text {words}."), pmid=pmid or None, doi=doi or None, pmcid=pmcid or None,
            reader=reader, place=f"record {place}",
        )
        for place, (pmid, doi, pmcid, reader, words) in enumerate(rows)
    ]  # fmt: skip
    whole = _state(tmp_path_factory, [readings])
    cut, at = [], 0
    for size in (sizes * len(readings))[: len(readings)]:
        cut.append(readings[at : at + size])
        at += size
    assert _state(tmp_path_factory, [batch for batch in cut if batch]) == whole


def _state(folder: pytest.TempPathFactory, batches: list[list[Reading]]) -> object:
    path = folder.mktemp("store")
    store = SqliteStore(path / "store.sqlite3", path / "files")
    for batch in batches:
        store.keep(batch)
    names = sorted(one.source for one in store.changed_since(0))
    state = [(name, store.source(name), store.documents(name)) for name in names]
    again = [one.outcome for batch in batches for one in store.keep(batch)]
    assert store.check() == ()
    store.close()
    return state, len(again)
