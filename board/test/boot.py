"""What board/test/boot does with the booted machine: looks at its screen, touches it, presses its keys, kills its program.

boot.py FOLDER ARCH IMAGE EMULATOR [CHAPTER]...: FOLDER gets the machine's disk, the pictures and result.txt; EMULATOR is
the folder that QEMU and the machines' UEFI were unpacked into. Each chapter begins with a card as it was written; without
a name all are read, in this order.
"""
import sys

import cuts
import radio
import trouble
import update
import wall
from machine import FOLDER

CHAPTERS = {chapter.__name__: chapter.chapter for chapter in (wall, cuts, trouble, update, radio)}


def main():
    names = sys.argv[5:] or list(CHAPTERS)
    if unknown := [name for name in names if name not in CHAPTERS]:
        print(f'board/test/boot: there is no chapter {unknown[0]}: {", ".join(CHAPTERS)}', file=sys.stderr)
        return 2
    good = True
    with open(FOLDER / 'result.txt', 'a' if sys.argv[5:] else 'w') as result:
        for name in names:
            line = f'---- {name}'
            print(line, file=result)
            print(line, flush=True)
            good &= CHAPTERS[name](result)
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
