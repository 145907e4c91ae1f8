"""What was read, in the few words that recorded pages expect."""

from dataclasses import replace

import pytest

from offers.fact import FactKind
from offers.indicator import State
from offers.money import Role, When
from offers.offer import Protection, Protects
from offers.payment import PaymentKind
from offers.place import Means, PlaceRole
from tests.index.deep import fact, hit, of_role, passage, payment, route, spot
from tests.index.making import SPAN, offer
from workspace import told

TOLD = {
    "iban DE89 3704 0044 0532 0130 00": payment(PaymentKind.IBAN),
    "from İstanbul (TR) via Греція (GR) to Bari (IT) by boat, foot": route(
        "İstanbul", "Bari", "Греція", means=(Means.BOAT, Means.FOOT)
    ),
    "to the old camp": route(None, "the old camp"),
    "housing free": fact(FactKind.HOUSING, "free"),
    "strong fee.before_work": hit("fee.before_work"),
    "contradicted documents.kept": hit("documents.kept", State.CONTRADICTED),
    "500-700 EUR (fee, before)": replace(of_role(Role.FEE, "500", "700"), due=When.BEFORE),
    "Bari (IT, work)": spot("Bari", role=PlaceRole.WORK),
    "uk Cyrl": passage("uk", "Cyrl"),
    "undetermined": passage(None),
    "protects a minor": Protection(protects=Protects.MINOR, raw="15", span=SPAN),
}


@pytest.mark.parametrize("words", TOLD)
def test_a_value_in_a_few_words(words: str) -> None:
    assert told.one(TOLD[words]) == words


def test_an_offer_tells_all_that_was_read() -> None:
    made = offer(facts=(fact(FactKind.SEATS, "4"),) * 2, indicators=(hit("documents.kept"),))
    said = told.offer(made)
    assert (said["facts"], said["indicators"]) == (["seats 4"], ["strong documents.kept"])
    assert not {"payments", "routes", "passages"} & {*said}
