#!/bin/bash
# What becomes of packages on the card's first partition, without a card: update.sh CASE
set -eu
here=$(cd "$(dirname "$0")" && pwd)
script=$here/../../board/image/root/usr/lib/twofeet/update
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TF_BOOT=$folder/boot TF_RUN=$folder/run TF_LOWER=$folder/lower TF_STEADY_S=1 TF_PATIENCE_S=3
kept=$TF_LOWER/usr/lib/twofeet
mkdir -p "$TF_BOOT/update" "$kept" "$folder/bin"
# What the script asks of the system, answered here. dpkg in the root notes what it installs, and refuses what says so.
cat >"$folder/bin/chroot" <<'END'
#!/bin/sh
case $(dpkg-deb -f "$TF_LOWER/usr/lib/twofeet/incoming.deb" Description) in *refused*) exit 1 ;; esac
dpkg-deb -f "$TF_LOWER/usr/lib/twofeet/incoming.deb" Version >>"$TF_RUN/installed"
END
cat >"$folder/bin/mount" <<'END'
#!/bin/sh
[ ! -e "$TF_RUN/read-only" ]
END
cat >"$folder/bin/systemctl" <<'END'
#!/bin/sh
case $* in
*reboot*) echo reboot >>"$TF_RUN/reboots" ;;
*is-active*) [ ! -e "$TF_RUN/down" ] ;;
*MainPID*) [ -e "$TF_RUN/flaps" ] && date +%N || echo 17 ;;
esac
END
printf '#!/bin/sh\n' >"$folder/bin/umount"
chmod +x "$folder"/bin/*
export PATH=$folder/bin:$PATH
mkdir -p "$TF_RUN"

fail() { echo "$*" >&2; exit 1; }
package() { # package VERSION PATH [WORD] [ARCHITECTURE]
    rm -rf "$folder/package" && mkdir -p "$folder/package/DEBIAN"
    printf 'Package: twofeet\nVersion: %s\nArchitecture: %s\nMaintainer: a <a@b.invalid>\nDescription: %s\n' \
        "$1" "${4:-$(dpkg --print-architecture)}" "${3:-good}" >"$folder/package/DEBIAN/control"
    dpkg-deb -Znone -b "$folder/package" "$2" >/dev/null
}
start() { rm -f "$TF_RUN/update-failed" "$TF_RUN/reboots" && "$script" install >"$folder/out" 2>"$folder/said"; } # the card's next start
proof() { "$script" proof >"$folder/out" 2>"$folder/said"; }
is_installed() { [ "$(dpkg-deb -f "$kept/installed.deb" Version)" = "$1" ] || fail "installed is $(dpkg-deb -f "$kept/installed.deb" Version), not $1"; }
starts_again() { [ -e "$TF_RUN/reboots" ] || fail "it does not start again"; }
goes_on() { [ ! -e "$TF_RUN/reboots" ] || fail "it starts again"; }
package 1.0 "$kept/installed.deb"

case_the_newest_is_installed_once() {
    for version in 1.2 1.10 1.9; do package $version "$TF_BOOT/update/twofeet_${version}_any.deb"; done
    start
    starts_again
    is_installed 1.10
    [ "$(dpkg-deb -f "$kept/previous.deb" Version)" = 1.0 ] || fail "the old one is not kept"
    for _ in 1 2 3; do start && goes_on; done
    is_installed 1.10
    proof
    [ ! -e "$kept/proving" ] || fail "it is never proven"
    goes_on
}

case_one_that_does_not_come_up_goes_and_is_not_tried_again() {
    for how in down flaps; do
        package 1.1$how "$TF_BOOT/update/twofeet_1.1_$how.deb"
        start
        starts_again
        is_installed 1.1$how
        rm "$TF_RUN/reboots"
        : >"$TF_RUN/$how"
        proof
        starts_again
        is_installed 1.0
        [ "$(tail -n 1 "$TF_RUN/installed")" = 1.0 ] || fail "$(cat "$TF_RUN/installed")"
        rm "$TF_RUN/$how"
        start
        goes_on
        [ -e "$TF_RUN/update-failed" ] || fail "the wall is not told"
        is_installed 1.0
    done
}

case_one_that_dpkg_refuses_leaves_the_old_one() {
    package 1.1 "$TF_BOOT/update/twofeet_1.1.deb" refused
    start
    is_installed 1.0
    [ "$(tail -n 1 "$TF_RUN/installed")" = 1.0 ] || fail "what the refused one left is not mended"
    start
    goes_on
    [ -e "$TF_RUN/update-failed" ] || fail "the wall is not told"
}

case_what_is_no_package_for_this_board_is_told() {
    head -c 5000 /dev/urandom >"$TF_BOOT/update/twofeet_9.deb"
    start
    goes_on
    [ -e "$TF_RUN/update-failed" ] || fail "garbage is not told"
    rm "$TF_BOOT"/update/*
    package 9 "$TF_BOOT/update/twofeet_9.deb" good riscv64
    start
    goes_on
    [ -e "$TF_RUN/update-failed" ] || fail "another board's package is not told"
    package 1.1 "$TF_BOOT/update/twofeet_1.1.deb"
    start
    starts_again
    is_installed 1.1
}

case_a_card_that_cannot_be_written_does_not_start_for_ever() {
    package 1.1 "$TF_BOOT/update/twofeet_1.1.deb"
    : >"$TF_RUN/read-only"
    start
    goes_on
    is_installed 1.0
    [ -e "$TF_RUN/update-failed" ] || fail "the wall is not told"
}

case_nothing_new_is_nothing() {
    start
    goes_on
    package 1.0 "$TF_BOOT/update/twofeet_1.0.deb"
    start
    goes_on
    proof
    goes_on
    [ ! -e "$TF_RUN/update-failed" ] || fail "$(cat "$folder/said")"
}

"case_$1"
