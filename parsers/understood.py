"""One ad as far as it is understood before it is an offer: its words, who speaks, where, and how
one is to be reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from offers.ad import Ad
from offers.offer import Contact, Kind, Language, Passage, Protection, Protects, Speaker
from offers.page import Page
from offers.profile import Profile
from parsers.cards import mask
from parsers.contacts.find import contacts
from parsers.contacts.handles import SERVICES
from parsers.contacts.hints import Hints
from parsers.kinds import Points, Terms, Told, kinds
from parsers.language import language
from parsers.passages import mainly, passages, torn
from parsers.places import Placed, placed
from parsers.speaker import Heard, speaker
from parsers.spoken import Spoken
from parsers.urls import host
from parsers.wording import Wording
from parsers.words import Words


@dataclass(frozen=True, slots=True)
class Understood:
    """`meant` are the kinds as its words and the places of its title tell them."""

    ad: Ad
    wording: Wording
    fields: tuple[Words, ...]
    phrases: tuple[Spoken, ...]
    about: Points
    language: Language | None
    passages: tuple[Passage, ...]
    heard: Heard
    meant: frozenset[Kind]
    placed: Placed
    contacts: tuple[Contact, ...]

    @classmethod
    def of(cls, ad: Ad, page: Page, profile: Profile) -> "Understood":
        """The ad of a page, its card numbers masked first."""
        ad = _masked(ad)
        wording = Wording.of(ad)
        parts = passages(wording)
        spoken = None if not parts and torn(wording) else mainly(language(wording), parts)
        languages = _languages(profile, spoken, parts)
        fields = tuple(Words.of(field) for field in wording.prose())
        phrases = tuple(Spoken.of(words, spoken.code if spoken else None) for words in fields)
        heard = speaker(phrases)
        about, told = Points.of(phrases), Told(ad.kinds, profile.kinds)
        meant = kinds(about, heard.speaker, told)
        where = placed(wording, fields, languages, profile.country, meant)
        meant = kinds(about, heard.speaker, told, Terms(places=where.places))
        hints = _hints(page, profile, where, languages)
        found = contacts(wording, hints, greedy=heard.speaker is Speaker.SEEKS)
        return cls(
            ad, wording, fields, phrases, about, spoken, parts, heard, meant, where, found
        )  # fmt: skip

    @property
    def code(self) -> str | None:
        """Of its language, if that could be told."""
        return self.language.code if self.language else None

    def seeker(self) -> Iterator[Protection]:
        """The words by which somebody who seeks gave himself away."""
        span = self.heard.span
        for written in self.wording.prose():
            if span and span.field == written.field:
                yield Protection(protects=Protects.SEEKER, raw=written.raw(span), span=span)


def _masked(ad: Ad) -> Ad:
    """The ad without card numbers, and without labelled values that are blank."""
    said = {name: mask(value) for name, value in ad.said.items() if value.strip()}
    return replace(ad, title=ad.title and mask(ad.title), text=ad.text and mask(ad.text), said=said)


def _hints(page: Page, profile: Profile, where: Placed, languages: tuple[str, ...]) -> Hints:
    return Hints(
        country=profile.country,
        said=where.told,
        named=where.countries,
        languages=languages,
        home=host(page.url),
        handles=profile.reader if profile.reader in SERVICES else None,
    )


def _languages(
    profile: Profile, spoken: Language | None, parts: Sequence[Passage]
) -> tuple[str, ...]:
    """The ad's own languages before those of the site."""
    own = [one.code for one in (spoken, *(part.language for part in parts)) if one]
    return tuple(dict.fromkeys((*own, *profile.languages)))
