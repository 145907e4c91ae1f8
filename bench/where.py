"""Where the CPU seconds of a crawl go: `python -m bench.where FILE ARGUMENTS OF crawlers`.

A timer that runs as long as CPU is spent looks at the stack, some hundred times a second. A sample
belongs to the innermost module of ours, or of Scrapy's and its network code; what libraries do for
a module (compress, encode, parse) is that module's.
"""

import json
import signal
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import FrameType

EVERY = 0.002
"""CPU seconds between two samples."""

ROOT = Path(__file__).parent.parent
OTHERS = ("scrapy", "twisted", "asyncio")
START = "starting up"


def main() -> int:
    """Crawl, and write how many samples fell on what."""
    told, *arguments = sys.argv[1:]
    samples: Counter[str] = Counter()

    def sample(_number: int, frame: FrameType | None) -> None:
        samples[_part(frame)] += 1

    signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    from crawlers.__main__ import main as crawl  # noqa: PLC0415 - loading it is measured, too

    code = crawl(arguments)
    signal.setitimer(signal.ITIMER_PROF, 0)
    Path(told).write_text(json.dumps(samples))
    return code


def load(file: Path) -> Counter[str]:
    """What `main` wrote, without what starting up took."""
    found: Counter[str] = Counter(json.loads(file.read_text()))
    del found[START]
    return found


def _part(frame: FrameType | None) -> str:
    """The innermost part that the frame belongs to; loading modules is starting up."""
    found = ""
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith("<frozen importlib"):
            return START
        found = found or _owner(name)
        frame = frame.f_back
    return found or "the rest"


@cache
def _owner(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
        inner = path.relative_to(ROOT)
        return "" if inner.parts[0] == "bench" else str(inner)
    return next((name for name in OTHERS if name in path.parts), "")


if __name__ == "__main__":
    sys.exit(main())
