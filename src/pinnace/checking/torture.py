"""Texts made to break text code: the inputs that every package is checked on (spec/text.md says what they become).

``cases()`` and ``large()`` give the same names and bytes on every machine and in every version of Python.
"""

from __future__ import annotations

import random

# --- ill-formed UTF-8: each sequence alone, between letters, and cut off by the end of the text ---------------------
ILL_FORMED = {
    "lone continuation 80": b"\x80",
    "lone continuation BF": b"\xbf",
    "three continuations": b"\x80\x80\x80",
    "overlong slash, 2 bytes": b"\xc0\xaf",
    "overlong slash, 3 bytes": b"\xe0\x80\xaf",
    "overlong slash, 4 bytes": b"\xf0\x80\x80\xaf",
    "overlong NUL": b"\xc0\x80",
    "overlong 7FF": b"\xe0\x9f\xbf",
    "overlong FFFF": b"\xf0\x8f\xbf\xbf",
    "high surrogate": b"\xed\xa0\x80",
    "low surrogate": b"\xed\xbf\xbf",
    "surrogate pair (CESU-8)": b"\xed\xa0\xbd\xed\xb8\x80",
    "beyond 10FFFF": b"\xf4\x90\x80\x80",
    "5-byte form": b"\xf8\x88\x80\x80\x80",
    "6-byte form": b"\xfc\x84\x80\x80\x80\x80",
    "FE and FF": b"\xfe\xff",
    "truncated 2 of 2": b"\xc3",
    "truncated 2 of 3": b"\xe2\x82",
    "truncated 1 of 3": b"\xe2",
    "truncated 3 of 4": b"\xf0\x9f\x98",
    "truncated 2 of 4": b"\xf0\x9f",
    "truncated 1 of 4": b"\xf0",
    "truncated, then another": b"\xf0\x9f\x98\xf0\x9f\x98\x80",
    "truncated, then Latin-1": b"caf\xe9 au lait",
    "E0 then ASCII": b"\xe0A\xa0",
    "UTF-16 LE with BOM": "\ufeffgood".encode("utf-16-le"),
    "UTF-32 BE": "bad".encode("utf-32-be"),
    "Windows-1252 quotes": b"\x93it\x92s\x94",
    "Shift JIS": "日本語".encode("shift_jis"),
    "GB 18030": "很好".encode("gb18030"),
    "KOI8-R": "хорошо".encode("koi8-r"),
}

# --- well-formed text, by the rule that it tries --------------------------------------------------------------------
SCRIPTS = {
    "NFC": "Café Ångström naïve Tiếng Việt ấn tượng Dvořák",
    "NFD": "Cafe\u0301 A\u030angstro\u0308m nai\u0308ve Tie\u0302\u0301ng Vie\u0323\u0302t tu\u031bo\u031b\u0323ng",
    "Hangul syllables": "한국어 영화는 정말 재미있어요 값",
    "Hangul jamo": "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165 \u1100\u1161\u11b9",
    "Hangul compatibility and half-width jamo": "ㅋㅋㅋ ㅎㅏㄴ ﾡﾢﾤ",
    "Greek polytonic": "ᾧ ἄνθρωπος μῆνιν ἄειδε ᾼ ΣΊΣΥΦΟΣ Σίσυφος",
    "Greek polytonic apart": "\u03c9\u0314\u0342\u0345 α\u0313\u0301νθρωπος",
    "Cyrillic": "Очень ХОРОШИЙ фильм, ёлка е\u0308лка й и\u0306",
    "Arabic": "فيلم رائع جدًا، ١٢٣ فـيـلـم لا ﻻ",
    "Arabic vowels": "الْعَرَبِيَّةُ",
    "Hebrew": "סֶרֶט טוֹב מְאוֹד צה״ל ג׳ירפה",
    "right to left with controls": "\u202eevil\u202c \u200fعربي\u200e \u2067abc\u2069 \u061cdef",
    "Devanagari nukta": "क़ क\u093c ख़ ज़\u094d ज\u093c हिन्दी फ़िल्म अच्छी १२३",
    "Bengali, Tamil, Telugu": "ছবি ক\u09cbি கொ க\u0bca తెలుగు",
    "Malayalam, Kannada, Sinhala": "ചിത്രം ಚಿತ್ರ චිත්‍රපටය",
    "Thai": "ภาพยนตร์เรื่องนี้ดีมาก น้ำ นํ้า ๑๒๓",
    "Lao": "ຮູບເງົາດີຫຼາຍ ນ້ຳ ຫນ ໜ",
    "Khmer": "ភាពយន្តល្អណាស់ ខ្ញុំ",
    "Myanmar": "ဒီရုပ်ရှင်ကောင်းတယ် ၁၂၃",
    "Tibetan": "བཀྲ་ཤིས་བདེ་ལེགས། ༡༢",
    "Chinese": "这部电影非常好看！我喜欢。繁體中文，標點「引號」",
    "Japanese": "この映画はとても面白かったです。コーヒー、データー々",
    "Japanese dakuten": "が か\u3099 ぱ は\u309a ヴ ウ\u3099 ガ゙",
    "Japanese half-width": "ﾊﾟｿｺﾝ ｶﾞｷﾞ ﾃﾞｰﾀｰ ｺｰﾋｰ",
    "ideographs beyond the BMP": "𠮷野家 𩸽 𠀋 豈 﨎 ⿰",
    "Ethiopic, Cherokee, Georgian, Armenian": "ጥሩ ፊልም ᎣᏏᏲ ꭰꮟ კარგი ᲙᲐᲠᲒᲘ Լավ ֆիլմ և",
    "Adlam, Deseret, Gothic": "𞤀𞤣𞤤𞤢𞤥 𐐔𐐯𐑅 𐌰𐌱 𑄀𑄁",
    "Turkish and German": "İstanbul ISTANBUL ıspanak ß STRAẞE straße ŉgoed Ǆ ǅ ǆ",
    "ligatures": "ﬁne ﬂow ﬃ ﬄ ﬅ ﬆ ĳ Ĳ ŀ Ŀ",
    "full width": "ＨＥＬＬＯ ｗｏｒｌｄ １２３．４５ ｄｏｎ＇ｔ ！？",
    "mathematical letters": "𝐇𝐞𝐥𝐥𝐨 𝓌𝑜𝓇𝓁𝒹 𝕘𝕠𝕠𝕕 𝟙𝟚𝟛 𝔹𝕒𝕕 ℌ ℯ ℂ",
    "circled and squared": "ⓗⓔⓛⓛⓞ Ⓗ ① ⑳ 🅰🅱 ㊗ ㋿ ㍿",
    "superscripts and fractions": "x² y³ ⁿ ½ ¼ ⅓ ⅷ Ⅷ ª º №",
    "digits": "٠١٢٣ ۴۵۶ ०१२ ০১ ௧௨ ๑๒ ໑໒ ༡༢ ၁၂ ០១ ᠑᠒ 𝟎𝟏 ０１",
    "digits joined": "٣.٤ ۱,۲۳ १.५ ３．５ 1٫5 1٬000",
}
EMOJI = {
    "faces": "😀😃 good 😡",
    "skin tones": "👍🏽👍🏿 👋🏻ok",
    "joined": "👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍🚀 ❤️‍🔥",
    "flags": "🇩🇪🇫🇷🇯🇵🇺",
    "keycaps": "1️⃣2⃣#️⃣*️⃣",
    "tag flags": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "text and picture": "☺︎ ☺️ ❤ ❤️ ™️ ©️",
    "unassigned in 15.0": "\U0001fae8 \U0001fadf \U0001fbff \U0001faff",
}
INVISIBLE = {
    "zero width": "go\u200bod go\u200cod go\u200dod go\u2060od go\u00adod",
    "byte order marks": "\ufeffgood\ufeff bad\ufeff",
    "variation selectors": "a\ufe0f 葛\U000e0100 b\u180b",
    "controls": "a\x00b\x01c\x1bd\x7fe\x85f\x9fg\rh\ni\tj\x0bk\x0cl",
    "NUL only": "\x00",
    "spaces": "a\u00a0b\u2003c\u2009d\u202fe\u205ff\u3000g\u1680h\u2028i\u2029j",
    "replacement characters": "\ufffd\ufffd a\ufffdb \ufffc",
    "noncharacters": "a\ufffeb\uffffc\U0001ffffd\U0010ffffe\ufdd0",
    "private use": "a\ue000b\U000f0000c\U00100000d",
}
MARKS = {
    "in either order": "q\u0307\u0323 q\u0323\u0307 s\u0323\u0307 \u1e69",
    "repeated": "e\u0301\u0301\u0301 e\u0301",
    "more than are kept": "a" + "".join(map(chr, range(0x300, 0x30A))) + " a\u0303\u0302\u0301\u0300\u0304",
    "zalgo": "h\u0321\u0322\u0334\u0335e\u0353\u0354\u0346\u0310l\u0327\u0328\u0329p\u0489 \u0301\u0300me",
    "at the start": "\u0301abc",
    "after punctuation": "!\u0301! .\u0308. '\u0301a",
    "after a joiner": "don'\u0301t 1.\u03005 don\u0301't 1\u0300.5",
    "after a digit": "1\u0301\u03022\u20dd3\u20e3",
    "after a symbol": "→\u0338 漢\u0301字 ≠",
    "on a tail": "ー\u3099ー か\u309a\u3099ー",
}
JOINERS = {
    "apostrophes": "don't rock'n'roll 'tis dogs' ' '' ''' a'' ''a a'1 1'a O'Neill's",
    "curly apostrophes": "don’t ‘tis’ donʼt a’’b ’n’",
    "numbers": "1.5 1,000,000.50 .5 5. 1..5 1,,5 1.a a.1 1'5 3.5.1 $9.99",
    "across the invisible": "don\u200d't don'\u200dt 1.\u00ad5",
    "at the end": "good'",
    "at the end of a number": "9.",
    "at the start of a text": "'good'",
    "then ill-formed": "don'\ufffdt",
    "with other scripts": "qu'île l'été д'Артаньян 漢'字 1漢.5 ー'a ー.5 1ー.5",
    "mixed": "3D-TV's mp3.5 v1.2.3-rc4 a1b2c3 50% #1 @you C++ C#",
}
PUNCTUATION = {
    "runs": "! !! !!! !!!! !!!!! ?!?!?! ... .... ... … -- --- ---",
    "kinds in a run": "!?. ?!. .!? !.? ?.! (:;) :-) ^_^ <3 </br> \\o/ ¯\\_(ツ)_/¯",
    "every ASCII character": "".join(map(chr, range(128))),
    "around words": '"good" (bad) [so] {so} <b>fine</b> a/b a-b a_b a+b a=b a|b a~b',
    "other scripts'": "¡Hola! ¿Qué? «bien» „gut“ ‚gut‘ 。、！？・ ؟ ، । ॥ ၊ ။",
    "currency and marks": "€5 £5 ¥5 ₹5 ₿5 5¢ © ® ™ § ¶ † ° ± × ÷",
}
SNIPPETS = {
    "letters": "hello World",
    "apostrophe": "it's don't",
    "number": "3.14 1,000",
    "punctuation": "wow!!!!?",
    "accent": "été",
    "decomposed": "e\u0301te\u0301",
    "Han": "很好!",
    "emoji": "👍🏽ok",
    "ill-formed": "a\udcffb",
}
SENTENCE = b" of all the films I saw this year, it's by far the best one, 9.5 out of 10; well, nearly so!  "
LENGTHS = (1, 2, 3, 7, 8, 9, 14, 15, 16, 17, 18, 23, 24, 25, 31, 32, 33, 63, 64, 65, 66, 127, 128, 129, 1000)
BATCHES = (126, 127, 128, 129, 131, 255, 256, 257)  # the core hands over words 128 at a time
MILLION = 1_000_000


def cases() -> dict[str, bytes]:
    """Name to text: some two thousand short ones."""
    found: dict[str, bytes] = {
        "empty": b"",
        "one space": b" ",
        "only spaces": b" " * 100,
        "only newlines": b"\r\n" * 50,
    }
    for name, raw in ILL_FORMED.items():
        found[f"ill-formed: {name}"] = raw
        found[f"ill-formed: {name}, between letters"] = b"a" + raw + b"b good"
        found[f"ill-formed: {name}, after 14 letters"] = b"abcdefghijklmn" + raw + b" it's fine, really fine"
    groups = {"script": SCRIPTS, "emoji": EMOJI, "invisible": INVISIBLE, "marks": MARKS, "joiners": JOINERS}
    for group, texts in (groups | {"punctuation": PUNCTUATION}).items():
        for name, text in texts.items():
            found[f"{group}: {name}"] = text.encode()
            found[f"{group}: {name}, twice in a line"] = f"see:{text} and {text}.".encode()
    for name, text in SNIPPETS.items():  # where loads of 16 and blocks of 64 bytes begin and end must not matter
        for offset in range(82):
            raw = text.encode("utf-8", "surrogateescape")
            found[f"border: {name} at byte {offset}"] = b"x" * (offset % 34) + b" " * (offset // 34 + 1) + raw
            found[f"border: {name} at byte {offset} of a line"] = SENTENCE[:offset] + b" " + raw + SENTENCE
    for n in LENGTHS:
        found[f"long: word of {n}"] = b"w" * n
        found[f"long: word of {n}, then more"] = b"Ab1" * n + b"' " + b"!" * n + b" the end of it all, really"
        found[f"long: accented word of {n}"] = ("é" * n).encode()
    for n in BATCHES:
        found[f"long: {n} words"] = b" ".join(b"w%d" % (i % 50) for i in range(n))
    return found | noise()


def noise() -> dict[str, bytes]:
    """Random bytes, random code points, random pieces of all the above."""
    chance = random.Random(20231)
    pieces = [text for group in (SCRIPTS, EMOJI, INVISIBLE, MARKS, JOINERS, PUNCTUATION) for text in group.values()]
    pieces = [piece for text in pieces for piece in text.split(" ")]
    found = {}
    for i in range(16):
        found[f"noise: bytes {i}"] = bytes(chance.randrange(256) for _ in range(20 * i + 5))
        found[f"noise: high bytes {i}"] = bytes(chance.randrange(0x80, 0x100) for _ in range(10 * i + 5))
        found[f"noise: code points {i}"] = "".join(
            chr(chance.choice([chance.randrange(0x300), chance.randrange(0xD800), chance.randrange(0xE000, 0x110000)]))
            for _ in range(10 * i + 5)
        ).encode()
        found[f"noise: pieces {i}"] = "".join(
            chance.choice(pieces) + chance.choice(["", " ", " "]) for _ in range(60)
        ).encode()
    return found


def large() -> dict[str, bytes]:
    """Name to text: 1 MB of text and of one word, 100 KB of what should not grow either."""
    chance = random.Random(20232)
    words = ["good", "bad", "it's", "1,000.5", "déjà", "vu!!!", "很好", "👍🏽", "x" * 20, "\n"]
    line = " ".join(chance.choice(words) for _ in range(2000)).encode()
    return {
        "large: text": (line * (MILLION // len(line) + 1))[:MILLION],
        "large: one word": b"a" * MILLION,
        "large: one letter and its marks": b"a" + "\u0301\u0302".encode() * (MILLION // 40),
        "large: ill-formed": b"\xf0\x9f\x98" * (MILLION // 30),
        "large: one run of punctuation": b"!" * (MILLION // 10),
    }
