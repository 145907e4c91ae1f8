"""`offerwatch family show` and `offerwatch families list`: an ad in all places where it stood."""

from dataclasses import replace

import pytest

from console.exits import Exit
from console.timeline import EDITED, GONE, STILL
from offers.family import Decision, Family, Grade, Relation
from offers.offer import Offer
from tests.console.hand import HOSTILE, OFFER, SEEN, WIDE, Hand
from tests.console.kin import COPY, FOUND, entered, linked
from workspace.folder import Workspace

TERMINAL = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "80"}
"""What makes a terminal of eighty columns of what is read by a test."""


@pytest.fixture
def known(empty: Hand) -> Hand:
    """The waiter's ad, edited a day later; on another site by another number; and one alone."""
    edited = replace(OFFER, text=f"{OFFER.text}\n\nHurry up!", digest="")
    empty.record([OFFER, HOSTILE], [edited], [edited])
    empty.record([COPY], [COPY], site="souq", day=1)
    entered(empty, OFFER, COPY, relation=Relation.REPOST)
    return empty


@pytest.mark.parametrize("id", [OFFER.id, OFFER.id[:8], COPY.id, COPY.id[:6]])
def test_any_ad_of_a_family_leads_to_it(known: Hand, id: str) -> None:
    (told,) = known("family", "show", id, "--json").objects
    assert told["id"] == OFFER.id
    assert (told["size"], told["sites"]) == (2, ["bazaar", "souq"])
    assert [one["id"] for one in told["members"]] == [OFFER.id, COPY.id]


def test_each_member_is_told_with_why_and_what_differs(known: Hand) -> None:
    (told,) = known("family", "show", OFFER.id, "--json").objects
    founder, copy = told["members"]
    assert (founder["link"], founder["differs"]) == (None, [])
    assert copy["link"]["to"] == OFFER.id
    assert (copy["link"]["grade"], copy["link"]["relation"]) == ("near", "repost")
    differs = {edit["field"]: edit for edit in copy["differs"]}
    assert differs.keys() == {"title", "text", "contacts"}
    assert differs["contacts"]["went"] == ["phone +12025550123"]
    assert differs["contacts"]["came"] == ["phone +12025550177", "telegram waiters_eu"]


def test_contacts_are_told_over_time(known: Hand) -> None:
    (told,) = known("family", "show", OFFER.id, "--json").objects
    assert [(one["value"], one["begin"][:10], one["end"][:10]) for one in told["contacts"]] == [
        ("+12025550123", "2026-11-03", "2026-11-05"),
        ("+12025550177", "2026-11-04", "2026-11-05"),
        ("waiters_eu", "2026-11-04", "2026-11-05"),
    ]
    assert [one["sites"] for one in told["contacts"]] == [["bazaar"], ["souq"], ["souq"]]


def test_a_terminal_draws_when_each_was_there(known: Hand) -> None:
    out = known("family", "show", OFFER.id, **TERMINAL).out
    lines = out.splitlines()
    first = next(line for line in lines if f"bazaar {OFFER.id[:8]}" in line)
    second = next(line for line in lines if f"souq {COPY.id[:8]}" in line)
    assert EDITED in first
    assert EDITED not in second
    assert first.count(STILL) == second.count(STILL) == 1
    assert second.count("━") < first.count("━")
    assert "posted again after" in out


def test_what_is_gone_is_drawn_as_gone(empty: Hand) -> None:
    empty.record([OFFER], [HOSTILE])
    empty.record([COPY], site="souq")
    entered(empty, OFFER, COPY)
    out = empty("family", "show", COPY.id, **TERMINAL).out
    assert (
        next(line for line in out.splitlines() if f"bazaar {OFFER.id[:8]}" in line).count(GONE) == 1
    )


def test_a_pipe_gets_members_and_contacts_as_lines(known: Hand) -> None:
    members = known("family", "show", OFFER.id).out.split("\n\n")[1].splitlines()
    rows = [
        dict(zip(members[0].split("\t"), line.split("\t"), strict=True)) for line in members[1:]
    ]
    assert [row["id"] for row in rows] == [OFFER.id, COPY.id]
    assert (rows[1]["grade"], rows[1]["relation"], rows[1]["score"]) == ("near", "repost", "0.81")
    assert "phone +12025550177\t2026-11-04" in known("family", "show", OFFER.id).out


def test_an_ad_that_is_alone(known: Hand) -> None:
    (told,) = known("family", "show", HOSTILE.id, "--json").objects
    assert (told["id"], told["size"], len(told["members"])) == (HOSTILE.id, 1, 1)
    answer = known("family", "show", HOSTILE.id, **TERMINAL)
    assert answer.code == Exit.OK
    assert "\x07" not in answer.out
    assert "\x1b]0" not in answer.out
    assert "\u202e" not in answer.out


def test_what_has_something_in_common_is_told_beside(known: Hand) -> None:
    known.record([WIDE], site="souq", day=1)
    with Workspace.open(known.folder).open_store() as store:
        store.families.enter(links=[linked(COPY, WIDE, grade=Grade.CONTACT)])
    out = known("family", "show", OFFER.id).out
    assert f"a contact\t{WIDE.id}\tsouq" in out
    (told,) = known("family", "show", OFFER.id, "--json").objects
    assert told["beyond"][0]["grade"] == "contact"


def test_decisions_stand_below(known: Hand) -> None:
    with Workspace.open(known.folder).open_store() as store:
        store.families.decide(
            Decision(
                one=OFFER.id,
                other=COPY.id,
                same=True,
                at=FOUND,
                actor="ann\x1b[2J",
                reason="same \u202eboss",
            )
        )
    answer = known("family", "show", OFFER.id)
    assert "ann\ufffd[2J\tthe same" in answer.out
    assert not {"\x1b", "\u202e"} & {*answer.out}


def test_an_id_that_was_a_familys_leads_on(known: Hand) -> None:
    former = Family(
        id="f" * 32,
        base="f" * 32,
        size=0,
        sites=(),
        first_seen=SEEN,
        last_seen=SEEN,
        leads_to=OFFER.id,
    )
    with Workspace.open(known.folder).open_store() as store:
        store.families.enter(families=[former])
    (told,) = known("family", "show", "ffff", "--json").objects
    assert told["id"] == OFFER.id


@pytest.mark.parametrize("id", ["0" * 8, "", "nothing\x1b[2J"])
def test_what_is_no_family_is_said(known: Hand, id: str) -> None:
    answer = known("family", "show", id)
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert "families list" in answer.err
    assert "\x1b" not in answer.err


def test_at_most_so_many_ads(known: Hand) -> None:
    answer = known("family", "show", OFFER.id, "--limit", "1")
    assert COPY.id not in answer.out
    assert "1 of 2 ads" in answer.err


def test_when_any_ad_of_it_was_seen_last_is_of_today_and_of_all(known: Hand) -> None:
    """Neither as of when the family last changed, nor of those ads alone that are shown."""
    known.record([COPY], site="souq", day=7)
    known.record([HOSTILE], day=8)
    with Workspace.open(known.folder).open_store() as store:
        family = store.families.family(OFFER.id)
        assert family is not None
        assert f"{family.last_seen:%Y-%m-%d}" == "2026-11-05"
    (told,) = known("family", "show", OFFER.id, "--limit", "1", "--json").objects
    assert (told["last_seen"], told["online"]) == ("2026-11-10T08:30:00Z", 1)
    out = known("family", "show", OFFER.id, "--limit", "1").out
    assert "last seen\t2026-11-10 10:30" in out
    assert "ads\t2, 1 online" in out


def test_families_are_listed_the_largest_first(known: Hand, many: list[Offer]) -> None:
    known.record(many[:4], site="souq", day=1)
    entered(known, many[0], *many[1:4])
    rows = known("families", "list").rows
    assert [(row["family"], row["ads"]) for row in rows] == [(many[0].id, "4"), (OFFER.id, "2")]
    assert [one["id"] for one in known("families", "list", "--json").objects] == [
        many[0].id,
        OFFER.id,
    ]
    assert len(known("families", "list", "--limit", "1").rows) == 1
    assert [row["ads"] for row in known("families", "list", "--least", "3").rows] == ["4"]


def test_no_family_yet(empty: Hand) -> None:
    answer = empty("families", "list")
    assert (answer.code, answer.out) == (Exit.OK, "")
    assert "No family has 2 ads yet" in answer.err


def test_show_tells_where_an_ad_was_seen_before(known: Hand) -> None:
    out = known("show", COPY.id).out
    assert "posted again; seen before on bazaar on 2026-11-03 with other contacts" in out
    assert f"{OFFER.id[:8]}: 2 ads on bazaar, souq since 2026-11-03" in out
    (told,) = known("show", COPY.id, "--json").objects
    assert (told["family"], told["arrival"]["earlier"]) == (OFFER.id, OFFER.id)
    (alone,) = known("show", HOSTILE.id, "--json").objects
    assert (alone["family"], alone["arrival"]) == (HOSTILE.id, None)


def test_a_search_by_family_has_a_line_for_each(known: Hand) -> None:
    rows = known("search", "--by", "family").rows
    assert [(row["family"], row["found"], row["ads"], row["sites"]) for row in rows] == [
        (OFFER.id, "2", "2", "bazaar, souq"),
        (HOSTILE.id, "1", "1", "bazaar"),
    ]
    (told,) = known("search", "site:souq", "--by", "family", "--json").objects
    assert (told["id"], told["found"], told["size"]) == (OFFER.id, 1, 2)
    assert len(known("search", "--by", "family", "--limit", "1").rows) == 1
    assert "--limit 0 shows all" in known("search", "--by", "family", "--limit", "1").err
    assert len(known("search", "--by", "family", "--limit", "0", "--json").objects) == 2
    assert "No offer fits" in known("search", "nothing", "--by", "family").err
