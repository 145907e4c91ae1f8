"""Indicators in the terms of work: sums that are asked, hours, what is provided and deducted."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from offers.fact import Fact, FactKind
from offers.money import Money, Per, Role, When
from parsers.indicators.around import Median, occupation
from parsers.indicators.case import Case, Found
from parsers.letters import table

LONG_WEEK = 60
"""Hours. The ILO counts more than 48 as excessive where it is usual; ordinary seasonal ads offer 50
and more, so this asks for clearly more."""

FAR = Decimal("2.5")
"""How many times the usual a pay or a price is far above it. Set by hand."""

ENOUGH = 5
"""Sums that a median needs to be believed."""

FEW_WORDS = 120
"""Words of an ad that says little of the work: 27 % of fraudulent and 7 % of ordinary ads of the
half of EMSCAD that was looked at are shorter."""

_AMOUNT = re.compile(r"([0-9.]+)(?:-([0-9.]+))?/(day|week)")
_FREE = frozenset({"free", "provided", "paid"})
_PROVIDED = (FactKind.HOUSING, FactKind.FOOD, FactKind.TRANSPORT)


def fee(case: Case) -> Iterator[Found]:
    """Sums that the worker pays, or leaves with somebody, and not only after he was paid."""
    for one in case.offer.money:
        if one.role in (Role.FEE, Role.DEPOSIT) and one.due is not When.AFTER:
            yield Found(one.span, f"a {one.role} is asked of the worker")


def debt(case: Case) -> Iterator[Found]:
    """Sums that the worker will owe."""
    for one in case.offer.money:
        if one.role is Role.DEBT or (one.role is Role.FEE and one.due is When.AFTER):
            yield Found(one.span, "a sum is to be paid back from the work")


def fine(case: Case) -> Iterator[Found]:
    """Sums that are taken as a punishment."""
    for one in case.offer.money:
        if one.role is Role.FINE:
            yield Found(one.span, "a fine is threatened")


def hours(case: Case) -> Iterator[Found]:
    """More hours a week than `LONG_WEEK`, said so or by hours a day and days a week."""
    days = max((_most(one, "week") for one in _facts(case, FactKind.DAYS)), default=0.0)
    for one in _facts(case, FactKind.HOURS):
        week = _most(one, "week") or _most(one, "day") * days
        if week > LONG_WEEK:
            yield Found(one.span, f"that makes up to {week:g} hours a week")


def _facts(case: Case, kind: FactKind) -> Iterator[Fact]:
    return (one for one in case.offer.facts if one.kind is kind)


def _most(fact: Fact, per: str) -> float:
    """The higher end of `40-50/week`, if it is for that time; else 0."""
    found = _AMOUNT.fullmatch(fact.value)
    return float(found[2] or found[1]) if found and found[3] == per else 0.0


def provided(case: Case) -> Iterator[Found]:
    """Housing and the way to work, or housing and food, at no cost: two of the three at least."""
    given = {one.kind: one for one in case.offer.facts if one.value in _FREE}
    terms = [given[kind] for kind in _PROVIDED if kind in given]
    if len(terms) > 1:
        said = " and ".join(one.kind for one in terms)
        yield from (Found(one.span, f"{said} are provided") for one in terms)


def deductions(case: Case) -> Iterator[Found]:
    """What will be taken from the pay."""
    for one in case.offer.facts:
        if one.kind is FactKind.DEDUCTION or one.value == "deducted":
            what = one.value if one.kind is FactKind.DEDUCTION else one.kind
            yield Found(one.span, f"{what} is deducted from the pay")


def pay_anomaly(case: Case) -> Iterator[Found]:
    """A pay that is far above the site's median for the occupation."""
    if case.around.pay is None:
        return
    usual = case.around.pay.get(occupation(case.offer.title or ""))
    for one in case.offer.money:
        if one.role in (Role.PAY, None) and usual and above(one, usual):
            said = f"the median of {usual.count} ads is {usual.amount:,} {usual.currency}"
            yield Found(one.span, f"the pay is far above the usual: {said}")


def pay_below(case: Case) -> Iterator[Found]:
    """A pay whose higher end is below the legal floor of the country of work: the only one that
    the ad names, or else the site's."""
    countries = {one.country for one in case.offer.places if one.country}
    country = countries.pop() if len(countries) == 1 else case.offer.site_country
    floor = (case.around.floors or {}).get(country or "")
    for one in case.offer.money if floor else ():
        if floor and one.role is Role.PAY and one.per is floor.per and below(one, floor):
            said = f"{floor.amount:,} {floor.currency}"
            yield Found(one.span, f"the pay is below the legal floor, {said} in {country}")


def below(money: Money, floor: Median) -> bool:
    """Whether even the higher end of a sum is below a floor in the same currency."""
    return money.high is not None and money.currency == floor.currency and money.high < floor.amount


def above(money: Money, usual: Median) -> bool:
    """Whether even the lower end of a sum is far above the usual one for the same time."""
    amount = money.low if money.low is not None else money.high
    same = money.currency == usual.currency and money.per in (usual.per, None, Per.PERSON)
    return amount is not None and same and usual.count >= ENOUGH and amount > FAR * usual.amount


def employer_unnamed(case: Case) -> Iterator[Found]:
    """Neither the site nor the ad says who the employer is, and no address of his own does.

    Told only where the packs know how firms speak of themselves in the ad's language.
    """
    offer = case.offer
    known = offer.language is not None and offer.language.code in case.packs.described
    if offer.employer or not known or "employer" in case.heard.signs:
        return
    if not any(own_domain(one.value) for one in offer.contacts if one.kind == "mail"):
        yield Found(None, "nothing says who the employer is")


def scant(case: Case) -> Iterator[Found]:
    """Fewer words than it takes to say what the work is."""
    count = sum(len(words.texts) - len(words.stops) for words in case.fields)
    if count < FEW_WORDS:
        yield Found(None, f"the ad has {count} words")


def webmail(case: Case) -> Iterator[Found]:
    """A free mail address beside an employer's name."""
    mails = [one for one in case.offer.contacts if one.kind == "mail"]
    if case.offer.employer and not any(own_domain(one.value) for one in mails):
        name = case.offer.employer.name
        yield from (Found(one.span, f"{name} writes from a free mailbox") for one in mails)


def own_domain(address: str) -> bool:
    """Whether a mail address is at a domain that not everybody can have an address at."""
    return address.rpartition("@")[2] not in _free()


@cache
def _free() -> frozenset[str]:
    return frozenset(domain for row in table("free_mailboxes.tsv") for domain in row[0].split())


def brand(case: Case) -> Iterator[Found]:
    """A firm of the operator's table is named, and no address of it."""
    domains = [_domain(one.kind, one.value) for one in case.offer.contacts]
    known = [one for one in domains if one]
    for name in sorted(case.heard.brands):
        own = case.packs.brands[name]
        if known and not any(_is_at(one, own) for one in known):
            yield Found(None, f"{name} is named, and no contact is at {' or '.join(own)}")


def _is_at(domain: str, homes: Iterable[str]) -> bool:
    return any(domain == home or domain.endswith(f".{home}") for home in homes)


def _domain(kind: str, value: str) -> str | None:
    if kind == "mail":
        return value.rpartition("@")[2]
    if kind == "website":
        return value.partition("://")[2].partition("/")[0].removeprefix("www.") or value
    return None
