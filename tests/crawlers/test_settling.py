"""What was found waits for more, but neither for long nor in heaps."""

from datetime import UTC, datetime

from crawlers.findings import PageRead
from crawlers.waiting import HEAVIEST, MOST, Waiting
from offers.page import Page


def found(size: int = 10) -> PageRead:
    url = "https://board.example/ad/1"
    at = datetime(2026, 3, 2, tzinfo=UTC)
    page = Page(asked=url, url=url, status=200, body=b"x" * size, fetched=at)
    return PageRead(page=page, exchanges=(), asked=url, offers=())


def test_nothing_is_never_due() -> None:
    assert not Waiting().due()


def test_many_are_due() -> None:
    waiting = Waiting()
    for _ in range(MOST - 1):
        waiting.add(found(), None)
    assert not waiting.due()
    waiting.add(found(), None)
    assert waiting.due()


def test_heavy_pages_are_due_sooner() -> None:
    waiting = Waiting()
    waiting.add(found(HEAVIEST // 2), None)
    assert not waiting.due()
    waiting.add(found(HEAVIEST // 2), None)
    assert waiting.due()


def test_what_waited_long_is_due() -> None:
    waiting = Waiting()
    waiting.add(found(), None)
    waiting.since -= 2
    assert waiting.due()


def test_what_was_taken_waits_no_longer() -> None:
    waiting = Waiting()
    one = found(HEAVIEST)
    waiting.add(one, None)
    assert waiting.take() == [(one, None)]
    waiting.add(found(), None)
    assert not waiting.due()
