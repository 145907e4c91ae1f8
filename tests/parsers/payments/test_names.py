"""Services, hawala, escrow and cash are named as ways to pay, or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad
from offers.payment import Payment
from parsers.letters import table
from parsers.payments.find import payments
from parsers.wording import Wording
from parsers.words import Words


def read(text: str, **said: str) -> tuple[Payment, ...]:
    wording = Wording.of(Ad(url="u", text=text, said=said))
    return payments(wording, [Words.of(field) for field in wording.prose()])


def test_a_name_carries_its_country_and_stands_in_the_text() -> None:
    (found,) = read("Оплату надсилайте на ПриватБанк")
    assert (found.value, found.country, found.raw) == ("privatbank", "UA", "ПриватБанк")


def test_in_scripts_without_spaces_the_name_alone_is_quoted() -> None:
    (found,) = read("请用支付宝付款给我们")
    assert (found.value, found.raw) == ("alipay", "支付宝")


def test_the_words_around_make_it_a_way_to_pay() -> None:
    assert [one.value for one in read("Send 50 EUR by PayPal")] == ["paypal"]
    assert [one.value for one in read("We accept:\n- PayPal\n- Revolut")] == ["paypal", "revolut"]
    assert read("PayPal is hiring in Dublin") == ()
    assert read("PayPal API integration, good pay") == ()


def test_one_name_counts_once_in_a_sentence() -> None:
    assert len(read("Pay by PayPal, PayPal only")) == 1
    assert len(read("Pay by PayPal. Refunds are sent by PayPal.")) == 2


def test_an_ordinary_transfer_is_no_hawala() -> None:
    assert read("Ödeme banka havalesi ile") == ()
    assert read("الراتب يدفع حوالة بنكية") == ()
    assert [one.value for one in read("الدفع حوالة عند الوصول")] == ["hawala"]


def test_accounts_are_read_in_labelled_fields_too() -> None:
    (found,) = read("text", note="IBAN DE89 3704 0044 0532 0130 00")
    assert (found.value, found.span.field) == ("DE89370400440532013000", "note")


def test_what_is_refused_is_no_way_to_pay() -> None:
    text = (
        "Payment by Western Union, no PayPal. Zelle not accepted. No upfront fee. Venmo for payment"
    )
    assert [found.value for found in read(text)] == ["western union", "venmo"]


def test_every_row_has_a_known_gate() -> None:
    rows = table("payment_names.tsv")
    assert {row[3] for row in rows} == {"sure", "paid", "arriving", "-"}
    assert all(len(row) == 6 and row[5] for row in rows)


@given(st.text(alphabet="pay wise يدفع حوالة emanet escrow 支付宝付款\n.", max_size=80))
def test_every_span_is_the_raw_text(text: str) -> None:
    for found in read(text):
        assert text[found.span.start : found.span.end] == found.raw != ""
