"""Writes a site file for a site that was looked at: what was found, how sure that is, and why.

What comes from pages is hostile. It reaches the file as quoted values that the file's own checks
have let pass, and in comments of which nothing but one line of plain signs is left.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from ledger.traces import traces
from offers.profile import FieldRule, LinkRules
from parsers.survey import About, Suggestion, Way
from workspace import codes, hosts
from workspace.sound import fits, sound
from workspace.toml_text import comment, pair, plain, toml

SURE, LIKELY = 0.8, 0.5
"""Confidence from which a suggestion is called sure, and from which it is used at all."""

QUOTED = 60
"""Code points of an example that a comment quotes."""

MASK = "█"
READS_ALONE = frozenset({"jobposting", "feed", "telegram", "blocks"})
SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})
"""Labels under which a country sells names: co.uk, com.tr."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`notes` are whole sentences for the head of the file; `counts` says what the links found.
    `fields` hold several suggestions for one name, the best first. `start` is empty only in a
    skeleton."""

    name: str
    start: tuple[str, ...]
    written: date
    reader: str
    links: LinkRules
    about: About
    item: str | None = None
    fields: tuple[Suggestion, ...] = ()
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    way: Way | None = None
    offers: int = 0
    render: bool = False
    purpose: str | None = None
    cleared: str | None = None


def site_name(url: str) -> str:
    """A name for the site of an address, made of its host or of its channel at Telegram."""
    host = hosts.host_of(url)
    labels = host.removeprefix("www.").split(".")
    if channel := re.fullmatch(r"/s/(\w+)/?", urlsplit(url).path):
        labels = [channel[1]]
    elif not hosts.is_private(host):
        labels = labels[:-1] or labels
        labels = labels[:-1] if len(labels) > 1 and labels[-1] in SECOND_LEVEL else labels
    return re.sub(r"[^a-z0-9_]+", "-", "-".join(labels).lower()).strip("-")[:40] or "site"


def written(draft: Draft) -> str:
    """The text of the file. It passes `sites check` but for what only its owner can say."""
    lines = [*_head(draft), "", *_file_keys(draft), *_links(draft), *_fields(draft)]
    return "\n".join((*lines, *_tail(draft))) + "\n"


def _head(draft: Draft) -> Iterator[str]:
    yield from comment(
        f"Written on {draft.written:%Y-%m-%d} by `offerwatch sites new` from what it found. Lines "
        "that begin with # say what that was and how sure it is; docs/sites.md has every key."
    )
    for note in draft.notes:
        yield from comment(f"- {note}")


def _file_keys(draft: Draft) -> Iterator[str]:
    yield pair("name", draft.name)
    yield pair("start", [*draft.start])
    private = dict.fromkeys(filter(hosts.is_private, map(hosts.host_of, draft.start)))
    if private:
        yield from comment("An address of this machine or of a private network, as you typed it:")
        yield from comment("no crawl asks such without leave.")
        yield pair("private_hosts", [*private])
    yield from _about(draft.about)
    yield from _reasons(draft)
    yield pair("reader", draft.reader)
    if draft.render:
        yield from comment("Without a browser its pages are empty.")
        yield "render = true"
    if draft.sitemaps:
        yield pair("sitemaps", [*draft.sitemaps])
    for feed in (each for each in draft.feeds if fits(hosts.url, each)):
        if draft.reader == "feed":
            yield from comment(f"Another feed, which start may hold as well: {feed}")
        else:
            yield from comment(f'The page names a feed: reader = "feed" could read {feed}')
    if draft.item:
        yield pair("item", draft.item)
    loopback = all(map(hosts.is_loopback, map(hosts.host_of, draft.start)))
    yield pair("delay", 0) if loopback else f"# {pair('delay', 2)}  # seconds between two requests"


def _about(about: About) -> Iterator[str]:
    for note in about.notes:
        yield from comment(note)
    kinds = sorted(about.kinds)
    one = str(kinds[0]) if len(kinds) == 1 else [str(kind) for kind in kinds]
    yield pair("kind", one) if kinds else '# kind = "job"        # or "travel"'
    if about.country and fits(codes.country, about.country):
        yield pair("country", about.country)
    else:
        yield '# country = "GB"      # whose phone numbers stand without a prefix'
    languages = [code for code in about.languages if fits(codes.language, code)]
    if languages:
        yield pair("language", languages[0] if len(languages) == 1 else languages)
    if about.timezone and fits(codes.zone, about.timezone):
        yield pair("timezone", about.timezone)


def _reasons(draft: Draft) -> Iterator[str]:
    """Why the site is watched and who allowed it, which nobody but its owner knows."""
    if draft.purpose:
        yield pair("purpose", draft.purpose)
    else:
        yield '# purpose = "why this site is watched"'
    if draft.cleared:
        yield pair("cleared", draft.cleared)
    else:
        yield f'# cleared = "{draft.written:%Y-%m-%d}, who allowed it"'


def _links(draft: Draft) -> Iterator[str]:
    rules = draft.links
    if not (rules.offer or rules.next or rules.more or rules.scroll):
        return
    yield from ("", "[links]")
    if rules.offer:
        yield from comment(f"Links to {draft.offers} ads.")
        yield pair("offer", _one_or_more(rules.offer))
    if rules.entry and any(each.rule.listed for each in used(draft.fields)):
        yield pair("entry", rules.entry)
    if rules.next:
        yield from comment("The next page of the list.")
        yield pair("next", _one_or_more(rules.next))
    yield from _way(draft)


def _way(draft: Draft) -> Iterator[str]:
    """What brings more of the list in a browser."""
    way, rules = draft.way, draft.links
    if way is None or not (rules.more or rules.scroll):
        return
    said = f'the button "{plain(way.said)}"' if rules.more else "scrolling"
    yield from comment(f"{sureness(way.confidence)}: {said} brings more ({plain(way.note)}).")
    yield pair("more", rules.more) if rules.more else "scroll = true"
    yield f"# rounds = {rules.rounds}         # how often at most, up to 100"


def used(fields: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """The likely ones, the first of each name; the others stand in comments."""
    found: dict[str, Suggestion] = {}
    for each in filter(sound, fields):
        if each.confidence >= LIKELY:
            found.setdefault(each.rule.name, each)
    return tuple(found.values())


def _fields(draft: Draft) -> Iterator[str]:
    """Each field with what it reads on the pages seen; what is not used stands in a comment."""
    likely = used(draft.fields)
    lines: list[str] = []
    for each in filter(sound, draft.fields):
        lines += comment(f"{sureness(each.confidence)}: {example(each)}{_note(each)}")
        lines.append(("" if each in likely else "# ") + f"{each.rule.name} = {_rule(each.rule)}")
    if lines:
        yield from ("", "[fields]" if likely else "# [fields]", *lines)


def _tail(draft: Draft) -> Iterator[str]:
    yield from ("", "# [schedule]", '# cron = "15 */6 * * *"   # else it is crawled by hand only')
    few = max(draft.offers // 2, 1)
    yield from ("", "# [expect]")
    yield f"# offers = {few}              # a crawl that finds fewer marks nothing gone"


def sureness(confidence: float) -> str:
    """A confidence in words."""
    if confidence >= SURE:
        return "sure"
    return "likely" if confidence >= LIKELY else "a guess"


def _note(suggestion: Suggestion) -> str:
    return f" ({plain(suggestion.note)})" if suggestion.note else ""


def example(suggestion: Suggestion) -> str:
    """What a rule reads, in quotes, without ways to reach anybody: site files travel."""
    said = suggestion.example
    if suggestion.rule.name != "url":
        letters = [*said]
        for start, end in traces(said):
            letters[start:end] = MASK * (end - start)
        said = "".join(letters)
    said = MASK * 8 if suggestion.rule.name == "contact" else plain(said)
    return f'"{said if len(said) <= QUOTED else said[: QUOTED - 1] + "…"}"'


def select_of(rule: FieldRule) -> str:
    """Where a rule looks, in a few words."""
    where = ", ".join(rule.select) or f'always "{rule.constant}"'
    where += f" @{rule.attribute}" if rule.attribute else ""
    return f"{'listing: ' if rule.listed else ''}{where}"


def _rule(rule: FieldRule) -> str:
    told: Mapping[str, object] = {
        "select": _one_or_more(rule.select) if rule.select else None,
        "attribute": rule.attribute,
        "regex": rule.regex,
        "constant": rule.constant,
        "listed": rule.listed or None,
        "required": rule.required or None,
    }
    said = {key: value for key, value in told.items() if value is not None}
    if said.keys() == {"select"}:
        return toml(said["select"])
    return "{ " + ", ".join(pair(key, value) for key, value in said.items()) + " }"


def _one_or_more(found: Iterable[str]) -> str | list[str]:
    several = [*found]
    return several[0] if len(several) == 1 else several
