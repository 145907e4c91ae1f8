"""What a page shows of itself, as far as that tells a wall from a page of the site's own."""

import re
from functools import cached_property

from offers.page import Page
from parsers.dom import Dom, NotRead
from parsers.urls import host
from parsers.walls.signs import Sign, built
from parsers.walls.voice import Voice, hear, parts_of_title, sentence

DATA = re.compile(
    rb"[\xef\xbb\xbf\s]*(?:[{\[]|<\?xml|<(?:rss|feed|rdf|urlset|sitemapindex))", re.IGNORECASE
)
HEAD = 4096

LOOKED_AT = 4_000
"""Characters. Walls say less, but for lists of links to other ads."""

MOUNTS = (
    "#root, #app, #__next, #__nuxt, #___gatsby, #q-app, #application, app-root, [ng-app], "
    "[id$='-root'], [data-reactroot]"
)
"""Where the usual frameworks put a page once their script has run."""

SCRIPTS = "script:not([type*='json' i])"
UNSHOWN = "script, style, noscript, template, svg"
RELOADS = re.compile(r"location\s*(?:\.reload|\.href|\.replace|\.assign|=)|\.submit\(\)")
NOTHING = 30
"""Characters that are no page: any ad has more beside its heading."""

FIRST = 500
"""Characters of the lines that are heard first."""

BLANKS = " \n\t\r"
LETTERS = re.compile(r"[\W_]+")
SHORTEST_NAME = 4


def opened(page: Page) -> Dom | None:
    """The page as markup; `None` for feeds, JSON, and what is not parsed at all."""
    if DATA.match(page.body) and b"<html" not in page.body[:HEAD].lower():
        return None
    try:
        return Dom(page)
    except NotRead:
        return None


def _first_lines(text: str) -> str:
    """Whole lines, since whoever hears a text hears it line by line."""
    end = text.rfind("\n", 0, FIRST)
    return text[:end] if end > 0 else text


def _size(raw: str) -> int:
    return len(raw) - sum(map(raw.count, BLANKS))


class Look:
    """A page looked at once; what costs more is looked at only when somebody asks."""

    def __init__(self, dom: Dom) -> None:
        self.dom = dom

    @cached_property
    def title(self) -> str:
        found = self.dom.first("title")
        return " ".join(found.raw().split())[:300] if found else ""

    @cached_property
    def heading(self) -> str:
        """The first heading that says something."""
        headings = (heading.shown() for heading in self.dom.all("h1")[:5])
        return next(filter(None, headings), "")[:300]

    @cached_property
    def is_long(self) -> bool:
        """Told without reading it: most pages are."""
        return self.characters > 2 * LOOKED_AT or len(self.text) > LOOKED_AT

    @cached_property
    def characters(self) -> int:
        """Of all that stands outside of scripts, but for blanks."""
        body = self.dom.first("body")
        unshown = sum(_size(part.raw()) for part in body.all(UNSHOWN)) if body else 0
        return _size(body.raw() if body else "") - unshown

    @cached_property
    def text(self) -> str:
        """All that it shows, navigation, forms and banners too."""
        body = self.dom.first("body")
        return body.shown() if body else ""

    @cached_property
    def title_voice(self) -> Voice | None:
        """Of the part of the title that speaks of a wall, if one does."""
        voices = (hear(part) for part in parts_of_title(self.title))
        return next((voice for voice in voices if voice.kind), None)

    @cached_property
    def heading_voice(self) -> Voice:
        return hear(self.heading)

    @cached_property
    def body_voice(self) -> Voice:
        """Of all that is no heading, title or name of the site."""
        return self._heard(self.text)

    @cached_property
    def rest(self) -> int:
        """Characters that speak of no wall; navigation and footers aside, if there is one."""
        if not self.body_voice.told:
            return self.body_voice.rest
        return min(self.body_voice.rest, self._heard(self.own).rest)

    @cached_property
    def own(self) -> str:
        """What it shows, without what stands on every page of the site."""
        body = self.dom.first("body")
        return body.said() if body else ""

    def shows_up_to(self, characters: int) -> bool:
        """Whether no more speaks of no wall, title and heading too. Most pages have more in
        their first lines, so that the others need not be heard."""
        texts = (self.text, self.own)
        if all(hear(_first_lines(text)).rest > characters for text in texts):
            return False
        return min(hear(text).rest for text in texts) <= characters

    def says_else(self, text: str) -> bool:
        """Whether a text of the page has enough to say that is of no wall, in its first line or in
        those that follow."""
        firsts = (text.partition("\n")[0], _first_lines(text))
        return any(self._heard(first).rest > NOTHING for first in firsts)

    def _heard(self, text: str) -> Voice:
        own = (line for line in text.splitlines() if not self._names_the_site(line))
        return hear("\n".join(own), self.names)

    @cached_property
    def names(self) -> frozenset[str]:
        """What the page and its site are called, as sentences."""
        names = (self.heading, self.title, *parts_of_title(self.title))
        return frozenset(map(sentence, names))

    @cached_property
    def has_subject(self) -> bool:
        """Whether its heading names something else than a wall, an exclamation, or the site."""
        return bool(self.heading_voice.rest) and not self._names_the_site(self.heading)

    @cached_property
    def unscripted(self) -> Voice:
        """What it says to browsers without JavaScript."""
        return hear("\n".join(part.raw()[:2_000] for part in self.dom.all("noscript")[:20]))

    @cached_property
    def signs(self) -> tuple[Sign, ...]:
        return tuple(built(self.dom, self.text if self.rest > NOTHING else None))

    @cached_property
    def asks_password(self) -> bool:
        return bool(self.dom.all("input[type='password' i]"))

    @cached_property
    def scripts(self) -> str:
        return "\n".join(part.raw()[:50_000] for part in self.dom.all(SCRIPTS)[:50])

    @property
    def has_scripts(self) -> bool:
        return bool(self.scripts.strip() or self.dom.all("script[src]"))

    @property
    def has_mount(self) -> bool:
        return any(not place.shown() for place in self.dom.all(MOUNTS))

    @property
    def sets_cookie_and_reloads(self) -> bool:
        return "document.cookie" in self.scripts and bool(RELOADS.search(self.scripts))

    @cached_property
    def holds_posting(self) -> bool:
        """Whether it tells machines of a job: no wall does."""
        data = self.dom.all("script[type*='ld+json' i]")
        return any("JobPosting" in part.raw() for part in data)

    def _names_the_site(self, said: str) -> bool:
        name, home = LETTERS.sub("", said.casefold()), self.home
        return len(name) >= SHORTEST_NAME and (name in home or (len(home) > 6 and home in name))

    @cached_property
    def home(self) -> str:
        """The letters of the page's host."""
        return LETTERS.sub("", (host(self.dom.url) or "").casefold())
