"""The truth of the demo: what its ads say, to whom they belong, and that nobody real is in them."""

import re
import tomllib
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from itertools import chain
from unicodedata import normalize

import phonenumbers
import pytest

from demo.ads import DAYS, FAULTS, LABELS, DemoAd, ads, online
from demo.web import BOARDS

LANGUAGES = {"en", "uk", "ru", "ro", "pl", "ar", "fa", "tr", "vi", "es", "sq", "fr"}
REGIONS = {
    "ar": "SA", "ckb": "IQ", "en": "GB", "es": "ES", "fa": "IR", "fr": "FR", "pl": "PL",
    "ro": "RO", "ru": "RU", "so": "SO", "sq": "AL", "tr": "TR", "uk": "UA", "ur": "SA",
    "vi": "VN", "zh": "CN",
}  # fmt: skip
MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
HANDLE = re.compile(r"(?<![\w.])@(\w+)|t\.me/(\w+)")
LINK = re.compile(r"https?://\S+|www\.\S+")


def written(ad: DemoAd) -> list[str]:
    """All that an ad ever says, one string for each wording."""
    return [
        normalize("NFKC", "\n".join(filter(None, (said.title, said.text, said.contact))))
        for _, said in ad.wordings
    ]


@cache
def ranges() -> tuple[str, ...]:
    text = files("demo").joinpath("numbers.toml").read_text("utf-8")
    return tuple(row["prefix"] for row in tomllib.loads(text)["range"])


def test_there_are_enough_ads_in_enough_languages() -> None:
    assert len({ad.family for ad in ads()}) >= 90
    assert {ad.language for ad in ads()} >= LANGUAGES
    assert len({ad.language for ad in ads()}) >= 15


def test_six_ordinary_ads_stand_beside_a_worrying_one() -> None:
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for ad in ads():
        labels[ad.family] |= ad.labels
    worrying = sum("worrying" in found for found in labels.values())
    assert 5 <= (len(labels) - worrying) / worrying <= 7


def test_labels_are_known_and_used() -> None:
    used = Counter(chain.from_iterable(ad.labels for ad in ads()))
    assert used.keys() == LABELS
    assert used["minor-sealed"] == 3
    assert used["seeker"] >= 6
    assert used["child-harmless"] >= 10
    for ad in ads():
        assert "minor-sealed" not in ad.labels or "child-harmless" not in ad.labels


def test_each_ad_has_an_id_a_board_and_a_key_of_its_own() -> None:
    assert len({ad.id for ad in ads()}) == len(ads())
    assert len({(ad.board, ad.key) for ad in ads()}) == len(ads())
    assert {ad.board for ad in ads()} == BOARDS.keys()
    assert all(ad.id.startswith(ad.board + "-") for ad in ads())


def test_ads_have_words_and_paragraphs() -> None:
    for ad in ads():
        for _, said in ad.wordings:
            assert len(said.text) > 60, ad.id
            assert (said.title is None) == (ad.board == "telegram"), ad.id
            assert not said.title or said.title == said.title.strip(), ad.id


def test_faults_are_known_and_all_of_them_occur() -> None:
    assert set(chain.from_iterable(ad.faults.values() for ad in ads())) == FAULTS


def test_ads_come_go_change_and_come_back() -> None:
    days = range(1, DAYS + 1)
    lives = Counter("".join("+" if ad.online(day) else "-" for day in days) for ad in ads())
    assert {"+++", "++-", "+--", "-++", "--+", "+-+"} <= lives.keys()
    edited = [ad for ad in ads() if len({id(ad.wording(day)) for day in days}) > 1]
    assert len(edited) >= 4


def test_families_stand_on_several_boards_with_other_words_and_phones() -> None:
    families = defaultdict(list)
    for ad in ads():
        families[ad.family].append(ad)
    several = [found for found in families.values() if len(found) > 1]
    assert len(several) >= 5
    for found in several:
        assert len({ad.board for ad in found}) > 1
        assert len({ad.wording(1).text for ad in found}) == len(found)
        assert len({ad.wording(1).phones for ad in found}) > 1


def test_online_gives_the_newest_first() -> None:
    for board in BOARDS:
        published = [ad.published for ad in online(board, 2)]
        assert published == sorted(published, reverse=True)


@pytest.mark.parametrize("ad", ads(), ids=lambda ad: ad.id)
def test_every_phone_is_of_a_reserved_or_unassigned_range(ad: DemoAd) -> None:
    for said in (said for _, said in ad.wordings):
        for phone in said.phones:
            assert phone.startswith(ranges()), phone
            assert phonenumbers.is_valid_number(phonenumbers.parse(phone)), phone
    for text in written(ad):
        for match in phonenumbers.PhoneNumberMatcher(text, REGIONS[ad.language]):
            found = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            assert found.startswith(ranges()), found


def test_phones_are_listed_though_not_every_one_is_written_plainly() -> None:
    plain = hidden = 0
    for ad in ads():
        for text, (_, said) in zip(written(ad), ad.wordings, strict=True):
            matcher = phonenumbers.PhoneNumberMatcher(text, REGIONS[ad.language])
            found = {
                phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
                for match in matcher
            }
            plain += len(found & set(said.phones))
            hidden += len(set(said.phones) - found)
    assert plain > 40
    assert hidden > 8


def test_every_range_of_the_table_is_used() -> None:
    phones = {phone for ad in ads() for _, said in ad.wordings for phone in said.phones}
    unused = [prefix for prefix in ranges() if not any(p.startswith(prefix) for p in phones)]
    assert not unused


def test_mails_and_handles_are_nobodys() -> None:
    for text in chain.from_iterable(map(written, ads())):
        for domain in MAIL.findall(text):
            assert re.search(r"\.(example|test)$|^example\.(org|com|net)$", domain), domain
        for handle in filter(None, chain.from_iterable(HANDLE.findall(MAIL.sub("", text)))):
            assert handle.startswith("demo_"), handle
        assert not LINK.search(text)
