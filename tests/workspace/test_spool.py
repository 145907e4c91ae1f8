"""What could not be stored waits, privately, and reaches the store once."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from index.base import Store, StoreError
from index.store import open_store
from ledger import Kinship, Ledger
from offers.life import How
from offers.offer import Offer
from offers.run import Run
from parsers.fold import tokens
from tests.index.making import KEEP, MONDAY, day, offer
from workspace.spool import Spool, Unwritten, read


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store("sqlite:///store.db", tokens, folder=tmp_path) as opened:
        yield opened


@pytest.fixture
def ledger(store: Store) -> Ledger:
    return Ledger(store.index, store.journal, KEEP, b"secret", Kinship(store, b"secret"))


@pytest.fixture
def run(ledger: Ledger) -> Run:
    return ledger.begin("bazaar", MONDAY)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")


def some(*keys: str) -> tuple[Offer, ...]:
    return tuple(offer(key) for key in keys)


def test_what_waits_is_entered_once_and_forgotten(
    spool: Spool, ledger: Ledger, store: Store, run: Run
) -> None:
    assert spool.add(run, [Unwritten(offers=some("1", "2")), Unwritten(offers=some("3"))]) == 3
    assert spool.add(run, [Unwritten(offers=some("4"))]) == 1
    assert spool.sites() == ["bazaar"]
    assert spool.deliver("bazaar", ledger).offers == 4
    assert spool.sites() == []
    assert set(store.index.known([one.id for one in some(*"1234")])) == {
        one.id for one in some(*"1234")
    }


def test_delivering_again_doubles_nothing(
    spool: Spool, ledger: Ledger, store: Store, run: Run
) -> None:
    ledger.record(run, some("1"))
    before = store.index.sightings(offer("1").id)
    spool.add(run, [Unwritten(offers=some("1"))])
    spool.deliver("bazaar", ledger)
    assert store.index.sightings(offer("1").id) == before
    assert len(store.index.versions(offer("1").id)) == len(store.index.events(offer("1").id)) == 1


def test_sightings_without_reading_wait_too(
    spool: Spool, ledger: Ledger, store: Store, run: Run
) -> None:
    ledger.record(run, some("1"))
    later = MONDAY + timedelta(days=1)
    seen = Unwritten(seen=(offer("1").id,), at=later, how=How.LISTED)
    spool.add(run, [seen])
    spool.deliver("bazaar", ledger)
    assert store.index.known([offer("1").id])[offer("1").id].last_seen == later


def test_what_is_refused_for_good_stays_and_stops_nothing(
    spool: Spool, ledger: Ledger, store: Store, run: Run
) -> None:
    bad = replace(offer("bad"), published=day(datetime(2026, 1, 1)))  # noqa: DTZ001
    spool.add(run, [Unwritten(offers=(bad,)), Unwritten(offers=some("1"))])
    done = spool.deliver("bazaar", ledger)
    assert done.offers == 1
    assert "bazaar.example/bad" in done.left[0]
    assert spool.sites() == ["bazaar"]
    assert offer("1").id in store.index.known([offer("1").id])
    again = spool.deliver("bazaar", ledger)
    assert (again.offers, len(again.left)) == (0, 1)


def test_one_that_is_refused_stops_no_other_of_its_page(
    spool: Spool, ledger: Ledger, store: Store, run: Run
) -> None:
    bad = replace(offer("bad"), published=day(datetime(2026, 1, 1)))  # noqa: DTZ001
    spool.add(run, [Unwritten(offers=(bad, *some("1", "2")))])
    done = spool.deliver("bazaar", ledger)
    assert (done.offers, len(done.left)) == (2, 1)
    assert len(store.index.known([one.id for one in some("1", "2")])) == 2
    [file] = spool.files("bazaar")
    assert [len(page.offers) for page in read(file)] == [1]


def test_what_a_crash_left_of_a_file_goes(spool: Spool, ledger: Ledger, run: Run) -> None:
    spool.add(run, [Unwritten(offers=some("1"))])
    [file] = spool.files("bazaar")
    torn = [file.with_name(f".{file.name}.0011223344556677"), file.with_suffix(".8899aabbccddeeff")]
    for one in torn:
        one.write_bytes(file.read_bytes())
    spool.erase(["unheard of"])
    # Somebody may be writing them.
    assert all(one.exists() for one in torn)
    for one in torn:
        os.utime(one, (0, 0))
    spool.erase(["unheard of"])
    assert not any(one.exists() for one in torn)
    assert spool.files("bazaar") == [file]


def test_what_nobody_takes_is_kept_no_longer_than_offers_are(spool: Spool, run: Run) -> None:
    later = offer("2", 3)
    spool.add(run, [Unwritten(offers=(*some("1"), later)), Unwritten(seen=("x",), at=MONDAY)])
    assert spool.expire(MONDAY) == 0
    assert spool.expire(MONDAY + timedelta(days=1)) == 1
    [file] = spool.files("bazaar")
    assert list(read(file)) == [Unwritten(offers=(later,))]


def test_a_damaged_file_keeps_no_other_from_being_erased(spool: Spool, run: Run) -> None:
    spool.add(run, [Unwritten(offers=some("1"))])
    spool.add(run, [Unwritten(offers=some("2"))])
    damaged, other = spool.files("bazaar")
    damaged.write_text("{}}\n")
    with pytest.raises(StoreError, match="not what was written"):
        spool.erase([offer("2").id])
    assert not other.exists()


def test_what_another_store_began_is_left_alone(spool: Spool, ledger: Ledger, run: Run) -> None:
    spool.add(replace(run, id="20200101T000000-00000000"), [Unwritten(offers=some("1"))])
    done = spool.deliver("bazaar", ledger)
    assert "another store" in done.left[0]
    assert spool.sites() == ["bazaar"]


def test_files_are_for_their_owner_alone(spool: Spool, run: Run) -> None:
    spool.add(run, [Unwritten(offers=some("1"))])
    [file] = spool.files("bazaar")
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_erased_offers_leave_the_spool(spool: Spool, run: Run) -> None:
    spool.add(run, [Unwritten(offers=some("1", "2"), seen=("x",), at=MONDAY)])
    spool.add(run, [Unwritten(offers=some("1"))])
    assert spool.erase([offer("1").id]) == 2
    [file] = spool.files("bazaar")
    assert offer("1").id not in file.read_text()
    assert offer("2").id in file.read_text()
    assert spool.erase(["unheard of"]) == 0


def test_a_damaged_file_is_named_and_stops_no_other(
    spool: Spool, ledger: Ledger, store: Store, run: Run
) -> None:
    """Nor does it keep the site from being crawled, which delivers first."""
    spool.add(run, [Unwritten(offers=some("1"))])
    spool.add(run, [Unwritten(offers=some("2"))])
    damaged, _ = spool.files("bazaar")
    damaged.write_text("{}}\n")
    done = spool.deliver("bazaar", ledger)
    assert done.offers == 1
    assert "line 1: this is not what was written" in done.left[0]
    assert offer("2").id in store.index.known([offer("2").id])
    assert spool.files("bazaar") == [damaged]


def test_nothing_needs_no_file(spool: Spool, run: Run) -> None:
    assert spool.add(run, [Unwritten()]) == 0
    assert spool.sites() == []
