"""Files that nobody should have to read: hostile.py FOLDER makes them; hostile.py FOLDER PROGRAM ARGUMENT... runs a
program on a limit of time, and prints the most memory that it took, in MB."""
import os
import resource
import subprocess
import sys

EVENT = "BEGIN:VEVENT\r\nUID:%s\r\nDTSTART:%s\r\n%sSUMMARY:%s\r\nLOCATION:R\r\nEND:VEVENT\r\n"


def calendar(*events):
    return "BEGIN:VCALENDAR\r\nX-WR-TIMEZONE:Europe/Berlin\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def frab(body, head=""):
    return ('<?xml version="1.0" encoding="UTF-8"?>%s<schedule><conference><title>Camp</title>'
            "<time_zone_name>Europe/Berlin</time_zone_name></conference>%s</schedule>" % (head, body))


def frab_event(number, start="10:00", room="A"):
    return ('<event id="%d"><title>Session %d</title><room>%s</room><start>%s</start><duration>0:30</duration></event>'
            % (number, number, room, start))


def frab_day(*rooms):
    return ('<day index="1" date="2026-11-25" start="2026-11-25T09:00:00+01:00" end="2026-11-25T20:00:00+01:00">'
            + "".join(rooms) + "</day>")


def write(folder):
    def put(name, data):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())

    whole = frab(frab_day('<room name="A">%s%s</room>' % (frab_event(1), frab_event(2, "11:00"))))
    put("truncated.xml", whole[: whole.index("Session 2") + 4])
    put("truncated.json", '{"schedule":{"conference":{"title":"Camp","days":[{"index":1,')
    put("truncated.ics", calendar(EVENT % ("1", "20261125T090000Z", "", "One"))[:-15] + "BEGIN:VEVENT\r\nUID:2\r\nSUMM")
    put("wrong_encoding.csv", "Title,Start,Room\nÜbung,2026-11-25 10:00,Küche\n".encode("cp1252"))
    put("lying_encoding.xml", frab(frab_day('<room name="K">%s</room>' % frab_event(1))).replace("Camp", "Café").encode("latin-1"))
    put("rows.csv", "Title,Start,Room\n" + "".join("Session %d,2026-11-25 10:00,A\n" % n for n in range(100001)))
    put("bomb.xml", frab("<day/>", '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">' + "".join(
        '<!ENTITY %s "%s">' % (chr(97 + n), ("&%s;" % chr(96 + n)) * 10) for n in range(1, 10)) + "]>").replace("Camp", "&j;"))
    put("cyclic.ics", calendar(EVENT % ("1", "20261125T090000Z", "RRULE:FREQ=DAILY\r\n", "For ever"),
                               EVENT % ("2", "20261125T090000Z", "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\n", "Never")))
    put("1601.ics", calendar(EVENT % ("1", "16010101T000000Z", "", "Old"), EVENT % ("2", "20261125T090000Z", "", "New")))
    put("backwards.ics", calendar(EVENT % ("1", "20261125T100000Z", "DTEND:20261125T090000Z\r\n", "Back")))
    put("days_as_rooms.csv", "Title,Start,Room\nBees,2026-11-25 10:00,2026-11-26\nAnts,2026-11-25 10:00,Wednesday\n")
    with open(os.path.join(folder, "huge.xml"), "wb") as file:  # 2 GB that take no room on the disk
        file.write(b"<schedule>")
        file.truncate(2 << 30)


def run(arguments):
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    done = subprocess.run(arguments, preexec_fn=limit, timeout=110, check=False)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, file=file)
    return done.returncode if done.returncode >= 0 else 128 - done.returncode


if __name__ == "__main__":
    sys.exit(write(sys.argv[1]) if len(sys.argv) == 2 else run(sys.argv[2:]))
