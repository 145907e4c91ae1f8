"""`offerwatch index`: the state of the store, migrations, copies."""

import sqlite3

from console.exits import Exit
from index.base import Store
from index.copying import COPYING
from index.query.tree import Everything
from index.sole import Sole
from tests.console.hand import OFFER, Hand
from workspace.folder import Workspace

HERE, THERE = "sqlite:///offerwatch.db", "sqlite:///there.db"


def store(hand: Hand, url: str = HERE) -> Store:
    return Workspace.open(hand.folder).open_store(url)


def spoil(hand: Hand, sql: str) -> None:
    connection = sqlite3.connect(hand.folder / "offerwatch.db")
    with connection:
        connection.execute(sql)
    connection.close()


def test_status_of_a_store_that_is_up_to_date(hand: Hand) -> None:
    [told] = hand("index", "status", "--json").objects
    assert told["is_current"]
    assert told["counts"]["offers"] == 3
    assert told["counts"]["runs"] == 3
    assert told["size"] > 10_000
    assert told["layout"] == told["newest"]
    answer = hand("index", "status")
    assert {"what": "offers", "how many": "3"} in answer.rows
    assert "SQLite" in answer.err
    assert "The store is up to date." in answer.err
    assert "migrate" not in answer.err


def test_status_of_a_store_that_is_not_there_makes_none(empty: Hand) -> None:
    answer = empty("index", "status")
    assert answer.code == Exit.NO_STORE
    assert "not there yet" in answer.err
    assert not (empty.folder / "offerwatch.db").exists()


def test_a_store_that_folds_otherwise_is_told_and_migrated(hand: Hand) -> None:
    spoil(hand, "UPDATE flat SET fingerprint = 'other'")
    answer = hand("index", "status")
    assert "folding other, this program makes" in answer.err
    assert "is up to date." not in answer.err
    assert "`offerwatch index migrate`" in answer.err
    [told] = hand("index", "migrate", "--json").objects
    assert told["done"]
    assert told["is_current"]
    [told] = hand("index", "migrate", "--json").objects
    assert not told["done"]


def test_a_rebuild_mends_what_is_derived(hand: Hand) -> None:
    spoil(hand, "DELETE FROM keyword")
    with store(hand) as opened:
        assert opened.index.facets(Everything(), "kind") == []
    assert hand("index", "rebuild").code == Exit.OK
    with store(hand) as opened:
        assert dict(opened.index.facets(Everything(), "kind"))["job"] > 0


def test_a_file_keeps_nothing_beside_it(hand: Hand) -> None:
    answer = hand("index", "migrate", "--keep")
    assert answer.code == Exit.NO_STORE
    assert "index copy" in answer.err


def test_a_copy_is_equal_and_only_made_once(hand: Hand) -> None:
    [counts] = hand("index", "copy", HERE, THERE, "--json").objects
    assert counts["life"] == 3
    with store(hand, THERE) as opened:
        assert opened.index.known([OFFER.id])[OFFER.id].offer.title == OFFER.title
    again = hand("index", "copy", HERE, THERE)
    assert again.code == Exit.NO_STORE
    assert "holds something already" in again.err


def test_what_cannot_be_copied(hand: Hand) -> None:
    same = hand("index", "copy", HERE, "sqlite:///./offerwatch.db")
    assert same.code == Exit.USAGE
    assert "same store" in same.err
    missing = hand("index", "copy", THERE, "sqlite:///other.db")
    assert missing.code == Exit.NO_STORE
    assert "not there yet" in missing.err
    assert sorted(one.name for one in hand.folder.glob("*.db")) == ["offerwatch.db"]
    wrong = hand("index", "copy", HERE, "postgres://localhost/x")
    assert wrong.code == Exit.USAGE


def test_two_do_not_copy_at_once(hand: Hand) -> None:
    with store(hand, THERE) as opened, Sole(opened.journal, COPYING):
        answer = hand("index", "copy", HERE, THERE)
    assert answer.code == Exit.BUSY
    assert "is at it" in answer.err


def test_an_unfinished_copy_is_told(hand: Hand) -> None:
    spoil(hand, "INSERT INTO run VALUES ('broken', 'bazaar', 1, 0, '{}')")
    answer = hand("index", "copy", HERE, THERE)
    assert answer.code == Exit.NO_STORE
    assert "run {} is damaged" in answer.err
    spoil(hand, "DELETE FROM run WHERE id = 'broken'")
    there = (hand.folder / "there.db").rename(hand.folder / "here.db")
    text = (hand.folder / "offerwatch.toml").read_text("utf-8")
    changed = text.replace("contact =", 'store = "sqlite:///here.db"\ncontact =', 1)
    (hand.folder / "offerwatch.toml").write_text(changed, "utf-8")
    assert "an unfinished copy of" in hand("index", "status").err
    there.rename(hand.folder / "there.db")
    assert hand("index", "copy", HERE, THERE).code == Exit.OK


def test_a_store_moves_to_a_server_and_is_looked_after_there(
    hand: Hand, elasticsearch: str, prefix: str
) -> None:
    url = f"{elasticsearch}/{prefix}"
    [counts] = hand("index", "copy", HERE, url, "--json").objects
    assert counts["life"] == 3
    settings = hand.folder / "offerwatch.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("contact =", f'store = "{url}"\ncontact =', 1), "utf-8")
    [told] = hand("index", "status", "--json").objects
    assert told["is_current"]
    assert told["counts"]["offers"] == 3
    assert told["home"].startswith("Elasticsearch ")
    [told] = hand("index", "migrate", "--json").objects
    assert not told["done"]
    [told] = hand("index", "rebuild", "--keep", "--json").objects
    assert told["counts"]["offers"] == 3
    assert any("was kept" in note for note in told["notes"])
    assert len(hand("search", "--json").objects) == 3
    back = hand("index", "copy", url, THERE)
    assert back.code == Exit.OK
    assert "both stores are equal" in back.err
