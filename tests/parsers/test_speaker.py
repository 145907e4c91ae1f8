"""Who speaks: seekers must not be taken for advertisers, nor advertisers for seekers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad
from offers.offer import Speaker
from parsers.language import language
from parsers.letters import table
from parsers.speaker import Heard, speaker
from parsers.spoken import Spoken
from parsers.wording import Wording
from parsers.words import Words


def hear(title: str, text: str) -> Heard:
    wording = Wording.of(Ad(url="u", title=title or None, text=text or None))
    told = language(wording)
    code = told.code if told else None
    return speaker([Spoken.of(Words.of(field), code) for field in wording.prose()])


SEEKERS = [
    ("", "Ищу работу водителем в Польше. Опыт 5 лет, категории C, E. Тел. +48 ..."),
    ("Ищу работу", ""),
    ("Шукаю роботу на складі", "Чоловік 35 років, без шкідливих звичок. Пишіть у вайбер."),
    ("Caut de lucru in Germania", "Am 40 de ani, experienta in constructii."),
    ("Busco trabajo", "Soy mujer de 30 años, con experiencia en limpieza. Llámame."),
    ("", "ابحث عن عمل في ألمانيا، عمري 25 سنة وعندي خبرة في البناء"),
    ("İş arıyorum", "Erkek 28 yaşında, her işi yaparım. Tel ..."),
    ("Szukam pracy w Niemczech", "Mam doświadczenie na magazynie"),
    ("", "Bonjour, je cherche du travail dans l'agriculture en Espagne. Je suis sérieux."),
    ("Cần tìm việc", "Em 25 tuổi, tìm việc làm ở Đức ạ"),
    ("", "I want to travel to Europe, can someone help me? I have money."),
    ("", "Je veux immigrer au Canada, aidez-moi svp"),
    ("Looking for a job in Dubai", "I have 5 years experience as electrician. WhatsApp me."),
    ("Kërkoj punë", "Jam nga Shkodra, 30 vjeç"),
    ("", "من دنبال کار میگردم در ترکیه، لطفا تماس بگیرید"),
    ("Ich suche Arbeit als Putzhilfe", "Bin zuverlässig."),
    ("Ищу работу!", "Рассмотрю вакансии в Чехии. Требования по зарплате: от 1000 евро."),
    ("Семейная пара ищет работу", "Рассмотрим предложения в Германии, жилье обязательно."),
    ("求职", "本人35岁，想在欧洲工作"),
    ("Work wanted", "Reliable handyman, available for work immediately"),
    ("", "Hello sir, I need a job in Canada please help me. My name is ..."),
    ("مطلوب عمل", "محتاج شغل ضروري، سائق"),
    ("", "Доброго дня! Мені потрібна робота, розгляну будь-які пропозиції"),
    ("", "می خواهم به اروپا بروم. کسی هست کمک کند؟"),
    ("Electrician looking for work abroad", "10 years experience, good English"),
    (
        "",
        "Hi all, I'm a nurse from Manila and I am looking for a job in Germany. Salary negotiable.",
    ),
    ("Ищу подработку на выходные", "Москва, без опыта. Есть медкнижка"),
    ("Водитель кат. Е ищет работу", "Стаж 12 лет"),
    ("Шукаю роботу в Чехії з житлом", "Розгляну всі пропозиції. Вимоги: офіційне оформлення."),
    ("Женщина 45 лет ищет работу сиделки", "Тел."),
    ("Caut loc de muncă ca șofer", "Am permis B, C."),
    ("Mujer busca trabajo de limpieza", "Con experiencia y referencias"),
    ("Chica joven busco trabajo", "Cuidado de niños, limpieza, camarera"),
    ("Kierowca C+E szuka pracy", "Od zaraz"),
    ("Pracowity Ukrainiec szuka pracy na budowie", ""),
    ("Recherche emploi", "Jeune homme sérieux et motivé, disponible de suite"),
    ("Jeune fille cherche emploi comme nounou", ""),
    ("Cerco lavoro come badante", "Signora moldava, referenziata"),
    ("Suche Arbeit", "Bin 30, gelernter Maler, suche Arbeit in Berlin"),
    ("شاب سوري يبحث عن عمل", "خبرة في المطاعم"),
    ("بنت تبحث عن عمل في تركيا", "عمر 22"),
    ("جویای کار", "مدرک لیسانس، آماده به همکاری"),
    ("Genç bayan iş arıyor", "Ankara, deneyimli"),
    ("Em cần tìm việc phụ bếp ở Berlin", "Em nữ 23 tuổi"),
    ("Punë kërkoj", "kërkoj punë si shofer"),
    ("Търся работа като шофьор", "Имам опит"),
    ("Tražim posao u Njemačkoj", "Zidar 15 godina iskustva"),
    ("Hledám práci", ""),
    ("", "I want to go to Germany from Turkey, how much does it cost? Please contact me"),
    ("", "Salam, man mikham beram alman, کسی قاچاقبر خوب میشناسه؟ میخوام برم آلمان"),
    ("", "سلام من افغانستان هستم میخواهم به اروپا بروم کسی میتواند کمک کند"),
    ("", "انا في ليبيا واريد السفر الى ايطاليا كم السعر"),
    ("", "Bonsoir je suis prêt à voyager en Europe, quelqu'un peut m'aider ?"),
    ("", "Dua të shkoj në Angli, kush më ndihmon?"),
    ("", "Necesito trabajo urgente, soy venezolano, tengo 2 hijos"),
    ("", "Tôi muốn đi Anh, ai giúp tôi với"),
    ("Lagerarbeiter sucht Arbeit", "ab sofort verfügbar"),
    ("Experienced cook seeking employment", "CV on request"),
    ("Нужна работа", "Любая, срочно! Есть семья"),
]

ADVERTISERS = [
    ("Ищете работу?", "Приглашаем на склад в Польшу. Жильё бесплатно."),
    ("Ищу работу? Мы поможем!", "Трудоустройство в Европе"),
    ("Are you looking for work?", "We are hiring warehouse workers now."),
    ("Looking for a job in Dubai? Join us", "Free visa"),
    ("Looking for a job? Looking for work abroad?", "Call now, start Monday"),
    ("Szukamy pracownika", "Praca na magazynie w Niemczech"),
    ("Szukasz pracy?", "Zadzwoń do nas"),
    ("Cauți de lucru?", "Angajăm muncitori în Germania"),
    ("Шукаєте роботу за кордоном?", "Дзвоніть! Пропонуємо роботу на складі."),
    ("¿Buscas trabajo?", "Buscamos camareros"),
    ("هل تبحث عن عمل؟", "مطلوب عمال في ألمانيا"),
    ("İş mi arıyorsunuz?", "Almanya'da depo işçisi aranıyor"),
    ("Tìm việc làm tại Đức?", "Tuyển công nhân kho, lương cao"),
    ("Tuyển gấp công nhân", "Công ty chúng tôi cần tìm người làm việc"),
    ("", "We are looking for hard-working people. If you are looking for work, call us."),
    ("", "Помогаем тем, кто ищет работу. Вакансии в Европе."),
    ("Je recherche un ouvrier agricole", "Salaire 1500 euros"),
    ("", "Nous recherchons des ouvriers. Vous cherchez du travail ? Appelez-nous."),
    ("Do you want to travel to Europe?", "We arrange visa and flight. Pay after arrival."),
    ("Хочешь работать за границей?", "Набираем людей"),
    ("Ищу водителя кат. Е", "Зарплата 1500 евро"),
    ("Ищу помощницу по дому", "Семья в Берлине"),
    ("Kërkojmë punëtorë", "Po kërkoni punë? Na kontaktoni"),
    ("استخدام کارگر ساده", "آیا دنبال کار هستید؟ شرایط خوب"),
    ("Робота в Польщі", "Якщо ви шукаєте роботу — телефонуйте. Пропонуємо житло."),
    ("招聘：工厂工人", "想找工作吗？包吃住"),
    ("Suchst du einen Job?", "Wir suchen Mitarbeiter"),
    ("Warehouse workers", "Great for people looking for a job with flexible hours. Apply now."),
    (
        "Recruiter",
        "You will help people looking for work find their dream job. Responsibilities: ...",
    ),
    ("Job seekers wanted", "We offer training. Send your CV"),
    ("Cерьёзная компания", "Мы ищем людей, которые хотят работать. Обязанности: упаковка."),
    (
        "Driver needed",
        "We offer 2000 EUR. Police clearance required. Beware of scams: we never ask for payment.",
    ),
    ("Job seekers: this is your chance!", "Company hiring. Send CV"),
    ("We help you find a job", "If you need a job in Germany, we are your agency."),
    ("Need a job? Call us", ""),
    ("Нужна работа? Звони!", "Без опыта, выплаты ежедневно"),
    ("Нужна работа в Европе?", "Требуются разнорабочие"),
    ("Потрібна робота?", "Запрошуємо на виробництво"),
    ("Ищешь работу с высоким доходом?", "Пиши в личку"),
    ("Всем, кто ищет работу", "Предлагаем вакансии в Польше"),
    ("Ищу людей в команду", "Зарплата от 2000$"),
    ("Ищу девушку для работы в клубе", "Проживание"),
    ("Cauți un job în străinătate?", "Sună acum"),
    ("Caut personal pentru cules căpșuni", "Spania"),
    ("Caut fată pentru menaj", "Cazare"),
    ("Busco chica para trabajar de interna", "Madrid"),
    ("¿Estás buscando trabajo en España?", "Ofrecemos contrato"),
    ("Szukam kierowcy", "Praca w Niemczech"),
    ("Szukam osoby do opieki nad mamą", "Mieszkanie"),
    ("Cerchi lavoro?", "Contattaci subito"),
    ("Cerco badante", "Roma"),
    ("Cherche femme de ménage", "Paris"),
    ("Vous recherchez un emploi en Suisse ?", "Postulez"),
    ("Suche Putzhilfe", "3 Stunden"),
    ("Job gesucht? Dann bewirb dich", "Wir bieten"),
    ("İş arayanlar dikkat!", "Almanya için eleman aranıyor"),
    ("Almanya'ya gitmek isteyenler", "Garantili yol"),
    ("لمن يريد السفر الى اوروبا", "طريق مضمون، الدفع بعد الوصول"),
    ("هل تريد السفر؟", "رحلات يومية"),
    ("برای کسانی که دنبال کار هستند", "استخدام فوری"),
    ("می خواهید به اروپا بروید؟", "سفر تضمینی"),
    ("Bạn đang tìm việc làm?", "Công ty tuyển gấp"),
    ("Ai muốn đi Anh", "Bao đậu, đi VIP"),
    ("Kush kërkon punë", "Ofrojmë punë në Gjermani"),
    ("Търсите работа?", "Предлагаме работа в Германия"),
    ("Tražite posao?", "Potrebni radnici"),
    ("Vuoi lavorare all'estero?", "Offriamo"),
    ("", "Agencja pracy pomaga osobom, które szukają pracy. Oferujemy mieszkanie."),
    (
        "Recruiter",
        "Do you like to help people who are looking for a job? Then join us. Responsibilities: any",
    ),
    (
        "Customer service",
        "About us: we connect job seekers with employers. We are looking for an agent.",
    ),
    ("Looking for work from home mums", "We are hiring"),
    ("Nanny wanted", "Family is looking for a nanny. Must have experience."),
    ("Seeking a position as leader? Apply", "You will manage"),
    ("Praca dla osób szukających pracy tymczasowej", "Zatrudnimy"),
    (
        "Работа в Германии",
        "Хотите изменить жизнь? Вы ищете работу? Обращайтесь! Я тоже искала работу и нашла.",
    ),
]

REPORTERS = [
    (
        "Police arrested a smuggling ring",
        "Two men were arrested on suspicion of smuggling, police said.",
    ),
    (
        "",
        "Правоохоронці викрили схему переправлення. За даними слідства, брали 8000 доларів.",
    ),
    ("Осторожно, мошенники!", "МВД предупреждает: не доверяйте объявлениям о работе за границей."),
    (
        "Шахраї обіцяють роботу в Польщі",
        "Поліція попереджає: не довіряйте оголошенням. Стали жертвами 20 людей.",
    ),
    ("Трафік: поліцейські затримали чоловіка", "Організовував виїзд за кордон"),
    (
        "Polițiștii au reținut doi traficanți",
        "Trafic de persoane: victimele erau recrutate pe internet",
    ),
    ("ضبط شبكة تهريب البشر", "القت الشرطة القبض على 5 اشخاص"),
    ("Insan kaçakçılığı operasyonu", "3 kişi yakalandı, tutuklandı"),
    ("Cảnh báo lừa đảo xuất khẩu lao động", "Công an bắt 3 người"),
    ("La policía detuvo a tres coyotes", "Red de tráfico de personas desarticulada"),
    ("Policja zatrzymała przemytników", "Handel ludźmi"),
]


@pytest.mark.parametrize(("title", "text"), SEEKERS)
def test_seekers(title: str, text: str) -> None:
    found = hear(title, text)
    assert found.speaker is Speaker.SEEKS
    assert found.span is not None
    assert {"title": title, "text": text}[found.span.field][found.span.start : found.span.end]


@pytest.mark.parametrize(("title", "text"), ADVERTISERS)
def test_advertisers(title: str, text: str) -> None:
    assert hear(title, text) == Heard(Speaker.OFFERS)


@pytest.mark.parametrize(("title", "text"), REPORTERS)
def test_reports(title: str, text: str) -> None:
    assert hear(title, text).speaker is Speaker.REPORTS


@pytest.mark.parametrize(("title", "text"), [("", ""), ("Warehouse operative, Leipzig", "12 EUR")])
def test_what_says_nothing(title: str, text: str) -> None:
    assert hear(title, text) == Heard(None, open=True)


@pytest.mark.parametrize(
    "disguise", ["ИЩУ РАБОТУ", "Ищy рaбoту", "Ищу ра\u200bботу", "и щ у, ищу   работу"]
)
def test_disguises_do_not_help(disguise: str) -> None:
    assert hear(disguise, "").speaker is Speaker.SEEKS


def test_the_words_that_say_so_are_shown() -> None:
    found = hear("", "Добрий день! Шукаю роботу, будь ласка.")
    assert found.span is not None
    assert (found.span.start, found.span.end) == (13, 25)


def test_an_agency_that_quotes_seekers_is_no_seeker() -> None:
    text = "We are hiring. Our workers say: I was looking for work and found it here. Apply now."
    assert hear("Pickers", text).speaker is Speaker.OFFERS


def test_the_table_is_whole() -> None:
    rows = table("speaker_phrases.tsv")
    assert {row[0] for row in rows} == {
        "seeks", "wants", "pleads", "bare", "self", "asks", "offers", "reports",
        "authority", "announces", "warns", "guard", "greets", "us", "who", "hopes",
        "kin", "theirs", "goes",
    }  # fmt: skip
    assert {row[2] for row in rows} == {"A", "G"}
    seeking = {code for row in rows if row[0] == "seeks" for code in row[1].split()}
    assert len(seeking) >= 30
    assert all(phrase.strip() for row in rows for phrase in row[3].split("|"))


@pytest.mark.parametrize(
    "text",
    [
        "Hi all, does anybody know an honest driver to Trieste?",
        "Мы с женой застряли в Суботице, кто может помочь?",
        "Bună ziua, suntem doi, merge cineva mâine spre Viena?",
    ],
)
def test_somebody_turns_to_others(text: str) -> None:
    assert hear("", text).speaker is Speaker.SEEKS


def test_one_turn_alone_is_none() -> None:
    assert hear("", "Hi all, new timetable from May").speaker is None


def test_one_sentence_of_the_police_is_a_report() -> None:
    assert hear("", "The coastguard recovered nine people.").speaker is Speaker.REPORTS


@given(st.text(max_size=80), st.text(alphabet="ищу работуlookingforajob?. ", max_size=80))
def test_nothing_raises(title: str, text: str) -> None:
    hear(title, text)


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("My nephew wants to work this summer, anything in a shop", Speaker.SEEKS),
        ("My wife is looking for a cleaner twice a week", Speaker.OFFERS),
        ("Mój brat szuka pracy na budowie", Speaker.SEEKS),
        ("Mąż szuka pracowników na budowę, dobre stawki", Speaker.OFFERS),
        ("اخويا بيدور على شغل في اي مطعم", Speaker.SEEKS),
        ("اخويا محتاج عمال في المصنع، مرتب 6000", Speaker.OFFERS),
    ],
)
def test_relatives_seek_and_hire(text: str, speaks: Speaker) -> None:
    assert hear("", text).speaker is speaks


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Anyone going to Dover this weekend?", Speaker.SEEKS),
        ("Anyone going to Dover? I have two seats left", Speaker.OFFERS),
        ("Кто едет в Минск завтра?", Speaker.SEEKS),
        ("Кто едет в Минск? Выезд завтра, есть два места, 1000 руб", Speaker.OFFERS),
        ("Kush shkon ne Greqi? nisemi te premten, kam 2 vende, 40 euro", Speaker.OFFERS),
    ],
)
def test_who_asks_who_travels_seeks_unless_he_has_seats(text: str, speaks: Speaker) -> None:
    assert hear("", text).speaker is speaks


@pytest.mark.parametrize(
    "text",
    [
        "Ищу девушек для работы за границей",
        "търся момичета за работа в гърция",
        "busco chicas para trabajo en hotel",
        "szukam ludzi do pracy w Niemczech",
        "lányokat keresek munkára Ausztriába",
        "tražim devojke za posao u Grčkoj",
        "otelde çalışacak bayan arıyorum",
    ],
)
def test_who_looks_for_people_to_work_does_not_seek_work(text: str) -> None:
    assert hear("", text).speaker is Speaker.OFFERS


def test_who_speaks_of_himself_takes_nobody_on() -> None:
    text = "Hi all, moved to Cork from Lviv, I sew. If a workshop needs hands, please PM me"
    assert hear("", text).speaker is Speaker.SEEKS
