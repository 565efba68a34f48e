#!/usr/bin/env python3
"""Prints an event for the tests of what is drawn: wall.py scripts|vowels|huge|longest|empty. The same every time."""
import datetime
import json
import sys

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
DAY = datetime.datetime(2026, 11, 25, 8, tzinfo=datetime.timezone.utc)
TITLES = [  # what the tests look for on paper
    ("Kompost für Anfängerinnen", "Mara", "Was darf hinein, was nicht, und warum riecht meiner?", "de"),
    ("كيف نحكي قصصنا؟", "ليلى", "نجلس في دائرة ونحكي قصة من حينا.", "ar"),
    ("金継ぎ入門", "はるか", "割れた器を一つ持ってきてください。道具はあります。", "ja"),
    ("बच्चों के लिए विज्ञान", "सुनीता", "घर की चीज़ों से तीन प्रयोग।", "hi"),
    ("שיחה על מים", "נעמה", "מה שותים ולמה.", "he"),
    ("การทำสวนในเมือง", "มาลี", "ปลูกผักบนระเบียง", "th"),
    ("Café ☕ und 🦊 im Wald", "Zoë & Ændrew", "Mit Fernglas.", "de"),
]

VOWELS = [  # signs above, below, before and around their letters
    ("हिन्दी में बच्चों की कविताएँ", "सुनीता", "hi"), ("শুরু থেকে কবিতার আসর", "রীনা", "bn"), ("ગુજરાતી વાર્તાઓ", "રમા", "gu"),
    ("ਪੰਜਾਬੀ ਗੀਤ", "ਰਮਾ", "pa"), ("தமிழ் மொழியில் கதைகள்", "மீனா", "ta"), ("తెలుగు కథలు చెప్పుకుందాం", "రమ", "te"),
    ("ಕನ್ನಡ ಹಾಡುಗಳು", "ರಮ", "kn"), ("മലയാളം കഥകൾ", "രമ", "ml"), ("ආයුබෝවන් යාලුවනේ", "නිලූ", "si"),
    ("ที่นี่มีน้ำดื่มสะอาด", "ณัฐ", "th"), ("เรียนรู้ด้วยกันที่บ้าน", "มาลี", "th"), ("ພາສາລາວ ມື້ນີ້", "ຄຳ", "lo"),
    ("ខ្មែរ ភាសាខ្មែរ", "សុខា", "km"), ("ဗမာစာ လေ့လာခြင်း", "အောင်", "my"), ("བོད་སྐད་སློབ་པ", "པེ་མ", "bo"),
    ("שָׁלוֹם עֲלֵיכֶם בַּבֹּקֶר", "נָעֳמִי", "he"), ("מַיִם וְאוֹר", "נועה", "he"), ("مَرْحَبًا بِكُم في البُستان", "لَيْلَى", "ar"),
    ("كيف نحكي قصصنا؟", "ليلى", "ar"), ("Việt Nam: học và chơi", "Nguyễn Thị", "vi"), ("Čtyři otázky o číslech", "Zoë", "cs"),
]


def code_of(number):
    text = ""
    for _ in range(5):
        text += LETTERS[number % len(LETTERS)]
        number //= len(LETTERS)
    return text


def stamp(minutes):
    return (DAY + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def wall(spaces, rows, row_min, fill, name="Space {}"):
    event = {
        "twofeet": 1,
        "event": {"id": 1, "title": "Herbstlager", "code": "herbstlager", "zone": "Europe/Berlin", "language": "de",
                  "guid": "6d0b9f4e-5d0e-4b6a-8a53-3f4f2f0c0a22"},
        "spaces": [{"id": 1 + s, "name": name.format(s + 1), "position": s, "symbol": s % 16} for s in range(spaces)],
        "slots": [{"id": 1000 + r, "day": "2026-11-25", "start": stamp(r * row_min), "end": stamp((r + 1) * row_min)}
                  for r in range(rows)],
        "sessions": [], "placements": [],
    }
    for r in range(rows):
        for s in range(spaces):
            words = fill(r * spaces + s)
            if words is None:
                continue
            number = len(event["sessions"])
            title, host, about, language = words
            event["sessions"].append({"id": 10000 + number, "code": code_of(number + 1234567), "state": "placed",
                                      "title": title, "host": host, "about": about, "language": language})
            event["placements"].append({"id": 20000 + number, "session": 10000 + number, "space": 1 + s,
                                        "slot": 1000 + r, "last_slot": 1000 + r})
    return event


def longest(number):
    word = ["Gemeinschaftsgartenbewässerungsplan", "und", "Wiederverwertung"]
    return (" ".join(word * 9)[:120].strip(), "Bartholomäus " * 4 + "Müller", ("Ein langer Satz, der nie endet. " * 63)[:1990],
            "de")


WALLS = {
    "scripts": lambda: wall(4, 3, 45, lambda n: TITLES[n] if n < len(TITLES) else None),
    "vowels": lambda: wall(3, 7, 60, lambda n: (VOWELS[n][0], VOWELS[n][1], " ".join(VOWELS[n][:2]), VOWELS[n][2])),
    "huge": lambda: wall(80, 48, 15, lambda n: (f"Session {n}", f"Host {n}", "", "en")),
    "longest": lambda: wall(9, 7, 60, longest, name="Der wirklich sehr lange Name eines Raumes, Nummer {}"),
    "empty": lambda: wall(0, 0, 0, None),
}

if __name__ == "__main__":
    json.dump(WALLS[sys.argv[1]](), sys.stdout, ensure_ascii=False)
