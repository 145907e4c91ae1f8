"""`oldboard`: a listing that only its words tell apart, in windows-1251.

What a site file cannot say is which link is the next page: several look alike, and the right one
reads «Далее». The ads themselves are read by `parsers/sites/oldboard.py`.
"""

from crawlers.spider import SiteSpider
from offers.page import Page
from parsers.dom import soup
from parsers.links import Links, OfferLink
from parsers.urls import absolute


class OldBoard(SiteSpider):
    name = "oldboard"

    def holds_ads(self) -> bool:
        return False

    def links(self, page: Page) -> Links:
        found = [
            (link.get_text(strip=True), str(link["href"])) for link in soup(page)("a", href=True)
        ]
        ads = [absolute(page.url, href) for _, href in found if "show.cgi?id=" in href]
        more = [absolute(page.url, href) for words, href in found if words == "Далее"]
        return Links(
            offers=tuple(OfferLink(url) for url in ads if url),
            next=tuple(url for url in more if url),
        )
