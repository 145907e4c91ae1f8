"""What is known about an ad that helps to read its contacts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """`country` is the site's, `said` countries that the ad is labelled with, `named` those that
    its prose names (ISO 3166-1 alpha-2); `languages` ISO 639 codes, the ad's own first; `home` the
    host of the site. `handles` is the service that a lone `@name` means on this site, where the
    site is part of it."""

    country: str | None = None
    said: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    home: str = ""
    handles: str | None = None
