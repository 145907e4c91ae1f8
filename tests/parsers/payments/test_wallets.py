"""Addresses as their makers publish them pass; with one letter changed they do not."""

import pytest
from base58 import b58encode
from Crypto.Hash import keccak

from offers.payment import Payment, PaymentKind
from parsers.payments.bech32 import is_segwit
from parsers.payments.wallets import wallets
from parsers.wording import Written


def read(text: str) -> list[Payment]:
    return list(wallets(Written("text", text)))


MONERO = (
    "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3"
    "XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A"
)
ADDRESSES = [
    ("bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),  # the first block's
    ("bitcoin", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),  # BIP-16
    ("bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),  # BIP-173
    ("bitcoin", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"),  # BIP-350
    ("ethereum", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),  # EIP-55
    ("ethereum", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"),
    ("ethereum", "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB"),
    ("ethereum", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"),
    ("tron", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),  # the contract of USDT
    ("monero", MONERO),  # the project's own for donations
    (
        "monero",
        "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H",
    ),
    ("litecoin", "LhK2kQwiaAvhjWY799cZvMyYwnQAcxkarr"),
    ("litecoin", "ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfea"),
    ("dogecoin", "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L"),
    ("ton", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N"),
    ("ton", "EQBvW8Z5huBkMJYdnfAEM5JqTNkuWX3diqYENkWsIL0XggGG"),
]


@pytest.mark.parametrize(("kind", "address"), ADDRESSES)
@pytest.mark.parametrize(
    "around", ["{}", "Гаманець: {}.", "send to:{}\n", "https://scan.example/address/{}?a=b"]
)
def test_an_address_that_passes(kind: str, address: str, around: str) -> None:
    (found,) = read(around.format(address))
    assert (found.kind, found.value, found.raw) == (PaymentKind(kind), address, address)


@pytest.mark.parametrize(("kind", "address"), ADDRESSES)
def test_one_letter_changed_or_more_around_it_is_none(kind: str, address: str) -> None:
    last = {"a": "b"}.get(address[-1], "a")
    assert read(address[:-1] + last) == []
    assert read(address + "x") == []
    assert read("x" + address) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "0xde709f2102306220921060314715629080e2fb77",
            "0xde709f2102306220921060314715629080e2fb77",
        ),
        (
            "0x52908400098527886E0F7030069857D2E4169EE7",
            "0x52908400098527886E0F7030069857D2E4169EE7",
        ),
        ("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", ADDRESSES[4][1]),
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", ADDRESSES[2][1]),
        ("1A1zP1eP5QGefi2DM\u200bPTfTL5SLmv7DivfNa", ADDRESSES[0][1]),
    ],
)
def test_one_spelling_for_many(text: str, value: str) -> None:
    (found,) = read(text)
    assert (found.value, found.raw) == (value, text)


@pytest.mark.parametrize(
    "address",
    [
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",  # BIP-350: not Bech32m
        "bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",  # version 0 with Bech32m
        "bc1pw5dgrnzv",
        "bc1qw508d6qejxtdg4y5r3zarvaryvqyzf3du",
        "bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
    ],
)
def test_segwit_that_does_not_pass(address: str) -> None:
    assert not is_segwit(address, "bc")


def test_an_integrated_address_of_monero() -> None:
    """Made of its parts: 19, two keys, eight bytes of a payment id, four of a checksum."""
    body = bytes([19]) + bytes(range(64)) + bytes(8)
    whole = body + keccak.new(digest_bits=256, data=body).digest()[:4]
    blocks = [whole[at : at + 8] for at in range(0, len(whole), 8)]
    sizes = {8: 11, 5: 7}
    address = "".join(
        b58encode(int.from_bytes(block).to_bytes(8).lstrip(b"\0") or b"")
        .decode()
        .rjust(sizes[len(block)], "1")
        for block in blocks
    )
    assert [one.kind for one in read(address)] == [PaymentKind.MONERO]


SOLANA = "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV"


@pytest.mark.parametrize("cue", ["USDT Solana: {}", "{} (SOL)", "phantom {}"])
def test_solana_needs_its_name(cue: str) -> None:
    assert [one.kind for one in read(cue.format(SOLANA))] == [PaymentKind.SOLANA]
    assert read(SOLANA) == []
    assert read(f"solve {SOLANA}") == []


def test_what_is_no_address() -> None:
    assert read("0x" + "ab" * 32) == []  # a transaction
    assert read("a" * 100_000) == []
    assert read("1" * 40 + " solana " + "1" * 44) == []
    assert read("/watch?v=dQw4w9WgXcQ&list=PLrAXtmRdnEQy6nuLMHjMZOz59Oq8B9IbE") == []
