"""`offerwatch family split|join|hub` and `families rebuild`: what a person decides holds."""

from dataclasses import replace

import pytest

from console.exits import Exit
from offers.offer import Contact, Offer, offer_id
from offers.span import Span
from tests.console.hand import OFFER, SEEN, SETTINGS, Hand
from tests.index.conftest import HOMES
from workspace.folder import Workspace

WORDS = "waiters cooks dishwashers wanted now for a large hotel on the coast near Bari in summer"
NUMBER = "+442079460001"


def copy(site: str, text: str = WORDS) -> Offer:
    """The same ad on some site."""
    contact = Contact(kind="phone", value=NUMBER, raw=NUMBER, span=Span("text", 0, 4))
    id_ = offer_id(site, "1")
    made = replace(OFFER, id=id_, site=site, key="1", url=f"https://{site}.example/1")
    return replace(made, title=None, text=text, said={}, contacts=(contact,), digest="")


A, B, C = map(copy, ("bazaar", "market", "souq"))
OTHER = copy("channel", "Drivers sought with own van: parcels, evenings, Dortmund, paid weekly")


@pytest.fixture
def known(empty: Hand) -> Hand:
    """One ad on three sites, and another one with the same number."""
    for day, offer in enumerate((A, B, C, OTHER)):
        empty.record([offer], site=offer.site, day=day)
    return empty


@pytest.fixture(params=HOMES)
def housed(request: pytest.FixtureRequest, empty: Hand) -> Hand:
    """The same, in either home."""
    if request.param == "elastic":
        server, prefix = map(request.getfixturevalue, ("elasticsearch", "prefix"))
        (empty.folder / "offerwatch.toml").write_text(f'store = "{server}/{prefix}"\n{SETTINGS}')
    for day, offer in enumerate((A, B, C, OTHER)):
        empty.record([offer], site=offer.site, day=day)
    return empty


def families(hand: Hand) -> set[frozenset[str]]:
    """The ads of each family."""
    told = hand("search", "--json", "--limit", "0").objects
    heads = {each["family"] for each in told}
    return {frozenset(one["id"] for one in told if one["family"] == head) for head in heads}


TOGETHER = {frozenset({A.id, B.id, C.id}), frozenset({OTHER.id})}
PARTED = {frozenset({A.id, B.id}), frozenset({C.id}), frozenset({OTHER.id})}


def test_a_crawl_tells_what_was_seen_before(known: Hand) -> None:
    assert families(known) == TOGETHER
    (told,) = known("changes", "--since", "2026-11-03", "--site", "souq", "--json").objects
    assert (told["what"], told["arrival"]["earlier"]) == ("elsewhere", A.id)
    (other,) = known("changes", "--since", "2026-11-03", "--site", "channel", "--json").objects
    assert (other["what"], other["arrival"]) == ("new", None)


def test_both_homes_tell_the_same(housed: Hand) -> None:
    """All that is asked and decided here, as a person would."""
    assert families(housed) == TOGETHER
    (contact,) = housed("contact", "020 7946 0001", "--country", "GB", "--json").objects
    assert (contact["offers"], len(contact["families"]), contact["hub"]) == (4, 2, False)
    assert contact["sites"] == {"bazaar": 1, "channel": 1, "market": 1, "souq": 1}
    rows = housed("search", "--by", "family").rows
    assert [(row["family"], row["found"], row["ads"]) for row in rows] == [
        (A.id, "3", "3"),
        (OTHER.id, "1", "1"),
    ]
    housed("family", "split", A.id, C.id)
    assert families(housed) == PARTED
    housed("family", "hub", NUMBER, "--yes")
    assert housed("families", "rebuild").code == Exit.OK
    assert families(housed) == PARTED
    (told,) = housed("family", "show", B.id, "--json").objects
    assert (told["size"], [one["id"] for one in told["members"]]) == (2, [A.id, B.id])
    assert [len(told["decisions"]), told["members"][1]["link"]["grade"]] == [2, "identical"]
    what = [each["what"] for each in housed("changes", "--since", "2026-11-03", "--json").objects]
    assert sorted(what) == ["elsewhere", "elsewhere", "new", "new"]


def test_what_was_parted_stays_apart(known: Hand) -> None:
    answer = known("family", "split", A.id, C.id[:8], "--reason", "another hotel")
    assert answer.code == Exit.OK
    assert [row["with ads"] for row in answer.rows] == ["1", "2"]
    assert families(known) == PARTED
    known.record([C], [C], site="souq", day=5)
    assert families(known) == PARTED
    assert known("families", "rebuild").code == Exit.OK
    assert families(known) == PARTED
    assert "not the same" in known("family", "show", C.id).out
    assert "another hotel" in known("family", "show", A.id).out


def test_several_leave_together(known: Hand) -> None:
    answer = known("family", "split", A.id, B.id, C.id, "--json")
    assert [(told["family"], told["size"]) for told in answer.objects] == [
        (B.id, 2),
        (B.id, 2),
        (A.id, 1),
    ]
    assert frozenset({B.id, C.id}) in families(known)


def test_the_others_stay_together_without_the_first_of_them(known: Hand) -> None:
    known("family", "split", B.id, A.id)
    assert families(known) == {frozenset({A.id}), frozenset({B.id, C.id}), frozenset({OTHER.id})}


def test_what_was_parted_is_joined_again(known: Hand) -> None:
    known("family", "split", A.id, C.id)
    answer = known("family", "join", C.id, B.id, "--json")
    assert {told["family"] for told in answer.objects} == {A.id}
    assert families(known) == TOGETHER


def test_ads_without_a_word_in_common_are_joined(known: Hand) -> None:
    known("family", "join", A.id, OTHER.id, "--reason", "told by the hotel")
    assert families(known) == {frozenset({A.id, B.id, C.id, OTHER.id})}
    known("families", "rebuild")
    assert families(known) == {frozenset({A.id, B.id, C.id, OTHER.id})}
    assert "told by the hotel" in known("family", "show", OTHER.id).out
    known("family", "split", A.id, OTHER.id)
    assert families(known) == TOGETHER


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("split", A.id, OTHER.id), Exit.FAILED, "is not in that family"),
        (("split", A.id, A.id, B.id, C.id), Exit.USAGE, "all ads of it"),
        (("split", A.id, "0000"), Exit.FAILED, "no open offer"),
        (("join", A.id, A.id), Exit.USAGE, "one and the same ad"),
        (("join", A.id, "0000"), Exit.FAILED, "no offer and no family"),
        (("hub", "nobody"), Exit.FAILED, "no open offer names 'nobody'"),
        (("hub", NUMBER, "--yes", "--forget"), Exit.USAGE, "one at a time"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    known: Hand, words: tuple[str, ...], code: Exit, said: str
) -> None:
    before = families(known)
    answer = known("family", *words)
    assert answer.code == code
    assert said in answer.err
    assert families(known) == before


def test_what_is_a_hub_has_nothing_in_common(known: Hand) -> None:
    assert f"a contact\t{OTHER.id}" in known("family", "show", A.id).out
    assert "no hub, 2 families on 4 sites" in known("family", "hub", NUMBER).out
    ruled = known("family", "hub", "0044 20 7946 0001", "--yes", "--reason", "an agency", "--json")
    assert [told["hub"] for told in ruled.objects] == [True]
    assert "an agency" in known("family", "hub", NUMBER).out
    assert OTHER.id not in known("family", "show", A.id).out
    (told,) = known("contact", NUMBER, "--json").objects
    assert told["hub"] is True
    assert families(known) == TOGETHER
    known("family", "hub", NUMBER, "--no")
    assert f"a contact\t{OTHER.id}" in known("family", "show", A.id).out


def test_what_was_said_of_a_contact_is_forgotten(known: Hand) -> None:
    counted = known("family", "hub", NUMBER).out
    known("family", "hub", NUMBER, "--yes")
    assert OTHER.id not in known("family", "show", A.id).out
    answer = known("family", "hub", "0044 20 7946 0001", "--forget", "--reason", "a mistake")
    assert (answer.code, answer.out) == (Exit.OK, counted)
    assert f"a contact\t{OTHER.id}" in known("family", "show", A.id).out
    with Workspace.open(known.folder).open_store() as store:
        [entry] = store.journal.audit()
        assert store.families.rulings() == []
    assert (entry.action, entry.reason) == ("forget hub", "a mistake")
    assert NUMBER[1:] not in entry.subject
    again = known("family", "hub", NUMBER, "--forget")
    assert (again.code, again.out) == (Exit.FAILED, "")
    assert "nobody said anything" in again.err


def test_it_is_forgotten_though_no_ad_names_it_any_more(known: Hand) -> None:
    known("family", "hub", NUMBER, "--yes")
    with Workspace.open(known.folder).open_store() as store:
        store.index.delete([A.id, B.id, C.id, OTHER.id], SEEN)
    assert known("family", "hub", NUMBER).code == Exit.FAILED
    assert known("family", "hub", NUMBER, "--forget").code == Exit.OK
    with Workspace.open(known.folder).open_store() as store:
        assert store.families.rulings() == []


def test_a_rebuild_gives_the_same_and_says_how_far_it_is(known: Hand) -> None:
    answer = known("families", "rebuild")
    assert "compared, of 4: 4" in answer.err
    assert "1 family of several ads, the largest of 3" in answer.err
    assert families(known) == TOGETHER
    (told,) = known("families", "rebuild", "--recount", "--json").objects
    assert (told["families"], told["largest"]["id"]) == (1, A.id)
    assert families(known) == TOGETHER


def test_of_hostile_reasons_nothing_reaches_the_terminal(known: Hand) -> None:
    evil = "\x1b[2J\u202e[red]"
    known("family", "split", A.id, C.id, "--reason", evil)
    known("family", "hub", NUMBER, "--yes", "--reason", evil)
    for words in (("show", A.id), ("hub", NUMBER), ("hub", NUMBER, "--json")):
        answer = known("family", *words)
        assert answer.code == Exit.OK
        assert not {"\x1b", "\u202e"} & {*answer.out, *answer.err}
    assert "\ufffd[2J\ufffd[red]" in known("family", "hub", NUMBER).out
