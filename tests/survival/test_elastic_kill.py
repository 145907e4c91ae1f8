"""kill -9 of whoever writes into Elasticsearch, at any moment: what was acknowledged is there once,
nothing is there in part, and what was begun is finished by whoever opens the store next."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import pytest

from index.access import NONE
from index.elastic.store import ElasticStore
from offers.life import EventKind
from parsers.fold import tokens
from tests.index.conftest import ROOT
from tests.index.lying import assert_whole
from tests.index.making import offer
from tests.index.worker import works_of
from tests.index.works import Work, delete, enter_sealed, seal


def killed(url: str, folder: Path, name: str, random: Random) -> Sequence[str]:
    """Whole lines that a worker wrote until it was killed, after some of them and a moment."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.index.worker", url, str(folder), name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    lines = [worker.stdout.readline() for _ in range(random.randint(1, 30))]
    try:
        # Not a wait for something to happen: the moment of death is what is drawn.
        worker.wait(timeout=random.random() * 0.05)
    except subprocess.TimeoutExpired:
        worker.kill()
    assert worker.stderr is not None
    # Not `communicate`, which would pass over what was read ahead.
    heard = "".join(lines) + worker.stdout.read()
    error = worker.stderr.read()
    worker.communicate()
    assert error == ""
    return [line.strip() for line in heard.splitlines(keepends=True) if line.endswith("\n")]


def done(lines: Sequence[str]) -> Mapping[str, tuple[Sequence[Work], bool]]:
    """What was acknowledged of each offer, and whether more was begun."""
    found: dict[str, tuple[Sequence[Work], bool]] = {}
    for line in lines:
        key, _, begun = line.partition(" ")
        works, _ = found.get(key, ((), False))
        found[key] = (works, True) if begun else (works_of(key)[: len(works) + 1], False)
    return found


def assert_done(store: ElasticStore, key: str, works: Sequence[Work], *, more: bool) -> None:
    """What was acknowledged is there once; of what was begun all or nothing is."""
    lying = assert_whole(store, key)
    index, id_ = store.index, offer(key).id
    next_ = works_of(key)[len(works)] if more else None
    if delete in works or (next_ is delete and lying.slot.erased):
        assert lying.slot.erased
        return
    known = index.known([id_]).get(id_)
    assert known or not works
    if known is None:
        return
    if {seal, enter_sealed} & {*works}:
        assert known.sealed
        assert known.version in {one.id for one in index.originals(id_)}
    elif not known.sealed:
        new = [one for one in index.events(id_) if one.kind is EventKind.NEW]
        assert len(new) == 1
        assert known.version in {one.id for one in index.versions(id_)}
        assert index.sightings(id_)[0].version == index.versions(id_)[0].id
    # Each step writes it once at most.
    assert 1 <= int(known.token or 0) <= len(works) + more


def kill_and_look(url: str, folder: Path, random: Random, moments: int) -> int:
    """How many times something was begun that was not acknowledged."""
    cut = 0
    for moment in range(moments):
        lines = killed(url, folder, f"k{moment}", random)
        with ElasticStore.open(url, tokens, NONE) as store:
            for key, (works, more) in done(lines).items():
                assert_done(store, key, works, more=more)
                cut += more
    return cut


def test_killed_a_few_times(elasticsearch: str, prefix: str, tmp_path: Path) -> None:
    kill_and_look(f"{elasticsearch}/{prefix}", tmp_path, Random(11), 4)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_killed_many_times(elasticsearch: str, prefix: str, tmp_path: Path) -> None:
    assert kill_and_look(f"{elasticsearch}/{prefix}", tmp_path, Random(), 30) > 0
