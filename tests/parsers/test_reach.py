"""How an author is reached, told from how the site is, on pages of ads that are compared."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from offers.page import Page
from offers.profile import Profile
from parsers.readers import read_ads
from parsers.survey import AdPages, survey_ads

FRAME = """<html><head><title>{title}</title></head><body>
<header><a href="tel:+442079460000">+44 20 7946 0000</a></header>
<main><h1>{title}</h1>
<div class="description"><p>{text}</p><p>Room and meals are free, two days off a week.</p></div>
{contact}
<p class="office">Our office: <a href="mailto:office@board.example?subject={title}">write</a></p>
</main><footer>Hotline: +44 20 7946 0000</footer></body></html>"""
TOLD = (
    ("Cook in a hotel", "A house by the sea seeks a cook from December on."),
    ("Night porter", "Porter for the nights in a house of forty rooms."),
    ("Baker", "An old bakery seeks somebody who knows sourdough."),
)
OWN = ("+44 20 7946 0101", "+44 20 7946 0102", "+44 20 7946 0103")


def ads(*contacts: str) -> list[Page]:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    pages = []
    for number, contact in enumerate(contacts):
        title, text = TOLD[number]
        body = FRAME.format(title=title, text=text, contact=contact).encode()
        url = f"https://board.example/ad/{number}"
        pages.append(Page(asked=url, url=url, status=200, body=body, fetched=at))
    return pages


def read(found: AdPages, pages: Sequence[Page]) -> list[str | None]:
    fields = tuple(field.rule for field in found.fields)
    site = Profile(site="board", reader="selectors", fields=fields)
    return [read_ads(page, site).ads[0].said.get("contact") for page in pages]


SHAPES = {
    "tel": '<p><a class="show" href="tel:{digits}">Show the number</a></p>',
    "mail": '<p class="ask"><a href="mailto:a{n}@cooks.example?subject=Job">Write</a></p>',
    "whatsapp": '<p class="ask"><a href="https://wa.me/44207946010{n}">Chat</a></p>',
    "telegram": '<p class="ask"><a href="https://t.me/demo_cook_{n}">Telegram</a></p>',
    "class": '<p class="phone">{phone}</p>',
    "call": '<span class="call">{phone}</span>',
    "cell": "<table><tr><td><b>Phone:</b></td><td>{phone}</td></tr></table>",
    "link in words": "<table><tr><th>Contact</th><td>t.me/demo_cook_{n}</td></tr></table>",
}
LABELS = (
    "Telefon", "Телефон", "Контакт", "Kontakt", "Téléphone", "Teléfono", "Contato", "Telefono",
    "Telefoonnummer", "Puhelin", "Τηλέφωνο", "İletişim", "للتواصل", "شماره تماس", "טלפון", "फोन",
    "Liên hệ", "联系电话", "電話", "전화", "ติดต่อ", "Elérhetőség",
)  # fmt: skip


def filled(shape: str) -> list[str]:
    return [
        shape.format(n=n, phone=phone, digits=phone.replace(" ", ""))
        for n, phone in enumerate(OWN, 1)
    ]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_each_shape_of_contact(shape: str) -> None:
    pages = ads(*filled(shape))
    values = read(survey_ads(pages[:2]), pages)
    assert None not in values
    assert len(set(values)) == 3  # the third page was not surveyed
    assert not [value for value in values if value and ("0000" in value or "office" in value)]


@pytest.mark.parametrize("label", LABELS)
def test_labels_in_many_languages(label: str) -> None:
    pages = ads(*filled(f"<dl><dt>{label}</dt><dd>{{phone}}</dd></dl>"))
    assert read(survey_ads(pages[:2]), pages) == list(OWN)


@pytest.mark.parametrize(
    "same",
    [
        '<p class="phone">+44 20 7946 0000</p>',
        '<p><a class="show" href="tel:+442079460000">Call us</a></p>',
        "<table><tr><td><b>Phone:</b></td><td>+44 20 7946 0000</td></tr></table>",
    ],
)
def test_the_number_of_the_site_is_nobodys(same: str) -> None:
    found = survey_ads(ads(same, same, same))
    assert "contact" not in {field.rule.name for field in found.fields}


def test_the_number_of_the_site_does_not_hide_that_of_the_author() -> None:
    hotline = '<p class="help"><a href="tel:+442079460000">Help</a></p>'
    pages = ads(*[hotline + contact for contact in filled(SHAPES["tel"])])
    assert read(survey_ads(pages[:2]), pages) == [f"tel:{one.replace(' ', '')}" for one in OWN]


def test_an_ad_without_a_contact_gets_none() -> None:
    first, second, _ = filled(SHAPES["whatsapp"])
    pages = ads(first, second, "")
    assert read(survey_ads(pages), pages)[2] is None


def test_a_place_for_contacts_that_holds_none_yet() -> None:
    same = '<p class="contact-line">by the form</p>'
    found = survey_ads(ads(same, same))
    (contact,) = [field for field in found.fields if field.rule.name == "contact"]
    assert (contact.rule.select, contact.confidence) == ((".contact-line",), 0.55)
    assert read(found, ads(same, same, '<p class="contact-line">+44 20 7946 0103</p>'))[2] == OWN[2]


def test_what_calls_to_act_is_no_contact() -> None:
    same = '<p class="call-to-action">Apply today</p>'
    assert "contact" not in {field.rule.name for field in survey_ads(ads(same, same)).fields}
