"""The measuring of indicators: copies stay together, shares and AUC are right."""

import csv
from pathlib import Path

import pytest

from bench import emscad
from offers.indicator import Tier

COLUMNS = ("title", "description", "requirements", "fraudulent")
REAL = (
    "Our company was founded in 1990 and is looking for an engineer who maintains machines in "
    "three plants, writes reports for our clients and trains new colleagues. " * 6
)
FALSE = "Earn $300 daily from home, no experience required, apply below. Start today, free to join."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    ads = [
        ("Engineer", REAL, "", "0"),
        ("Engineer again", REAL + " And more.", "", "0"),
        (
            "Accountant",
            REAL[:80] + "keeps books for our company. " * 20,
            "Degree &amp; two years",
            "0",
        ),
        ("Earn cash", FALSE, "", "1"),
        ("Plain clerk", "A clerk for letters. " * 60, "", "1"),
    ]
    path = tmp_path / "ads.csv"
    with path.open("w", newline="") as lines:
        csv.writer(lines).writerows([COLUMNS, *ads])
    return path


def test_ads_are_read_and_copies_are_one_family(file: Path) -> None:
    found = emscad.rows(file)
    assert [row.fraud for row in found] == [False, False, False, True, True]
    assert [row.family for row in found] == [0, 0, 0, 3, 4]
    assert len({row.half for row in found[:3]}) == 1
    assert found[2].offer.text is not None
    assert found[2].offer.text.endswith("Degree & two years")
    assert found[3].sum > found[0].sum == 0


def test_the_auc_counts_equal_sums_half(file: Path) -> None:
    found = emscad.rows(file)
    real, cash = found[0], found[3]
    assert emscad.auc([real, cash]) == 1
    assert emscad.auc([emscad.Row(True, 0, 9, real.offer), real]) == 0.5
    assert (
        emscad.auc([emscad.Row(True, 0, 9, real.offer), emscad.Row(False, 0, 8, cash.offer)]) == 0
    )


def test_the_table(file: Path) -> None:
    found = emscad.rows(file)
    strong = emscad.share(found, lambda row: row.has(Tier.STRONG))
    assert strong == "0.0%, 50.0%"
    assert "| `job.quick-earning` | 0.0%, 50.0% |" in set(emscad.by_indicator(found))


def test_the_command_wants_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert emscad.main([]) == 2
    assert "bench.emscad FILE" in capsys.readouterr().err
