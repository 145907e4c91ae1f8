"""What an ad that is understood states: its terms, its money, its dates. That makes it an offer."""

from dataclasses import replace
from typing import NamedTuple

from offers.fact import Fact
from offers.money import Money, Role
from offers.offer import Named, Offer, Protection, Speaker
from offers.page import Page
from offers.place import Route
from offers.profile import Profile
from parsers.dates import published, valid_until
from parsers.facts import facts
from parsers.fingerprint import fingerprint
from parsers.identity import Identity
from parsers.indicators.around import Around
from parsers.indicators.combined import Packs
from parsers.indicators.find import indicators
from parsers.kinds import Terms, Told, kinds, takes_on
from parsers.moments import Custom
from parsers.money import Market, money
from parsers.payments.find import payments
from parsers.protections import protections
from parsers.routes import travels
from parsers.understood import Understood
from parsers.wording import Wording

EXTRACTOR = "4"
"""Version of all that is read from an ad here; changes whenever the same ad may read otherwise."""


class _Stated(NamedTuple):
    """Ways, terms and sums."""

    routes: tuple[Route, ...]
    facts: tuple[Fact, ...]
    money: tuple[Money, ...]

    @classmethod
    def of(cls, read: Understood, profile: Profile) -> "_Stated":
        ways = travels(read.placed, read.fields, read.meant)
        told = (*ways.facts, *facts(read.fields, read.code))
        market = Market(profile.country, read.code, frozenset(read.placed.countries))
        sums = money(read.wording, market, read.fields, read.meant)
        return cls(ways.routes, told, sums)


def offer(
    read: Understood,
    identity: Identity,
    page: Page,
    profile: Profile,
    packs: Packs | None,
) -> Offer:
    """The offer that an ad is, with all that it says."""
    stated = _Stated.of(read, profile)
    told = Told(read.ad.kinds, profile.kinds)
    terms = Terms(stated.routes, stated.money, stated.facts, read.placed.places)
    made = replace(
        _plain(read, identity, page, profile),
        kinds=kinds(read.about, read.heard.speaker, told, terms),
        speaker=read.heard.speaker or _offering(read, terms),
        routes=stated.routes,
        facts=stated.facts,
        money=stated.money,
        payments=payments(read.wording, read.fields),
        protections=(*_minors(read, page.fetched.year), *read.seeker()),
    )
    around = Around(languages=profile.languages)
    return replace(made, indicators=indicators(made, read.fields, packs, around))


def _minors(read: Understood, year: int) -> tuple[Protection, ...]:
    """Minors of offers: a report that offers nothing tells of them and recruits nobody."""
    if read.heard.speaker is Speaker.REPORTS and not read.heard.offers:
        return ()
    return protections(read.phrases, read.code, year)


def _offering(read: Understood, terms: Terms) -> Speaker | None:
    """Whoever names a way, a sum or terms of work or travel, or takes people on, and is nobody
    else offers that."""
    ways = any(route.origin and route.destination for route in terms.routes)
    priced = any(amount.role in {Role.PAY, Role.FARE} for amount in terms.money)
    hires = any(map(takes_on, read.phrases))
    if read.heard.open and (ways or priced or terms.facts or hires):
        return Speaker.OFFERS if kinds(read.about, terms=terms) else None
    return None


def _plain(read: Understood, identity: Identity, page: Page, profile: Profile) -> Offer:
    """The offer without its terms, and what follows from them."""
    ad, said = read.ad, read.wording.said
    return Offer(
        id=identity.id,
        id_from=identity.id_from,
        site=profile.site,
        url=ad.url,
        seen=page.fetched,
        title=ad.title,
        text=ad.text,
        said=ad.said,
        key=ad.key,
        images=ad.images,
        speaker=read.heard.speaker,
        published=published(said.get("published"), _custom(page, profile, read, past=True)),
        valid_until=valid_until(said.get("valid_until"), _custom(page, profile, read, past=False)),
        employer=_employer(read.wording),
        places=read.placed.places,
        language=read.language,
        passages=read.passages,
        contacts=read.contacts,
        fingerprint=fingerprint(ad.title, ad.text),
        site_country=profile.country,
        extractor=EXTRACTOR,
        capture=page.capture,
    )


def _custom(page: Page, profile: Profile, read: Understood, *, past: bool) -> Custom:
    """How dates are written here: labels are in the site's language before the ad's."""
    own = (read.code,) if read.code else ()
    return Custom(
        now=page.fetched,
        zone=profile.timezone or "UTC",
        country=profile.country,
        languages=tuple(dict.fromkeys((*profile.languages, *own))),
        past=past,
    )


def _employer(wording: Wording) -> Named | None:
    written = wording.said.get("employer")
    span = written.whole() if written else None
    if written is None or span is None:
        return None
    raw = written.raw(span)
    return Named(name=" ".join(raw.split()), raw=raw, span=span)
