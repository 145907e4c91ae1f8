"""Ways to pay that an ad names."""

from dataclasses import dataclass
from enum import StrEnum

from offers.span import Span


class PaymentKind(StrEnum):
    """An account, a card, the address of a wallet; or what is only named: a `service` that
    transfers money, `hawala`, a third who holds the money (`escrow`), `cash`."""

    IBAN = "iban"
    CARD = "card"
    BITCOIN = "bitcoin"
    ETHEREUM = "ethereum"
    TRON = "tron"
    MONERO = "monero"
    LITECOIN = "litecoin"
    DOGECOIN = "dogecoin"
    TON = "ton"
    SOLANA = "solana"
    SERVICE = "service"
    HAWALA = "hawala"
    ESCROW = "escrow"
    CASH = "cash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """`value` is canonical: an IBAN without blanks, an address as its checksum wants it, a card as
    it is masked in the text, the name of a service in lower case. Addresses were checked."""

    kind: PaymentKind
    value: str
    raw: str
    span: Span
    country: str | None = None
