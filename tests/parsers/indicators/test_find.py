"""Each fact once, present or contradicted, and only where it may count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.indicator import State, Tier, rank, shown
from offers.money import Money, Role, When
from offers.offer import Kind, Language, Passage, Protection, Protects, Speaker
from offers.span import Span
from parsers.indicators.combined import Packs
from parsers.indicators.find import indicators
from parsers.indicators.pack import Indicator, Near, Pack, Saying
from parsers.indicators.shipped import shipped
from parsers.wording import Written
from parsers.words import Words
from tests.parsers.counting import calls
from tests.parsers.indicators.making import (
    TRAVEL,
    contact,
    contradicted,
    look,
    offer,
    present,
    route,
    span,
    travel,
)


def made(
    id_: str, *phrases: Saying, tier: Tier = Tier.WEAK, weight: float = 1, needs: str = ""
) -> Indicator:
    return Indicator(
        id=id_,
        name=id_,
        tier=tier,
        weight=weight,
        definition="",
        why="",
        sources=(),
        needs=tuple(tuple(one.split(" or ")) for one in needs.split(", ") if one),
        phrases=phrases,
    )


def packs(*indicators: Indicator, **more: object) -> Packs:
    return Packs((Pack(name="own", version=2, changes=(), indicators=indicators, **more),))  # type: ignore[arg-type]


DOGS = Saying("en", ("guard dogs", "angry dog*"), "G", "dogs that guard")


def test_a_hit_quotes_its_words_and_says_what_they_mean() -> None:
    (hit,) = look(offer("The yard has Angry  Dogs!"), packs(made("farm.dogs", DOGS)))
    assert (hit.id, hit.tier, hit.state, hit.weight) == ("farm.dogs", Tier.WEAK, State.PRESENT, 1)
    assert (hit.raw, hit.span) == ("Angry  Dogs", Span("text", 13, 24))
    assert (hit.phrase, hit.language, hit.gloss) == ("angry dog*", "en", "dogs that guard")
    assert (hit.pack, hit.because) == ("own 2", None)


def test_what_is_not_there_is_not_stated() -> None:
    assert look(offer("The yard is quiet."), packs(made("farm.dogs", DOGS))) == ()


def test_titles_come_first() -> None:
    hits = look(offer("guard dogs", title="angry dog"), packs(made("farm.dogs", DOGS)))
    assert [hit.raw for hit in hits] == ["angry dog", "guard dogs"]


def test_every_indicator_counts_once() -> None:
    hits = look(offer("guard dogs, guard dogs, angry dogs"), packs(made("farm.dogs", DOGS)))
    assert len(hits) == 3
    assert rank(hits) == 1


def test_of_two_over_the_same_words_the_heavier_counts() -> None:
    heavy = made("farm.bites", DOGS, tier=Tier.STRONG, weight=3)
    assert [hit.id for hit in look(offer("guard dogs"), packs(made("farm.dogs", DOGS), heavy))] == [
        "farm.bites"
    ]


def test_what_weighs_nothing_stands_beside_what_does() -> None:
    facet = made("farm.facet", DOGS, tier=Tier.CONTEXT, weight=0)
    hits = look(offer("guard dogs"), packs(made("farm.dogs", DOGS), facet))
    assert {hit.id for hit in hits} == {"farm.dogs", "farm.facet"}


def test_needs_must_all_be_met_each_by_one_of_its_alternatives() -> None:
    own = packs(made("farm.dogs", DOGS, needs="job, contact or price"))
    text = "guard dogs 555"
    assert look(offer(text), own) == ()
    assert look(offer(text, contacts=(contact(text, "555"),)), own)
    assert look(offer(text, kinds=TRAVEL, contacts=(contact(text, "555"),)), own) == ()


def test_needs_may_ask_for_another_indicator_for_a_sign_and_for_their_absence() -> None:
    first = made("farm.dogs", DOGS)
    barn = Saying("en", ("barn",), "G", "barn")
    asked = packs(first, made("farm.barn", barn, needs="farm.dogs"))
    assert {hit.id for hit in look(offer("barn, guard dogs"), asked)} == {"farm.dogs", "farm.barn"}
    assert look(offer("barn"), asked) == ()
    apart = packs(first, made("farm.barn", barn, needs="no farm.dogs"))
    assert {hit.id for hit in look(offer("barn"), apart)} == {"farm.barn"}
    assert {hit.id for hit in look(offer("barn, guard dogs"), apart)} == {"farm.dogs"}
    signs = {"night": {"en": ("at night",)}}
    by_night = packs(made("farm.barn", barn, needs="night"), signs=signs)
    assert look(offer("barn at night"), by_night)
    assert look(offer("barn"), by_night) == ()
    by_day = packs(made("farm.barn", barn, needs="no night"), signs=signs)
    assert look(offer("barn at night"), by_day) == ()
    assert look(offer("barn"), by_day)


def test_a_window_asks_for_words_nearby() -> None:
    loose = Saying("en", ("let loose",), "G", "let loose", "dogs")
    near = {"dogs": Near(4, {"en": ("dog", "dogs")})}
    own = packs(made("farm.dogs", loose), near=near)
    assert look(offer("dogs are let loose"), own)
    assert look(offer("let loose are all the dogs"), own)
    assert look(offer("let loose your talent. Far behind stands one word: dogs"), own) == ()


@pytest.mark.parametrize(
    ("language", "text", "denied"),
    [
        ("en", "No registration fee.", True),
        ("en", "There is no visa processing fee", True),
        ("en", "Registration fee is not required", True),
        ("en", "Registration fee: none", False),
        ("en", "No experience, registration fee 50 EUR", False),
        ("en", "We do not wait. Registration fee 50", False),
        ("en", "registration fee. No stress", False),
        ("ru", "Оплата за обучение не требуется, работа сразу", True),
        ("ru", "Без опыта, оплата за обучение 50", False),
        ("uk", "Оплата за навчання не потрібна", True),
        ("tr", "İş için kayıt ücreti yok", True),
        ("tr", "İş için kayıt ücreti 500 lira", False),
        ("de", "keine Vermittlungsgebühr", True),
        ("fr", "pas de frais de dossier", True),
        ("es", "no hay cuota de inscripción", True),
        ("ro", "fără taxă de înscriere", True),
        ("ar", "بدون رسوم التسجيل", True),
        ("ar", "رسوم التسجيل 200 دولار", False),
        ("fa", "هزینه ثبت نام ندارد", True),
        ("fa", "هزینه ثبت نام ۵۰ دلار", False),
        ("hi", "रजिस्ट्रेशन फीस नहीं", True),
        ("vi", "không đặt cọc khi đi làm", True),
        ("zh", "不收中介费", True),
        ("zh", "中介费两千", False),
    ],
)
def test_negations_before_and_behind(language: str, text: str, denied: bool) -> None:
    hits = look(offer(text, language))
    assert ("job.fee-upfront" in contradicted(hits)) == denied
    assert ("job.fee-upfront" in present(hits)) == (not denied)


def test_a_phrase_that_denies_is_not_denied_by_itself() -> None:
    hits = look(offer("No fee and no interview, no experience required"))
    assert {"job.no-interview", "job.no-experience"} <= present(hits).keys()
    assert "job.fee-upfront" in contradicted(hits)


def test_one_of_several_phrases_denies_itself_alone() -> None:
    found = travel("In the trailer, no hours walking")
    assert present(look(found))["travel.clandestine-means"] == "In the trailer"
    assert contradicted(look(found)) == {}
    assert "travel.clandestine-means" in contradicted(look(travel("no hours walking")))


def test_what_is_contradicted_does_not_count() -> None:
    hits = look(offer("Passport stays with you. We keep your passport in no case."))
    assert "job.passport-kept" in contradicted(hits)
    assert "job.passport-kept" not in shown(hits)


def test_a_sum_that_is_asked_outweighs_the_words_that_nothing_is() -> None:
    text = "No fees! You only leave 300 EUR with us."
    asked = Money(
        low=None, high=None, currency="EUR", raw="300 EUR", span=span(text, "300 EUR"),
        role=Role.DEPOSIT, due=When.BEFORE,
    )  # fmt: skip
    hits = look(offer(text, money=(asked,)))
    assert present(hits)["job.fee-upfront"] == "300 EUR"
    assert "job.fee-upfront" not in contradicted(hits)


def test_a_phrase_and_the_value_behind_it_are_one_hit() -> None:
    text = "Registration fee 50 EUR"
    asked = Money(
        low=None, high=None, currency="EUR", raw=text, span=span(text, text), role=Role.FEE
    )
    hits = [hit for hit in look(offer(text, money=(asked,))) if hit.id == "job.fee-upfront"]
    assert [hit.phrase for hit in hits] == ["registration fee"]


@pytest.mark.parametrize("speaker", [Speaker.SEEKS, Speaker.REPORTS])
def test_who_seeks_or_reports_shows_nothing_that_counts(speaker: Speaker) -> None:
    text = "Registration fee, no interview, send your passport. Beware of this! I need a job"
    found = offer(
        text,
        speaker=speaker,
        protections=(
            Protection(
                protects=Protects.SEEKER, raw="I need a job", span=span(text, "I need a job")
            ),
        ),
    )
    tiers = {hit.tier for hit in look(found)}
    assert tiers <= {Tier.PROTECT, Tier.MITIGATING}
    assert tiers
    assert rank(look(found)) == 0


def test_a_phrase_counts_in_its_language_alone_where_it_is_short() -> None:
    assert "travel.explicit-term" in present(look(travel("harga", "fr")))
    assert "travel.explicit-term" not in present(look(travel("harga tiket", "id")))


def test_long_phrases_and_other_scripts_count_in_any_ad() -> None:
    assert "travel.pay-on-arrival" in present(look(travel("Udhëtime: pagesa pas mbërritjes", "de")))
    assert "travel.pay-on-arrival" in present(look(travel("Trip. الدفع بعد الوصول", "en")))


def test_where_the_language_is_not_told_all_but_short_words_count() -> None:
    assert "travel.explicit-term" in present(look(travel("تهريب", None)))
    assert "travel.explicit-term" not in present(look(travel("boza", None)))


def test_passages_have_languages_of_their_own() -> None:
    text = "Bonjour à tous, voyage ici. boza"
    spoken = (Passage(language=Language(code="fr", confidence=0.9), span=Span("text", 0, 40)),)
    assert "travel.explicit-term" in present(look(travel(text, "id", passages=spoken)))
    assert "travel.explicit-term" not in present(look(travel(text, "id")))


def test_disguised_words_are_found_and_quoted_as_published() -> None:
    hits = look(offer("𝐑𝐞𝐠𝐢𝐬𝐭𝐫𝐚𝐭𝐢𝐨𝐧 𝐟𝐞𝐞 50; nо interviеw"))
    assert present(hits)["job.fee-upfront"] == "𝐑𝐞𝐠𝐢𝐬𝐭𝐫𝐚𝐭𝐢𝐨𝐧 𝐟𝐞𝐞"
    assert present(hits)["job.no-interview"] == "nо interviеw"


def test_an_ad_of_both_kinds_is_asked_for_both() -> None:
    text = "Crossing A - B, payment on arrival. Job there: registration fee. +905551112233"
    both = offer(
        text,
        kinds=frozenset(Kind),
        contacts=(contact(text, "+905551112233"),),
        routes=(route(text, "A", "B"),),
    )
    assert {"travel.pay-on-arrival", "job.fee-upfront"} <= present(look(both)).keys()


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    look(offer(text, None, kinds=frozenset()))


@given(st.lists(st.sampled_from([term.phrase for term in shipped().terms]), max_size=8))
def test_phrases_in_any_order_are_quoted(phrases: list[str]) -> None:
    look(offer(". ".join(phrases).replace("*", "").replace("~", "a"), None, kinds=frozenset()))


@pytest.mark.parametrize(
    "piece",
    [
        "no registration fee ",
        "🇹🇳➡️🇮🇹 ",
        "р" + "p" * 30 + " ",
        "earn $ a a daily ",
        "الدفع بعد الوصول ",
        "中介费",
        "\ud800 ",
        "((((((((((",
        "+4915111111111 ",
    ],
)
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    def task(text: str) -> object:
        found = offer(text, None, kinds=frozenset())
        written = Words.of(Written("text", text))
        return indicators(found, [written])

    task(piece * 10)
    once, twice = calls(task, piece * 1000), calls(task, piece * 2000)
    assert twice < 2.5 * once


def test_five_million_characters_without_a_space() -> None:
    assert look(offer("a" * 5_000_000)) is not None


def test_hits_of_one_indicator_are_bounded() -> None:
    hits = look(offer("no registration fee, data entry, " * 2000))
    assert len(hits) < 200
