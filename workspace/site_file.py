"""Reads `sites/NAME.toml`, key by key."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from offers.offer import Kind
from offers.profile import LinkRules, Profile
from workspace import codes, hosts, schedule, values
from workspace.fault import Wrong, shown
from workspace.fields import css, field_rules, selector
from workspace.site import PAGE, NumberedPages, SiteFile
from workspace.site_checks import check
from workspace.table import Document, Table

NAME = r"[a-z0-9_-]{1,40}"
"""Names of sites, rules and readers: they become names of files, locks and modules."""

DELAY = 2.0
"""Seconds between two requests to a host, where the site file says nothing."""

MAX_PAGES = 1000

RECHECK = timedelta(days=1)
"""The age at which a known ad is asked for again, where the site file says nothing."""

FULL_LOOK = timedelta(days=1)
"""How often listings are read to their end though they bring nothing new, likewise."""


def read_site(document: Document, zone: ZoneInfo) -> SiteFile | None:
    """The site that a file describes, or `None` if the document has faults.

    `zone` is the workspace's, for a schedule that names none.
    """
    if not document.readable:
        return None
    root = document.root
    site = _site(root, document.path, zone)
    check(root, site)
    document.close()
    return site if not document.faults else None


def site_name(value: object) -> str:
    return values.pattern(NAME, "use a-z, 0-9, - and _, at most 40 of them")(value)


def _site(root: Table, file: Path, zone: ZoneInfo) -> SiteFile:
    """What can be read of the file; wrong values are left out and noted as faults."""
    name = root.need("name", site_name, f'name = "{file.stem}"') or ""
    start = root.need("start", values.each(hosts.url), 'start = ["https://..."]') or ()
    links = root.table("links")
    allowed, private = _hosts(root, start)
    return SiteFile(
        name=name,
        file=file,
        start=start,
        hosts=allowed,
        private_hosts=private,
        profile=_profile(root, links, name),
        sitemaps=root.take("sitemaps", values.each(hosts.url), ()),
        pages=_pages(links),
        render=root.take("render", values.flag, default=False),
        wait=root.take("wait", css, None),
        recheck=root.take("recheck", values.length, RECHECK),
        full_look=root.take("full_look", values.length, FULL_LOOK),
        delay=root.take("delay", values.number(0, 3600), DELAY),
        max_pages=root.take("max_pages", values.whole(1, 1_000_000), MAX_PAGES),
        max_age=root.take("max_age", _days, None),
        encoding=root.take("encoding", codes.encoding, None),
        schedule=schedule.read(root.table("schedule"), zone),
        expect_offers=root.table("expect").take("offers", values.whole(1, 1_000_000), None),
        purpose=root.take("purpose", values.text, None),
        cleared=root.take("cleared", values.text, None),
        insecure_tls=root.take("insecure_tls", values.flag, default=False),
    )


def _hosts(root: Table, start: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """All hosts that may be fetched, and those of them that may be private.

    The first address says which site this is; every other host has to be named.
    """
    private = root.take("private_hosts", values.each(hosts.host), ())
    further = root.take("hosts", values.each(hosts.host), ())
    first = map(hosts.host_of, start[:1])
    return frozenset((*first, *further, *private)), frozenset(private)


def _profile(root: Table, links: Table, name: str) -> Profile:
    kinds = values.one_or_more(values.one_of({kind.value: kind for kind in Kind}))
    zone = root.take("timezone", codes.zone, None)
    selectors = values.one_or_more(selector)
    return Profile(
        site=name,
        reader=root.take("reader", site_name, "jobposting"),
        kinds=frozenset(root.take("kind", kinds, ())),
        country=root.take("country", codes.country, None),
        timezone=zone.key if zone else None,
        languages=root.take("language", values.one_or_more(codes.language), ()),
        item=root.take("item", selector, None),
        fields=field_rules(root.table("fields")),
        links=LinkRules(
            offer=links.take("offer", selectors, ()),
            next=links.take("next", _next, () if "pages" in links.data else None),
            entry=links.take("entry", selector, None),
            more=links.take("more", css, None),
            scroll=links.take("scroll", values.flag, default=False),
            rounds=links.take("rounds", values.whole(1, 100), 10),
        ),
    )


def _next(value: object) -> tuple[str, ...]:
    """Selectors, or an empty list for a listing of one page."""
    return () if value == [] else values.one_or_more(selector)(value)


def _pages(links: Table) -> NumberedPages | None:
    table = links.table("pages")
    if "pages" not in links.data:
        return None
    url = table.need("url", _template, 'url = "https://.../page/{page}"')
    first = table.take("first", values.whole(0, 10_000), 1)
    last = table.need("last", values.whole(0, 10_000), "last = 20: the cap of the pages")
    if url is None or last is None:
        return None
    if last < first:
        table.wrong(("last",), f"{last} is before first, which is {first}", "swap them")
    return NumberedPages(url=url, first=first, last=last)


def _template(value: object) -> str:
    """A URL that holds `{page}` once, and after its host."""
    words = values.line(value)
    around = words.split(PAGE)
    if len(around) != 2 or set("{}") & set("".join(around)):
        raise Wrong(f"{shown(words)} does not hold {PAGE} once", f"write {PAGE} for the number")
    hosts.url(words.replace(PAGE, "1"))
    if hosts.host_of(words.replace(PAGE, "1")) != hosts.host_of(words.replace(PAGE, "2")):
        raise Wrong(f"{shown(words)} has {PAGE} in its host", "put it in the path or query")
    return words


def _days(value: object) -> timedelta:
    found = values.length(value)
    if found < timedelta(days=1):
        raise Wrong(f"{shown(value)} is less than a day", 'write days, as in "30d"')
    return found
