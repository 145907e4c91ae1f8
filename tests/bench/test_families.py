"""The measuring of families: what ads are made, and that shares of pairs are right."""

import csv
from pathlib import Path

import pytest

from bench import emscad_families, families, settling
from bench.families import components, found
from bench.kindred import SITES, copies
from bench.report import Size
from bench.tongues import LANGUAGES

NURSE = "We seek nurses for a clinic on the island of Usedom with its own ferry, " * 3
DIVER = "Divers repair the piers of eleven harbours between Narva and Klaipeda, " * 3


def test_the_same_seed_makes_the_same_ads_in_all_languages_and_sites() -> None:
    ads = list(copies(1, 1_000))
    assert ads == list(copies(1, 1_000))
    assert ads[0] != next(copies(2, 1))
    assert {copy.offer.language.code for copy in ads if copy.offer.language} == set(LANGUAGES)
    assert {copy.offer.site for copy in ads} == {f"site{number}" for number in range(SITES)}
    assert {copy.brief for copy in ads} == {False, True}
    assert len({copy.offer.id for copy in ads}) == len(ads)


def test_shares_of_pairs_and_families() -> None:
    ads = list(copies(1, 400))
    true = {
        (one, other)
        for other in range(len(ads))
        for one in range(other)
        if ads[one].family == ads[other].family
    }
    false = next((0, at) for at, copy in enumerate(ads) if copy.family != ads[0].family)

    def told(pairs: set[tuple[int, int]]) -> tuple[float, float, float]:
        named = {figure.name: figure.measured.median for figure in found(ads, pairs)}
        return (
            named["pairs found, up to 20 % edits"],
            named["pairs found that are true"],
            named["families of several ads that are whole"],
        )

    assert told(true) == (1.0, 1.0, 1.0)
    assert told(set()) == (0.0, 1.0, 0.0)
    assert told({false}) == (0.0, 0.0, 0.0)
    assert 0.9 < told({*true, false})[1] < 1.0


def test_components() -> None:
    heads = components(5, {(0, 1), (1, 3)})
    assert heads[0] == heads[1] == heads[3]
    assert len({heads[0], heads[2], heads[4]}) == 3


def test_made_up_families_are_found_again() -> None:
    first, *_ = families.measure(Size.QUICK)
    named = {figure.name: figure for figure in first.figures}
    assert named["  long ads, up to 20 %"].measured.median > 0.98
    assert named["pairs found that are true"].met


def test_settling_is_measured() -> None:
    for report in settling.measure(Size.QUICK):
        assert all(figure.measured.low > 0 for figure in report.figures)


def test_copies_in_a_file_are_families(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ads.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("title", "description", "fraudulent"))
        rows.writerows([("Nurse", NURSE, "0"), ("Nurses", NURSE, "0"), ("Diver", DIVER, "0")])
    assert emscad_families.main([str(file)]) == 0
    said = capsys.readouterr().out
    assert said.count("1 of 1 groups of the same description (2 ads)") == 3
    assert "2 ads, 1 different texts, 2 titles" in said
    assert emscad_families.main([]) == 2
