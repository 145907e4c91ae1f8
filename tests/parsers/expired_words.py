"""What pages say of an ad that has expired, and what honest ads say that sounds alike."""

EXPIRED = {
    "en": (
        "This job has expired.", "This ad has expired", "This position has been filled.",
        "This listing has ended.", "The vacancy is closed.",
        "Sorry, this job is no longer accepting applications",
        "This advert has been deactivated", "Job no longer available",
        "This job posting was closed by the employer", "This offer is no longer valid",
        "Applications for this job are closed", "This item has been sold or removed",
    ),
    "de": (
        "Diese Anzeige ist abgelaufen.", "Die Anzeige wurde gelöscht.",
        "Diese Stelle ist bereits besetzt.", "Dieses Inserat ist nicht mehr aktiv.",
        "Dieses Stellenangebot ist nicht mehr verfügbar.",
        "Die Stellenanzeige ist leider nicht mehr online.", "Das Angebot ist nicht mehr gültig",
        "Diese Anzeige wurde deaktiviert", "Diese Stelle ist nicht mehr verfügbar",
        "Das Inserat wurde entfernt.",
    ),
    "fr": (
        "Cette offre a expiré.", "Cette annonce a été supprimée.",
        "Cette offre n'est plus disponible.", "L'offre d'emploi est clôturée",
        "Ce poste est pourvu.", "Cette offre d'emploi n'est plus en ligne.",
        "Cette annonce a été désactivée", "L'annonce a expiré", "Cette annonce n'existe plus",
    ),
    "es": (
        "Esta oferta ha expirado.", "Este anuncio ha sido eliminado.",
        "La oferta ya no está disponible.", "Este anuncio ha caducado",
        "La vacante ya ha sido cubierta.", "Esta vacante ya no está activa",
        "El anuncio ya no existe", "Esta oferta está cerrada",
    ),
    "pt": (
        "Esta vaga expirou.", "Este anúncio foi removido.", "Esta vaga foi encerrada.",
        "O anúncio expirou.", "Esta oferta já não está disponível",
        "Este anúncio já não está disponível",
    ),
    "it": (
        "Questo annuncio è scaduto.", "L'offerta è scaduta.", "Annuncio non più disponibile",
        "Questa offerta non è più disponibile.", "L'annuncio è stato rimosso",
        "La posizione è stata coperta", "Questo annuncio non è più online",
    ),
    "nl": (
        "Deze vacature is gesloten.", "Deze advertentie is verlopen.",
        "Deze vacature is vervuld", "Deze advertentie is verwijderd.",
        "De vacature is niet meer actief.", "Deze vacature is verlopen",
    ),
    "pl": (
        "Oferta wygasła.", "Ogłoszenie wygasło.", "To ogłoszenie zostało usunięte.",
        "Oferta jest już nieaktualna.", "Ta oferta pracy jest nieaktywna",
        "Rekrutacja została zakończona", "To ogłoszenie nie jest już dostępne",
    ),
    "ro": (
        "Anunțul a expirat.", "Acest anunț a fost șters.", "Oferta nu mai este valabilă.",
        "Acest job a expirat", "Anunțul a fost dezactivat",
        "Locul de muncă nu mai este disponibil",
    ),
    "hu": (
        "A hirdetés lejárt.", "Ez az állás már nem aktuális.", "A hirdetést törölték.",
        "Az állás betöltve", "Az állásajánlat már nem elérhető.",
    ),
    "cs": (
        "Inzerát vypršel.", "Nabídka již není aktuální.", "Inzerát byl smazán.",
        "Tato pozice je již obsazena.", "Inzerát bol odstránený", "Platnost inzerátu vypršela",
        "Ponuka už nie je aktuálna",
    ),
    "uk": (
        "Термін дії оголошення закінчився.", "Вакансія закрита.", "Оголошення видалено.",
        "Вакансія неактивна", "Це оголошення більше не доступне",
        "Оголошення деактивовано автором", "Вакансію закрито",
    ),
    "ru": (
        "Срок действия объявления истёк.", "Вакансия закрыта.", "Объявление удалено.",
        "Вакансия в архиве", "Объявление снято с продажи", "Объявление больше не актуально",
        "Вакансия неактивна", "Объявление снято с публикации",
    ),
    "sr": (
        "Оглас је истекао.", "Oglas je istekao.", "Oglas više nije aktivan.", "Oglas je obrisan",
        "Konkurs je zatvoren", "Ovaj oglas više nije dostupan",
    ),
    "bg": (
        "Обявата е изтекла.", "Обявата е премахната.", "Тази обява вече не е активна",
        "Срокът на обявата е изтекъл", "Позицията вече е заета",
    ),
    "tr": (
        "Bu ilan yayından kaldırılmıştır.", "İlan süresi dolmuştur.",
        "Bu ilan pasif durumdadır.", "Bu ilan sona ermiştir", "İlan kapatılmıştır",
        "Bu iş ilanı artık yayında değil", "Başvurular kapanmıştır",
    ),
    "ar": (
        "انتهت صلاحية الإعلان.", "تم حذف هذا الإعلان.", "هذه الوظيفة مغلقة.",
        "انتهى التقديم على هذه الوظيفة", "الإعلان لم يعد متاحًا", "تم إغلاق هذه الوظيفة",
        "هذا الإعلان منتهي الصلاحية",
    ),
    "fa": (
        "این آگهی منقضی شده است.", "مهلت این آگهی به پایان رسیده است.", "آگهی حذف شده است",
        "این آگهی دیگر فعال نیست", "این آگهی بسته شده است",
    ),
    "ur": (
        "یہ اشتہار ختم ہو چکا ہے۔", "یہ اشتہار حذف کر دیا گیا ہے۔",
        "یہ ملازمت اب دستیاب نہیں ہے۔", "اس اشتہار کی میعاد ختم ہو چکی ہے۔",
    ),
    "hi": (
        "यह विज्ञापन समाप्त हो गया है।", "यह नौकरी अब उपलब्ध नहीं है।",
        "यह विज्ञापन हटा दिया गया है।", "इस नौकरी के लिए आवेदन बंद हो चुके हैं।",
        "इस विज्ञापन की अवधि समाप्त हो गई है।",
    ),
    "bn": (
        "বিজ্ঞাপনটির মেয়াদ শেষ হয়েছে।", "এই বিজ্ঞাপনটি মুছে ফেলা হয়েছে।", "চাকরির মেয়াদ শেষ",
        "এই চাকরিটি আর উপলব্ধ নেই।",
    ),
    "zh": (
        "该职位已过期。", "该职位已关闭", "该信息已过期", "职位已下架",
        "该招聘已结束", "此職缺已關閉", "该职位已停止招聘",
    ),
    "vi": (
        "Tin đăng đã hết hạn.", "Tin này đã bị xóa", "Việc làm này đã hết hạn nộp hồ sơ",
        "Tin tuyển dụng đã hết hạn", "Công việc này đã đóng",
    ),
    "id": (
        "Iklan ini sudah kedaluwarsa.", "Lowongan ini sudah ditutup.", "Iklan telah dihapus",
        "Lowongan sudah tidak tersedia", "Lowongan ini telah berakhir",
    ),
    "am": (
        "ማስታወቂያው ጊዜው አልፏል።", "ይህ ማስታወቂያ ተወግዷል።", "ይህ ሥራ ተዘግቷል።",
    ),
    "el": (
        "Η αγγελία έχει λήξει.", "Η αγγελία έχει διαγραφεί.", "Η θέση έχει καλυφθεί.",
        "Η αγγελία δεν είναι πλέον διαθέσιμη.",
    ),
    "sq": (
        "Njoftimi ka skaduar.", "Shpallja nuk është më aktive.",
    ),
    "he": (
        "המודעה אינה פעילה.", "פג תוקף המודעה", "המשרה אינה זמינה עוד.", "המודעה הוסרה",
    ),
    "ja": (
        "この求人の掲載は終了しました。", "募集は終了しました。", "掲載期間が終了しました。",
    ),
    "ko": (
        "마감된 공고입니다.", "채용이 마감되었습니다.", "삭제된 게시물입니다.",
    ),
    "th": (
        "ประกาศนี้หมดอายุแล้ว", "งานนี้ปิดรับสมัครแล้ว",
    ),
    "ti": (
        "እዚ ምልክታ ጊዜኡ ኣሕሊፉ እዩ።",
    ),
    "so": (
        "Xayeysiiskan wuu dhacay.",
    ),
    "sw": (
        "Tangazo hili limeondolewa.", "Tangazo hili limekwisha muda.",
    ),
    "tl": (
        "Hindi na available ang trabaho.", "Nag-expire na ang ad na ito.",
    ),
}  # fmt: skip

HEADINGS = (
    "Oferta cerrada", "Vaga encerrada", "Vaga preenchida", "Ogłoszenie zakończone",
)  # fmt: skip

HONEST = (
    ("Visa consultant",
     "Has your visa expired? We help. Your job is not closed to you: call us."),
    ("Cook",
     "The old ad has expired, so here it is again. Kitchen by the harbour, meals and a room."),
    ("Archive clerk",
     "You mark listings as expired and remove ads that are inactive. 30 hours a week."),
    ("Closed kitchen fitter",
     "Sunday closed. The position is open to beginners, applications by mail."),
    ("Kassierer",
     "Abgelaufene Ware aussortieren, Regale füllen. Anzeige lesen, anrufen, anfangen."),
    ("Redakteur für Anzeigen",
     "Sie prüfen, ob eine Anzeige abgelaufen ist oder gelöscht wurde, und rufen Kunden an."),
    ("Vendeur",
     "Retirer les produits expirés, remplir les rayons. L'offre est valable dès maintenant."),
    ("Modérateur",
     "Vous vérifiez si une annonce a expiré et si elle doit être supprimée. Télétravail."),
    ("Reponedor",
     "Retirar productos caducados. La oferta no está cerrada: todavía quedan tres plazas."),
    ("Gestor",
     "Tu visado ha caducado? Te ayudamos con los papeles, alojamiento y comida gratis."),
    ("Repositor",
     "Retirar produtos expirados. A vaga ainda não foi preenchida, ligue já para a loja."),
    ("Magazziniere",
     "Togliere i prodotti scaduti dagli scaffali. Annuncio valido fino a fine mese, alloggio."),
    ("Vakkenvuller",
     "Je haalt verlopen producten weg. Vacature open tot alle plekken vervuld zijn, bel ons."),
    ("Magazynier",
     "Usuwanie towaru po terminie. Oferta aktualna, ogłoszenie ważne do odwołania, nocleg."),
    ("Lucrător",
     "Scoți produsele expirate de pe raft. Anunț valabil, oferta rămâne deschisă, cazare."),
    ("Árufeltöltő",
     "Lejárt termékek kiválogatása. A hirdetés aktuális, szállás van, hívjon bátran."),
    ("Skladník",
     "Vyřazování zboží s prošlou lhůtou. Inzerát platí, nabídka je stále aktuální, ubytování."),
    ("Продавець",
     "Прибирати прострочений товар. Вакансія актуальна, оголошення діє, є житло, дзвоніть."),
    ("Продавец",
     "Убирать просроченный товар. Вакансия открыта, объявление актуально, жильё, звоните."),
    ("Помощь с визой",
     "Срок действия визы истёк? Поможем с документами и работой в Польше, проживание бесплатно."),
    ("Радник",
     "Скидање робе којој је истекао рок. Оглас важи, конкурс је отворен, смештај обезбеђен."),
    ("Работник",
     "Махане на стоки с изтекъл срок. Обявата е валидна, позицията е свободна, квартира."),
    ("Reyon görevlisi",
     "Süresi dolmuş ürünleri ayırmak. İlan geçerli, başvurular açık, konaklama ücretsiz."),
    ("عامل مستودع",
     "فرز البضائع منتهية الصلاحية. الوظيفة متاحة والإعلان ساري، سكن مجاني، اتصل بنا."),
    ("کارگر انبار",
     "جدا کردن کالای تاریخ گذشته. این آگهی معتبر است، جای خواب رایگان، تماس بگیرید."),
    ("گودام کا ملازم",
     "میعاد ختم ہونے والا سامان الگ کرنا۔ ملازمت دستیاب ہے، رہائش مفت، کال کریں۔"),
    ("गोदाम कर्मी",
     "समाप्त अवधि वाला सामान अलग करना। नौकरी उपलब्ध है, आवेदन खुले हैं, रहना मुफ्त।"),
    ("গুদাম কর্মী", "মেয়াদ শেষ হওয়া পণ্য আলাদা করা। চাকরি খালি আছে, থাকা ফ্রি, ফোন করুন।"),
    ("仓库工", "清理已过期商品,包吃住,职位长期招聘,有意请联系。"),
    ("Nhân viên kho",
     "Loại bỏ hàng đã hết hạn. Tin tuyển dụng còn hiệu lực, bao ăn ở, gọi ngay."),
    ("Staf gudang",
     "Memisahkan barang kedaluwarsa. Lowongan masih dibuka, mes gratis, hubungi kami."),
    ("የመጋዘን ሠራተኛ", "ጊዜው ያለፈበት ዕቃ መለየት። ሥራው ክፍት ነው፣ መኖሪያ ነጻ፣ ይደውሉ።"),
)  # fmt: skip
