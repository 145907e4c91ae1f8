"""Made-up ads with known families: what one ad becomes on several sites.

An agency says half of its sentences in all of its ads, the rest is each ad's own: those are the
hard negatives. An ad is copied to other sites with up to 30 % of its words changed, sentences in
another order, another telephone, the other site's header and footer, and tricks of script. Copies
are made of the first text, each with changes of its own, so that two copies differ by more than
either differs from the first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from random import Random

from bench.lives import NOW
from bench.tongues import LANGUAGES, Tongue, tongue
from offers.ids import derive
from offers.offer import Contact, IdFrom, Kind, Language, Offer
from offers.span import Span

SITES = 40
RATES = (0.0, 0.05, 0.1, 0.2, 0.3)
"""Shares of its words that a copy changes."""

FAMILIES, COPIES = (1, 4), (0, 0, 1, 2, 4)
"""Ads of an agency, from and to; copies of an ad, one of these."""

SENTENCES, WORDS = (8, 14), (5, 11)
"""Sentences of an ad, half of them its agency's, and words of a sentence."""

BRIEF = 0.1
"""The share of ads that are short: one sentence, half of it their agency's."""
BRIEF_WORDS = (4, 9)
BRIEF_RATES = (0.0, 0.1, 0.2)

SWAPPED, SHUFFLED, TRICKED, MIXED = 0.5, 0.5, 0.3, 0.1
"""How often a copy has another telephone, its sentences in another order, its letters in disguise;
how often an ad has English in it besides."""

_LOOK = str.maketrans("aeopcxyAEOPCXаеорсхАЕОРСХ", "аеорсхуАЕОРСХaeopcxAEOPCX")
_BOLD = {chr(97 + at): chr(0x1D41A + at) for at in range(26)}
_STYLED = str.maketrans(_BOLD)


@dataclass(frozen=True, slots=True)
class Copy:
    """One ad: its family, the share of words in which it differs from the first, the offer."""

    family: int
    rate: float
    brief: bool
    offer: Offer


@dataclass(frozen=True, slots=True)
class _Text:
    """A family's first text: sentences of words."""

    tongue: Tongue
    title: Sequence[str]
    sentences: Sequence[Sequence[str]]
    brief: bool


def copies(seed: int, many: int) -> Iterator[Copy]:
    """So many ads, the families of an agency one after the other."""
    random = Random(seed)
    made = family = 0
    while made < many:
        for text in _agency(random):
            for copy in _family(random, text, family, f"{seed}"):
                if made == many:
                    return
                made += 1
                yield copy
            family += 1


def _agency(random: Random) -> Iterator[_Text]:
    """The ads of one agency."""
    spoken = tongue(random.choice(LANGUAGES))
    half = random.randint(*SENTENCES) // 2
    common = [_sentence(random, spoken) for _ in range(half)]
    for _ in range(random.randint(*FAMILIES)):
        title = spoken.say(random, 4)
        if random.random() < BRIEF:
            few = spoken.say(random, random.randint(*BRIEF_WORDS))
            said = [*common[0], *few, spoken.name(random)]
            yield _Text(spoken, title, [said], brief=True)
            continue
        other = tongue("en") if random.random() < MIXED else spoken
        own = [_sentence(random, other if at == 0 else spoken) for at in range(half)]
        yield _Text(spoken, title, [*common, *own], brief=False)


def _sentence(random: Random, spoken: Tongue) -> list[str]:
    return spoken.say(random, random.randint(*WORDS))


def _family(random: Random, text: _Text, family: int, seed: str) -> Iterator[Copy]:
    phone = _phone(random)
    sites = random.sample(range(SITES), 1 + random.choice(COPIES))
    for number, site in enumerate(sites):
        rate = random.choice(BRIEF_RATES if text.brief else RATES) if number else 0.0
        said = _changed(random, text, rate)
        own = _phone(random) if number and random.random() < SWAPPED else phone
        key = f"{seed} {family} {number}"
        yield Copy(family, rate, text.brief, _offer(random, said, own, site, key))


def _phone(random: Random) -> str:
    return f"+{random.choice((49, 380, 90, 98, 40))}{random.randrange(10**8, 10**9)}"


def _changed(random: Random, text: _Text, rate: float) -> _Text:
    """As many words as that put another way: half exchanged, the rest left out or put in."""
    sentences = [list(words) for words in text.sentences]
    places = [(at, word) for at, words in enumerate(sentences) for word in range(len(words))]
    chosen = random.sample(places, round(rate * len(places)))
    for number, (at, word) in enumerate(sorted(chosen, reverse=True)):
        new = text.tongue.say(random, 1)
        way = number % 4
        sentences[at][word : word + (0 if way == 3 else 1)] = [] if way == 2 else new
    if random.random() < SHUFFLED:
        random.shuffle(sentences)
    return _Text(text.tongue, text.title, sentences, text.brief)


def _offer(random: Random, text: _Text, phone: str, site: int, key: str) -> Offer:
    spoken = text.tongue
    lines = [spoken.joined(words) + "." for words in text.sentences if words]
    if random.random() < TRICKED:
        lines = [_disguised(random, line) for line in lines]
    raw = f"+{phone[1:4]} {phone[4:7]} {phone[7:]}"
    header, footer = _dress(site)
    body = "\n".join((*header, *lines, f"☎ {raw}", *footer))
    at = body.index(raw)
    number = Contact(kind="phone", value=phone, raw=raw, span=Span("text", at, at + len(raw)))
    return Offer(
        id=derive("kindred", key),
        id_from=IdFrom.KEY,
        site=f"site{site}",
        url=f"https://site{site}.example/{key.replace(' ', '/')}",
        seen=NOW - timedelta(minutes=random.randint(0, 10_000)),
        title=spoken.joined(text.title),
        text=body,
        kinds=frozenset({Kind.JOB}),
        language=Language(code=spoken.code, confidence=1.0),
        contacts=(number,),
    )


def _disguised(random: Random, line: str) -> str:
    """Look-alikes in every third word, styled letters, or invisible ones."""
    way = random.randrange(3)
    if way == 0:
        words = line.split(" ")
        return " ".join(
            word.translate(_LOOK) if at % 3 == 0 and len(word) > 3 else word
            for at, word in enumerate(words)
        )
    if way == 1:
        return line.translate(_STYLED)
    return line.upper() if random.random() < 0.5 else line.replace(" ", " \u200b")


@cache
def _dress(site: int) -> tuple[Sequence[str], Sequence[str]]:
    """Header and footer of a site, in its language."""
    random = Random(f"site {site}")
    spoken = tongue(LANGUAGES[site % len(LANGUAGES)])
    lines = [
        spoken.joined([*spoken.say(random, random.randint(3, 8)), spoken.name(random)])
        for _ in range(random.randint(3, 6))
    ]
    return lines[:1], lines[1:]
