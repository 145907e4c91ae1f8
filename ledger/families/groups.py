"""What of a batch belongs together, with the bases that it touches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.families import Families
from ledger.families.batch import Batch
from ledger.families.joining import BASE, Joined
from offers.family import Decision


@dataclass(frozen=True, slots=True)
class Group:
    """`offers` are those of the batch that were compared, `bases` what they are connected with.
    `whole`: the group has to be derived from all of its offers, since something of it may have
    come apart or people keep offers of it apart; else what is new is just added."""

    offers: Sequence[str]
    bases: Sequence[str]
    whole: bool


def grouped(
    batch: Batch, joined: Joined, decisions: Sequence[Decision], families: Families
) -> Sequence[Group]:
    """Groups with nothing in common."""
    nodes = _nodes(batch, decisions, families)
    names = {*batch.prints, *(BASE + base for base in batch.loosened | joined.bases)}
    for one, other in _ends(decisions, nodes, same=True):
        if one in names or other in names:
            joined.parts.join(one, other)
            names |= {one, other}
    root = joined.parts.root
    apart = {
        root(one) for one, other in _ends(decisions, nodes, same=False) if root(one) == root(other)
    }
    loose = {root(BASE + base) for base in batch.loosened}
    return [
        Group(
            offers=[name for name in some if not name.startswith(BASE)],
            bases=[name.removeprefix(BASE) for name in some if name.startswith(BASE)],
            whole=at in loose or at in apart,
        )
        for at, some in joined.parts.groups(sorted(names)).items()
    ]


def _nodes(batch: Batch, decisions: Iterable[Decision], families: Families) -> Mapping[str, str]:
    """Under which name decided offers stand: their own, or that of their base."""
    decided = {end for one in decisions for end in (one.one, one.other)}
    stored = families.kin(decided - batch.outdated) if decided else {}
    nodes = {id_: BASE + kin.base for id_, kin in stored.items()}
    return nodes | {id_: id_ for id_ in decided if id_ in batch.prints}


def _ends(
    decisions: Iterable[Decision], nodes: Mapping[str, str], *, same: bool
) -> Iterable[tuple[str, str]]:
    """Pairs of what was decided so; who is known nowhere does not count."""
    for one in decisions:
        if one.same is same and one.one in nodes and one.other in nodes:
            yield nodes[one.one], nodes[one.other]
