"""A page that leads to ads: what it holds, and which rules would read it."""

from offers.page import Page
from offers.profile import LinkRules, Profile
from parsers.dom import Dom, NotRead
from parsers.readers import read_ads
from parsers.readers.telegram import CHANNEL, MESSAGE
from parsers.survey import data
from parsers.survey.findings import Listing


def survey_listing(page: Page) -> Listing:
    """What is there on a page, and the rules that would read it.

    Raises `Unreadable` for markup that would stall the parser. A page on which nothing is found
    is a `Listing` without ads and with a note.
    """
    if found := _feed(page):
        return found
    dom = Dom(page)
    feeds, sitemaps = data.named(dom, data.FEEDS), data.named(dom, data.SITEMAPS)
    if dom.first((MESSAGE, CHANNEL)):
        count = len(dom.all(MESSAGE))
        note = f"A public channel of Telegram: {count} messages."
        return Listing(reader="telegram", ads=count, links=LinkRules(), notes=(note,))
    posted = data.postings(page, dom)
    if posted.ads:
        note = f"{len(posted.ads)} job ads as {', '.join(posted.ways)}: {data.told(posted.ads)}."
        return Listing(
            reader="jobposting",
            ads=len(posted.ads),
            links=LinkRules(),
            feeds=feeds,
            sitemaps=sitemaps,
            notes=(note,),
        )
    note = "Nothing on this page looks like a list of ads."
    return Listing(
        reader="blocks", ads=0, links=LinkRules(), feeds=feeds, sitemaps=sitemaps, notes=(note,)
    )


def _feed(page: Page) -> Listing | None:
    if b"<html" in page.body[:1000].lower():
        return None
    try:
        ads = read_ads(page, Profile(site="survey", reader="feed")).ads
    except NotRead:
        return None
    note = f"A feed of {len(ads)} ads: {data.told(ads)}."
    return Listing(reader="feed", ads=len(ads), links=LinkRules(), notes=(note,))
