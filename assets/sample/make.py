#!/usr/bin/env python3
"""Writes sample.json: a made-up event to try Twofeet with. The same output every time.

Nobody in it exists. Its dates are moved to today when it is opened, so they mean nothing but an order.
"""
import datetime
import json
import pathlib

ZONE_HOURS = 1  # Europe/Berlin in November
DAYS = [datetime.date(2026, 11, 25), datetime.date(2026, 11, 26)]
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

SPACES = [
    ("Garten", 40, ["quiet", "step-free"]),
    ("Werkstatt", 25, ["projector"]),
    ("Küche", 12, ["step-free"]),
    ("Bibliothek", 18, ["quiet"]),
    ("Großer Saal", 120, ["projector", "step-free"]),
    ("Dachboden", 20, ["floor"]),
    ("Atelier", 30, ["projector", "floor"]),
    ("Am Kamin", 10, ["quiet", "step-free"]),
]

ROWS = [
    ("09:30", "10:30", "plenary", "Opening circle · Eröffnungskreis"),
    ("10:30", "11:00", "break", "Coffee · Kaffee"),
    ("11:00", "11:45", "session", ""),
    ("11:45", "12:30", "session", ""),
    ("12:30", "13:30", "break", "Lunch · Mittagessen"),
    ("13:30", "14:15", "session", ""),
    ("14:30", "15:15", "session", ""),
    ("15:15", "15:45", "break", "Cake · Kuchen"),
    ("15:45", "16:30", "session", ""),
    ("16:45", "17:15", "plenary", "Evening news · Abendnachrichten"),
], [
    ("09:30", "10:00", "plenary", "Morning announcements · Neues am Morgen"),
    ("10:00", "10:45", "session", ""),
    ("11:00", "11:45", "session", ""),
    ("11:45", "12:30", "session", ""),
    ("12:30", "13:30", "break", "Lunch · Mittagessen"),
    ("13:30", "14:15", "session", ""),
    ("14:30", "15:15", "session", ""),
    ("15:15", "15:45", "break", "Coffee · Kaffee"),
    ("15:45", "16:45", "plenary", "Closing circle · Abschlusskreis"),
]

# title, subtitle, host, format, language, about, where: (day, row, space) or (day, row, space, rows)
SESSIONS = [
    ("Kompost für Anfängerinnen", "Compost for beginners", "Mara", "workshop", "de",
     "Was darf hinein, was nicht, und warum riecht meiner? Bringt eine Handvoll eures Komposts mit.", (0, 2, 0)),
    ("Repair café: bring the broken lamp", "Reparaturcafé", "Tomasz", "workshop", "en",
     "Soldering irons and patience are there. No promises.", (0, 2, 1, 2)),
    ("Sourdough without tears", "Sauerteig ohne Tränen", "Ines", "workshop", "en",
     "We feed one, we bake none. Take a jar home.", (0, 2, 2)),
    ("Lesekreis: ein Gedicht, eine Stunde", "", "Friedrich", "discussion", "de",
     "Ein Gedicht, laut gelesen, dreimal. Mehr nicht.", (0, 2, 3)),
    ("What should our town do with the old station?", "Was tun mit dem alten Bahnhof?", "Amira", "discussion", "en",
     "The council decides in spring. What do we want to tell them?", (0, 2, 4)),
    ("Jonglieren für alle", "Juggling for everyone", "Pavel", "workshop", "de", "Bälle sind da.", (0, 2, 5)),
    ("Open data of our bus lines", "", "Kofi", "talk", "en",
     "The timetable is public now. What can we build that helps somebody on a wet Tuesday?", (0, 2, 6)),
    ("كيف نحكي قصصنا؟", "How do we tell our stories?", "ليلى", "discussion", "ar",
     "جلسة مفتوحة عن القصص التي نحملها معنا، بالعربية مع ترجمة إلى الألمانية.", (0, 3, 3)),
    ("Cargo bikes: sharing five among fifty", "", "Jonas", "discussion", "en",
     "Booking, locks, flat tyres, and who pays.", (0, 3, 4)),
    ("Stricken und Reden", "Knitting and talking", "Oma Gerda", "other", "de", "Nadeln und Wolle sind da. 🧶", (0, 3, 7)),
    ("Pflanzentausch", "Plant swap", "Mara", "other", "de", "", (0, 3, 0)),
    ("Firefly: a tiny language for blinking lights", "", "Wen", "talk", "en",
     "Forty lines of C, one LED, a lot of joy.", (0, 3, 6)),
    ("Yoga auf dem Dachboden", "", "Sunita", "workshop", "de", "Matten sind oben. Barfuß.", (0, 3, 5)),
    ("Neighbourhood energy: one roof, nine flats", "Mieterstrom im Haus", "Lukas", "talk", "en",
     "Three years of numbers, and the letter from the utility.", (0, 5, 4)),
    ("金継ぎ入門", "Kintsugi: mending with gold", "はるか", "workshop", "ja",
     "割れた器を一つ持ってきてください。道具はあります。", (0, 5, 1, 2)),
    ("Zero-waste kitchen, honestly", "Küche ohne Müll, ehrlich", "Ines", "discussion", "en",
     "What worked for a month, and what did not.", (0, 5, 2)),
    ("Moderieren, wenn es knirscht", "Facilitating when it hurts", "Beate", "workshop", "de",
     "Fälle aus euren Gruppen, ohne Namen.", (0, 5, 6)),
    ("Birdsong walk", "Vogelstimmen", "Henrik", "other", "en", "We leave from the garden gate. Good shoes.", (0, 5, 0)),
    ("Chor ohne Noten", "Choir without sheet music", "Naledi", "workshop", "de", "Drei Lieder, vierstimmig.", (0, 5, 5)),
    ("Wikipedia for our village", "", "Kofi", "workshop", "en", "Bring a laptop and one fact with a source.", (0, 6, 3)),
    ("How to run a tool library", "Leihladen gründen", "Tomasz", "discussion", "en",
     "Insurance is easier than the shelves.", (0, 6, 4)),
    ("Angst vor der Zukunft", "Being afraid of the future", "Beate", "discussion", "de",
     "Kein Rat, nur Zuhören.", (0, 6, 7)),
    ("Draw your commute", "", "Zeynep", "workshop", "en", "Pens, paper, ten minutes, then we look.", (0, 6, 6)),
    ("Spiele, die ohne Strom gehen", "Games without electricity", "Pavel", "other", "de", "", (0, 8, 2)),
    ("Community radio from a shoebox", "", "Wen", "talk", "en", "Legal, tiny, heard in three streets.", (0, 8, 1)),
    ("Was ist uns ein Baum wert?", "What is a tree worth to us?", "Amira", "discussion", "de", "", (0, 8, 0)),
    ("Slow letters", "Langsame Briefe", "Friedrich", "other", "en", "We write one each, by hand.", (0, 8, 3)),
    ("बच्चों के लिए विज्ञान के खेल", "Science games for children", "सुनीता", "workshop", "hi",
     "घर की चीज़ों से तीन प्रयोग, सात साल से ऊपर के बच्चों के साथ।", (1, 1, 6)),
    ("The council's letter: writing it together", "Der Brief an den Stadtrat", "Amira", "workshop", "en",
     "Follow-up to yesterday's station session.", (1, 1, 4)),
    ("Fermentieren", "Kraut and kimchi", "Ines", "workshop", "de", "Ein Glas mitbringen.", (1, 1, 2, 2)),
    ("Night trains we miss", "", "Henrik", "discussion", "en", "", (1, 1, 3)),
    ("Lastenrad-Werkstatt", "Cargo bike workshop", "Jonas", "workshop", "de", "Bremsen, Ketten, Lichter.", (1, 2, 1)),
    ("Speak up: meetings for quiet people", "", "Naledi", "discussion", "en",
     "Three formats that helped, and one that did not.", (1, 2, 7)),
    ("Sternenhimmel im November", "The November sky", "Oma Gerda", "talk", "de", "🔭 Bei Wolken mit Bildern.", (1, 2, 5)),
    ("A budget everyone can read", "Ein Haushalt, den alle lesen können", "Lukas", "talk", "en", "", (1, 2, 4)),
    ("Garden maps with a phone", "", "Kofi", "workshop", "en", "", (1, 3, 0)),
    ("Übersetzen im Alltag", "Translating, every day", "ليلى", "discussion", "de",
     "Für alle, die für Nachbarn dolmetschen.", (1, 3, 3)),
    ("Origami, ganz leise", "Origami, very quietly", "はるか", "other", "de", "", (1, 3, 7)),
    ("Who owns the path? Commons in practice", "Allmende heute", "Tomasz", "discussion", "en", "", (1, 5, 4)),
    ("Erste Hilfe auffrischen", "First aid, refreshed", "Zeynep", "workshop", "de", "", (1, 5, 5)),
    ("What we did not talk about", "Worüber wir nicht gesprochen haben", "Beate", "discussion", "en", "", (1, 6, 7)),
    ("Demo hour: show what you made", "Zeigt her!", "Wen", "other", "en", "Three minutes each.", (1, 6, 4)),
    ("Stadtplan der ruhigen Orte", "A map of quiet places", "Sunita", "discussion", "de", "", None),
    ("Learn to whistle with two fingers", "", "Pavel", "help", "en", "I can't, and want to.", None),
    ("Bienen auf dem Dach?", "Bees on the roof?", "Mara", "discussion", "de", "", None),
    ("A choir of old printers", "", "", "other", "en", "Bring a dot matrix.", None),
    ("Wer passt auf die Kinder auf?", "Who looks after the children?", "Jonas", "help", "de", "", None),
    ("ما الذي يجعل المكان بيتًا؟", "What makes a place a home?", "سمير", "discussion", "ar", "", None),
]

NOTES = [
    ("What should our town do with the old station?", "Amira",
     "About thirty people, two of them from the council.", "It should stay open in the evening.",
     "We write a letter tomorrow at ten in the Großer Saal."),
    ("Kompost für Anfängerinnen", "", "Zwölf Leute, drei Eimer.", "Mehr Braunes als Grünes.",
     "Mara schickt die Liste herum."),
    ("Repair café: bring the broken lamp", "Tomasz", "Seven lamps, five shine again.",
     "A fuse is cheaper than a lamp.", ""),
    ("金継ぎ入門", "はるか", "六つの器を直しました。", "割れ目は隠さなくていい。", "明日、乾いた器を取りに来てください。"),
    ("Cargo bikes: sharing five among fifty", "", "We compared three booking lists.", "A paper calendar won.", "Jonas prints one."),
]
ACTIONS = [("What should our town do with the old station?", "Hand the letter to the council", "Amira"),
           ("How to run a tool library", "Ask the fire brigade for shelves", "Tomasz"),
           ("Cargo bikes: sharing five among fifty", "Print the calendar", "Jonas")]
NEWS = [("Soup is ready at 12:30 in the Küche. · Die Suppe ist um 12:30 fertig.", True),
        ("A blue scarf was found in the Atelier.", False)]


def scramble(n):
    """A number that looks random and is not."""
    n = (n ^ 0x9E3779B97F4A7C15) & (2**64 - 1)
    n = (n ^ (n >> 30)) * 0xBF58476D1CE4E5B9 & (2**64 - 1)
    n = (n ^ (n >> 27)) * 0x94D049BB133111EB & (2**64 - 1)
    return n ^ (n >> 31)


def identity(kind, n):
    return scramble(kind * 1000003 + n) % (2**53 - 1) + 1


def code(n):
    value, out = scramble(77_000_000 + n), ""
    for _ in range(5):
        out += LETTERS[value % 30]
        value //= 30
    return out


def utc(day, clock):
    at = datetime.datetime.combine(DAYS[day], datetime.time.fromisoformat(clock)) - datetime.timedelta(hours=ZONE_HOURS)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def slim(record):
    return {k: v for k, v in record.items() if v not in ("", 0, False, [], None)}


def build():
    spaces = [{"id": identity(1, i), "name": n, "position": i, "capacity": c, "symbol": i, "features": f}
              for i, (n, c, f) in enumerate(SPACES)]
    slots, slot_id = [], {}
    for d, rows in enumerate(ROWS):
        for r, (start, end, kind, title) in enumerate(rows):
            slot_id[d, r] = identity(2, d * 100 + r)
            slots.append({"id": slot_id[d, r], "day": str(DAYS[d]), "start": utc(d, start), "end": utc(d, end),
                          "kind": "" if kind == "session" else kind, "title": title})
    sessions, placements, stars, by_title = [], [], [], {}
    for i, (title, subtitle, host, form, language, about, where) in enumerate(SESSIONS):
        key = by_title[title] = identity(3, i)
        sessions.append({"id": key, "code": code(i), "state": "placed" if where else "", "title": title,
                         "subtitle": subtitle, "host": host, "about": about, "format": form, "language": language,
                         "proposed_at": utc(0, "09:40")})
        if where:
            d, r, s = where[:3]
            session_rows = [k for k in range(r, len(ROWS[d])) if ROWS[d][k][2] == "session"]
            last = session_rows[(where[3] if len(where) > 3 else 1) - 1]
            placements.append({"id": identity(4, i), "session": key, "space": identity(1, s),
                               "slot": slot_id[d, r], "last_slot": slot_id[d, last]})
        for star in range(scramble(i) % 9):
            stars.append({"id": identity(5, star * 7 + scramble(i + star) % 5), "session": key, "at": utc(0, "10:20")})
    notes = [{"id": identity(6, i), "session": by_title[t], "author": a, "happened": h, "mattered": m, "next": n,
              "at": utc(0, "14:20")} for i, (t, a, h, m, n) in enumerate(NOTES)]
    actions = [{"id": identity(7, i), "session": by_title[t], "what": w, "who": who, "at": utc(0, "14:25")}
               for i, (t, w, who) in enumerate(ACTIONS)]
    news = [{"id": identity(8, i), "text": t, "pinned": p, "at": utc(0, "10:35")} for i, (t, p) in enumerate(NEWS)]
    event = {"id": 1, "title": "Open Space Herbst", "subtitle": "Open Space Autumn: a neighbourhood that works",
             "code": "open-space-herbst", "zone": "Europe/Berlin", "language": "de", "format": "open-space",
             "place": "Alte Gärtnerei, Beispielstadt", "url": "https://example.org/open-space-herbst",
             "guid": "0f6c1c52-7b0e-4c7a-9d52-5a3d1f0c9b11", "phase": "sessions"}
    unique = {(s["session"], s["id"]): s for s in stars}
    return [("event", event), ("spaces", spaces), ("slots", slots), ("sessions", sessions),
            ("placements", placements), ("stars", [unique[k] for k in sorted(unique)]), ("notes", notes),
            ("actions", actions), ("news", news)]


def main():
    def line(record):
        return json.dumps(slim(record), ensure_ascii=False, separators=(",", ":"))

    parts = ['{"twofeet":1']
    for name, content in build():
        if isinstance(content, dict):
            parts.append(f'"{name}":{line(content)}')
        else:
            parts.append(f'"{name}":[\n' + ",\n".join(line(r) for r in content) + "\n]")
    pathlib.Path(__file__).with_name("sample.json").write_text(",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
