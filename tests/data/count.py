#!/usr/bin/env python3
"""Counts what is in a schedule file with Python's own parsers, independently of ours.

count.py FILE   prints: sessions rooms days placed
"""
import csv
import json
import re
import sys
import xml.etree.ElementTree


def frab_xml(path):
    root = xml.etree.ElementTree.parse(path).getroot()
    days = root.findall("day")
    rooms = {" ".join(room.get("name").split()) for day in days for room in day.findall("room")}
    events = [event for day in days for room in day.findall("room") for event in room.findall("event")]
    return len(events), len(rooms), len([d for d in days if d.findall("room/event")]), len(events)


def frab_json(data):
    days = data["schedule"]["conference"]["days"]
    rooms = {room for day in days for room in day["rooms"]}
    per_day = [sum(len(events) for events in day["rooms"].values()) for day in days]
    return sum(per_day), len(rooms), len([n for n in per_day if n]), sum(per_day)


def barcamp(data):
    sessions = [s for slot in data["slots"] for s in slot.get("sessions", [])]
    fixed = [slot for slot in data["slots"] if slot["type"] == "fixed"]
    return len(sessions) + len(fixed), len({s["location"] for s in sessions}), 1, len(sessions)


def ical(path):
    text = open(path, "rb").read().decode("utf-8", "replace")
    text = re.sub(r"\r*\n[ \t]", "", text)
    events = re.findall(r"BEGIN:VEVENT(.*?)END:VEVENT", text, re.S)
    rooms = set()
    for event in events:
        found = re.search(r"^LOCATION[^:]*:(.*?)\r*$", event, re.M)
        if found and found.group(1).strip():
            rooms.add(" ".join(found.group(1).replace("\\,", ",").replace("\\;", ";").split()))
    days = {re.search(r"^DTSTART[^:]*:(\d{8})", event, re.M).group(1) for event in events}
    return len(events), len(rooms), len(days), 0


def table(path):
    rows = list(csv.DictReader(open(path, encoding="utf-8-sig", newline="")))
    return len(rows), len({r["Room"] for r in rows if r["Room"]}), len({r["Day"] for r in rows if r["Day"]}), 0


def main():
    path = sys.argv[1]
    if path.endswith(".xml"):
        result = frab_xml(path)
    elif path.endswith(".csv"):
        result = table(path)
    elif path.endswith(".ics"):
        result = ical(path)
    else:
        data = json.load(open(path, encoding="utf-8"))
        result = barcamp(data) if "slots" in data else frab_json(data)
    print(*result)


if __name__ == "__main__":
    main()
