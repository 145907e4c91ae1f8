"""The board made of JavaScript, as a browser shows it."""

import subprocess
from shutil import which
from typing import Any

import pytest

from demo.ads import online
from demo.web import DemoWeb
from tests.demo.walk import document, select, site, words

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--dump-dom")
NAMES = ("chromium", "chromium-browser", "google-chrome")


def rendered(url: str) -> Any:
    program = next(filter(None, map(which, NAMES)), None)
    assert program, "this test needs a Chromium: apt-get install chromium"
    done = subprocess.run([program, *FLAGS, url], capture_output=True, check=True)
    return document(done.stdout)


@pytest.mark.browser
def test_a_browser_sees_the_ads_that_the_site_file_selects(web: DemoWeb) -> None:
    links, rules = site("appjobs")["links"], site("appjobs")["fields"]
    front = rendered(web.url("appjobs"))
    assert len(select(front, links["more"])) == 1
    pages = [front, rendered(web.url("appjobs", "/?page=2"))]
    paths = [link.get("href") for page in pages for link in select(page, links["offer"])]
    ads = {f"/empleo/{ad.key}": ad for ad in online("appjobs", 1)}
    assert sorted(paths) == sorted(ads)
    page = rendered(web.url("appjobs", paths[0]))
    said = ads[paths[0]].wording(1)
    for name in ("title", "text", "price", "place"):
        (found,) = select(page, rules[name])
        assert words(found) == " ".join((getattr(said, name) or "").split())
    for name, expected in (
        ("key", ads[paths[0]].key),
        ("published", ads[paths[0]].published.isoformat()),
    ):
        (found,) = select(page, rules[name]["select"])
        assert found.get(rules[name]["attribute"]) == expected
