"""A mail says what was read of routes, terms, payments and indicators, and reveals nobody."""

from dataclasses import replace
from typing import Any

import pytest

from alerts.columns import END_ISOLATE, ISOLATE
from alerts.findings import NO_VERDICT
from offers.fact import FactKind
from offers.indicator import State
from offers.life import Known
from offers.money import Role, When
from offers.offer import Contact
from offers.payment import Payment, PaymentKind
from offers.place import Means
from offers.span import Span
from tests.alerts import ads
from tests.alerts.desk import page, plain
from tests.alerts.test_message import HOSTILE, Tags, written
from tests.index.deep import fact, hit, of_role, route

IBAN = "DE89 3704 0044 0532 0130 00"
WALLET = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
TEXT = f"Viza pulu işdən əvvəl: yaz ann_of_izmir, {IBAN} ya {WALLET}, Western Union."
ARABIC = "ادفع قبل السفر"


def at(words: str, text: str = TEXT) -> Span:
    return Span("text", text.index(words), text.index(words) + len(words))


def paid(kind: PaymentKind, words: str) -> Payment:
    return Payment(kind=kind, value=words.replace(" ", "").lower(), raw=words, span=at(words))


def known(**more: Any) -> Known:
    """An ad of which all was read that a mail speaks of."""
    deep: dict[str, Any] = {
        "text": TEXT,
        "contacts": (
            Contact(
                kind="wire", value="ann_of_izmir", raw="ann_of_izmir", span=at("ann_of_izmir")
            ),
        ),
        "payments": (
            paid(PaymentKind.IBAN, IBAN),
            paid(PaymentKind.BITCOIN, WALLET),
            replace(paid(PaymentKind.SERVICE, "Western Union"), value="western union"),
        ),
        "routes": (route("İstanbul", "Bari", "Греція", means=(Means.BOAT,)), route(None, "باري")),
        "facts": (fact(FactKind.HOUSING, "free"), fact(FactKind.HOURS, "12/day")),
        "money": (replace(of_role(Role.FEE, "300"), due=When.BEFORE),),
        "indicators": (
            hit("contact.messenger_only", raw=TEXT, span=at(TEXT[:60])),
            hit(
                "fee.before_work", raw="x", span=at("Viza pulu işdən əvvəl"),
                gloss="visa fee before work",
            ),
            hit("fee.before_work", because=f"ann_of_izmir and {IBAN} stand in 4 ads"),
            hit("contract.written", State.CONTRADICTED),
        ),
    }  # fmt: skip
    return ads.known(ads.offer(**{**deep, **more}))


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_all_of_it_is_said() -> None:
    mail = written(known())
    for text in map(one_line, (plain(mail), page(mail))):
        bare = text.replace(ISOLATE, "").replace(END_ISOLATE, "")
        for said in (
            "from Istanbul via Greece to Bari by boat; to باري",
            "housing free; hours 12/day",
            "fee before: 300 EUR",
            "fee.before_work (strong): “Viza pulu işdən əvvəl”, means “visa fee before work”",
            "3.5 (+3 +0.5)",
            "contract.written",
            "western union; 1 bitcoin, 1 iban (masked)",
            NO_VERDICT,
        ):
            assert said in bare, said


HIDDEN = ("ann_of", "DE89", "3704", "0532", "1A1z", "1a1z")


def test_nobody_is_revealed_unless_the_rule_shows_contacts() -> None:
    mail = written(known())
    for text in (plain(mail), page(mail)):
        assert [words for words in HIDDEN if words in text] == []
        assert "[wire]" in text
        assert "[iban]" in text
    shown = plain(written(known(), contacts="shown"))
    assert "iban de89370400440532013000" in one_line(shown)
    assert "wire ann_of_izmir" in one_line(shown)


def test_our_own_words_reveal_nobody_either() -> None:
    told = hit("fee.before_work", because=f"ann_of_izmir and {IBAN} stand in 4 ads")
    text = one_line(plain(written(known(indicators=(told,)))))
    assert "[wire] and [iban] stand in 4 ads" in text
    assert [words for words in HIDDEN if words in text] == []


def test_an_ad_without_indicators_brings_no_words_about_them() -> None:
    text = plain(written(known(indicators=())))
    assert NO_VERDICT not in one_line(text)
    assert "Rank" not in text


def test_of_many_the_weightiest_are_said() -> None:
    hits = [hit("contact.messenger_only", id=f"weak.{number}") for number in range(9)]
    text = one_line(plain(written(known(indicators=(*hits, hit("fee.before_work"))))))
    assert text.index("fee.before_work") < text.index("weak.0")
    assert "weak.5" not in text
    assert "5 more indicators" in text


def test_a_quote_from_right_to_left_turns_nothing_beside_it() -> None:
    told = hit("fee.before_work", raw=ARABIC, span=Span("text", 0, len(ARABIC)), gloss="pay first")
    text = plain(written(known(text=f"{ARABIC}!", contacts=(), payments=(), indicators=(told,))))
    assert f"“{ISOLATE}{ARABIC}{END_ISOLATE}”" in text


@pytest.mark.parametrize("contacts", ["masked", "shown"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_do_nothing(name: str, contacts: str) -> None:
    evil = HOSTILE[name]
    made = ads.known(
        ads.offer(
            text=evil,
            routes=(route(evil, "Bari"),),
            facts=(fact(FactKind.DEPARTURE, evil),),
            payments=(
                Payment(kind=PaymentKind.SERVICE, value=evil, raw=evil, span=Span("text", 0, 1)),
            ),
            indicators=(
                hit(
                    "fee.before_work", raw=evil, span=Span("text", 0, len(evil)), gloss=evil,
                    because=evil,
                ),
            ),
        )
    )  # fmt: skip
    mail = written(made, contacts=contacts)
    harmless = written(ads.known(ads.offer()), contacts=contacts)
    expected = {tag for tag, _ in Tags(page(harmless)).found} | {"blockquote"}
    assert {tag for tag, _ in Tags(page(mail)).found} <= expected
    for text in (plain(mail), page(mail)):
        assert not {*"\u202e\u202c\x1b\x00\u200b\u2067"} & {*text}
        assert "https://evil" not in text
        assert len(text) < 40_000
