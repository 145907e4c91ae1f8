"""Made-up ads in a dozen languages, and the pages on which portals would show them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain, cycle, islice

from demo.ads import ads as demo_ads

PAGES = 50
"""Ads on one page of the list."""

DAYS = ("2026-11-{:02}", "{} November 2026", "{:02}.11.2026", "{} days ago")
"""How boards write dates."""

LEAST = 900
"""Characters of an ad: short wordings are followed by others in their language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ad:
    """One ad as its page shows it."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    price: str
    place: str
    employer: str
    phone: str
    day: str


def made_ads(count: int) -> tuple[Ad, ...]:
    """So many different ads, the same at every call."""
    told = [(ad.language, said) for ad in demo_ads() for _, said in ad.wordings]
    texts: dict[str, list[str]] = {}
    for language, said in told:
        texts.setdefault(language, []).append(said.text)
    return tuple(
        Ad(
            number=number,
            title=f"{said.title or said.text[:50]} {number}",
            paragraphs=(*_text(number, said.text, texts[language]), f"№ {number}"),
            price=said.price or "12.50 EUR",
            place=said.place or "London",
            employer=said.employer or "Nordhof",
            phone=f"+44 20 7946 0{number % 1000:03}",
            day=DAYS[number % len(DAYS)].format(1 + number % 20),
        )
        for number, (language, said) in enumerate(islice(cycle(told), count))
    )


def _text(number: int, own: str, others: Sequence[str]) -> Iterable[str]:
    """The ad's own paragraphs, and those of others in its language until it is long enough."""
    size = 0
    for text in chain([own], islice(cycle(others), number, None)):
        yield from text.split("\n\n")
        size += len(text)
        if size >= LEAST:
            return


def ad_page(ad: Ad, size: int) -> bytes:
    """The page of an ad: its own text and as much around it as makes `size` bytes."""
    own = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in ad.paragraphs)
    body = (
        f'<main><article class="ad" id="ad-{ad.number}"><h1>{escape(ad.title)}</h1><dl>'
        f'<dt>Pay</dt><dd class="price">{escape(ad.price)}</dd>'
        f'<dt>Where</dt><dd class="place">{escape(ad.place)}</dd>'
        f'<dt>Who</dt><dd class="employer">{escape(ad.employer)}</dd>'
        f'<dt>When</dt><dd><time class="published">{ad.day}</time></dd></dl>'
        f'<div class="text">{own}</div><a class="call" href="tel:{ad.phone}">{ad.phone}</a>'
        f"</article></main>"
    )
    head = f"{HEAD}<title>{escape(ad.title)} - Board</title>"
    left = size - len((head + body + FOOT).encode())
    return (head + _script(left // 4) + "</head><body>" + _menu(left // 4) + body
            + _similar(left // 2, ad) + FOOT).encode()  # fmt: skip


HEAD = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="stylesheet" href="/site.css?v=1912"><link rel="icon" href="/icon.svg">'
)
FOOT = (
    '<footer><nav><a href="/about">About us</a> <a href="/terms">Terms</a> '
    '<a href="/privacy">Privacy</a></nav><p>Board, all rights reserved.</p></footer></body></html>'
)


def _script(size: int) -> str:
    """State that a page's own script finds, as single-page portals leave it."""
    state = [
        {"id": at, "slug": f"category-{at}", "label": f"Category {at}", "open": bool(at % 3)}
        for at in range(max(1, size // 75))
    ]
    return f"<script>window.__STATE__ = {json.dumps(state)};</script>"


def _menu(size: int) -> str:
    line = '<li class="menu__item"><a class="menu__link" href="/in/{0}">District {0}</a></li>\n'
    lines = "".join(line.format(at) for at in range(max(1, size // len(line))))
    return f'<header><nav class="menu"><ul>{lines}</ul></nav></header>'


def _similar(size: int, ad: Ad) -> str:
    card = (
        '<li class="card"><a class="card__link" href="/ad/{0}"><span class="card__title">{1} {0}'
        '</span></a><span class="card__pay">{2}</span><span class="card__where">{3}</span>'
        '<svg viewBox="0 0 24 24"><path d="M12 2a7 7 0 0 0-7 7c0 5 7 13 7 13s7-8 7-13"/></svg>'
        "</li>\n"
    )
    count = max(1, size // (len(card) + 50))
    cards = "".join(
        card.format(ad.number + at, escape(ad.title[:40]), escape(ad.price), escape(ad.place))
        for at in range(1, count + 1)
    )
    return f'<aside><h2>Similar</h2><ul class="cards">{cards}</ul></aside>'


def list_page(ads: Sequence[Ad], number: int, *, last: bool) -> bytes:
    """One page of the list of all ads."""
    rows = "".join(
        f'<li class="row"><a class="title" href="/ad/{ad.number}">{escape(ad.title)}</a> '
        f'<span class="place">{escape(ad.place)}</span> <time>{ad.day}</time></li>\n'
        for ad in ads
    )
    onward = "" if last else f'<a rel="next" href="/list/{number + 1}">Next</a>'
    return (
        f'{HEAD}<title>All ads</title></head><body>{_menu(4_000)}<ul class="results">{rows}</ul>'
        f"{onward}{FOOT}"
    ).encode()
