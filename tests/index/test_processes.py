"""Several processes at once, and processes that are killed: over every home."""

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

import pytest

from index.base import Store
from index.entries import EntryKind
from index.query.tree import Everything, Phrase
from tests.index.conftest import ROOT, Home
from tests.index.making import first, offer
from tests.index.twin import keys
from tests.index.writer import BATCH

SHARED = offer("shared").id
RUN = "run-1"
"""Of all that `writer` writes but what it shares."""

PARTS = (EntryKind.VERSION, EntryKind.EVENT, EntryKind.SIGHTING)
PARTS_OF_ONE = Counter({(kind, RUN): 1 for kind in PARTS})

ASKED = 25
"""Of so many offers one is asked for by itself, in a request for each part."""


def start(home: Home, name: str, batches: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.index.writer", home.url, str(home.folder), name]
    return subprocess.Popen(
        [*command, str(batches)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def acknowledged(written: str) -> list[str]:
    """Keys of whole lines: a line that was cut off was not heard."""
    return " ".join(written.splitlines(keepends=True)[: written.count("\n")]).split()


def histories(store: Store) -> Mapping[str, Counter[tuple[EntryKind, str]]]:
    """By offer, how many parts of its history there are of each kind and run."""
    found: dict[str, Counter[tuple[EntryKind, str]]] = {}
    for entry in store.dump():
        if entry.kind in PARTS:
            run = entry.fields.get("run") or json.loads(entry.document)["run"]
            found.setdefault(entry.offer, Counter())[entry.kind, str(run)] += 1
    return found


def assert_whole(store: Store, keys: Sequence[str]) -> None:
    """Every acknowledged offer is there with all its parts, and nothing is there in part."""
    index = store.index
    ids = [offer(key).id for key in keys]
    known = index.known(ids)
    assert [id_ for id_ in ids if id_ not in known] == []
    parts = histories(store)
    assert [id_ for id_ in {*ids, *parts} - {SHARED} if parts[id_] != PARTS_OF_ONE] == []
    for id_ in ids[::ASKED]:
        assert len(index.versions(id_)) == len(index.events(id_)) == 1
        assert [one.version for one in index.sightings(id_)] == [known[id_].version]
    total = index.search(Everything(), limit=0).total
    assert (total - (SHARED in index.known([SHARED]))) % BATCH == 0
    assert index.search(Phrase(("text",), ("words", "of")), limit=0).total in {total, total - 1}
    assert sum(1 for _ in index.pending(RUN)) in {total, total - 1}


BATCHES = 10


def test_four_processes_write_at_once(home: Home) -> None:
    writers = [start(home, f"w{number}", BATCHES) for number in range(4)]
    outputs = [writer.communicate() for writer in writers]
    assert [error for _, error in outputs if error] == []
    assert [writer.returncode for writer in writers] == [0] * 4
    keys = [key for written, _ in outputs for key in acknowledged(written)]
    assert len(keys) == 4 * BATCHES * BATCH
    with home.open() as store:
        assert_whole(store, keys)
        assert len(store.index.sightings(SHARED)) == 4 * BATCHES


def twin(home: Home, run: str, pages: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.index.twin", home.url, str(home.folder), run]
    made = subprocess.Popen(
        [*command, str(pages)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert made.stdout is not None
    assert made.stdout.readline() == "ready\n"
    return made


@pytest.mark.parametrize("runs", [("run-a", "run-b"), ("run-a", "run-a")])
def test_of_two_who_put_the_same_offer_one_does(home: Home, runs: tuple[str, str]) -> None:
    pages = 10
    twins = [twin(home, run, pages) for run in runs]
    for each in twins:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    outputs = [each.communicate() for each in twins]
    assert [error for _, error in outputs if error] == []
    taken = [written.split() for written, _ in outputs]
    every = [key for page in range(pages) for key in keys(page)]
    assert sorted([*taken[0], *taken[1]]) == sorted(every)
    with home.open() as store:
        parts = histories(store)
        for run, mine in zip(runs, taken, strict=True):
            whole = Counter({(kind, run): 1 for kind in PARTS})
            assert [key for key in mine if parts[offer(key).id] != whole] == []
            for key in mine[::ASKED]:
                (version,), (seen,), (noticed,) = (
                    store.index.versions(offer(key).id),
                    store.index.sightings(offer(key).id),
                    store.index.events(offer(key).id),
                )
                assert version.run == seen.run == noticed.run == run
        noticed_by = {one.offer for run in {*runs} for one in store.index.events_of_run(run)}
        assert noticed_by == {offer(key).id for key in every}


def test_what_one_has_written_others_find_at_once(home: Home) -> None:
    """Also what is found by searching, which on a server sees writes only after a while."""
    with home.open() as writing, home.open() as reading:
        for key in map(str, range(5)):
            writing.index.put([first(offer(key), run=f"run-{key}")])
            assert len(reading.index.sightings(offer(key).id)) == 1
            assert [one.offer for one in reading.index.events_of_run(f"run-{key}")] == [
                offer(key).id
            ]


def test_four_threads_share_a_store(home: Home) -> None:
    wrong: list[object] = []

    def work(store: Store, name: str) -> None:
        try:
            for batch in range(8):
                keys = [f"{name}-{batch}-{number}" for number in range(BATCH)]
                wrong.extend(store.index.put([first(offer(key)) for key in keys]))
                found = store.index.search(Everything(), ids=[offer(key).id for key in keys])
                wrong.extend([] if found.total == BATCH else [found.total])
        except Exception as error:  # noqa: BLE001 - whatever a thread meets is told below
            wrong.append(error)

    with home.open() as store:
        threads = [threading.Thread(target=work, args=(store, f"t{n}")) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert store.index.search(Everything(), limit=0).total == 4 * 8 * BATCH


def kill_and_look(home: Home, random: Random, moments: int) -> None:
    """Kill a writer after some acknowledged batches and a moment more, then look."""
    keys: list[str] = []
    for moment in range(moments):
        writer = start(home, f"k{moment}", 1000)
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(random.randint(0, 6))]
        try:
            # Not a wait for something to happen: the moment of death is what is drawn.
            writer.wait(timeout=random.random() * 0.05)
        except subprocess.TimeoutExpired:
            writer.kill()
        rest, error = writer.communicate()
        assert error == ""
        keys += acknowledged("".join(lines) + rest)
        with home.open() as store:
            assert_whole(store, keys)
    assert keys


def test_what_was_acknowledged_outlives_a_kill(home: Home) -> None:
    kill_and_look(home, Random(5), 5)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_what_was_acknowledged_outlives_many_kills(home: Home) -> None:
    kill_and_look(home, Random(), 60)
