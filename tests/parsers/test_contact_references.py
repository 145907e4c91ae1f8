"""Words before digits: what is numbered, and words of sentences that only look like it."""

import pytest

from offers.ad import Ad
from parsers.contacts.find import contacts
from parsers.contacts.hints import Hints
from parsers.wording import Wording

SENTENCES = [
    ("PL", "pl", "Praca w Niemczech, zapraszam. 512 346 798", "+48512346798"),
    ("PL", "pl", "wiek 18-40 lat. 512 346 798", "+48512346798"),
    ("GB", "en", "Good contract. 07701 239548", "+447701239548"),
    ("GB", "en", "we need an accountant 07701 239548", "+447701239548"),
    ("GB", "en", "That is so. 07701 239548", "+447701239548"),
    ("ES", "es", "trabaja con ustedes. 612 39 54 87", "+34612395487"),
    ("ES", "es", "un cuarto para un niño. 612 39 54 87", "+34612395487"),
    ("UA", "uk", "новий рейс 067 123 45 67", "+380671234567"),
    ("UA", "uk", "малий пробіг. 067 123 45 67", "+380671234567"),
    ("DE", "de", "eine gute Bank 0176 12345678", "+4917612345678"),
    ("IT", "it", "badante referenziata. 347 123 4567", "+393471234567"),
    ("PT", "pt", "telefone o da 912 395 487", "+351912395487"),
    ("RU", "ru", "хорошая карта 8 926 123 45 67", "+79261234567"),
]
LABELS = [
    ("PL", "pl", "numer umowy 512 346 798"),
    ("PL", "pl", "umowa: 512 346 798"),
    ("IT", "it", "protocollo n. 347 123 4567"),
    ("RU", "ru", "номер заказа 8 926 123 45 67"),
    ("IN", "hi", "खाता संख्या 98765 43210"),
    ("VN", "vi", "hợp đồng số 0903 195 487"),
    ("ES", "es", "Vacante 612 39 54 87"),
    ("ES", "es", "sin factura 612395487"),
    ("FR", "fr", "votre contrat № 06 12 34 56 78"),
    ("AE", "ar", "سجل 1010234567، رقم العقد 050 123 4567"),
]


def _numbers(country: str, language: str, text: str) -> set[str]:
    hints = Hints(country=country, languages=(language,), home="board.example")
    found = contacts(Wording.of(Ad(url="https://board.example/1", text=text)), hints, greedy=False)
    return {one.value for one in found if one.kind == "phone"}


@pytest.mark.parametrize(("country", "language", "text", "number"), SENTENCES)
def test_words_of_sentences_before_a_number_are_no_labels(
    country: str, language: str, text: str, number: str
) -> None:
    assert _numbers(country, language, text) == {number}


@pytest.mark.parametrize(("country", "language", "text"), LABELS)
def test_what_is_numbered_is_no_phone(country: str, language: str, text: str) -> None:
    assert not _numbers(country, language, text)
