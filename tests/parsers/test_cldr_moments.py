"""Days and lengths of time in words that boards of many languages write, read on 2026-11-23."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.blocks.cues import is_date
from parsers.cldr_moments import LANGUAGES, months, said
from parsers.dates import moment
from parsers.moments import Custom
from parsers.wording import Written

NOW = datetime(2026, 11, 23, 18, 40, tzinfo=UTC)

SAID = [
    ("hu", "3 nappal ezelőtt", "2026-11-20"),
    ("fi", "3 päivää sitten", "2026-11-20"),
    ("sq", "3 ditë më parë", "2026-11-20"),
    ("am", "ከ3 ቀናት በፊት", "2026-11-20"),
    ("sw", "siku 3 zilizopita", "2026-11-20"),
    ("ta", "3 நாட்களுக்கு முன்", "2026-11-20"),
    ("my", "ပြီးခဲ့သည့် 3 ရက်", "2026-11-20"),
    ("km", "3 ថ្ងៃមុន", "2026-11-20"),
    ("mk", "пред 2 седмици", "2026-11-09"),
    ("lv", "pirms 2 nedēļām", "2026-11-09"),
    ("ne", "2 घण्टा पहिले", "2026-11-23"),
    ("ne", "5 नोभेम्बर", "2026-11-05"),
    ("hi", "5 नवंबर 2026", "2026-11-05"),
    ("te", "5 నవంబర్, 2026", "2026-11-05"),
    ("lo", "5 ພະຈິກ 2026", "2026-11-05"),
    ("ps", "د 2026 د نومبر 5", "2026-11-05"),
    ("lt", "2026 m. lapkričio 5 d.", "2026-11-05"),
    ("ko", "2026. 11. 5.", "2026-11-05"),
    ("vi", "5 thg 11, 2026", "2026-11-05"),
    ("he", "5 בנובמבר 2026", "2026-11-05"),
    ("ka", "5 ნოემბერი, 2026, 14:30", "2026-11-05"),
]

OTHERS = [
    "8 hours a day",
    "5 days a week",
    "работа 5 дней в неделю",
    "8 часов в день",
    "haftada 6 gün",
    "8 ساعات في اليوم",
    "5 rooms",
    "3 დღე კვირაში",
    "May Chen, flat 12b",
    "12 людини",
    "thang 15",
    "5 ห้อง",
]


def _read(language: str, text: str) -> datetime | None:
    custom = Custom(now=NOW, zone="UTC", country=None, languages=(language,), past=True)
    found = moment(Written("published", text), custom)
    return found.at if found else None


@pytest.mark.parametrize(("language", "text", "day"), SAID)
def test_day_is_read(language: str, text: str, day: str) -> None:
    at = _read(language, text)
    assert at is not None
    assert at.date().isoformat() == day


@pytest.mark.parametrize("text", [text for _, text, _ in SAID])
def test_page_shows_a_day(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize("text", OTHERS)
def test_no_day(text: str) -> None:
    assert not is_date(text)


def test_day_that_no_month_has() -> None:
    assert said("31 februarie 2026", "ro", NOW.replace(tzinfo=None), past=True) is None


def test_every_language_has_its_twelve_months() -> None:
    lacking = [one for one in LANGUAGES if set(months(one).values()) != set(range(1, 13))]
    assert lacking == []


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_anything_is_read_or_is_no_day(text: str, language: str) -> None:
    base = NOW.replace(tzinfo=None)
    said(text, language, base, past=True)
    said(f"{text} {next(iter(months(language)), '')} 5", language, base, past=False)
