"""From a page to offers: finds the ads, masks cards, and asks every reader what an ad says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from traceback import walk_tb
from types import MappingProxyType

from offers.ad import Ad
from offers.offer import (
    Contact,
    Kind,
    Language,
    Named,
    Offer,
    Passage,
    Protection,
    Protects,
    Speaker,
)
from offers.page import Page
from offers.profile import Profile
from parsers import bounds
from parsers.cards import mask
from parsers.contacts.find import contacts
from parsers.contacts.handles import SERVICES
from parsers.contacts.hints import Hints
from parsers.dates import published, valid_until
from parsers.facts import facts
from parsers.fingerprint import fingerprint
from parsers.identity import Identity, identities
from parsers.indicators.around import Around
from parsers.indicators.combined import Packs
from parsers.indicators.find import indicators
from parsers.kinds import Points, Terms, Told, kinds
from parsers.language import language
from parsers.moments import Custom
from parsers.money import Market, money
from parsers.passages import mainly, passages
from parsers.payments.find import payments
from parsers.places import Placed, placed
from parsers.protections import protections
from parsers.readers import Reader, read_ads
from parsers.routes import travels
from parsers.speaker import Heard, speaker
from parsers.spoken import Spoken
from parsers.urls import host
from parsers.wording import Wording
from parsers.words import Words

EXTRACTOR = "3"
"""Version of all that is read from an ad here; changes whenever the same ad may read otherwise."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page offers, and what went wrong beside it, each with the url it befell.

    `sources` tells by an offer's id, and then by field, what each field was read from.
    """

    offers: tuple[Offer, ...]
    warnings: tuple[str, ...] = ()
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Read:
    """One ad on its way to be an offer."""

    ad: Ad
    wording: Wording
    fields: tuple[Words, ...]
    phrases: tuple[Spoken, ...]
    about: Points
    language: Language | None
    passages: tuple[Passage, ...]
    heard: Heard
    meant: frozenset[Kind]
    """The kinds as its words and the places of its title tell them."""
    placed: Placed
    contacts: tuple[Contact, ...]


NOTHING: Mapping[str, str] = MappingProxyType({})


def read_offers(
    page: Page,
    profile: Profile,
    listed: Mapping[str, str] = NOTHING,
    reader: Reader | None = None,
    packs: Packs | None = None,
) -> Reading:
    """The offers of a page, in its order; `packs` are the indicators that count, if not those that
    come along.

    Raises what `read_ads` raises where the page as a whole cannot be read. An ad that cannot be
    understood is a warning with its url and the reason, and costs no other; one that stands on
    the page twice is one offer.
    """
    found = read_ads(page, profile, listed, reader)
    warnings = list(found.warnings)
    read = list(_understood(found.ads, page, profile, warnings))
    ids = identities(profile.site, [one.ad for one in read], [one.contacts for one in read])
    offers: dict[str, Offer] = {}
    sources: dict[str, Mapping[str, str]] = {}
    for one, identity in zip(read, ids, strict=True):
        try:
            offer = _indicated(_offer(one, identity, page, profile), one, profile, packs)
        except Exception as error:  # noqa: BLE001 - whatever a library raises, it costs this ad only
            warnings.append(_warning(one.ad, error))
            continue
        first = offers.setdefault(offer.id, offer)
        sources.setdefault(offer.id, one.ad.sources)
        if first.digest != offer.digest:
            warnings.append(f"{one.ad.url}: stands on the page twice and differs; the first counts")
    return Reading(tuple(offers.values()), tuple(warnings), sources)


def read_again(offer: Offer, profile: Profile, packs: Packs | None = None) -> Offer:
    """The same ad as it reads today: from what is stored of it, without its page.

    Id, times and capture stay, and so does the digest, unless a card number is masked now that was
    not before. Where the site file says no kinds the offer's own count. Raises `ValueError` for an
    ad that would be refused today.
    """
    if reason := bounds.excess_of_ad((offer.title, offer.text, *offer.said.values())):
        raise ValueError(reason)
    ad = Ad(
        url=offer.url,
        title=offer.title,
        text=offer.text,
        key=offer.key,
        said=offer.said,
    )
    page = Page(
        asked=offer.url,
        url=offer.url,
        status=200,
        body=b"",
        fetched=offer.seen,
        capture=offer.capture,
    )
    profile = profile if profile.kinds else replace(profile, kinds=offer.kinds)
    read = _read(_masked(ad), page, profile)
    again = _offer(read, Identity(offer.id, offer.id_from), page, profile)
    again = _indicated(again, read, profile, packs)
    same = (again.title, again.text, again.said) == (offer.title, offer.text, offer.said)
    return replace(again, site=offer.site, digest=offer.digest) if same else again


def _understood(
    ads: Sequence[Ad], page: Page, profile: Profile, warnings: list[str]
) -> Iterator[_Read]:
    for ad in ads:
        if reason := bounds.excess_of_ad((ad.title, ad.text, *ad.said.values())):
            warnings.append(f"{ad.url}: no ad: {reason}")
            continue
        try:
            yield _read(_masked(ad), page, profile)
        except Exception as error:  # noqa: BLE001 - whatever a library raises, it costs this ad only
            warnings.append(_warning(ad, error))


def _warning(ad: Ad, error: Exception) -> str:
    """Where it happened, without the error's own words: they may quote an ad that must not lie
    open."""
    modules = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    ours = [name for name in modules if name.startswith("parsers.")]
    return f"{ad.url}: the ad could not be understood: {type(error).__name__} in {ours[-1]}"


def _masked(ad: Ad) -> Ad:
    """The ad without card numbers, and without labelled values that are blank."""
    said = {name: mask(value) for name, value in ad.said.items() if value.strip()}
    return replace(ad, title=ad.title and mask(ad.title), text=ad.text and mask(ad.text), said=said)


def _read(ad: Ad, page: Page, profile: Profile) -> _Read:
    wording = Wording.of(ad)
    parts = passages(wording)
    spoken = mainly(language(wording), parts)
    languages = _languages(profile, spoken, parts)
    fields = tuple(Words.of(field) for field in wording.prose())
    phrases = tuple(Spoken.of(words, spoken.code if spoken else None) for words in fields)
    heard = speaker(phrases)
    about, told = Points.of(phrases), Told(ad.kinds, profile.kinds)
    meant = kinds(about, heard.speaker, told)
    where = placed(wording, fields, languages, profile.country, meant)
    meant = kinds(about, heard.speaker, told, Terms(places=where.places))
    hints = Hints(
        country=profile.country,
        said=where.told,
        languages=languages,
        home=host(page.url),
        handles=profile.reader if profile.reader in SERVICES else None,
    )
    found = contacts(wording, hints, greedy=heard.speaker is Speaker.SEEKS)
    return _Read(ad, wording, fields, phrases, about, spoken, parts, heard, meant, where, found)


def _languages(
    profile: Profile, spoken: Language | None, parts: Sequence[Passage]
) -> tuple[str, ...]:
    """The ad's own languages before those of the site."""
    own = [one.code for one in (spoken, *(part.language for part in parts)) if one]
    return tuple(dict.fromkeys((*own, *profile.languages)))


def _offer(read: _Read, identity: Identity, page: Page, profile: Profile) -> Offer:
    ad, wording = read.ad, read.wording
    spoken = read.language.code if read.language else None
    past, ahead = _custom(page, profile, read, past=True), _custom(page, profile, read, past=False)
    ways = travels(read.placed, read.fields, read.meant)
    stated = (*ways.facts, *facts(read.fields, spoken))
    amounts = money(wording, Market(profile.country, spoken), read.fields, read.meant)
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
        kinds=kinds(
            read.about,
            read.heard.speaker,
            Told(ad.kinds, profile.kinds),
            Terms(ways.routes, amounts, stated, read.placed.places),
        ),
        speaker=read.heard.speaker,
        published=published(wording.said.get("published"), past),
        valid_until=valid_until(wording.said.get("valid_until"), ahead),
        employer=_employer(wording),
        places=read.placed.places,
        routes=ways.routes,
        facts=stated,
        language=read.language,
        passages=read.passages,
        contacts=read.contacts,
        money=amounts,
        payments=payments(wording, read.fields),
        protections=(*protections(read.phrases, spoken), *_seeker(read)),
        fingerprint=fingerprint(ad.title, ad.text),
        site_country=profile.country,
        extractor=EXTRACTOR,
        capture=page.capture,
    )


def _indicated(offer: Offer, read: _Read, profile: Profile, packs: Packs | None) -> Offer:
    """The offer with what it shows and contradicts of the indicators."""
    around = Around(languages=profile.languages)
    return replace(offer, indicators=indicators(offer, read.fields, packs, around))


def _seeker(read: _Read) -> Iterator[Protection]:
    """The words by which somebody who seeks gave himself away."""
    span = read.heard.span
    for written in read.wording.prose():
        if span and span.field == written.field:
            yield Protection(protects=Protects.SEEKER, raw=written.raw(span), span=span)


def _custom(page: Page, profile: Profile, read: _Read, *, past: bool) -> Custom:
    """How dates are written here: labels are in the site's language before the ad's."""
    own = (read.language.code,) if read.language else ()
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
