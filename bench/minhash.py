"""The peers of `bench.families`: MinHash at the settings that their documentation shows."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

Index = Callable[[str], Sequence[int]]
"""Takes the next text; numbers of those before that it is like."""


def datasketch_index() -> Index:
    made: Any = import_module("datasketch")
    index = made.MinHashLSH(threshold=0.5, num_perm=128)
    numbers = iter(range(1 << 62))

    def ask(text: str) -> Sequence[int]:
        sketch = made.MinHash(num_perm=128)
        sketch.update_batch([word.encode() for word in set(text.split())])
        near: list[int] = index.query(sketch)
        index.insert(next(numbers), sketch)
        return near

    return ask


def gaoya_index() -> Index:
    made: Any = import_module("gaoya.minhash")
    index = made.MinHashStringIndex(
        hash_size=32, jaccard_threshold=0.5, num_bands=42, band_size=3, num_hashes=42 * 3,
        analyzer="word", lowercase=True, ngram_range=(1, 1),
    )  # fmt: skip
    numbers = iter(range(1 << 62))

    def ask(text: str) -> Sequence[int]:
        near: list[int] = index.query(text)
        index.insert_document(next(numbers), text)
        return near

    return ask
