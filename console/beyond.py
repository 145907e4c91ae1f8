"""Ads of other families that have something in common with those of one."""

from console import pictures
from console.by_family import begun
from console.desk import Desk
from console.kinfolk import Kinfolk
from console.screen import Column
from offers.family import Grade, Link

COLUMNS = (
    Column(title="in common", style="yellow", folds=True),
    Column(title="id", style="cyan", short=slice(8)),
    Column(title="site", style="green"),
    Column(title="title", grows=True),
)
LINKED = 10
"""Ads of other families that are named."""

NAMED = {Grade.CONTACT: "a contact", Grade.STEM: "a name, nearly"}


def rows(desk: Desk, kinfolk: Kinfolk) -> list[tuple[str, ...]]:
    ours = {one.known.offer.id for one in kinfolk.members}
    ends: dict[str, Link] = {}
    for link in kinfolk.beyond:
        ends.setdefault(link.other if link.one in ours else link.one, link)
    known = desk.store.index.known(list(ends)[:LINKED])
    return [
        (_in_common(ends[id_], kinfolk), id_, one.offer.site, begun(one))
        for id_, one in sorted(known.items())
        if not one.sealed and one.family != kinfolk.id
    ]


def _in_common(link: Link, kinfolk: Kinfolk) -> str:
    """`a contact`, `picture https://cdn.example/work.jpg`, or both."""
    told = pictures.told(kinfolk.pictures.get(link.id, ()))
    named = NAMED.get(link.grade, "its words") if link.grade is not Grade.IMAGE else ""
    return "; ".join(filter(None, (named, told)))
