"""`offerwatch indicators`: what ads are looked at for, and the operator's own packs."""

from console.exits import Exit
from parsers.indicators.shipped import shipped
from tests.console.hand import Hand

OWN = """
[pack]
version = 2
[indicators."farm.dogs"]
name = "Guard dogs"
tier = "weak"
definition = "Guard dogs are named."
why = "Our casework."
sources = ["GK"]
needs = ["job", "price or contact"]
[indicators."farm.dogs".phrases]
en = [["guard dogs", "G", "dogs that guard"]]
[indicators."farm.dogs".denials]
en = [["no dogs", "G", "there are none"]]
"""


def own(hand: Hand, text: str = OWN) -> None:
    folder = hand.folder / "indicators"
    folder.mkdir(exist_ok=True)
    (folder / "farm.toml").write_text(text)


def test_all_are_listed_with_their_packs(hand: Hand) -> None:
    own(hand)
    rows = hand("indicators", "list").rows
    assert len(rows) == len(shipped().indicators) + 1
    assert rows[-1] == {
        "id": "farm.dogs",
        "tier": "weak",
        "weight": "1",
        "phrases": "2",
        "pack": "farm 2",
        "name": "Guard dogs",
    }


def test_all_are_listed_for_scripts(hand: Hand) -> None:
    found = hand("indicators", "list", "--json").objects
    assert [one["id"] for one in found] == list(shipped().indicators)
    assert all(one["sources"] and one["definition"] and one["why"] for one in found)


def test_one_is_shown(hand: Hand) -> None:
    own(hand)
    told = hand("indicators", "show", "farm.dogs").out
    assert "Guard dogs" in told
    assert "Needs: job; price or contact" in told
    assert "general knowledge" in told
    assert "dogs that guard" in told


def test_one_that_is_not_there(hand: Hand) -> None:
    found = hand("indicators", "show", "job.fee-upfrnt")
    assert found.code == Exit.FAILED
    assert 'did you mean "job.fee-upfront"?' in found.err


def test_packs_are_checked(hand: Hand) -> None:
    own(hand)
    assert "1 own pack without faults" in hand("indicators", "check").err
    own(hand, OWN.replace('"weak"', '"wek"'))
    answer = hand("indicators", "check", "--json")
    assert answer.code == Exit.FAILED
    (found,) = answer.objects
    assert (found["file"], found["line"]) == ("indicators/farm.toml", 6)
    assert found["field"] == "indicators.farm.dogs.tier"
    assert found["remedy"] == 'did you mean "weak"?'


def test_faults_are_told_where_indicators_are_listed(hand: Hand) -> None:
    own(hand, "x = 1")
    assert "offerwatch indicators check" in hand("indicators", "list").err
