"""Messages of a public Telegram channel, as its web preview `t.me/s/NAME` shows them."""

import re
from collections.abc import Iterator, Mapping

from offers.ad import Ad, AdsFound
from offers.page import Page
from offers.profile import Profile
from parsers.dom import Dom, Element, LayoutChanged, Missing
from parsers.fields import Found, find_field, hidden_links, in_listing, outermost
from parsers.pictures import FIELD, painted, pictures, pictures_in

MESSAGE = ".tgme_widget_message[data-post]:not(.service_message)"
NUMBER = re.compile(r"[A-Za-z0-9_]+/\d+")
PARTS = (
    ".tgme_widget_message_text:not(.js-message_reply_text)",
    ".tgme_widget_message_poll_question",
    ".tgme_widget_message_poll_option_text",
    ".tgme_widget_message_document_title",
    ".tgme_widget_message_contact_name",
    ".tgme_widget_message_contact_phone",
    ".tgme_widget_message_location_title",
    ".tgme_widget_message_location_address",
)
"""What of a message can be read. Pictures, voices and videos cannot, their captions can."""

SAID = {
    "channel": ".tgme_widget_message_owner_name",
    "author": ".tgme_widget_message_from_author",
    "forwarded_from": ".tgme_widget_message_forwarded_from_name",
    "forwarded_author": ".tgme_widget_message_forwarded_from_author",
    "replies_to": ".js-message_reply_text",
}
PHOTO = ".tgme_widget_message_photo_wrap[style]"
"""A photograph of the message, whose style paints it; faces, stickers and previews of pages that it
links to are called otherwise."""

DATE = ".tgme_widget_message_date time[datetime]"
META = ".tgme_widget_message_meta"
FROM = SAID | {"published": f"{DATE} @datetime"}
"""Where a field stands; that a message was edited, in `META`."""

EDITED = re.compile(r"\bedited\b")

CHANNEL = ".tgme_channel_info, .tgme_channel_history"
NAMED = ".tgme_page_title"
PREVIEW = ".tgme_page_context_btn a[href^='/s/']"
PERSON = ".tgme_page_extra"
ANYONE = ".tgme_page"


def read(page: Page, profile: Profile, listed: Mapping[str, str]) -> AdsFound:
    """One ad for each message in which there is something to read, in the order of the page.

    Messages without a word are counted in a warning. A channel that is there and shows nothing
    gives no ads, one that does not exist raises `Missing`, another page `LayoutChanged`.
    """
    dom = Dom(page)
    messages = dom.all(MESSAGE)
    if not messages:
        return AdsFound((), tuple(_why_none(dom)))
    ads = tuple(ad for message in messages if (ad := _ad(message, dom, profile, listed)))
    wordless = len(messages) - len(ads)
    note = f"{wordless} of {len(messages)} messages hold no text: pictures, voices or videos only"
    return AdsFound(ads, (note,) if wordless else ())


def _why_none(dom: Dom) -> Iterator[str]:
    """Tells an empty channel, which is silence, from one that shows nothing or is not there."""
    if dom.first(CHANNEL) or dom.first(PREVIEW):
        return
    extra = dom.first(PERSON)
    if dom.first(NAMED) and extra and extra.said().startswith("@"):
        raise Missing(dom.url, "this is a person or a bot, not a channel")
    if dom.first(NAMED):
        yield "the channel is there, but shows its messages to members only"
    elif dom.first(ANYONE):
        raise Missing(dom.url, "there is no channel of this name")
    else:
        raise LayoutChanged(dom.url, MESSAGE, 0)


def _ad(message: Element, dom: Dom, profile: Profile, listed: Mapping[str, str]) -> Ad | None:
    number = message.get("data-post") or ""
    groups = list(_parts(message))
    parts = [part for group in groups for part in group]
    lines = ("\n".join(filter(None, (part.said() for part in group))) for group in groups)
    text = "\n\n".join(filter(None, lines))
    if not text or not NUMBER.fullmatch(number):
        return None
    said = dict(_said(message))
    sources = {"text": PARTS[0], "key": f"{MESSAGE} @data-post"}
    sources |= {name: FROM.get(name, META) for name in said}
    if links := hidden_links(parts, dom.base):
        said["links"] = links
        sources["links"] = f"{PARTS[0]} @href"
    images = pictures(map(painted, message.all(PHOTO)), dom.base)
    sources |= {FIELD: PHOTO} if images else {}
    known = {*said, FIELD} if images else {*said}
    for name, found in _ruled(message, dom, profile, listed):
        if name not in known:
            said[name], sources[name] = found
    images = images or pictures_in(said.pop(FIELD, None), dom.base)
    url = f"https://t.me/{number}"
    return Ad(url=url, text=text, key=number, said=said, images=images, sources=sources)


def _ruled(
    message: Element, dom: Dom, profile: Profile, listed: Mapping[str, str]
) -> Iterator[tuple[str, Found]]:
    """What the site file's rules find beside it, or the listing said."""
    for rule in profile.fields:
        beside = listed.get(rule.name)
        found = Found(beside, in_listing(rule)) if beside else find_field(message, rule, dom.base)
        if found:
            yield rule.name, found


def _parts(message: Element) -> Iterator[list[Element]]:
    """What can be read, by kind. Grouped pictures wrap their caption twice: the outer counts."""
    yield from (list(outermost(message.all(selector))) for selector in PARTS)


def _said(message: Element) -> Iterator[tuple[str, str]]:
    if date := message.first(DATE):
        yield "published", date.get("datetime") or ""
    for name, selector in SAID.items():
        found = message.first(selector)
        if found and (value := " ".join(found.said().split())):
            yield name, value
    if (meta := message.first(META)) and EDITED.search(meta.said()):
        yield "edited", "edited"
