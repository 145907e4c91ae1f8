"""What the portal says to machines, well and badly."""

import json
import re
from typing import Any

from lxml import html

from demo.ads import DemoAd, online
from demo.web import DemoWeb
from tests.demo.walk import document, fetch, offers, words

SCRIPT = re.compile(r'<script type="application/ld\+json">\n?(.*?)\n?</script>', re.DOTALL)


def pages(web: DemoWeb) -> dict[str, tuple[DemoAd, str]]:
    """Ads by their markup, each with its page."""
    by_key = {ad.key: ad for ad in online("jobportal", web.day)}
    found = {}
    for url in offers(web, "jobportal"):
        ad = by_key[url.rpartition("-")[2]]
        found[ad.id] = (ad, fetch(url)[1].decode())
    return found


def of(web: DemoWeb, markup: str) -> list[tuple[DemoAd, str]]:
    return [found for found in pages(web).values() if found[0].shape["markup"] == markup]


def scripts(page: str) -> list[str]:
    """The JSON-LD of a page without the organisation that every page has."""
    return SCRIPT.findall(page)[1:]


def test_all_shapes_occur(web: DemoWeb) -> None:
    web.day = 2
    shapes = [ad.shape for ad, _ in pages(web).values()]
    assert {shape["markup"] for shape in shapes} == {
        "plain", "graph", "list", "comments", "cdata", "microdata", "rdfa", "broken",
    }  # fmt: skip
    assert {shape.get("salary", "range") for shape in shapes} == {"range", "single", "text"}
    places = {shape.get("place", "address") for shape in shapes}
    assert places == {"address", "line", "several", "remote"}


def test_plain_graph_and_list_are_json(web: DemoWeb) -> None:
    for markup in ("plain", "graph", "list"):
        for ad, page in of(web, markup):
            (script,) = scripts(page)
            check(ad, posting(json.loads(script)))


def posting(value: Any) -> dict[str, Any]:
    parts = value if isinstance(value, list) else value.get("@graph", [value])
    (found,) = (part for part in parts if part["@type"] == "JobPosting")
    return dict(found)


def check(ad: DemoAd, found: dict[str, Any]) -> None:
    said = ad.wording(1)
    assert found["title"] == said.title
    assert found["identifier"]["value"] == ad.key
    assert found["datePosted"] == ad.published.isoformat()
    text = words(html.fragment_fromstring(found["description"], "div"))
    assert text == " ".join(said.text.split())


def test_comments_and_cdata_need_a_lenient_reader(web: DemoWeb) -> None:
    ((ad, page),) = of(web, "comments")
    (script,) = scripts(page)
    clean = re.sub(r"/\*.*?\*/|//[^\n\"]*\n", "", script)
    assert clean != script
    check(ad, posting(json.loads(re.sub(r",\s*}", "}", clean))))
    ((ad, page),) = of(web, "cdata")
    (script,) = scripts(page)
    check(ad, posting(json.loads(script.replace("//<![CDATA[", "").replace("//]]>", ""))))


def test_broken_json_stands_beside_readable_microdata(web: DemoWeb) -> None:
    ((ad, page),) = of(web, "broken")
    (script,) = scripts(page)
    try:
        json.loads(script)
    except ValueError:
        assert ad.fault(1) == "broken-json"
    else:
        raise AssertionError("the JSON-LD can be read")
    marked(ad, page, "itemprop")


def test_microdata_and_rdfa_name_their_properties(web: DemoWeb) -> None:
    for ad, page in of(web, "microdata"):
        assert not scripts(page)
        marked(ad, page, "itemprop")
    for ad, page in of(web, "rdfa"):
        assert not scripts(page)
        marked(ad, page, "property")


def marked(ad: DemoAd, page: str, attribute: str) -> None:
    root = document(page)
    said = ad.wording(1)
    found = {element.get(attribute): element for element in root.xpath(f"//*[@{attribute}]")}
    assert words(found["title"]) == said.title
    assert words(found["description"]) == " ".join(said.text.split())
    assert words(found["addressLocality"]) == said.place
    assert found["currency"].get("content") == (said.pay and said.pay.currency)
