"""What a rule would have sent is what it would have matched, and nothing is written."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from alerts.preview import would_send
from tests.alerts.desk import Desk, plain
from workspace.folder import Workspace

DAY = timedelta(days=1)


@pytest.fixture
def history(desk: Desk) -> Desk:
    """Ads of three days, all but the newest gone again, and no rule that saw them."""
    desk.crawl(*desk.ads("waiter old"))
    desk.pass_time(20 * DAY)
    desk.crawl(*desk.ads("waiter middle", "cook"))
    desk.pass_time(20 * DAY)
    desk.crawl(*desk.ads("waiter new"))
    file = desk.folder / "offerwatch.toml"
    text = f"clock = {desk.now.isoformat()}\n{file.read_text('utf-8')}"
    file.write_text(text, encoding="utf-8")
    return desk


def preview(desk: Desk, days: int = 30, events: tuple[str, ...] = ("new",)) -> str | None:
    desk.rule("waiter", events=list(events))
    workspace: Workspace = desk.workspace
    raw = would_send(workspace, desk.store, workspace.rules().good["waiters"], days)
    return plain(message_from_bytes(raw, policy=policy.default)) if raw else None


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, {"new"}), (30, {"new", "middle"}), (60, {"new", "middle", "old"})],
)
def test_days(history: Desk, days: int, said: set[str]) -> None:
    text = preview(history, days)
    assert text
    assert {word for word in ("new", "middle", "old") if f"waiter {word}" in text} == said
    assert "cook" not in text
    assert f"{len(said)} offer" in text


def test_other_events_are_found_by_when_they_happened(history: Desk) -> None:
    text = preview(history, days=30, events=("gone",))
    assert text
    assert "waiter middle" in text
    assert "waiter old" in text
    assert "taken down" in text
    assert "waiter new" not in text


def test_nothing_to_say(history: Desk) -> None:
    assert preview(history, events=("back",)) is None


def test_nothing_is_written(history: Desk) -> None:
    preview(history)
    assert history.store.journal.rule_states() == {}
    assert history.matches() == []
    assert history.store.journal.mailings() == []
