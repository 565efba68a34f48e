"""What board/test/boot does with the booted machine: looks at its screen, touches it, presses its keys, kills its program.

boot.py FOLDER ARCH IMAGE EMULATOR: FOLDER gets the machine's disk, the pictures and result.txt; EMULATOR is the folder
that QEMU and the machines' UEFI were unpacked into. The emulator is ended at the end, whatever the end is, and dies
with this program.
"""
import ctypes
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

FOLDER, ARCH, IMAGE, EMULATOR = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])
HAS_KVM = os.environ.get('TF_KVM') == 'yes' and ARCH == 'amd64'
PATIENCE = 1 if HAS_KVM else 4  # software emulation is so much slower
SIZE = (1280, 800)
CUTS = 5
GROWN_BYTES = 1 << 30  # the disk is that much larger than its image, as a card is
SERIAL = {'amd64': 'ttyS0', 'arm64': 'ttyAMA0'}[ARCH]
ADDRESS = '10.0.2.15:8080'  # the machine's own, in QEMU's network
PROPOSAL = pathlib.Path(__file__).resolve().parents[2] / 'tests/golden/ref/words-empty-de-1280x800.png'  # the sample is German


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
            '-device', f'virtio-gpu-pci,xres={SIZE[0]},yres={SIZE[1]}', '-device', 'virtio-keyboard-pci']


class Machine:
    """bare: without network and touch, and with a clock of long ago."""
    def __init__(self, bare=False):
        self.port, self.plain_port = free_port(), free_port()
        for name in ('qmp', 'serial'):
            (FOLDER / name).unlink(missing_ok=True)
        self.log = open(FOLDER / 'emulator.log', 'w')
        more = ['-rtc', 'base=2001-01-01T00:00:00'] if bare else [
            '-device', 'virtio-multitouch-pci',
            '-nic', f'user,model=virtio-net-pci,hostfwd=tcp:127.0.0.1:{self.port}-:8080,'
                    f'hostfwd=tcp:127.0.0.1:{self.plain_port}-:80']
        self.process = subprocess.Popen(
            [*emulator(), *more, '-drive', f'file={FOLDER / "disk.img"},format=raw,if=none,id=card',
             '-device', 'virtio-blk-pci,drive=card,bootindex=0',
             '-qmp', f'unix:{FOLDER / "qmp"},server=on,wait=off', '-serial', f'unix:{FOLDER / "serial"},server=on,wait=off'],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, preexec_fn=die_with_parent,
            env=os.environ | {'QEMU_MODULE_DIR': str(EMULATOR / 'usr/lib/x86_64-linux-gnu/qemu')})
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
        """Whether the shell on the serial line is there."""
        self.serial.settimeout(2)
        try:
            return self.shell(f'PS1=; stty -echo -F /dev/{SERIAL}; echo there').endswith('there')
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


def ask(machine, method, path, body=None, port=None):
    """What a phone gets: the status and the answer's bytes."""
    connection = http.client.HTTPConnection('127.0.0.1', port or machine.port, timeout=20 * PATIENCE)
    headers = {'Host': ADDRESS, 'Content-Type': 'application/json'}
    if method == 'POST':
        headers |= {'Origin': f'http://{ADDRESS}', 'X-Twofeet-Device': random.randbytes(16).hex()}
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


def picture(name):
    """A picture made small, as bytes: what two screens are compared by."""
    return subprocess.run(['convert', str(name), '-resize', '40x25!', '-depth', '8', 'rgb:-'], check=True,
                          capture_output=True).stdout


def looks_like(machine, name, reference):
    machine.look(name)
    a, b = picture(FOLDER / f'{name}.ppm'), picture(reference)
    return sum(abs(x - y) for x, y in zip(a, b)) / len(b) < 24


def largest_button(machine):
    """The middle of what is coloured most, in the lower left: "Propose a session"."""
    width, height, pixels = machine.look('before-touch')
    found = {}
    for y in range(height // 2, height, 4):
        for x in range(0, width // 4, 4):
            colour = pixels[(y * width + x) * 3:][:3]
            if max(colour) - min(colour) > 60:
                found.setdefault(colour, []).append((x, y))
    if not found:
        raise Failed('no coloured button')
    points = max(found.values(), key=len)
    return [sum(axis) / len(points) for axis in zip(*points)]


def a_touch_opens_the_proposal_and_a_second_finger_does_nothing(machine):
    machine.keys('esc')
    x, y = (value / size for value, size in zip(largest_button(machine), SIZE))
    machine.touch(('begin', 0, x, y))
    machine.touch(('begin', 1, 0.9, 0.05))  # the palm, on the languages
    machine.touch(('end', 1))
    machine.touch(('end', 0))
    wait_for('the proposal', 20, lambda: looks_like(machine, 'propose', PROPOSAL))
    machine.keys('esc')
    wait_for('the wall', 20, lambda: not looks_like(machine, 'after-propose', PROPOSAL))


def codes_on(machine, name):
    machine.look(name)
    run = subprocess.run(['zbarimg', '--quiet', '--raw', str(FOLDER / f'{name}.ppm')], capture_output=True, text=True)
    return [line for line in run.stdout.splitlines() if '/s/' in line]


def the_code_on_the_screen_leads_to_its_page(machine):
    for x, y in ((0.4, 0.26), (0.58, 0.26), (0.75, 0.26), (0.4, 0.5), (0.58, 0.5)):
        machine.tap(x * SIZE[0], y * SIZE[1])
        try:
            wait_for('a code', 5, lambda: codes_on(machine, 'session'))
            break
        except Failed:
            machine.keys('esc')
    codes = codes_on(machine, 'session')
    machine.keys('esc')
    if not codes or not codes[0].startswith(f'http://{ADDRESS}/s/'):
        raise Failed(f'the screen shows {codes}')
    status, page = ask(machine, 'GET', codes[0].removeprefix(f'http://{ADDRESS}'))
    if status != 200 or b'<html' not in page:
        raise Failed(f'{codes[0]}: {status} {page[:200]}')


def the_root_is_read_only_and_the_data_fill_the_card(machine):
    if 'Read-only' not in machine.shell('touch /run/twofeet-image/lower/there 2>&1'):
        raise Failed('the root can be written')
    data = machine.shell('findmnt -no FSTYPE,OPTIONS,SIZE -b /data').split()
    if data[0] != 'ext4' or not {'nosuid', 'nodev', 'noexec', 'noatime'} <= set(data[1].split(',')) or int(data[2]) < GROWN_BYTES * 0.9:
        raise Failed(f'{data}')
    if machine.shell('findmnt -no SOURCE /var/lib/twofeet').split('[')[0] != machine.shell('findmnt -no SOURCE /data'):
        raise Failed('the event is not on the data partition')
    if machine.shell('ls /var/log/journal 2>&1 | head -1') and not machine.shell('ls /run/log/journal'):
        raise Failed('the journal is written to the card')


def the_hardware_watches_the_system(machine):
    state = machine.shell('cat /sys/class/watchdog/watchdog0/state')
    if ARCH == 'amd64' and state != 'active':
        raise Failed(f'watchdog0 is {state}')


def a_phone_is_led_from_the_usual_port(machine):
    status, page = ask(machine, 'GET', '/', port=machine.plain_port)
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
         the_journal_has_no_complaint, the_root_is_read_only_and_the_data_fill_the_card, the_hardware_watches_the_system,
         a_phone_is_answered, a_phone_is_led_from_the_usual_port,
         a_touch_opens_the_proposal_and_a_second_finger_does_nothing, the_code_on_the_screen_leads_to_its_page,
         keys_do_not_leave_the_wall, it_is_back_after_it_was_killed, the_watchdog_ends_it_when_it_hangs,
         the_event_is_whole]


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


def it_says_what_is_wrong(machine, *words):
    """On the wall, as it tells the journal; a picture is kept to be looked at."""
    text = machine.shell('journalctl -b -o cat --no-pager -u twofeet -u twofeet-card')
    missing = [word for word in words if word not in text]
    if missing:
        raise Failed(f'{missing} are not in: {text[-600:]}')


def damage(machine):
    """What an ill-treated card may be like at the next start."""
    machine.shell('systemctl stop twofeet; mount -o remount,rw /boot/firmware; '
                  'printf "rotate = 45\nnetwork = perhaps\ngarbage\n" >/boot/firmware/twofeet.ini; '
                  'umount /boot/firmware; '
                  'dd if=/dev/urandom of=/var/lib/twofeet/event.twofeet bs=4096 seek=1 count=8 conv=notrunc status=none; '
                  'rm -f /var/lib/twofeet/event.twofeet-wal; sync; '
                  'disk=$(findmnt -no SOURCE /data); umount -l /var/lib/twofeet /var/lib/systemd/timesync /data; '
                  'tune2fs -E force_fsck $disk 2>/dev/null; debugfs -w -R "ssv free_blocks_count 1" $disk; '
                  'debugfs -w -R "ssv state 2" $disk; sync')


def hard_times(result):
    """Without network and touch, with a clock of long ago; then with a damaged card."""
    machine = Machine(bare=True)
    try:
        good = all([take(the_wall_comes_up, machine, result), take(the_shell_of_the_test_answers, machine, result),
                    take(the_event_is_whole, machine, result), take(damage, machine, result)])
    finally:
        machine.end()
    machine = Machine()
    try:
        return good & all([take(the_wall_comes_up, machine, result), take(the_shell_of_the_test_answers, machine, result),
                           take(it_says_what_is_wrong, machine, result, 'twofeet.ini:1:', 'twofeet.ini:3:', 'network is hotspot, join or off'),
                           take(the_event_is_whole, machine, result)])
    finally:
        machine.end()


def main():
    shutil.copyfile(IMAGE, FOLDER / 'disk.img')
    with open(FOLDER / 'disk.img', 'r+b') as disk:
        disk.truncate(IMAGE.stat().st_size + GROWN_BYTES)
    with open(FOLDER / 'result.txt', 'w') as result:
        machine = Machine()
        try:
            good = all([take(step, machine, result) for step in STEPS])
        finally:
            machine.end()
        good &= power_cuts(result)
        good &= hard_times(result)
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
