"""What is special about the journal in Elasticsearch: what Kibana sees of it, what it costs, what
becomes of answers that are lost and of documents that somebody else wrote."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from elasticsearch import ConnectionError as Unheard

from demo.elasticsearch.asking import Asker
from index.access import NONE
from index.base import Journal, StoreError
from index.elastic.layout import Part
from index.elastic.store import ElasticStore
from offers.alert import Mailing, MailingState, Match
from offers.audit import AuditEntry
from offers.ids import derive
from offers.lease import Lease
from offers.run import Coverage, End, Lead, Look, Problem, Run, Visit
from parsers.fold import tokens
from tests.elasticsearch import names
from tests.index.making import MONDAY

NUMBERS = count()
ANNA = "anna@example.org"


@pytest.fixture(scope="module")
def store(elasticsearch: str) -> Iterator[ElasticStore]:
    """One for all, for it takes long to make one: each test has names of its own."""
    with (
        names(Asker(elasticsearch)) as mine,
        ElasticStore.open(f"{elasticsearch}/{mine}", tokens, NONE) as opened,
    ):
        yield opened


@pytest.fixture
def name() -> str:
    return f"name{next(NUMBERS)}"


@contextmanager
def counted(store: ElasticStore, *, unheard: int | None = None) -> Iterator[list[str]]:
    """The requests that are sent meanwhile. The answer to one of them is lost."""
    transport: Any = store.cluster.client.transport
    perform = transport.perform_request
    sent: list[str] = []

    def performed(method: str, target: str, **more: Any) -> Any:
        sent.append(f"{method} {target.partition('?')[0]}")
        answer = perform(method, target, **more)
        if len(sent) - 1 == unheard:
            raise Unheard("the line is dead")
        return answer

    transport.perform_request = performed
    try:
        yield sent
    finally:
        del transport.perform_request


def run(name: str, **more: object) -> Run:
    return replace(Run(id=name, site=f"site of {name}", started=MONDAY), **more)  # type: ignore[arg-type]


def match(name: str) -> Match:
    return Match(rule=name, offer=f"offer {name}", event="e", at=MONDAY, recipients=(ANNA,))


def mailing(name: str) -> Mailing:
    return Mailing(
        rule=name,
        recipient=ANNA,
        matches=(match(name).id,),
        offers=(match(name).offer,),
        message_id="<1@example.org>",
        message=b"found",
        made=MONDAY,
    )


def found(store: ElasticStore, part: Part, **terms: object) -> list[Mapping[str, Any]]:
    """What a person finds who asks for these values."""
    asked = [{"term": {field.replace("__", "."): value}} for field, value in terms.items()]
    return [hit["_source"] for hit in store.cluster.scan(part, {"bool": {"filter": asked}})]


def test_what_a_person_sees_of_a_run(store: ElasticStore, name: str) -> None:
    ended = run(
        name,
        ended=MONDAY + timedelta(seconds=90),
        end=End.BLOCKED,
        coverage=Coverage.FULL,
        look=Look.NEWS,
        held=True,
        reason="robots.txt says no",
        counts={"pages": 7, "a.b": 2, "a": 1, " ": 4},
    )
    store.journal.write_run(ended)
    [seen] = found(
        store, Part.RUNS, id=name, end="blocked", coverage="full", look="news", held=True
    )
    assert seen["site"] == f"site of {name}"
    assert seen["ended"] - seen["started"] == 90_000
    assert seen["seconds"] == 90
    assert seen["reason"] == "robots.txt says no"
    assert len(found(store, Part.RUNS, id=name, counts__pages=7)) == 1
    assert len(found(store, Part.RUNS, id=name, living=False)) == 1
    assert store.journal.run(name) == ended


def test_what_a_person_sees_of_a_problem(store: ElasticStore, name: str) -> None:
    url = f"https://bazaar.example/{'x' * 40_000}"
    problem = Problem(run=name, number=1, kind="http", url=url, reason="404 " * 10_000)
    store.journal.add_problem(problem)
    [seen] = found(store, Part.RUNS, kind="problem", run=name, problem="http")
    assert seen["url"] == url[:8000]
    assert store.journal.problems(name) == [problem]


@pytest.mark.parametrize("odd", ["7", 1.5, True])
def test_only_whole_numbers_are_counted(store: ElasticStore, name: str, odd: object) -> None:
    with pytest.raises(StoreError, match=name):
        store.journal.write_run(run(name, counts={f"new of {name}": odd}))
    index = store.cluster.alias(Part.RUNS)
    for one in store.cluster.client.indices.get_mapping(index=index).values():
        counts = one["mappings"]["properties"]["counts"].get("properties", {})
        assert {field["type"] for field in counts.values()} <= {"long"}


def test_what_a_crawl_does_all_the_time_costs_little(store: ElasticStore, name: str) -> None:
    journal = store.journal
    visits = [
        Visit(site=name, url=f"https://bazaar.example/{number}", at=MONDAY, status=200)
        for number in range(25)
    ]
    lease = Lease(name=name)
    with counted(store) as sent:
        journal.write_run(run(name))
        journal.write_visits(visits)
        journal.visits(name, [one.url for one in visits])
    assert len(sent) == 3
    with counted(store) as sent:
        assert journal.write_lease(lease, None)
        assert journal.lease(name) == lease
        assert journal.write_lease(lease.taken("me"), lease)
    assert [one.rpartition("/")[2] for one in sent] == ["_mget", "_bulk", "_mget", "_mget", "_bulk"]


def writes_lease(journal: Journal, name: str) -> object:
    return journal.write_lease(Lease(name=name), None)


def adds_matches(journal: Journal, name: str) -> object:
    return journal.add_matches([match(name), match(f"{name} too")]) == 2


def adds_mailing(journal: Journal, name: str) -> object:
    return journal.add_mailing(mailing(name))


def adds_audit(journal: Journal, name: str) -> object:
    entry = AuditEntry(at=MONDAY, actor=name, action="unseal", subject="id", reason="")
    journal.add_audit(entry)
    return [one for one in journal.audit() if one.actor == name] == [entry]


def settles(journal: Journal, name: str) -> object:
    journal.add_mailing(mailing(name))
    journal.settle_mailing(mailing(name).id, MailingState.SENT)
    return [one.state for one in journal.mailings() if one.rule == name] == [MailingState.SENT]


@pytest.mark.parametrize("work", [writes_lease, adds_matches, adds_mailing, adds_audit, settles])
def test_a_write_whose_answer_is_lost_is_done_once(
    store: ElasticStore, name: str, work: Callable[[Journal, str], object]
) -> None:
    with counted(store) as sent:
        assert work(store.journal, f"{name} heard")
    writes = [number for number, one in enumerate(sent) if one.endswith("_bulk")]
    for unheard in writes:
        with counted(store, unheard=unheard):
            assert work(store.journal, f"{name} {unheard}")
    assert writes


def test_entries_of_one_moment_keep_their_order(store: ElasticStore, name: str) -> None:
    """Whoever writes them."""

    def work(actor: str) -> None:
        for number in range(8):
            made = AuditEntry(
                at=MONDAY, actor=actor, action="unseal", subject=str(number), reason=name
            )
            store.journal.add_audit(made)

    actors = [threading.Thread(target=work, args=(f"{name} {number}",)) for number in range(4)]
    for actor in actors:
        actor.start()
    for actor in actors:
        actor.join()
    entries = [one for one in store.journal.audit() if one.reason == name]
    assert len(entries) == 32
    for number in range(4):
        mine = [one.subject for one in entries if one.actor == f"{name} {number}"]
        assert mine == [str(number) for number in range(8)]


def test_thousands_of_visits_are_dropped_and_forgotten(store: ElasticStore, name: str) -> None:
    old, new = MONDAY - timedelta(days=9000), MONDAY
    page = "https://bazaar.example/"
    visits = [
        Visit(site=name, url=f"{page}{number}", at=old if number % 2 else new, status=200,
              offers=(f"{name} {number}",), leads=(Lead(f"{page}{number - 1}"),))
        for number in range(2400)
    ]  # fmt: skip
    store.journal.write_visits(visits)
    assert store.journal.drop_visits(MONDAY - timedelta(days=8000)) == 1200
    store.journal.forget([f"{name} {number}" for number in range(1200)])
    left = {one.url for one in visits[1200::2]}
    # Page 1200 led to page 1199, which is gone, and was not asked for.
    assert store.journal.visits(name, [one.url for one in visits]).keys() == left
    store.journal.forget([f"{name} {number}" for number in range(1200, 2400)])
    assert store.journal.visits(name, [one.url for one in visits]) == {}


def reads_unmailed(journal: Journal, _: str) -> object:
    return journal.unmailed()


def settled(journal: Journal, name: str) -> None:
    journal.settle_mailing(name, MailingState.SENT)


DAMAGED: tuple[tuple[Part, dict[str, Any], Callable[[Journal, str], object]], ...] = (
    (Part.RUNS, {"kind": "run", "moment": 1}, lambda j, name: j.run(name)),
    (Part.RUNS, {"kind": "run", "document": {"id": 7}}, lambda j, name: j.run(name)),
    (Part.RUNS, {"kind": "run", "site": "damaged"}, lambda j, _: j.runs(site="damaged")),
    (Part.RUNS, {"kind": "problem", "run": "damaged"}, lambda j, _: j.problems("damaged")),
    (Part.LEASES, {"document": {"name": "x", "term": "many"}}, lambda j, name: j.lease(name)),
    (Part.RULES, {"document": "text"}, lambda j, _: j.rule_states()),
    (Part.AUDIT, {"document": {"at": "yesterday"}}, lambda j, _: j.audit()),
    (Part.AUDIT, {"moment": 1}, lambda j, _: j.audit()),
    (Part.MATCHES, {"kind": "match", "state": "entered"}, lambda j, _: j.matches()),
    (Part.MATCHES, {"kind": "told", "due": True}, reads_unmailed),
    (Part.MAILINGS, {"kind": "mailing", "state": "lost"}, settled),
    (Part.MAILINGS, {"kind": "mailing", "state": "sent"}, lambda j, _: j.mailings()),
    (Part.MAILINGS, {"kind": "attempt", "mailing": "m"}, lambda j, _: j.attempts("m")),
)


@pytest.mark.parametrize("number", range(len(DAMAGED)))
def test_a_document_that_somebody_else_wrote(store: ElasticStore, name: str, number: int) -> None:
    """Whoever meets it is told which it is."""
    part, document, read = DAMAGED[number]
    index = store.cluster.alias(part)
    store.cluster.client.index(index=index, id=name, document=document)
    try:
        with pytest.raises(StoreError, match=f"document {name} of {index} is damaged") as caught:
            read(store.journal, name)
        assert "\n" not in str(caught.value)
    finally:
        store.cluster.client.delete(index=index, id=name)


def test_a_visit_that_somebody_else_wrote(store: ElasticStore, name: str) -> None:
    url = "https://bazaar.example/"
    id_ = derive("visit", name, url)
    alias = store.cluster.alias(Part.VISITS)
    store.cluster.client.index(index=alias, id=id_, document={"site": name, "offers": [name]})
    with pytest.raises(StoreError, match=f"document {id_} of"):
        store.journal.visit(name, url)
    with pytest.raises(StoreError, match=f"document {id_} of"):
        store.journal.forget([name])
    store.cluster.client.delete(index=alias, id=id_)
