"""An update by a package on the card's first partition: one that works, one cut off half-way, one that does not come up."""
import disk
from machine import Failed, shows_wall, wait_for
from steps import boot, the_event_is_whole, visit

KEPT = '/run/twofeet-image/lower/usr/lib/twofeet'


def installed(machine):
    return machine.shell("dpkg-query -W -f '${db:Status-Status} ${Version}' twofeet")


def starts_again(machine, boots):
    """Whether a start of the machine was seen that is none of boots (a list, which it gets into)."""
    if not machine.hears_shell():
        return False
    boot = machine.shell('cat /proc/sys/kernel/random/boot_id')
    if len(boot) == 36 and boot not in boots:
        boots.append(boot)
        return True
    return False


def the_new_one_is_there_and_the_old_one_kept(machine, new, old):
    wait_for('the new version', 200, lambda: machine.hears_shell() and installed(machine) == f'installed {new}')
    wait_for('the wall', 90, lambda: shows_wall(machine, 'updated'))
    wait_for('the proof', 120, lambda: machine.hears_shell() and 'no' in machine.shell(f'test -e {KEPT}/proving || echo no'))
    kept = machine.shell(f'dpkg-deb -f {KEPT}/installed.deb Version; dpkg-deb -f {KEPT}/previous.deb Version').split()
    if kept != [new, old]:
        raise Failed(f'kept are {kept}')
    if 'Read-only' not in machine.shell(f'touch {KEPT}/there 2>&1'):
        raise Failed('the root stays writable')


def power_goes_while_it_installs(machine):
    wait_for('dpkg', 120, lambda: machine.hears_shell() and machine.shell('cat /proc/[0-9]*/comm 2>/dev/null | grep -x dpkg'))
    machine.process.kill()
    machine.process.wait()


def the_old_one_comes_back_and_the_wall_says_so(machine, old, broken):
    boots = []
    wait_for('the shell', 120, lambda: starts_again(machine, boots))
    wait_for('the old version', 500, lambda: machine.hears_shell() and broken in machine.shell(f'cat {KEPT}/failed-versions 2>/dev/null')
             and starts_again(machine, boots))
    wait_for('the wall', 90, lambda: shows_wall(machine, 'gone-back'))
    wait_for('the shell', 60, machine.hears_shell)
    if installed(machine) != f'installed {old}':
        raise Failed(installed(machine))
    wait_for('what the wall is told', 30, lambda: '--trouble update' in machine.shell('cat /run/twofeet-image/environment'))


def it_stays_as_it_is(machine, old):
    """The next start does not try again."""
    if installed(machine) != f'installed {old}':
        raise Failed(installed(machine))


def break_it(folder):
    program = folder / 'usr/bin/twofeet'
    program.write_text('#!/bin/sh\necho no luck >&2\nexit 1\n')
    program.chmod(0o755)


def chapter(result):
    disk.fresh()
    whole = disk.package('whole.deb', '0.9.1')
    old = disk.version_of(disk.FOLDER / 'installed.deb')
    broken = disk.package('broken.deb', '0.9.2', break_it)
    disk.put('update/twofeet_0.9.1.deb', whole)
    good = visit(result, power_goes_while_it_installs)
    good &= visit(result, (the_new_one_is_there_and_the_old_one_kept, '0.9.1', old), the_event_is_whole)
    disk.put('update/twofeet_0.9.2.deb', broken)
    good &= visit(result, (the_old_one_comes_back_and_the_wall_says_so, '0.9.1', '0.9.2'), the_event_is_whole)
    return good & boot(result, (it_stays_as_it_is, '0.9.1'), the_event_is_whole)
