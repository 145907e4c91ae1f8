"""Years that are not counted from the birth of Christ."""

from datetime import date, timedelta

from parsers.fold import fold

PERSIAN_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_AFGHAN = (
    "حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله",
    "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت",
)  # fmt: skip
JALALI, BUDDHIST = range(1300, 1500), range(2500, 2700)
"""Years of our time in the calendars of Iran and Afghanistan, and of Thailand."""

_EPOCH = date(622, 3, 21)  # so that Nowruz of 1300 to 1499 falls on its day
_CYCLE_DAYS, _CYCLE_YEARS = 12053, 33  # eight leap years in 33, right from 1799 to 2256
_LEAPS = (1, 5, 9, 13, 17, 22, 26, 30)


def gregorian(year: int, month: int, day: int) -> date:
    """The day as we count, from a Jalali, Buddhist or our own year. `ValueError` if none is."""
    if year in JALALI:
        return _from_jalali(year, month, day)
    return date(year - 543 if year in BUDDHIST else year, month, day)


def _from_jalali(year: int, month: int, day: int) -> date:
    long = 31 if month <= 6 else 30
    if not (1 <= month <= 12 and 1 <= day <= long):
        raise ValueError(f"no such day: {year}-{month}-{day}")
    cycles, rest = divmod(year - 1, _CYCLE_YEARS)
    leaps = sum(1 for leap in _LEAPS if leap <= rest)
    before = cycles * _CYCLE_DAYS + rest * 365 + leaps
    return _EPOCH + timedelta(
        days=before + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1
    )


def jalali_month(name: str) -> int | None:
    """1 to 12 for the Persian and Afghan names of months, in folded spelling."""
    for names in (PERSIAN_MONTHS, _AFGHAN):
        if name in (folded := [fold(month).text for month in names]):
            return folded.index(name) + 1
    return None
