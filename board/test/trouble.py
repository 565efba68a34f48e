"""What a venue, and an ill-treated card, do to a kiosk: the wall comes up, and says what is wrong and what to do."""
import http.client
import json
import subprocess
import time

import disk
from machine import Failed, shows_wall, wait_for
from steps import ask, boot, main_pid, the_event_is_whole, the_shell_of_the_test_answers, visit

FILLER = '/data/filler'
LONG_AGO = '2001-01-01T00:00:00'


def told(machine):
    """What the wall is told, in the journal's words."""
    return machine.shell('journalctl -b -o cat --no-pager -u twofeet -u twofeet-card; cat /run/twofeet-image/environment')


def it_says(machine, *words):
    """On the wall, as it tells the journal; a picture is kept to be looked at."""
    wait_for('what it says', 30, lambda: all(word in told(machine) for word in words))


# ---- no network, no touch, no clock -------------------------------------------------------------------------------------
def the_clock_is_no_earlier_than(machine, times):
    """A clock module that lost its battery says 2001; the last start knew better."""
    now = int(machine.shell('date +%s'))
    if now < times[-1]:
        raise Failed(f'it is {machine.shell("date")}')
    times.append(now)


def the_data_partition_fills_up(machine):
    machine.shell(f'systemctl stop twofeet; fallocate -l 900M {FILLER}.1; dd if=/dev/zero of={FILLER}.2 bs=4k status=none; '
                  f'dd if=/dev/zero of={FILLER}.3 bs=1k status=none; touch /var/lib/systemd/timesync/clock; sync')
    if machine.shell("df --output=avail /data | tail -1 | tr -d ' '") != '0':
        raise Failed(machine.shell('df /data'))


# ---- no display, no room --------------------------------------------------------------------------------------------------
def the_program_waits_for_a_display(machine):
    wait_for('the program', 120, lambda: machine.shell('systemctl is-active twofeet') == 'active')
    if machine.shell('ls /dev/dri 2>/dev/null'):
        raise Failed('there is a display')
    pid = machine.shell('systemctl show -p MainPID --value twofeet')
    time.sleep(15)  # longer than the watchdog: it is alive, though nothing is drawn
    if machine.shell('systemctl show -p MainPID --value twofeet') != pid:
        raise Failed('it is started again and again')


def a_display_that_comes_late_shows_the_wall(machine):
    machine.shell('modprobe virtio_gpu')
    wait_for('the wall', 60, lambda: shows_wall(machine, 'full'))


def posts(machine, title, posted):
    """Whether a phone's session is confirmed; its code gets into posted."""
    try:
        status, answer = ask(machine, 'POST', '/api/v1/sessions', {'title': title})
    except (OSError, http.client.HTTPException):
        return False  # nobody answers phones while the event's file cannot be opened
    if status == 200:
        posted.append(json.loads(answer)['code'])
    return status == 200


def nothing_is_confirmed_that_has_no_room(machine):
    if posts(machine, 'No room', []) or 'full' not in told(machine):
        raise Failed(told(machine)[-300:])


def with_room_it_goes_on_by_itself(machine, posted):
    pid = main_pid(machine)
    machine.shell(f'rm {FILLER}.*; sync')
    wait_for('a post', 60, lambda: posts(machine, 'Room at last', posted))
    wait_for('the wall', 30, lambda: shows_wall(machine, 'room'))
    if main_pid(machine) != pid:
        raise Failed('it had to be started again')


# ---- damage ---------------------------------------------------------------------------------------------------------------
def damage(machine):
    """What an ill-treated card may be like at the next start."""
    machine.shell('systemctl stop twofeet; mount -o remount,rw /boot/firmware; '
                  'printf "rotate = 45\nnetwork = perhaps\ngarbage\nlang" >/boot/firmware/twofeet.ini; '
                  'umount /boot/firmware; '
                  'dd if=/dev/urandom of=/var/lib/twofeet/event.twofeet bs=4096 seek=1 count=8 conv=notrunc status=none; '
                  'rm -f /var/lib/twofeet/event.twofeet-wal; sync')


def damage_the_data_partition():
    """A folder whose inode is gone, wrong counts, and the note that something was wrong."""
    with disk.partition(3) as file:
        subprocess.run(['e2fsck', '-fy', file], capture_output=True, check=False)  # its journal would undo the rest
        for what in ('clri /clock', 'set_inode_field /twofeet/event.twofeet links_count 3', 'ssv free_blocks_count 1', 'ssv state 2'):
            disk.run('debugfs', '-w', '-R', what, file)


def the_data_partition_was_mended(machine):
    log = machine.shell('cat /run/twofeet-image/partitions.log')
    if 'with errors, check forced' not in log or 'clock' not in log or not machine.shell('findmnt -no TARGET /data'):
        raise Failed(log)


def what_was_posted_came_back_and_the_damaged_file_is_kept(machine, posted):
    status, answer = ask(machine, 'GET', '/api/v1/board')
    there = {session['code'] for session in json.loads(answer)['sessions']} if status == 200 else set()
    kept = machine.shell('ls /var/lib/twofeet')
    if not posted or not set(posted) <= there or 'damaged' not in kept:
        raise Failed(f'{status}; {len(there)} sessions; {kept}')


def erase_the_data_partition():
    with open(disk.DISK, 'r+b') as card:
        card.seek(disk.start_byte(3))
        card.write(bytes(16 << 20))


def chapter(result):
    disk.fresh()
    times, posted = [1735689600], []  # 2025
    good = boot(result, the_event_is_whole, (the_clock_is_no_earlier_than, times), the_data_partition_fills_up,
                without=('network', 'touch'), clock=LONG_AGO)
    with disk.kernel_words('modprobe.blacklist=virtio_gpu'):
        good &= visit(result, the_shell_of_the_test_answers, (the_clock_is_no_earlier_than, times), the_program_waits_for_a_display,
                      a_display_that_comes_late_shows_the_wall, nothing_is_confirmed_that_has_no_room,
                      (with_room_it_goes_on_by_itself, posted), the_event_is_whole, damage, clock=LONG_AGO)
    damage_the_data_partition()
    good &= boot(result, (it_says, 'twofeet.ini:1:', 'twofeet.ini:3:', 'network is hotspot, join or off', '--trouble wifi'),
                 the_data_partition_was_mended, (what_was_posted_came_back_and_the_damaged_file_is_kept, posted), the_event_is_whole)
    erase_the_data_partition()
    return good & boot(result, (it_says, '--trouble no-data'))
