"""Seals for minors: due where one is recruited, offered or sexualised, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad
from offers.offer import Protection, Protects
from parsers.language import language
from parsers.letters import table
from parsers.protections import protections
from parsers.spoken import Spoken
from parsers.wording import Wording
from parsers.words import Words


def read(title: str = "", text: str = "", year: int | None = 2026) -> tuple[Protection, ...]:
    wording = Wording.of(Ad(url="u", title=title or None, text=text or None))
    spoken = language(wording)
    code = spoken.code if spoken else None
    fields = [Spoken.of(Words.of(field), code) for field in wording.prose()]
    return protections(fields, code, year)


DUE = [
    "Возьмём мальчишек 13-14 лет мыть машины, деньги каждый вечер",
    "Truskawki, płatne od łubianki. Mogą być też dzieci od 11 roku życia.",
    "Circo pide niña de 9 a 12 para contorsión",
    "Caut băiat 13-14 ani la oi, îi dau mâncare, școala poate aștepta",
    "Looking for girls to dance in our bar. They may be 15. Room is free.",
    "Need girls for video chat. 17 also OK if you look mature.",
    "Tänzerinnen gesucht, dein Alter ist uns egal, 16 reicht",
    "Suche junges Mädchen für den Haushalt. Sie kann auch erst 14 sein.",
    "Strawberry season, kids from 13 pick as well",
    "Tarlada 12 yaşından büyük çocuklar da yevmiyeli çalışır",
    "گھر کے کام کے لیے بارہ سے پندرہ سال کی بچی چاہیے",
    "ለቤት ስራ ከ13 እስከ 16 ዓመት የሆነች ልጅ እንፈልጋለን",
    "KTV急招女孩，十五六岁也可以",
    "hi i m emma, 15, looking for work as model",
    "Bride for your son: she is 13, obedient",
    "Girls 15-17 wanted for hostess work in Dubai",
    "Looking for girls aged 16 to 20, good pay",
    "Требуются девушки от 16 лет, работа за границей",
    "Девушки 15-17, высокий заработок",
    "Подработка для школьников от 14 лет",
    "Потрібні дівчата від 16 років",
    "Робота для підлітків, від 14 років",
    "Szukamy dziewczyn od 16 lat do pracy za granicą",
    "Căutăm fete de la 16 ani pentru dans",
    "Se buscan chicas de 15 a 20 años para trabajar",
    "Recherche jeunes filles à partir de 16 ans",
    "Mädchen ab 16 Jahren gesucht",
    "Cercasi ragazze dai 16 anni",
    "16 yaşından büyük kızlar aranıyor, iş",
    "مطلوب بنات من 15 الى 20 سنة للعمل",
    "به دختران ۱۶ تا ۲۰ سال نیازمندیم",
    "Tuyển nữ từ 16 tuổi làm việc tại quán",
    "Kërkohen vajza 16-20 vjeç për punë",
    "Возраст: 16-35",
    "Age: 16 - 30",
    "Вік від 16 до 25 років",
    "Wiek: od 16 lat",
    "Edad: 15 a 25 años",
    "العمر: من 16 الى 25",
    "Мне 15 лет, ищу работу",
    "I am 16 years old and need a job",
    "Mam 16 lat, szukam pracy",
    "Tengo 15 años y busco trabajo",
    "Teenagers wanted for street sales",
    "Schoolgirl escort",
    "escort girls, 17 years old",
    "Молодые девушки 16 лет, эскорт",
    "Bride 14 years old",
    "عروس عمرها 14 سنة",
    "workers aged 16+ needed",
    "Minimum age 16",
    "We take workers from 16 years old",
    "招聘女孩16-18岁",
    "16-летние девушки требуются",
    "Baby for sale",
    "Cần tuyển nữ 15-17 tuổi",
    "Work for boys 14-17",
    "не младше 16 лет, работа на складе",
    "Candidates must be at least 17 years old",
    "Требуются парни и девушки 16-25 лет без опыта работы, бесплатное жилье",
    "Girls 16 to 25, free accommodation, ticket paid, wanted for bar",
    "Babysitter wanted, from 16 years",
    "Sixteen year old girls wanted",
    "Требуются дети 8-12 лет для съёмок",
    "Работа для девушек 16-20",
    "Приймаємо на роботу з 16 років",
    "Wanted: boys 15, 16, 17 years old for farm work",
    "- от 16 лет",
    "no experience needed, girls 16-22 welcome",
    "Under 18 girls wanted",
    "Looking for 16 y/o girls for private parties",
    "Young girl (17) available for massage and sex",
    "Девочки 14-16 лет, досуг",
    "Шукаємо хлопців 16-18 років на збір ягід",
    "Praca dla nastolatków od 15 lat",
    "Ofer loc de muncă pentru fete de 16-17 ani",
    "Necesitamos chicas menores de edad para modelaje",
    "On recherche des filles de 15 à 17 ans pour travail à l'étranger",
    "Suche Mädchen zwischen 15 und 17 Jahren für Fotoshooting",
    "Ragazze 16 anni cercasi per lavoro in locale",
    "17 yaşında kız eleman aranıyor",
    "فتيات أعمارهن بين 14 و 17 سنة للعمل في الخليج",
    "دختر ۱۵ ساله برای ازدواج",
    "Cần tìm em gái 16 tuổi phục vụ quán",
    "Vajza 15-17 vjeç për punë në Itali",
    "16+ required for dance job",
    "Vanaf 16 jaar, bijbaan",
    "Момичета от 16 години за работа в чужбина",
    "Dívky od 16 let, práce v zahraničí",
    "招聘未成年女孩",
    "Requirements:\n- age 15 to 25\n- no experience",
    "Потребуются модели, девушки от 15 до 20 лет",
    "Ищем подростков для раздачи листовок",
    "Age 17+, driving not required",
    "Возраст кандидата от 17 лет",
    "We recruit girls (15 - 17 years) for domestic work in Saudi",
    "domestic helper girls 14 years, cheap",
    "Продам ребенка",
    "Под эскорт девушки 17 лет",
    "Minors can apply with parental consent",
    "Под силу и школьникам: работа 2 часа в день",
    "Robota dla chłopaków i dziewczyn 16-17 lat",
    "Girls,15 to 17,for bar work",
    "Gırls 𝟭𝟱-𝟭𝟳 wanted",
    "требуются дeвушки 16-1️⃣7️⃣ лет",
]

NOT_DUE = [
    "Caut femeie internă, ajutor în casă, avem o fată de 14 ani și un băiat de 10.",
    "Kërkojmë grua për punë shtëpie, kemi një vajzë 14 vjeç dhe një djalë 12 vjeç.",
    "招住家保姆，家里有女孩14岁，男孩10岁，包吃住。",
    "घर के काम के लिए महिला चाहिए, घर में 13 साल की लड़की है",
    "Procuro senhora para casa de família, tenho uma menina de 13 anos",
    "Schulbegleitung für einen 13-jährigen Jungen mit Autismus gesucht",
    "Tražim ženu za čuvanje devojčice od 2 i dečaka od 13 godina",
    "Looking for girls to work in our shop. It is 15 minutes from the station.",
    "Chambermaids wanted. They may be offered 16 hours.",
    "Girls 18-25 wanted for hostess work",
    "18+",
    "Only 18+",
    "Требуются девушки от 18 лет",
    "Children travel free, under 12 half price",
    "Babysitter for two children aged 5 and 7",
    "Teacher for pupils 10-14",
    "Experience with kids",
    "Работа в детском саду, дети 3-6 лет",
    "Опыт работы от 15 лет",
    "Компания на рынке 16 лет",
    "Contract 12 years, visa 10 years",
    "Work 12 hours, 15-17 euro per hour",
    "Girls 15-17 euro per hour",
    "Waitresses, 12-16 hours shift",
    "Няня для девочки 7 лет",
    "Ищем няню.\nДевочка 5 лет, мальчик 12 лет.",
    "Nanny for a 12 year old boy",
    "English teacher for teenagers aged 13-17",
    "Camp counsellor, 21+, kids 10-16",
    "Дети до 12 лет бесплатно",
    "Persons under 18 are not accepted",
    "Лица до 18 лет не принимаются",
    "No minors",
    "Несовершеннолетним не звонить",
    "Must be over 18 years old",
    "15 years of experience required",
    "Mamy 16 lat doświadczenia",
    "Tengo 15 años de experiencia",
    "Одежда для девочек 8-14 лет",
    "Family with two boys 4 and 6 years seeks housekeeper",
    "Salary 1500-1700, 16 vacancies",
    "Работа 15 дней через 15",
    "Вахта 15/15",
    "Shift 8-17",
    "с 9 до 17 часов",
    "Mon-Fri 9-17",
    "од 8 do 16 godz.",
    "Fahrer gesucht, Fahrzeuge bis 15 Jahre alt",
    "Bus to Berlin: adults 50 EUR, children 3-12 years 25 EUR",
    "We pay child benefit for children under 16",
    "Social worker with minors",
    "au pair 18-26, children 6 and 9",
    "Тренер по футболу, дети 6-12 лет",
    "Гувернантка к мальчику 10 лет",
    "Opiekunka do dziecka 2 lata",
    "Garde d'enfants 3 et 5 ans",
    "Kinderbetreuung 2-14 Jahre",
    "Cuidar niños de 4 a 10 años",
    "Mother of two (5 and 7) offers cleaning",
    "Мама двоих детей, 5 и 15 лет, ищет работу",
    "Я живу с дочкой 15 лет",
    "We need 16 workers",
    "16 girls needed",
    "17 years in business",
    "Excursion for teenagers 12-17, tickets",
    "Over 17 years we build houses",
    "15-17 мая выезд, девушки и парни",
    "Room 16, 17 Main street",
    "Minor repairs, painting",
    "Виза на 10 лет",
    "16 січня",
    "Children welcome",
    "Kids go free",
    "Giáo viên dạy trẻ 6-12 tuổi",
    "10-15 năm kinh nghiệm",
    "مدرسة اطفال من 5 الى 10 سنوات",
    "پرستار کودک ۲ ساله",
    "Çocuk bakıcısı aranıyor, 5 yaşında",
    "Babysitter gesucht für 10-jährige",
    "Mësues për fëmijë 7-14 vjeç",
    "Educatoare pentru copii 3-6 ani",
    "Working with vulnerable children and minors, DBS check",
    "Driver, truck 2015, 16 pallets",
    "Age 18-35",
    "Возраст 18-45 лет",
    "from 18 years old",
    "Age limit: 55",
    "Требования: возраст от 25 лет, опыт от 3 лет",
    "Safeguarding policy: we protect minors under 18",
    "Women 25-45, kids ok",
    "Minimum 16 years of experience",
    "Gehalt ab 16 Euro",
    "Ab 16 Uhr",
    "16 ans d'expérience dans le domaine",
    "Depuis 15 ans nous recrutons",
    "We have been recruiting for 16 years",
    "Fondée il y a 17 ans",
    "More than 15 years on the market, we need drivers",
    "Школа приглашает учителя для детей 12-16 лет",
    "Репетитор для школьников",
    "Вожатый в детский лагерь, дети 7-16 лет, работа",
    "Nastavnik, škola, deca 7-14",
    "Looking for nanny: kids 3 and 15 years old",
    "Live-in carer for lady 85",
    "Host family: girl 16, boy 12, au pair needed",
    "Ticket: adults 100, kids 5-15 half",
    "Passengers under 16 travel with parents",
    "No one under 18",
    "Workers 18+, no children under 16 in housing",
    "Мы не берем на работу лиц до 18 лет",
    "Kobiety 18-55 lat",
    "de 18 a 35 años",
    "من 18 الى 35 سنة",
    "18 ile 35 yaş arası",
    "từ 18-45 tuổi",
    "18-45 vjeç",
    "Lift up to 15 kg",
    "Up to 16 hours",
    "Deliver within 15-17 days",
    "10-15 women needed",
    "12-16 workers per shift",
    "Group of 15-17 people",
    "Zimmer für 15-17 Personen",
    "Girls team: 15 staff, office 17",
    "iPhone 15, 16 repair, technicians wanted",
    "Windows 11, Office 16",
    "Работа для женщин, 5/2, с 9 до 17",
    "Женщины, 15 мест",
    "16 мая 2026, девушки",
    "Girls wanted. Start 15-17 June",
    "Volvo FH16, drivers wanted",
    "Category B since 15 years old license not needed, age 25+",
    "Baby sitter for baby 6 months",
    "Детский сад приглашает воспитателя: группа 15 детей",
    "Uczniowie od 18 lat",
    "Продам детскую коляску",
    "Baby clothes for sale",
    "Children's books for ages 8-12, illustrator wanted",
    "Game tester (PEGI 16)",
    "YouTube kids channel editor, teens audience",
    "Retail: teen fashion sales assistant wanted",
    "Sales of toys for kids 3-12 years, sales manager",
    "Pediatric nurse: patients 0-17 years",
    "Nurse for children's hospital, ages 0-16",
    "Youth worker for unaccompanied minors aged 14-17",
    "Help for orphans aged 10-16, volunteers needed",
    "My daughter is 16 and I need work",
    "J'ai deux enfants de 12 et 15 ans, je cherche du travail",
    "Je suis père de 3 enfants (5, 9 et 16 ans)",
    "Two sons 14 and 16 years. Looking for apartment",
    "Семья: муж, жена, сын 15 лет, ищем работу",
    "Переезд: взрослые 100 евро, дети до 14 лет 50 евро",
    "3 girls aged 25, 27 and 29 look for work",
    "17-year-old company seeks welders",
    "Kitchen: 16 m2, 17 beds",
    "Job since 2016, 17 countries",
    "Interns from high school 18+",
    "Apprenticeship starts 01.09, 15 places",
    "Elektriker 16A, 17 Stunden",
]


@pytest.mark.parametrize("text", DUE)
def test_due(text: str) -> None:
    assert read(text=text)
    assert read(title=text)
    for found in read(text=text):
        assert found.protects is Protects.MINOR
        assert text[found.span.start : found.span.end] == found.raw != ""


@pytest.mark.parametrize("text", NOT_DUE)
def test_not_due(text: str) -> None:
    assert read(text=text) == ()
    assert read(title=text) == ()


def test_what_is_said_far_away_counts() -> None:
    long = "We offer good pay and housing. " * 20
    assert read("Escort agency", long + "Girls from 16 years.")
    assert not read("Nanny wanted", long + "Boy 12 years, girl 14 years.")


@pytest.mark.parametrize(
    ("text", "year", "due"),
    [
        ("Girls born in 2009 wanted for dance shows", 2026, True),
        ("Girls born in 2009 wanted for dance shows", 2027, False),
        ("Girls born in 2009 wanted for dance shows", None, False),
        ("Girls born 2006-2009 wanted for dance shows", 2026, True),
        ("پسرم متولد ۱۳۸۹ آماده کار در کارگاه", 2026, True),
        ("پسرم متولد ۱۳۷۹ آماده کار در کارگاه", 2026, False),
    ],
)
def test_a_year_of_birth_tells_an_age_in_the_year_of_the_ad(
    text: str, year: int | None, due: bool
) -> None:
    assert bool(read(text=text, year=year)) is due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("My son is in 9th grade and needs a summer job", True),
        ("My daughter is in year 9. She wants to work at weekends", True),
        ("Mein Sohn ist in der 9. Klasse und sucht einen Ferienjob", True),
        ("My daughter is in year 9. I can work at weekends", False),
        ("Mein Sohn geht in die 3. Klasse, ich suche vormittags Arbeit", False),
        ("My son drives, licence class 3, and needs a job as a driver, tutor wanted", False),
    ],
)
def test_a_class_at_school_tells_of_a_child_that_is_offered(text: str, due: bool) -> None:
    assert bool(read(text=text)) is due


def test_the_words_that_say_so_are_shown() -> None:
    (found,) = read(text="Hello. Looking for girls aged 16 to 20, good pay")
    assert found.raw == "girls aged 16 to 20"


def test_words_of_one_language_do_not_count_in_another() -> None:
    # `dạy` (to teach) folds to `day`, `bé` (a child) to `be`.
    assert read(text="Girls from 16 wanted for a day job, can be trained, good pay")


def test_the_table_is_whole() -> None:
    rows = table("minor_words.tsv")
    assert all(len(row) == 3 and row[2] for row in rows)
    assert {"aged", "unit", "girl", "care", "sexual", "refused", "16"} <= {row[0] for row in rows}


@given(st.text(alphabet="1567 +-–,.()\ngirls womenfrom детиоту лет years old€", max_size=80))
def test_nothing_raises_and_every_span_is_the_raw_text(text: str) -> None:
    for found in read(text=text):
        assert text[found.span.start : found.span.end] == found.raw


@given(st.text(max_size=80))
def test_nothing_raises(text: str) -> None:
    read(text, text)
