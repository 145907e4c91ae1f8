"""The indices of a store are replaced, while others read and write and whatever is killed."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from index.access import NONE, Access
from index.base import Store, StoreError, Tokens, Unavailable
from index.elastic import barrier, bulk
from index.elastic.cluster import Action, Cluster
from index.elastic.connect import connect
from index.elastic.indices import rows
from index.elastic.journal import ElasticJournal
from index.elastic.layout import Part
from index.elastic.migrate import MIGRATION, relieve
from index.elastic.upkeep import ElasticUpkeep
from index.entries import differences, summed
from index.query.tree import Everything, Phrase
from index.sole import Sole, Taken
from offers.lease import Lease
from offers.offer import Protects
from offers.run import Visit
from parsers.fold import tokens
from tests.index.conftest import ROOT, Home
from tests.index.filling import fill
from tests.index.making import MONDAY, edited, first, offer
from tests.index.test_processes import acknowledged, assert_whole

DEAD = 2.0
"""Seconds after which migrators of these tests take each other for dead."""

Told = Callable[[str, int], None]


def silent(what: str, number: int) -> None:
    """Nobody looks on."""


def backwards(text: str) -> Sequence[str]:
    return tuple(word[::-1] for word in tokens(text))


@pytest.fixture
def home(elasticsearch: str, prefix: str, tmp_path: Path) -> Home:
    return Home(f"{elasticsearch}/{prefix}", tmp_path)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with home.open() as opened:
        yield opened


@pytest.fixture
def cluster(home: Home, store: Store) -> Iterator[Cluster]:
    """The store's, to look at past it."""
    made = connect(home.url, NONE)
    yield made
    made.close()


def upkeep(home: Home, fold: Tokens = tokens, access: Access = NONE) -> ElasticUpkeep:
    return replace(ElasticUpkeep.open(home.url, fold, access), dead=DEAD)


def rebuild(home: Home, told: Told = silent, *, keep: bool = False) -> None:
    with upkeep(home) as opened:
        opened.rebuild(told, keep=keep)


def numbers(cluster: Cluster) -> set[int]:
    """The numbers of the indices behind the aliases; nothing else is there."""
    found = rows(cluster)
    assert [row for row in found.values() if row.unfinished or row.replaced] == []
    return {row.live.number for row in found.values() if row.live and not row.live.barred}


def test_a_store_that_was_just_made_is_up_to_date(home: Home, cluster: Cluster) -> None:
    with upkeep(home) as opened:
        standing = opened.status()
        assert standing.is_current
        assert standing.notes == ()
        assert standing.counts["offers"] == 0
        assert not opened.migrate(silent)
    assert numbers(cluster) == {1}


def test_where_there_is_no_store_none_is_made(elasticsearch: str, prefix: str) -> None:
    with pytest.raises(StoreError, match="not there yet"):
        ElasticUpkeep.open(f"{elasticsearch}/{prefix}", tokens, NONE)


def test_words_that_fold_otherwise_are_told_and_folded_anew(
    home: Home, store: Store, cluster: Cluster
) -> None:
    made = first(offer(text="waiter wanted"))
    hidden = first(offer("hidden", text="waiter hidden"), sealed=Protects.MINOR, pending=())
    assert not store.index.put([made, hidden])
    with upkeep(home, backwards) as opened:
        standing = opened.status()
        assert not standing.is_current
        assert standing.folding != standing.current
        assert standing.counts["sealed"] == 1
        # Until somebody migrates it goes on as it is.
        assert store.index.search(Phrase(("text",), ("waiter",))).total == 1
        assert opened.migrate(silent)
        assert opened.status().is_current
        assert not opened.migrate(silent)
    assert store.index.search(Phrase(("text",), ("waiter",))).total == 0
    assert store.index.search(Phrase(("text",), ("retiaw",))).total == 1
    assert store.index.search(Everything()).total == 1
    found = rows(cluster)
    assert [part for part in Part if found[part].live.number == 2] == [Part.OFFERS]  # type: ignore[union-attr]


def test_all_that_is_stored_outlives_it(home: Home, store: Store, cluster: Cluster) -> None:
    fill(store, Random(4), 12, 40)
    before = summed(store.dump())
    rebuild(home)
    assert numbers(cluster) == {2}
    assert differences(before, summed(store.dump())) == []
    fill(store, Random(5), 0, 20)
    assert not store.index.put([first(offer("fresh"))])


def test_what_is_replaced_can_be_kept(home: Home, store: Store, cluster: Cluster) -> None:
    store.index.put([first(offer())])
    rebuild(home, keep=True)
    rebuild(home)
    with upkeep(home) as opened:
        assert not opened.migrate(silent)
        notes = opened.status().notes
    kept = {one.name for row in rows(cluster).values() for one in row.replaced}
    assert kept == {f"{cluster.alias(part)}-000001" for part in Part}
    assert len(notes) == len(kept)
    assert all("was kept" in note for note in notes)


def test_shards_are_as_they_are_wanted_now(home: Home, store: Store, cluster: Cluster) -> None:
    assert not store.index.put([first(offer(str(number))) for number in range(30)])
    with upkeep(home, access=Access(shards=3)) as opened:
        opened.rebuild(silent)
    name = cluster.behind(Part.OFFERS)
    settings = cluster.client.indices.get_settings(index=name)[name]["settings"]["index"]
    assert settings["number_of_shards"] == "3"
    assert settings["refresh_interval"] == "1s"
    # From several shards again.
    known = store.index.known([offer("1").id])[offer("1").id]
    changed = edited(known, replace(known.offer, text="new", digest=""))

    def meanwhile(what: str, number: int) -> None:
        if "offers" in what and "filled" in what:
            assert not store.index.put([changed])

    rebuild(home, meanwhile)
    assert store.index.search(Everything()).total == 30
    assert store.index.known([offer("1").id])[offer("1").id].offer.text == "new"


def test_a_condition_from_before_holds_no_more(home: Home, store: Store, cluster: Cluster) -> None:
    """Sequence numbers of a copy may be those of its original by chance."""
    assert not store.index.put([first(offer())])
    before = cluster.document(Part.OFFERS, offer().id)
    assert before
    rebuild(home)
    after = cluster.document(Part.OFFERS, offer().id)
    assert after
    assert (after.seq_no, after.primary_term) == (before.seq_no, before.primary_term)
    assert cluster.write([Action(Part.OFFERS, offer().id, "{}", over=before)]) == [False]
    assert cluster.document(Part.OFFERS, offer().id) == after


def test_what_is_written_and_deleted_meanwhile(home: Home, store: Store, cluster: Cluster) -> None:
    """At every moment that is told, but while writers wait."""
    fill(store, Random(6), 12, 20)
    urls = [f"https://x.example/{number}" for number in range(60)]
    visits = [Visit(site="b", url=url, at=MONDAY, status=200) for url in urls]
    store.journal.write_visits(visits)
    steps = iter(range(1000))

    def meanwhile(what: str, number: int) -> None:
        if any(row.live and row.live.barred for row in rows(cluster).values()):
            return
        step = next(steps)
        assert not store.index.put([first(offer(f"meanwhile {step}"))])
        store.index.delete([offer(f"meanwhile {step - 3}").id], MONDAY)
        day = MONDAY + timedelta(days=1)
        store.journal.write_visits([replace(visits[step], at=day)])
        if "visits" in what:
            store.journal.drop_visits(day)

    rebuild(home, meanwhile)
    assert numbers(cluster) == {2}
    count = next(steps)
    gone = {offer(f"meanwhile {number}").id for number in range(count - 3)}
    assert store.index.look(gone).erased == gone
    left = [offer(f"meanwhile {number}").id for number in range(count - 3, count)]
    assert set(store.index.known(left)) == set(left)
    assert set(store.index.known(gone)) == set()
    dropped = store.journal.visits("b", urls)
    assert all(one.at > MONDAY for one in dropped.values())


def test_who_reads_page_by_page_reads_to_the_end(
    home: Home, store: Store, cluster: Cluster
) -> None:
    store.index.put([first(offer(str(number))) for number in range(3)])
    reading = cluster.scan(Part.OFFERS, {"match_all": {}})
    read = [next(reading)["_id"]]

    def told(what: str, number: int) -> None:
        if what.startswith("readers"):
            read.extend(hit["_id"] for hit in reading)

    rebuild(home, told)
    assert sorted(read) == sorted(offer(str(number)).id for number in range(3))


def look(home: Home, over: threading.Event, wrong: list[object]) -> None:
    """Search again and again: there is never less than before, and what is found is whole."""
    try:
        with home.open() as store:
            most = 0
            while not over.is_set():
                total = store.index.search(Everything(), limit=0).total
                wrong.extend([] if total >= most else [(total, most)])
                most = max(most, total)
                found = store.index.search(Everything(), limit=5).offers
                known = store.index.known([one.offer.id for one in found])
                wrong.extend(one for one in found if one.offer.id not in known)
    except Exception as error:  # noqa: BLE001 - whatever a thread meets is told below
        wrong.append(error)


class Writing:
    """Another process, which writes a batch more whenever it is told to, and is not waited for."""

    def __init__(self, home: Home) -> None:
        command = [sys.executable, "-m", "tests.index.writer", home.url, str(home.folder)]
        self._process = subprocess.Popen(
            [*command, "w", "100000", "paced"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._told = 0
        self.go_on()
        assert self._process.stdout
        self._first = self._process.stdout.readline()

    def go_on(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self._told += 1

    def end(self) -> list[str]:
        """Let it do what it was told to; the keys of what it wrote."""
        rest, error = self._process.communicate()
        assert error == ""
        written = self._first + rest
        assert written.count("\n") == self._told
        return acknowledged(written)


def test_readers_and_writers_go_on_through_it(home: Home, store: Store, cluster: Cluster) -> None:
    writing = Writing(home)
    wrong: list[object] = []
    over = threading.Event()
    reader = threading.Thread(target=look, args=(home, over, wrong))
    reader.start()
    rebuild(home, lambda what, number: writing.go_on())
    writing.go_on()
    keys = writing.end()
    over.set()
    reader.join()
    assert wrong == []
    assert numbers(cluster) == {2}
    with home.open() as opened:
        assert_whole(opened, keys)


def kill_and_migrate(home: Home, cluster: Cluster, random: Random, moments: int) -> None:
    """Kill a migration after some of its steps and a moment more, while somebody writes."""
    writing = Writing(home)
    for _ in range(moments):
        with begun(home) as migrator:
            assert migrator.stdout
            for _ in range(random.randint(1, 16)):
                migrator.stdout.readline()
                writing.go_on()
            try:
                # Not a wait for something to happen: the moment of death is what is drawn.
                migrator.wait(timeout=random.random())
            except subprocess.TimeoutExpired:
                migrator.kill()
    with begun(home) as last:
        assert last.stdout
        for _ in last.stdout:
            writing.go_on()
    assert last.returncode == 0
    keys = writing.end()
    assert len(numbers(cluster)) <= moments + 2
    with home.open() as store:
        assert_whole(store, keys)


def begun(home: Home) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.index.migrator", home.url, str(DEAD)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def test_a_migration_that_is_killed_ends_well(home: Home, cluster: Cluster) -> None:
    kill_and_migrate(home, cluster, Random(7), 1)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_migration_that_is_killed_at_many_moments_ends_well(home: Home, cluster: Cluster) -> None:
    kill_and_migrate(home, cluster, Random(), 20)


def test_two_do_not_migrate_at_once(home: Home, store: Store) -> None:
    with Sole(store.journal, MIGRATION, DEAD), pytest.raises(Taken, match="is at it"):
        rebuild(home)


def died(store: Store) -> None:
    """Leave the lease of a migration behind as somebody does who dies."""
    held = Lease(name=MIGRATION).taken("somebody")
    assert store.journal.write_lease(held, store.journal.lease(MIGRATION))


@pytest.mark.parametrize("part", [Part.OFFERS, Part.LEASES])
def test_what_a_dead_migration_barred_is_let_go(
    home: Home, store: Store, cluster: Cluster, part: Part
) -> None:
    died(store)
    barrier.bar(cluster, cluster.behind(part))
    with upkeep(home) as opened:
        [note] = opened.status().notes
        assert "cannot be written to" in note
    relieve(cluster, ElasticJournal(cluster), DEAD)
    assert numbers(cluster) == {1}
    assert not store.index.put([first(offer())])


def test_whoever_opens_the_store_lets_writers_go_on(
    home: Home, store: Store, cluster: Cluster
) -> None:
    barrier.bar(cluster, cluster.behind(Part.OFFERS))
    with home.open() as opened:
        assert not opened.index.put([first(offer())])
    assert numbers(cluster) == {1}


def test_what_a_living_migration_barred_stays_so(store: Store, cluster: Cluster) -> None:
    with Sole(store.journal, MIGRATION, DEAD):
        barrier.bar(cluster, cluster.behind(Part.OFFERS))
        with pytest.raises(Taken):
            relieve(cluster, ElasticJournal(cluster), DEAD)
        assert rows(cluster)[Part.OFFERS].live.barred  # type: ignore[union-attr]


def test_who_waits_too_long_is_told(store: Store, cluster: Cluster) -> None:
    name = cluster.behind(Part.OFFERS)
    barrier.bar(cluster, name)
    lines = [bulk.Line(cluster.alias(Part.OFFERS), "x", "{}", create=True)]
    waited: list[float] = []
    with pytest.raises(Unavailable, match=r"migrate"):
        bulk.write(cluster.client, lines, cluster.url, waited.append)
    assert sum(waited) > 20


def test_who_was_taken_for_dead_replaces_nothing(
    home: Home, store: Store, cluster: Cluster
) -> None:
    store.index.put([first(offer())])

    def overtaken(what: str, number: int) -> None:
        row = rows(cluster)[Part.OFFERS]
        if row.live and row.unfinished:
            barrier.lift(cluster, row.live, row.unfinished)

    with pytest.raises(StoreError):
        rebuild(home, overtaken)
    row = rows(cluster)[Part.OFFERS]
    assert row.live
    assert row.live.number == 1
    # It left what others may have barred to them.
    barrier.unbar(cluster, row.live.name)
    rebuild(home)
    assert numbers(cluster) == {2}
    assert store.index.search(Everything()).total == 1
