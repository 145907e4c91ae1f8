"""The benchmarks: their arithmetic, and that those that need no other process still work."""

import json
from collections.abc import Iterator

import pytest

from bench import indicators, memory, normalisers, page, readers
from bench.measure import Pair, Spread, gains, percentile, ratios, turns
from bench.pages import ad_page, list_page, made_ads
from bench.report import Benchmark, Figure, Goal, Report, Size, document, main, table


def test_the_median_of_pairs_counts() -> None:
    pairs = (Pair(2, 1), Pair(30, 10), Pair(8, 2))
    assert ratios(pairs) == Spread(3, 2, 4)
    assert gains(pairs) == Spread(1 / 3, 1 / 4, 1 / 2)


def test_sides_take_turns_and_change_who_begins() -> None:
    asked: list[str] = []

    def side(name: str, spent: float) -> float:
        asked.append(name)
        return spent

    pairs = turns(lambda _: side("ours", 1), lambda _: side("peer", 2), 2)
    assert pairs == (Pair(1, 2), Pair(1, 2))
    assert asked == ["ours", "peer", "peer", "ours"]


def test_percentiles() -> None:
    assert percentile(range(101), 95) == 95


def test_goals() -> None:
    assert Goal(1.5).met(1.5)
    assert not Goal(1.5).met(1.6)
    assert Goal(10, at_least=True).met(10)
    assert not Goal(10, at_least=True).met(9.9)


REPORT = Report(
    "Crawling",
    "made up",
    (
        Figure("a page", "times", Spread(2.345, 2, 3), Goal(1.5)),
        Figure("memory", "MiB", Spread(210.4, 210.4, 210.4), Goal(350)),
        Figure("a page, ours", "ms CPU", Spread(1234.5, 1000, 2000)),
    ),
)


def test_a_table_shows_what_was_measured_and_hoped_for() -> None:
    lines = table(REPORT).splitlines()
    assert "2.35 times" in lines[3]
    assert lines[3].endswith("<= 1.50  MISSED")
    assert lines[4].endswith("<=  350  met") or lines[4].endswith("<= 350  met")
    assert "1,234 ms CPU" in lines[5]


def test_json_tells_the_same() -> None:
    told = json.loads(document([REPORT]))
    figures = told["reports"][0]["figures"]
    assert [one["met"] for one in figures] == [False, True, None]
    assert figures[0]["goal"] == {"limit": 1.5, "at_least": False}


def _one(_size: Size) -> Iterator[Report]:
    yield REPORT


@pytest.mark.parametrize(("asked", "code"), [([], 0), (["--strict"], 1)])
def test_missed_goals_are_an_error_only_if_that_is_wanted(
    asked: list[str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["bench", *asked])
    assert main("made up", _one) == code


def test_ads_are_the_same_each_time_and_all_different() -> None:
    ads = made_ads(300)
    assert ads == made_ads(300)
    assert len({ad_page(ad, 10_000) for ad in ads}) == 300


@pytest.mark.parametrize("size", [10_000, 60_000])
def test_pages_are_about_as_large_as_wanted(size: int) -> None:
    for ad in made_ads(20):
        assert 0.85 * size < len(ad_page(ad, size)) < 1.15 * size


def test_the_last_page_of_a_list_leads_nowhere() -> None:
    ads = made_ads(3)
    assert b'rel="next"' in list_page(ads, 1, last=False)
    assert b'rel="next"' not in list_page(ads, 1, last=True)


@pytest.mark.parametrize(
    "benchmark", [page.measure, readers.measure, normalisers.measure, indicators.measure]
)
def test_they_still_work(benchmark: Benchmark) -> None:
    for report in benchmark(Size.QUICK):
        assert all(figure.measured.low > 0 for figure in report.figures)


def test_a_crawl_is_measured() -> None:
    (report,) = memory.measure(Size.QUICK)
    named = {figure.name: figure.measured.median for figure in report.figures}
    assert named["memory at 60 pages"] > 20
