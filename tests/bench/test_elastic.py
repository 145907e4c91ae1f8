"""The benchmarks that need an Elasticsearch still work, and say so where there is none."""

from collections.abc import Iterable

from bench import bulk, homes, settling
from bench.report import Report, Size, table


def figures(reports: Iterable[Report]) -> dict[tuple[str, str, str], float]:
    return {
        (report.title, figure.name, figure.unit): figure.measured.median
        for report in reports
        for figure in report.figures
    }


def test_a_put_is_measured_beside_a_bare_request(elasticsearch: str, prefix: str) -> None:
    found = figures(bulk.measure(elasticsearch, prefix, Size.QUICK))
    assert len(found) == 6 * 7
    assert all(value > 0 for value in found.values())


def test_both_homes_are_measured_side_by_side(elasticsearch: str, prefix: str) -> None:
    found = figures(homes.measure(f"{elasticsearch}/{prefix}", Size.QUICK))
    for home in ("SQLite", "Elasticsearch"):
        assert found[f"Search, 200 offers, {home}", "all", "ms p95"] > 0
        assert found["Export of 200 offers", f"{home}, memory at most", "MiB"] > 20


def test_settling_is_measured_with_the_server(elasticsearch: str, prefix: str) -> None:
    found = figures(settling.served(f"{elasticsearch}/{prefix}", Size.QUICK))
    assert len(found) == 10
    assert all(value > 0 for value in found.values())


def test_what_could_not_be_measured_is_said() -> None:
    assert table(Report("Elasticsearch was not measured", "no Java", ())).splitlines() == [
        "Elasticsearch was not measured",
        "no Java",
    ]
