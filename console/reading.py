"""A file, or what somebody pipes in, read as an ad: to try out what is read, and why."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import typer

from console.exits import Exit, Refused
from offers.ad import Ad, AdsFound
from offers.offer import Offer
from offers.page import Page
from offers.profile import FieldRule, LinkRules, Profile
from parsers.dom import Dom
from parsers.faults import NotRead
from parsers.indicators.combined import Packs
from parsers.offer import Reading, read_offers
from parsers.survey.about import about

ANY = (
    FieldRule(name="title", select=("h1", "title")),
    FieldRule(name="text", select=("article", "main", "body"), required=True),
)
"""Where the ad of any page stands, if it holds only one."""

UNKNOWN = "unknown"
WHOLE = "blocks"
"""The reader that adds to the data of one ad what its page says beside it."""

ONE = LinkRules(offer=("a",))
"""Of a page that is read as that of one ad, though something repeats on it."""

TRIED = tuple(
    Profile(site=UNKNOWN, reader=reader, fields=fields, links=links)
    for reader, fields, links in (
        ("jobposting", (), LinkRules()),
        ("telegram", (), LinkRules()),
        (WHOLE, (), LinkRules()),
        (WHOLE, (), ONE),
        ("selectors", ANY, LinkRules()),
    )
)
"""Ways to read a page of which nothing is known, the strictest first."""


def profiles(ctx: typer.Context, site: str | None, country: str | None) -> Sequence[Profile]:
    """What to read by, in this order until something is found: the named site's way, or every
    way for a page of which nothing is known. Raises `Refused` for an unknown site."""
    if site is None:
        return [replace(way, country=country) for way in TRIED]
    from console.desk import workspace_of
    from console.site_names import site_named

    named = site_named(workspace_of(ctx).sites(), site).profile
    return [replace(named, country=country) if country else named]


def offers(body: bytes, url: str, ways: Sequence[Profile]) -> Sequence[Offer]:
    """The ads of a page, or the one that a plain text is. Raises `Refused` if there is none."""
    page = Page(asked=url, url=url, status=200, body=body, fetched=datetime.now(UTC))
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _some(read_offers(page, ways[-1], reader=_plain), url)
    return of_page(*_at_home(page, ways))


def of_page(page: Page, ways: Sequence[Profile], packs: Packs | None = None) -> Sequence[Offer]:
    """The ads of a page, read by `packs`. Raises `Refused` if there is none."""
    reasons = []
    for way in ways:
        try:
            found = _some(read_offers(page, way, packs=packs), page.url)
        except (NotRead, Refused) as reason:
            reasons.append(f"{way.reader}: {reason}")
            continue
        whole = [one for one in ways if one.links == ONE and one != way]
        if len(found) == 1 and whole and way.reader in {"jobposting", WHOLE}:
            with suppress(Refused):
                return of_page(page, whole, packs)
        return found
    raise Refused("\n".join([f"{page.url}: no ad was found", *reasons]))


def _at_home(page: Page, ways: Sequence[Profile]) -> tuple[Page, Sequence[Profile]]:
    """A page with the address that it gives itself, and the ways in the country and languages that
    it gives away, where nobody says which. Raises `Refused` for markup that would stall the
    parser."""
    if any(way.site != UNKNOWN for way in ways):
        return page, ways
    try:
        dom = Dom(page)
    except NotRead as reason:
        raise Refused(str(reason), Exit.FAILED) from reason
    said = dom.first("link[rel='canonical'][href], meta[property='og:url'][content]")
    url = (said.get("href") or said.get("content") or "") if said else ""
    page = replace(page, url=url) if url.startswith(("https://", "http://")) else page
    known = about([Dom(page)])
    return page, [
        replace(
            way,
            country=way.country or known.country,
            languages=way.languages or known.languages,
        )
        for way in ways
    ]


def _some(reading: Reading, url: str) -> Sequence[Offer]:
    if reading.offers:
        return reading.offers
    raise Refused("\n".join(reading.warnings) or f"{url}: there is no ad", Exit.FAILED)


def _plain(page: Page, _: Profile, __: Mapping[str, str]) -> AdsFound:
    """A plain text is one ad, without a title."""
    text = page.body.decode("utf-8-sig", "replace").strip()
    return AdsFound((Ad(url=page.url, text=text),) if text else ())
