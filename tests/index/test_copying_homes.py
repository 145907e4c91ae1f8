"""The two homes come to the same, and everything moves from one to the other and back."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from index.base import Store
from index.copying import copy
from index.entries import EntryKind, differences, summed
from index.query.tree import Everything
from index.store import open_store
from offers.alert import MailingState
from parsers.fold import tokens
from tests.index.filling import fill
from tests.index.hiding import mailing, match
from tests.index.making import MONDAY, first, offer
from tests.index.test_copying import Broken, breaking, is_unfinished, silent

SEEDS = (1,)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Store]:
    with open_store("sqlite:///file.db", tokens, folder=tmp_path) as store:
        yield store


@pytest.fixture
def back(tmp_path: Path) -> Iterator[Store]:
    with open_store("sqlite:///back.db", tokens, folder=tmp_path) as store:
        yield store


@pytest.fixture
def served(elasticsearch: str, prefix: str, tmp_path: Path) -> Iterator[Store]:
    with open_store(f"{elasticsearch}/{prefix}", tokens, folder=tmp_path) as store:
        yield store


@pytest.fixture
def other(elasticsearch: str, prefix: str, tmp_path: Path) -> Iterator[Store]:
    with open_store(f"{elasticsearch}/{prefix}-other", tokens, folder=tmp_path) as store:
        yield store


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_done_to_both_homes_comes_to_the_same(
    file: Store, served: Store, seed: int
) -> None:
    for store in (file, served):
        fill(store, Random(seed), 12, 60)
    assert differences(summed(file.dump()), summed(served.dump())) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_there_and_back_is_equal(file: Store, served: Store, back: Store, seed: int) -> None:
    fill(file, Random(seed + 100), 16, 120)
    sums = copy(file, served, "file", silent)
    assert sums == copy(served, back, "served", silent)
    assert list(back.dump()) == list(file.dump())
    ids = [offer(str(number)).id for number in range(16)]
    assert served.index.known(ids) == file.index.known(ids)
    assert served.index.sealed() == file.index.sealed()
    assert served.journal.unmailed() == file.journal.unmailed()
    assert served.journal.mailings() == file.journal.mailings()
    assert served.journal.audit() == file.journal.audit()
    found = served.index.search(Everything(), limit=50)
    assert found == file.index.search(Everything(), limit=50)


def test_a_copy_goes_on_as_the_other_would_have(file: Store, served: Store) -> None:
    fill(file, Random(5), 12, 60)
    copy(file, served, "file", silent)
    for store in (file, served):
        fill(store, Random(6), 0, 40)
        assert not store.index.put([first(offer("fresh"))])
    assert differences(summed(file.dump()), summed(served.dump())) == []


def test_whoever_was_told_of_an_offer_is_forgotten_with_it(file: Store, served: Store) -> None:
    made = offer()
    assert not file.index.put([first(made)])
    told = match(made)
    assert file.journal.add_matches([told])
    assert file.journal.add_mailing(mailing(told))
    file.journal.settle_mailing(mailing(told).id, MailingState.SENT)
    copy(file, served, "file", silent)
    for store in (file, served):
        assert store.index.delete([made.id], MONDAY)
    assert EntryKind.TOLD not in summed(served.dump())
    assert differences(summed(file.dump()), summed(served.dump())) == []


def test_one_server_to_another(served: Store, other: Store) -> None:
    fill(served, Random(7), 12, 40)
    copy(served, other, "served", silent)
    assert differences(summed(served.dump()), summed(other.dump())) == []


@pytest.mark.parametrize("steps", [1])
def test_a_copy_that_was_broken_off_goes_on(file: Store, served: Store, steps: int) -> None:
    fill(file, Random(8), 16, 120)
    left = breaking(steps)
    with pytest.raises(Broken):
        copy(file, served, "file", lambda what, number: next(left))
    assert is_unfinished(served)
    fill(file, Random(9), 0, 40)
    copy(file, served, "file", silent)
    assert not is_unfinished(served)
    assert differences(summed(file.dump()), summed(served.dump())) == []
