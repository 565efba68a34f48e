#!/usr/bin/env python3
"""The book of proceedings in every form, read back as its readers read it.
   tests/book/book.py PROGRAM SOURCE_FOLDER [CASE [FOLDER_TO_KEEP_THE_BOOKS]]

Every note has a word of its own; each form has to have each word exactly once. HTML goes through tidy, XHTML through
an XML parser, JSON through its schema, PDF through poppler (text, links, outline, fonts), and the codes on its pages
through zbar. Exit code 77: a reader is not installed."""
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

PROGRAM, SOURCE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
CASE = sys.argv[3] if len(sys.argv) > 3 else None
BASE = "http://10.0.0.5:8080"
FORMS = ["html", "xhtml", "md", "json", "pdf"]
SCRIPTS = [
    "The lamps by the canal shine again, and nobody knows who paid for it.",
    "Die Straßenlaternen am Kanal leuchten wieder; übermorgen prüfen wir die nächsten drei.",
    "اتفقنا على أن نلتقي كل أسبوع في الحديقة، وأن نكتب ما تعلمناه.",
    "来週の火曜日にもう一度集まって、庭の計画を話し合います。",
    "Договорились встретиться у ворот и принести семена.",
    "אנחנו נפגשים שוב ביום שלישי ליד השער, עם זרעים.",
]
AT = "2026-11-25T13:20:00Z"


def words(number):
    """A word for a note that no other text has and no line breaks apart."""
    letters = ""
    for _ in range(4):
        letters += "bcdfghkm"[number % 8]
        number //= 8
    return f"zq{letters}qz"


def sample():
    return json.loads((SOURCE / "assets/sample/sample.json").read_text())


def note(board, session, number, **more):
    board["notes"].append({"id": 7_000_000 + number, "session": session["id"], "at": AT, **more})


def rich():
    board = sample()
    board["notes"], marks = [], []
    told = [s for s in board["sessions"] if s.get("state", "open") in ("placed", "open")]
    for number in range(150):
        session, text = told[number % len(told)], SCRIPTS[number % len(SCRIPTS)]
        mark = words(number)
        marks.append(mark)
        more = {"happened": f"{text} {mark}", "mattered": "**Who** was there: *everybody*.\n\n- one\n- two\n\n> said aloud",
                "next": f"See [the plan](https://example.org/plan) and <script>alert(1)</script>. {SCRIPTS[(number + 1) % 6]}"}
        if number % 3:
            more["author"] = f"Ada {number % 7}" if number % 2 else "عائشة"
        note(board, session, number, **more)
    first, second = told[0], told[1]
    first["title"] = "</script><img src=x onerror=alert(1)> & \"quotes\" 'too' # *stars* [link](javascript:alert(1))"
    second["title"] = ("Warum wir die alte Gärtnerei am Kanal behalten wollen und was jede und jeder von uns dafür "
                       "tun kann, ohne zu verbrennen!")[:120]
    told[2]["about"] = "First paragraph of what it is about.\n\nSecond paragraph, after an empty line.\n1. not a list"
    return board, marks


def no_notes():
    board = sample()
    board["notes"], board["actions"], board["news"] = [], [], []
    return board, []


def many():
    board = sample()
    board["notes"], marks = [], []
    told = [s for s in board["sessions"] if s.get("state") == "placed"]
    for number in range(4096):
        marks.append(words(number))
        note(board, told[number % len(told)], number, text=f"{marks[-1]} {SCRIPTS[number % 6]}", author=f"Name {number % 900}")
    for number in range(4096, 10_000):
        note(board, told[number % len(told)], number, happened=SCRIPTS[number % 6])
    return board, marks


def hidden():
    """What must not be in the book, and what must."""
    board = sample()
    told = [s for s in board["sessions"] if s.get("state") == "placed"]
    gone, left, joined, into, quiet = told[:5]
    board["notes"], board["news"], board["actions"] = [], [], []
    for session in (gone, left, joined, quiet):
        board["placements"] = [p for p in board["placements"] if p["session"] != session["id"]]
        board["stars"] = [s for s in board["stars"] if s["session"] != session["id"]]
    gone.update(state="hidden", title="zqhiddentitleqz", reason="spam")
    left.update(state="withdrawn", title="zqwithdrawntitleqz")
    quiet.update(state="withdrawn", title="zqquietlygoneqz")
    joined.update(state="merged", merged_into=into["id"], title="zqjoinedtitleqz")
    note(board, gone, 1, text="zqhiddensessionqz", author="zqhiddenauthorqz")
    note(board, into, 2, text="zqhiddennoteqz", hidden=True, author="zqsecondhiddenqz")
    note(board, left, 3, text="zqleftnoteqz")
    note(board, joined, 4, text="zqjoinednoteqz")
    board["news"].append({"id": 91, "text": "zqhiddennewsqz", "hidden": True, "at": AT})
    board["news"].append({"id": 92, "text": "zqopennewsqz", "at": AT})
    board["actions"].append({"id": 93, "session": gone["id"], "what": "zqhiddenactionqz", "at": AT})
    board["actions"].append({"id": 94, "session": into["id"], "what": "zqactionqz", "who": "zqownerqz", "due": "2026-12-24", "at": AT})
    return board, ["zqleftnoteqz", "zqjoinednoteqz", "zqopennewsqz", "zqjoinedtitleqz"]


# ---- readers -----------------------------------------------------------------------------------------------------
def run(*command, **more):
    return subprocess.run([str(c) for c in command], check=True, capture_output=True, timeout=300, **more).stdout


def fail(what):
    raise SystemExit(f"FAILED: {what}")


def environment(form, finds_leaks):
    """cairo 1.16 keeps 768 bytes of each CFF font (leaks.supp); to tell them from ours its stacks have to be followed
    through cairo, which has no frame pointers, and that is slow: once is enough."""
    asan = os.environ.get("ASAN_OPTIONS", "")
    more = "" if form != "pdf" else ":fast_unwind_on_malloc=0" if finds_leaks else ":detect_leaks=0"
    return {**os.environ, "ASAN_OPTIONS": asan + more}


def make(folder, board, lang, finds_leaks=False):
    data, event = folder / "event.twofeet", folder / "event.json"
    event.write_text(json.dumps(board))
    run(PROGRAM, "import", "--data", data, "--seed", "7", event)
    for form in FORMS:
        run(PROGRAM, "book", "--data", data, "--now", "2026-11-27T18:00:00+01:00", "--public-url", BASE, "--lang", lang,
            folder / f"book.{form}", env=environment(form, finds_leaks))


def text_of_html(path):
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        VOIDS = {"br", "hr", "img", "input", "link", "meta"}

        def __init__(self):
            super().__init__()
            self.text, self.open, self.style, self.links, self.ids = "", [], "", [], []

        def handle_starttag(self, tag, attributes):
            self.open += [] if tag in self.VOIDS else [tag]
            named = dict(attributes)
            self.ids += [named["id"]] if "id" in named else []
            self.links += [named["href"]] if "href" in named else []
            if tag in ("script", "img", "iframe", "object", "link") or any(n.startswith("on") for n in named):
                fail(f"{path}: <{tag} {attributes}>")

        def handle_endtag(self, tag):
            if not self.open or self.open.pop() != tag:
                fail(f"{path}: </{tag}> closes nothing")

        def handle_data(self, data):
            if self.open and self.open[-1] == "style":
                self.style += data
            else:
                self.text += data

    reader = Reader()
    reader.feed(path.read_text())
    reader.close()
    if reader.open:
        fail(f"{path}: left open: {reader.open}")
    if len(set(reader.ids)) != len(reader.ids):
        fail(f"{path}: an id twice")
    for link in reader.links:
        if link.startswith("#") and link[1:] not in reader.ids:
            fail(f"{path}: {link} leads nowhere")
        if not re.match(r"#|https?://", link):
            fail(f"{path}: a link to {link}")
    if "&" in reader.style or "var(--b-ink)" not in reader.style:
        fail(f"{path}: the style is not what was written")
    return reader.text


def text_of_json(path):
    book = json.loads(path.read_text())
    schema = json.loads((SOURCE / "assets/book.schema.json").read_text())
    try:
        import jsonschema
    except ImportError:
        sys.exit(77)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(book)
    return path.read_text()


def text_of_pdf(path):
    return run("pdftotext", "-enc", "UTF-8", path, "-").decode()


def tidy(path):
    """Its errors and warnings, but for those about what it does not know of HTML yet."""
    done = subprocess.run(["tidy", "-q", "-e", "-utf8", "--drop-empty-elements", "no", "--mute-id", "yes", str(path)], capture_output=True, text=True)
    found = [line for line in done.stderr.splitlines() if ("Error" in line or "Warning" in line)]
    if found:
        fail(f"{path}: tidy: {found[:5]}")


def texts(folder):
    tidy(folder / "book.html")
    run("xmllint", "--noout", "--nonet", folder / "book.xhtml")
    tree = ElementTree.parse(folder / "book.xhtml")
    if tree.getroot().tag != "{http://www.w3.org/1999/xhtml}html":
        fail("xhtml without its namespace")
    return {"html": text_of_html(folder / "book.html"), "xhtml": "".join(tree.find(".//{*}body").itertext()),
            "md": (folder / "book.md").read_text(), "json": text_of_json(folder / "book.json"),
            "pdf": text_of_pdf(folder / "book.pdf")}


def each_once(forms, marks):
    for form, text in forms.items():
        found = re.findall(r"zq[a-z]+qz", text)
        counted = collections.Counter(found)
        wrong = {mark: counted[mark] for mark in marks if counted[mark] != 1}
        if wrong:
            fail(f"{form}: not once: {dict(list(wrong.items())[:5])} ({len(wrong)} of {len(marks)})")


def pdf_is_a_document(folder, board):
    pdf = folder / "book.pdf"
    for line in run("pdffonts", pdf).decode().splitlines()[2:]:
        if line[-60:].split()[-5] != "yes" and not re.search(r"\byes (yes|no) (yes|no)\s+\d+\s+\d+$", line):
            fail(f"a font that is not embedded: {line}")
    pages = int(re.search(r"Pages:\s+(\d+)", run("pdfinfo", pdf).decode()).group(1))
    links = run("pdfinfo", "-url", pdf).decode()
    dests = run("pdfinfo", "-dests", pdf).decode()
    for session in (s for s in board["sessions"] if s.get("state") == "placed"):
        if f"{BASE}/s/{session['code']}" not in links:
            fail(f"no link to the page of {session['code']}")
        if f'"s-{session["code"]}"' not in dests:
            fail(f"no place for {session['code']}")
    outline = run("pdftohtml", "-xml", "-i", "-stdout", pdf).decode()
    found = re.search(r"<outline>.*</outline>", outline, re.S)
    if not found or found.group(0).count("<item") < 40:
        fail("no outline")
    # From the list of sessions: the number at the end of a line is the page on which the session stands.
    listed = re.findall(r'<item page="(\d+)">', found.group(0))
    if listed != sorted(listed, key=int) or int(listed[-1]) > pages:
        fail("the outline is not in the order of the pages")
    return pages


def codes_lead_back(folder, board, pages):
    """Every code on three pages in the middle, read from the picture that a printer would make."""
    codes = {f"{BASE}/s/{s['code']}" for s in board["sessions"]}
    first = max(1, pages // 2)
    run("pdftoppm", "-r", "150", "-png", "-f", first, "-l", first + 2, folder / "book.pdf", folder / "page")
    read = set()
    for picture in sorted(folder.glob("page-*.png")):
        done = subprocess.run(["zbarimg", "-q", "--raw", str(picture)], capture_output=True, text=True)
        read |= set(done.stdout.split())
    if len(read) < 2 or not read <= codes:
        fail(f"codes: {read}")


# ---- cases -------------------------------------------------------------------------------------------------------
def case_every_note_once_in_each_form(folder):
    board, marks = rich()
    make(folder, board, "de", finds_leaks=True)
    forms = texts(folder)
    each_once(forms, marks)
    pages = pdf_is_a_document(folder, board)
    codes_lead_back(folder, board, pages)
    for form in ("html", "xhtml", "pdf"):
        if "</script><img" not in forms[form].replace("\n", ""):
            fail(f"{form}: a title that looks like markup is not the text it is")


def case_mirrored(folder):
    board, marks = rich()
    make(folder, board, "ar")
    each_once(texts(folder), marks)
    if 'dir="rtl"' not in (folder / "book.html").read_text():
        fail("not from right to left")


def case_an_event_without_notes(folder):
    board, _ = no_notes()
    make(folder, board, "en")
    forms = texts(folder)
    for form in ("html", "md", "pdf"):
        if "What comes next" in forms[form] or "Nobody has written" not in forms[form]:
            fail(f"{form}: a chapter without anything in it")


def case_an_event_without_sessions(folder):
    board = {"twofeet": 1, "event": sample()["event"]}
    make(folder, board, "ja")
    texts(folder)


def case_ten_thousand_notes(folder):
    board, marks = many()
    make(folder, board, "en")
    each_once(texts(folder), marks)
    if len(json.loads((folder / "book.json").read_text())["people"]) != 900:
        fail("not everybody who signed is named once")


def case_nothing_hidden(folder):
    board, marks = hidden()
    make(folder, board, "en")
    forms = texts(folder)
    each_once(forms, marks)
    for form, text in forms.items():
        leaks = re.findall(r"zq(?:hidden|second|quietly)[a-z]*qz", text)
        if leaks:
            fail(f"{form}: {leaks}")
        if "zqownerqz" not in text:
            fail(f"{form}: an action without its owner")
    book = json.loads((folder / "book.json").read_text())
    left = [s for s in book["sessions"] if s["title"] == "zqwithdrawntitleqz"]
    if len(left) != 1 or left[0]["state"] != "withdrawn" or left[0]["runs"]:
        fail("what was withdrawn is told as held")


CASES = {name[5:]: case for name, case in list(globals().items()) if name.startswith("case_")}


def main():
    for reader in ("tidy", "xmllint", "pdftotext", "pdftoppm", "pdfinfo", "pdffonts", "zbarimg"):
        if not shutil.which(reader):
            print(f"{reader} is not installed")
            sys.exit(77)
    for name in [CASE] if CASE else CASES:
        with tempfile.TemporaryDirectory(prefix="twofeet-book.") as temporary:
            folder = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else pathlib.Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            try:
                CASES[name](folder)
            except subprocess.CalledProcessError as error:
                fail(f"{name}: {error}\n{error.stderr.decode()[-2000:]}")
        print(f"{name}: well")


if __name__ == "__main__":
    os.environ.pop("TWOFEET_DATA", None)
    main()
