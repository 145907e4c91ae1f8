"""What was erased is in no table and in no byte of the files."""

from index.base import Store
from offers.alert import MailingState
from offers.offer import Protects
from offers.run import Visit
from tests.index.conftest import Home
from tests.index.hiding import SECRET, WORDS, assert_nowhere, hidden, put_open, redact
from tests.index.making import MONDAY, first, offer


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


def bytes_of(home: Home) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.folder.iterdir()))


def test_what_was_deleted_is_in_no_byte_of_the_files(home: Home) -> None:
    made = hidden()
    with home.open() as store:
        many = [first(offer(str(number), text=f"text {number}")) for number in range(300)]
        store.index.put(many)
        put_open(store, made)
        assert SECRET.encode() in bytes_of(home)
        store.journal.settle_mailing(store.journal.mailings()[0].id, MailingState.SENT)
        store.index.delete([made.id], MONDAY)
        assert [word for word in WORDS[:2] if word.encode() in bytes_of(home)] == []
    assert [word for word in WORDS[:2] if word.encode() in bytes_of(home)] == []
