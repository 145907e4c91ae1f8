"""oldboard: a board of 1999. An ad is a table of labels in bold and values beside them."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from offers.ad import Ad, AdsFound
from offers.page import Page
from offers.profile import Profile
from parsers.dom import LayoutChanged, soup

LABELS = {"Город": "place", "Оплата": "price", "Телефон": "contact", "Дата": "published"}


def read(page: Page, _profile: Profile, listed: Mapping[str, str]) -> AdsFound:
    """The one ad of a page, `show.cgi?id=12`."""
    told: dict[str, str] = {}
    for value in soup(page).select("table[border] td + td"):
        for line_break in value.select("br"):
            line_break.replace_with("\n")
        label = value.find_previous("td")
        told[label.get_text(strip=True).rstrip(":") if label else ""] = value.get_text().strip()
    if missing := {"Должность", "Текст"} - told.keys():
        raise LayoutChanged(page.url, f"table[border] tr: {', '.join(sorted(missing))}", 0)
    key = next(iter(parse_qs(urlsplit(page.url).query).get("id", [])), None)
    said = dict(listed) | {name: told[label] for label, name in LABELS.items() if told.get(label)}
    ad = Ad(url=page.url, key=key, title=told["Должность"], text=told["Текст"], said=said)
    return AdsFound((ad,))
