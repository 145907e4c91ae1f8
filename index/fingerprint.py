"""Tells whether offers would still be indexed as they were."""

from hashlib import blake2b

from index.base import Tokens
from index.flat import FLAT_VERSION

PROBE = (
    "Straße STRASSE naïve İstanbul ISPARTA ığüş Łódź Đà Việc làm ﬁn Ⅷ ½ ² №5 C++ c# F# +44 a+b "
    "e-mail l'emploi 2,500 $1.500 1'000 user@example.org Їжак ґанок ёлка распорт pаспорт αθήνα Σς "
    "جَوَاز مُسْتَشْفَى إلى آلة ؤ ئ ة ى ي ک گ ۱۲۳ ١٢٣ ـــ עִבְרִית नमस्ते ক্ষ ไทย ຫນັງ မြန်မာ ខ្មែរ "
    "签证官员 護照 ﾋﾞｻﾞ ビザ ሠላም ፀሐይ ፲፪ हूँ ज़रूर ڤيزا ꓪꓳꓣꓗ 🆓 "
    "がぎ 여권 ㄱ ａｂｃ １２３ 🙂 👩‍👩‍👧 🇺🇦 \u200b\u00ad\ufeff \u202e \u00a0 ° ™ █ ¦ _ \u0300 "
)
"""A little of everything that folding has to decide."""


def fingerprint(tokens: Tokens) -> str:
    """Another one when `PROBE` folds otherwise than before, or offers give other flat values."""
    words = "\n".join([str(FLAT_VERSION), *tokens(PROBE)])
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
