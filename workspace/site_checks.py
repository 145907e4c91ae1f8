"""What must agree between the keys of a site file."""

from importlib.util import find_spec

from workspace import hosts
from workspace.fault import Keys, meant
from workspace.schedule import SHORTEST, Every
from workspace.site import SiteFile
from workspace.table import Table

READERS = frozenset({"jobposting", "selectors", "feed", "telegram"})
"""Readers that come with the product; others are modules named for their site."""

ALSO_FIELDS = frozenset({"country", "language", "kind"})
"""Keys of the file itself that pages may have a label for, too."""

FLOOR = 1.0
"""Seconds between two requests to a host that is not on loopback; no site file can say less."""


def check(root: Table, site: SiteFile) -> None:
    """Note what is wrong between the keys of one file."""
    for part in (_name, _addresses, _pace, _reader, _fields, _reasons):
        part(root, site)


def _name(root: Table, site: SiteFile) -> None:
    if not site.name or site.name == site.file.stem:
        return
    its_file = site.file.with_name(f"{site.name}.toml")
    if its_file.exists():
        said = f'"{site.name}" is the name of another site, {its_file.name}'
        root.wrong(("name",), said, f'write name = "{site.file.stem}"')
    else:
        said = f'"{site.name}" is not the name of the file, {site.file.name}'
        remedy = f'rename the file to {its_file.name} or write name = "{site.file.stem}"'
        root.wrong(("name",), said, remedy)


def _addresses(root: Table, site: SiteFile) -> None:
    """Every address is on a host of the site, and private ones have leave."""
    urls: list[tuple[Keys, str]] = [
        *((("start", number), url) for number, url in enumerate(site.start)),
        *((("sitemaps", number), url) for number, url in enumerate(site.sitemaps)),
        *((("links", "pages", "url"), url) for url in ([site.pages.url] if site.pages else [])),
    ]
    private: dict[str, Keys] = {}
    for keys, url in urls:
        name = hosts.host_of(url)
        private.setdefault(name, keys)
        if site.hosts and name not in site.hosts:
            root.wrong(
                keys,
                f"{name} is none of the site's hosts",
                f'check the address, or add hosts = ["{name}"]',
            )
    for name in site.hosts:
        private.setdefault(name, ("hosts",))
    for name, keys in private.items():
        if hosts.is_private(name) and name not in site.private_hosts:
            root.wrong(
                keys,
                f"{name} is a loopback or private address",
                f'if that is meant, add private_hosts = ["{name}"]',
            )


def _pace(root: Table, site: SiteFile) -> None:
    """Site files only slow down; nothing but this machine itself may be asked faster."""
    if site.loopback:
        return
    if site.delay < FLOOR:
        root.wrong(
            ("delay",),
            f"{site.delay:g} is below the floor of {FLOOR:g} second",
            f"write {FLOOR:g} or more; only loopback may be faster",
        )
    if isinstance(site.schedule, Every) and site.schedule.interval < SHORTEST:
        root.wrong(
            ("schedule", "every"),
            f"is below the floor of {SHORTEST.seconds} seconds",
            f'write "{SHORTEST.seconds}s" or more; only loopback may be faster',
        )


def _reader(root: Table, site: SiteFile) -> None:
    """The reader is there, and has the fields that it cannot do without."""
    reader = site.profile.reader
    own = site.file.with_name(f"{reader}.py")
    if reader not in READERS and not own.is_file() and not find_spec(f"parsers.sites.{reader}"):
        root.wrong(
            ("reader",),
            f'there is no reader "{reader}"',
            f"{meant(reader, READERS)} (or write {own.name} beside the site file)",
        )
    given = {rule.name for rule in site.profile.fields}
    if reader == "selectors" and not given & {"title", "text"}:
        root.wrong(
            ("fields",),
            "the selectors reader needs title or text",
            'write title = "h1" under [fields]',
        )


def _fields(root: Table, site: SiteFile) -> None:
    for rule in site.profile.fields:
        keys = ("fields", rule.name)
        if rule.name in root.asked - ALSO_FIELDS:
            root.wrong(
                keys, "is a key of the file itself, no field", "it belongs above the first [table]"
            )
        if rule.listed and not site.profile.links.offer:
            root.wrong(
                keys, "is listed, and no listing is read", "say under [links] which links to offer"
            )


def _reasons(root: Table, site: SiteFile) -> None:
    """What may be left out, and should not be."""
    if site.purpose is None:
        root.warn(("purpose",), "is missing", 'say why this site is watched: purpose = "..."')
    if site.cleared is None:
        root.warn(("cleared",), "is missing", 'say who allowed it and when: cleared = "..."')
    if site.insecure_tls:
        root.warn(
            ("insecure_tls",),
            "certificates of this site are not checked",
            "drop it once the site has repaired its certificate",
        )
