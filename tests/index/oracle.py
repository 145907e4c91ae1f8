"""A naive reading of the tree, slow and plain: what every home's answers are compared with."""

from collections.abc import Iterable, Sequence

from index.flat import Flat, flatten
from index.query import tree
from offers.life import Known
from parsers.fold import tokens


class Flats(dict[str, Flat]):
    """Flat values by the id of the offer, too many to be shown beside a failing example."""

    def __repr__(self) -> str:
        return f"<{len(self)} offers>"


def flattened(lives: Iterable[Known]) -> Flats:
    return Flats({known.offer.id: flatten(known, tokens) for known in lives})


def answers(node: tree.Node, flats: Flats) -> set[str]:
    """Ids of the offers that the query holds for."""
    return {id_ for id_, flat in flats.items() if holds(node, flat)}


def holds(node: tree.Node, flat: Flat) -> bool:  # noqa: PLR0911
    match node:
        case tree.Everything():
            return True
        case tree.Nothing():
            return False
        case tree.Phrase(fields, wanted, prefix):
            return any(_in_text(flat.words.get(name, ()), wanted, prefix) for name in fields)
        case tree.Term(field, value, prefix):
            values = flat.keywords.get(field, ())
            return any(one.startswith(value) if prefix else one == value for one in values)
        case tree.Range():
            return _in_range(node, flat.numbers.get(node.field))
        case tree.Exists(field):
            return field in flat.words or field in flat.keywords or field in flat.numbers
        case tree.Not(inner):
            return not holds(inner, flat)
        case tree.All(nodes):
            return all(holds(inner, flat) for inner in nodes)
        case tree.Any(nodes):
            return any(holds(inner, flat) for inner in nodes)


def _in_text(words: Sequence[str], wanted: Sequence[str], prefix: bool) -> bool:
    length = len(wanted)
    starts = range(len(words) - length + 1)
    return any(_fits(words[at : at + length], wanted, prefix) for at in starts)


def _fits(words: Sequence[str], wanted: Sequence[str], prefix: bool) -> bool:
    if not prefix:
        return tuple(words) == tuple(wanted)
    return tuple(words[:-1]) == tuple(wanted[:-1]) and words[-1].startswith(wanted[-1])


def _in_range(node: tree.Range, value: float | None) -> bool:
    if value is None:
        return False
    low = node.low is None or (value > node.low if node.low_open else value >= node.low)
    high = node.high is None or (value < node.high if node.high_open else value <= node.high)
    return low and high


def ordered(flats: Flats, field: str, descending: bool) -> list[str]:
    """Ids by a field: missing values last, equal values by id."""
    placed = [(id_, _value(flats[id_], field)) for id_ in sorted(flats)]
    there = [(value, id_) for id_, value in placed if value is not None]
    there.sort(key=lambda pair: pair[0], reverse=descending)
    return [id_ for _, id_ in there] + [id_ for id_, value in placed if value is None]


def _value(flat: Flat, field: str) -> str | float | None:
    return flat.numbers.get(field, flat.keywords.get(field, (None,))[0])
