"""A run that waits for a person: shown everywhere, answered once."""

from dataclasses import replace

import pytest

from console.exits import Exit
from offers.life import Change, Status
from offers.offer import offer_id
from offers.run import Coverage, End, Run
from tests.console.hand import OFFER, SEEN, Hand
from workspace.folder import Workspace

NUMBERS = range(12)


@pytest.fixture
def asked(empty: Hand) -> Run:
    """A board of twelve ads that all have other addresses on the next day."""
    workspace = Workspace.open(empty.folder)
    with workspace.open_store() as store:
        ledger = workspace.ledger(store)
        for day, sort in enumerate(("old", "new")):
            at = SEEN.replace(day=SEEN.day + day)
            run = ledger.begin("bazaar", at)
            keys = [f"{sort}{number}" for number in NUMBERS]
            ids = [offer_id("bazaar", key) for key in keys]
            ads = zip(keys, ids, strict=True)
            ledger.record(run, [
                replace(OFFER, id=id_, key=key, url=f"https://bazaar.example/{key}", seen=at)
                for key, id_ in ads
            ])  # fmt: skip
            known = store.index.known(ids)
            store.index.put([Change(known=replace(one, family="f" * 32)) for one in known.values()])
            run = ledger.end(run, End.OK, Coverage.FULL, at)
    return run


def gone(hand: Hand) -> int:
    with Workspace.open(hand.folder).open_store() as store:
        ids = [offer_id("bazaar", f"old{number}") for number in NUMBERS]
        return sum(one.status is Status.GONE for one in store.index.known(ids).values())


def test_the_question_is_told_with_what_to_type(empty: Hand, asked: Run) -> None:
    typed = f"offerwatch runs {asked.id[-8:]} --answer moved"
    listed, one, checked = empty("runs"), empty("runs", asked.id[-8:]), empty("doctor", "--json")
    assert listed.rows[0]["end"] == "ok (held)"
    assert all(typed in answer.err for answer in (listed, one))
    [held] = [each for each in checked.objects if each["about"] == "held run"]
    assert (held["level"], typed in held["remedy"]) == ("warn", True)
    assert "has the site moved its ads" in held["said"]
    assert gone(empty) == 0


@pytest.mark.parametrize("said", ["moved", "gone"])
def test_an_answer_lets_the_run_go_on(empty: Hand, asked: Run, said: str) -> None:
    answer = empty("runs", asked.id[-8:], "--answer", said)
    assert answer.code == Exit.OK
    assert f"Answered: {said}" in answer.out
    assert gone(empty) == len(NUMBERS)
    again = empty("runs", asked.id[-8:], "--answer", "gone", "--json")
    assert (again.code, again.objects[0]["held"], again.objects[0]["swept"]) == (0, False, True)
    assert "Nothing is asked of the run" in again.err
    assert [each for each in empty("doctor", "--json").objects if each["about"] == "held run"] == []


def test_an_answer_needs_a_run_and_a_word(empty: Hand, asked: Run) -> None:
    assert empty("runs", "--answer", "moved").code == Exit.USAGE
    assert empty("runs", asked.id, "--answer", "perhaps").code == Exit.USAGE
    assert gone(empty) == 0
