"""Whether made-up ads of known families are found again, by ours and by MinHash.

Ads are those of `bench.kindred`. Ours: prints, candidates that share two keys or all words,
compared; tables are counted on other ads of the same sites. The peers answer at the settings that
their documentation shows (datasketch: 128 permutations, threshold .5; gaoya: 42 bands of 3,
threshold .5), on the set of words of the text as it is, and of the text without lines of the site,
contacts and disguises, as ours has it. They are no part of the project: without
`pip install datasketch gaoya` there are no figures of theirs. A pair differs by what both copies
changed; families are whole if links bring together all of their ads and nobody else's.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from itertools import combinations

from bench.kindred import Copy, copies
from bench.lives import NOW
from bench.measure import Spread, cpu, percentile
from bench.minhash import Index, datasketch_index, gaoya_index
from bench.report import Figure, Goal, Report, Size, leave
from offers.family import JOINING, Print, Tables
from parsers.counting import count
from parsers.fold import tokens
from parsers.likeness import compare
from parsers.prints import print_of
from parsers.rarity import start
from parsers.repeated import without

ADS = {Size.QUICK: 300, Size.USUAL: 10_000, Size.LONG: 100_000}
COUNTED = {Size.QUICK: 600, Size.USUAL: 20_000, Size.LONG: 20_000}
PEERS = 10_000
"""Ads that peers are given at most: their pairs on texts as they are grow with the square."""

MEASURED, TABLES = 1, 2
"""Seeds."""

SOME = 0.2
"""What two ads may differ by for the goals to hold."""

RATES = (0.0, 0.05, 0.1, 0.2, 0.3, 1.0)
RECALL, PRECISION = Goal(0.985, at_least=True), Goal(0.99, at_least=True)
CANDIDATES = Goal(5)
Pair = tuple[int, int]


def measure(size: Size) -> Iterator[Report]:
    ads = list(copies(MEASURED, ADS[size]))
    tables = count((copy.offer for copy in copies(TABLES, COUNTED[size])), "counted", NOW)
    yield _ours("Families", ads, tables, CANDIDATES)
    bare = Tables(id="bare", made=NOW, counted=tables.counted, frequent=tables.frequent)
    yield _ours("Families, lines of sites not yet learnt", ads, bare)
    lines = Tables(
        id="lines", made=NOW, counted=start().counted, frequent=start().frequent, lines=tables.lines
    )
    yield _ours("Families, words as the tables that come along have them", ads, lines)
    for name, made in (("datasketch", datasketch_index), ("gaoya", gaoya_index)):
        with suppress(ImportError):
            import_module(name)
            some = ads[:PEERS]
            yield _peer(name, "text as it is", some, made(), _as_it_is)
            yield _peer(name, "cleaned text", some, made(), partial(_cleaned, tables))


@dataclass(slots=True)
class Shelf:
    """Finds what may be like an ad, in memory."""

    by_key: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_words: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, number: int, one: Print) -> set[int]:
        """Those added before that share two keys or all words."""
        shared: Counter[int] = Counter()
        for key in one.keys:
            shared.update(self.by_key[key])
            self.by_key[key].append(number)
        found = {other for other, keys in shared.items() if keys >= 2}
        if one.exact:
            found.update(self.by_words[one.exact])
            self.by_words[one.exact].append(number)
        return found


@dataclass(slots=True)
class Matched:
    """Pairs that were found, and how many candidates each ad had."""

    pairs: set[Pair] = field(default_factory=set)
    candidates: list[int] = field(default_factory=list)

    def ours(self, prints: Sequence[Print], tables: Tables) -> None:
        shelf = Shelf()
        for number, one in enumerate(prints):
            near = shelf.add(number, one)
            self.candidates.append(len(near))
            for other in near:
                found = compare(prints[other], one, tables)
                if found and found.grade in JOINING:
                    self.pairs.add((other, number))

    def peers(self, texts: Sequence[str], index: Index) -> None:
        for number, text in enumerate(texts):
            self.pairs.update((other, number) for other in index(text))


def _ours(title: str, ads: Sequence[Copy], tables: Tables, goal: Goal | None = None) -> Report:
    prints: list[Print] = []
    printing = cpu(lambda: prints.extend(printed(ads, tables)))
    matched = Matched()
    matching = cpu(partial(matched.ours, prints, tables))
    many = [float(one) for one in matched.candidates]
    figures = (
        *found(ads, matched.pairs, goals=goal is not None),
        _figure("candidates of an ad", "ads", sum(many) / len(ads), goal),
        _figure("candidates, 99 of 100 have at most", "ads", percentile(many, 99)),
        _figure("prints made, an ad", "ms CPU", printing / len(ads) * 1000),
        _figure("candidates found and compared, an ad", "ms CPU", matching / len(ads) * 1000),
        _figure("keys of an ad", "bytes", 8 * sum(len(one.keys) for one in prints) / len(ads)),
    )
    return Report(title, f"{len(ads):,} ads, tables `{tables.id}`", figures)


def printed(ads: Sequence[Copy], tables: Tables) -> Iterator[Print]:
    for copy in ads:
        yield print_of(copy.offer, "1", copy.offer.seen, tables, "{}:{}".format)


def _peer(
    name: str, about: str, ads: Sequence[Copy], index: Index, said: Callable[[Copy], str]
) -> Report:
    texts = list(map(said, ads))
    matched = Matched()
    spent = cpu(partial(matched.peers, texts, index))
    figures = (
        *found(ads, matched.pairs, goals=False),
        _figure("hashed and found, an ad", "ms CPU", spent / len(ads) * 1000),
    )
    return Report(f"{name}, {about}", f"{len(ads):,} ads", figures)


def _as_it_is(copy: Copy) -> str:
    return f"{copy.offer.title}\n{copy.offer.text}"


def _cleaned(tables: Tables, copy: Copy) -> str:
    """The words as ours has them, parted by spaces."""
    offer = copy.offer
    text = offer.text or ""
    for contact in offer.contacts:
        text = text.replace(contact.raw, " ")
    kept = without(text, frozenset(tables.lines.get(offer.site, ())))
    return " ".join((*tokens(offer.title or ""), *tokens(kept)))


def found(ads: Sequence[Copy], pairs: set[Pair], *, goals: bool = True) -> Iterator[Figure]:
    """What a set of pairs is worth."""
    of_family: dict[int, list[int]] = defaultdict(list)
    for number, copy in enumerate(ads):
        of_family[copy.family].append(number)
    true = {pair for members in of_family.values() for pair in combinations(members, 2)}
    some = [pair for pair in true if _rate(ads, pair) <= SOME]
    yield _figure(
        "pairs found, up to 20 % edits", "", _share(some, pairs), RECALL if goals else None
    )
    hits = len(true & pairs) / len(pairs) if pairs else 1.0
    yield _figure("pairs found that are true", "", hits, PRECISION if goals else None)
    for brief in (False, True):
        chosen = [pair for pair in some if ads[pair[0]].brief is brief]
        yield _figure(
            f"  {'short' if brief else 'long'} ads, up to 20 %", "", _share(chosen, pairs)
        )
    for low, high in zip((-1.0, *RATES), RATES, strict=False):
        chosen = [pair for pair in true if low < _rate(ads, pair) <= high]
        if chosen:
            yield _figure(f"  up to {high:.0%} edits", "", _share(chosen, pairs))
    yield from _groups(ads, pairs, of_family)


def _rate(ads: Sequence[Copy], pair: Pair) -> float:
    one, other = (ads[number].rate for number in pair)
    return round(1 - (1 - one) * (1 - other), 6)


def _share(chosen: Sequence[Pair], pairs: set[Pair]) -> float:
    return sum(pair in pairs for pair in chosen) / len(chosen) if chosen else 1.0


def _groups(
    ads: Sequence[Copy], pairs: set[Pair], of_family: dict[int, list[int]]
) -> Iterator[Figure]:
    groups = components(len(ads), pairs)
    size = Counter(groups)
    several = [members for members in of_family.values() if len(members) > 1]
    whole = sum(
        len({groups[one] for one in members}) == 1 and size[groups[members[0]]] == len(members)
        for members in several
    )
    families: dict[int, set[int]] = defaultdict(set)
    for number, copy in enumerate(ads):
        families[groups[number]].add(copy.family)
    false = [size[head] for head, inside in families.items() if len(inside) > 1]
    yield _figure("families of several ads that are whole", "", whole / max(1, len(several)))
    yield _figure("largest group of several families", "ads", max(false, default=0))


def components(many: int, pairs: set[Pair]) -> Sequence[int]:
    """For each number one that stands for all that pairs connect it with."""
    heads = list(range(many))

    def head(number: int) -> int:
        while heads[number] != number:
            heads[number] = heads[heads[number]]
            number = heads[number]
        return number

    for one, other in pairs:
        heads[head(one)] = head(other)
    return [head(number) for number in range(many)]


def _figure(name: str, unit: str, value: float, goal: Goal | None = None) -> Figure:
    return Figure(name, unit, Spread.of([value]), goal)


if __name__ == "__main__":
    leave(__doc__, measure)
