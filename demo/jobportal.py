"""`jobportal`: a portal whose pages speak to machines, in JSON-LD mostly and not always well.

`shape.markup` of an ad: `plain`, `graph`, `list`, `comments` (with trailing commas), `cdata`,
`microdata`, `rdfa` or `broken` (JSON-LD that cannot be read, microdata that can). `shape.salary`:
`range`, `single` or `text`; `shape.place`: `address`, `line`, `several` or `remote`.
"""

import json
from html import escape
from typing import Any

from demo.ads import DemoAd, Wording, online
from demo.board import (
    Answer,
    Asked,
    Board,
    faulty,
    fill,
    find,
    html,
    missing,
    page_of,
    paragraphs,
    teaser,
)

NAME = "jobportal"
SIZE = 6

ROBOTS = """\
# Workbridge
User-agent: *
Disallow: /apply/
Disallow: /account/
Allow: /

User-agent: greedybot
Disallow: /
"""


def answer(asked: Asked) -> Answer:
    found = online(NAME, asked.day)
    first, _, rest = asked.path.strip("/").partition("/")
    match first:
        case "" | "jobs" if not rest:
            return html(_listing(found, asked))
        case "jobs":
            return _ad(find(found, rest.rpartition("-")[2]), found, asked)
        case "apply":
            return html(fill("jobportal_apply.html"))
    return missing()


def _path(ad: DemoAd) -> str:
    return f"/jobs/{ad.id.removeprefix('jobportal-')}-{ad.key}"


def _listing(found: tuple[DemoAd, ...], asked: Asked) -> str:
    shown, more = page_of(found, asked.page, SIZE)
    cards = "\n".join(_card(ad, asked.day) for ad in shown)
    after = f'<a class="next" href="/jobs?page={asked.page + 1}">Next page</a>' if more else ""
    return fill("jobportal_list.html", cards=cards, next=after, count=str(len(found)))


def _card(ad: DemoAd, day: int) -> str:
    said = ad.wording(day)
    return fill(
        "jobportal_card.html",
        path=_path(ad),
        title=escape(said.title or ""),
        employer=escape(said.employer or ""),
        place=escape(said.place or ""),
        teaser=teaser(said.text),
        key=ad.key,
    )


def _ad(ad: DemoAd | None, found: tuple[DemoAd, ...], asked: Asked) -> Answer:
    if ad is None:
        return missing()
    others = [other for other in found if other.id != ad.id][:3]
    said = ad.wording(asked.day)
    markup = ad.shape.get("markup", "plain")
    page = fill(
        "jobportal_ad.html",
        head=_script(markup, posting(ad, asked)),
        body=_body(markup, ad, said),
        title=escape(said.title or ""),
        language=ad.language,
        related="\n".join(_card(other, asked.day) for other in others),
    )
    return faulty(ad, asked.day, page, "<article")


def posting(ad: DemoAd, asked: Asked) -> dict[str, Any]:
    """The ad as a schema.org JobPosting."""
    said = ad.wording(asked.day)
    made: dict[str, Any] = {
        "@type": "JobPosting",
        "title": said.title,
        "description": paragraphs(said.text),
        "identifier": {"@type": "PropertyValue", "name": "Workbridge", "value": ad.key},
        "url": asked.base + _path(ad),
        "datePosted": ad.published.isoformat(),
        "hiringOrganization": {"@type": "Organization", "name": said.employer},
        "employmentType": ad.shape.get("employment", "FULL_TIME"),
        **_place(ad.shape.get("place", "address"), said),
        **_salary(ad.shape.get("salary", "range"), said),
    }
    if ad.valid_until:
        made["validThrough"] = f"{ad.valid_until.isoformat()}T23:59:59+01:00"
    return made


def _place(shape: str, said: Wording) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "addressLocality": said.place,
        "addressCountry": said.country,
    }
    place = {"@type": "Place", "address": address}
    shapes: dict[str, dict[str, Any]] = {
        "address": {"jobLocation": place},
        "line": {"jobLocation": {"@type": "Place", "address": said.place}},
        "several": {"jobLocation": [{"@type": "Place", "address": {**address}}, place]},
        "remote": {
            "jobLocationType": "TELECOMMUTE",
            "applicantLocationRequirements": {"@type": "Country", "name": said.place},
        },
    }
    return shapes[shape]


def _salary(shape: str, said: Wording) -> dict[str, Any]:
    if said.pay is None:
        return {}
    pay = said.pay
    amounts: dict[str, dict[str, Any]] = {
        "range": {"minValue": pay.low, "maxValue": pay.high},
        "single": {"value": pay.low},
    }
    if shape == "text":
        return {"baseSalary": said.price}
    value = {"@type": "QuantitativeValue", **amounts[shape], "unitText": pay.per}
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": pay.currency, "value": value}}


def _script(markup: str, made: dict[str, Any]) -> str:
    """The JSON-LD of a page as its shape has it; others have none."""
    context = {"@context": "https://schema.org/"}
    crumbs = {"@type": "BreadcrumbList", "itemListElement": []}
    plain = json.dumps(context | made, ensure_ascii=False, indent=1)
    graph = {**context, "@graph": [crumbs, {"@type": "WebSite", "name": "Workbridge"}, made]}
    written = {
        "plain": plain,
        "graph": json.dumps(graph, ensure_ascii=False),
        "list": json.dumps([context | crumbs, context | made], ensure_ascii=False),
        "comments": _commented(plain),
        "cdata": f"//<![CDATA[\n{plain}\n//]]>",
        "broken": plain.replace('"title":', '"title" "', 1),
    }
    if markup not in written:
        return ""
    # "</" inside a script would end it: portals escape the slash.
    body = written[markup].replace("</", "<\\/")
    return f'<script type="application/ld+json">\n{body}\n</script>'


def _commented(plain: str) -> str:
    opened = plain.replace("{", "{\n/* made by the export module */", 1)
    return opened.replace(' "datePosted"', ' // day of first publication\n "datePosted"').replace(
        "\n}", ",\n}"
    )


def _body(markup: str, ad: DemoAd, said: Wording) -> str:
    frames = {
        "microdata": "jobportal_microdata.html",
        "broken": "jobportal_microdata.html",
        "rdfa": "jobportal_rdfa.html",
    }
    pay = said.pay
    return fill(
        frames.get(markup, "jobportal_plain.html"),
        key=ad.key,
        title=escape(said.title or ""),
        text=paragraphs(said.text),
        employer=escape(said.employer or ""),
        place=escape(said.place or ""),
        country=said.country or "",
        price=escape(said.price or ""),
        low=str(pay.low) if pay else "",
        high=str(pay.high) if pay else "",
        currency=pay.currency if pay else "",
        per=pay.per if pay else "",
        posted=ad.published.isoformat(),
        until=ad.valid_until.isoformat() if ad.valid_until else "",
    )


BOARD = Board(name=NAME, answer=answer, robots=ROBOTS, start=("/jobs",))
