"""`offerwatch doctor` says of everything whether it is as it has to be, and what to do."""

from socket import create_server

import pytest

from console.exits import Exit
from demo.elasticsearch.asking import Asker
from demo.mailbox import Mailbox
from index.elastic import disks
from index.elastic.disks import needed
from index.health import Level
from tests.console.hand import OFFER, SETTINGS, Hand
from workspace.folder import Workspace
from workspace.spool import Unwritten

MAIL = '[mail]\nhost = "127.0.0.1"\nport = {port}\nsender = "w@example.org"\ntls = "none"\n'


def found(hand: Hand, code: Exit = Exit.OK) -> dict[str, dict[str, str]]:
    """The findings by what they are about; exactly those that need it have a remedy."""
    answer = hand("doctor", "--json")
    assert answer.code == code, answer
    every = answer.objects
    assert [one for one in every if (one["level"] == "ok") != (one["remedy"] is None)] == []
    return {one["about"]: one for one in every}


def settings(hand: Hand, *, keys: str = "", tables: str = "") -> None:
    (hand.folder / "offerwatch.toml").write_text(keys + SETTINGS + tables)


def test_all_is_well(hand: Hand) -> None:
    with Mailbox() as mailbox:
        settings(hand, tables=MAIL.format(port=mailbox.port))
        every = found(hand)
    assert {one["level"] for one in every.values()} == {"ok"}
    assert every["soundness"]["said"] == "every page of the file was read and is sound"
    assert every["layout"]["said"].endswith("3 offers")
    assert every["mail"]["said"] == f"127.0.0.1:{mailbox.port} answers"
    assert not mailbox.messages


def test_a_person_reads_a_table_and_a_sum(hand: Hand) -> None:
    answer = hand("doctor")
    assert answer.rows[0] == {
        "state": "ok",
        "what": "workspace",
        "found, and the way out": str(hand.folder),
    }
    assert answer.rows[-1]["found, and the way out"] == (
        "no mails are sent; write [mail] in offerwatch.toml"
    )
    assert answer.err == "0 bad, 1 warning\n"


def test_nothing_is_made_by_looking(empty: Hand) -> None:
    before = sorted(empty.folder.rglob("*"))
    every = found(empty)
    assert every["store"]["level"] == "warn"
    assert every["store"]["remedy"] == "the first crawl makes it"
    assert "layout" not in every
    assert sorted(empty.folder.rglob("*")) == before


def test_files_with_faults(hand: Hand) -> None:
    (hand.folder / "sites" / "bad.toml").write_text("name = 1\n")
    (hand.folder / "alerts" / "bad.toml").write_text("name = 1\n")
    every = found(hand, Exit.FAILED)
    assert every["sites"]["level"] == every["rules"]["level"] == "bad"
    assert every["sites"]["remedy"] == "`offerwatch sites check`"


def test_a_mail_server_that_is_down(hand: Hand) -> None:
    with create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings(hand, tables=MAIL.format(port=port))
    every = found(hand, Exit.FAILED)
    assert every["mail"]["level"] == "bad"
    assert "Connection refused" in every["mail"]["said"]
    assert every["mail"]["remedy"] == "see [mail] in offerwatch.toml"


def test_a_secret_that_others_can_read(hand: Hand) -> None:
    (hand.folder / ".secret").chmod(0o644)
    every = found(hand, Exit.FAILED)
    assert "can be read by others: run `chmod 600" in every["secret"]["said"]


def test_a_damaged_store(hand: Hand) -> None:
    file = hand.folder / "offerwatch.db"
    whole = bytearray(file.read_bytes())
    whole[8192 * 3 : 8192 * 40] = b"\xff" * (8192 * 37)
    file.write_bytes(whole)
    every = found(hand, Exit.FAILED)
    assert "bad" in {every["store"]["level"], every.get("soundness", {}).get("level")}


def test_what_waits_in_the_spool(hand: Hand) -> None:
    assert "spool" not in found(hand)
    workspace = Workspace.open(hand.folder)
    with workspace.open_store() as store:
        [run] = store.journal.runs(site="souq")
    workspace.spool.add(run, [Unwritten(offers=(OFFER,))])
    every = found(hand)
    assert every["spool"]["said"] == "what was read of souq waits to be stored"


@pytest.fixture
def elastic(hand: Hand, elasticsearch: str, prefix: str) -> Hand:
    """The same workspace, with a store on Elasticsearch."""
    settings(hand, keys=f'store = "{elasticsearch}/{prefix}"\n')
    hand.record([OFFER])
    return hand


def test_a_cluster_that_is_well(elastic: Hand) -> None:
    every = found(elastic)
    assert every["version"]["said"].startswith("Elasticsearch ")
    assert every["cluster"]["said"].endswith("one node")
    assert every["copies"]["said"] == "one node holds everything: keep snapshots"
    assert every["licence"]["said"] == "basic, active"
    assert every["rights"]["said"].startswith("security is off")
    assert every["layout"]["said"].endswith("1 offer")
    assert {"clock", "disk", "analysis"} <= every.keys()


def test_a_cluster_in_trouble(elastic: Hand, elasticsearch: str, prefix: str) -> None:
    """One index lost, one barred, one that no node may hold, for which is waited a while."""
    brief = '[elasticsearch]\ntimeout = "5s"\n'
    settings(elastic, keys=f'store = "{elasticsearch}/{prefix}"\n', tables=brief)
    ask = Asker(elasticsearch).ask
    ask(f"/{prefix}-rules-000001", "DELETE")
    ask(f"/{prefix}-runs/_settings", "PUT", {"index.blocks.read_only_allow_delete": True})
    ask(f"/{prefix}-visits-000001", "DELETE")
    nowhere = {"index.routing.allocation.require.box": "none", "index.number_of_replicas": 0}
    body = {"settings": nowhere, "aliases": {f"{prefix}-visits": {}}}
    ask(f"/{prefix}-visits-000001?wait_for_active_shards=0", "PUT", body)
    every = found(elastic, Exit.FAILED)
    assert every["cluster"]["level"] == "bad"
    assert f"{prefix}-visits-000001 cannot be reached" in every["cluster"]["said"]
    assert every["indices"]["said"] == f"{prefix}-rules cannot be seen"
    assert every["read only"]["said"].endswith(f"{prefix}-runs-000001 take nothing any more")


def test_more_replicas_than_nodes(elastic: Hand, elasticsearch: str, prefix: str) -> None:
    more = {"index.auto_expand_replicas": False, "index.number_of_replicas": 1}
    Asker(elasticsearch).ask(f"/{prefix}-offers/_settings", "PUT", more)
    every = found(elastic)
    assert every["cluster"]["level"] == "warn"
    assert "1 copies of shards are nowhere" in every["cluster"]["said"]


def test_a_cluster_that_is_down(hand: Hand) -> None:
    with create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings(hand, keys=f'store = "http://127.0.0.1:{port}/watch"\n')
    every = found(hand, Exit.FAILED)
    assert every["store"]["said"] == f"http://127.0.0.1:{port}/watch: nothing listens there"
    assert every["store"]["remedy"] == "start Elasticsearch, or see host and port in `store`"
    assert "mail" in every


@pytest.mark.parametrize(
    ("mark", "headroom", "total", "free"),
    [
        ("85%", "-1", 1000, 150),
        ("0.95", "-1", 1000, 50),
        ("85%", "200gb", 10 * 2**40, 200 * 2**30),
        ("85%", "200gb", 2**30, 0.15 * 2**30),
        ("50gb", "-1", 2**40, 50 * 2**30),
        ("512b", "100gb", 2**40, 512),
    ],
)
def test_marks_of_a_disk(mark: str, headroom: str, total: int, free: float) -> None:
    assert needed(mark, headroom, total) == pytest.approx(free)


@pytest.mark.parametrize(
    ("free", "level"), [(400, Level.OK), (120, Level.WARN), (60, Level.WARN), (40, Level.BAD)]
)
def test_a_disk_that_fills(free: int, level: Level) -> None:
    disk = {"total_in_bytes": 1000, "available_in_bytes": free}
    found = disks._told("node-1", disk, disks.DEFAULTS)
    assert found.level is level
    assert found.said.startswith(f"{free} bytes of 1.0 kB free on node-1")
    assert disks._told("node-1", disk, {**disks.DEFAULTS, disks.ENABLED: "false"}).level is Level.OK
