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
    rows = soup(page).select("table[border] tr")
    cells = [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in rows]
    told = {label.rstrip(":"): value for label, value in (row for row in cells if len(row) == 2)}
    if "Должность" not in told or "Текст" not in told:
        raise LayoutChanged(page.url, "table[border] tr", len(rows))
    return AdsFound(
        (
            Ad(
                url=page.url,
                title=told["Должность"],
                text=told["Текст"],
                key=parse_qs(urlsplit(page.url).query).get("id", [None])[0],
                said={name: told[label] for label, name in LABELS.items() if told.get(label)}
                | dict(listed),
            ),
        )
    )
