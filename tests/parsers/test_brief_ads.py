"""Ads of few words: what is the same in them may be chance, so that more of it must be."""

import pytest

from offers.family import Grade
from parsers.likeness import compare
from parsers.rarity import start
from tests.parsers.alike import offer, printed


def grade(text: str, other: str) -> Grade | None:
    one, two = printed(offer(text)), printed(offer(other, site="souq", number="2"))
    found = compare(one, two, start())
    return found.grade if found else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Waiter wanted in Berlin, good pay, start now",
            "Cook wanted in Berlin, good pay, start now",
        ),
        (
            "Waiter wanted in Berlin, good pay, housing, start now, call us today",
            "Cook wanted in Berlin, good pay, housing, start now, call us today",
        ),
        (
            "Официант в Берлин, хорошая зарплата, жильё, выезд сразу",
            "Повар в Берлин, хорошая зарплата, жильё, выезд сразу",
        ),
        (
            "Garson aranıyor İstanbul, iyi maaş, yemek ve konaklama var, hemen başla",
            "Aşçı aranıyor İstanbul, iyi maaş, yemek ve konaklama var, hemen başla",
        ),
        (
            "مطلوب نادل في برلين راتب جيد سكن مجاني ابدأ الآن",
            "مطلوب طباخ في برلين راتب جيد سكن مجاني ابدأ الآن",
        ),
        ("柏林招聘服务员包吃包住月薪高", "柏林招聘厨师包吃包住月薪高"),
        (
            "招聘服务员包吃包住月薪高联系电话微信同号",
            "招聘建筑工人包吃包住月薪高联系电话微信同号",
        ),
    ],
)
def test_two_jobs_in_the_same_few_words(one: str, other: str) -> None:
    assert grade(one, other) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("🔥🔥🔥 💶💶 ✈️", "🔥🔥🔥 💶💶 ✈️"),
        ("", ""),
        ("Work", "Work"),
        ("Работа за границей", "Работа за границей"),
        ("!!! 100 %", "!!! 100 %"),
    ],
)
def test_what_says_nothing_is_like_nothing(one: str, other: str) -> None:
    print_ = printed(offer(one or None))
    assert print_.exact is None
    assert grade(one, other) is None


def test_only_a_number() -> None:
    assert grade("+49 151 23456789", "+49 151 23456789") is Grade.IDENTICAL
    assert grade("+49 151 23456789", "+49 151 98765432") is None
    assert grade("☎️ +49 151 23456789 🔥", "Work in Poland +49 151 23456789") is Grade.CONTACT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Waiter wanted in Berlin, good pay, start now. @berlin_servis",
            "Waiter wanted in Berlin! good pay, start today. @berlin_servis",
        ),
        (
            "柏林招聘服务员包吃包住月薪高 @berlin_servis",
            "柏林招聘服务员，包吃包住，月薪高 @berlin_servis",
        ),
        (
            "مطلوب نادل في برلين راتب جيد سكن مجاني @berlin_servis",
            "مطلوب نادل في برلين، راتب جيد جدا، سكن مجاني @berlin_servis",
        ),
    ],
)
def test_a_contact_in_common_makes_few_words_enough(one: str, other: str) -> None:
    assert grade(one, other) is Grade.NEAR


def test_brief_ads_that_are_found_share_three_of_their_rarest_words() -> None:
    one, two, far = (
        printed(offer(text, number=text))
        for text in (
            "Waiter wanted in Berlin, good pay, start now",
            "Waiter wanted in Berlin, fair pay, start now",
            "Waiter wanted in Graz, low tips, part time",
        )
    )
    assert one.brief
    assert len(set(one.keys) & set(two.keys)) >= 2
    assert len(set(one.keys) & set(far.keys)) < 2


def test_an_ad_that_is_nearly_brief_is_found_by_brief_copies() -> None:
    trees = "kastanie ahorn buche linde esche ulme weide pappel birke erle tanne fichte eibe kiefer"
    shorter = printed(offer(f"{trees} zeder", number="2"))
    longer = printed(offer(f"{trees} zeder zypresse"))
    assert (longer.brief, shorter.brief) == (False, True)
    assert len(set(longer.keys) & set(shorter.keys)) >= 2
