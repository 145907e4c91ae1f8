"""What stays of a handle that its owner varies, and which handles have nothing of the kind."""

import pytest

from parsers.contacts.stems import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("crossing_eu", "crossing.eu1"),
        ("crossing_eu", "crossingeu"),
        ("crossing_eu", "cr0ssing_eu"),
        ("crossing_eu", "crosssing_eu_22"),
        ("abu_yasin_syr", "ebu.yassin.syr"),
        ("abu_yasin_syr", "abou-yasin-syr7"),
        ("berlin_bauhelfer", "berIin_bauhelfer"),
        ("marmara_sahil", "rnarmara.sahil"),
        ("vardar_yolu_24", "24vardar_yolu"),
    ],
)
def test_varied_handles_have_one_stem(one: str, other: str) -> None:
    assert stem("telegram", one)
    assert stem("telegram", one) == stem("instagram", other)


def test_stems_are_comparable_across_services() -> None:
    assert stem("telegram", "crossing_eu") == stem("mail", "crossing.eu@mail.example")
    assert stem("telegram", "crossing_eu") == stem("facebook", "profile/crossing.eu")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("crossing_eu", "crossing_uk"),
        ("abu_yasin_syr", "abu_yasir_syr"),
        ("umm_yasin_syr", "abu_yasin_syr"),
        ("vardar_yolu", "vardar_yurdu"),
    ],
)
def test_other_handles_have_other_stems(one: str, other: str) -> None:
    assert stem("telegram", one) != stem("telegram", other)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("telegram", "info"),
        ("telegram", "jobs"),
        ("mail", "admin@firm.example"),
        ("mail", "recruitment.office@firm.example"),
        ("telegram", "jobs_europe"),
        ("telegram", "work_abroad_24"),
        ("telegram", "visa_support_uk"),
        ("telegram", "rabota_v_polska1"),
        ("telegram", "alexander_1985"),
        ("telegram", "natalia.1"),
        ("telegram", "ahmed_ali"),
        ("telegram", "max_1"),
        ("telegram", "12345678"),
        ("telegram", "group/AbCdEfGhIjKl"),
        ("phone", "+4915123456789"),
        ("whatsapp", "+4915123456789"),
        ("website", "crossing-eu.example"),
        ("telegram", "работники_eu"),
        ("telegram", ""),
    ],
)
def test_short_and_common_ones_have_none(kind: str, value: str) -> None:
    assert stem(kind, value) is None
