"""What every chapter of board/test/boot.py looks at, and how what was seen gets into result.txt."""
import http.client
import json
import random
import time

from machine import ADDRESS, PATIENCE, Failed, Machine, shows_wall, wait_for


def main_pid(machine):
    return machine.shell('systemctl show -p MainPID --value twofeet')


def is_back(machine, old):
    state = machine.shell('systemctl show -p MainPID,ActiveState --value twofeet').split()
    return len(state) == 2 and 'active' in state and old not in state and '0' not in state


def the_wall_comes_up(machine):
    wait_for('the wall', 90, lambda: shows_wall(machine, 'wall'))


def the_shell_of_the_test_answers(machine):
    wait_for('the shell', 60, machine.hears_shell)


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


def the_event_is_whole(machine):
    text = machine.shell('runuser -u twofeet -- twofeet --data /var/lib/twofeet/event.twofeet check; echo code $?')
    if not text.endswith('code 0'):
        raise Failed(text)


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


def visit(result, *steps, **how):
    """Starts the machine, looks at each (a step, or a step and what it is given), and switches it off. True: all is well."""
    machine = Machine(**how)
    try:
        return all([take(step[0], machine, result, *step[1:]) if isinstance(step, tuple) else take(step, machine, result)
                    for step in steps])
    finally:
        machine.end()


def boot(result, *steps, **how):
    return visit(result, the_wall_comes_up, the_shell_of_the_test_answers, *steps, **how)
