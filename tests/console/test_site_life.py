"""`offerwatch sites life`: how long ads stay, as a table and for scripts."""

from dataclasses import replace

import pytest

from console.exits import Exit
from tests.console.hand import HOSTILE, OFFER, Hand
from tests.console.kin import COPY, entered

ODD = replace(OFFER, id="0" * 32, key="odd", digest="")


@pytest.fixture
def watched(empty: Hand) -> Hand:
    """Three ads of one site, of which one goes at once, and the same under another number after a
    day; and a copy on another site."""
    empty.record([OFFER, HOSTILE, ODD], [HOSTILE, ODD], [HOSTILE], [HOSTILE])
    empty.record([COPY], site="souq", day=1)
    entered(empty, OFFER, COPY)
    return empty


def test_how_long_ads_stay_and_what_stood_somewhere_before(watched: Hand) -> None:
    bazaar, souq = watched("sites", "life", "--json").objects
    assert bazaar == {
        "site": "bazaar",
        "offers": 3,
        "online": 1,
        "reposted": 1 / 3,
        "copied": 0.0,
        "looks": 4,
        "median_span_seconds": 86400.0,
        "usual_gap_seconds": 86400.0,
        "longest_gap_seconds": 86400.0,
    }
    assert (souq["copied"], souq["median_span_seconds"], souq["looks"]) == (1.0, None, 1)
    rows = watched("sites", "life").rows
    assert rows[0]["half gone after"] == rows[0]["looked at every"] == "24 hours"
    assert [(row["from elsewhere"], row["half gone after"]) for row in rows[1:]] == [
        ("100%", "not yet")
    ]


def test_of_some_sites(watched: Hand) -> None:
    assert [row["site"] for row in watched("sites", "life", "souq").rows] == ["souq"]
    answer = watched("sites", "life", "nowhere")
    assert (answer.code, answer.out) == (Exit.USAGE, "")


def test_no_ad_yet(empty: Hand) -> None:
    answer = empty("sites", "life")
    assert (answer.code, answer.out) == (Exit.OK, "")
    assert "offerwatch crawl" in answer.err


def test_a_family_tells_on_which_boards_it_stood(watched: Hand) -> None:
    (told,) = watched("family", "show", OFFER.id, "--limit", "1", "--json").objects
    assert [(one["site"], one["online"], one["delay_seconds"]) for one in told["boards"]] == [
        ("bazaar", 0, 0.0),
        ("souq", 1, 86400.0),
    ]
    assert "souq\t1\t1\t2026-11-04" in watched("family", "show", OFFER.id).out
