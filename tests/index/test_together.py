"""Several writes as one: read at once, durable at the end, and each whole by itself."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.base import Store, StoreError
from index.query.tree import Everything
from index.store import open_store
from offers.life import Change
from offers.offer import Protects
from offers.run import Visit
from parsers.fold import tokens
from tests.index.conftest import Home
from tests.index.making import MONDAY, first, offer
from tests.index.sqlite_file import URL


def unstorable(key: str) -> Change:
    """A change whose time has no zone, so that it could not be read back."""
    made = first(offer(key))
    return replace(made, known=replace(made.known, last_seen=MONDAY.replace(tzinfo=None)))


def broken_off(store: Store) -> None:
    with store.together():
        store.index.put([first(offer("new"))])
        raise KeyError


def keys(store: Store) -> set[str | None]:
    return {known.offer.key for known in store.index.search(Everything()).offers}


def test_what_is_written_is_read_at_once_and_by_others_at_the_end(home: Home) -> None:
    visit = Visit(site="bazaar", url="https://bazaar.example/1", at=MONDAY, status=200)
    with home.open() as store, home.open() as beside:
        with store.together():
            store.index.put([first(offer("1"))])
            store.journal.write_visits([visit])
            again = store.index.known([offer("1").id])[offer("1").id]
            store.index.put([first(offer("1", text="Cooks wanted"), token=again.token)])
            store.index.put([first(offer("2"))])
            assert keys(store) == {"1", "2"}
        assert keys(beside) == {"1", "2"}
        assert beside.journal.visit("bazaar", visit.url) == visit
        assert len(beside.index.versions(offer("1").id)) == 2


def test_a_write_that_fails_takes_back_no_other(home: Home) -> None:
    with home.open() as store:
        with store.together():
            store.index.put([first(offer("1"))])
            with pytest.raises(StoreError, match="cannot be stored"):
                store.index.put([first(offer("2")), unstorable("3")])
            store.index.put([first(offer("4"))])
        assert keys(store) == {"1", "4"}


def test_nothing_is_left_of_what_an_error_breaks_off(path: Path) -> None:
    with open_store(URL, tokens, folder=path.parent) as store:
        with pytest.raises(KeyError):
            broken_off(store)
        assert "new" not in keys(store)
        store.index.put([first(offer("next"))])
        assert "next" in keys(store)


def test_no_trace_of_what_was_sealed_meanwhile_stays_in_the_log(path: Path) -> None:
    log = path.with_name(f"{path.name}-wal")
    with open_store(URL, tokens, folder=path.parent) as store:
        with store.together():
            store.index.put([first(offer("1"), token="1", sealed=Protects.MINOR)])
            store.index.put([first(offer("new"))])
        assert log.stat().st_size == 0
        assert "1" not in keys(store)
