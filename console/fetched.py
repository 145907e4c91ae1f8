"""What a crawl asked for and what came, in words and figures."""

from collections.abc import Mapping, Sequence

from console.crawling import SiteCrawl
from console.plain import counted
from console.screen import Column, Screen
from offers.run import Run

TITLES = {"not_modified": "not modified", "not_due": "not due"}
"""What counts of a run are called where their names are no words."""

COLUMNS = (
    Column(title="site", style="green"),
    Column(title="requests", right=True),
    Column(title="again", right=True),
    Column(title="received", right=True),
    Column(title="again", right=True),
    Column(title="ads not due", right=True),
)


def title(count: str) -> str:
    """What a count of a run is called."""
    return TITLES.get(count, count)


def size(bytes_: int) -> str:
    """`980 bytes`, `43 kB`, `2.1 MB`: in thousands, as disks and networks are sold."""
    if bytes_ < 1000:
        return counted(bytes_, "byte")
    return f"{bytes_ / 1000:.0f} kB" if bytes_ < 1_000_000 else f"{bytes_ / 1_000_000:.1f} MB"


def fetched(counts: Mapping[str, int]) -> str:
    """One line: `12 requests, 43 kB; 9 pages read, 2 not modified, 40 known ads not due`."""
    sent = f"{counted(counts.get('requests', 0), 'request')}, {size(counts.get('bytes', 0))}"
    came = [f"{counted(counts.get('pages', 0), 'page')} read"]
    if same := counts.get("not_modified", 0):
        came.append(f"{same} not modified")
    if spared := counts.get("not_due", 0):
        came.append(f"{counted(spared, 'known ad')} not due")
    return f"{sent}; {', '.join(came)}"


def compare(before: Sequence[Run], crawls: Sequence[SiteCrawl], screen: Screen) -> None:
    """Each site's crawl beside the one before, and what they asked for in all."""
    earlier = {run.site: run for run in before}
    pairs = [(earlier[one.site], one.run) for one in crawls if one.run and one.site in earlier]
    screen.table(COLUMNS, [_row(first, second) for first, second in pairs])
    firsts, seconds = ([pair[at].counts for pair in pairs] for at in (0, 1))
    screen.show(
        f"The first crawls sent {_sum(firsts, 'requests')} requests and received"
        f" {size(_sum(firsts, 'bytes'))}, these"
        f" {_sum(seconds, 'requests')} and {size(_sum(seconds, 'bytes'))}."
    )


def _row(first: Run, second: Run) -> tuple[str, ...]:
    figures = (
        (str(first.counts.get("requests", 0)), str(second.counts.get("requests", 0))),
        (size(first.counts.get("bytes", 0)), size(second.counts.get("bytes", 0))),
    )
    spared = str(second.counts.get("not_due", 0))
    return first.site, *(each for pair in figures for each in pair), spared


def _sum(counts: Sequence[Mapping[str, int]], name: str) -> int:
    return sum(each.get(name, 0) for each in counts)
