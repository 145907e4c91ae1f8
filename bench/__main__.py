"""All benchmarks, one after the other: `python -m bench`, or `make bench`."""

from bench import __doc__ as about
from bench import (
    crawl,
    deep,
    elastic,
    families,
    indicators,
    memory,
    normalisers,
    page,
    readers,
    settling,
    store,
)
from bench.report import leave

if __name__ == "__main__":
    leave(
        about,
        page.measure,
        deep.measure,
        readers.measure,
        normalisers.measure,
        indicators.measure,
        families.measure,
        settling.measure,
        store.measure,
        elastic.measure,
        crawl.measure,
        memory.measure,
    )
