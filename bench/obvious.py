"""What comes to mind first for reading a page: the parts that several benchmarks compare with."""

from bs4 import BeautifulSoup, Tag
from langdetect import detect
from langdetect.lang_detect_exception import LangDetectException


def said(soup: BeautifulSoup, css: str) -> str:
    """The text of the first element that a selector finds, empty if there is none."""
    found = soup.select_one(css)
    return found.get_text("\n", strip=True) if isinstance(found, Tag) else ""


def language(text: str) -> str | None:
    """What langdetect takes a text for."""
    try:
        return str(detect(text))
    except LangDetectException:
        return None
