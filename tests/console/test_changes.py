"""`offerwatch changes`: what runs noticed since a moment, each thing for what it is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from console.exits import Exit
from offers.family import Arrival, Grade, Relation
from offers.life import Change, Known
from offers.offer import Contact, Offer, Protects
from offers.span import Span
from tests.console.hand import HOSTILE, OFFER, SEEN, WIDE, Hand
from workspace.folder import Workspace

EDITED = replace(
    OFFER,
    title="Waiters wanted",
    contacts=(Contact(kind="phone", value="+12025550177", raw="1770", span=Span("text", 0, 4)),),
    digest="",
)


@pytest.fixture
def days(empty: Hand) -> Hand:
    """Two ads; one edited and one gone; the second back, and an ad of another site."""
    empty.record([OFFER, HOSTILE], [EDITED], [EDITED, HOSTILE])
    empty.record([WIDE], site="souq", day=1)
    return empty


def arrived(hand: Hand, offer: Offer, **how: object) -> None:
    """Keep what was known of the offer when it came."""
    with Workspace.open(hand.folder).open_store() as store:
        known = store.index.known([offer.id])[offer.id]
        earlier = Arrival(
            **{
                "earlier": OFFER.id,
                "site": "bazaar",
                "seen": SEEN,
                "grade": Grade.NEAR,
                "relation": Relation.SAME,
                **how,
            }  # type: ignore[arg-type]
        )
        assert not store.index.put([Change(known=replace(known, arrival=earlier))])


def noticed(hand: Hand, *words: str) -> list[tuple[str, str]]:
    answer = hand("changes", "--since", "2026-11-03", "--json", *words)
    assert answer.code == Exit.OK
    return sorted((each["what"], each["id"]) for each in answer.objects)


def test_what_became_of_ads(days: Hand) -> None:
    assert noticed(days) == sorted(
        [
            ("new", OFFER.id),
            ("new", HOSTILE.id),
            ("new", WIDE.id),
            ("edited", OFFER.id),
            ("gone", HOSTILE.id),
            ("back", HOSTILE.id),
        ]
    )


def test_since_a_moment(days: Hand) -> None:
    since = (SEEN + timedelta(days=1, hours=12)).isoformat()
    answer = days("changes", "--since", since, "--json")
    assert [each["what"] for each in answer.objects] == ["back"]
    assert days("changes", "--since", "2026-11-06", "--json").out == ""
    assert "Nothing was noticed." in days("changes", "--since", "2026-11-06").err


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--site", "souq"], [("new", WIDE.id)]),
        (["--site", "SOUQ", "--site", "nosite"], [("new", WIDE.id)]),
        (["--only", "edited"], [("edited", OFFER.id)]),
        (["--only", "gone", "--only", "back"], [("back", HOSTILE.id), ("gone", HOSTILE.id)]),
        (["--only", "repost"], []),
    ],
)
def test_only_some_of_it(days: Hand, words: list[str], found: list[tuple[str, str]]) -> None:
    assert noticed(days, *words) == found


@pytest.mark.parametrize(
    ("how", "what", "said"),
    [
        ({}, "elsewhere", "seen before on bazaar on 2026-11-03"),
        (
            {"other_contacts": True},
            "elsewhere",
            "seen before on bazaar on 2026-11-03 with other contacts",
        ),
        ({"relation": Relation.REPOST}, "repost", "posted again; seen before on bazaar"),
        ({"relation": Relation.TEMPLATE}, "template", "for another place seen before on bazaar"),
        ({"relation": Relation.PARTIAL}, "partial", "in part seen before on bazaar"),
    ],
)
def test_what_is_new_is_told_from_what_was_seen_before(
    days: Hand, how: dict[str, object], what: str, said: str
) -> None:
    arrived(days, WIDE, **how)
    (found,) = days("changes", "--since", "2026-11-03", "--site", "souq", "--json").objects
    assert (found["what"], found["arrival"]["earlier"]) == (what, OFFER.id)
    assert said in days("changes", "--since", "2026-11-03", "--site", "souq").out


def test_sums_by_site_and_all_in_a_line(days: Hand) -> None:
    arrived(days, WIDE, relation=Relation.REPOST)
    answer = days("changes", "--since", "2026-11-03")
    head, *rows = [line.split("\t") for line in answer.out.split("\n\n")[0].splitlines()]
    sums = {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}
    assert {name for name, count in sums["bazaar"].items() if count != "0"} == {
        "new", "edited", "back", "gone",
    }  # fmt: skip
    assert sums["bazaar"]["new"] == "2"
    assert sums["souq"]["repost"] == "1"
    assert "3 new offers, 2 of them really new, 1 repost; 1 edited, 1 back, 1 gone" in answer.err


def test_an_edit_is_told_field_by_field(days: Hand) -> None:
    out = days("changes", "--since", "2026-11-03", "--only", "edited").out
    assert "title, contacts [-phone +12025550123-] {+phone +12025550177+}" in out
    (found,) = days("changes", "--since", "2026-11-03", "--only", "edited", "--json").objects
    assert [edit["field"] for edit in found["edits"]] == ["title", "contacts"]
    assert {"sign": "+", "text": "Waiters"} in found["edits"][0]["pieces"]


def test_at_most_so_many_of_each(empty: Hand, many: list[Offer]) -> None:
    words = (" ".join(f"word{number}x{at}" for at in range(30)) for number in range(25))
    empty.record(
        [replace(one, text=text, digest="") for one, text in zip(many, words, strict=False)]
    )
    answer = empty("changes", "--since", "2026-11-03", "--limit", "7")
    assert answer.out.count("Job ") == 7
    assert "7 of 25 are shown" in answer.err
    assert empty("changes", "--since", "2026-11-03", "--limit", "0").out.count("Job ") == 25


def test_of_hostile_words_nothing_reaches_the_terminal(days: Hand) -> None:
    answer = days("changes", "--since", "2026-11-03")
    assert "\ufffd]0;owned" in answer.out
    for each in (answer, days("changes", "--since", "2026-11-03", "--json")):
        assert not {"\x1b", "\u202e", "\x07"} & {*each.out, *each.err}


def test_what_is_sealed_is_not_told(days: Hand) -> None:
    with Workspace.open(days.folder).open_store() as store:
        known: Known = store.index.known([WIDE.id])[WIDE.id]
        store.index.put([Change(known=replace(known, sealed=Protects.MINOR))])
    assert noticed(days, "--site", "souq") == []


def test_when_it_was_is_read_or_refused(days: Hand) -> None:
    answer = days("changes", "--since", "yesterday")
    assert answer.code == Exit.USAGE
    assert "--since 'yesterday'" in answer.err
