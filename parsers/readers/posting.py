"""One schema.org JobPosting -> one ad: many shapes of the same few facts."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from offers.ad import Ad
from parsers.readers.loose_json import Json
from parsers.readers.markup import TEXT, Told
from parsers.readers.pictured import of_posting
from parsers.readers.told import long_text, objects, phrase
from parsers.urls import absolute, host

SAID = {
    "published": ("datePosted", "datePublished"),
    "valid_until": ("validThrough", "expires"),
    "employer": ("hiringOrganization",),
    "employment": ("employmentType",),
    "remote": ("jobLocationType",),
    "applicants_from": ("applicantLocationRequirements",),
    "hours": ("workHours",),
    "starts": ("jobStartDate",),
    "industry": ("industry",),
}
"""Where an ad keeps what schema.org calls so. View counts and openings change by themselves."""

PARTS = {
    "responsibilities": ("responsibilities",),
    "qualifications": ("qualifications",),
    "skills": ("skills",),
    "experience": ("experienceRequirements",),
    "education": ("educationRequirements",),
    "benefits": ("jobBenefits", "benefits"),
    "incentives": ("incentiveCompensation", "incentives"),
}
"""Parts of an ad's text that may stand beside its description."""

PROPERTIES = (
    SAID
    | PARTS
    | {
        "title": ("title", "name"),
        "text": ("description", "text", *PARTS),
        "key": ("identifier",),
        "links": ("description", "text"),
        "contact": ("applicationContact", "contactPoint", "hiringOrganization"),
        "price": ("baseSalary", "estimatedSalary", "salary"),
        "currency": ("baseSalary", "estimatedSalary", "salary", "salaryCurrency"),
        "per": ("baseSalary", "estimatedSalary", "salary"),
        "place": ("jobLocation",),
        "country": ("jobLocation",),
        "address": ("jobLocation",),
        "images": ("image",),
    }
)
"""Properties by the field that is read from the first of them that is there."""

CONTACTS = ("name", "telephone", "phone", "email", "faxNumber", "url")
TOO_SHORT = 5
"""A shorter identifier is an employer's own count and no number of the site's."""


def as_ad(told: Told, page_url: str, base: str, *, alone: bool, way: str = "JSON-LD") -> Ad:
    """The ad that a posting tells of. `alone`: the page holds no other; `way` is how it tells."""
    description, links = long_text(told.get("description") or told.get("text"), base)
    parts = {name: long_text(_first(told, names), base)[0] for name, names in PARTS.items()}
    text = description or "\n\n".join(part for part in parts.values() if part) or None
    said = dict(_said(told)) | {
        name: part for name, part in parts.items() if part and part not in (text or "")
    }
    url = absolute(base, _link(told))
    said |= {"links": links} if links else {}
    images = of_posting(told, base)
    own = {
        "title": phrase(told.get("title")) or phrase(told.get("name")),
        "text": text,
        "key": _key(told.get("identifier"), url or page_url),
    }
    return Ad(
        url=_address(url, page_url, alone=alone),
        title=own["title"],
        text=own["text"],
        key=own["key"],
        said=said,
        images=images,
        sources={
            name: f"{way} {_property(told, name)}"
            for name, value in (own | said | {"images": images}).items()
            if value
        },
    )


def _property(told: Told, name: str) -> str:
    """What schema.org calls the property that a field was read from."""
    names = PROPERTIES.get(name, (name,))
    return next((one for one in names if told.get(one)), names[0])


def _first(told: Told, names: tuple[str, ...]) -> Json:
    return next((told[name] for name in names if told.get(name)), None)


def _said(told: Told) -> Iterator[tuple[str, str]]:
    for name, names in SAID.items():
        if value := phrase(_first(told, names)):
            yield name, value
    yield from _salary(told)
    yield from _places(told.get("jobLocation"))
    if contact := _contact(told):
        yield "contact", contact


def _contact(told: Told) -> str | None:
    """How to apply, in the order in which it is told, each once."""
    who = [*objects(told.get("applicationContact")), *objects(told.get("contactPoint"))]
    found = [phrase(person.get(name)) for person in who for name in CONTACTS]
    for organisation in objects(told.get("hiringOrganization")):
        found += [phrase(organisation.get(name)) for name in CONTACTS[1:4]]
    return ", ".join(dict.fromkeys(value for value in found if value)) or None


def _salary(told: Told) -> Iterator[tuple[str, str]]:
    """Amount as written (`1500-2000`), currency and period beside it. All zero means untold."""
    paid = told.get("baseSalary") or told.get("estimatedSalary") or told.get("salary")
    first = paid[0] if isinstance(paid, list) and paid else paid
    outer = first if isinstance(first, dict) else {}
    value = outer.get("value")
    inner = next(iter(objects(value)), {})
    amount = _amount(inner) or _amount(outer) or phrase(value) or phrase(first)
    if not amount or not amount.strip("0.,- "):
        return
    yield "price", amount
    currency = phrase(_first(outer | inner, ("currency", "priceCurrency")))
    if currency := currency or phrase(told.get("salaryCurrency")):
        yield "currency", currency
    if per := phrase(_first(outer | inner, ("unitText", "unitCode", "duration"))):
        yield "per", per


def _amount(told: Told) -> str | None:
    low = phrase(_first(told, ("minValue", "minPrice")))
    high = phrase(_first(told, ("maxValue", "maxPrice")))
    if low and high and low != high:
        return f"{low}-{high}" if _ascending(low, high) else f"{high}-{low}"
    value = told.get("value")
    single = None if isinstance(value, dict | list) else phrase(value)
    return low or high or single or phrase(told.get("price"))


def _ascending(low: str, high: str) -> bool:
    """Whether two amounts are in order, as far as they are plain numbers: forms are filled in the
    other way round as well."""
    try:
        return float(low) <= float(high)
    except ValueError:
        return True


def _places(location: Json) -> Iterator[tuple[str, str]]:
    """Town and region as `place`, the country, and the whole `address` where there is a street."""
    places: dict[str, None] = {}
    countries: dict[str, None] = {}
    streets: dict[str, None] = {}
    for place in location if isinstance(location, list) else [location]:
        for address in _addresses(place):
            town = _joined(address, ("addressLocality", "addressRegion"))
            street = _joined(address, ("streetAddress", "postalCode"))
            named = town or phrase(address.get("name")) or phrase(address.get(TEXT))
            countries |= dict.fromkeys([phrase(address.get("addressCountry")) or ""])
            places |= dict.fromkeys([named or (phrase(place) or "" if not street else "")])
            streets |= dict.fromkeys(
                [", ".join(part for part in (street, town) if part and street)]
            )
    for name, values in (("place", places), ("country", countries), ("address", streets)):
        if value := "; ".join(value for value in values if value):
            yield name, value


def _addresses(place: Json) -> Iterator[Told]:
    """The postal addresses of a place, in whatever shape: itself, its own, a line of text."""
    if isinstance(place, str):
        yield {"name": place}
    for found in objects(place):
        address = found.get("address")
        inner = objects(address) or ([{"name": address}] if isinstance(address, str) else [found])
        for each in inner:
            yield each if each.keys() - {"@type"} else found


def _joined(told: Told, names: tuple[str, ...]) -> str | None:
    parts = dict.fromkeys(phrase(told.get(name)) for name in names)
    return ", ".join(part for part in parts if part) or None


def _link(told: Told) -> str | None:
    page = told.get("mainEntityOfPage")
    inner = next(iter(objects(page)), {}).get("@id") if isinstance(page, dict) else page
    found = (told.get("url"), inner, told.get("@id"))
    links = (value[0] if isinstance(value, list) and value else value for value in found)
    return next((link for link in links if isinstance(link, str) and "/" in link), None)


def _address(own: str | None, page_url: str, *, alone: bool) -> str:
    """The url of an ad. On a page of its own that is the page's: what pages say of themselves
    is often their site's front page, and all ads would be one."""
    if own is None or not alone:
        return own or page_url
    mine, here = urlsplit(own), urlsplit(page_url)
    above = here.path.rstrip("/").startswith(mine.path.rstrip("/"))
    return page_url if above or host(own) != host(page_url) else own


def _key(identifier: Json, url: str) -> str | None:
    """The ad's number. One that only its employer counts by bears the employer's name."""
    first = identifier[0] if isinstance(identifier, list) and identifier else identifier
    if not isinstance(first, dict):
        return phrase(first)
    value = phrase(first.get("value")) or phrase(first.get("@value")) or phrase(first.get("@id"))
    value = value or phrase(first.get(TEXT))
    name = phrase(first.get("name"))
    if value and name and len(value) < TOO_SHORT and value not in url:
        return f"{name} {value}"
    return value or name
