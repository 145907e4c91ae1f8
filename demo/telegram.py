"""`telegram`: public previews of channels, in the markup of such previews, written for the demo.

`shape` of an ad: `channel`; `media` (`photo`, `video` or `poll`); `forwarded` (a name); `author`.
`key` is `channel/number`. The text of a poll is its question, then a paragraph of one option a
line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from html import escape

from demo.ads import DemoAd, online
from demo.board import Answer, Asked, Board, fill, html, redirect, views

NAME = "telegram"
SIZE = 6

ROBOTS = """\
User-agent: *
Allow: /s/
"""


@dataclass(frozen=True, slots=True)
class Channel:
    """`notice` is a service message, `picture` the number of a photo without any words."""

    title: str
    about: str
    members: str
    notice: str | None = None
    picture: int | None = None


CHANNELS: Mapping[str, Channel] = {
    "demo_robota_eu": Channel(
        "Робота в Європі | demo",
        "Вакансії щодня. Реклама: @demo_robota_admin",
        "8.4K subscribers",
        "Channel created",
        6,
    ),
    "demo_way_eu": Channel("Way ✈️ demo", "All ways, all languages", "21.7K subscribers"),
    "demo_vieclam": Channel(
        "Việc làm châu Âu demo", "Tin tuyển dụng mỗi ngày", "1 932 subscribers"
    ),
    "demo_empty": Channel("Nothing yet demo", "Soon", "3 members"),
}
"""All channels; any other name is missing. The last one has no messages."""

HANDLE = re.compile(r"@(demo_\w+)")
EMOJI = re.compile("([\U0001f1e6-\U0001f1ff]{2}|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?)")


def answer(asked: Asked) -> Answer:
    first, _, rest = asked.path.strip("/").partition("/")
    name = rest if first == "s" else first
    channel = CHANNELS.get(name)
    if channel is None:
        return html(fill("telegram_missing.html", name=escape(name)))
    found = [ad for ad in online(NAME, asked.day) if ad.shape["channel"] == name]
    if first == "s" and found:
        return html(_history(name, channel, found, asked))
    # A preview without messages leads to the channel's card, as the real ones do.
    return redirect(f"/{name}") if first == "s" else html(_card(name, channel))


def number(ad: DemoAd) -> int:
    return int(ad.key.rpartition("/")[2])


def _card(name: str, channel: Channel) -> str:
    return fill(
        "telegram_card.html",
        name=name,
        title=escape(channel.title),
        about=escape(channel.about),
        members=channel.members,
    )


def _history(name: str, channel: Channel, found: list[DemoAd], asked: Asked) -> str:
    before = asked.query.get("before", "")
    last = int(before) if before.isdecimal() else None
    written = _messages(name, channel, found, asked.day)
    older = sorted(at for at in written if last is None or at < last)
    shown = older[-SIZE:]
    return fill(
        "telegram_history.html",
        name=name,
        title=escape(channel.title),
        about=_linked(escape(channel.about)),
        members=channel.members,
        more=_more(name, shown[0]) if len(older) > SIZE else "",
        newer=_newer(name, shown[-1]) if last is not None and shown else "",
        messages="\n".join(written[at] for at in shown),
    )


def _messages(name: str, channel: Channel, found: list[DemoAd], day: int) -> dict[int, str]:
    """All messages of a channel by number; a few of them are no ads."""
    written = {number(ad): _message(name, channel, ad, day) for ad in found}
    if channel.notice:
        written[1] = fill("telegram_notice.html", name=name, notice=channel.notice)
    if channel.picture:
        slots = {"name": name, "number": str(channel.picture)}
        written[channel.picture] = fill("telegram_picture.html", **slots)
    return written


def _more(name: str, first: int) -> str:
    return fill("telegram_more.html", name=name, way="before", number=str(first))


def _newer(name: str, last: int) -> str:
    return fill("telegram_more.html", name=name, way="after", number=str(last))


def _message(name: str, channel: Channel, ad: DemoAd, day: int) -> str:
    edited = ad.wording(day) != ad.wordings[0][1]
    author = ad.shape.get("author")
    forwarded = ad.shape.get("forwarded")
    at = datetime.combine(ad.published, time(number(ad) % 7, 3 * number(ad) % 60), UTC)
    return fill(
        "telegram_message.html",
        name=name,
        channel=escape(channel.title),
        number=str(number(ad)),
        forwarded=fill("telegram_forwarded.html", name=escape(forwarded)) if forwarded else "",
        content=_content(ad, name, day),
        views=_short(views(ad, day) * 13),
        edited="edited &nbsp;" if edited else "",
        author=fill("telegram_author.html", author=escape(author)) if author else "",
        datetime=at.isoformat(),
        clock=f"{at:%H:%M}",
    )


def _content(ad: DemoAd, name: str, day: int) -> str:
    text = ad.wording(day).text
    media = ad.shape.get("media")
    slots = {"name": name, "number": str(number(ad))}
    if media == "poll":
        question, _, options = text.partition("\n\n")
        rows = "\n".join(
            fill("telegram_option.html", option=escape(line)) for line in options.split("\n")
        )
        return fill("telegram_poll.html", question=escape(question), options=rows, **slots)
    picture = fill(f"telegram_{media}.html", **slots) if media else ""
    return picture + fill("telegram_text.html", text=_marked(text))


def _marked(text: str) -> str:
    """Line breaks, handles and emoji as previews mark them up."""
    linked = _linked(escape(text)).replace("\n", "<br/>")
    return EMOJI.sub(r'<i class="emoji"><b>\1</b></i>', linked)


def _linked(text: str) -> str:
    return HANDLE.sub(r'<a href="https://t.me/\1" target="_blank">@\1</a>', text)


def _short(count: int) -> str:
    return str(count) if count < 1000 else f"{count / 1000:.1f}K"


STARTS = tuple(f"/s/{name}" for name in CHANNELS)

BOARD = Board(name=NAME, answer=answer, robots=ROBOTS, start=STARTS)
