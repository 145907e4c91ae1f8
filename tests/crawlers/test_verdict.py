"""How a run is judged."""

import pytest

from crawlers.verdict import Met, judge
from offers.run import Coverage, End

FULL, PARTIAL = Coverage.FULL, Coverage.PARTIAL


@pytest.mark.parametrize(
    ("met", "end", "coverage"),
    [
        (Met(offers=25, listings=1), End.OK, FULL),
        (Met(offers=9, listings=1, leads=10, ads=9, lost=1, first="x"), End.OK, FULL),
        (Met(offers=9, listings=2, listings_lost=1, leads=9, ads=9, first="x"), End.OK, PARTIAL),
        (Met(offers=9, listings=1, leads=9, ads=9, capped="max_pages"), End.OK, PARTIAL),
        (Met(offers=1, listings=1, leads=10, ads=1, lost=9, first="x"), End.BROKEN, PARTIAL),
        (Met(offers=1, listings=1, leads=10, ads=1, lost=9, refused=9, first="x"),
         End.BLOCKED, PARTIAL),
        (Met(offers=19, listings=1, expected=20), End.OK, PARTIAL),
        (Met(offers=20, listings=1, expected=20), End.OK, FULL),
        (Met(offers=4, listings=1, leads=9, ads=4, gone=4), End.OK, FULL),
        (Met(offers=5, listings=1, leads=10, ads=5, gone=5), End.OK, FULL),
        (Met(offers=4, listings=1, leads=9, ads=4, gone=5), End.OK, PARTIAL),
        (Met(offers=44, listings=1, leads=9, ads=4, spared=40, gone=5), End.OK, FULL),
        (Met(listings=1), End.EMPTY, FULL),
        (Met(listings=2, capped="max_pages = 2"), End.ABORTED, PARTIAL),
        (Met(listings=2, leads=3, ads=3, capped="max_pages = 5"), End.BROKEN, PARTIAL),
        (Met(), End.BROKEN, PARTIAL),
        (Met(listings=1, leads=5, ads=5), End.BROKEN, PARTIAL),
        (Met(listings_lost=1, first="layout"), End.BROKEN, PARTIAL),
        (Met(listings=1, leads=3, lost=3, first="500"), End.BROKEN, PARTIAL),
        (Met(listings_lost=1, refused=1, first="403"), End.BLOCKED, PARTIAL),
        (Met(offers=40, listings=2, leads=40, ads=40, lost=5, turned_away=True, refused=5),
         End.BLOCKED, PARTIAL),
        (Met(offers=40, listings=2, stopped="Ctrl-C"), End.ABORTED, PARTIAL),
        (Met(stopped="Ctrl-C"), End.ABORTED, PARTIAL),
    ],
)  # fmt: skip
def test_the_end_that_a_run_deserves(met: Met, end: End, coverage: Coverage) -> None:
    verdict = judge(met)
    assert (verdict.end, verdict.coverage) == (end, coverage)


@pytest.mark.parametrize(
    ("met", "reason"),
    [
        (Met(listings_lost=1, first="https://a.example/: status 500"),
         "no offer was read: https://a.example/: status 500"),
        (Met(listings_lost=1, refused=1, first="a", first_refusal="https://a.example/: 403"),
         "https://a.example/: 403"),
        (Met(offers=1, listings=1, leads=3, ads=1, lost=2, first="b: layout"),
         "2 of 3 ad pages could not be read: b: layout"),
        (Met(offers=5, listings=1, capped="a cap"), "a cap"),
        (Met(listings=2, capped="max_pages = 2 was reached"),
         "max_pages = 2 was reached before any ad was looked at"),
        (Met(offers=5, listings=2, listings_lost=1), "1 of its listing pages could not be read"),
        (Met(offers=5, listings=1), None),
        (Met(offers=5, listings=1, leads=14, ads=5, gone=9),
         "9 of 14 listed ads have a page that is gone"),
        (Met(offers=5, listings=1, expected=6),
         "5 offers were read, the site file expects at least 6"),
        (Met(offers=5, stopped="the time limit of 60 seconds was reached"),
         "the time limit of 60 seconds was reached"),
    ],
)  # fmt: skip
def test_the_reason_is_told(met: Met, reason: str | None) -> None:
    assert judge(met).reason == reason
