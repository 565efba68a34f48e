#!/usr/bin/env python3
"""Measures whole processes of the kiosk: processes.py TWOFEET EVENT.json ... ; prints lines for tests/bench/run.

First frame: from exec to the program's READY=1, which it sends after it presented its first picture. Idle: wake-ups
(voluntary context switches of every thread), processor time and pictures over a minute. PSS: /proc/PID/smaps_rollup."""
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

IDLE_S = int(os.environ.get("TF_BENCH_IDLE_S", "60"))
ROUNDS = 5
SETTLE_S = 3


def start(twofeet, event, folder, extra=()):
    address = f"{folder}/ready"
    pathlib.Path(address).unlink(missing_ok=True)
    ready = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ready.bind(address)
    ready.settimeout(60)
    environment = dict(os.environ, NOTIFY_SOCKET=address, SDL_VIDEODRIVER="offscreen")
    environment.pop("DISPLAY", None)
    begun = time.monotonic()
    process = subprocess.Popen(
        [twofeet, "run", "--sample", "--window", "1920x1080", "--data", f"{folder}/event.twofeet", *extra],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while b"READY=1" not in ready.recv(4096):
        pass
    return process, (time.monotonic() - begun) * 1000


def stop(process):
    process.terminate()
    process.wait(timeout=20)


def switches(pid):
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                total += int(line.split()[1])
    return total


def cpu_s(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pss_mb(pid):
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0


def row(name, measured, against, verdict):
    print(f"{name}\t{measured}\t{against}\t{verdict}", flush=True)


def true_ms():
    begun = time.monotonic()
    subprocess.run(["/bin/true"], check=True)
    return (time.monotonic() - begun) * 1000


def main():
    twofeet, *events = sys.argv[1:]
    for number, event in enumerate(events):
        with tempfile.TemporaryDirectory(dir=os.environ.get("TF_BENCH_DIR")) as folder:
            data = ["--data", f"{folder}/event.twofeet"]
            subprocess.run([twofeet, "import", *data, event], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            times = []
            for _ in range(ROUNDS):
                process, ms = start(twofeet, event, folder)
                times.append(ms)
                stop(process)
            name = pathlib.Path(event).stem
            row(f"exec → first frame, {name}", f"{sorted(times)[ROUNDS // 2]:.0f} ms median of {ROUNDS}",
                f"exec of /bin/true: {true_ms():.1f} ms", "≤ 250 ms" if number == len(events) - 1 else "")
            if number < len(events) - 1:
                continue
            process, _ = start(twofeet, event, folder)
            time.sleep(SETTLE_S)  # what starting left to do
            before, cpu = switches(process.pid), cpu_s(process.pid)
            time.sleep(IDLE_S)
            woken, used = switches(process.pid) - before, cpu_s(process.pid) - cpu
            row(f"idle for {IDLE_S} s, {name}", f"{woken / IDLE_S:.2f} wake-ups/s, {used * 1000 / IDLE_S:.2f} ms CPU/s",
                f"a clock that shows minutes: {1 / 60:.2f} pictures/s", "≤ 2 wake-ups/s")
            row(f"memory, {name}", f"{pss_mb(process.pid):.0f} MB PSS", "a browser in kiosk mode, 144 cards: 390 MB",
                "≤ 60 MB")
            stop(process)


if __name__ == "__main__":
    main()
