#!/bin/bash
# What the card's first partition may say, and what becomes of it: card.sh CASE
set -eu
here=$(cd "$(dirname "$0")" && pwd)
script=$here/../../board/image/root/usr/lib/twofeet/card
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TF_BOOT=$folder/boot TF_DATA=$folder/data TF_RUN=$folder/run TF_CONNECTIONS=$folder/connections TF_RADIOS=$folder/radios
mkdir -p "$TF_BOOT" "$TF_DATA" "$TF_RADIOS/phy0"
# What the script asks of the system, answered here.
mkdir "$folder/bin"
printf '#!/bin/sh\n[ ! -e "%s/unmounted" ]\n' "$folder" >"$folder/bin/mountpoint"
printf '#!/bin/sh\n' >"$folder/bin/udevadm"
cp "$folder/bin/udevadm" "$folder/bin/iw"
printf '#!/bin/sh\nexec "%s" "$@"\n' "${TF_TWOFEET:?the program that was built}" >"$folder/bin/twofeet"
chmod +x "$folder"/bin/*
export PATH=$folder/bin:$PATH

fail() { echo "$*" >&2; exit 1; }
card() { "$script" 2>"$folder/said"; } # card : what twofeet.txt on standard input leads to
says() { cat >"$TF_BOOT/twofeet.txt"; card; }
options() { # as systemd takes the file apart: its quotes and backslashes, then the words
    python3 - "$TF_RUN/environment" <<'PYTHON'
import re, shlex, sys
text = open(sys.argv[1], encoding='utf-8', errors='surrogateescape').read()
found = re.fullmatch(r'TWOFEET_OPTIONS="((?:[^"\\]|\\.)*)"\n', text)
assert found, text
sys.stdout.buffer.write('\n'.join(shlex.split(re.sub(r'\\(.)', r'\1', found.group(1)))).encode(errors='surrogateescape'))
PYTHON
}
has_words() { [ "$(options | tr '\n' '|')" = "$1" ] || fail "the options are $(options | tr '\n' '|'), not $1"; }
network() { cat "$TF_CONNECTIONS/twofeet.nmconnection" 2>/dev/null; }

case_a_fresh_card_makes_its_own_network() {
    card <"$here/../../board/image/twofeet.txt" || true
    says <"$here/../../board/image/twofeet.txt"
    password=$(cat "$TF_DATA/network/password")
    [ "${#password}" -eq 12 ] || fail "the password is $password"
    has_words "--wifi|Twofeet|--wifi-password|$password|--captive"
    network | grep -qx 'mode=ap' && network | grep -qx "psk=$password" || fail "$(network)"
    card
    [ "$(cat "$TF_DATA/network/password")" = "$password" ] || fail "the next start has another password"
    [ ! -s "$folder/said" ] || fail "$(cat "$folder/said")"
}

case_the_venues_network_is_joined() {
    says <<<$'options = --lang de --rotate 90\r\nwifi = join\r\nwifi-name = Café  Süd\r\nwifi-password = p a%s$(id)`id`\r'
    has_words "--lang|de|--rotate|90|--wifi|Café  Süd|--wifi-password|p a%s\$(id)\`id\`"
    network | grep -qx 'mode=infrastructure' && network | grep -qx 'ssid=Café  Süd' || fail "$(network)"
    [ "$(stat -c %a "$TF_CONNECTIONS/twofeet.nmconnection")" = 600 ] || fail "anybody can read the password"
}

case_a_wrong_line_is_named_and_the_rest_works() {
    says <<<$'options = --lang de\nwifi = off\nwfii = join'
    has_words '--lang|de|--trouble|settings'
    grep -q 'line 3' "$folder/said" || fail "$(cat "$folder/said")"
}

case_options_that_the_program_refuses_are_left_out() {
    for options in '--lang' '--rotate 45' '--such' 'word' '--wifi "half' "--lang de --panel-mm 1x"; do
        printf 'options = %s\nwifi = off\n' "$options" | says
        has_words '--trouble|settings'
        grep -qF -e "$options" "$folder/said" || fail "$(cat "$folder/said")"
    done
}

case_no_name_becomes_an_option_or_a_command() {
    for name in 'a" --memory "' 'a\" --memory' '$(touch x)' "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" $'a\tb'; do
        printf 'wifi = join\nwifi-name = %s\nwifi-password = longenough\n' "$name" | says
        ! options | grep -qx -e --memory || fail "$name became an option"
        ! network | grep -q '^\[.*memory' || fail "$(network)"
    done
    for password in short 'has "quotes"' 'back\slash' "$(printf 'x%.0s' {1..64})"; do
        printf 'wifi = join\nwifi-name = a\nwifi-password = %s\n' "$password" | says
        has_words '--trouble|wifi'
        [ -z "$(network)" ] || fail "$(network)"
    done
}

case_half_a_file_and_no_file_start_the_wall() {
    head -c 100000 /dev/urandom | says
    options >/dev/null
    printf 'opti' | says
    has_words "--wifi|Twofeet|--wifi-password|$(cat "$TF_DATA/network/password")|--captive|--trouble|settings"
    rm "$TF_BOOT/twofeet.txt"
    card
    has_words "--wifi|Twofeet|--wifi-password|$(cat "$TF_DATA/network/password")|--captive"
}

case_no_data_partition_is_told() {
    touch "$folder/unmounted"
    says <<<'wifi = off'
    has_words '--trouble|no-data'
}

case_no_radio_no_code() {
    rm -r "$TF_RADIOS/phy0"
    says <<<'wifi = hotspot'
    has_words ''
    [ -z "$(network)" ] || fail "$(network)"
}

"case_$1"
