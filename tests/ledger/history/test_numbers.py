"""What the lives of many ads say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ledger.history.numbers import Board, Looks, SiteLife, boards, looks, median_span, site_life
from offers.family import Arrival, Grade, Relation
from offers.life import Known, Status
from offers.offer import IdFrom, Offer

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def known(site: str, first: int, last: int, status: Status = Status.ONLINE) -> Known:
    offer = Offer(id="x", id_from=IdFrom.KEY, site=site, url="u", seen=MONDAY, title=None, text="t")
    return Known(
        offer=offer,
        version="v",
        status=status,
        first_seen=MONDAY + first * DAY,
        last_seen=MONDAY + last * DAY,
        last_run="r",
        expires=MONDAY + 99 * DAY,
    )


def test_the_boards_of_a_family_in_their_order() -> None:
    members = [
        known("souq", 2, 5),
        known("bazaar", 0, 1, Status.GONE),
        known("agora", 2, 3),
        known("souq", 4, 9, Status.GONE),
    ]
    at = [MONDAY + number * DAY for number in range(10)]
    expected = (
        Board(site="bazaar", offers=1, online=0, first_seen=at[0], last_seen=at[1], delay=0 * DAY),
        Board(site="agora", offers=1, online=1, first_seen=at[2], last_seen=at[3], delay=2 * DAY),
        Board(site="souq", offers=2, online=1, first_seen=at[2], last_seen=at[9], delay=2 * DAY),
    )
    assert boards(members) == expected
    assert boards([]) == ()


def test_ads_that_are_still_there_count_for_as_long_as_they_were_seen() -> None:
    ended = [(number * DAY, True) for number in (1, 2, 3, 4)]
    assert median_span(ended) == 2 * DAY
    assert median_span([*ended, (9 * DAY, False), (9 * DAY, False)]) == 3 * DAY
    assert median_span([(0 * DAY, False)] * 9 + ended) == 2 * DAY
    assert median_span([*ended[:1], (9 * DAY, False), (9 * DAY, False)]) is None
    assert median_span([]) is None


def test_how_often_all_of_a_site_was_read() -> None:
    at = [MONDAY + days * DAY for days in (0, 1, 2, 9)]
    assert looks([at[3], *at[:3]]) == Looks(number=4, usual_gap=DAY, longest_gap=7 * DAY)
    assert looks(at[:1]) == Looks(number=1, usual_gap=None, longest_gap=None)


def arrived(site: str, relation: Relation, grade: Grade = Grade.NEAR) -> Known:
    arrival = Arrival(earlier="y", site=site, seen=MONDAY, grade=grade, relation=relation)
    return replace(known("bazaar", 0, 4), arrival=arrival)


def test_a_site_in_numbers() -> None:
    found = site_life([
        known("bazaar", 0, 2, Status.GONE),
        known("bazaar", 0, 2, Status.GONE),
        arrived("bazaar", Relation.REPOST),
        arrived("bazaar", Relation.SAME),
        arrived("souq", Relation.PARTIAL),
        arrived("bazaar", Relation.TEMPLATE),
        arrived("souq", Relation.SAME, Grade.CONTACT),
        known("bazaar", 0, 4),
    ])  # fmt: skip
    assert found == SiteLife(offers=8, online=6, median_span=None, reposted=0.25, copied=0.125)
    assert site_life([]) == SiteLife(offers=0, online=0, median_span=None, reposted=0.0, copied=0.0)
