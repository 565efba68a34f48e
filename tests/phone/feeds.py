#!/usr/bin/env python3
"""What other programs read, through their own libraries: feeds.py PHONE_SERVE SCHEDULE LOCALE SOURCE SHARED

The feeds by the public schemas in SHARED (xmllint, jsonschema), by icalendar and csv; the API's description
against the router's table and the server itself. Ends with 77 where a library is not there.
"""
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

try:
    import icalendar
    import jsonschema
except ImportError as error:
    print("skipped:", error)
    sys.exit(77)

serve, schedule, locale, source, shared = sys.argv[1:6]
child = subprocess.Popen([serve, schedule, locale], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
base = "http://127.0.0.1:" + child.stdout.readline().split()[1]


def ask(path, method="GET", headers=None, body=None):
    request = urllib.request.Request(base + path, body, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def organiser(command):
    child.stdin.write(command + "\n")
    child.stdin.flush()
    assert child.stdout.readline() == "ok\n", command


def get(path, media_type):
    for _ in range(3):  # the event's clock may change the board between two questions
        status, headers, body = ask(path)
        assert status == 200, (path, status)
        assert headers["Content-Type"].startswith(media_type), (path, headers["Content-Type"])
        status, later, again = ask(path, headers={"If-None-Match": headers["ETag"]})
        if status == 304:
            break
    assert status == 304 and not again, (path, "is sent again", status, headers["ETag"], later["ETag"], again[:200])
    return body


board = json.loads(get("/api/v1/board", "application/json"))
placed = [s for s in board["sessions"] if s["placements"]]
hidden = placed.pop()
organiser("hide " + hidden["code"])
board = json.loads(get("/api/v1/board", "application/json"))
placements = sum(len(s["placements"]) for s in board["sessions"])
plenaries = [s for s in board["slots"] if s.get("kind", "session") != "session"]


def frab_xml():
    body = get("/schedule.xml", "application/vnd.c3voc.schedule+xml")
    schema = pathlib.Path(shared, "frab-schedule.xsd")
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(body)
        file.flush()
        if schema.exists():
            done = subprocess.run(["xmllint", "--noout", "--schema", schema, file.name], capture_output=True, check=False)
            assert done.returncode == 0, done.stderr.decode()[:2000]
    assert body.count(b"<event ") >= placements
    assert base.encode() + b"/s/" in body and hidden["title"].encode() not in body


def frab_json():
    body = get("/schedule.json", "application/")
    schema = pathlib.Path(shared, "frab-schedule.schema.json")
    if schema.exists():
        jsonschema.validate(json.loads(body), json.loads(schema.read_text(encoding="utf-8")))
    assert hidden["title"] not in body.decode()


def check_calendar(body, least):
    events = [e for e in icalendar.Calendar.from_ical(body).walk() if e.name == "VEVENT"]
    assert len(events) >= least, len(events)
    assert len({str(e["UID"]) for e in events}) == len(events)
    for event in events:
        assert event["DTSTART"].dt < event["DTEND"].dt and event["DTSTART"].dt.utcoffset().total_seconds() == 0
        assert str(event["SUMMARY"])
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    return events


def ical():
    events = check_calendar(get("/schedule.ics", "text/calendar"), placements)
    assert hidden["title"] not in [str(e["SUMMARY"]) for e in events]
    one = placed[0]
    events = check_calendar(get(f"/s/{one['code']}.ics", "text/calendar"), 1)
    assert str(events[0]["SUMMARY"]) == one["title"]
    assert ask(f"/s/{hidden['code']}.ics")[0] == 410


def table():
    text = get("/schedule.csv", "text/csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1 and len(rows) > placements, len(rows)
    assert hidden["title"] not in text


def without_what_is_hidden():
    for path in ("/api/v1/mirror", "/api/v1/board", "/", "/unplaced", "/search?q=" + hidden["code"], "/wall"):
        assert hidden["title"] not in ask(path)[2].decode(), path


def the_api_is_as_it_is_described():
    openapi = json.loads(get("/api/v1/openapi.json", "application/json"))
    described = {(method.upper(), path) for path, item in openapi["paths"].items() for method in item if method != "parameters"}
    router = pathlib.Path(source, "firmware/web/routes.c").read_text(encoding="utf-8")
    wanted = {("GET", "/s/{code}.ics")}
    for name, method in (("GETS", "GET"), ("POSTS", "POST")):
        rows = re.search(r"struct tf_route " + name + r"\[\] = \{(.*?)\n\};", router, re.S).group(1)
        wanted |= {(method, path.replace("*", "{code}").replace("?", "{id}")) for path in re.findall(r'\{"([^"]+)"', rows)
                   if path.startswith("/api/") or "." in path or path == "/live"}
    assert described == wanted, described ^ wanted
    headers = {"Content-Type": "application/json", "X-Twofeet-Device": "00" * 16}
    for method, path in sorted(described - {("GET", "/live")}):
        path = path.replace("{code}", placed[0]["code"]).replace("{id}", "7")
        status = ask(path, method, headers, b"{}" if method == "POST" else None)[0]
        answers = openapi["paths"][path.replace(placed[0]["code"], "{code}").replace("/7", "/{id}")][method.lower()]["responses"]
        assert status not in (401, 405, 415), (method, path, status)
        assert str(status) in answers or status in (400, 403), (method, path, status, list(answers))


try:
    for check in (frab_xml, frab_json, ical, table, without_what_is_hidden, the_api_is_as_it_is_described):
        check()
        print("ok   ", check.__name__)
finally:
    child.stdin.close()
    child.wait(30)
