"""Dates and times in figures and words, against the day they were read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.offer import Moment
from parsers.calendars import gregorian
from parsers.dates import published, valid_until
from parsers.moments import Custom
from parsers.wording import Written

NOW = datetime(2026, 11, 5, 12, 0, tzinfo=UTC)


def custom(languages: str, *, country: str | None = None, past: bool = True) -> Custom:
    return Custom(
        now=NOW,
        zone="Europe/Kyiv",
        country=country,
        languages=tuple(languages.split()),
        past=past,
    )


def read(text: str, languages: str = "", country: str | None = None) -> Moment | None:
    return published(Written("published", text), custom(languages, country=country))


FIGURES = [
    ("2026-11-05T10:00:00+02:00", "", "2026-11-05T08:00:00", "second", "+02:00"),
    ("2026-11-05T10:00:00.123Z", "", "2026-11-05T10:00:00", "second", "UTC"),
    ("2026-11-05T10:00+0200", "", "2026-11-05T08:00:00", "minute", "+02:00"),
    ("2026-11-05", "", "2026-11-04T22:00:00", "day", "Europe/Kyiv"),
    ("20261105", "", "2026-11-04T22:00:00", "day", "Europe/Kyiv"),
    ("2026-11-05 10:00", "", "2026-11-05T08:00:00", "minute", "Europe/Kyiv"),
    ("2026-11-5 10:00", "", "2026-11-05T08:00:00", "minute", "Europe/Kyiv"),
    ("۱۴ آبان ۱۴۰۵ در کرج، مهرشهر", "fa", "2026-11-04T22:00:00", "day", "Europe/Kyiv"),
    ("1762336800", "", "2025-11-05T10:00:00", "second", "UTC"),
    ("1762336800000", "", "2025-11-05T10:00:00", "second", "UTC"),
    ("Wed, 04 Nov 2026 10:00:00 +0000", "", "2026-11-04T10:00:00", "second", "UTC"),
    ("05.11.2026", "uk", "2026-11-04T22:00:00", "day", "Europe/Kyiv"),
    ("05/10/2026", "es", "2026-10-04T21:00:00", "day", "Europe/Kyiv"),
    ("13/10/2026", "en", "2026-10-12T21:00:00", "day", "Europe/Kyiv"),
    ("10/13/2026", "en", "2026-10-12T21:00:00", "day", "Europe/Kyiv"),
    ("03.11.26 10:15", "uk", "2026-11-03T08:15:00", "minute", "Europe/Kyiv"),
    ("11/3/2026 1:15 PM", "en", None, "", ""),
    ("٠٥/١٠/٢٠٢٦", "ar", "2026-10-04T21:00:00", "day", "Europe/Kyiv"),
    ("۱۴۰۵/۰۸/۱۴", "fa", "2026-11-04T22:00:00", "day", "Europe/Kyiv"),
    ("۱۴ آبان ۱۴۰۵", "fa", "2026-11-04T22:00:00", "day", "Europe/Kyiv"),
    ("3/11/2569", "th", "2026-11-02T22:00:00", "day", "Europe/Kyiv"),
]
WORDS = [
    ("5 листопада 2026", "uk", "2026-11-04T22:00:00", "day", False),
    ("Опубліковано 3 листопада 2026", "uk", "2026-11-02T22:00:00", "day", False),
    ("вчора", "uk", "2026-11-03T22:00:00", "day", True),
    ("сьогодні о 10:00", "uk", "2026-11-05T08:00:00", "minute", True),
    ("вчера, 14:30", "ru", "2026-11-04T12:30:00", "minute", True),
    ("3 дня назад", "ru", "2026-11-01T22:00:00", "day", True),
    ("31 декабря", "ru", "2025-12-30T22:00:00", "day", False),
    ("vor 3 Tagen", "de", "2026-11-01T22:00:00", "day", True),
    ("il y a 2 heures", "fr", "2026-11-05T10:00:00", "hour", True),
    ("منذ 3 أيام", "ar", "2026-11-01T22:00:00", "day", True),
    ("٣ نوفمبر ٢٠٢٦", "ar", "2026-11-02T22:00:00", "day", False),
    ("۳ روز پیش", "fa", "2026-11-01T22:00:00", "day", True),
    ("dün", "tr", "2026-11-03T22:00:00", "day", True),
    ("hace 2 días", "es", "2026-11-02T22:00:00", "day", True),
    ("5 tháng 11, 2026", "vi", "2026-11-04T22:00:00", "day", False),
    ("acum 2 zile", "ro", "2026-11-02T22:00:00", "day", True),
    ("wczoraj", "pl", "2026-11-03T22:00:00", "day", True),
    ("2 ditë më parë", "sq", "2026-11-02T22:00:00", "day", True),
    ("2026年11月3日", "zh", "2026-11-02T22:00:00", "day", False),
    ("Posted 2 days ago", "en", "2026-11-02T22:00:00", "day", True),
    ("Published: 3 November 2026", "en", "2026-11-02T22:00:00", "day", False),
    ("5 minutes ago", "en", "2026-11-05T11:55:00", "minute", True),
    ("today", "en", "2026-11-04T22:00:00", "day", True),
]


@pytest.mark.parametrize(("text", "languages", "at", "precision", "zone"), FIGURES)
def test_figures(text: str, languages: str, at: str | None, precision: str, zone: str) -> None:
    found = read(text, languages)
    if at is None:
        assert found is None
    else:
        assert found is not None
        assert (found.at.isoformat(), found.precision, found.zone) == (
            at + "+00:00",
            precision,
            zone,
        )
        assert not found.relative


@pytest.mark.parametrize(("text", "languages", "at", "precision", "relative"), WORDS)
def test_words(text: str, languages: str, at: str, precision: str, *, relative: bool) -> None:
    found = read(f"  {text} ", languages)
    assert found is not None
    assert (found.at.isoformat(), found.precision) == (at + "+00:00", precision)
    assert found.relative is relative
    assert found.raw == text


def test_day_and_month_by_country() -> None:
    american, british = read("05/10/2026", "en", "US"), read("05/10/2026", "en", "GB")
    assert american is not None
    assert british is not None
    assert (american.at.month, british.at.month) == (5, 10)
    assert read("05/10/2026", "en") is None


@pytest.mark.parametrize(
    "text",
    ["", "  ", "hello", "12", "2026", "November 2026", "2 months ago", "31.02.2026", "99/99/2026",
     "2027-01-01", "tomorrow", "0005-01-01T00:00:00", "9" * 80, "x" * 100],
)  # fmt: skip
def test_what_says_no_day_that_has_been(text: str) -> None:
    assert read(text, "en") is None


def test_where_the_zone_is_unknown_somebodys_day_may_have_begun() -> None:
    unknown = Custom(now=NOW, zone="UTC", country=None, languages=("en",), past=True)
    found = published(Written("published", "2026-11-06"), unknown)
    assert found is not None
    assert published(Written("published", "2026-11-07"), unknown) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("31 грудня", "2026-12-30T22:00:00"),
        ("до 31 грудня 2026", "2026-12-30T22:00:00"),
        ("2027-06-01", "2027-05-31T21:00:00"),
    ],
)
def test_validity_lies_ahead(text: str, at: str) -> None:
    found = valid_until(Written("valid_until", text), custom("uk", past=False))
    assert found is not None
    assert found.at.isoformat() == at + "+00:00"


def test_a_missing_field_is_no_date() -> None:
    assert published(None, custom("en")) is None
    assert valid_until(None, custom("en")) is None


@pytest.mark.parametrize(
    ("year", "nowruz"),
    [(1371, "1992-03-21"), (1395, "2016-03-20"), (1399, "2020-03-20"), (1400, "2021-03-21"),
     (1403, "2024-03-20"), (1404, "2025-03-21"), (1405, "2026-03-21"), (1408, "2029-03-20")],
)  # fmt: skip
def test_persian_years_begin_in_spring(year: int, nowruz: str) -> None:
    assert gregorian(year, 1, 1).isoformat() == nowruz


@given(st.text(alphabet="0123456789-/.: TZ+днівтомуagoNov١٤", max_size=30))
def test_nothing_raises(text: str) -> None:
    found = read(text, "uk en")
    assert found is None or found.at.tzinfo is UTC


DAYS = ("2026-11-22T10:30", "2024-02-29T00:00", "2027-01-01T23:59", "2026-03-31T06:15")


@pytest.mark.parametrize(
    ("text", "languages", "found"),
    [
        ("5 November 2023", "en", ["2023-11-05T00:00"] * 4),
        ("vor 3 Tagen", "de",
         ["2026-11-19T00:00", "2024-02-26T00:00", "2026-12-29T00:00", "2026-03-28T00:00"]),
        ("2 часа назад", "ru",
         ["2026-11-22T08:00", "2024-02-28T22:00", "2027-01-01T21:00", "2026-03-31T04:00"]),
        ("1 month ago", "en", [None] * 4),
        ("5 листопада", "uk",
         ["2026-11-05T00:00", "2023-11-05T00:00", "2026-11-05T00:00", "2025-11-05T00:00"]),
        ("yesterday at 14:30", "en",
         ["2026-11-21T14:30", "2024-02-28T14:30", "2026-12-31T14:30", "2026-03-30T14:30"]),
        ("22 November 23:00", "en",
         ["2025-11-22T23:00", "2023-11-22T23:00", "2026-11-22T23:00", "2025-11-22T23:00"]),
    ],
)  # fmt: skip
def test_what_was_read_on_one_day_is_read_anew_on_another(
    text: str, languages: str, found: list[str | None]
) -> None:
    """Words are remembered, but not what they say of another day."""
    for _ in range(2):
        read = []
        for day in DAYS:
            now = datetime.fromisoformat(day).replace(tzinfo=UTC)
            said = Custom(now=now, zone="UTC", country=None, languages=(languages,), past=True)
            moment = published(Written("published", text), said)
            read.append(f"{moment.at:%Y-%m-%dT%H:%M}" if moment else None)
        assert read == found


@pytest.mark.parametrize(
    ("text", "languages"), [("2 hours ago in Lund", "en"), ("۲ ساعت پیش در تهران، ونک", "fa")]
)
def test_the_place_behind_a_moment_is_left_out(text: str, languages: str) -> None:
    found = read(text, languages)
    assert found is not None
    assert found.at == datetime(2026, 11, 5, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["5/1/2", "1.2.3", "5.11.202"])
def test_numbers_of_versions_are_no_days(text: str) -> None:
    assert read(text) is None
