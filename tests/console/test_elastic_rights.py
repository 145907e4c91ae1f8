"""With security and TLS on: each role can do its work, and what is more is refused in one line."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from console.exits import Exit
from demo import workspace as demo_workspace
from demo.elasticsearch.asking import Asker, Refused
from demo.elasticsearch.plan import Plan
from demo.elasticsearch.server import asker
from demo.mailbox import Mailbox
from demo.web import DemoWeb
from index.base import Forbidden
from offers.family import Ruling
from offers.offer import Protects
from tests.console.hand import Answer, Hand
from tests.elasticsearch import names
from tests.index.hiding import WORDS, hidden
from tests.index.kindred import (
    alone,
    begin,
    decided,
    family,
    linked,
    made_tables,
    printed,
)
from tests.index.making import MONDAY, first
from workspace.folder import Workspace

SITE = "bazaar"
RULING = Ruling(contact="key", hub=True, at=MONDAY, actor="anna")
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Watch:
    """A workspace on a secured server, and who sits before it. All share its secret."""

    secured: Plan
    folder: Path
    store: str
    web: DemoWeb
    mailbox: Mailbox

    def day(self, number: int) -> None:
        """The boards turn to that day, and so does the clock."""
        self.web.day = number
        clock = datetime.combine(self.web.today, time(8), UTC)
        port, smtp_port = self.web.port, self.mailbox.port
        demo_workspace.write(self.folder, port=port, smtp_port=smtp_port, clock=clock)
        for file in (self.folder / "sites").glob("*.toml"):
            if file.stem != SITE:
                file.unlink()

    def sit_down(self, role: str) -> Hand:
        """The command, logged in so."""
        assert self.secured.security is not None
        user = next(one for one in self.secured.security.users if one.name == role)
        password = self.folder / "es.password"
        password.write_text(f"{user.password}\n")
        password.chmod(0o600)
        file = self.folder / "offerwatch.toml"
        text = re.sub(r'(?m)^store = ".*"$', f'store = "{self.url}"', file.read_text())
        text = text.partition("[elasticsearch]")[0]
        file.write_text(
            f'{text}[elasticsearch]\nca_file = "{self.secured.authority}"\nuser = "{role}"\n'
            'password_file = "es.password"\n'
        )
        return Hand(self.folder)

    def asks(self, role: str) -> Asker:
        assert self.secured.security is not None
        user = next(one for one in self.secured.security.users if one.name == role)
        return replace(asker(self.secured), login=user.login)

    @property
    def url(self) -> str:
        return f"{self.secured.url}/{self.store}"

    def refused(self, answer: Answer) -> str:
        """What a command says that may not: one line after the store's url."""
        assert answer.code == Exit.NO_STORE, answer
        lines = [line for line in answer.err.splitlines() if line]
        assert len(lines) == 1, answer.err
        assert lines[0].startswith(f"{self.url}: ")
        return lines[0].removeprefix(f"{self.url}: ")


@pytest.fixture(scope="module")
def watch(secured: Plan, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """Two days of a board: crawled, watched and mailed by a writer, who also erases an offer, in a
    store that its owner made."""
    with names(asker(secured)) as store, DemoWeb() as web, Mailbox() as mailbox:
        watch = Watch(secured, tmp_path_factory.mktemp("watch"), store, web, mailbox)
        watch.day(1)
        watch.sit_down("offerwatch_owner")
        Workspace.open(watch.folder).open_store().close()
        for day in (1, 2):
            watch.day(day)
            hand = watch.sit_down("offerwatch_writer")
            for words in (("crawl",), ("alerts", "send")):
                done = hand(*words)
                assert done.code == Exit.OK, done
        one = hand("search", "--json", "--limit", "1").objects[0]["id"]
        erased = hand("forget", one, "--reason", "asked for", "--yes")
        assert erased == Answer(Exit.OK, "", "1 offer erased\n")
        assert hand("search", f"id:{one}", "--json").objects == []
        with Workspace.open(watch.folder).open_store() as opened:
            opened.index.put([first(hidden(), sealed=Protects.MINOR, pending=())])
        yield watch


def test_a_writer_crawls_watches_and_mails(watch: Watch) -> None:
    hand = watch.sit_down("offerwatch_writer")
    assert watch.mailbox.messages
    runs = hand("runs", "--json").objects
    assert [run["end"] for run in runs] == ["ok", "ok"]
    assert runs[0]["counts"]["edited"] > 0
    assert runs[0]["counts"]["gone"] > 0


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/other-offers-000001", None),
        ("PUT", "/{store}-more", None),
        ("DELETE", "/{store}-offers-000001", None),
        ("PUT", "/{store}-offers/_mapping", {"properties": {"more": {"type": "long"}}}),
        ("PUT", "/other-offers/_doc/1", {"title": "x"}),
        ("GET", "/other-offers/_search", None),
        ("POST", "/{store}-audit/_doc/1", {"id": "x"}),
        ("DELETE", "/{store}-audit/_doc/1", None),
        ("PUT", "/{store}-audit/_doc/1", {"id": "x"}),
        ("PUT", "/_security/role/mine", {"cluster": ["all"]}),
        ("PUT", "/_index_template/mine", {"index_patterns": ["x"]}),
        ("PUT", "/_cluster/settings", {"persistent": {"action.auto_create_index": None}}),
    ],
)
def test_a_writer_may_do_no_more(watch: Watch, method: str, path: str, body: object) -> None:
    with pytest.raises(Refused) as caught:
        watch.asks("offerwatch_writer").ask(path.format(store=watch.store), method, body)
    assert caught.value.status == 403


def test_a_writer_reads_again_and_an_analyst_may_not(watch: Watch) -> None:
    [told] = watch.sit_down("offerwatch_writer")("reread", "--all", "--yes", "--json").objects
    assert told["done"]
    assert told["read"] > 0
    assert told["failed"] == []
    hand = watch.sit_down("offerwatch_analyst")
    assert "has the roles" in watch.refused(hand("reread", "--all", "--yes", "--json"))


def test_an_analyst_searches_shows_and_exports(watch: Watch) -> None:
    hand = watch.sit_down("offerwatch_analyst")
    found = hand("search", "--json", "--limit", "1000")
    assert found.code == Exit.OK, found
    one = found.objects[0]["id"]
    shown = hand("show", one[:12], "--json")
    assert shown.code == Exit.OK, shown
    assert shown.objects[0]["versions"]
    exported = hand("export", "--format", "jsonl")
    assert exported.code == Exit.OK, exported
    assert len(exported.objects) == len(found.objects)
    assert hand("runs", "--json").objects[0]["end"] == "ok"


def test_an_analyst_may_do_no_more(watch: Watch) -> None:
    hand = watch.sit_down("offerwatch_analyst")
    one = hand("search", "--json", "--limit", "1").objects[0]["id"]
    for words in (
        ("show", one, "--unseal", "--reason", "curious"),
        ("forget", one, "--reason", "mine", "--yes"),
        ("alerts", "send"),
    ):
        told = watch.refused(hand(*words))
        assert re.match(
            rf"user \[offerwatch_analyst\] may not do indices:\S+ on {watch.store}-", told
        )
        assert told.endswith("docs/elasticsearch.md has the roles")


def test_an_analyst_who_crawls_is_told_why_not(watch: Watch) -> None:
    answer = watch.sit_down("offerwatch_analyst")("crawl")
    assert answer.code in {Exit.FAILED, Exit.NO_STORE}
    assert "[offerwatch_analyst] may not do indices:" in answer.err
    assert "Traceback" not in answer.err + answer.out
    assert len(answer.err.splitlines()) <= 3, answer.err


def test_a_writer_says_what_is_alike_and_an_analyst_reads_it(watch: Watch) -> None:
    watch.sit_down("offerwatch_writer")
    with Workspace.open(watch.folder).open_store() as opened:
        alike, kin = opened.families, alone(printed("one", "more", contacts=("key",)))
        begin(alike, "more")
        alike.enter([kin], [linked("one", "two")], [family("one")])
        alike.decide(decided("one", "two", same=False))
        alike.rule(RULING)
    watch.sit_down("offerwatch_analyst")
    with Workspace.open(watch.folder).open_store() as opened:
        alike = opened.families
        assert alike.tables() == made_tables("more")
        assert alike.alike([printed("two", "more", contacts=("key",))]) == {"two": [kin]}
        assert alike.kin(["one"]) == {"one": kin}
        assert alike.of_bases(["one"]) == [kin]
        assert alike.links(["two"]) == [linked("one", "two")]
        assert alike.family("on") == family("one")
        assert family("one") in alike.families()
        assert decided("one", "two", same=False) in alike.decisions()
        assert RULING in alike.rulings()
        writes: tuple[Callable[[], None], ...] = (
            lambda: alike.enter([kin]),
            lambda: alike.drop(["one"]),
            lambda: alike.decide(decided("one", "two", same=True)),
            lambda: alike.rule(RULING),
            lambda: alike.unrule(RULING.contact),
            lambda: alike.add_tables(made_tables("other")),
        )
        for write in writes:
            with pytest.raises(Forbidden, match=r"may not do indices:\S+ on .*has the roles"):
                write()


@pytest.mark.parametrize("part", ["sealed", "leases", "mailings", "matches", "audit", "visits"])
def test_what_an_analyst_does_not_read(watch: Watch, part: str) -> None:
    with pytest.raises(Refused) as caught:
        watch.asks("offerwatch_analyst").ask(f"/{watch.store}-{part}/_search")
    assert caught.value.status == 403


@pytest.mark.parametrize(
    "part", ["offers", "history", "runs", "kin", "links", "families", "tables"]
)
def test_an_analyst_does_not_write(watch: Watch, part: str) -> None:
    for path in (f"/{watch.store}-{part}/_doc/1", f"/{watch.store}-{part}-000001/_doc/1"):
        with pytest.raises(Refused) as caught:
            watch.asks("offerwatch_analyst").ask(path, "PUT", {"id": "x"})
        assert caught.value.status == 403


CONTENTLESS = {
    *("revision", "attempt", "protects", "withheld", "erased", "unfinished"),
    *("entered", "originals", "superseded", "life_id"),
}
"""Fields of a slot that is sealed or erased: numbers, moments, and ids of other documents."""


def test_an_analyst_sees_slots_without_content_at_most(watch: Watch) -> None:
    """What is sealed or erased is in no search; by its id one learns that, and no more."""
    every = _slots(watch.asks("admin"), f"{watch.store}-offers-000001")
    closed = {id_: source for id_, source in every.items() if not source.get("open")}
    assert any("erased" in source for source in closed.values())
    assert any(source.get("protects") for source in closed.values())
    analyst = watch.asks("offerwatch_analyst")
    assert _slots(analyst, f"{watch.store}-offers").keys() == every.keys() - closed.keys()
    got = analyst.ask(f"/{watch.store}-offers/_mget", "POST", {"ids": list(closed)})["docs"]
    assert {name for one in got for name in one["_source"]} <= CONTENTLESS
    past = _slots(analyst, f"{watch.store}-offers-000001")
    assert past.keys() == every.keys()
    assert [word for word in WORDS if word in str(past) + str(got)] == []


def test_what_a_crash_left_undone_is_left_to_who_may_do_it(watch: Watch) -> None:
    admin, index = watch.asks("admin"), f"{watch.store}-offers-000001"
    erased = {id_: one for id_, one in _slots(admin, index).items() if "erased" in one}
    for id_, source in erased.items():
        admin.ask(f"/{index}/_doc/{id_}", "PUT", source | {"unfinished": "erasing"})
    for role, left in (("analyst", True), ("keeper", True), ("writer", False)):
        assert watch.sit_down(f"offerwatch_{role}")("search").code == Exit.OK
        now = _slots(admin, index)
        assert {"unfinished" in now[id_] for id_ in erased} == {left}


def _slots(ask: Asker, index: str) -> dict[str, Any]:
    ask.ask(f"/{index}/_refresh", "POST")
    found = ask.ask(f"/{index}/_search?size=1000")
    return {hit["_id"]: hit["_source"] for hit in found["hits"]["hits"]}


def test_a_keeper_opens_what_is_sealed(watch: Watch) -> None:
    """And leaves a trace in the audit, which he can neither change nor erase."""
    sealed = _slots(watch.asks("admin"), f"{watch.store}-sealed")
    offer = next(source["offer"] for source in sealed.values() if source["kind"] == "version")
    hand = watch.sit_down("offerwatch_keeper")
    counts = hand("sealed", "--json")
    assert counts.code == Exit.OK, counts
    assert sum(counts.objects[0].values()) > 0
    opened = hand("show", offer, "--unseal", "--reason", "a court asks", "--json")
    assert opened.code == Exit.OK, opened
    assert opened.objects[0]["versions"]
    audit = _slots(watch.asks("offerwatch_keeper"), f"{watch.store}-audit")
    assert [one for one in audit.values() if "a court asks" in str(one)]
    for method, path in (
        ("DELETE", f"/{watch.store}-audit/_doc/{next(iter(audit))}"),
        ("PUT", f"/{watch.store}-audit/_doc/{next(iter(audit))}"),
        ("PUT", f"/{watch.store}-sealed/_doc/1"),
        ("PUT", f"/{watch.store}-offers/_doc/1"),
    ):
        with pytest.raises(Refused) as caught:
            watch.asks("offerwatch_keeper").ask(
                path, method, {"id": "x"} if method == "PUT" else None
            )
        assert caught.value.status in {403, 409}


def test_who_may_not_make_a_store_is_told_so(watch: Watch) -> None:
    for role in ("offerwatch_writer", "offerwatch_analyst"):
        hand = replace(watch, store=f"{watch.store}x").sit_down(role)
        told = replace(watch, store=f"{watch.store}x").refused(hand("search"))
        assert told.startswith(f"there is no store {watch.store}x yet, and this user may not make")


def test_an_owner_makes_the_indices_anew_and_a_writer_does_not(watch: Watch) -> None:
    with names(asker(watch.secured)) as store:
        other = replace(watch, store=store)
        for words in (("search",), ("index", "rebuild"), ("index", "status")):
            done = other.sit_down("offerwatch_owner")(*words)
            assert done.code == Exit.OK, done
        told = other.refused(other.sit_down("offerwatch_writer")("index", "rebuild"))
        assert re.match(r"user \[offerwatch_writer\] may not do (indices|cluster):", told)
        assert other.sit_down("offerwatch_writer")("search").code == Exit.OK


DIAGNOSES = {
    "offerwatch_owner": ("ok", "all of it: to make and migrate the store"),
    "offerwatch_writer": ("ok", "enough to crawl, watch and mail, and to search"),
    "offerwatch_analyst": (
        "warn",
        "enough to search; to crawl and mail there is missing create_doc",
    ),
    "reader": ("bad", "missing are indices:admin/refresh* on "),
}


@pytest.mark.parametrize("role", DIAGNOSES)
def test_doctor_says_what_one_may(watch: Watch, role: str) -> None:
    found = {each["about"]: each for each in watch.sit_down(role)("doctor", "--json").objects}
    level, said = DIAGNOSES[role]
    assert found["rights"]["level"] == level
    assert found["rights"]["said"].startswith(said)
    assert ("not seen" in found) is (role in {"offerwatch_writer", "offerwatch_analyst"})
    assert ("version" in found) is ("not seen" not in found)
    assert [
        one for one in found.values() if one["level"] == "bad" and one["about"] != "rights"
    ] == []


def test_docs_quote_the_roles() -> None:
    told = (ROOT / "docs" / "elasticsearch.md").read_text("utf-8")
    text = (ROOT / "index" / "elastic" / "roles.json").read_text("utf-8")
    assert text.replace("NAME", "offerwatch") in told
