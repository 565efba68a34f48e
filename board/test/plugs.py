"""What people plug in: a USB stick, which organisers fill at the wall; a touch panel and a printer, which keep their names."""
import json

import disk
from event import PROOF
from machine import Failed, wait_for
from steps import the_event_is_whole

# On a panel of 1280 by 800, where fingers go: the mark, the digits of the PIN, the menu, the sheet. A finger that missed
# would be found out by what does not happen.
MARK, KEEP, TO_STICK, WRITE = (40, 48), (864, 612), (220, 648), (640, 670)
DIGITS = {'1': (864, 278), '2': (1024, 278), '3': (1182, 278), '4': (864, 390), '5': (1024, 390), '6': (1182, 390),
          '7': (864, 500), '8': (1024, 500), '9': (1182, 500), '0': (1024, 612)}
FILES = {'twofeet-full-copy.json', 'schedule.ics', 'schedule.csv', 'schedule.xml', 'schedule.json', 'grid.pdf', 'cards.pdf'}


def keypad(machine):
    """The pixels where the digits are, or whatever takes their place."""
    width, _, pixels = machine.look('tap')
    (left, top), (right, bottom) = DIGITS['1'], DIGITS['8']
    return b''.join(pixels[(y * width + left) * 3:(y * width + right) * 3] for y in range(top, bottom, 8))


def tap_and_see(machine, point, of=lambda machine: machine.look('tap')[2]):
    """A finger, and then the picture, or what `of` takes of it, is another one, and stays so."""
    before = of(machine)
    machine.tap(*point)
    wait_for(f'an answer to the finger at {point}', 20, lambda: of(machine) != before)
    settle(machine)


def settle(machine):
    """Waits until the picture stays as it is."""
    seen = []

    def is_still():
        seen.append(machine.look('tap')[2])
        return seen[-3:] == seen[-1:] * 3
    wait_for('a still picture', 20, is_still)


def the_touch_panel_has_its_name(machine):
    target = machine.shell('readlink -f /dev/input/twofeet-touch')
    name = machine.shell(f'cat /sys/class/input/{target.rsplit("/", 1)[-1]}/device/name; stat -Lc "%G %a" /dev/input/twofeet-touch')
    if 'ultitouch' not in name and 'ouch' not in name or not name.endswith('input 660'):
        raise Failed(f'{target}: {name}')


def a_printer_has_its_name(machine):
    """One that the machine plugs into itself: the kernel can play both ends of the cable."""
    gadget = '/sys/kernel/config/usb_gadget/printer'
    machine.shell(f'modprobe dummy_hcd; modprobe usb_f_printer; mountpoint -q /sys/kernel/config || mount -t configfs c /sys/kernel/config; '
                  f'mkdir -p {gadget}/configs/c.1 {gadget}/functions/printer.0; echo 0x0525 >{gadget}/idVendor; '
                  f'echo 0xa4a8 >{gadget}/idProduct; ln -s {gadget}/functions/printer.0 {gadget}/configs/c.1/; '
                  f'ls /sys/class/udc | grep dummy | head -1 >{gadget}/UDC')
    wait_for('/dev/twofeet-printer', 20, lambda: 'lp 660' in machine.shell('stat -Lc "%G %a" /dev/twofeet-printer 2>&1'))
    machine.shell('(timeout 20 cat /dev/g_printer0 >/run/printed &)')
    machine.shell('echo slip >/run/slip; runuser -u twofeet -G lp -- sh -c "cat /run/slip >/dev/twofeet-printer"')
    wait_for('the printer', 20, lambda: machine.shell('cat /run/printed') == 'slip')
    machine.shell(f'echo >{gadget}/UDC')
    wait_for('the name to go', 20, lambda: 'gone' in machine.shell('test -e /dev/twofeet-printer || echo gone'))


def helped(machine):
    """When root's helper last ended; another word each time."""
    return machine.shell('systemctl show -p ExecMainExitTimestampMonotonic --value twofeet-stick.service')


def wait_for_helper(machine, before):
    wait_for('the helper', 60, lambda: helped(machine) not in ('0', before) and
             machine.shell('systemctl is-active twofeet-stick.service') == 'inactive')


def asked(machine):
    """What the helper answers to the wall's user. When the wall itself asks, it takes the answer away at once."""
    before = helped(machine)
    machine.shell('rm -f /run/twofeet/stick-answer; runuser -u twofeet -- sh -c "umask 077; echo 1 http://10.0.2.15:8080 >/run/twofeet/wanted; '
                  'mv /run/twofeet/wanted /run/twofeet/stick-wanted"')
    wait_for_helper(machine, before)
    return machine.shell('cat /run/twofeet/stick-answer').split()[1:]


def organisers_open_the_sheet(machine):
    for _ in range(2):  # away from whatever is there, or what is shown to nobody
        machine.keys('esc')
        settle(machine)
    tap_and_see(machine, MARK, keypad)
    for digit in '246810':
        tap_and_see(machine, DIGITS[digit])
    tap_and_see(machine, KEEP, keypad)  # a PIN takes its time
    tap_and_see(machine, TO_STICK, keypad)
    machine.look('stick-sheet')


def without_a_stick_it_says_so(machine):
    if (said := asked(machine)) != ['none']:
        raise Failed(f'the helper answers {said}')


def a_stick_is_not_mounted_by_itself(machine, stick):
    machine.plug(stick)
    wait_for('the stick', 20, lambda: 'disk' in machine.shell('lsblk -dno TYPE /dev/sda 2>&1'))
    machine.shell('udevadm settle')
    if mounted := machine.shell('findmnt -rno TARGET -S /dev/sda1; findmnt -rno TARGET -S /dev/sda'):
        raise Failed(f'it is mounted at {mounted}')


def organisers_fill_the_stick(machine):
    before, sheet = helped(machine), machine.look('stick-sheet')[2]
    machine.tap(*WRITE)
    wait_for_helper(machine, before)
    wait_for('what the wall says of it', 30, lambda: machine.look('stick')[2] != sheet)
    settle(machine)
    machine.look('stick')
    if mounted := machine.shell('grep /dev/sd /proc/self/mountinfo'):
        raise Failed(f'it stays mounted: {mounted}')


def the_stick_holds_everything(machine, stick):
    """Pulled out, and looked at on another computer."""
    machine.pull()
    files = disk.on_stick(stick)
    if 'mine.txt' not in files or disk.from_stick(stick, 'mine.txt') != b'mine':
        raise Failed(f'what was on it is gone: {files}')
    folder = next((file.split('/')[0] for file in files if '/' in file), '')
    inside = {file.removeprefix(f'{folder}/') for file in files if file != 'mine.txt' and not file.endswith('/')}
    if not FILES <= inside or not any(file.endswith('.png') for file in inside) or any('.part' in file for file in files):
        raise Failed(f'{files}')
    copy = json.loads(disk.from_stick(stick, f'{folder}/twofeet-full-copy.json'))
    pdf = disk.from_stick(stick, f'{folder}/grid.pdf')
    if PROOF not in [session['title'] for session in copy['sessions']] or not pdf.startswith(b'%PDF') or b'%%EOF' not in pdf[-32:]:
        raise Failed('a file on it is not what it should be')
    disk.check_stick(stick)


def a_full_stick_is_named(machine, stick):
    machine.plug(stick)
    wait_for('the stick', 20, lambda: 'disk' in machine.shell('lsblk -dno TYPE /dev/sd[a-z] 2>&1'))
    said = asked(machine)
    machine.pull()
    if said != ['full']:
        raise Failed(f'the helper answers {said}')
    if [file for file in disk.on_stick(stick) if file not in ('mine.txt', 'large.bin')]:
        raise Failed(f'it leaves {disk.on_stick(stick)}')


def a_stick_pulled_too_early_is_named(machine, stick):
    machine.plug(stick)
    wait_for('the stick', 20, lambda: 'disk' in machine.shell('lsblk -dno TYPE /dev/sd[a-z] 2>&1'))
    before = helped(machine)
    machine.shell('rm -f /run/twofeet/stick-answer; runuser -u twofeet -- sh -c "echo 1 http://10.0.2.15:8080 >/run/twofeet/stick-wanted"')
    wait_for('the helper to write', 60, lambda: machine.shell('ls -d /run/twofeet-stick-* 2>/dev/null'))
    machine.pull()
    wait_for_helper(machine, before)
    if (said := machine.shell('cat /run/twofeet/stick-answer').split()[1:]) != ['gone']:
        raise Failed(f'the helper answers {said}')
    if machine.shell('grep /dev/sd /proc/self/mountinfo; ls -d /run/twofeet-stick-* 2>/dev/null'):
        raise Failed('it leaves a mount')


def steps():
    good, full, early = (disk.stick(f'{name}.stick') for name in ('good', 'full', 'early'))
    disk.fill(full)
    return (the_touch_panel_has_its_name, a_printer_has_its_name, without_a_stick_it_says_so, organisers_open_the_sheet,
            (a_stick_is_not_mounted_by_itself, good), organisers_fill_the_stick, (the_stick_holds_everything, good),
            (a_full_stick_is_named, full), (a_stick_pulled_too_early_is_named, early), the_event_is_whole)
