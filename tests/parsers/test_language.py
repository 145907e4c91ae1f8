"""The language of an ad, in the rare languages as well."""

import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad
from parsers.language import language, spoken
from parsers.scripts import script
from parsers.wording import Wording
from tests.parsers.counting import calls

CASES = Path(__file__).parents[1] / "accuracy" / "cases" / "language"
LONG, RIGHT, BARE = 40, 0.985, 0.9
"""Characters of a text that must not be left undetermined, the share that must be right, and that
of texts without their marks."""

SENTENCES = {
    "en": "We are looking for warehouse workers in Germany, free accommodation",
    "uk": "Шукаємо працівників на склад у Німеччині, житло безкоштовно",
    "ru": "Требуются работники на склад в Германии, жильё бесплатно",
    "be": "Патрэбныя работнікі на склад у Польшчы, жыллё бясплатна ўсім",
    "bg": "Търсим работници за склад в Германия, безплатно жилище",
    "ro": "Căutăm muncitori pentru depozit în Germania, cazare gratuită",
    "pl": "Szukamy pracowników na magazyn w Niemczech, darmowe mieszkanie",
    "cs": "Hledáme pracovníky do skladu v Německu, ubytování zdarma",
    "hu": "Raktári munkásokat keresünk Németországba, ingyenes szállással",
    "ar": "مطلوب عمال للعمل في مستودع في ألمانيا، السكن مجاني",
    "fa": "به کارگر برای انبار در آلمان نیازمندیم، مسکن رایگان است",
    "ps": "په جرمني کې د ګودام لپاره کارګرانو ته اړتیا لرو",
    "ckb": "بۆ کارکردن لە ئەڵمانیا پێویستمان بە کرێکار هەیە",
    "ur": "جرمنی میں گودام کے لیے مزدوروں کی ضرورت ہے",
    "tr": "Almanya'da depo işçisi aranıyor, konaklama ücretsizdir",
    "az": "Almaniyada anbar işçiləri tələb olunur, yaşayış pulsuzdur",
    "ku": "Em li karkeran digerin ji bo depoyê li Almanyayê, mal belaş e",
    "vi": "Tuyển công nhân kho tại Đức, nhà ở miễn phí cho người lao động",
    "es": "Buscamos trabajadores de almacén en Alemania, alojamiento gratis",
    "pt": "Procuramos trabalhadores para armazém na Alemanha, alojamento grátis",
    "sq": "Kërkojmë punëtorë për magazinë në Gjermani, strehim falas",
    "fr": "Nous cherchons des ouvriers pour un entrepôt en Allemagne",
    "de": "Wir suchen Lagerarbeiter in Deutschland, Unterkunft kostenlos",
    "it": "Cerchiamo operai per un magazzino in Germania, alloggio gratuito",
    "el": "Ζητούνται εργάτες αποθήκης στη Γερμανία, δωρεάν διαμονή",
    "ti": "ኣብ ጀርመን ሰራሕተኛታት ንደሊ ኣለና፡ ነጻ መንበሪ",
    "am": "በጀርመን የመጋዘን ሠራተኞች እንፈልጋለን፣ መኖሪያ በነጻ",
    "so": "Shaqaale bakhaar ayaa looga baahan yahay Jarmalka, hoy bilaash ah",
    "hi": "जर्मनी में गोदाम के लिए मजदूर चाहिए, रहना मुफ्त",
    "bn": "জার্মানিতে গুদামের জন্য শ্রমিক প্রয়োজন, থাকা বিনামূল্যে",
    "zh": "德国仓库招聘工人，免费住宿",
    "ja": "ドイツの倉庫で働く人を募集しています。住居は無料です",
    "ko": "독일 창고에서 일할 직원을 모집합니다. 숙소 무료",
    "th": "รับสมัครคนงานคลังสินค้าในเยอรมนี ที่พักฟรี",
    "he": "דרושים עובדי מחסן בגרמניה, מגורים חינם",
    "ka": "გერმანიაში საწყობის მუშები გვჭირდება, საცხოვრებელი უფასოა",
}


def read(text: str | None, title: str | None = None) -> str | None:
    found = language(Wording.of(Ad(url="u", title=title, text=text)))
    assert found is None or 0 < found.confidence <= 1
    return found.code if found else None


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence(code: str) -> None:
    assert read(SENTENCES[code]) == code


@pytest.mark.parametrize("text", [None, "", "Job", "12345 +380 €€€ !!!", "🚤🌊➡️", "a@example.org"])
def test_what_has_no_language(text: str | None) -> None:
    assert read(text) is None


def test_addresses_do_not_count() -> None:
    links = "https://example.org/the/job/offer/for/workers/in/germany " * 3
    assert read(links + SENTENCES["uk"]) == "uk"


def test_styled_letters_are_letters() -> None:
    assert read("𝓦𝓮 𝓪𝓻𝓮 𝓵𝓸𝓸𝓴𝓲𝓷𝓰 𝓯𝓸𝓻 𝔀𝓪𝓻𝓮𝓱𝓸𝓾𝓼𝓮 𝔀𝓸𝓻𝓴𝓮𝓻𝓼 𝓲𝓷 𝓖𝓮𝓻𝓶𝓪𝓷𝔂") == "en"


def cases(name: str) -> list[tuple[str, list[str], bool]]:
    """Texts with the languages that may be told of them, and whether none may be told as well."""
    found = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [(case["text"], case["want"], case.get("silent", not case["want"])) for case in found]


def without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.translate(str.maketrans("đĐłŁı", "dDlLi")))
    return "".join(char for char in apart if not unicodedata.combining(char))


DRESSES: dict[str, Callable[[str], str]] = {
    "as written": str,
    "ALL CAPS": str.upper,
    "Title Case": str.title,
    "with blanks": lambda text: f"\n\n  {text}\n\n+380 67 123 45 67\n",
}


@pytest.mark.parametrize("name", ["open", "held"])
@pytest.mark.parametrize("dress", DRESSES)
def test_long_texts_are_told_and_hardly_any_is_told_wrong(name: str, dress: str) -> None:
    told = [
        (read(DRESSES[dress](text)), want, silent, len(text) >= LONG)
        for text, want, silent in cases(name)
    ]
    long = [found in want for found, want, silent, is_long in told if is_long and not silent]
    wrong = [found for found, want, _, _ in told if found and found not in want]
    assert sum(long) >= RIGHT * len(long) > 0
    assert len(wrong) <= (1 - RIGHT) * len(told)


@pytest.mark.parametrize("name", ["open", "held"])
def test_texts_without_their_marks_are_told(name: str) -> None:
    """Vietnamese, Romanian, Turkish, Albanian and Polish are often typed so."""
    long = [
        (read(without_marks(text)), want)
        for text, want, silent in cases(name)
        if len(text) >= LONG and not silent and script(text) == "Latn" and not text.isascii()
    ]
    assert sum(found in want for found, want in long) >= BARE * len(long) > 0
    assert sum(bool(found) and found not in want for found, want in long) <= 0.02 * len(long)


@pytest.mark.parametrize(
    ("text", "code", "written"),
    [
        (SENTENCES["ru"], "ru", "Cyrl"),
        (SENTENCES["ti"], "ti", "Ethi"),
        (SENTENCES["ckb"], "ckb", "Arab"),
        (SENTENCES["ku"], "ku", "Latn"),
        (SENTENCES["zh"], "zh", "Hani"),
        (SENTENCES["ja"], "ja", "Jpan"),
        (SENTENCES["ko"], "ko", "Kore"),
        (SENTENCES["hi"], "hi", "Deva"),
        ("Потребни радници за магацин, смештај обезбеђен", "sr", "Cyrl"),
        ("Potrebni radnici za magacin, smeštaj obezbeđen", "sr", "Latn"),
        ("rabota v germanii, zhilyo besplatno, pishite", "ru", "Latn"),
    ],
)
def test_the_script_is_told_with_the_language(text: str, code: str, written: str) -> None:
    found = language(Wording.of(Ad(url="u", title=None, text=text)))
    assert found
    assert (found.code, found.script) == (code, written)


@pytest.mark.parametrize(
    ("text", "written"),
    [("", None), ("12 €", None), ("Ωμέγα", "Grek"), ("𐐷𐐨", None), ("aж ж", "Cyrl")],
)
def test_scripts(text: str, written: str | None) -> None:
    assert script(text) == written


@pytest.mark.parametrize("unit", ["a", "слово ", "w@w ", "a\u0301", "1-", "Job работа. ", "://"])
def test_only_the_beginning_of_a_text_is_looked_at(unit: str) -> None:
    def told(text: str) -> None:
        language(wording)

    wording = Wording.of(Ad(url="u", title=None, text=unit * 10_000))
    told("")
    once = calls(told, "")
    wording = Wording.of(Ad(url="u", title=None, text=unit * 40_000))
    told("")
    assert calls(told, "") <= once + 10


@given(st.text(max_size=60))
def test_nothing_raises(text: str) -> None:
    read(text)


def test_arabic_letters_are_never_taken_for_chinese() -> None:
    found = spoken("حرقة من صفاقس الى لامبيدوزا")
    assert found is None or found.code == "ar"
