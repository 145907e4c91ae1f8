"""What was erased is in no byte of a SQLite file."""

from dataclasses import replace
from pathlib import Path

from index.store import open_store
from offers.alert import MailingState
from offers.family import Kin
from parsers.fold import tokens
from tests.index.hiding import SECRET, WORDS, hidden, put_open
from tests.index.kindred import begin, decided, family, linked, printed
from tests.index.making import MONDAY, first, offer
from tests.index.sqlite_file import URL


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_what_was_deleted_is_in_no_byte_of_the_files(tmp_path: Path) -> None:
    made = hidden()
    with open_store(URL, tokens, folder=tmp_path) as store:
        many = [first(offer(str(number), text=f"text {number}")) for number in range(300)]
        store.index.put(many)
        put_open(store, made)
        begin(store.families)
        like = printed(made.id, images=(f"{SECRET}.example/a.jpg",))
        kin = [Kin(print=one, base="base", family="family") for one in (like, printed("other"))]
        told = [replace(linked(made.id, "other"), why=(SECRET,))]
        store.families.enter(kin, told, [family("family", title=f"{SECRET} title")])
        said = decided(made.id, "other", same=True)
        store.families.decide(replace(said, reason=f"both speak of {SECRET}"))
        assert SECRET.encode() in bytes_of(tmp_path)
        store.journal.settle_mailing(store.journal.mailings()[0].id, MailingState.SENT)
        store.index.delete([made.id], MONDAY)
        assert [word for word in WORDS[:2] if word.encode() in bytes_of(tmp_path)] == []
    assert [word for word in WORDS[:2] if word.encode() in bytes_of(tmp_path)] == []
