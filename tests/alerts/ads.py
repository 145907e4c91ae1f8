"""Ads that the tests of this room write mails about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from offers.life import EventKind, Known, Status
from offers.money import Money, Per
from offers.offer import Contact, IdFrom, Language, Moment, Offer, Precision, offer_id
from offers.place import Place
from offers.span import Span
from workspace.rule import AlertRule

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def offer(key: str = "1", **more: Any) -> Offer:
    """An ad of the site `bazaar`."""
    plain = Offer(
        id=offer_id("bazaar", key),
        id_from=IdFrom.KEY,
        site="bazaar",
        url=f"https://bazaar.example/ads/{key}",
        seen=NOON,
        title="Waiters wanted",
        text="A café by the sea looks for waiters.",
    )
    return replace(plain, digest="", **more)


def known(offer: Offer, **more: Any) -> Known:
    """What is remembered of an ad that was seen once."""
    plain = Known(
        offer=offer,
        version="v1",
        status=Status.ONLINE,
        first_seen=offer.seen,
        last_seen=offer.seen,
        last_run="r1",
        expires=offer.seen + timedelta(days=365),
    )
    return replace(plain, **more)


def rule(**more: Any) -> AlertRule:
    plain = AlertRule(
        name="fees-abroad",
        file=Path("alerts/fees-abroad.toml"),
        text="",
        query="kind:job AND (fee OR deposit)",
        recipients=("analyst@desk.example",),
        marking="TLP:AMBER",
        contacts="masked",
        events=frozenset({EventKind.NEW}),
    )
    return replace(plain, **more)


def read(**fields: str) -> dict[str, Any]:
    """Title and text, with the contacts `phone` and `mail` found where they stand in the text."""
    text = fields["text"]
    contacts = [
        Contact(kind=kind, value=value, raw=value, span=_span(text, value))
        for kind, value in fields.items()
        if kind not in {"title", "text"}
    ]
    return {"title": fields.get("title"), "text": text, "contacts": tuple(contacts)}


def _span(text: str, part: str) -> Span:
    return Span("text", text.index(part), text.index(part) + len(part))


EVIL = "<img src=x onerror=alert(1)>\u202emoc.elpmaxe\u202c <a href='https://evil.example/'>hi</a>"
UKRAINIAN = read(
    title="Пакувальниці на склад у Лейпцигу, без досвіду",
    text=(
        "Терміново! Робота на складі одягу. Житло надаємо, оплата щотижня.\n\n"
        "Потрібен депозит 200 EUR і копія паспорта. Телефон +44 20 7946 0123, "
        "пошта hr@jobs.example, сайт https://jobs.example/apply?id=7."
    ),
    phone="+44 20 7946 0123",
    mail="hr@jobs.example",
)
ARABIC = read(
    title="مطلوب عمال مطعم في إسطنبول",
    text="نبحث عن عمال للعمل في مطعم كبير. السكن مجاني والراتب 800 دولار. واتساب +1 202 555 0143",
    whatsapp="+1 202 555 0143",
)
PERSIAN = read(
    title="استخدام فوری در دبی، می‌توانید همین هفته بروید",
    text="کار در رستوران و هتل با جای خواب. ویزا و بلیط با ما. تلگرام @example_desk",
    telegram="@example_desk",
)
CHINESE = read(
    title="招聘客服人员 包吃包住 高薪",
    text="工作地点在柬埔寨,月薪两千美元以上,包机票包签证,会打字即可。" * 6,
)
VIETNAMESE = read(
    title="Tuyển gấp lao động đi Đài Loan, bao visa",
    text="Lương cao, không cần kinh nghiệm, bao ăn ở. Liên hệ qua số +1 202 555 0187.",
    phone="+1 202 555 0187",
)
LANGUAGES = {"uk": UKRAINIAN, "ar": ARABIC, "fa": PERSIAN, "zh": CHINESE, "vi": VIETNAMESE}
MONEY = Money(
    low=Decimal(1500), high=Decimal(2000), currency="EUR", per=Per.MONTH, raw="1500-2000 €",
    span=Span("said.price", 0, 11),
)  # fmt: skip
PUBLISHED = Moment(
    at=datetime(2026, 11, 1, 23, 0, tzinfo=UTC),
    precision=Precision.DAY,
    zone="Europe/Berlin",
    raw="02.11.2026",
    span=Span("said.published", 0, 10),
)


def many_scripts() -> list[Known]:
    """One ad in each language, with all that a mail can say of it, and a hostile one."""
    made = [
        offer(
            code,
            **parts,
            places=(Place(name="Leipzig", raw="Leipzig", span=Span("text", 0, 7), country="DE"),),
            money=(MONEY,),
            published=PUBLISHED,
            language=Language(code=code, confidence=0.98),
        )
        for code, parts in LANGUAGES.items()
    ]
    return [known(one) for one in [*made, offer("evil", title=EVIL, text=EVIL * 5)]]
