"""A crawl looks for the indicators of the workspace's own packs beside those that come along."""

from crawlers.process import Exit
from index.query.tree import Everything
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Web

OWN = """
[pack]
version = 1
[indicators."farm.ads"]
name = "Says ad"
tier = "weak"
definition = "The ad says ad."
why = "It is a test."
sources = ["GK"]
[indicators."farm.ads".phrases]
any = [["ad", "G", "ad"], ["waiter", "G", "waiter"]]
"""


def test_own_packs_count_and_faulty_ones_are_named(desk: Desk, web: Web) -> None:
    desk.site("board", web.url("/"), FIELDS)
    web.routes |= {"/": listing(1), "/ads/1": ad(1)}
    folder = desk.folder / "indicators"
    folder.mkdir()
    (folder / "farm.toml").write_text(OWN)
    (folder / "bad.toml").write_text("x = 1\n")
    crawl = desk.crawl("board")
    assert crawl.returncode == Exit.DONE
    assert "left out: indicators/bad.toml:" in crawl.stdout + crawl.stderr
    with desk.store() as store:
        (known,) = store.index.search(Everything()).offers
    assert ("farm.ads", "farm 1") in {(hit.id, hit.pack) for hit in known.offer.indicators}
