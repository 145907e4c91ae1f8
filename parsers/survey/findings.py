"""What a survey of a site's pages found: proposals for its site file, each with how sure it is."""

from dataclasses import dataclass, field

from offers.offer import Kind
from offers.profile import FieldRule, LinkRules
from parsers.links import OfferLink


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A rule for one field, proven on the pages it was made from.

    `example` is what it reads there, as it reads it; `confidence` from 0 to 1, below 0.5 for
    what somebody should look at before use; `note` says why, in half a sentence.
    """

    rule: FieldRule
    example: str
    confidence: float
    note: str


@dataclass(frozen=True, slots=True)
class Way:
    """How a browser has more of a list: `rule` is `more` or `scroll` as in `LinkRules`, `select`
    names what told, `said` is what stands on the button; the rest as in `Suggestion`."""

    rule: str
    select: str
    said: str
    confidence: float
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What pages give away of their site: each `None` or empty where nothing does.

    `country` is ISO 3166-1 alpha-2, `timezone` an IANA name, given only where the country has
    one; `languages` ISO 639 codes, the commonest first. `notes` say from what each was told.
    """

    country: str | None = None
    timezone: str | None = None
    languages: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What is on a page that leads to ads, or holds them.

    `reader` is the one that suits the page best: `jobposting`, `feed`, `telegram`, `selectors`
    or `blocks`; `ads` how many ads the page shows or leads to. `links` can stand in a site file
    as they are; `next` is `None` where nothing was found. `item` is set only where ads have no
    pages of their own and are read from this page by `fields`; otherwise `fields` are those that
    are worth taking from the listing, all `listed`, read inside `links.entry`.

    `way` is how a browser has more of the list, looked for on pages that one rendered and that have
    no next page; the rules for it stand in `links` as well.

    `offers` are the ads with what stands beside their links; `feeds` and `sitemaps` urls that
    the page names; `notes` whole sentences for the operator, in the order of their weight.
    """

    reader: str
    ads: int
    links: LinkRules
    item: str | None = None
    fields: tuple[Suggestion, ...] = ()
    offers: tuple[OfferLink, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    about: About = field(default_factory=About)
    way: Way | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdPages:
    """What one to three pages of ads of a site have in common.

    `reader` is `jobposting` where each page describes its ad as data, and `fields` then only add
    what the data lacks; else `selectors`, with a `title` and a `text` at least, or `blocks` where
    no selector for these could be found that holds on every page.
    """

    reader: str
    fields: tuple[Suggestion, ...] = ()
    notes: tuple[str, ...] = ()
    about: About = field(default_factory=About)
