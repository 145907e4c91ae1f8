"""Pages of ads: what stands where on all of them."""

from collections.abc import Sequence

from offers.page import Page
from parsers.dom import Dom
from parsers.survey import data
from parsers.survey.findings import AdPages, Listing


def survey_ads(pages: Sequence[Page], listing: Listing | None = None) -> AdPages:
    """The rules that read all of one to three pages of ads of one site.

    `listing` is what was found on the page that led there. Raises `ValueError` without pages,
    `Unreadable` for markup that would stall the parser.
    """
    if not pages:
        raise ValueError("a survey needs at least one page of an ad")
    told = [data.postings(page, Dom(page)) for page in pages]
    if all(posted.ads for posted in told):
        ads = [ad for posted in told for ad in posted.ads]
        note = f"Each page describes its ad as {', '.join(told[0].ways)}: {data.told(ads)}."
        return AdPages(reader="jobposting", notes=(note,))
    beside = {field.rule.name for field in listing.fields} if listing else set()
    note = "No selectors could be found; the reader blocks takes heading and main text."
    if beside:
        note += f" The listing tells {', '.join(sorted(beside))}."
    return AdPages(reader="blocks", notes=(note,))
