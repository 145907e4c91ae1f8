"""The previews of channels: paging, kinds of messages, an empty channel and a missing one."""

from collections.abc import Iterator
from typing import Any

import pytest

from demo.ads import DAYS, online
from demo.telegram import CHANNELS
from demo.web import DemoWeb
from tests.demo.walk import document, fetch, select, site, tree, words


def messages(web: DemoWeb) -> dict[str, Any]:
    """All messages that paging leads to, by post, wherever they stand."""
    found: dict[str, Any] = {}
    for name in list(CHANNELS)[:3]:
        url: str | None = web.url("telegram", f"/s/{name}")
        while url:
            page = tree(url)
            for message in page.cssselect("div.tgme_widget_message[data-post]"):
                assert message.get("data-post") not in found
                found[message.get("data-post")] = message
            older = select(page, site("telegram")["links"]["next"])
            url = older[0].get("href") if older else None
    return found


def text(message: Any) -> str:
    question = message.cssselect(".tgme_widget_message_poll_question")
    options = message.cssselect(".tgme_widget_message_poll_option_text")
    if question:
        return f"{said(question)}\n\n{said(options)}"
    return said(message.cssselect(".js-message_text"))


def said(blocks: list[Any]) -> str:
    return "\n".join("".join(pieces(block)) for block in blocks)


def pieces(block: Any) -> Iterator[str]:
    for node in block.xpath(".//text() | .//br"):
        yield node if isinstance(node, str) else "\n"


@pytest.mark.parametrize("day", range(1, DAYS + 1))
def test_paging_leads_to_every_message_once(web: DemoWeb, day: int) -> None:
    web.day = day
    found = messages(web)
    texts = {
        post: text(message)
        for post, message in found.items()
        if "service_message" not in message.get("class") and text(message)
    }
    assert texts == {ad.key: ad.wording(day).text for ad in online("telegram", day)}


def test_older_pages_lead_back_as_well(web: DemoWeb) -> None:
    (older,) = select(
        tree(web.url("telegram", "/s/demo_robota_eu")), site("telegram")["links"]["next"]
    )
    page = tree(older.get("href"))
    assert page.cssselect("a.tme_messages_more[data-after]")


def test_kinds_of_messages_that_channels_have(web: DemoWeb) -> None:
    web.day = 2
    found = messages(web)
    for name in (
        "photo_wrap", "video_player", "poll", "forwarded_from", "from_author", "views", "date",
    ):  # fmt: skip
        assert any(m.cssselect(f".tgme_widget_message_{name}") for m in found.values()), name
    assert any("service_message" in message.get("class") for message in found.values())
    assert any(not text(message) for message in found.values())
    edited = [
        post
        for post, message in found.items()
        for meta in message.cssselect(".tgme_widget_message_meta")
        if "edited" in words(meta)
    ]
    assert edited == ["demo_robota_eu/9"]


def test_an_empty_channel_has_a_card_and_a_missing_one_has_none(web: DemoWeb) -> None:
    status, _, headers = fetch(web.url("telegram", "/s/demo_empty"))
    assert (status, headers["location"]) == (302, "/demo_empty")
    card = document(fetch(web.url("telegram", "/demo_empty"))[1])
    assert card.cssselect(".tgme_page_title")
    missing = document(fetch(web.url("telegram", "/s/demo_nobody"))[1])
    assert not missing.cssselect(".tgme_page_title")
    assert missing.cssselect(".tgme_page_icon .tgme_icon_user")


def test_the_site_file_names_every_channel() -> None:
    starts = [url.rpartition("/")[2] for url in site("telegram")["start"]]
    assert starts == list(CHANNELS)
