"""The emulated machine's disk and sticks, from outside: while nothing runs on them."""
import contextlib
import json
import pathlib
import shutil
import subprocess

from machine import ARCH, FOLDER, GROWN_BYTES, IMAGE, Failed

DISK = FOLDER / 'disk.img'
STICK_MIB = 64


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, **more)
    if done.returncode != 0:
        raise Failed(f'{command[0]}: {done.stderr.decode(errors="replace")[-300:]}')
    return done.stdout


def start_byte(number):
    table = json.loads(run('sfdisk', '--json', DISK))['partitiontable']
    return table['partitions'][number - 1]['start'] * 512


def fresh():
    """A card as it was written, larger than its image."""
    run('cp', '--sparse=always', IMAGE, DISK)
    with open(DISK, 'r+b') as disk:
        disk.truncate(IMAGE.stat().st_size + GROWN_BYTES)


def first_partition():
    return f'{DISK}@@{start_byte(1)}'


@contextlib.contextmanager
def partition(number):
    """The last partition as a file of its own: e2fsck loses its way inside the disk's. What changes in it goes back."""
    start, file = start_byte(number), FOLDER / 'partition'
    piece = 1 << 20
    with open(DISK, 'r+b') as whole, open(file, 'w+b') as part:
        whole.seek(start)
        while bytes_ := whole.read(piece):
            part.seek(len(bytes_), 1) if bytes_.count(0) == len(bytes_) else part.write(bytes_)
        part.truncate(DISK.stat().st_size - start)
        yield file
        part.seek(0)
        for at in range(0, DISK.stat().st_size - start, piece):
            whole.seek(start + at)
            before, now = whole.read(piece), part.read(piece)
            if before != now:
                whole.seek(start + at)
                whole.write(now)
    file.unlink()


def put(name, text):
    """A file onto the first partition, as somebody does at another computer."""
    if isinstance(text, pathlib.Path):
        run('mcopy', '-o', '-i', first_partition(), text, f'::{name}')
    else:
        run('mcopy', '-o', '-i', first_partition(), '-', f'::{name}', input=text.encode())


def get(name):
    return run('mtype', '-i', first_partition(), f'::{name}').decode()


@contextlib.contextmanager
def kernel_words(words):
    """The kernel starts with these words as well."""
    entry = 'loader/entries/twofeet.conf'
    before = get(entry)
    put(entry, before.rstrip() + f' {words}\n')
    try:
        yield
    finally:
        put(entry, before)


def package(name, version, change=None):
    """The installed package, as another version; change(folder) may change its files."""
    folder, made = FOLDER / 'package', FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    run('debugfs', '-R', f'dump /usr/lib/twofeet/installed.deb {FOLDER / "installed.deb"}', f'{DISK}?offset={start_byte(2)}')
    run('dpkg-deb', '-R', FOLDER / 'installed.deb', folder)
    control = folder / 'DEBIAN/control'
    lines = control.read_text().splitlines()
    control.write_text('\n'.join(f'Version: {version}' if line.startswith('Version:') else line for line in lines) + '\n')
    if change:
        change(folder)
    run('dpkg-deb', '-Zgzip', '-z1', '--root-owner-group', '-b', folder, made)
    shutil.rmtree(folder)
    return made


def version_of(deb):
    return run('dpkg-deb', '-f', deb, 'Version').decode().strip()


def stick(name):
    """A stick with one FAT32 partition, as they are sold, and somebody's file on it."""
    file = FOLDER / name
    file.unlink(missing_ok=True)
    with open(file, 'wb') as bytes_:
        bytes_.truncate(STICK_MIB << 20)
    run('sfdisk', '--quiet', file, input=b'label: dos\nstart=1MiB, type=c\n')
    run('mkfs.fat', '-F', '32', '-n', 'STICK', '--offset', '2048', file, str((STICK_MIB - 1) << 10))
    run('mcopy', '-i', f'{file}@@1M', '-', '::mine.txt', input=b'mine')
    return file


def on_stick(file):
    """The paths of all files on it."""
    listing = run('mdir', '-/', '-b', '-i', f'{file}@@1M', '::').decode()
    return sorted(line.removeprefix('::/') for line in listing.splitlines())


def from_stick(file, name):
    return run('mtype', '-i', f'{file}@@1M', f'::{name}')


def fill(file):
    """Leaves half a megabyte on the stick."""
    free = int(run('mdir', '-i', f'{file}@@1M', '::').decode().replace('\u00a0', '').split('bytes free')[0].splitlines()[-1].replace(' ', ''))
    run('mcopy', '-i', f'{file}@@1M', '-', '::large.bin', input=bytes(free - (1 << 19)))


def check_stick(file):
    """Its file system, without a complaint."""
    partition = file.with_suffix('.partition')
    partition.write_bytes(file.read_bytes()[1 << 20:])
    run('fsck.vfat', '-n', partition)
    partition.unlink()
