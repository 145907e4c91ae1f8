"""What was erased is in no copy, over every home."""

from index.base import Store
from offers.offer import Protects
from offers.run import Visit
from tests.index.hiding import assert_nowhere, hidden, redact
from tests.index.making import MONDAY, first


def test_deleting_reaches_every_copy(store: Store) -> None:
    made = hidden()
    redact(store, made)
    visit = Visit(site="bazaar", url=made.url, at=MONDAY, status=200, capture=None)
    store.journal.write_visits([visit])
    assert store.index.delete([made.id], MONDAY) == 1
    assert_nowhere(store, made.id)
    assert store.index.originals(made.id) == []
    assert store.index.sealed() == {}
    assert store.journal.visit("bazaar", made.url) is None
    assert store.index.known([made.id]) == {}


def test_deleting_reaches_the_sealed_store(store: Store) -> None:
    made = hidden()
    store.index.put([first(made, sealed=Protects.MINOR, pending=())])
    assert store.index.delete([made.id], MONDAY) == 1
    assert store.index.originals(made.id) == []
    assert store.index.sealed() == {}
    assert store.index.known([made.id]) == {}
