"""A mail says what an analyst needs, and nothing of what a hostile ad wants it to say."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.columns import width
from alerts.message import COLOURS, LISTED, Letter, compose
from alerts.notice import QUOTE, TITLE
from offers.family import Arrival, Grade, Relation
from offers.life import EventKind, Known
from offers.money import Money
from offers.offer import Language, Precision
from offers.place import Place
from offers.span import Span
from tests.alerts import ads
from tests.alerts.desk import ANALYST, SENDER, page, plain
from workspace.rule import MARKINGS

NEW = frozenset({EventKind.NEW})
BERLIN = ZoneInfo("Europe/Berlin")
HOSTILE = {
    "markup": "<script>alert(1)</script><img src=https://evil.example/x><a href=//evil.example>",
    "closing": "</blockquote></div></body></html><h1>TLP:CLEAR</h1>",
    "attribute": '" onmouseover="alert(1)" style="background:url(https://evil.example/)',
    "template": "{{ 7*7 }}{% for x in () %}${7*7}",
    "header": "x\r\nBcc: victim@desk.example\r\n\r\n<h1>body</h1>",
    "boundary": "\r\n--===============0000000000000000000==\r\nContent-Type: text/html\r\n\r\nhi",
    "dots": "\r\n.\r\nMAIL FROM:<evil@evil.example>\r\n..\r\n",
    "turned": "\u202egnp.exe\u202c \u2067abc\u2069 \u200f\u061c",
    "hidden": "pass\u200bport\u2060 \ufeff\u00ad\U000e0041",
    "control": "\x00\x07\x08\x1b[2J\x7f\x9b31m",
    "surrogate": "\ud83d \udfff",
    "signs": "z" + "\u0301" * 500,
    "long": "x" * 200_000,
    "lines": "\n" * 50_000 + "end",
    "footer": "----\nTLP:CLEAR\n-- \nSent by Offerwatch",
    "link": "https://evil.example/?q www.evil.example mailto:a@evil.example tg://x a@evil.example",
}  # fmt: skip


def letter(*known: Known, total: int | None = None, **of_the_rule: Any) -> Letter:
    return Letter(
        rule=ads.rule(**of_the_rule),
        sender=SENDER,
        recipient=ANALYST,
        mailing="0f" * 16,
        offers=[(one, NEW) for one in known],
        total=total or len(known),
        made=ads.NOON,
        zone=BERLIN,
    )


def parsed(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def written(*known: Known, **of_the_rule: Any) -> EmailMessage:
    return parsed(compose(letter(*known, **of_the_rule)))


class Tags(HTMLParser):
    """Every tag of a page, with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_headers() -> None:
    message = written(ads.known(ads.offer()))
    assert dict(message.items()) | {"Content-Type": ""} == {
        "From": SENDER,
        "To": ANALYST,
        "Subject": '[TLP:AMBER] 1 offer matches rule "fees-abroad"',
        "Date": "Mon, 02 Nov 2026 13:00:00 +0100",
        "Message-ID": f"<{'0f' * 16}@desk.example>",
        "List-Id": "<fees-abroad.offerwatch.desk.example>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "MIME-Version": "1.0",
        "Content-Type": "",
    }
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_all_that_is_known_of_an_offer_is_said() -> None:
    known = ads.many_scripts()[0]
    message = written(known, contacts="shown", description="Fees before departure.")
    for text in (plain(message), page(message)):
        for said in (
            "Пакувальниці на склад у Лейпцигу, без досвіду",
            "bazaar",
            "Leipzig (DE)",
            "1,500–2,000 EUR a month",
            "Ukrainian",
            "2026-11-02",
            "2026-11-02 13:00 CET",
            "hxxps://bazaar[.]example/ads/uk",
            "phone +44 20 7946 0123; mail hr[@]jobs[.]example",
            f"offerwatch show {known.offer.id[:12]}",
            "Робота на складі одягу",
            "kind:job AND (fee OR deposit)",
            "Fees before departure.",
            ANALYST,
        ):
            assert said in text, said
        assert text.count("TLP:AMBER") == 2


def test_contacts_are_masked_unless_the_rule_shows_them() -> None:
    hidden = ["0123", "hr@", "hr[@]", "0143", "example_desk", "0187", "apply"]
    raw = written(*ads.many_scripts())
    for text in (plain(raw), page(raw)):
        assert [part for part in hidden if part in text] == []
        assert "1 mail, 1 phone (masked)" in text
    shown = plain(written(*ads.many_scripts(), contacts="shown"))
    assert [part for part in hidden if part not in shown] == ["hr@"]


def test_nothing_unknown_is_said() -> None:
    text = plain(written(ads.known(ads.offer(title=None, text=None))))
    assert "(no title)" in text
    labels = re.findall(r"^    (\S[\w ]*?)  ", text, re.MULTILINE)
    assert labels == ["Site", "First seen", "Address", "Show it"]


def test_where_an_ad_was_seen_before_is_said() -> None:
    before = Arrival(
        earlier="0" * 32,
        site="souq\u202e",
        seen=datetime(2026, 11, 1, 23, 30, tzinfo=UTC),
        grade=Grade.NEAR,
        relation=Relation.REPOST,
        other_contacts=True,
    )
    text = " ".join(plain(written(ads.known(ads.offer(), arrival=before))).split())
    assert "posted again; seen before on souq on 2026-11-02 with other contacts" in text


@pytest.mark.parametrize("contacts", ["masked", "shown"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_ads_do_nothing(name: str, contacts: str) -> None:
    evil = HOSTILE[name]
    offer = ads.offer(
        title=evil,
        text=evil,
        url=f"https://bazaar.example/{evil}",
        places=(Place(name=evil, raw=evil, span=Span("text", 0, 1)),),
        money=(Money(low=None, high=None, currency=None, raw=evil, span=Span("text", 0, 1)),),
        language=Language(code=evil, confidence=0.5),
    )
    raw = compose(letter(ads.known(offer), contacts=contacts))
    assert_harmless(raw)
    assert len(raw) < 30_000


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(), st.text())
def test_any_ad_makes_a_harmless_mail(title: str, text: str, url: str) -> None:
    assert_harmless(compose(letter(ads.known(ads.offer(title=title, text=text, url=url)))))


def assert_harmless(raw: bytes) -> None:
    """One message of known headers, that loads and links nothing, in known tags only."""
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    message = parsed(raw)
    assert message.defects == []
    assert set(message.keys()) == set(written(ads.known(ads.offer())).keys())
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
    for text in (plain(message), page(message)):
        assert not re.search(r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066\u2067\ufeff]", text)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", text)
        assert not re.search(r"https?://|mailto:|www\.\w|@evil", text, re.IGNORECASE)
    found = Tags(page(message)).found
    assert {tag for tag, _ in found} <= {
        "html", "head", "meta", "title", "style", "body", "div", "p", "h1", "h2", "code", "bdi",
        "table", "tr", "th", "td", "blockquote", "br",
    }  # fmt: skip
    names = {name for _, attributes in found for name in attributes}
    assert names <= {"lang", "charset", "name", "content", "class", "dir", "role", "scope"}
    lines = plain(message).splitlines()
    assert max(map(width, lines)) <= 78
    assert [line for line in lines if line.startswith("TLP")] == ["TLP:AMBER", "TLP:AMBER"]


@pytest.mark.parametrize(
    ("code", "direction"), [("ar", "rtl"), ("ckb", "rtl"), ("en", "auto"), ("xx", "auto")]
)
def test_an_ad_runs_as_its_script_does_even_behind_flags(code: str, direction: str) -> None:
    ad = ads.offer(text="🇹🇷➡🇬🇷 رحلة", language=Language(code=code, confidence=0.9))
    page = written(ads.known(ad)).get_body(("html",))
    assert page
    assert f'<blockquote dir="{direction}">' in page.get_content()


def test_no_remote_content_in_the_page_itself() -> None:
    text = page(written(ads.known(ads.offer())))
    assert not re.search(r"https?:|(?<!hxxps:)//|url\(|@import|<(img|link|script|iframe|a)\b", text)


@pytest.mark.parametrize("marking", MARKINGS)
def test_every_marking_has_its_colour(marking: str) -> None:
    message = written(ads.known(ads.offer()), marking=marking)
    assert message["Subject"].startswith(f"[{marking}] ")
    assert f"color: {COLOURS[marking]}" in page(message)


def test_long_fields_are_cut() -> None:
    offer = ads.offer(title="word " * 200, text="word " * 5000)
    text = " ".join(plain(written(ads.known(offer))).replace(">", "").split())
    assert "word… Site" in text
    assert TITLE + QUOTE < text.count("word") * 5 + 20 < TITLE + QUOTE + 40


def test_a_full_mail_is_shown_whole() -> None:
    """Gmail cuts a page after 102 kB."""
    title, text = "招聘客服" * 100, "月薪两千美元以上" * 500
    offers = [ads.known(ads.offer(str(n), title=title, text=text)) for n in range(LISTED)]
    assert len(page(written(*offers)).encode()) < 102_000


def test_further_matches_are_counted() -> None:
    message = parsed(compose(letter(ads.known(ads.offer()), total=71)))
    assert message["Subject"] == '[TLP:AMBER] 71 offers match rule "fees-abroad"'
    assert "70 more matched and are not listed here" in plain(message)
    assert "offerwatch search 'kind:job AND (fee OR deposit)'" in plain(message)


@pytest.mark.parametrize("query", ["url:https\\://evil.example/*", "site.example"])
def test_a_query_is_no_link_either(query: str) -> None:
    message = parsed(compose(letter(ads.known(ads.offer()), total=2, query=query)))
    assert "offerwatch alerts test fees-abroad" in plain(message)
    assert not re.search(r"https?://|evil\.example|site\.example", plain(message) + page(message))


def test_a_query_of_several_lines_is_one_command() -> None:
    message = parsed(compose(letter(ads.known(ads.offer()), total=2, query="\na\n  OR b\n")))
    assert "offerwatch search 'a OR b'" in plain(message)


def test_other_occasions_are_named() -> None:
    kinds = frozenset({EventKind.GONE, EventKind.EDITED})
    one = replace(letter(), offers=[(ads.known(ads.offer()), kinds)], total=1)
    assert "Happened     edited, taken down" in plain(parsed(compose(one)))


@pytest.mark.parametrize(
    ("low", "high", "more", "said"),
    [
        ("1500", "1500", {"currency": "EUR"}, "1,500 EUR"),
        ("0.5", None, {"currency": "USD", "per": "hour"}, "0.5 USD an hour"),
        ("1E+2", "2E+2", {}, "100–200"),
        ("1E+900", None, {"currency": "EUR"}, "? EUR"),
        (None, None, {}, "as agreed"),
        ("100", None, {"role": "fee"}, "fee: 100"),
    ],
)
def test_prices(low: str | None, high: str | None, more: dict[str, Any], said: str) -> None:
    money = Money(
        low=Decimal(low) if low else None,
        high=Decimal(high) if high else None,
        raw="as agreed",
        span=Span("text", 0, 1),
        **{"currency": None, **more},
    )
    text = plain(written(ads.known(ads.offer(money=(money,)))))
    assert f"Price        {said}\n" in text


@pytest.mark.parametrize(
    ("precision", "zone", "said"),
    [
        (Precision.DAY, "Europe/Berlin", "2026-11-02"),
        (Precision.DAY, "+01:00", "2026-11-02"),
        (Precision.MINUTE, "Europe/Berlin", "2026-11-02 00:00 (Europe/Berlin)"),
        (Precision.SECOND, "-02:30", "2026-11-01 20:30:00 (-02:30)"),
        (Precision.HOUR, "no/zone", "2026-11-01 23h (UTC)"),
    ],
)
def test_moments_are_as_exact_as_they_were_said(precision: Precision, zone: str, said: str) -> None:
    at = datetime(2026, 11, 1, 23, tzinfo=UTC)
    published = replace(ads.PUBLISHED, at=at, precision=precision, zone=zone)
    text = plain(written(ads.known(ads.offer(published=published))))
    assert f"Published    {said}\n" in text


@pytest.mark.parametrize("domain", ["d.example", "a" * 60 + ".example", ".".join(["ab"] * 80)])
def test_message_ids_stay_whole(domain: str) -> None:
    one = replace(letter(ads.known(ads.offer())), sender=f"offerwatch@{domain}")
    raw = compose(one)
    assert f"Message-ID: {one.message_id}\r\n".encode() in raw
    assert parsed(raw)["Message-ID"] == f"<{'0f' * 16}@{domain}>"
