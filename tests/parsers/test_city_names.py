"""Cities by what they are called where they lie, and words that are written like them."""

import pytest

from parsers.fold import fold
from parsers.letters import table
from parsers.places import gazetteer
from parsers.places.gazetteer import beginning, known
from parsers.words import cut
from tests.parsers.alike import offer

CITIES = [
    ("ET", "ከመቀሌ ወደ አዲግራት የሚሄድ መኪና አለ", ["Mekelle", "Ādīgrat"]),
    ("ET", "በሐዋሳ ለሚገኝ ሆቴል አስተናጋጅ እንፈልጋለን", ["Awasa"]),
    ("ET", "ከጅማ ወደ አዳማ ጉዞ", ["Jimma", "Nazrēt"]),
    ("ET", "በድሬ ዳዋ እና በሐረር የሽያጭ ሰራተኛ", ["Dire Dawa", "Harar"]),
    ("NP", "विराटनगरमा कामदार चाहियो", ["Biratnagar"]),
    ("NP", "जनकपुरबाट वीरगञ्ज जाने गाडी", ["Janakpur", "Birgañj"]),
    ("BD", "কক্সবাজারে হোটেলে চাকরি", ["Cox's Bazar"]),
    ("BD", "যশোর থেকে সাতক্ষীরা গাড়ি যাবে", ["Jessore", "Sātkhira"]),
    ("PK", "بہاولپور میں ڈرائیور کی ضرورت ہے", ["Bahawalpur"]),
    ("PK", "فیصل آباد سے ایبٹ آباد گاڑی", ["Faisalabad", "Abbottabad"]),
    ("IR", "استخدام نیروی ساده در کرج", ["Karaj"]),
    ("IR", "حرکت از قم به یزد", ["Qom", "Yazd"]),
    ("IR", "استخدام راننده در رشت", ["Rasht"]),
    ("SA", "مطلوب عاملة منزلية في جدة", ["Jeddah"]),
    ("SA", "رحلات من مكة إلى جدة", ["Mecca", "Jeddah"]),
    ("MA", "مطلوب عمال فالدار في فاس", ["Fes"]),
    ("MA", "كوفواتوراج من فاس إلى مكناس", ["Fes", "Meknes"]),
    ("YE", "رحلة من تعز إلى عدن", ["Taiz", "Aden"]),
    ("SY", "من حلب إلى حمص يوميا", ["Aleppo", "Homs"]),
    ("PS", "فرصة عمل في غزة", ["Gaza"]),
    ("EG", "مطلوب شيف للعمل في مدينة نصر", ["Madīnat an Naşr"]),
    ("TH", "รับสมัครพนักงานที่พัทยา", ["Pattaya"]),
    ("TH", "หาดใหญ่ไปภูเก็ต รับผู้โดยสาร", ["Hat Yai", "Phuket"]),
    ("TH", "ทำงานในเชียงราย", ["Chiang Rai"]),
    ("KR", "포항에서 일할 직원 구합니다", ["Pohang"]),
    ("KR", "제주에서 근무", ["Jeju City"]),
    ("KR", "평택 공장 직원 모집", ["Pyeongtaek"]),
    ("TW", "新竹到基隆共乘", ["Hsinchu", "Keelung"]),
    ("JP", "富山での工場勤務", ["Toyama"]),
    ("JP", "品川から横須賀まで", ["Shinagawa", "Yokosuka"]),
    ("MM", "မန္တလေးမှာ အလုပ်သမား လိုသည်", ["Mandalay"]),
    ("KG", "Оштон Бишкекке барам", ["Osh", "Bishkek"]),
    ("RS", "Потребан кувар у Нишу", ["Niš"]),
]

WORDS = [
    ("EG", "قم بالتسجيل الآن على الموقع"),
    ("EG", "شقة باللون الأبيض"),
    ("EG", "على الخصوص للعاملين"),
    ("MA", "خويا بغيت خدمة"),
    ("EG", "عندي أمل كبير"),
    ("EG", "حمص وفول للبيع"),
    ("SA", "نحن قصور الافراح"),
    ("KR", "상주 직원 모집"),
    ("KR", "영주권 상담"),
    ("KR", "공주 드레스 판매"),
    ("KR", "양주 판매 직원"),
    ("JP", "担当：宮崎"),
    ("IR", "نصب چمن مصنوعی"),
    ("EG", "ليه كده"),
    ("PK", "میرا کوئی قصور نہیں"),
    ("TH", "ดินแดงถมที่ราคาถูก"),
    ("EG", "اب لثلاثة اطفال"),
    ("EG", "ابن عم الليث"),
]


def _cities(country: str, text: str) -> list[str]:
    return [place.spot.name for place in offer(text, country=country).places if place.spot]


@pytest.mark.parametrize(("country", "text", "cities"), CITIES)
def test_cities_are_read(country: str, text: str, cities: list[str]) -> None:
    assert _cities(country, text) == cities


@pytest.mark.parametrize(("country", "text"), WORDS)
def test_words_are_no_cities(country: str, text: str) -> None:
    assert _cities(country, text) == []


def test_every_city_is_found_by_its_names() -> None:
    for id_, english, names in table("city_names.tsv"):
        assert known(id_).spot.name == english
        for name in names.split("|"):
            first, *rest = cut(fold(name).text)
            ids = beginning(first).get(tuple(rest), ())
            ids += gazetteer.unspaced().get("".join((first, *rest)), ())
            assert id_ in ids, name
