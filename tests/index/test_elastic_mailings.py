"""Mailings are made of several documents in Elasticsearch, and yet nobody is told twice and nothing
is lost, in whatever order several are at work and wherever they are killed."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count, repeat

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from demo.elasticsearch.asking import Asker
from index.access import NONE
from index.elastic import erasing, quotes
from index.elastic.cluster import Cluster
from index.elastic.connect import connect
from index.elastic.layout import Part
from index.elastic.making import Maker
from index.elastic.matches import Adder
from index.elastic.patience import Patience
from index.elastic.store import ElasticStore
from index.elastic.unmailed import Unmailed
from offers.alert import Attempt, Mailing, MailingState, Match, Outcome
from parsers.fold import tokens
from tests.elasticsearch import names
from tests.examples import examples, some_of
from tests.index.making import MONDAY, first, offer
from tests.index.turnstile import Actor

ANNA, BO = "anna@example.org", "bo@example.org"
NUMBERS = count()

SOME = 4
"""Requests of a work before which somebody is disturbed or killed in each run of the tests."""

FAR = 1_000
"""More requests than any work takes."""

Move = tuple[int, int, bool]
"""Whose turn it is, for how many requests, and whether he dies of them."""


@pytest.fixture(scope="module")
def store(elasticsearch: str) -> Iterator[ElasticStore]:
    """One for all, for it takes long to make one: each test has offers and rules of its own."""
    with (
        names(Asker(elasticsearch)) as mine,
        ElasticStore.open(f"{elasticsearch}/{mine}", tokens, NONE) as opened,
    ):
        yield opened


@pytest.fixture(
    params=[SOME, pytest.param(FAR, marks=[pytest.mark.long, pytest.mark.timeout(1800)])]
)
def moments(request: pytest.FixtureRequest) -> int:
    """Before how many requests at most something happens: before all of them in a long round."""
    return int(request.param)


@dataclass(frozen=True, slots=True)
class Case:
    """Three offers that a rule holds for, and which nobody else speaks of."""

    store: ElasticStore
    rule: str

    @classmethod
    def of(cls, store: ElasticStore) -> "Case":
        made = cls(store, f"rule {next(NUMBERS)}")
        store.index.put([first(offer(f"{made.rule} {number}")) for number in range(3)])
        return made

    def match(self, number: int) -> Match:
        at = offer(f"{self.rule} {number}").id
        return Match(rule=self.rule, offer=at, event="event", at=MONDAY, recipients=(ANNA, BO))

    def mailing(self, *numbers: int, recipient: str = ANNA) -> Mailing:
        return self.about(recipient, [self.match(number) for number in numbers])

    def about(self, recipient: str, matches: Sequence[Match]) -> Mailing:
        return Mailing(
            rule=self.rule,
            recipient=recipient,
            matches=tuple(one.id for one in matches),
            offers=tuple(one.offer for one in matches),
            message_id="<1@example.org>",
            message=b"found",
            made=MONDAY,
        )

    def unmailed(self) -> Mapping[str, Sequence[Match]]:
        """By recipient."""
        found = Unmailed(self.store.cluster, patience=hasty()).read()
        return {who: matches for (rule, who), matches in found.items() if rule == self.rule}

    def mailings(self) -> Sequence[Mailing]:
        return [one for one in self.store.journal.mailings() if one.rule == self.rule]

    def told(self) -> Counter[tuple[str, str]]:
        """How many mailings tell whom of which match."""
        return Counter((match, one.recipient) for one in self.mailings() for match in one.matches)

    def waiting(self) -> Counter[tuple[str, str]]:
        found = self.unmailed()
        return Counter((match.id, who) for who, matches in found.items() for match in matches)

    def fill(self) -> None:
        """Do what an outbox does, until there is nothing left to do."""
        for _ in range(4):
            for who, matches in self.unmailed().items():
                Maker(self.store.cluster, self.about(who, matches), {}, patience=hasty()).make()
        assert self.unmailed() == {}

    def pairs(self, *numbers: int) -> Counter[tuple[str, str]]:
        ids = [self.match(number).id for number in numbers]
        return Counter((id_, who) for id_ in ids for who in (ANNA, BO))


def hasty() -> Patience:
    """None: every order in which requests can come is tried anyway."""
    return Patience([])


def mails(case: Case, *numbers: int) -> Callable[[Cluster], object]:
    return lambda cluster: Maker(cluster, case.mailing(*numbers), {}, patience=hasty()).make()


def adds(case: Case, *numbers: int) -> Callable[[Cluster], object]:
    found = {one.id: one for one in map(case.match, numbers)}
    return lambda cluster: Adder(cluster, found.copy(), patience=hasty()).add()


def reads(cluster: Cluster) -> object:
    return Unmailed(cluster, patience=hasty()).read()


def deletes(case: Case, number: int) -> Callable[[Cluster], object]:
    return lambda cluster: erasing.delete(cluster, [case.match(number).offer], MONDAY)


def withdraws(case: Case) -> Callable[[Cluster], object]:
    """What a mailing that waits says of an offer."""
    case.store.journal.add_mailing(case.mailing(0, 1))
    return lambda cluster: quotes.withdraw(cluster, [case.match(0).offer])


Work = Callable[[Case], Callable[[Cluster], object]]

WORKS: Mapping[str, Work] = {
    "mails two": lambda case: mails(case, 0, 1),
    "mails the same two": lambda case: mails(case, 1, 0),
    "mails one of them and another": lambda case: mails(case, 1, 2),
    "mails another": lambda case: mails(case, 2),
    "adds": lambda case: adds(case, 0, 1, 2),
    "deletes": lambda case: deletes(case, 0),
    "deletes another": lambda case: deletes(case, 2),
    "withdraws": withdraws,
    "reads": lambda case: reads,
}
DELETED = {"deletes": 0, "deletes another": 2}


def act(
    store: ElasticStore, works: Sequence[Callable[[Cluster], object]], moves: Callable[[], Move]
) -> Sequence[Actor]:
    """Let them work, some requests of one at a time, until all have ended or died."""
    with ExitStack() as stack:
        actors = [Actor(connect(store.cluster.url, NONE), work) for work in works]
        for actor in actors:
            stack.callback(actor.cluster.close)
            actor.start()
        while living := [actor for actor in actors if not actor.over]:
            at, requests, dies = moves()
            for _ in range(requests):
                living[at % len(living)].move(dies=dies)
    assert [actor.error for actor in actors if actor.error] == []
    return actors


def play(store: ElasticStore, works: Sequence[str], moves: Callable[[], Move]) -> Sequence[Actor]:
    """Let them work on a case of their own, and see that all comes to a good end."""
    case = Case.of(store)
    store.journal.add_matches([case.match(0), case.match(1)])
    actors = act(store, [WORKS[work](case) for work in works], moves)
    gone = {DELETED[work] for work in works if work in DELETED}
    if any(actor.dead for actor in actors):
        store.index.delete([case.match(number).offer for number in gone], MONDAY)
    assert max(case.told().values(), default=1) == 1
    store.journal.add_matches([case.match(number) for number in range(3)])
    case.fill()
    left = {0, 1, 2} - gone
    assert case.told() == case.pairs(*left)
    matches = store.journal.matches(rule=case.rule)
    assert {one.id for one in matches} == {case.match(number).id for number in left}
    return actors


@settings(
    max_examples=examples(15),
    deadline=None,
    # To look for a simpler order would take hours.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), works=st.lists(st.sampled_from(list(WORKS)), min_size=2, max_size=3))
def test_several_at_work_in_any_order(
    store: ElasticStore, data: st.DataObject, works: list[str]
) -> None:
    dies = st.integers(0, 11).map(lambda drawn: drawn == 11)
    moves = st.tuples(st.integers(0, 2), st.integers(1, 9), dies)
    play(store, works, lambda: data.draw(moves))


def turn(whose: Iterator[int]) -> Move:
    return next(whose), 1, False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mails two", "mails the same two"),
        ("mails two", "mails one of them and another"),
        ("mails two", "deletes"),
        ("mails two", "reads"),
        ("withdraws", "mails two"),
        ("withdraws", "mails one of them and another"),
        ("adds", "adds"),
        ("adds", "deletes another"),
        ("reads", "mails two"),
    ],
)
def test_one_does_it_all_while_another_stands_still(
    store: ElasticStore, one: str, other: str, moments: int
) -> None:
    """Before whichever of his requests."""
    undisturbed, _ = play(store, [one, other], partial(turn, repeat(0)))
    for requests in some_of(undisturbed.moves, moments):
        turns = chain(repeat(0, requests), repeat(1))
        first, _ = play(store, [one, other], partial(turn, turns))
        assert first.moves > requests


def killed_after(store: ElasticStore, requests: int, work: Callable[[Cluster], object]) -> bool:
    """Whether the work was cut off by a death after so many requests."""
    left = count(requests, -1)
    [actor] = act(store, [work], lambda: (0, 1, next(left) == 0))
    return actor.dead


def rounds(store: ElasticStore, work: Work, moments: int) -> Iterator[Case]:
    """A case in which the work does not die, and one for some of the requests that it may die
    before."""
    case = waiting(store)
    [actor] = act(store, [work(case)], lambda: (0, 1, False))
    assert actor.moves > 3
    yield case
    for requests in some_of(actor.moves, moments):
        case = waiting(store)
        assert killed_after(store, requests, work(case))
        yield case


def waiting(store: ElasticStore) -> Case:
    case = Case.of(store)
    store.journal.add_matches([case.match(0), case.match(1)])
    return case


def test_a_mailing_that_is_cut_off_is_made_again(store: ElasticStore, moments: int) -> None:
    for case in rounds(store, lambda case: mails(case, 0, 1), moments):
        assert case.told() + case.waiting() == case.pairs(0, 1)
        case.fill()
        assert case.told() == case.pairs(0, 1)


def test_pairs_of_a_mailing_that_is_cut_off_go_to_others(store: ElasticStore, moments: int) -> None:
    for case in rounds(store, lambda case: mails(case, 0, 1), moments):
        store.journal.add_matches([case.match(2)])
        others = [case.mailing(1, 2), case.mailing(0)]
        for made in others:
            Maker(store.cluster, made, {}, patience=hasty()).make()
        case.fill()
        assert case.told() == case.pairs(0, 1, 2)


def test_no_match_without_those_who_are_to_be_told(store: ElasticStore, moments: int) -> None:
    for case in rounds(store, lambda case: adds(case, 2), moments):
        found = store.journal.matches(offer=case.match(2).offer)
        assert case.waiting() == (case.pairs(0, 1, 2) if found else case.pairs(0, 1))
        assert store.journal.add_matches([case.match(2)]) == (not found)
        assert case.waiting() == case.pairs(0, 1, 2)


def test_a_mailing_that_is_half_withdrawn_is_read_by_nobody(
    store: ElasticStore, moments: int
) -> None:
    def work(case: Case) -> Callable[[Cluster], object]:
        made = case.mailing(0, 1)
        assert store.journal.add_mailing(made)
        tried = Attempt(mailing=made.id, number=1, started=MONDAY, outcome=Outcome.DEFERRED)
        store.journal.write_attempt(tried)
        return lambda cluster: quotes.withdraw(cluster, [case.match(0).offer])

    for case in rounds(store, work, moments):
        assert case.told() + case.waiting() == case.pairs(0, 1)
        quotes.withdraw(store.cluster, [case.match(0).offer])
        assert case.waiting() == case.pairs(0, 1)
        assert store.journal.attempts(case.mailing(0, 1).id) == []
        case.fill()
        assert case.told() == case.pairs(0, 1)


def test_what_is_settled_is_not_looked_at_again(store: ElasticStore) -> None:
    case = Case.of(store)
    store.journal.add_matches([case.match(0)])
    assert store.journal.add_mailing(case.mailing(0))
    assert set(case.unmailed()) == {BO}
    due = {"bool": {"filter": [{"term": {"rule": case.rule}}, {"term": {"due": True}}]}}
    [hit] = store.cluster.scan(Part.MATCHES, due)
    assert hit["_source"]["recipient"] == BO


def test_a_mailing_that_was_sent_is_not_withdrawn(store: ElasticStore) -> None:
    case = Case.of(store)
    store.journal.add_matches([case.match(0), case.match(1)])
    made = case.mailing(0, 1)
    assert store.journal.add_mailing(made)
    store.journal.settle_mailing(made.id, MailingState.SENT)
    store.index.delete([case.match(0).offer], MONDAY)
    assert case.mailings() == [replace(made, state=MailingState.SENT, message=b"")]
    assert not store.journal.add_mailing(case.mailing(1))
