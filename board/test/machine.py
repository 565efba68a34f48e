"""The emulated machine that board/test/boot boots: its screen, fingers, keys, plugs, network, disk, and a shell in it.

The emulator is ended at the end, whatever the end is, and dies with this program.
"""
import ctypes
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time

FOLDER, ARCH, IMAGE, EMULATOR = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])
HAS_KVM = os.environ.get('TF_KVM') == 'yes' and ARCH == 'amd64'
PATIENCE = 1 if HAS_KVM else 8  # software emulation is so much slower, beside other work even more
SIZE = (1280, 800)
GROWN_BYTES = 1 << 30  # the disk is that much larger than its image, as a card is
ADDRESS = '10.0.2.15:8080'  # the machine's own, in QEMU's network


TYPED = {'\n': ('ret',), ' ': ('spc',), '-': ('minus',), '/': ('slash',), '.': ('dot',)}


class Failed(Exception):
    pass


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def connect(path, seconds):
    end = time.monotonic() + seconds
    while True:
        try:
            s = socket.socket(socket.AF_UNIX)
            s.connect(str(path))
            s.settimeout(60 * PATIENCE)
            return s
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def emulator():
    """The machine without its disk and its network."""
    share = EMULATOR / 'usr/share'
    if ARCH == 'amd64':
        accel = ['-accel', 'kvm', '-cpu', 'host'] if HAS_KVM else ['-accel', 'tcg,thread=multi', '-cpu', 'Nehalem']  # Mesa asks LLVM for what the processor is, and `max` is none it knows
        command = ['qemu-system-x86_64', '-machine', 'q35', *accel, '-vga', 'none', '-device', 'i6300esb']
        code, variables = share / 'OVMF/OVMF_CODE_4M.fd', share / 'OVMF/OVMF_VARS_4M.fd'
    else:
        command = ['qemu-system-aarch64', '-machine', 'virt', '-accel', 'tcg,thread=multi', '-cpu', 'cortex-a53']
        code, variables = share / 'AAVMF/AAVMF_CODE.fd', share / 'AAVMF/AAVMF_VARS.fd'
    shutil.copy(variables, FOLDER / 'vars.fd')
    return [str(EMULATOR / 'usr/bin' / command[0]), *command[1:], '-L', str(share / 'qemu'), '-L', str(share / 'seabios'),
            '-m', '1024', '-smp', '2', '-nodefaults', '-display', 'none',
            '-drive', f'if=pflash,format=raw,unit=0,readonly=on,file={code}',
            '-drive', f'if=pflash,format=raw,unit=1,file={FOLDER / "vars.fd"}',
            '-device', f'virtio-gpu-pci,xres={SIZE[0]},yres={SIZE[1]}', '-device', 'virtio-keyboard-pci',
            '-device', 'qemu-xhci,id=usb', '-device', 'virtio-serial-pci', '-device', 'virtconsole,chardev=shell']


class Machine:
    """without: any of network and touch. clock: what its clock says when it is switched on; otherwise what ours says."""

    def __init__(self, without=(), clock='utc'):
        self.port, self.plain_port = free_port(), free_port()
        for name in ('qmp', 'shell'):
            (FOLDER / name).unlink(missing_ok=True)
        self.log = open(FOLDER / 'emulator.log', 'w')
        more = ['-rtc', f'base={clock}']
        if 'touch' not in without:
            more += ['-device', 'virtio-multitouch-pci']
        if 'network' not in without:
            more += ['-nic', f'user,model=virtio-net-pci,hostfwd=tcp:127.0.0.1:{self.port}-:8080,'
                             f'hostfwd=tcp:127.0.0.1:{self.plain_port}-:80']
        self.process = subprocess.Popen(
            [*emulator(), *more, '-drive', f'file={FOLDER / "disk.img"},format=raw,if=none,id=card',
             '-device', 'virtio-blk-pci,drive=card,bootindex=0',
             '-qmp', f'unix:{FOLDER / "qmp"},server=on,wait=off', '-chardev', f'socket,id=shell,path={FOLDER / "shell"},server=on,wait=off'],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, preexec_fn=die_with_parent,
            env=os.environ | {'QEMU_MODULE_DIR': str(EMULATOR / 'usr/lib/x86_64-linux-gnu/qemu')})
        self.qmp_socket = connect(FOLDER / 'qmp', 20)
        self.qmp_file = self.qmp_socket.makefile('rw')
        self.qmp_file.readline()
        self.qmp('qmp_capabilities')
        self.line = connect(FOLDER / 'shell', 20)
        self.asked = 0

    def qmp(self, command, **arguments):
        self.qmp_file.write(json.dumps({'execute': command, 'arguments': arguments}) + '\n')
        self.qmp_file.flush()
        while True:
            answer = json.loads(self.qmp_file.readline())
            if 'return' in answer:
                return answer['return']
            if 'error' in answer:
                raise Failed(f'{command}: {answer["error"]}')

    def plug(self, stick):
        """Puts a USB stick in, whose bytes are this file's."""
        self.qmp('blockdev-add', **{'node-name': 'stick', 'driver': 'raw', 'file': {'driver': 'file', 'filename': str(stick)}})
        self.qmp('device_add', driver='usb-storage', id='stick', bus='usb.0', drive='stick')

    def pull(self):
        self.qmp('device_del', id='stick')
        wait_for('the stick to be out', 10, lambda: self.tries('blockdev-del', **{'node-name': 'stick'}))

    def tries(self, command, **arguments):
        try:
            self.qmp(command, **arguments)
            return True
        except Failed:
            return False

    def type(self, text):
        for letter in text:
            self.keys(*TYPED.get(letter, (letter,)))

    def keys(self, *names):
        self.qmp('send-key', keys=[{'type': 'qcode', 'data': name} for name in names])

    def touch(self, *events):
        """events: ('begin', finger, x, y), ('update', finger, x, y) or ('end', finger); x and y from 0 to 1."""
        sent = []
        for kind, finger, *where in events:
            sent.append({'type': 'mtt', 'data': {'type': kind, 'slot': finger, 'tracking-id': -1 if kind == 'end' else finger + 1,
                                                 'axis': 'x', 'value': 0}})
            for axis, value in zip('xy', where):
                sent.append({'type': 'mtt', 'data': {'type': 'data', 'slot': finger, 'tracking-id': finger + 1,
                                                     'axis': axis, 'value': round(value * 32767)}})
        self.qmp('input-send-event', events=sent)

    def tap(self, x, y):
        self.touch(('begin', 0, x / SIZE[0], y / SIZE[1]))
        self.touch(('end', 0))

    def hears_shell(self):
        """Whether the shell on the virtio console is there."""
        self.line.settimeout(2)
        try:
            return self.shell(f'PS1=; stty -echo -F /dev/hvc0; echo there').endswith('there')
        except (TimeoutError, socket.timeout):
            return False
        finally:
            self.line.settimeout(60 * PATIENCE)

    def shell(self, command):
        self.asked += 1
        mark = f'#{self.asked}#'
        self.line.sendall(f"{command}; echo '{mark[:1]}''{mark[1:]}'\n".encode())
        text = ''
        while mark not in text:
            text += self.line.recv(4096).decode(errors='replace')
        return text.split(mark)[0].replace('\r', '').strip()

    def look(self, name):
        """The screen as (width, height, bytes of RGB); also kept as a picture."""
        file = FOLDER / f'{name}.ppm'
        self.qmp('screendump', filename=str(file))
        data = file.read_bytes()
        kind, width, height, _, pixels = data.split(maxsplit=4) if data[:2] == b'P6' else (0, 0, 0, 0, b'')
        return int(width), int(height), pixels

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def shows_wall(machine, name):
    """The wall is light and has many shades; a text console is black with a few."""
    width, height, pixels = machine.look(name)
    if (width, height) != SIZE:
        return False
    colours = {pixels[i:i + 3] for i in range(0, len(pixels) - 3, 33)}
    return len(colours) > 100 and sum(pixels[::97]) / len(pixels[::97]) > 128


def wait_for(what, seconds, look):
    end = time.monotonic() + seconds * PATIENCE
    while not look():
        if time.monotonic() > end:
            raise Failed(f'{what} did not come within {seconds * PATIENCE} s')
        time.sleep(0.1 * PATIENCE)  # looking costs, too


def picture(name):
    """A picture made small, as bytes: what two screens are compared by."""
    return subprocess.run(['convert', str(name), '-resize', '40x25!', '-depth', '8', 'rgb:-'], check=True,
                          capture_output=True).stdout


def looks_like(machine, name, reference):
    machine.look(name)
    a, b = picture(FOLDER / f'{name}.ppm'), picture(reference)
    return sum(abs(x - y) for x, y in zip(a, b)) / len(b) < 24


def codes_on(machine, name, part='/s/'):
    machine.look(name)
    run = subprocess.run(['zbarimg', '--quiet', '--raw', str(FOLDER / f'{name}.ppm')], capture_output=True, text=True)
    return [line for line in run.stdout.splitlines() if part in line]
