"""What a store on Elasticsearch costs: beside a bare bulk request, and beside one in SQLite.

A server of one gigabyte is started for it, on this computer and so on the same cores; it goes when
all is measured. Where Java or Maven is missing, that is said instead of figures.
"""

from collections.abc import Iterator

from bench import bulk, homes, settling
from bench.report import Report, Size, leave
from demo.elasticsearch.java import newest_release
from demo.elasticsearch.missing import Missing
from demo.elasticsearch.server import Server, plan

HEAP = 1024
"""MB, what Elasticsearch is given for a small workspace."""


def measure(size: Size) -> Iterator[Report]:
    release = newest_release()
    try:
        server = Server(plan(release.version, heap=HEAP))
    except Missing as error:
        yield Report("Elasticsearch was not measured", str(error), ())
        return
    with server:
        yield from bulk.measure(server.url, "bench", size)
        yield from homes.measure(f"{server.url}/benchhomes", size)
        yield from settling.served(f"{server.url}/benchsettling", size)


if __name__ == "__main__":
    leave(f"{__doc__}\n{bulk.__doc__}\n{homes.__doc__}\n{settling.__doc__}", measure)
