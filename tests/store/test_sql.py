"""The store on every database: works met again, joined, corrected; texts that resolve for ever; the trail."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import permutations

import pytest

from probatum.errors import NotHeld, WorkspaceBusy, WorkspaceNewer, WorkspaceReadOnly
from probatum.records.article import Revision
from probatum.records.passage import TextKind, passage_id
from probatum.records.source import Identifiers, Link, LinkKind, Standing
from probatum.store import postgres, sqlite
from probatum.store.sql import SqlStore
from probatum.store.store import Changed, FileState, Kept, Reading, Refusal
from tests.conftest import Opener
from tests.store.samples import TITLED, event, reading, revision, text


@pytest.fixture
def store(any_store: SqlStore) -> SqlStore:
    """An empty store."""
    return any_store


def test_a_work_met_first_is_new_and_is_called_by_its_strongest_key(store: SqlStore) -> None:
    """PMID before DOI before title; without any of them by its text."""
    kept = store.keep(
        [
            reading(pmid="1", doi="10.1/a"),
            reading(doi="10.1/b", place="record 2"),
            reading(place="record 3", **TITLED),
            reading(text("Nothing is known of this."), place="record 4"),
        ]
    )
    assert [one.outcome for one in kept] == ["new"] * 4
    assert [one.source.partition(":")[0] for one in kept] == ["pmid", "doi", "title", "sha"]
    assert store.source("pmid:1").identifiers.doi == "10.1/a"


def test_the_same_reading_twice_is_unchanged(store: SqlStore) -> None:
    """Also from another file; nothing is written."""
    one = reading(text("Words."), pmid="1")
    store.keep([one])
    position = store.position
    assert store.keep([one]) == [Kept(source="pmid:1", outcome="unchanged")]
    assert store.keep([replace(one, origin="copy.ris", place="record 9")])[0].outcome == "unchanged"
    assert store.position == position


def test_another_reading_of_a_work_updates_it(store: SqlStore) -> None:
    """What each has is there; the better reader goes first."""
    store.keep([reading(pmid="1", title="From RIS", journal="J Med")])
    kept = store.keep([reading(pmid="1", title="From PubMed", reader="pubmed", origin="b.xml")])
    assert kept == [Kept(source="pmid:1", outcome="updated")]
    source = store.source("pmid:1")
    assert (source.title, source.journal) == ("From PubMed", "J Med")


@pytest.mark.parametrize("together", [True, False])
def test_a_correction_by_the_issuer_replaces_what_it_said(store: SqlStore, together: bool) -> None:
    """From whatever file it comes, in one batch or two."""
    old = reading(text("Old abstract."), pmid="1", title="Old", journal="J", reader="pubmed", origin="1.xml")
    new = reading(text("New abstract."), pmid="1", title="New", reader="pubmed", origin="2.xml")
    kept = store.keep([old, new]) if together else [*store.keep([old]), *store.keep([new])]
    assert [one.outcome for one in kept] == ["new", "updated"]
    source = store.source("pmid:1")
    assert (source.title, source.journal) == ("New", None)
    assert [document.text for document in store.documents("pmid:1")] == ["New abstract."]


def test_a_text_that_was_replaced_still_resolves(store: SqlStore) -> None:
    """What was cited can be opened for ever."""
    old = text("Old abstract.")
    store.keep([reading(old, pmid="1", reader="pubmed")])
    store.keep([reading(text("New abstract."), pmid="1", reader="pubmed")])
    (passage,) = store.passages([passage_id(old.id, 0, 3)])
    assert (passage.text, passage.source) == ("Old", "pmid:1")
    assert store.document(old.id) == old


def test_several_places_that_speak_of_a_work_are_all_heard(store: SqlStore) -> None:
    """Excerpts of one work, one a line."""
    lines = [
        reading(text(f"Excerpt {n}.", TextKind.EXCERPT), pmid="1", reader="corpus", place=f"line {n}")
        for n in range(3)
    ]
    assert [one.outcome for one in store.keep(lines)] == ["new", "updated", "updated"]
    assert [one.text for one in store.documents("pmid:1")] == ["Excerpt 0.", "Excerpt 1.", "Excerpt 2."]


def test_a_place_read_again_replaces_what_stood_there(store: SqlStore) -> None:
    """A file that was edited."""
    store.keep([reading(pmid="1", title="Before")])
    assert store.keep([reading(pmid="1", title="After")])[0].outcome == "updated"
    assert store.source("pmid:1").title == "After"


def test_a_note_of_ours_is_known_by_its_own_name(store: SqlStore) -> None:
    """Two notes on one work stand side by side; a new edition of one replaces it, wherever its line is."""

    def note(name: str, words: str, place: str) -> Reading:
        return reading(
            text(words, TextKind.NOTE),
            pmid="1",
            other=(("note", name),),
            reader="note",
            place=place,
            house=True,
        )

    store.keep([note("n-1", "First.", "line 1"), note("n-2", "Second.", "line 2")])
    store.keep([note("n-2", "Second, revised.", "line 7")])
    assert [one.text for one in store.documents("pmid:1")] == ["First.", "Second, revised."]


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("together", [True, False])
def test_a_reading_with_the_keys_of_two_works_joins_them(
    store: SqlStore, order: tuple[int, ...], together: bool
) -> None:
    """Whatever the order, one work is left; it answers to every name it had, and its texts still resolve."""
    first = text("The abstract by PMID.")
    second = text("The abstract by DOI.")
    all_three = [
        reading(first, pmid="1", place="record 1"),
        reading(second, doi="10.1/a", place="record 2"),
        reading(pmid="1", doi="10.1/a", title="Both", place="record 3"),
    ]
    chosen = [all_three[place] for place in order]
    kept = store.keep(chosen) if together else [one for each in chosen for one in store.keep([each])]
    names = {one.source for one in kept} & {"pmid:1", "doi:10.1/a"}
    living = store.source("pmid:1" if "pmid:1" in names else "doi:10.1/a").id
    for name in names:
        assert store.source(name).id == living
    source = store.source(living)
    assert (source.identifiers.pmid, source.identifiers.doi, source.title) == ("1", "10.1/a", "Both")
    assert {one.text for one in store.documents(living)} == {first.text, second.text}
    addresses = [passage_id(one.id, 0, 3) for one in (first, second)]
    assert [one.source for one in store.passages(addresses)] == [living, living]


def test_a_joined_work_is_announced_so_that_the_index_lets_go_of_it(store: SqlStore) -> None:
    """The older id stays; the newer is among the changes, and names it."""
    store.keep([reading(pmid="1"), reading(doi="10.1/a", place="record 2")])
    before = store.position
    store.keep([reading(pmid="1", doi="10.1/a", place="record 3")])
    assert list(store.changed_since(before)) == [
        Changed(position=before + 1, source="pmid:1"),
        Changed(position=before + 2, source="doi:10.1/a", joined="pmid:1"),
    ]
    assert store.sources(["doi:10.1/a"])["doi:10.1/a"].id == "pmid:1"


def test_works_that_say_that_they_are_two_are_not_joined(store: SqlStore) -> None:
    """A letter and its reply share title, author and year, and have each its PMID."""
    kept = store.keep([reading(pmid="1", **TITLED), reading(pmid="2", place="record 2", **TITLED)])
    assert [one.source for one in kept] == ["pmid:1", "pmid:2"]
    assert store.source("pmid:2").title == TITLED["title"]


def test_a_shared_key_does_not_make_one_work_of_two(store: SqlStore) -> None:
    """The key stays with the first; the second is called by its own."""
    kept = store.keep(
        [
            reading(doi="10.1/a", other=(("corpus", "c:1"),)),
            reading(doi="10.1/z", other=(("corpus", "c:1"),), place="record 2"),
            reading(other=(("corpus", "c:1"),), place="record 3"),
        ]
    )
    assert [one.source for one in kept] == ["doi:10.1/a", "doi:10.1/z", "doi:10.1/a"]


def test_a_retraction_held_beside_the_work_retracts_it(store: SqlStore) -> None:
    """Whichever comes first; and the work is announced as changed."""
    notice = reading(
        pmid="9", place="record 9", links=(Link(kind=LinkKind.RETRACTION_OF, target=Identifiers(pmid="1")),)
    )
    store.keep([notice])
    store.keep([reading(pmid="1")])
    assert store.source("pmid:1").standing is Standing.RETRACTED
    assert store.source("pmid:9").standing is Standing.CURRENT


def test_a_later_retraction_changes_the_work(store: SqlStore) -> None:
    """And a corrected notice that names another work gives it back."""
    store.keep([reading(pmid="1"), reading(pmid="2", place="record 2")])
    before = store.position

    def notice(target: str) -> Reading:
        return reading(
            pmid="9",
            reader="pubmed",
            links=(Link(kind=LinkKind.RETRACTION_OF, target=Identifiers(pmid=target)),),
        )

    store.keep([notice("1")])
    assert {one.source for one in store.changed_since(before)} == {"pmid:1", "pmid:9"}
    assert store.source("pmid:1").standing is Standing.RETRACTED
    store.keep([notice("2")])
    assert [store.source(name).standing for name in ("pmid:1", "pmid:2")] == [
        Standing.CURRENT,
        Standing.RETRACTED,
    ]


def test_two_works_may_hold_the_same_text(store: SqlStore) -> None:
    """The passage is of the work it was found under; without one, of the work that held it first."""
    same = text("See your doctor.")
    store.keep([reading(same, pmid="1"), reading(same, pmid="2", place="record 2")])
    address = passage_id(same.id, 0, 3)
    assert store.passages([address])[0].source == "pmid:1"
    found = store.passages([address] * 3, ["pmid:2", "pmid:1", "pmid:404"])
    assert [one.source for one in found] == ["pmid:2", "pmid:1", "pmid:1"]


@pytest.mark.parametrize(
    "address",
    ["", "x", "x:1", "x:1-2", "{id}:0-0", "{id}:3-2", "{id}:0-999", "{id}:-1-2", "{id}:a-b", "\ud800:0-1"],
)
def test_an_address_that_does_not_resolve_is_not_held(store: SqlStore, address: str) -> None:
    """Bad form, unknown text, span outside it."""
    document = text("Words.")
    store.keep([reading(document, pmid="1")])
    with pytest.raises(NotHeld, match="is held"):
        store.passages([address.replace("{id}", document.id)])


def test_what_is_not_held_says_so(store: SqlStore) -> None:
    """Sources, texts, articles."""
    for ask in (store.source, store.documents, store.document, store.revision):
        with pytest.raises(NotHeld, match="held"):
            ask("pmid:404")
    assert store.sources(["pmid:404", "\ud800"]) == {}


def test_texts_that_came_only_from_one_place(store: SqlStore) -> None:
    """The starter library can be left out of a search; what was also ingested stays."""
    own, shared_text, other = text("Starter."), text("Both."), text("Other.")
    store.keep(
        [
            reading(own, pmid="1", origin="starter:a.jsonl"),
            reading(shared_text, pmid="2", origin="starter:a.jsonl"),
            reading(shared_text, pmid="2", reader="csl", origin="/x.json"),
            reading(other, pmid="3", origin="/starter:b"),
        ]
    )
    assert store.documents_only_from("starter:") == {own.id}


def test_how_far_a_file_was_read_is_kept_with_its_records(store: SqlStore) -> None:
    """And replaced by the next commit."""
    refusal = Refusal(origin="a.ris", place="record 2", reason="no title", fix="give one")
    state = FileState(
        origin="a.ris", sha256="ab", size=7, version="1", records=2, refused=1, refusals=(refusal,)
    )
    assert store.file("a.ris") is None
    store.keep([reading(pmid="1")], files=[state])
    assert store.file("a.ris") == state
    store.keep([], files=[replace(state, finished=True)])
    assert store.file("a.ris") == replace(state, finished=True)


def test_revisions_are_kept_and_found_by_hash(store: SqlStore) -> None:
    """The latest of the article, or the one asked for, by as much of its hash as tells it apart."""
    first, second, other = revision("One?"), revision("Two?"), revision("Three?", "another")
    for one in (first, second, other):
        store.put(one, event(one.hash))
    assert store.revision("can-it-relapse") == second
    assert store.revision("can-it-relapse", first.hash[:12]) == first
    assert list(store.articles()) == [other, second]
    with pytest.raises(NotHeld, match="with a revision 'zz'"):
        store.revision("can-it-relapse", "zz")


def test_a_beginning_that_two_revisions_share_is_not_enough(store: SqlStore) -> None:
    """More of the hash is asked for."""
    known: dict[str, Revision] = {}
    number = 0
    while (one := revision(f"Number {number}?")).hash[0] not in known:
        known[one.hash[0]] = one
        store.put(one, event(one.hash))
        number += 1
    store.put(one, event(one.hash))
    with pytest.raises(NotHeld, match="several revisions"):
        store.revision("can-it-relapse", one.hash[0])
    assert store.revision("can-it-relapse", one.hash[:20]) == one


def test_the_trail_is_a_chain(store: SqlStore) -> None:
    """Each event names the hash of the one before, also those that came with readings."""
    store.put(revision("One?"), event("a"))
    store.keep([reading(pmid="1")], events=[event("b"), event("c")])
    store.put(revision("One?"), event("a", at="2026-01-02T00:00:00Z"))
    trail = list(store.events())
    assert [one.subject for one in trail] == ["a", "b", "c", "a"]
    assert [one.previous for one in trail] == ["", *(one.hash for one in trail[:-1])]
    assert [one.at for one in store.events("a")] == ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"]


def test_a_transaction_that_fails_leaves_nothing(store: SqlStore) -> None:
    """A record with what no text can hold is for the caller to refuse; here nothing of the batch is kept."""
    with pytest.raises((TypeError, UnicodeEncodeError)):
        store.keep([reading(pmid="1"), reading(title="\ud800", place="record 2")])
    assert store.position == 0
    assert store.keep([reading(pmid="1")])[0].outcome == "new"


def test_readers_go_on_while_a_write_is_under_way(store: SqlStore) -> None:
    """They see what was committed, and the writer is not held up."""
    store.keep([reading(pmid="1", title="Before")])
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE sources SET position = 99")
        seen: list[int] = []
        thread = threading.Thread(target=lambda: seen.append(store.position))
        thread.start()
        thread.join()
    assert seen == [1]
    assert store.position == 99


def test_many_threads_write_and_read_at_once(store: SqlStore) -> None:
    """Nothing is lost and nothing is doubled."""

    def work(number: int) -> None:
        for place in range(10):
            store.keep([reading(pmid=str(place + 1), title=f"Title {place}", place=f"{number}-{place}")])
            store.source(f"pmid:{place + 1}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.source for one in store.changed_since(0)) == sorted(f"pmid:{n}" for n in range(1, 11))


def test_a_second_writer_waits_and_then_says_what_is_in_the_way(
    open_store: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says what to do."""
    for module in (sqlite, postgres):
        monkeypatch.setattr(module, "PATIENCE", 0.05)
    one, other = open_store(), open_store()
    with one.database.writing(), pytest.raises(WorkspaceBusy, match="wait until it has finished"):
        other.keep([reading(pmid="1")])
    assert other.keep([reading(pmid="1")])[0].outcome == "new"


def test_a_store_that_is_only_read_cannot_be_written(open_store: Opener) -> None:
    """And reads what is there, also beside a writer."""
    store = open_store()
    store.keep([reading(pmid="1", title="Held")])
    for closed in (False, True):
        if closed:
            store.close()
        reader = open_store(read_only=True)
        assert reader.source("pmid:1").title == "Held"
        with pytest.raises(WorkspaceReadOnly, match="opened for reading only"):
            reader.keep([reading(pmid="2")])
        reader.close()


def test_a_store_of_a_newer_version_is_left_alone(open_store: Opener) -> None:
    """It says which version is needed."""
    with open_store().database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(WorkspaceNewer, match="store 9999"):
        open_store()


#: NUL, the escape that we write it with, other control characters, marks beyond the first plane, a number of
#: letters that are two characters or one.
ODD = "a\x00b\x1a0\x1a\x1a1\x7f\ufffd\U0010fffe\u0301e\u0301 \u2028\"'\\%s:x{},"


def test_odd_text_comes_back_as_it_was(store: SqlStore) -> None:
    """In texts, names, places and keys, and is found by them; a batch of it is kept twice as once."""
    one = reading(text(ODD), title=ODD, doi=f"10.1/{ODD}", place=ODD, origin=ODD, other=(("corpus", ODD),))
    plain = reading(pmid="1", place="record 2")
    assert [kept.outcome for kept in store.keep([one, plain])] == ["new", "new"]
    assert [kept.outcome for kept in store.keep([one, plain])] == ["unchanged", "unchanged"]
    name = f"doi:10.1/{ODD}"
    assert store.source(name).title == ODD
    assert store.documents(name) == (one.document,)
    assert store.named([f"corpus:{ODD}", "corpus:a"]) == {f"corpus:{ODD}": name}
    assert store.documents_only_from(ODD[:3]) == {text(ODD).id}
    state = FileState(origin=ODD, sha256="ab", size=5_000_000_000, version=ODD)
    store.keep([], files=[state], events=[event(ODD)])
    assert store.file(ODD) == state
    assert [one.subject for one in store.events(ODD)] == [ODD]


def test_what_is_no_text_is_not_held(store: SqlStore) -> None:
    """Half of a surrogate pair can be asked for, and is nowhere."""
    half = "\ud800"
    assert (store.file(half), list(store.events(half)), dict(store.named([half]))) == (None, [], {})
    with pytest.raises(NotHeld, match="is held"):
        store.revision(half)
    with pytest.raises((TypeError, UnicodeEncodeError)):
        store.keep([reading(pmid="1", place=half)])
    assert store.keep([reading(pmid="1")])[0].outcome == "new"


def test_a_key_that_is_too_long_names_nothing(store: SqlStore) -> None:
    """The work is known by its other keys, or by its text; nothing of the batch is lost."""
    long = "10.1/" + "".join(chr(0x4E00 + place) for place in range(2_000))
    kept = store.keep(
        [
            reading(pmid="1", doi=long),
            reading(text("Words."), doi=long, place="record 2"),
            reading(pmid="3", links=(Link(kind=LinkKind.RETRACTION_OF, target=Identifiers(doi=long)),)),
        ]
    )
    assert [one.source.partition(":")[0] for one in kept] == ["pmid", "sha", "pmid"]
    assert store.source("pmid:1").identifiers.doi == long


def test_the_order_of_names_is_that_of_their_characters(store: SqlStore) -> None:
    """And not that of the language of the server."""
    names = ["note:é", "note:Z", "note:a", "note:_", "note:b"]
    store.keep(
        [reading(other=(("note", name[5:]),), place=f"record {place}") for place, name in enumerate(names)]
    )
    assert list(store.named(names)) == sorted(names)
