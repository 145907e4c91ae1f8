"""What saves work when prints are compared finds what all the work would find."""

from random import Random

from ledger.families.comparing import Comparer
from ledger.families.neighbours import Neighbours, common, worth
from offers.family import Print
from parsers.likeness import compare
from parsers.rarity import hashed, start
from tests.ledger.conftest import MONDAY

PLAIN = tuple(hashed(word) for word in ("and", "the", "for", "with", "you", "work", "are", "our"))
"""Words that stand in many ads."""

RARE = tuple(hashed(f"rare{number}") for number in range(26))


def some_print(random: Random, number: int) -> Print:
    """Of one of three templates, with few words of others; brief or not."""
    template = RARE[: random.choice([12, 18, 24])]
    words = [word for word in template if random.random() < 0.9]
    words += random.sample(PLAIN, random.choice([0, 1, 2, 6]))
    return Print(
        offer=f"{number}",
        version="v",
        tables="start",
        site="bazaar",
        first_seen=MONDAY,
        exact=random.choice([None, "x", f"own {number}"]),
        keys=random.choice([(1, 2, 3), (1, 2, 4), (4, 5), (6,)]),
        words=tuple(sorted({*words})),
        brief=random.random() < 0.5,
        contacts=tuple(random.sample("abcdefgh", random.choice([0, 0, 1]))),
        stems=tuple(random.sample("abcdefgh", random.choice([0, 0, 0, 1]))),
    )


def test_what_is_not_weighed_is_not_alike() -> None:
    """Pairs whose words are too few in common, and those that are near by all kinds of rules."""
    random, comparer = Random(5), Comparer(start())
    alike = {True: 0, False: 0}
    for _ in range(3_000):
        one, other = some_print(random, 1), some_print(random, 2)
        if worth(one, other):
            found, likeness = comparer.compare(one, other), compare(one, other, start())
            assert (found.likeness if found else None) == likeness
            alike[bool(found)] += 1
    assert min(alike.values()) > 300


def test_neighbours_are_all_that_are_worth_comparing_the_nearest_first() -> None:
    random, neighbours = Random(7), Neighbours()
    prints = [some_print(random, number) for number in range(80)]
    for number, one in enumerate(prints):
        before = [other for other in prints[:number] if worth(one, other)]
        assert [*neighbours.of(one)] == sorted(before, key=lambda other: -common(one, other))
        neighbours.add(one)
    assert prints[0] not in [*neighbours.of(prints[0])]
