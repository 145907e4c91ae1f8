"""The language of an ad, in the rare languages as well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad
from parsers.language import language
from parsers.wording import Wording

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


@given(st.text(max_size=60))
def test_nothing_raises(text: str) -> None:
    read(text)
