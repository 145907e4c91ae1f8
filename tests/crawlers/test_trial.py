"""Trials: the same spider and guards as in a crawl, nothing kept, every field with its source."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from crawlers.talk import Silent, Talk
from index.query.tree import Everything
from tests.crawlers.desk import Desk
from tests.crawlers.web import Answer, Web
from workspace.folder import Workspace

RULES = """
reader = "selectors"
kind = "job"
[links]
offer = "a.ad"
next = []
[fields]
title = "h1"
text = "p"
price = ".price"
place = { select = ".place", listed = true }
[expect]
offers = 50
"""


def ad(text: str) -> Answer:
    return Answer(f"<h1>Cook</h1><p>{text}</p><b class=price>2000 EUR</b>")


def tried(desk: Desk, file: Path | None = None, *told: str) -> list[Mapping[str, Any]]:
    file = file or desk.folder / "sites" / "board.toml"
    words = ("--workspace", str(desk.folder), "--pages", "5", *told)
    with Talk("crawlers.trial", str(file), *words, seconds=60) as talk:
        lines = list(talk.lines())
        if not lines:
            raise Silent(talk.last_words())
    return lines


def board(web: Web, desk: Desk, *texts: str) -> None:
    web.routes["/"] = Answer(
        "".join(f"<a class=ad href=/{n}>{n}<i class=place>Rome</i></a>" for n in range(len(texts)))
    )
    web.routes |= {f"/{n}": ad(text) for n, text in enumerate(texts)}
    desk.site("board", web.url("/"), RULES)


def offers(lines: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [offer for line in lines for offer in line.get("offers", ())]


def test_every_field_says_where_it_is_from(web: Web, desk: Desk) -> None:
    board(web, desk, "Call +1 202 555 0123.")
    *_, end = lines = tried(desk)
    [offer] = offers(lines)
    assert offer["read"]["title"] == "Cook"
    assert offer["sources"]["title"] == "h1"
    assert offer["sources"]["price"] == ".price"
    assert offer["sources"]["place"].startswith("listing")
    assert ["phone +12025550123", "+1 202 555 0123", "text"] in offer["words"]["contacts"]
    assert ["2000 EUR (pay)", "2000 EUR", "price"] in offer["words"]["money"]
    assert offer["nowhere"] == []
    assert (end["end"], end["reason"]) == ("ok", None)


def test_fields_from_nowhere_are_named(web: Web, desk: Desk) -> None:
    board(web, desk, "Room is free.")
    web.routes["/0"] = Answer("<h1>Cook</h1><p>Room is free.</p>")
    [offer] = offers(tried(desk))
    assert offer["nowhere"] == ["price"]


def test_nothing_is_kept_in_the_workspace(web: Web, desk: Desk) -> None:
    board(web, desk, "Room is free.")
    assert offers(tried(desk))
    assert desk.runs() == []
    assert desk.titles() == set()
    assert not (desk.folder / "captures").exists()
    assert offers(tried(desk)), "the second trial remembers nothing of the first"


def test_no_more_than_a_handful_of_pages(web: Web, desk: Desk) -> None:
    board(web, desk, *(f"Number {n}" for n in range(20)))
    *_, end = tried(desk)
    assert len(web.asked) == 1 + 5
    assert "max_pages" in end["reason"]


def test_robots_and_addresses_are_guarded(web: Web, other: Web, desk: Desk) -> None:
    board(web, desk, "Room is free.")
    web.routes["/"] = Answer(f"<a class=ad href=/0>a</a><a class=ad href={other.url('/x')}>b</a>")
    web.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /0", type="text/plain")
    lines = tried(desk)
    assert {line["kind"] for line in lines if "problem" in line} == {"robots", "address"}
    assert "/0" not in web.asked
    assert other.asked == []


def test_what_must_not_lie_open_is_counted_and_never_told(web: Web, desk: Desk) -> None:
    board(
        web,
        desk,
        "Girls 15-17 wanted for hostess work in Dubai",
        "Ищу работу сварщиком, звоните +1 202 555 0123",
        "Room is free.",
    )
    lines = tried(desk)
    told = str(lines)
    assert sum(line.get("sealed", 0) for line in lines) == 1
    assert "Dubai" not in told
    assert web.url("/0") not in told
    assert "202 555" not in told
    assert [offer["redacted"] for offer in offers(lines)] == [True, False]


def test_what_was_erased_or_sealed_before_is_known_again(web: Web, desk: Desk) -> None:
    """In words that would lie open today."""
    board(
        web,
        desk,
        "Erase this one.",
        "Girls 15-17 wanted for hostess work in Dubai",
        "Ищу работу сварщиком, звоните +1 202 555 0123",
    )
    desk.crawl("board")
    workspace = Workspace.open(desk.folder)
    with workspace.open_store() as store:
        every = [known.offer for known in store.index.search(Everything()).offers]
        gone = {offer.id for offer in every if offer.text == "Erase this one."}
        assert workspace.forget(store, gone, "officer", "the advertiser asked") == 1
    web.routes |= {"/1": ad("Hostesses wanted in Dubai"), "/2": ad("Welder, +1 202 555 0123")}
    lines = tried(desk)
    told = str(lines)
    assert sum(line.get("erased", 0) for line in lines) == 1
    assert sum(line.get("sealed", 0) for line in lines) == 1
    assert not [word for word in ("Erase", "Dubai", "202 555") if word in told]
    assert [offer["redacted"] for offer in offers(lines)] == [True]


def test_cards_are_masked(web: Web, desk: Desk) -> None:
    board(web, desk, "Card 4111 1111 1111 1111")
    assert "4111 1111" not in str(tried(desk))


def test_one_page_is_read_as_an_ad_or_as_a_list(web: Web, desk: Desk) -> None:
    board(web, desk, "Zero", "One", "Two")
    [offer] = offers(tried(desk, None, "--url", web.url("/1")))
    assert offer["read"]["text"] == "One"
    assert web.asked == ["/robots.txt", "/1"]
    assert offers(tried(desk, None, "--url", web.url("/"))) == []


def test_a_file_may_lie_anywhere_with_python_beside_it(
    web: Web, desk: Desk, tmp_path: Path
) -> None:
    board(web, desk, "Zero")
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    text = (desk.folder / "sites" / "board.toml").read_text().replace("selectors", "draft")
    (drafts / "draft.toml").write_text(text.replace('"board"', '"draft"'))
    (drafts / "draft.py").write_text(
        "from offers.ad import Ad, AdsFound\n"
        "def read(page, profile, listed):\n"
        "    print('what a site prints is no answer')\n"
        "    return AdsFound((Ad(url=page.url, title='by hand', sources={'title': 'draft.py'}),))\n"
    )
    [offer] = offers(tried(desk, drafts / "draft.toml"))
    assert (offer["read"]["title"], offer["sources"]["title"]) == ("by hand", "draft.py")
    (drafts / "draft.py").write_text("import nothing_of_that_name\n")
    with pytest.raises(Silent, match="cannot be used: ModuleNotFoundError"):
        tried(desk, drafts / "draft.toml")


def test_a_layout_that_does_not_fit_is_a_problem(web: Web, desk: Desk) -> None:
    board(web, desk, "Zero")
    web.routes["/0"] = Answer("<h2>Cook</h2>")
    *_, problem, end = tried(desk)
    assert (problem["kind"], problem["problem"]) == ("layout", web.url("/0"))
    assert "'h1' matched nothing" in problem["reason"]
    assert end["end"] == "broken"
