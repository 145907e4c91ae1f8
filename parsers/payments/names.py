"""Ways to pay that an ad only names: services, hawala, a third who holds the money, cash."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

from offers.payment import Payment, PaymentKind
from parsers.letters import table
from parsers.lexicon import AD
from parsers.phrases import Hit, Row
from parsers.words import Words

NEAR = 8
"""Words around a name in which one for paying makes it a way to pay."""

BESIDE = 3
"""Words around a name in which others say that it is an employer, a product, something else."""

LONGEST = 6
"""Words of a cue, at most."""

SHORT = 4
"""Words of an item in a list: what stands around it says what it is."""

_PAYING, _ARRIVING, _NOT = "paying", "arriving", "not"
_NO, _REFUSED = "no", "refused"
"""Words that refuse the name right behind them, and those that refuse the one right before."""

_CUES = frozenset({_PAYING, _ARRIVING, _NOT, _NO, _REFUSED})
_SERVICES = "cue"
"""What rows deny that mean no service at all."""


class _Means(NamedTuple):
    """What a phrase stands for, a kind of payment or of cue, and where it counts (`gate`)."""

    kind: str
    value: str
    country: str
    gate: str


class _Hit(NamedTuple):
    """A phrase with what it means, from word `start` up to word `end`."""

    means: _Means
    start: int
    end: int
    found: Hit


def named(words: Words) -> Iterator[Payment]:
    """What a field names, in its order; each in a sentence once."""
    names = _hits(words, cues=False)
    cues = _hits(words, cues=True) if names else []
    done: set[tuple[str, int]] = set()
    for hit in names:
        once = (hit.means.value, words.sentence(hit.start)[0])
        if once not in done and _counts(words, hit, cues):
            done.add(once)
            yield _payment(words, hit)


def _payment(words: Words, hit: _Hit) -> Payment:
    span = hit.found.span(words)
    return Payment(
        kind=PaymentKind(hit.means.kind),
        value=hit.means.value,
        raw=words.written.raw(span),
        span=span,
        country=hit.means.country or None,
    )


def _counts(words: Words, hit: _Hit, cues: Sequence[_Hit]) -> bool:
    """Whether what stands around a name lets it be a way to pay."""
    denied = {hit.means.value, _SERVICES if hit.means.kind == PaymentKind.SERVICE else ""}
    if any(cue.means.value in denied for cue in _around(cues, hit, BESIDE, _NOT)):
        return False
    if _is_refused(words, hit, cues):
        return False
    match hit.means.gate:
        case "sure":
            return True
        case "paid":
            return _beside(words, hit, cues, _PAYING)
        case "arriving":
            return all(_beside(words, hit, cues, kind) for kind in (_PAYING, _ARRIVING))
        case gate:
            raise ValueError(f"payment_names.tsv: no such gate: {gate}")


def _is_refused(words: Words, hit: _Hit, cues: Sequence[_Hit]) -> bool:
    """Whether the ad says that nobody pays so: `no PayPal`, `PayPal not accepted`. What ends a
    sentence parts them."""
    first, last = words.sentence(hit.start)
    before = (cue.end for cue in _around(cues, hit, BESIDE, _NO) if cue.start >= first)
    behind = (cue.start for cue in _around(cues, hit, BESIDE, _REFUSED) if cue.end <= last)
    return hit.start in before or hit.end in behind


def _beside(words: Words, hit: _Hit, cues: Sequence[_Hit], kind: str) -> bool:
    """Whether a cue stands near in the same sentence, or near at all if that is an item."""
    first, last = words.sentence(hit.start)
    near = _around(cues, hit, NEAR, kind)
    return any(first <= cue.start < last or last - first <= SHORT for cue in near)


def _around(cues: Sequence[_Hit], hit: _Hit, reach: int, kind: str) -> Iterator[_Hit]:
    """The cues of a kind so many words around a name, at most."""
    first = bisect_left(cues, hit.start - reach - LONGEST, key=_start)
    for cue in cues[first : bisect_left(cues, hit.end + reach, key=_start)]:
        if cue.means.kind == kind and cue.end > hit.start - reach:
            yield cue


def _start(hit: _Hit) -> int:
    return hit.start


def _hits(words: Words, *, cues: bool) -> Sequence[_Hit]:
    """What is named, or the words around it: those are looked for only where something is."""
    found = (_CUED if cues else _NAMED).find(words)
    return [_Hit(_meanings()[hit.phrase.says], hit.start, hit.end, hit) for hit in found]


@cache
def _meanings() -> dict[str, _Means]:
    """By what a phrase of the lexicon says."""
    means = (_Means(*row[:4]) for row in table("payment_names.tsv"))
    return {" ".join(one): one for one in means}


def _rows(*, cues: bool) -> Iterator[Row]:
    for row in table("payment_names.tsv"):
        if (row[0] in _CUES) == cues:
            said = " ".join(row[:4])
            yield from ((said, _language(phrase), phrase) for phrase in row[5].split("|"))


def _language(phrase: str) -> str:
    """Brands are written so in any language; in Arabic letters they carry its prefixes."""
    return "ar" if any("\u0620" <= char <= "\u06ff" for char in phrase) else ""


_NAMED, _CUED = AD.lexicon(partial(_rows, cues=False)), AD.lexicon(partial(_rows, cues=True))
