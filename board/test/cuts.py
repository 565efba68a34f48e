"""The power goes in the midst of phones' posts."""
import http.client
import json
import random
import threading

import disk
from machine import PATIENCE, Failed
from steps import ask, boot, the_event_is_whole

CUTS = 5


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


def chapter(result):
    """The emulator is killed in the midst of posts, five times; each time all that was confirmed has to be there."""
    seed = random.randrange(10 ** 6)
    random.seed(seed)
    disk.fresh()
    posted, good = [], True
    for cut in range(CUTS + 1):
        steps = [the_event_is_whole, (what_was_confirmed_is_there, posted)]
        good &= boot(result, *steps, *([(cut_while_it_writes, posted)] if cut < CUTS else []))
    line = f'{CUTS} cuts (seed {seed}), {len(posted)} sessions confirmed before them'
    print(line, file=result)
    print(line)
    return good and len(posted) >= CUTS
