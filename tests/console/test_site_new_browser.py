"""`offerwatch sites new` on a board that only a browser shows, as far as its last offer."""

from collections.abc import Iterator

import pytest

from console.exits import Exit
from demo.ads import online
from demo.web import DemoWeb
from tests.console.hand import Hand
from workspace.folder import Workspace


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as opened:
        yield opened


def test_what_a_button_holds_back_is_found_without_a_correction(empty: Hand, web: DemoWeb) -> None:
    told = ("--name", "apps", "--purpose", "a test", "--cleared", "2026-11-22, me")
    made = empty("sites", "new", web.url("appjobs"), *told)
    assert made.code == Exit.OK, made.err
    site = Workspace.open(empty.folder).sites().good["apps"]
    assert site.render
    assert site.profile.links.more == ".mas"
    assert "Cargar más" in made.out
    assert empty("crawl", "apps").code == Exit.OK
    titles = {offer["title"] for offer in empty("search", "site:apps", "--json").objects}
    assert titles == {ad.wording(1).title for ad in online("appjobs", 1)}
    assert len(titles) == 7
