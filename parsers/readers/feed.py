"""Ads of a feed: RSS of any age, Atom, JSON Feed, one in each entry or several inside it."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice
from typing import Any

import feedparser

from offers.ad import Ad, AdsFound
from offers.page import Page
from offers.profile import FieldRule, Profile
from parsers import bounds
from parsers.charset import decoded
from parsers.dom import Element, LayoutChanged, Unreadable
from parsers.fields import CONSTANT, Found, find_field
from parsers.pictures import FIELD, LOOKED_AT, pictures_in
from parsers.readers import pictured, selectors
from parsers.readers.distinct import distinct
from parsers.readers.loose_json import BrokenJson, read_json
from parsers.readers.markup import Told
from parsers.readers.told import long_text, markup, objects, phrase
from parsers.urls import absolute
from parsers.xml_text import xml_text

ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
HEAD = 20_000
"""Characters in which a feed says that it is one."""

MOST_TAGS = 100_000
"""Feeds have some hundred entries of twenty tags."""

CONTENTS = ("content_html", "summary", "description")
"""Where the ad stands, the fullest place first."""

SAID = {
    "published": ("published", "updated", "created", "date_published", "date_modified"),
    "author": ("author", "authors"),
    "category": ("tags",),
    "employer": ("company", "employer", "hiringorganization"),
    "place": ("location", "city", "place"),
    "country": ("country",),
    "price": ("salary", "price"),
    "employment": ("job_type", "jobtype", "employmenttype"),
    "valid_until": ("expires", "expired", "expirationdate", "validthrough", "expiry"),
    "contact": ("phone", "email", "contact"),
}
"""Elements of an entry, with whatever prefix (`job_listing:location`), by the field they are."""

OWN_SOURCES = {"title": "entry title", "text": "entry content", "key": "entry id"}


def read(page: Page, profile: Profile, _listed: Mapping[str, str]) -> AdsFound:
    """One ad for each entry, or for each `item` inside the content of entries.

    Raises `Unreadable` for what is no feed. A feed without entries gives no ads; what is broken
    in one is a warning, and is read as far as it goes.
    """
    text = decoded(page).lstrip("\ufeff \t\r\n")
    entries, warnings = _json(page, text) if text.startswith("{") else _xml(page)
    found = [ad for entry in entries for ad in _ads(entry, page, profile)]
    unread = Counter(note for note in found if isinstance(note, str))
    notes = (f"{count} times: {note}" if count > 1 else note for note, count in unread.items())
    return AdsFound(distinct(ad for ad in found if isinstance(ad, Ad)), (*warnings, *notes))


def _json(page: Page, text: str) -> tuple[list[Told], tuple[str, ...]]:
    """The items of a JSON Feed, 1.0 or 1.1 (jsonfeed.org)."""
    try:
        feed = read_json(text)
    except BrokenJson as broken:
        raise Unreadable(page.url, f"no JSON Feed: {broken}") from broken
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise Unreadable(page.url, "JSON, but no JSON Feed: it has no items")
    entries = objects(feed["items"])
    return [entry | _of_json(entry) for entry in entries], ()


def _of_json(entry: Told) -> Told:
    text = entry.get("content_text")
    plain = html.escape(text) if isinstance(text, str) else None
    return {
        "link": entry.get("url") or entry.get("external_url"),
        "content_html": entry.get("content_html") or plain,
        FIELD: [entry.get("image"), entry.get("banner_image")],
    }


def _xml(page: Page) -> tuple[list[Told], tuple[str, ...]]:
    """The entries of RSS or Atom. feedparser gets bytes, never a name that it would fetch."""
    text = xml_text(page)
    if not ROOT.search(text, 0, HEAD):
        raise Unreadable(page.url, "neither RSS nor Atom nor JSON Feed")
    if reason := _excess(text):
        raise Unreadable(page.url, reason)
    try:
        feed = feedparser.parse(
            BytesIO(text.encode()),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:
        # It has bugs of its own: numbers beyond Unicode, halves of characters.
        name = type(error).__name__
        raise Unreadable(page.url, f"a feed that breaks its parser ({name})") from error
    if not feed.get("version") and not feed.entries:
        raise Unreadable(page.url, "neither RSS nor Atom nor JSON Feed")
    broken = f"a broken feed, read as far as it goes: {feed.get('bozo_exception')}"
    return [_told(entry) for entry in feed.entries], (broken,) if feed.bozo else ()


def _excess(text: str) -> str | None:
    """feedparser takes 30 microseconds for a tag, and more for each attribute beside another."""
    if text.count("<") > MOST_TAGS:
        return f"more than {MOST_TAGS} tags"
    return bounds.excess(text)


def _told(entry: Mapping[str, Any]) -> Told:
    """What an entry holds, the fullest of its contents as `content_html`."""
    contents = entry.get("content") or [entry.get("summary_detail") or {}]
    values = [_as_markup(found.get("value") or "", found.get("type")) for found in contents]
    told: Told = {name: value for name, value in entry.items() if isinstance(value, str)}
    told[FIELD] = [*_enclosed(entry)]
    told["tags"] = [tag.get("term") for tag in entry.get("tags") or []]
    told["content_html"] = max(values, key=len, default="")
    if told.get("link") == told.get("id") and "://" not in str(entry.get("id")):
        told.pop("link", None)  # feedparser takes any guid for a link
    return told


def _enclosed(entry: Mapping[str, Any]) -> Iterator[str]:
    """The pictures that come with an entry (RSS 2.0, enclosure; Media RSS, media:content)."""
    for name in ("enclosures", "media_content"):
        for one in (entry.get(name) or [])[:LOOKED_AT]:
            kind = str(one.get("type") or one.get("medium") or "")
            url = one.get("href") or one.get("url")
            if kind.startswith("image") and isinstance(url, str):
                yield url


def _as_markup(value: str, kind: str | None) -> str:
    return html.escape(value) if kind == "text/plain" else value


def _ads(entry: Told, page: Page, profile: Profile) -> Iterator[Ad | str]:
    """The ad of an entry, or those inside it; a string says what could not be read."""
    url = absolute(page.url, phrase(entry.get("link"))) or page.url
    content = next((entry[name] for name in CONTENTS if entry.get(name)), None)
    inner = markup(content, url)
    if profile.item is not None and inner is not None:
        yield from _inside(inner, profile, url)
        return
    title, key = phrase(entry.get("title")), phrase(entry.get("id"))
    text, links = long_text(content, url)
    if not title and not text:
        yield "an entry without a word"
        return
    told = _said(entry)
    found = told | ({"links": Found(links, "entry links")} if links else {})
    for rule in profile.fields:
        if one := _ruled(rule, told, inner, url):
            found.setdefault(rule.name, one)
    said = {name: one.value for name, one in found.items() if name not in selectors.OWN}
    images = pictures_in(found[FIELD].value, url) if FIELD in found else ()
    named = (*said, FIELD) if images else said
    sources = OWN_SOURCES | {name: found[name].source for name in named}
    yield Ad(url=url, title=title, text=text, key=key, said=said, images=images, sources=sources)


def _ruled(
    rule: FieldRule, told: Mapping[str, Found], inner: Element | None, url: str
) -> Found | None:
    """`employer = "author"` names a part of the entry, `employer = ".firm"` looks into its text."""
    named = next((told[name] for name in rule.select if name in told), None)
    if named or inner:
        return named or (find_field(inner, rule, url) if inner else None)
    return Found(rule.constant, CONSTANT) if rule.constant else None


def _inside(inner: Element, profile: Profile, url: str) -> Iterator[Ad | str]:
    for item in inner.all(profile.item or "body"):
        try:
            yield selectors.read_ad(item, profile.fields, url, url, {})
        except LayoutChanged as changed:
            yield changed.reason


def _said(entry: Told) -> dict[str, Found]:
    names = {name.rpartition("_")[2]: name for name in entry} | {name: name for name in entry}
    said = {}
    for field, elements in SAID.items():
        for element in elements:
            if element in names and (value := phrase(entry[names[element]])):
                said[field] = Found(value, f"entry {element}")
                break
    if named := "\n".join(islice(pictured.told(entry.get(FIELD)), LOOKED_AT)):
        said[FIELD] = Found(named, "entry image")
    return said
