"""The kiosk's own Wi-Fi and the venue's, over radios that the kernel simulates (mac80211_hwsim).

The second radio is put into a network of its own, where a phone is played: wpa_supplicant, and busybox for the rest.
"""
import json

import disk
from machine import ARCH, IMAGE, Failed, codes_on, wait_for
from steps import boot

NEAR = '/run/near'  # the phone's folder in the machine
SECRET = 'kompost-haufen'


def have_a_phone(machine):
    """A shell of another network, whose process is the phone's: nsenter -t (its number) -n."""
    machine.shell(f'mkdir -p {NEAR}; cp /boot/firmware/busybox {NEAR}/; chmod 755 {NEAR}/busybox; '
                  f'(unshare -n sh -c "echo \\$\\$ >{NEAR}/pid; exec sleep 36000" </dev/null &)')
    wait_for('the phone', 10, lambda: machine.shell(f'cat {NEAR}/pid 2>/dev/null'))


def on_phone(machine, command):
    return machine.shell(f'nsenter -t $(cat {NEAR}/pid) -n {command}')


def own_radio(machine):
    """The phone takes the radio that the kiosk does not use; its name there."""
    used = machine.shell("nmcli -t -f DEVICE,TYPE,STATE device | grep ':wifi:connected' | cut -d: -f1 | head -1")
    phy = machine.shell(f'for d in /sys/class/net/wlan*; do [ $(basename $d) = "{used}" ] || basename $(readlink $d/phy80211); done | head -1')
    machine.shell(f'iw phy {phy} set netns $(cat {NEAR}/pid)')
    name = on_phone(machine, "ls /sys/class/net 2>/dev/null | grep wlan") or 'wlan1'
    name = on_phone(machine, f"{NEAR}/busybox ip -o link 2>/dev/null | grep -o 'wlan[0-9]*' | head -1") or name
    on_phone(machine, f'{NEAR}/busybox ip link set lo up')
    on_phone(machine, f'{NEAR}/busybox ip link set {name} up')
    return name


def nothing_is_wrong_with_the_radios(machine):
    if machine.shell('ls /sys/class/ieee80211').split() != ['phy0', 'phy1']:
        raise Failed(machine.shell('ls /sys/class/ieee80211; dmesg | tail -5'))


# ---- the kiosk's own ----------------------------------------------------------------------------------------------------
def the_hotspot_is_up(machine):
    wait_for('the hotspot', 60, lambda: 'twofeet' in machine.shell('nmcli -t -f NAME connection show --active'))
    wait_for('its address', 30, lambda: '10.42.0.1/24' in machine.shell('nmcli -t -f IP4.ADDRESS device show'))


def the_wall_shows_its_code(machine, told):
    """While nobody is at it: name and password, as a code that phones read."""
    password = machine.shell('cat /data/network/password')
    wait_for('the code', 120, lambda: any(code.startswith('WIFI:') for code in codes_on(machine, 'wifi', '')))
    code = next(code for code in codes_on(machine, 'wifi', '') if code.startswith('WIFI:'))
    if 'S:Twofeet;' not in code or f'P:{password};' not in code:
        raise Failed(f'{code}, not {password}')
    told.append(password)


def a_phone_joins_by_the_code(machine, told):
    have_a_phone(machine)
    name = own_radio(machine)
    told.append(name)
    machine.shell(f"printf 'network={{\\n ssid=\"Twofeet\"\\n psk=\"{told[0]}\"\\n}}\\n' >{NEAR}/wpa.conf")
    machine.shell(f"printf '#!/bin/sh\\n[ \"$1\" = bound ] || exit 0\\n{NEAR}/busybox ip addr add $ip/24 dev $interface\\n"
                  f"echo $ip $dns $router >{NEAR}/lease\\n' >{NEAR}/lease.sh; chmod 755 {NEAR}/lease.sh")
    on_phone(machine, f'wpa_supplicant -B -i {name} -c {NEAR}/wpa.conf -f {NEAR}/wpa.log')
    wait_for('the link', 60, lambda: 'COMPLETED' in on_phone(machine, f"iw dev {name} link; grep -o 'CTRL-EVENT-CONNECTED' {NEAR}/wpa.log | sed 's/.*/COMPLETED/'"))
    on_phone(machine, f'{NEAR}/busybox udhcpc -n -q -t 10 -i {name} -s {NEAR}/lease.sh 2>&1')
    lease = machine.shell(f'cat {NEAR}/lease').split()
    if len(lease) < 2 or not lease[0].startswith('10.42.0.') or lease[1] != '10.42.0.1':
        raise Failed(f'it was given {lease}: {machine.shell(f"tail -3 {NEAR}/wpa.log")}')


def whatever_it_looks_for_it_is_led_to_the_kiosk(machine):
    """What phones ask to find out whether a network leads anywhere: a redirect, so that they open the page by themselves."""
    for name, path in (('connectivitycheck.gstatic.com', '/generate_204'), ('captive.apple.com', '/hotspot-detect.html'),
                       ('www.msftconnecttest.com', '/connecttest.txt')):
        found = on_phone(machine, f'{NEAR}/busybox nslookup {name} 10.42.0.1')
        if '10.42.0.1' not in found.split(name, 1)[-1]:
            raise Failed(f'{name}: {found}')
        answer = on_phone(machine, f"sh -c \"printf 'GET {path} HTTP/1.1\\r\\nHost: {name}\\r\\nConnection: close\\r\\n\\r\\n' | {NEAR}/busybox nc 10.42.0.1 80\"")
        head = answer.split('\n\n')[0]
        if ' 302 ' not in head.splitlines()[0] + ' ' or 'http://10.42.0.1' not in head:
            raise Failed(f'{name}: {head[:300]}')
    page = on_phone(machine, f'{NEAR}/busybox wget -q -O - http://10.42.0.1:8080/')
    if '<html' not in page:
        raise Failed(page[:200])


# ---- the venue's --------------------------------------------------------------------------------------------------------
def the_kiosk_joins_the_venue(machine):
    """The second radio plays the venue."""
    have_a_phone(machine)
    name = own_radio(machine)
    machine.shell(f"printf 'ap_scan=2\\nnetwork={{\\n ssid=\"Venue\"\\n mode=2\\n frequency=2412\\n key_mgmt=WPA-PSK\\n proto=RSN\\n pairwise=CCMP\\n "
                  f"psk=\"{SECRET}\"\\n}}\\n' >{NEAR}/ap.conf")
    on_phone(machine, f'{NEAR}/busybox ip addr add 192.168.77.1/24 dev {name}')
    on_phone(machine, f'wpa_supplicant -B -i {name} -c {NEAR}/ap.conf -f {NEAR}/ap.log')
    on_phone(machine, f'dnsmasq --conf-file=/dev/null --port=0 --user=root --interface={name} --bind-interfaces '
                      f'--dhcp-range=192.168.77.20,192.168.77.30 --dhcp-leasefile={NEAR}/leases --pid-file={NEAR}/dnsmasq.pid')
    wait_for('the address', 120, lambda: '192.168.77.2' in machine.shell('nmcli -t -f IP4.ADDRESS device show'))


def the_venues_phones_are_answered(machine):
    address = machine.shell("nmcli -t -f IP4.ADDRESS device show | grep -o '192.168.77[.0-9]*'")
    page = on_phone(machine, f'{NEAR}/busybox wget -q -O - http://{address}:8080/')
    if '<html' not in page:
        raise Failed(page[:200])


def chapter(result):
    disk.fresh()
    disk.put('busybox', IMAGE.parent / ARCH / 'parts/bin/busybox')
    told = []
    with disk.kernel_words('modules_load=mac80211_hwsim'):
        good = boot(result, nothing_is_wrong_with_the_radios, the_hotspot_is_up, (the_wall_shows_its_code, told),
                    (a_phone_joins_by_the_code, told), whatever_it_looks_for_it_is_led_to_the_kiosk)
        disk.put('twofeet.ini', f'network = join\nwifi = Venue\nwifi-password = {SECRET}\n')
        return good & boot(result, nothing_is_wrong_with_the_radios, the_kiosk_joins_the_venue, the_venues_phones_are_answered)
