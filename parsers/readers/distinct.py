"""Each ad of a page once, told as fully as the page tells it anywhere."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from offers.ad import Ad


def distinct(ads: Iterable[Ad]) -> tuple[Ad, ...]:
    """The ads in their order, repetitions left out; the longest text of an ad stands.

    A number that several different ads bear is none, an employer's or a template's perhaps.
    """
    chosen: dict[tuple[str | None, ...], Ad] = {}
    for ad in ads:
        name = (ad.key, ad.url, ad.anchor, ad.title)
        before = chosen.get(name)
        if before is None or len(ad.text or "") > len(before.text or ""):
            chosen[name] = ad
    borne = Counter(ad.key for ad in chosen.values())
    return tuple(replace(ad, key=None) if borne[ad.key] > 1 else ad for ad in chosen.values())
