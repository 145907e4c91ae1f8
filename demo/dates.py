"""Dates as the boards write them, in the language of the board."""

from collections.abc import Mapping
from datetime import date

MONTHS: Mapping[str, str] = {
    "en": "January February March April May June July August September October November December",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
"""Month names in the form that follows a day, by language."""

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

POLISH_DAYS = {0: "dzisiaj", 1: "wczoraj", 2: "przedwczoraj"}


def long(day: date, language: str) -> str:
    """`2 March 2026` in that language, in the digits of the board."""
    written = f"{day.day} {MONTHS[language].split()[day.month - 1]} {day.year}"
    return written.translate(ARABIC_DIGITS) if language == "ar" else written


def dotted(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def polish(day: date, today: date) -> str:
    """Days of this week from today, older ones by date."""
    ago = (today - day).days
    if ago in POLISH_DAYS:
        return POLISH_DAYS[ago]
    return f"{ago} dni temu" if 2 < ago < 7 else long(day, "pl")
