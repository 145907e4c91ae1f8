"""What every home answers about offers that are alike."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.base import Ambiguous, Store, StoreError
from index.copying import copy
from index.entries import EntryKind, differences, summed
from index.query.tree import Everything, Exists, Term
from index.sqlite import hashes
from index.store import open_store
from offers.family import Arrival, Grade, Kin, Relation
from offers.life import Event, EventKind, Status
from offers.offer import Named, Protects
from parsers.fold import tokens
from tests.index.conftest import ROOT, Home
from tests.index.kindred import (
    IDS,
    Oracle,
    act,
    alone,
    assert_equal,
    begin,
    decided,
    family,
    linked,
    made_tables,
    printed,
)
from tests.index.linker import SIZE, entered
from tests.index.making import MONDAY, SPAN, again, first, offer
from tests.index.sqlite_file import URL, ask
from tests.index.test_copying import silent

ARRIVAL = Arrival(
    earlier=IDS[1],
    site="Market",
    seen=MONDAY,
    grade=Grade.NEAR,
    relation=Relation.REPOST,
    other_contacts=True,
)

TABLES = ("kin", "print_key_0", "print_key_1", "print_key", "print_mark_0")
"""Where prints lie in a file."""


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Store]:
    with open_store("sqlite:///file.db", tokens, folder=tmp_path) as opened:
        yield opened


def enter_offers(store: Store) -> None:
    assert not store.index.put([first(offer(str(number))) for number in range(len(IDS))])


def hide(store: Store, oracle: Oracle, random: Random) -> None:
    """An offer is erased or sealed."""
    id_ = random.choice(IDS)
    known = store.index.known([id_]).get(id_)
    if known is None or known.sealed:
        return
    if random.random() < 0.5:
        assert store.index.delete([id_], MONDAY)
    else:
        assert not store.index.put([again(known, MONDAY, sealed=Protects.MINOR, pending=())])
    oracle.hide(id_)


def assert_answers_as_the_oracle(store: Store, random: Random, steps: int) -> None:
    oracle = Oracle()
    enter_offers(store)
    for _ in range(steps):
        if random.random() < 0.07:
            hide(store, oracle, random)
        else:
            act((store.families, oracle), random)
        assert_equal(store.families, oracle, random)


@settings(max_examples=25, deadline=None)
@given(random=st.randoms(use_true_random=False), steps=st.integers(1, 20))
def test_a_file_answers_as_who_compares_all_with_all(random: Random, steps: int) -> None:
    with (
        TemporaryDirectory() as name,
        open_store("sqlite:///store.db", tokens, folder=Path(name)) as store,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(hashes, "FULL", (8, 20))
        assert_answers_as_the_oracle(store, random, steps)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_home_answers_as_who_compares_all_with_all(store: Store, seed: int) -> None:
    assert_answers_as_the_oracle(store, Random(seed), 60)


def test_an_empty_store_knows_nothing_and_says_so(store: Store) -> None:
    families = store.families
    assert families.tables() is None
    assert families.kin(IDS) == {}
    assert families.alike([printed(IDS[0], contacts=("x",))]) == {IDS[0]: []}
    assert not families.alike([])
    assert not families.of_bases(IDS)
    assert not families.links(IDS)
    assert families.family(IDS[0]) is None
    assert not families.families()
    assert not families.decisions()
    assert not families.rulings()


def test_tables_come_before_what_is_made_with_them(store: Store) -> None:
    with pytest.raises(StoreError, match="start"):
        store.families.enter([alone(printed(IDS[0]))])
    with pytest.raises(StoreError, match="start"):
        store.families.use_tables("start")
    begin(store.families)
    store.families.enter([alone(printed(IDS[0]))])
    with pytest.raises(StoreError, match="other"):
        store.families.use_tables("other")
    assert store.families.tables() == made_tables("start")
    assert set(store.families.kin(IDS)) == {IDS[0]}


def test_other_tables_are_made_beside_and_take_over_in_one_step(store: Store) -> None:
    families = store.families
    begin(families)
    old = [alone(printed(id_, exact="old")) for id_ in IDS[:3]]
    new = [Kin(print=printed(id_, "second", exact="new"), base="b", family="f") for id_ in IDS[:2]]
    families.enter(old)
    families.add_tables(made_tables("second"))
    families.enter(new)
    assert families.kin(IDS) == {one.print.offer: one for one in old}
    assert families.alike([new[0].print])[IDS[0]] == [new[1]]
    assert not families.of_bases(["b"])
    families.use_tables("second")
    assert families.tables() == made_tables("second")
    assert families.kin(IDS) == {one.print.offer: one for one in new}
    assert families.alike([old[0].print])[IDS[0]] == []
    assert [*families.of_bases(["b"])] == sorted(new, key=lambda one: one.print.offer)
    families.add_tables(made_tables("start"))
    assert families.alike([old[0].print])[IDS[0]] == []


@pytest.mark.parametrize("works", ["deleted", "sealed"])
def test_what_must_not_be_seen_is_like_nothing(store: Store, works: str) -> None:
    """Neither what was entered before nor what is entered afterwards remains of it."""
    enter_offers(store)
    families, gone, left = store.families, IDS[0], IDS[1]
    begin(families)
    of = [printed(id_, exact="same", contacts=("x",)) for id_ in IDS[:2]]
    kin = [Kin(print=one, base=gone, family=gone) for one in of]
    links = [linked(gone, left), linked(left, IDS[2])]
    said = [decided(left, gone, same=True), decided(left, IDS[2], same=False)]

    def write() -> None:
        families.enter(kin, links, [family(gone)])
        for one in said:
            families.decide(one)

    write()
    if works == "deleted":
        assert store.index.delete([gone], MONDAY) == 1
    else:
        known = store.index.known([gone])[gone]
        sealed = again(known, MONDAY, sealed=Protects.MINOR, pending=(), family=gone)
        assert not store.index.put([sealed])
    for _ in range(2):
        assert families.kin(IDS) == {left: kin[1]}
        assert families.alike([of[1]]) == {left: []}
        assert families.links(IDS) == [links[1]]
        assert families.decisions() == [said[1]]
        assert families.family(gone) == family(gone, title=None)
        write()


def test_what_is_dropped_can_be_entered_again(store: Store) -> None:
    families = store.families
    begin(families)
    kin = [alone(printed(id_, keys=(1, 2, 3))) for id_ in IDS[:2]]
    links, said = [linked(IDS[0], IDS[1])], decided(IDS[0], IDS[1], same=True)
    families.enter(kin, links)
    families.decide(said)
    families.drop(IDS[:1])
    assert families.kin(IDS) == {IDS[1]: kin[1]}
    assert families.alike([kin[1].print]) == {IDS[1]: []}
    assert not families.links(IDS)
    assert families.decisions() == [said]
    families.enter(kin, links)
    assert families.alike([kin[1].print]) == {IDS[1]: [kin[0]]}
    assert families.links(IDS) == links


def test_a_family_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    begin(store.families)
    some = [family("abc1"), family("abc2"), family("abc"), family("b", leads_to="abc")]
    store.families.enter(families=some)
    assert store.families.family("abc") == family("abc")
    assert store.families.family("abc2") == family("abc2")
    assert store.families.family("b") == family("b", leads_to="abc")
    assert store.families.family("c") is None
    with pytest.raises(Ambiguous, match="abc1"):
        store.families.family("ab")
    with pytest.raises(StoreError, match="nobody"):
        store.families.families(after="nobody")


def test_families_are_listed_page_by_page(store: Store) -> None:
    begin(store.families)
    some = [family(f"{number:02}", 2 + number % 3) for number in range(12)]
    store.families.enter(families=[*some, family("x", 9, leads_to="00"), family("y", 1)])
    listed = store.families.families(limit=5)
    while more := store.families.families(limit=5, after=listed[-1].id):
        listed = [*listed, *more]
    assert listed == sorted(some, key=lambda one: (-one.size, one.id))


def test_the_newest_decision_about_two_counts_whichever_is_named_first(store: Store) -> None:
    one, other = IDS[:2]
    store.families.decide(decided(one, other, same=True))
    store.families.decide(decided(other, one, same=False, minutes=1))
    assert store.families.decisions() == [decided(other, one, same=False, minutes=1)]


def test_many_prints_are_compared_at_once(store: Store) -> None:
    begin(store.families)
    same = [printed(f"{number:03}", keys=(1, 2, number + 10)) for number in range(40)]
    pairs = [printed(f"p{number:03}", contacts=(f"c{number // 2}",)) for number in range(500)]
    store.families.enter([alone(one) for one in (*same, *pairs)])
    found = store.families.alike([*same, *pairs])
    assert {len(found[one.offer]) for one in same} == {39}
    assert [kin.print for kin in found["p000"]] == [pairs[1]]
    assert {len(found[one.offer]) for one in pairs} == {1}


def test_of_each_base_no_more_are_told_than_are_asked_for(store: Store) -> None:
    begin(store.families)
    asked = printed("asked", keys=(1, 2, 3, 4), contacts=("x",), exact="e")
    shared: list[dict[str, Any]] = [
        {"keys": (1, 2)},
        {"keys": (1, 2, 3)},
        {"contacts": ("x",), "keys": (1, 9)},
        {"contacts": ("x",), "exact": "e"},
        {"keys": (1, 2, 3, 4)},
        {"keys": (1,)},
    ]
    of = [printed(f"{number}", **each) for number, each in enumerate(shared)]
    store.families.enter(
        [Kin(print=one, base="b" if one.offer != "0" else "a", family="f") for one in of]
    )
    for most, expected in ((1, "03"), (2, "034"), (3, "0134"), (4, "01234"), (None, "01234")):
        found = store.families.alike([asked], most)["asked"]
        assert "".join(kin.print.offer for kin in found) == expected


def test_near_copies_have_their_keys_in_common_and_marks_of_their_own(store: Store) -> None:
    """Whoever is asked for with the same keys is found by what else he has in common as well."""
    oracle, random = Oracle(), Random(13)
    for families in (store.families, oracle):
        begin(families)
    made = [
        printed(
            f"{number:02}",
            keys=random.choice([(1, 2, 3), (2, 3, 4), (5,)]),
            exact=random.choice([None, "x", "y"]),
            contacts=tuple(random.sample("abc", random.randint(0, 2))),
        )
        for number in range(30)
    ]
    kin = [Kin(print=one, base=random.choice("op"), family="f") for one in made[:25]]
    for families in (store.families, oracle):
        families.enter(kin)
    for most, base in product((1, 2, 5, None), (None, "o", "q")):
        found = store.families.alike(made, most, base)
        expected = oracle.alike(made, most, base)
        assert {id_: list(some) for id_, some in found.items()} == expected


def test_all_that_was_decided_is_copied_and_compared(store: Store, file: Store) -> None:
    oracle, random = Oracle(), Random(11)
    enter_offers(store)
    begin(store.families)
    begin(oracle)
    for _ in range(40):
        act((store.families, oracle), random)
    store.families.add_tables(made_tables("beside"))
    store.families.enter([alone(printed(IDS[0], "beside", exact="e"))])
    sums = copy(store, file, "store", silent)
    kinds = {"tables", "kin", "link", "family", "decision", "ruling"}
    assert kinds <= {*map(str, sums)}
    oracle.add_tables(made_tables("beside"))
    oracle.enter([alone(printed(IDS[0], "beside", exact="e"))])
    assert_equal(file.families, oracle, random)
    for _ in range(20):
        act((file.families, oracle), random)
        assert_equal(file.families, oracle, random)
    assert differences(summed(store.dump()), summed(file.dump())) != []


def test_a_store_is_filled_from_a_file_with_all_its_families(store: Store, file: Store) -> None:
    oracle, random = Oracle(), Random(12)
    for families in (file.families, oracle):
        begin(families)
    for _ in range(40):
        act((file.families, oracle), random)
    copy(file, store, "file", silent)
    assert_equal(store.families, oracle, random)
    assert EntryKind.KIN in summed(store.dump())


def test_an_offer_says_which_family_it_is_in_and_what_it_came_as(store: Store) -> None:
    made = offer("0", employer=Named(name="ACME Ltd", raw="", span=SPAN))
    store.index.put([first(made), first(offer("1"))])
    found = store.index.search(Term("arrival", "new"))
    assert {one.offer.id for one in found.offers} == {*IDS[:2]}
    assert store.index.search(Term("family", IDS[0])).total == 1
    known = store.index.known([IDS[0]])[IDS[0]]
    assert (known.family, known.arrival) == (None, None)
    placed = again(known, MONDAY, family=IDS[1], arrival=ARRIVAL)
    assert not store.index.put([replace(placed, sightings=())])
    known = store.index.known([IDS[0]])[IDS[0]]
    assert (known.family, known.arrival) == (IDS[1], ARRIVAL)
    assert store.index.search(Term("family", IDS[0])).total == 0
    assert store.index.search(Term("family", IDS[1])).total == 2
    assert store.index.search(Term("arrival", "repost")).offers == (known,)
    assert store.index.facets(Everything(), "family") == [(IDS[1], 2)]
    assert store.index.search(Term("name", "acme ltd")).offers == (known,)
    assert store.index.search(Exists("name")).total == 1


def test_a_sealed_offer_is_in_no_family(store: Store) -> None:
    sealed = first(offer("0"), sealed=Protects.MINOR, pending=(), family="f", arrival=ARRIVAL)
    store.index.put([sealed, first(offer("1"), family="f", arrival=ARRIVAL)])
    known = store.index.known(IDS[:2])
    assert (known[IDS[0]].family, known[IDS[0]].arrival) == (None, None)
    assert not store.index.put([again(known[IDS[1]], MONDAY, sealed=Protects.MINOR, pending=())])
    known = store.index.known(IDS[:2])
    assert (known[IDS[1]].family, known[IDS[1]].arrival) == (None, None)


def test_an_event_says_how_it_was_noticed_and_how_well(store: Store, file: Store) -> None:
    entered = first(offer("0"))
    gone = Event(
        kind=EventKind.GONE,
        offer=IDS[0],
        version=entered.known.version,
        run="run-2",
        at=MONDAY + timedelta(days=1),
        occasion=MONDAY.isoformat(),
        reason="answers 410",
        confidence=0.95,
    )
    assert gone.id == replace(gone, reason=None, confidence=None).id
    life = replace(entered.known, status=Status.GONE, pending=(*entered.known.pending, gone))
    events = (*entered.events, gone)
    assert not store.index.put([replace(entered, known=life, events=events)])
    assert store.index.events(IDS[0]) == list(events)
    assert store.index.events_of_run("run-2") == [gone]
    assert store.index.known(IDS)[IDS[0]].pending == events
    copy(store, file, "store", silent)
    assert file.index.events(IDS[0]) == list(events)


def test_kin_under_tables_that_are_given_up_are_erased_in_the_end(
    file: Store, tmp_path: Path
) -> None:
    """Whoever gave them up may have been killed before he had erased them all."""
    begin(file.families)
    of = [printed(id_, keys=(1, 2), contacts=("x",)) for id_ in IDS[:3]]
    file.families.enter([alone(one) for one in of])
    path = tmp_path / "file.db"
    ask(path, "UPDATE print_tables SET current = 0, old = 1, document = ''")
    assert file.families.tables() is None
    assert file.families.kin(IDS) == {}
    assert file.families.alike([replace(of[0], offer="other")]) == {"other": []}
    assert EntryKind.KIN not in summed(file.dump())
    assert not file.index.delete([IDS[0]], MONDAY)
    assert ask(path, "SELECT count(*) FROM kin") == [(2,)]
    assert ask(path, "SELECT count(*) FROM print_key_0") == [(4,)]
    begin(file.families)
    for table in (*TABLES, "print_tables WHERE old"):
        assert ask(path, f"SELECT count(*) FROM {table}") == [(0,)]


@pytest.mark.parametrize("number", [-(1 << 64), 1 << 63])
def test_a_print_that_could_not_be_read_back_is_refused(file: Store, number: int) -> None:
    begin(file.families)
    with pytest.raises(ValueError, match="whole number of"):
        file.families.enter([alone(printed(IDS[0], keys=(1, number)))])
    assert file.families.kin(IDS) == {}


def test_nothing_is_left_in_the_file_of_what_was_replaced(tmp_path: Path) -> None:
    with open_store(URL, tokens, folder=tmp_path) as store:
        begin(store.families)
        for number in range(9):
            one = printed(IDS[0], keys=(number, number + 1), contacts=(f"{number}",))
            store.families.enter([alone(one)])
    for table, count in zip(TABLES, (1, 2, 0, 0, 1), strict=True):
        assert ask(tmp_path / "store.db", f"SELECT count(*) FROM {table}") == [(count,)]


def test_of_a_call_that_was_killed_what_is_there_leads_to_no_gap(home: Home) -> None:
    """Links come before kin, and families last; the same call again completes it."""
    with home.open() as store:
        begin(store.families)
    for turn in range(3):
        command = [sys.executable, "-m", "tests.index.linker", home.url, str(home.folder)]
        with subprocess.Popen(
            [*command, f"name{turn}"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as linker:
            assert linker.stdout is not None
            heard = [linker.stdout.readline() for _ in range(turn + 1)]
            linker.kill()
        assert all(heard)
        with home.open() as store:
            for number in range(turn + 1):
                assert has(store, f"name{turn}", number) == (SIZE, SIZE - 1, 1)
            kin, links, families = has(store, f"name{turn}", turn + 1)
            assert links == SIZE - 1 or not kin
            assert kin == SIZE or not families
            store.families.enter(*entered(f"name{turn}", turn + 1))
            assert has(store, f"name{turn}", turn + 1) == (SIZE, SIZE - 1, 1)


def has(store: Store, name: str, number: int) -> tuple[int, int, int]:
    """How much is there of what one call enters: kin, links, families."""
    kin, _, (group,) = entered(name, number)
    ids = [one.print.offer for one in kin]
    found = store.families.kin(ids)
    assert all(found[one.print.offer] == one for one in kin if one.print.offer in found)
    alike = store.families.alike([kin[0].print])[ids[0]]
    assert [one.print.offer for one in alike] == [id_ for id_ in ids[1:] if id_ in found]
    return len(found), len(store.families.links(ids)), int(store.families.family(group.id) == group)
