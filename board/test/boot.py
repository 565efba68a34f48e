"""What board/test/boot does with the booted machine: looks at its screen, presses its keys, kills its program.

boot.py FOLDER KERNEL: FOLDER holds disk.img and initrd.gz, and gets the pictures and result.txt. The emulator is
ended at the end, whatever the end is, and dies with this program.
"""
import ctypes
import http.client
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import threading
import time

FOLDER, KERNEL = pathlib.Path(sys.argv[1]), sys.argv[2]
HAS_KVM = os.environ.get('TF_KVM') == 'yes'
PATIENCE = 1 if HAS_KVM else 4  # software emulation is so much slower
SIZE = (1280, 800)
CUTS = 5


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


class Machine:
    def __init__(self):
        self.port = free_port()
        for name in ('qmp', 'serial'):
            (FOLDER / name).unlink(missing_ok=True)
        self.log = open(FOLDER / 'emulator.log', 'w')
        self.process = subprocess.Popen(
            ['qemu-system-x86_64', '-m', '1024', '-smp', '2', *(['-accel', 'kvm', '-cpu', 'host'] if HAS_KVM else ['-accel', 'tcg,thread=multi', '-cpu', 'max']),
             '-nodefaults', '-display', 'none', '-vga', 'none',
             '-device', f'virtio-gpu-pci,xres={SIZE[0]},yres={SIZE[1]}', '-device', 'virtio-keyboard-pci',
             '-drive', f'file={FOLDER / "disk.img"},format=raw,if=virtio',
             '-nic', f'user,model=virtio-net-pci,hostfwd=tcp:127.0.0.1:{self.port}-:8080',
             '-qmp', f'unix:{FOLDER / "qmp"},server=on,wait=off', '-serial', f'unix:{FOLDER / "serial"},server=on,wait=off',
             '-kernel', KERNEL, '-initrd', str(FOLDER / 'initrd.gz'), '-append', 'quiet'],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, preexec_fn=die_with_parent)
        self.qmp_socket = connect(FOLDER / 'qmp', 20)
        self.qmp_file = self.qmp_socket.makefile('rw')
        self.qmp_file.readline()
        self.qmp('qmp_capabilities')
        self.serial = connect(FOLDER / 'serial', 20)
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

    def keys(self, *names):
        self.qmp('send-key', keys=[{'type': 'qcode', 'data': name} for name in names])

    def hears_shell(self):
        """Whether the shell on the serial line is there."""
        self.serial.settimeout(2)
        try:
            return self.shell('PS1=; stty -echo -F /dev/ttyS0; echo there').endswith('there')
        except (TimeoutError, socket.timeout):
            return False
        finally:
            self.serial.settimeout(60 * PATIENCE)

    def shell(self, command):
        self.asked += 1
        mark = f'#{self.asked}#'
        self.serial.sendall(f"{command}; echo '{mark[:1]}''{mark[1:]}'\n".encode())
        text = ''
        while mark not in text:
            text += self.serial.recv(4096).decode(errors='replace')
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
    colours = {pixels[i:i + 3] for i in range(0, len(pixels) - 3, 3)}
    return len(colours) > 100 and sum(pixels[::97]) / len(pixels[::97]) > 128


def wait_for(what, seconds, look):
    end = time.monotonic() + seconds * PATIENCE
    while not look():
        if time.monotonic() > end:
            raise Failed(f'{what} did not come within {seconds * PATIENCE} s')
        time.sleep(0.1)


def main_pid(machine):
    return machine.shell('systemctl show -p MainPID --value twofeet')


def is_back(machine, old):
    state = machine.shell('systemctl show -p MainPID,ActiveState --value twofeet').split()
    return len(state) == 2 and 'active' in state and old not in state and '0' not in state


# ---- what is looked at, in this order -----------------------------------------------------------------------------
def the_wall_comes_up(machine):
    wait_for('the wall', 90, lambda: shows_wall(machine, 'wall'))


def the_shell_of_the_test_answers(machine):
    wait_for('the shell', 60, machine.hears_shell)


def it_runs_as_its_own_user_without_privileges(machine):
    pid = main_pid(machine)
    owner = machine.shell(f'stat -c %U /proc/{pid}')
    status = machine.shell(f'grep -E "^(CapEff|CapBnd|NoNewPrivs|Seccomp):" /proc/{pid}/status').split()
    if owner != 'twofeet' or status != ['CapEff:', '0' * 16, 'CapBnd:', '0' * 16, 'NoNewPrivs:', '1', 'Seccomp:', '2']:
        raise Failed(f'{owner} {status}')


def the_journal_has_no_complaint(machine):
    text = machine.shell('journalctl -u twofeet -b -p warning -o cat --no-pager')
    if text and 'No entries' not in text:
        raise Failed(text)


def ask(machine, method, path, body=None):
    """What a phone gets: the status and the answer's bytes."""
    connection = http.client.HTTPConnection('127.0.0.1', machine.port, timeout=20 * PATIENCE)
    headers = {'Host': '10.0.2.15:8080', 'Content-Type': 'application/json'}
    if method == 'POST':
        headers |= {'Origin': 'http://10.0.2.15:8080', 'X-Twofeet-Device': random.randbytes(16).hex()}
    try:
        connection.request(method, path, body=json.dumps(body) if body else None, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def a_phone_is_answered(machine):
    status, page = ask(machine, 'GET', '/')
    if status != 200 or b'<html' not in page:
        raise Failed(f'{status} {page[:200]}')


def keys_do_not_leave_the_wall(machine):
    before = machine.shell('cat /proc/sys/kernel/random/boot_id')
    pid = main_pid(machine)
    for keys in (('ctrl', 'alt', 'delete'), ('alt', 'f2'), ('ctrl', 'alt', 'f3'), ('alt', 'sysrq', 'b'), ('ctrl', 'c')):
        machine.keys(*keys)
        time.sleep(0.5 * PATIENCE)
    console = machine.shell('cat /sys/class/tty/tty0/active')
    if machine.shell('cat /proc/sys/kernel/random/boot_id') != before or console != 'tty1' or main_pid(machine) != pid:
        raise Failed(f'the console is {console}')
    if not shows_wall(machine, 'after-keys'):
        raise Failed('the wall is gone')


def it_is_back_after_it_was_killed(machine):
    pid = main_pid(machine)
    machine.shell(f'kill -9 {pid}')
    wait_for('the program', 20, lambda: is_back(machine, pid))
    wait_for('the wall', 10, lambda: shows_wall(machine, 'after-kill'))


def the_watchdog_ends_it_when_it_hangs(machine):
    pid = main_pid(machine)
    machine.shell(f'kill -STOP {pid}')
    wait_for('the program', 40, lambda: is_back(machine, pid))
    wait_for('the wall', 10, lambda: shows_wall(machine, 'after-hang'))


def the_event_is_whole(machine):
    text = machine.shell('runuser -u twofeet -- twofeet --data /var/lib/twofeet/event.twofeet check; echo code $?')
    if not text.endswith('code 0'):
        raise Failed(text)


STEPS = [the_wall_comes_up, the_shell_of_the_test_answers, it_runs_as_its_own_user_without_privileges,
         the_journal_has_no_complaint, a_phone_is_answered, keys_do_not_leave_the_wall, it_is_back_after_it_was_killed,
         the_watchdog_ends_it_when_it_hangs, the_event_is_whole]


def take(step, machine, result, *more):
    start = time.monotonic()
    try:
        step(machine, *more)
        word = 'ok'
    except (Failed, OSError, http.client.HTTPException) as problem:
        word = f'FAILED: {problem}'
    line = f'{time.monotonic() - start:6.1f} s  {step.__name__.replace("_", " ")}: {word}'
    print(line, file=result, flush=True)
    print(line, flush=True)
    return word == 'ok'


def cut_while_it_writes(machine, posted):
    """Phones propose sessions until the power goes. The post under way then is nobody's promise; those before are."""
    timer = threading.Timer(random.uniform(0.5, 2) * PATIENCE, machine.process.kill)
    timer.start()
    try:
        while machine.process.poll() is None:
            status, answer = ask(machine, 'POST', '/api/v1/sessions', {'title': f'Post {random.randrange(10 ** 9)}'})
            if status == 200:
                posted.append(json.loads(answer)['code'])
            elif status != 429:
                raise Failed(f'{status} {answer[:200]}')
    except (OSError, http.client.HTTPException):
        pass  # the cut
    finally:
        timer.join()


def what_was_confirmed_is_there(machine, posted):
    status, answer = ask(machine, 'GET', '/api/v1/board')
    there = {session['code'] for session in json.loads(answer)['sessions']} if status == 200 else set()
    if not set(posted) <= there:
        raise Failed(f'{len(set(posted) - there)} of {len(posted)} confirmed sessions are gone')


def power_cuts(result):
    """The emulator is killed in the midst of posts, five times; each time all that was confirmed has to be there."""
    seed = random.randrange(10 ** 6)
    random.seed(seed)
    posted, good = [], True
    for cut in range(CUTS + 1):
        machine = Machine()
        try:
            good &= all([take(the_wall_comes_up, machine, result), take(the_shell_of_the_test_answers, machine, result),
                         take(the_event_is_whole, machine, result),
                         take(what_was_confirmed_is_there, machine, result, posted)])
            if cut < CUTS:
                good &= take(cut_while_it_writes, machine, result, posted)
        finally:
            machine.end()
    line = f'{CUTS} cuts (seed {seed}), {len(posted)} sessions confirmed before them'
    print(line, file=result)
    print(line)
    return good and len(posted) >= CUTS


def main():
    with open(FOLDER / 'result.txt', 'w') as result:
        machine = Machine()
        try:
            good = all([take(step, machine, result) for step in STEPS])
        finally:
            machine.end()
        good &= power_cuts(result)
    return 0 if good else 1


sys.exit(main())
