"""What is looked for in values instead of phrases, by the names that packs call it by."""

from collections.abc import Mapping
from types import MappingProxyType

from parsers.indicators import on_contacts, on_corpus, on_travel, on_work
from parsers.indicators.case import Check

BY_VALUE: Mapping[str, Mapping[str, Check]] = MappingProxyType(
    {
        "money": {
            "fee": on_work.fee,
            "debt": on_work.debt,
            "fine": on_work.fine,
            "pay-anomaly": on_work.pay_anomaly,
            "pay-below": on_work.pay_below,
            "fare": on_travel.fare,
            "due-after": on_travel.due_after,
        },
        "facts": {
            "hours": on_work.hours,
            "provided": on_work.provided,
            "deductions": on_work.deductions,
            "schedule": on_travel.schedule,
        },
        "": {
            "employer-unnamed": on_work.employer_unnamed,
            "scant": on_work.scant,
            "emoji-route": on_travel.emoji_route,
            "emoji-status": on_travel.emoji_status,
            "disguised": on_contacts.disguised,
            "changed-copies": on_corpus.changed_copies,
            "short-lived": on_corpus.short_lived,
            "burst": on_corpus.burst,
            "account-brand": on_corpus.account_brand,
        },
        "contacts": {
            "webmail": on_work.webmail,
            "brand": on_work.brand,
            "messenger-only": on_contacts.messenger_only,
            "obfuscated": on_contacts.obfuscated,
            "mail-obfuscated": on_contacts.mail_obfuscated,
            "number-country": on_contacts.number_country,
            "voip": on_contacts.voip,
            "contact-confirmed": on_corpus.contact_confirmed,
            "contact-employers": on_corpus.contact_employers,
            "contact-unrelated": on_corpus.contact_unrelated,
            "contact-kinds": on_corpus.contact_kinds,
            "handle-family": on_corpus.handle_family,
        },
        "payments": {
            "escrow": on_travel.escrow,
            "wallet": on_contacts.wallet,
        },
        "routes": {
            "route-pair": on_travel.route_pair,
            "price-anomaly": on_travel.price_anomaly,
        },
        "language": {
            "language": on_corpus.language,
        },
        "protections": {
            "minor": on_corpus.minor,
            "seeker": on_corpus.seeker,
        },
        "speaker": {
            "reports": on_corpus.reports,
        },
    }
)
"""Checks by the field of an offer without which they find nothing; `""` for those that look at the
ad as a whole."""

CHECKS: Mapping[str, Check] = MappingProxyType(
    {name: check for checks in BY_VALUE.values() for name, check in checks.items()}
)
