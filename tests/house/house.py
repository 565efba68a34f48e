#!/usr/bin/env python3
"""Checks the shape of the house: tests/house/house.py arrows|headers|sizes|calls|self [compiler]

arrows   an include from a room into one that its arrow does not allow
headers  a header that does not compile alone, with every warning an error
sizes    a file over 600 lines, a function over 70
calls    a banned call (sprintf, strcpy, ...) in firmware/ or ui/; SDL outside ui/sdl; SQLite outside firmware/store
self     that each of the above still finds what it is for, on small wrong examples
"""
import pathlib
import re
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]

# Which rooms a room may include, besides itself. CONTRIBUTING.md draws the same picture.
ARROWS = {
    "base": "",
    "core": "base",
    "words": "base core",
    "store": "base core",
    "ledger": "base core store",
    "keep": "base core store ledger",
    "exchange": "base core",
    "markup": "base",
    "book": "base core words markup",
    "web": "base core words ledger keep exchange markup book",
    "print": "base core words",
    "link": "base core ledger",
    "canvas": "base",
    "keys": "base",
    "model": "base core words keys",
    "widgets": "base core words keys model canvas",
    "screens": "base core words keys model canvas widgets",
    "sdl": "base canvas",
    "paper": "base canvas",
    "binding": "base core words markup book canvas",
    "speech": "base",
    "kiosk": "base core words store ledger keep exchange markup book web print link canvas keys model widgets screens sdl speech paper "
             "binding",
}
# A library's header and the only rooms that may know it.
LIBRARIES = {
    r"SDL": {"sdl"},
    r"wayland-client": {"sdl"},
    r"sqlite3\.h": {"store"},
    r"microhttpd": {"web"},
    r"libpq": {"link"},
    r"espeak-ng/": {"speech"},
    r"cairo": {"canvas", "paper"},
    r"hb": {"paper"},
    r"ft2build\.h|freetype": {"paper"},
    r"cmark\.h": {"markup"},
    r"libxml/": {"exchange"},
    r"libical/": {"exchange"},
    r"csv\.h": {"exchange"},
    r"ini\.h": {"print", "kiosk", "exchange"},
    r"xkbcommon/": {"keys"},
}
BANNED = re.compile(r"\b(sprintf|vsprintf|strcpy|strcat|gets|atoi|atol|atof|system|strtok|localtime|gmtime|ctime)\s*\(")
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.M)
FILE_LINES_MAX = 600
FUNCTION_LINES_MAX = 70


def sources(top, pattern):
    return sorted(p for root in ("firmware", "ui") for p in (top / root).glob(f"*/{pattern}"))


def without_comments(text):
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))

    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'',
                  lambda m: m.group(0) if m.group(0)[0] in "\"'" else blank(m), text, flags=re.S)


def arrows(top):
    for path in sources(top, "*.[ch]"):
        room = path.parent.name
        if room not in ARROWS:
            yield f"{path.relative_to(top)}: no such room in the house: give it an arrow in tests/house/house.py"
            continue
        allowed = set(ARROWS[room].split()) | {room}
        text = path.read_text()
        includes = INCLUDE.findall(text)
        for own, system in includes:
            if own and "/" not in own:
                yield f"{path.relative_to(top)}: includes \"{own}\": write it from firmware/ or ui/"
            elif own and own.split("/")[0] not in allowed:
                yield f"{path.relative_to(top)}: {room} may not include \"{own}\""
            for library, rooms in LIBRARIES.items():
                if system and re.match(library, system) and room not in rooms:
                    yield f"{path.relative_to(top)}: {room} may not know <{system}>"
        header = path.with_suffix(".h")
        if path.suffix == ".c" and header.exists():
            first = next((own for own, _ in includes if own), None)
            if first != f"{room}/{header.name}":
                yield f"{path.relative_to(top)}: includes its own header first"


def headers(top, compiler="cc"):
    flags = ("-std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -fsyntax-only -x c -"
             ).split()
    libraries = subprocess.run(["pkg-config", "--cflags", "libpq", "sdl2", "SDL2_ttf", "jansson", "libxml-2.0", "cairo", "harfbuzz",
                                "freetype2"],
                               capture_output=True, text=True, check=True).stdout.split()
    paths = [f"-I{top}/firmware", f"-I{top}/ui"]
    for path in sources(top, "*.h"):
        # Included twice: alone, and with its guard working. The enum keeps the unit from being empty.
        code = f'#include "{path.parent.name}/{path.name}"\n' * 2 + "enum tf_alone { TF_ALONE };\n"
        done = subprocess.run([compiler, *paths, *libraries, *flags], input=code, capture_output=True, text=True)
        if done.returncode:
            yield f"{path.relative_to(top)}: does not compile alone:\n{done.stderr}"


def sizes(top):
    for path in sources(top, "*.[ch]") + sorted((top / "tests").rglob("*.[ch]")):
        text = path.read_text()
        count = text.count("\n")
        if count > FILE_LINES_MAX:
            yield f"{path.relative_to(top)}: {count} lines; over {FILE_LINES_MAX}: give a part of it its own home"
        begun = None
        for number, line in enumerate(without_comments(text).split("\n"), 1):
            if line.startswith("{"):
                begun = number
            elif line.startswith("}") and begun:
                if number - begun - 1 > FUNCTION_LINES_MAX:
                    yield f"{path.relative_to(top)}:{begun}: a function of {number - begun - 1} lines"
                begun = None


def calls(top):
    for path in sources(top, "*.[ch]"):
        for number, line in enumerate(without_comments(path.read_text()).split("\n"), 1):
            for name in BANNED.findall(re.sub(r'"(?:\\.|[^"\\])*"', '""', line)):
                yield f"{path.relative_to(top)}:{number}: {name}() is banned"


WRONG = {  # check → (a file that breaks it, its text)
    "arrows": ("firmware/core/bad.c", '#include "store/store.h"\n'),
    "arrows 2": ("ui/screens/bad.c", "#include <SDL2/SDL.h>\n"),
    "headers": ("firmware/base/bad.h", "struct tf_bad { uint64_t needs_stdint; };\n"),
    "sizes": ("firmware/base/bad.c", "int tf_bad(void)\n{\n" + "    ;\n" * 71 + "}\n"),
    "sizes 2": ("tests/unit/base/test_bad.c", "/* why */\n" * 601),
    "calls": ("firmware/base/bad.c", "void tf_bad(char *a, const char *b)\n{\n    strcpy(a, b);\n}\n"),
}


def self_check(_top):
    for name, (file, text) in WRONG.items():
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / file
            path.parent.mkdir(parents=True)
            path.write_text(text)
            if not list(CHECKS[name.split()[0]](pathlib.Path(folder))):
                yield f"the check '{name}' no longer finds {file}: {text[:60]!r}"


CHECKS = {"arrows": arrows, "headers": headers, "sizes": sizes, "calls": calls, "self": self_check}


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in CHECKS:
        sys.exit(__doc__)
    findings = list(CHECKS[sys.argv[1]](TOP, *sys.argv[2:]))
    for finding in findings:
        print(finding)
    if not sources(TOP, "*.h"):
        sys.exit("no headers found: wrong folder?")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
