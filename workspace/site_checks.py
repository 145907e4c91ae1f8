"""What must agree between the keys of a site file."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import urlsplit

from parsers.readers import READERS, site_readers
from workspace import hosts
from workspace.fault import Keys, Wrong, meant
from workspace.schedule import SHORTEST, Every
from workspace.site import SiteFile
from workspace.site_advice import advise
from workspace.table import Table

ALSO_FIELDS = frozenset({"country", "language", "kind"})
"""Keys of the file itself that pages may have a label for, too."""

TELEGRAM = ("t.me", "telegram.me", "telegram.dog")
PREVIEW = re.compile(r"/s/\w+/?(\d+)?")
"""The path of a channel as anybody sees it; all others ask to join or to open the app."""

HOST_LISTS = ("hosts", "private_hosts")

FLOOR = 1.0
"""Seconds between two requests to a host that is not on loopback; no site file can say less."""


def check(root: Table, site: SiteFile) -> None:
    """Note what is wrong between the keys of one file."""
    for part in (_name, _addresses, _pace, _browser, _reader, _fields, _reasons, advise):
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
    urls = dict(_readable(root, "start", hosts.url))
    allowed = _allowed(root)
    urls |= dict(_readable(root, "sitemaps", hosts.url))
    if site.pages:
        urls[("links", "pages", "url")] = site.pages.url
    first_seen: dict[str, Keys] = {}
    for keys, url in urls.items():
        name = hosts.host_of(url)
        first_seen.setdefault(name, keys)
        if ("start", 0) in urls and name not in allowed:
            said = f"{name} is none of the site's hosts"
            root.wrong(keys, said, f'check the address, or add hosts = ["{name}"]')
    for keys, name in _readable(root, "hosts", hosts.host):
        first_seen.setdefault(name, keys)
    leave = {name for _, name in _readable(root, "private_hosts", hosts.host)}
    for name, keys in first_seen.items():
        if hosts.is_private(name) and name not in leave:
            said = f"{name} is a loopback or private address"
            root.wrong(keys, said, f'if that is meant, add private_hosts = ["{name}"]')


def _readable(root: Table, key: str, read: Callable[[object], str]) -> Iterator[tuple[Keys, str]]:
    """The elements of a list that are right in themselves, so that one fault hides no other."""
    found = root.data.get(key)
    for number, element in enumerate(found if isinstance(found, list) else ()):
        with suppress(Wrong):
            yield (key, number), read(element)


def _allowed(root: Table) -> frozenset[str]:
    """The hosts of the site as far as they can be read."""
    first = [hosts.host_of(url) for keys, url in _readable(root, "start", hosts.url) if not keys[1]]
    named = [name for key in HOST_LISTS for _, name in _readable(root, key, hosts.host)]
    return frozenset((*first, *named))


def _pace(root: Table, site: SiteFile) -> None:
    """Site files only slow down; nothing but this machine itself may be asked faster."""
    if all(map(hosts.is_loopback, _allowed(root))):
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


def _browser(root: Table, site: SiteFile) -> None:
    """What only a browser can do."""
    links = root.data.get("links")
    said: list[Keys] = [("wait",)] if "wait" in root.data else []
    if isinstance(links, dict):
        said += [("links", key) for key in ("more", "scroll", "rounds") if key in links]
    for keys in () if site.render else said:
        root.wrong(keys, "needs a browser", "write render = true, or leave it out")


def _reader(root: Table, site: SiteFile) -> None:
    """The reader is there, and has the fields that it cannot do without."""
    reader = site.profile.reader
    known = READERS.keys() | site_readers()
    own = site.file.with_suffix(".py")
    if reader not in known and not (reader == own.stem and own.is_file()):
        root.wrong(
            ("reader",),
            f'there is no reader "{reader}"',
            f'{meant(reader, known)}, or write {own.name} beside this file and "{own.stem}" here',
        )
    if reader == "telegram":
        for keys, url in _readable(root, "start", hosts.url):
            parts = urlsplit(url)
            if parts.hostname in TELEGRAM and not PREVIEW.fullmatch(parts.path):
                root.wrong(
                    keys, f"{parts.path} is no public preview", "write https://t.me/s/CHANNEL"
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
        if rule.listed and not site.profile.links.offer and not site.profile.item:
            root.wrong(
                keys, "is listed, and there is no listing", "say with links.offer what it lists"
            )


def _reasons(root: Table, site: SiteFile) -> None:
    """What may be left out, and should not be."""
    if "purpose" not in root.data:
        root.warn(("purpose",), "is missing", 'say why this site is watched: purpose = "..."')
    if "cleared" not in root.data:
        root.warn(("cleared",), "is missing", 'say who allowed it and when: cleared = "..."')
    if site.insecure_tls:
        root.warn(
            ("insecure_tls",),
            "certificates of this site are not checked",
            "drop it once the site has repaired its certificate",
        )
