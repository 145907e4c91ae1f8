"""What an amount of money is, and when it is due, by the words around it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from offers.money import Money, Per, Role, When
from offers.offer import Kind
from parsers.money_cues import Cue, Said
from parsers.words import Words

BEFORE, BEHIND = 9, 4
"""How far away a word may say what an amount is, before it and behind it: words, and for each
comma between `COMMA` more."""

COMMA = 4
FOREIGN = 2
"""How many words nearer an English one must be in an ad in another language, or a vague one."""

HEADING = 5
"""Words of a line that says what stands in the next."""

DUE = 7
VAST = Decimal(10**6)
"""So much of a strong currency is nobody's pay."""

STRONG = frozenset({"USD", "EUR", "GBP", "CHF", "CAD", "AUD"})
TIMES = frozenset({Per.HOUR, Per.DAY, Per.WEEK, Per.MONTH, Per.YEAR})

_ROLES = frozenset(Role)
_DUE = frozenset(When)
_OTHER, _RENT, _PRICE, _PAYMENT, _TRAVEL = "other", "rent", "price", "payment", "travel"
_VAGUE = frozenset({_PRICE, _PAYMENT})
MEANT = _ROLES | {_PRICE, _PAYMENT}
_TELL = MEANT | {_OTHER, _RENT}


class Placed(NamedTuple):
    """Money, and where it stands in the folded text."""

    start: int
    end: int
    money: Money


@dataclass(frozen=True, slots=True)
class Roles:
    """What an ad offers as far as it tells roles apart, and what its fields say of money."""

    fields: Mapping[str, Said]
    kinds: frozenset[Kind]
    journey: bool
    working: bool

    @classmethod
    def of(cls, fields: Sequence[Words], kinds: frozenset[Kind], language: str | None) -> "Roles":
        said = {words.written.field: Said.of(words, language) for words in fields}
        travels = any(one.says(_TRAVEL) for one in said.values())
        pays = any(one.says(Role.PAY) for one in said.values())
        journey = kinds == {Kind.TRAVEL} or (Kind.JOB not in kinds and travels and not pays)
        working = Kind.TRAVEL not in kinds and (Kind.JOB in kinds or pays)
        return cls(said, kinds, journey, working)

    def told(self, field: str, placed: Sequence[Placed]) -> list[Money]:
        """The money of a field, in its order, with roles."""
        said = self.fields[field]
        around = list(_around(said.words, placed))
        told: list[Money] = []
        for one, place in zip(placed, around, strict=True):
            role = self._role(said, one, place)
            if role is None and place.joined and told[-1].role:
                role = told[-1].role
            elif role is None and len(placed) == 1:
                role = self._lone(said, one, place)
            told.append(replace(one.money, role=role, due=_due(said, one, place)))
        return told

    def _role(self, said: Said, one: Placed, place: "_Place") -> Role | None:
        cue = _nearest(said, one, place, _TELL) or _heading(said, place)
        per = one.money.per
        if cue in (_OTHER, _RENT) or _vast(one.money):
            return None
        if cue in (_PRICE, _PAYMENT, Role.FARE, None):
            return self._open(cue, per)
        return Role(cue)

    def _lone(self, said: Said, one: Placed, place: "_Place") -> Role | None:
        """What the one amount of a job ad is of which no word says anything: its pay."""
        cue = _nearest(said, one, place, _TELL) or _heading(said, place)
        plain = cue is None and one.money.currency is not None and not _vast(one.money)
        return Role.PAY if plain and self.kinds == {Kind.JOB} else None

    def _open(self, cue: str | None, per: Per | None) -> Role | None:
        """What an amount is that is paid by somebody for something."""
        if self.journey or (per is Per.PERSON and Kind.JOB not in self.kinds):
            return Role.FARE if per not in TIMES else None
        if per in TIMES and cue != _PRICE:
            return Role.PAY
        if cue == Role.FARE and not self.working:
            return Role.FARE
        return Role.PAY if cue == _PAYMENT and Kind.JOB in self.kinds else None


def labelled_role(money: Money, kinds: frozenset[Kind]) -> Role | None:
    """What a labelled price is: of a job it is pay, of travel the fare."""
    if kinds == {Kind.TRAVEL} or money.per is Per.PERSON:
        return Role.FARE
    return Role.PAY if kinds == {Kind.JOB} or money.per in TIMES else None


class _Place(NamedTuple):
    """The words of an amount, from `first` up to `last`, and the stretch around it in which words
    are about it: its sentence up to the amounts beside it. `joined`: it goes on from the one
    before (`1500 € (1200 € net)`)."""

    first: int
    last: int
    begin: int
    end: int
    joined: bool


def _around(words: Words, placed: Sequence[Placed]) -> Iterator[_Place]:
    if not placed:
        return
    starts = [start for start, _ in words.places]
    spans = [(bisect_left(starts, one.start), bisect_left(starts, one.end)) for one in placed]
    for at, (first, last) in enumerate(spans):
        begin = words.sentence(first)[0]
        end = words.sentence(last)[1] if last < len(starts) else last
        joined = False
        if at and spans[at - 1][1] > begin:
            begin = spans[at - 1][1]
            joined = first - begin <= 1 and not _commas(words, placed[at - 1].end, placed[at].start)
        if at + 1 < len(spans):
            end = min(end, spans[at + 1][0])
        yield _Place(first, last, begin, max(end, last), joined)


def _commas(words: Words, start: int, end: int) -> int:
    text = words.written.folded.text[start:end]
    return text.count(",") + text.count("،") + text.count("，") + text.count("、")


def _nearest(said: Said, one: Placed, place: _Place, kinds: frozenset[str]) -> str | None:
    """What the nearest of these words says."""
    found = [
        (far, cue.says)
        for cue in said.between(place.begin, place.end)
        if cue.says in kinds
        if (far := _distance(said.words, one, place, cue)) is not None
    ]
    return min(found, key=lambda told: told[0])[1] if found else None


def _distance(words: Words, one: Placed, place: _Place, cue: Cue) -> int | None:
    """How far a word is from an amount, `None` if it is about something else."""
    if place.begin <= cue.start and cue.end <= place.first:
        far, most = place.first - cue.end, BEFORE
        commas = _commas(words, words.places[cue.end - 1][1], one.start)
    elif place.last <= cue.start and cue.end <= place.end:
        far, most = 1 + cue.start - place.last, BEHIND
        commas = _commas(words, one.end, words.places[cue.start][0])
    else:
        return None
    far += FOREIGN * (cue.foreign + (cue.says in _VAGUE)) + COMMA * (commas + (cue.says == _RENT))
    return far if far <= most and not (commas and cue.says == _RENT) else None


def _heading(said: Said, place: _Place) -> str | None:
    """What the short line before says, where the amount stands at the beginning of its own."""
    if place.first - place.begin > 2 or place.begin < 2:
        return None
    first, last = said.words.sentence(place.begin - 2)
    if last - first > HEADING:
        return None
    found = [cue for cue in said.between(first, last) if cue.says in _TELL]
    return found[-1].says if found else None


def _vast(money: Money) -> bool:
    return (money.high or money.low or VAST) >= VAST and money.currency in STRONG


def _due(said: Said, one: Placed, place: _Place) -> When | None:
    """When it is due, if not half of it before and half after. A comma keeps words with what
    stands before them."""
    known: set[str] = set()
    for cue in said.between(place.begin, place.end):
        ahead = cue.end <= place.first
        if cue.says not in _DUE:
            continue
        far = place.first - cue.end if ahead else cue.start - place.last
        between = said.words.places[cue.end - 1][1], one.start
        if far <= DUE and not (ahead and _commas(said.words, *between)):
            known.add(cue.says)
    return When(known.pop()) if len(known) == 1 else None
