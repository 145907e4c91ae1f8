"""Rebuilds a store on Elasticsearch until it is done or killed, and says what it is at.

Run as `python -m tests.index.migrator URL SECONDS`: after so many without a sign of life another
migrator is taken for dead, and for so many it waits for those who read what it replaced.
"""

import sys
from dataclasses import replace

from index.access import NONE
from index.elastic.upkeep import ElasticUpkeep
from parsers.fold import tokens


def say(what: str, number: int) -> None:
    print(what, number, flush=True)


def main(url: str, dead: str) -> None:
    with ElasticUpkeep.open(url, tokens, NONE) as upkeep:
        say("begun", 0)
        replace(upkeep, dead=float(dead), readers=float(dead)).rebuild(say)


if __name__ == "__main__":
    main(*sys.argv[1:])
