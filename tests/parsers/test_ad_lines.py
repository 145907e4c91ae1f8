"""Labels and values in rows of any make, in the words of boards in many languages."""

from collections.abc import Sequence
from html import escape

import pytest

from tests.parsers.test_ad_fields import TEXT, ad

Row = tuple[str, str]


def block(around: str, row: str, rows: Sequence[Row], between: str = "") -> str:
    """Rows of one make inside an element."""
    made = between.join(row.format(escape(label), escape(value)) for label, value in rows)
    return around.format(made)


MAKES = {
    "definitions": ("<dl>{}</dl>", "<dt>{}</dt><dd>{}</dd>", ""),
    "cells": ("<table>{}</table>", "<tr><td>{}:</td><td>{}</td></tr>", ""),
    "bold in paragraphs": ("<div>{}</div>", "<p><b>{}:</b> {}</p>", ""),
    "bold in items": ("<ul>{}</ul>", "<li><b>{}</b> {}</li>", ""),
    "strong in lines": ("<div>{}</div>", "<strong>{}</strong> {}", "<br>"),
    "bold with colons in lines": ("<p>{}</p>", "<b>{}:</b> {}", "<br/>"),
    "plain lines": ("<p>{}</p>", "{}: {}", "<br/>"),
    "dashes": ("<div>{}</div>", "<p>{} - {}</p>", ""),
    "label elements": ("<div>{}</div>", "<div><label>{}</label>{}</div>", ""),
    "pictures": ("<ul>{}</ul>", "<li><i class='x'></i> <span>{}</span>: {}</li>", ""),
    "signs before lines": ("<div>{}</div>", "<div>📍 {}: {}</div>", ""),
    "signs before bold": ("<div>{}</div>", "<p>✅ <b>{}:</b> {}</p>", ""),
    "points": ("<p>{}</p>", "• {} - {}", "<br>"),
    "numbers": ("<div>{}</div>", "<p>2) {}: {}</p>", ""),
    "values in strong": ("<div>{}</div>", "<p>{}: <strong>{}</strong></p>", ""),
}
LABELS = {
    "en": ("Posted date", "Hourly wage", "Postcode", "Recruiter"),
    "uk": ("Створено", "Дохід", "Локація", "Замовник"),
    "sr": ("Objavljeno", "Mesečna zarada", "Mesto rada", "Oglasio"),
    "hu": ("Hirdetés dátuma", "Órabér", "Megye", "Cégnév"),
    "ar": ("تم النشر", "نطاق الراتب", "المحافظة", "المنشأة"),
    "fa": ("تاریخ ثبت", "دستمزد روزانه", "محدوده", "ثبت کننده"),
    "hi": ("तारीख", "सैलरी", "जिला", "कंपनी का नाम"),
    "ka": ("გამოქვეყნდა", "ანაზღაურება", "მდებარეობა", "ორგანიზაცია"),
    "kk": ("Жарияланған күні", "Еңбекақы", "Мекенжай", "Ұйым"),
    "zh": ("刊登時間", "日薪", "上班地点", "发布人"),
    "sw": ("Tarehe ya tangazo", "Ujira", "Mkoa", "Shirika"),
}
VALUES = {"published": "20.11.2026", "price": "1200 EUR", "place": "Lund", "employer": "Acme 24"}


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("language", LABELS)
def test_rows_of_labels(language: str, make: str) -> None:
    rows = list(zip(LABELS[language], VALUES.values(), strict=True))
    around, row, between = MAKES[make]
    shown = block(around, row, rows, between)
    found = ad(f"<main><h1>Picker</h1>{shown}<div class='description'>{TEXT}</div></main>")
    assert {name: found.said.get(name) for name in VALUES} == VALUES


@pytest.mark.parametrize(
    "text",
    [
        "<p><b>Company</b> is looking for people.</p>",
        "<p><b>Place</b> of birth and <b>company</b> of others do not matter here.</p>",
        "<p>Posted by <b>Ann</b> <i>verified</i>, who likes to walk</p>",
    ],
)
def test_sentences_are_no_rows(text: str) -> None:
    said = ad(f"<main><h1>Picker</h1>{text}<div class='description'>{TEXT}</div></main>").said
    assert {"place", "price", "published"}.isdisjoint(said)
    assert "people" not in said.get("employer", "")
