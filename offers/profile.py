"""What a reader is told about the site whose page it reads."""

from dataclasses import dataclass, field

from offers.offer import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """How one labelled thing is found on a page.

    `select` holds CSS selectors, or XPath where one begins with `/`, `./` or `(`; the first
    that finds something counts. `attribute` takes an attribute instead of the text. `regex`
    keeps its first group, or all it matched. `constant` stands for what a page need not say.
    `listed` reads the field from the listing page, in the element that held the link.
    """

    name: str
    select: tuple[str, ...] = ()
    attribute: str | None = None
    regex: str | None = None
    constant: str | None = None
    listed: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRules:
    """Which links of a listing lead on, as selectors like those of `FieldRule`.

    `next` is `None` where nobody said how the listing goes on, and that may be found out; empty
    where it is said to have one page. `entry` is the element around one link to an offer, in
    which `listed` fields are read.

    In a browser `more` is clicked and `scroll` scrolls to the end, up to `rounds` times, so that
    the page brings what it holds back.
    """

    offer: tuple[str, ...] = ()
    next: tuple[str, ...] | None = None
    entry: str | None = None
    more: str | None = None
    scroll: bool = False
    rounds: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """`country` is ISO 3166-1 alpha-2, `timezone` an IANA name, `languages` ISO 639 codes.

    `item` is the element around one offer where a page holds many.
    """

    site: str
    reader: str = "jobposting"
    kinds: frozenset[Kind] = frozenset()
    country: str | None = None
    timezone: str | None = None
    languages: tuple[str, ...] = ()
    item: str | None = None
    fields: tuple[FieldRule, ...] = ()
    links: LinkRules = field(default_factory=LinkRules)
