"""What a site file may say and hardly means: warned of, and nothing is left out for it."""

import re

from offers.profile import FieldRule
from workspace.fault import shown
from workspace.schedule import gap
from workspace.site import SiteFile
from workspace.table import Table

FROM_THE_TOP = re.compile(r"(\(*)/")
"""An XPath that begins at the top of the page, wherever it is asked."""

WITHOUT_BROWSER = frozenset({"feed", "telegram"})
"""Readers of what is the same with and without scripts."""


def advise(root: Table, site: SiteFile) -> None:
    """Warn of what does nothing, or not what it seems to."""
    for part in (_inside, _idle, _next, _looks, _browser):
        part(root, site)


def _inside(root: Table, site: SiteFile) -> None:
    """Fields that are looked for inside an element, by an XPath that looks at the whole page."""
    profile = site.profile
    for rule in profile.fields:
        if profile.item:
            around = "item"
        elif rule.listed:
            around = "entry" if profile.links.entry else "link"
        else:
            continue
        for selector in filter(FROM_THE_TOP.match, rule.select):
            inside = FROM_THE_TOP.sub(r"\1./", selector, count=1)
            root.warn(
                ("fields", rule.name),
                f"{shown(selector)} looks at the page from its top and finds the same for every ad",
                f"write {shown(inside)} to look inside the {around}",
            )


def _idle(root: Table, site: SiteFile) -> None:
    """What is said and never asked for."""
    links = site.profile.links
    if links.entry and not any(rule.listed for rule in site.profile.fields):
        root.warn(
            ("links", "entry"),
            "does nothing, because no field is listed",
            "write listed = true for what the list says of an ad, or drop it",
        )
    for rule in site.profile.fields:
        for key in _idle_keys(rule):
            said = "means nothing beside a constant that always counts"
            root.warn(("fields", rule.name, key), said, "say with select where to look, or drop it")


def _idle_keys(rule: FieldRule) -> list[str]:
    alone = rule.constant is not None and not rule.select
    said = {"attribute": rule.attribute, "regex": rule.regex, "required": rule.required}
    return [key for key, value in said.items() if value and alone]


def _next(root: Table, site: SiteFile) -> None:
    if site.pages and site.profile.links.next:
        root.warn(
            ("links", "next"),
            "stands beside links.pages, which counts through the same list",
            "keep one of the two",
        )


def _looks(root: Table, site: SiteFile) -> None:
    """How old a look may be, where every crawl finds it older."""
    between = gap(site.schedule) if site.schedule else None
    looks = {
        "recheck": (site.recheck, "every crawl asks again for every ad that it knows"),
        "full_look": (site.full_look, "every crawl reads the lists to their end"),
    }
    for key, (age, meaning) in looks.items():
        if between and key in root.data and age < between:
            root.warn(
                (key,),
                f"is shorter than the time between two crawls, so that {meaning}",
                "make it longer, or drop it",
            )


def _browser(root: Table, site: SiteFile) -> None:
    if site.render and site.profile.reader in WITHOUT_BROWSER:
        root.warn(
            ("render",),
            f"the {site.profile.reader} reader needs no browser, which is slow",
            "drop it",
        )
