#!/bin/bash
# What the card's first partition may say, and what becomes of it: card.sh CASE
set -eu
here=$(cd "$(dirname "$0")" && pwd)
script=$here/../../board/image/root/usr/lib/twofeet/card
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TF_BOOT=$folder/boot TF_DATA=$folder/data TF_STATE=$folder/state TF_RUN=$folder/run TF_CONNECTIONS=$folder/connections TF_RADIOS=$folder/radios
mkdir -p "$TF_BOOT" "$TF_DATA" "$TF_STATE" "$TF_RADIOS/phy0"
# What the script asks of the system, answered here.
mkdir "$folder/bin"
printf '#!/bin/sh\n[ ! -e "%s/unmounted" ]\n' "$folder" >"$folder/bin/mountpoint"
printf '#!/bin/sh\n' >"$folder/bin/udevadm"
cp "$folder/bin/udevadm" "$folder/bin/iw"
chmod +x "$folder"/bin/*
export PATH=$folder/bin:$PATH

fail() { echo "$*" >&2; exit 1; }
card() { "$script" 2>"$folder/said"; } # card : what twofeet.ini on standard input leads to
says() { cat >"$TF_BOOT/twofeet.ini"; card; }
options() { # as systemd takes the file apart: its quotes and backslashes, then the words
    python3 - "$TF_RUN/environment" <<'PYTHON'
import re, shlex, sys
text = open(sys.argv[1], encoding='utf-8', errors='surrogateescape').read()
found = re.fullmatch(r'TWOFEET_OPTIONS="((?:[^"\\]|\\.)*)"\n', text)
assert found, text
sys.stdout.buffer.write('\n'.join(shlex.split(re.sub(r'\\(.)', r'\1', found.group(1)))).encode(errors='surrogateescape'))
PYTHON
}
wall() { # wall PICTURE : what the wall makes of its settings; what it says goes to $folder/said
    "${TF_TWOFEET:?the program that was built}" run --config "$TF_STATE/twofeet.ini" --memory --screenshot "$1" 2>"$folder/said"
}
has_words() { # has_words WORDS : besides the settings' file
    set -- "--config|$TF_STATE/twofeet.ini${1:+|$1}"
    [ "$(options | tr '\n' '|')" = "$1" ] || fail "the options are $(options | tr '\n' '|'), not $1"; }
network() { cat "$TF_CONNECTIONS/twofeet.nmconnection" 2>/dev/null; }

case_a_fresh_card_makes_its_own_network() {
    cat "$here/../../board/image/network.ini" "$here/../../board/deb/twofeet.ini" | says
    password=$(cat "$TF_DATA/network/password")
    [ "${#password}" -eq 12 ] || fail "the password is $password"
    has_words "--wifi|Twofeet|--wifi-password|$password|--captive"
    network | grep -qx 'mode=ap' && network | grep -qx "psk=$password" || fail "$(network)"
    card
    [ "$(cat "$TF_DATA/network/password")" = "$password" ] || fail "the next start has another password"
    [ ! -s "$folder/said" ] || fail "$(cat "$folder/said")"
}

case_the_venues_network_is_joined() {
    says <<<$'lang = de\r\nrotate = 90\r\nnetwork = join\r\nwifi = Café  Süd\r\nwifi-password = p a%s$(id)`id`\r'
    has_words "--wifi|Café  Süd|--wifi-password|p a%s\$(id)\`id\`"
    network | grep -qx 'mode=infrastructure' && network | grep -qx 'ssid=Café  Süd' || fail "$(network)"
    [ "$(stat -c %a "$TF_CONNECTIONS/twofeet.nmconnection")" = 600 ] || fail "anybody can read the password"
}

case_a_wrong_line_is_named_and_the_rest_works() {
    says <<<$'lang = de\nnetwork = off\nlnag = ja\nrotate = 90'
    has_words ''
    wall "$folder/wall.png" || fail "the wall does not come up: $(cat "$folder/said")"
    grep -q 'twofeet.ini:3: .*“lnag”' "$folder/said" || fail "$(cat "$folder/said")"
    [ "$(grep -c . "$folder/said")" -eq 1 ] || fail "more is wrong: $(cat "$folder/said")"
    [ "$(od -An -tu1 -j16 -N4 "$folder/wall.png" | tr -s ' ')" = ' 0 0 4 56' ] || fail "the picture is not turned"
    says <<<'network = perhaps'
    has_words '--trouble|wifi'
    rm -r "$TF_RADIOS/phy0" # a wrong word is one without a radio, too
    says <<<'network = perhaps'
    has_words '--trouble|wifi'
}

case_the_card_counts_when_it_changed_and_the_wall_otherwise() {
    says <<<$'lang = de\nnetwork = off'
    [ "$(cat "$TF_STATE/twofeet.ini")" = 'lang = de' ] || fail "$(cat "$TF_STATE/twofeet.ini")"
    echo 'bell = 1' >>"$TF_STATE/twofeet.ini" # as the wall does
    card
    grep -qx 'bell = 1' "$TF_STATE/twofeet.ini" || fail "what was set at the wall is gone"
    says <<<$'lang = ja\nnetwork = off'
    [ "$(cat "$TF_STATE/twofeet.ini")" = 'lang = ja' ] || fail "the card was changed, and nothing came of it"
    mkdir "$TF_STATE/twofeet.ini.new" # half of an earlier start
    says <<<$'lang = ar\nnetwork = off'
    [ "$(cat "$TF_STATE/twofeet.ini")" = 'lang = ar' ] || fail "$(cat "$TF_STATE/twofeet.ini")"
}

case_settings_that_cannot_be_kept_are_used_all_the_same() {
    rm -r "$TF_STATE" && : >"$TF_STATE" # no folder
    says <<<$'lang = de\nnetwork = off'
    [ "$(options | sed -n 2p)" = "$TF_RUN/twofeet.ini" ] || fail "$(options)"
    grep -qx 'lang = de' "$TF_RUN/twofeet.ini" || fail "$(cat "$TF_RUN/twofeet.ini")"
}

case_no_name_becomes_an_option_or_a_command() {
    for name in 'a" --memory "' 'a\" --memory' '$(touch x)' "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" $'a\tb'; do
        printf 'network = join\nwifi = %s\nwifi-password = longenough\n' "$name" | says
        ! options | grep -qx -e --memory || fail "$name became an option"
        ! network | grep -q '^\[.*memory' || fail "$(network)"
    done
    for password in short 'has "quotes"' 'back\slash' "$(printf 'x%.0s' {1..64})"; do
        printf 'network = join\nwifi = a\nwifi-password = %s\n' "$password" | says
        has_words '--trouble|wifi'
        [ -z "$(network)" ] || fail "$(network)"
    done
}

case_half_a_file_and_no_file_start_the_wall() {
    head -c 300000 /dev/urandom | says
    options >/dev/null
    wall "$folder/wall.png" && [ -s "$folder/wall.png" ] || fail "the wall does not come up: $(tail -3 "$folder/said")"
    printf 'opti' | says
    has_words "--wifi|Twofeet|--wifi-password|$(cat "$TF_DATA/network/password")|--captive"
    wall "$folder/wall.png" || fail "the wall does not come up"
    rm "$TF_BOOT/twofeet.ini"
    card
    has_words "--wifi|Twofeet|--wifi-password|$(cat "$TF_DATA/network/password")|--captive"
}

case_no_data_partition_is_told() {
    touch "$folder/unmounted"
    says <<<'network = off'
    has_words '--trouble|no-data'
}

case_no_radio_no_code() {
    rm -r "$TF_RADIOS/phy0"
    says <<<'network = hotspot'
    has_words ''
    [ -z "$(network)" ] || fail "$(network)"
}

"case_$1"
