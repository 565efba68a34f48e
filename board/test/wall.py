"""A card's first start, with a schedule of somebody's own: the wall, its fingers, its phones, its plugs, its keys, its user."""
import json
import pathlib
import time

import disk
import plugs
from event import DAY, PROOF, own_event
from machine import ADDRESS, ARCH, GROWN_BYTES, PATIENCE, SIZE, Failed, codes_on, looks_like, shows_wall, wait_for
from steps import ask, boot, is_back, main_pid, the_event_is_whole

PROPOSAL = pathlib.Path(__file__).resolve().parents[2] / 'tests/golden/ref/words-empty-en-1280x800.png'


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


def a_phone_is_answered(machine):
    status, page = ask(machine, 'GET', '/')
    if status != 200 or b'<html' not in page:
        raise Failed(f'{status} {page[:200]}')


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


def on_console(machine):
    """The programs that read the first console."""
    return machine.shell('for p in /proc/[0-9]*; do [ "$(readlink $p/fd/0)" != /dev/tty1 ] || cat $p/comm; done 2>/dev/null')


def the_wall_begins_with_the_cards_own_schedule(machine):
    status, answer = ask(machine, 'GET', '/api/v1/board')
    titles = [session['title'] for session in json.loads(answer)['sessions']] if status == 200 else []
    if PROOF not in titles:
        raise Failed(f'{status} {titles}')
    machine.keys('esc')
    machine.look('own-event')


def type_while_it_is_killed(machine):
    """A name and a password, typed at the wall, some of it while nobody reads the console."""
    machine.type('root\n')
    machine.shell(f'kill -9 {main_pid(machine)}')
    machine.type('root\ntouch /run/typed\n')


def what_is_typed_reaches_no_login(machine):
    """With the login on the console that the image leaves out: that of the package on a Debian of one's own."""
    machine.shell('rm /etc/systemd/system/getty@tty1.service; systemctl daemon-reload')
    type_while_it_is_killed(machine)
    machine.shell('systemctl stop twofeet; systemctl start getty@tty1')
    wait_for('the login', 30, lambda: on_console(machine) == 'agetty' and not shows_wall(machine, 'login'))
    time.sleep(PATIENCE)  # a name that had waited for it would be read by now
    machine.look('login')
    found = machine.shell('ls /run/typed 2>/dev/null; journalctl -b -t login -o cat --no-pager | grep -v "No entries"')
    if found or on_console(machine) != 'agetty':
        raise Failed(f'{on_console(machine)} {found}')


def purge_leaves_the_event_and_says_where(machine):
    before = machine.shell('sha256sum /var/lib/twofeet/event.twofeet | cut -c1-64')
    said = machine.shell('dpkg -P twofeet 2>&1')
    if '/var/lib/twofeet' not in said.split('the event is kept in', 1)[-1] or before != machine.shell('sha256sum /var/lib/twofeet/event.twofeet | cut -c1-64'):
        raise Failed(said)
    if left := machine.shell('ls -d /usr/bin/twofeet /lib/systemd/system/twofeet* /etc/twofeet /lib/udev/rules.d/*twofeet* 2>/dev/null'):
        raise Failed(f'it leaves {left}')
    wait_for('the login', 20, lambda: on_console(machine) == 'agetty')


def installing_it_makes_a_kiosk(machine):
    """On the running system, with a login on the console: as apt does, after what it needs is there."""
    said = machine.shell('dpkg -i /usr/lib/twofeet/installed.deb 2>&1')
    wait_for('the wall', 30, lambda: shows_wall(machine, 'after-install'))
    if machine.shell('systemctl is-enabled twofeet; systemctl is-active twofeet getty@tty1').split() != ['enabled', 'active', 'inactive']:
        raise Failed(said[-400:])
    it_runs_as_its_own_user_without_privileges(machine)


def chapter(result):
    disk.fresh()
    disk.put('garden.json', own_event())
    disk.put('twofeet.ini', 'event = /boot/firmware/garden.json\n')
    return boot(result, the_wall_begins_with_the_cards_own_schedule, it_runs_as_its_own_user_without_privileges,
                the_journal_has_no_complaint, the_root_is_read_only_and_the_data_fill_the_card, the_hardware_watches_the_system,
                a_phone_is_answered, a_phone_is_led_from_the_usual_port,
                a_touch_opens_the_proposal_and_a_second_finger_does_nothing, the_code_on_the_screen_leads_to_its_page,
                *plugs.steps(), keys_do_not_leave_the_wall, it_is_back_after_it_was_killed,
                the_watchdog_ends_it_when_it_hangs, the_event_is_whole, what_is_typed_reaches_no_login,
                purge_leaves_the_event_and_says_where, installing_it_makes_a_kiosk, the_event_is_whole, clock=f'{DAY}T09:20:00')
