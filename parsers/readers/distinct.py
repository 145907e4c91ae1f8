"""Each ad of a page once, told as fully as the page tells it anywhere."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from offers.ad import Ad

NEAR = 5
"""So many ads of the same name are compared; a page that repeats one does not wait longer."""


def distinct(ads: Iterable[Ad]) -> tuple[Ad, ...]:
    """The ads in their order, repetitions left out: same number, place and title, and the
    same text or none. Where one has a text, it stands.

    A number that several different ads bear is none, an employer's or a template's perhaps.
    """
    chosen: list[Ad] = []
    places: dict[tuple[str | None, ...], list[int]] = {}
    for ad in ads:
        named = places.setdefault((ad.key, ad.url, ad.anchor, ad.title), [])
        same = next((place for place in named[-NEAR:] if _repeats(ad, chosen[place])), None)
        if same is None:
            named.append(len(chosen))
            chosen.append(ad)
        elif len(ad.text or "") > len(chosen[same].text or ""):
            chosen[same] = ad
    borne = Counter(ad.key for ad in chosen)
    return tuple(replace(ad, key=None) if borne[ad.key] > 1 else ad for ad in chosen)


def _repeats(ad: Ad, other: Ad) -> bool:
    return ad.text == other.text or not ad.text or not other.text
