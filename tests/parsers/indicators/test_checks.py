"""What is found in the values that were read, and in what is known beyond the ad."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from offers.fact import Fact, FactKind
from offers.money import Money, Per, Role, When
from offers.offer import Kind, Named, Offer, Protection, Protects, Speaker
from offers.payment import Payment, PaymentKind
from offers.place import Place
from parsers.indicators.around import Around, Median, Shared, occupation
from parsers.indicators.case import CONDITIONS as TOLD
from parsers.indicators.checks import CHECKS
from parsers.indicators.combined import Packs
from parsers.indicators.pack import CONDITIONS, Pack
from parsers.indicators.shipped import shipped
from tests.parsers.indicators.making import JOB, TRAVEL, contact, look, offer, present, span, travel


def money(text: str, raw: str, low: int | None = None, **more: Any) -> Money:
    amount = Decimal(low) if low is not None else None
    return Money(
        **{
            "low": amount,
            "high": amount,
            "currency": "EUR",
            "raw": raw,
            "span": span(text, raw),
            **more,
        }
    )


def fact(text: str, raw: str, kind: FactKind, value: str) -> Fact:
    return Fact(kind=kind, value=value, raw=raw, span=span(text, raw))


def paid(text: str, raw: str, kind: PaymentKind) -> Payment:
    return Payment(kind=kind, value=raw.lower(), raw=raw, span=span(text, raw))


def test_every_check_and_condition_has_a_name_that_packs_use() -> None:
    asked = {one.check for one in shipped().indicators.values() if one.check}
    assert asked == CHECKS.keys()
    assert CONDITIONS.keys() == TOLD.keys()


@pytest.mark.parametrize(
    ("role", "due", "found"),
    [
        (Role.FEE, None, "job.fee-upfront"),
        (Role.FEE, When.BEFORE, "job.fee-upfront"),
        (Role.DEPOSIT, When.BEFORE, "job.fee-upfront"),
        (Role.FEE, When.AFTER, "job.debt-travel"),
        (Role.DEBT, None, "job.debt-travel"),
        (Role.FINE, None, "job.fines"),
        (Role.PAY, None, None),
        (Role.DEPOSIT, When.AFTER, None),
        (None, None, None),
    ],
)
def test_sums_that_are_asked_of_the_worker(
    role: Role | None, due: When | None, found: str | None
) -> None:
    text = "Bring 100 EUR."
    hits = present(look(offer(text, money=(money(text, "100 EUR", 100, role=role, due=due),))))
    assert {id_: raw for id_, raw in hits.items() if raw} == ({found: "100 EUR"} if found else {})


@pytest.mark.parametrize(
    ("hours", "days", "found"),
    [
        ("61/week", None, True),
        ("40-70/week", None, True),
        ("60/week", None, False),
        ("12/day", "6/week", True),
        ("10/day", "5-7/week", True),
        ("10/day", "6/week", False),
        ("12/day", None, False),
        ("12", "6/week", False),
    ],
)
def test_hours(hours: str, days: str | None, *, found: bool) -> None:
    text = "long hours, many days"
    facts = [fact(text, "long hours", FactKind.HOURS, hours)]
    if days:
        facts.append(fact(text, "many days", FactKind.DAYS, days))
    hits = present(look(offer(text, facts=tuple(facts))))
    assert ("job.excessive-hours" in hits) is found


def test_two_of_what_an_employer_can_provide() -> None:
    text = "bed and meals and bus"
    bed = fact(text, "bed", FactKind.HOUSING, "free")
    meals = fact(text, "meals", FactKind.FOOD, "provided")
    bus = fact(text, "bus", FactKind.TRANSPORT, "deducted")
    assert "job.all-inclusive" not in present(look(offer(text, facts=(bed, bus))))
    hits = look(offer(text, facts=(bed, meals, bus)))
    assert present(hits)["job.all-inclusive"] == "bed"
    assert present(hits)["job.deductions"] == "bus"


def test_deductions() -> None:
    text = "the flight is deducted"
    facts = (fact(text, text, FactKind.DEDUCTION, "transport"),)
    assert present(look(offer(text, facts=facts)))["job.deductions"] == text


PAY = {"waiter": Median(Decimal(1000), "EUR", Per.MONTH, 20)}


@pytest.mark.parametrize(
    ("amount", "more", "usual", "found"),
    [
        (2600, {}, PAY, True),
        (2500, {}, PAY, False),
        (2600, {"currency": "USD"}, PAY, False),
        (2600, {"per": Per.YEAR}, PAY, False),
        (2600, {"role": Role.FEE}, PAY, False),
        (2600, {}, {"waiter": Median(Decimal(1000), "EUR", Per.MONTH, 4)}, False),
        (2600, {}, {"cook": PAY["waiter"]}, False),
        (2600, {}, None, False),
    ],
)
def test_pay_far_above_the_median(
    amount: int, more: dict[str, Any], usual: dict[str, Median] | None, *, found: bool
) -> None:
    text = "We pay much"
    sums = (money(text, "much", amount, **{"role": Role.PAY, "per": Per.MONTH, **more}),)
    hits = look(offer(text, title="Waiter 2", money=sums), around=Around(pay=usual))
    assert ("job.pay-anomaly" in present(hits)) is found


@pytest.mark.parametrize(
    ("amount", "more", "found"),
    [
        (900, {}, True),
        (1000, {}, False),
        (900, {"currency": "PLN"}, False),
        (900, {"per": Per.WEEK}, False),
        (900, {"role": None}, False),
    ],
)
def test_pay_below_the_legal_floor(amount: int, more: dict[str, Any], *, found: bool) -> None:
    text = "We pay little"
    sums = (money(text, "little", amount, **{"role": Role.PAY, "per": Per.MONTH, **more}),)
    around = Around(floors={"ES": Median(Decimal(1000), "EUR", Per.MONTH, 1)})
    there = offer(text, money=sums, site_country="ES")
    assert ("job.pay-below-legal" in present(look(there, around=around))) is found
    assert "job.pay-below-legal" not in present(look(there))
    abroad = replace(
        there, places=(Place(name="Oz", raw="pay", span=span(text, "pay"), country="PL"),)
    )
    assert "job.pay-below-legal" not in present(look(abroad, around=around))


def test_occupations_are_titles_without_numbers() -> None:
    assert occupation("WAITER 1200 €") == occupation("waiter")


def test_an_employer_is_named_by_the_site_the_ad_or_an_address() -> None:
    unnamed = "job.employer-unnamed"
    text = "Cook for a kitchen. cook@pots.example"
    own = contact(text, "cook@pots.example", "mail")
    free = contact(text, "cook@pots.example", "mail", value="cook@gmail.com")
    named = Named(name="Pots", raw="Cook", span=span(text, "Cook"))
    assert unnamed in present(look(offer(text)))
    assert unnamed in present(look(offer(text, contacts=(free,))))
    assert unnamed not in present(look(offer(text, contacts=(own,))))
    assert unnamed not in present(look(offer(text, employer=named)))
    assert unnamed not in present(look(offer("Cook. Our company is old.")))
    assert unnamed not in present(look(offer(text, "am"))), "no pack knows how firms speak there"
    assert unnamed not in present(look(offer(text, None)))
    assert "job.webmail" in present(look(offer(text, contacts=(free,), employer=named)))
    assert "job.webmail" not in present(look(offer(text, contacts=(own,), employer=named)))


def test_a_known_firm_and_a_mailbox_of_somebody_else() -> None:
    packs = Packs(
        (*shipped().packs, Pack(name="b", version=1, changes=(), brands={"Valio": ("valio.fi",)}))
    )
    text = "Valio seeks packers: jobs@valio-work.example"
    for value, found in (("jobs@valio-work.example", True), ("hr@mail.valio.fi", False)):
        mail = contact(text, "jobs@valio-work.example", "mail", value=value)
        hits = look(offer(text, contacts=(mail,)), packs)
        assert ("job.brand-impersonation" in present(hits)) is found
    assert "job.brand-impersonation" not in present(look(offer(text), packs))


def test_an_ad_that_says_hardly_anything() -> None:
    assert "job.scant" in present(look(offer("word " * 119)))
    assert "job.scant" not in present(look(offer("word " * 120)))
    assert "job.scant" not in present(look(offer("word", kinds=TRAVEL)))


def test_the_price_of_a_journey() -> None:
    text = "3000 EUR, rest later. Qx - Zx +905551112233"
    assert "travel.price" in present(
        look(travel(text, money=(money(text, "3000 EUR", role=Role.FARE),)))
    )
    due = (money(text, "3000 EUR", role=Role.FARE, due=When.AFTER),)
    assert present(look(travel(text, money=due)))["travel.pay-on-arrival"] == "3000 EUR"
    before = (money(text, "3000 EUR", role=Role.FARE, due=When.BEFORE),)
    assert "travel.pay-on-arrival" not in present(look(travel(text, money=before)))


def test_money_that_is_held() -> None:
    text = "by saraf"
    for kind in (PaymentKind.HAWALA, PaymentKind.ESCROW):
        assert (
            present(look(travel(text, payments=(paid(text, "saraf", kind),))))["travel.escrow"]
            == "saraf"
        )
    assert "travel.escrow" not in present(
        look(offer(text, payments=(paid(text, "saraf", PaymentKind.HAWALA),)))
    )


def test_wallets() -> None:
    text = "TXYZ"
    assert "common.payment-crypto" in present(
        look(offer(text, payments=(paid(text, "TXYZ", PaymentKind.TRON),)))
    )
    assert "common.payment-crypto" not in present(
        look(offer(text, payments=(paid(text, "TXYZ", PaymentKind.IBAN),)))
    )


def test_departures_and_seats() -> None:
    text = "tonight, 4 seats"
    facts = (
        fact(text, "tonight", FactKind.DEPARTURE, "daily"),
        fact(text, "4 seats", FactKind.SEATS, "4"),
    )
    assert present(look(travel(text, facts=facts)))["travel.schedule"] == "tonight"


def test_a_price_far_above_the_fare() -> None:
    text = "9000 EUR"
    found = travel(text, money=(money(text, "9000 EUR", 9000, role=Role.FARE, per=Per.PERSON),))
    fares = {("", ""): Median(Decimal(120), "EUR", Per.PERSON, 30)}
    assert "travel.price-anomaly" in present(look(found, around=Around(fares=fares)))
    assert "travel.price-anomaly" not in present(look(found, around=Around(fares={})))
    assert "travel.price-anomaly" not in present(look(found))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("🚤🌊🇹🇳➡️🇮🇹", "🚤🌊🇹🇳➡️🇮🇹"),
        ("go 🇦🇱→🇬🇧 now", "🇦🇱→🇬🇧"),
        ("🇹🇷 ⛵ 🇬🇷 ✈️ 🇩🇪", "🇹🇷 ⛵ 🇬🇷 ✈️ 🇩🇪"),
        ("🇩🇪 🇫🇷 🇮🇹 we speak these", None),
        ("🇩🇪 → apply", None),
        ("a → b", None),
    ],
)
def test_routes_in_emoji(text: str, found: str | None) -> None:
    assert present(look(offer(text, kinds=TRAVEL))).get("travel.emoji-route") == found


def test_messengers_alone() -> None:
    text = "@crew or 555"
    telegram, phone = contact(text, "@crew", "telegram"), contact(text, "555")
    assert "common.channel-hop" in present(look(offer(text, contacts=(telegram,))))
    assert "common.channel-hop" not in present(look(offer(text, contacts=(telegram, phone))))
    assert "common.channel-hop" not in present(look(offer(text)))


def test_hidden_contacts() -> None:
    text = "five five five, cook at pots"
    phone = contact(text, "five five five", obfuscated=True)
    mail = contact(text, "cook at pots", "mail", obfuscated=True)
    assert present(look(offer(text, contacts=(phone,))))["common.contact-obfuscated"] == phone.raw
    hits = look(offer(text, contacts=(mail,)))
    assert "common.contact-obfuscated" not in present(hits)
    assert [hit.weight for hit in hits if hit.id == "common.mail-obfuscated"] == [0]


def test_a_number_of_a_country_that_nothing_speaks_of() -> None:
    text = "Ruf an: +905551112233"
    turkish = contact(text, "+905551112233", country="TR")
    there = Place(name="Izmir", raw="an", span=span(text, "an"), country="TR")
    odd = "common.number-country"
    assert odd in present(look(offer(text, "de", contacts=(turkish,), site_country="DE")))
    assert odd not in present(look(offer(text, "tr", contacts=(turkish,), site_country="DE")))
    assert odd not in present(look(offer(text, "de", contacts=(turkish,), site_country="TR")))
    assert odd not in present(look(offer(text, "de", contacts=(turkish,), places=(there,))))
    assert odd not in present(look(offer(text, None, contacts=(turkish,))))


def test_numbers_without_a_place() -> None:
    text = "+447053825547 +442079460000"
    personal, fixed = contact(text, "+447053825547"), contact(text, "+442079460000")
    assert "common.voip-number" in present(look(offer(text, contacts=(personal,))))
    assert "common.voip-number" not in present(look(offer(text, contacts=(fixed,))))


def test_disguised_letters() -> None:
    odd = "common.text-obfuscated"
    assert odd in present(look(offer("𝐖𝐨𝐫𝐤 𝐢𝐧 𝐈𝐭𝐚𝐥𝐲")))
    assert odd in present(look(offer("Rabоta pаspоrt nеt viеza", "ru")))
    assert odd in present(look(offer("pass\u200bport vi\u200bsa fe\u200be")))
    assert odd not in present(look(offer("iPhоne and nothing else")))
    assert odd not in present(look(offer("Работа в IT, пакет Office, CRM-система", "ru")))
    assert odd not in present(look(offer("می‌خواهم کار می‌کنم نمی‌شود", "fa")))


def test_a_language_that_is_not_the_sites() -> None:
    text = "guten Tag"
    assert "job.lang-mismatch" in present(look(offer(text, "de"), around=Around(languages=("uk",))))
    assert "job.lang-mismatch" not in present(
        look(offer(text, "ru"), around=Around(languages=("uk",)))
    )
    assert "job.lang-mismatch" not in present(look(offer(text, "de")))


@pytest.mark.parametrize(
    ("known", "id_"),
    [
        (Shared(confirmed=True), "common.contact-known"),
        (Shared(kinds=frozenset(Kind)), "common.contact-both-kinds"),
        (Shared(unrelated=3), "common.contact-unrelated"),
        (Shared(employers=3), "job.contact-many-employers"),
        (Shared(variants=("crew1", "crew01")), "common.handle-family"),
    ],
)
def test_what_is_known_of_a_contact(known: Shared, id_: str) -> None:
    text = "call 555"
    found = offer(text, contacts=(contact(text, "555"),))
    around = Around(shared={("phone", "555"): known})
    assert present(look(found, around=around))[id_] == "555"
    assert id_ not in present(look(found, around=Around(shared={("phone", "555"): Shared()})))
    assert id_ not in present(look(found))


@pytest.mark.parametrize(
    ("around", "id_"),
    [
        (Around(changed_copies=2), "common.near-duplicate-changed"),
        (Around(days=3), "common.short-lived"),
        (Around(burst=5.0), "common.burst"),
        (Around(brand="Lion"), "travel.brand"),
    ],
)
def test_what_is_known_of_an_ad(around: Around, id_: str) -> None:
    assert id_ in present(look(offer("anything"), around=around))
    assert id_ not in present(look(offer("anything"), around=Around(days=4, burst=4.9)))


def test_safeguards_and_reports() -> None:
    text = "girl 16 wanted"
    minor = Protection(protects=Protects.MINOR, raw="girl 16", span=span(text, "girl 16"))
    hits = look(offer(text, protections=(minor,)))
    assert present(hits)["protect.minor"] == "girl 16"
    assert "protect.minor" not in present(look(offer(text)))
    news = look(offer("Beware of this", speaker=Speaker.REPORTS))
    assert {hit.id for hit in news} == {"protect.warning"}


def test_conditions() -> None:
    text = "555 for 30 EUR"
    found: Offer = offer(
        text,
        kinds=JOB,
        contacts=(contact(text, "555"),),
        money=(money(text, "30 EUR", role=Role.PAY),),
    )
    held = {name for name, holds in TOLD.items() if holds(found)}
    assert held == {"job", "contact", "pay", "offers"}
    bare = offer(text, kinds=frozenset(), money=(money(text, "30 EUR"),))
    assert {name for name, holds in TOLD.items() if holds(bare)} == {
        "job",
        "travel",
        "price",
        "offers",
    }
