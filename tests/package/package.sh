#!/bin/bash
# The Debian package, from outside: what is in it, what its scripts do, and that its program runs from where it is put.
#   tests/package/package.sh FOLDER host|arm64 [CASE]...   cases are the functions case_* below
# board/package builds into FOLDER, and only what changed. Ends with 77 when its tools are missing.
set -u
[ $# -ge 2 ] || { echo "usage: tests/package/package.sh FOLDER host|arm64 [CASE]..." >&2; exit 2; }
top=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
out=$(realpath "$1") arch=$2
shift 2
for tool in dpkg-deb dpkg-buildpackage dh lintian; do
    command -v $tool >/dev/null || { echo "skipped: $tool is not here; board/install package brings it"; exit 77; }
done
[ "$arch" != host ] || arch=$(dpkg --print-architecture)
case $arch in
amd64) elf_machine=X86-64 ;;
arm64) elf_machine=AArch64 ;;
*) echo "skipped: packages are for amd64 and arm64, and this machine is neither"; exit 77 ;;
esac
version=$(sed -n 's/^project(twofeet VERSION \([0-9.]*\).*/\1/p' "$top/CMakeLists.txt")
deb=$out/twofeet_${version}_$arch.deb
symbols=$out/twofeet-dbgsym_${version}_$arch.deb
work=$(mktemp -d "${TMPDIR:-/tmp}/twofeet-package.XXXXXX")
trap 'rm -rf "$work"' EXIT

# ---- words of the tests --------------------------------------------------------------------------------------------
fail() {
    echo "FAILED: $case: $*" >&2
    exit 1
}
skip() { # this case alone
    echo "skipped: $case: $*"
    ended=77
}
unpack() { # the package's files to $work/root, its scripts to $work/control
    dpkg-deb -x "$deb" "$work/root" && dpkg-deb -e "$deb" "$work/control" || fail "$deb cannot be read"
}
program() { # program ARGUMENT... : the unpacked one, through an emulator when it is another machine's
    local emulator=()
    if [ "$arch" != "$(dpkg --print-architecture)" ]; then
        emulator=(qemu-aarch64-static -L "$out/sysroot-$arch")
    fi
    env -i HOME="$work" PATH="$PATH" "${emulator[@]}" "$work/root/usr/bin/twofeet" "$@" >"$work/out" 2>"$work/err"
}

# ---- the package ---------------------------------------------------------------------------------------------------
case_builds() {
    TF_PACKAGE_OUT=$out "$top/board/package" "$arch" >"$work/out" 2>&1 || fail "board/package: $(tail -40 "$work/out")"
    [ -s "$deb" ] && [ -s "$symbols" ] || fail "a package is missing"
}

case_holds_what_a_kiosk_needs() {
    local file
    dpkg-deb -c "$deb" | awk '{ print $1, $2, $6 }' >"$work/files"
    for file in usr/bin/twofeet usr/share/man/man1/twofeet.1.gz usr/share/doc/twofeet/copyright \
        usr/share/doc/twofeet/changelog.gz usr/share/twofeet/fonts/fonts.ini usr/share/twofeet/sample/sample.json \
        usr/share/twofeet/locale/twofeet/LC_MESSAGES/twofeet-de.mo lib/systemd/system/twofeet.service \
        lib/systemd/system/twofeet-stick.service lib/systemd/system/twofeet-stick.path \
        usr/lib/sysusers.d/twofeet.conf usr/lib/tmpfiles.d/twofeet.conf usr/lib/sysctl.d/60-twofeet.conf \
        lib/udev/rules.d/60-twofeet.rules usr/share/twofeet/twofeet.ini; do
        grep -q " ./$file\$" "$work/files" || fail "there is no $file"
    done
    grep -q 'README.md' "$work/files" || fail "the organiser's manual is not there"
    ! grep -v '^l' "$work/files" | grep -v ' root/root ' || fail "these are not root's"
    ! grep '^.....w\|^........w' "$work/files" || fail "others may write these"
    ! grep -E '\.(po|py|c|h)$' "$work/files" || fail "these are sources"
}

case_says_what_it_is_and_stands_on() {
    local word
    dpkg-deb -f "$deb" >"$work/control"
    grep -qx "Version: $version" "$work/control" || fail "it is not version $version"
    grep -qx "Architecture: $arch" "$work/control" || fail "it is not for $arch"
    for word in $("$top/board/install" --list run) libsdl2-2.0-0 libsqlite3-0 libc6 libsystemd0; do
        grep '^Depends:' "$work/control" | grep -Eq "[ ,]$word([ ,]|\$)" || fail "it does not depend on $word"
    done
    dpkg-deb -e "$deb" "$work/scripts"
    [ ! -s "$work/scripts/conffiles" ] || fail "dpkg asks about a file that the wall changes"
}

case_satisfies_lintian() {
    lintian --allow-root --fail-on error "$deb" >"$work/out" 2>&1 || fail "$(cat "$work/out")"
    cat "$work/out"
}

case_is_hardened_and_keeps_its_symbols_apart() {
    local id
    unpack
    readelf -hldW "$work/root/usr/bin/twofeet" >"$work/elf"
    grep -q "Machine:.*$elf_machine" "$work/elf" || fail "it is for another machine"
    grep -q 'Type: *DYN' "$work/elf" || fail "its place is not random (PIE)"
    grep -q 'GNU_RELRO' "$work/elf" && grep -q 'BIND_NOW\|FLAGS_1.*NOW' "$work/elf" || fail "its tables can be written"
    ! grep 'GNU_STACK' "$work/elf" | grep -q E || fail "its stack can be run"
    readelf -sW "$work/root/usr/bin/twofeet" >"$work/names"
    grep -q '__stack_chk_fail' "$work/names" || fail "its stack is not guarded"
    grep -q '_chk@' "$work/names" || fail "it is not fortified"
    ! readelf -SW "$work/root/usr/bin/twofeet" | grep -q debug_info || fail "the symbols are in the program"
    ! grep -qF "$top" "$work/root/usr/bin/twofeet" || fail "it tells where it was built"
    id=$(readelf -nW "$work/root/usr/bin/twofeet" | sed -n 's/.*Build ID: //p')
    dpkg-deb -c "$symbols" >"$work/files"
    grep -q "/${id:0:2}/${id:2}.debug\$" "$work/files" || fail "the symbols are those of another program"
}

case_runs_from_where_it_is_put() {
    unpack
    program version || fail "version: $(cat "$work/err")"
    grep -qF "$version" "$work/out" || fail "it says it is $(cat "$work/out")"
    program run --memory --lang de --window 1280x800 --screenshot "$work/wall.png" || fail "run: $(cat "$work/err")"
    [ ! -s "$work/err" ] || fail "it complains: $(cat "$work/err")"
    file_says_png "$work/wall.png" || fail "there is no picture"
    program --data "$work/event.twofeet" import "$work/root/usr/share/twofeet/sample/sample.json" ||
        fail "import: $(cat "$work/err")"
    program --data "$work/event.twofeet" check || fail "check: $(cat "$work/err")"
}
file_says_png() { # a PNG of 1280 by 800 that is no single colour
    [ "$(head -c 24 "$1" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a0000000d494844520000050000000320 ] &&
        [ "$(wc -c <"$1")" -gt 20000 ]
}

# ---- what it brings to the machine ---------------------------------------------------------------------------------
case_has_a_sound_unit() {
    unpack
    command -v systemd-analyze >/dev/null || { skip "systemd-analyze is not here"; return; }
    # The program's own place, as verify looks whether it is there; the units of this machine stand beside it.
    sed "s,/usr/bin/twofeet,$(command -v true)," "$work/root/lib/systemd/system/twofeet.service" >"$work/twofeet.service"
    sed "s,/usr/bin/twofeet,$(command -v true)," "$work/root/lib/systemd/system/twofeet-stick.service" \
        >"$work/twofeet-stick.service"
    cp "$work/root/lib/systemd/system/twofeet-stick.path" "$work"
    systemd-analyze verify --man=no "$work"/twofeet*.service "$work"/twofeet*.path >"$work/out" 2>&1
    ! grep 'twofeet' "$work/out" || fail "systemd does not like the unit"
    # 0 is best and 10 worst; above 3.0 somebody took a part of the wall around it away.
    systemd-analyze security --offline=true --threshold=30 "$work/twofeet.service" >"$work/out" 2>&1 ||
        fail "$(cat "$work/out")"
    tail -1 "$work/out"
    # This one is root's, and may mount: the rest is closed to it.
    systemd-analyze security --offline=true --threshold=50 "$work/twofeet-stick.service" >"$work/out" 2>&1 ||
        fail "$(cat "$work/out")"
    tail -1 "$work/out"
    for line in Type=notify User=twofeet 'SupplementaryGroups=video render input lp tty dialout audio' TTYPath=/dev/tty1 \
        StandardInput=tty-force Conflicts=getty@tty1.service Restart=always RestartSec=200ms StartLimitIntervalSec=0 \
        WatchdogSec=10 NoNewPrivileges=yes CapabilityBoundingSet= ProtectSystem=strict StateDirectory=twofeet \
        Environment=SDL_RENDER_DRIVER=opengles2; do
        grep -qxF "$line" "$work/root/lib/systemd/system/twofeet.service" || fail "the unit lacks $line"
    done
}

case_makes_its_user_and_its_folder() {
    unpack
    command -v systemd-sysusers systemd-tmpfiles >/dev/null || { skip "systemd's tools are not here"; return; }
    [ "$(id -u)" -eq 0 ] || { skip "only root may make a user's folder"; return; }
    mkdir -p "$work/root/etc" "$work/root/run"
    systemd-sysusers --root="$work/root" twofeet.conf || fail "systemd-sysusers"
    grep -q '^twofeet:.*:/var/lib/twofeet:/usr/sbin/nologin$' "$work/root/etc/passwd" || fail "there is no user"
    systemd-tmpfiles --root="$work/root" --create twofeet.conf || fail "systemd-tmpfiles"
    [ "$(stat -c %a "$work/root/var/lib/twofeet")" = 700 ] || fail "others may read the event"
    [ "$(stat -c '%a %g' "$work/root/etc/twofeet/twofeet.ini")" = "660 $(stat -c %g "$work/root/var/lib/twofeet")" ] ||
        fail "the wall may not write its settings"
    echo 'lang = de' >"$work/root/etc/twofeet/twofeet.ini"
    systemd-tmpfiles --root="$work/root" --create twofeet.conf || fail "systemd-tmpfiles, again"
    [ "$(cat "$work/root/etc/twofeet/twofeet.ini")" = 'lang = de' ] || fail "an update takes the settings away"
    [ "$(readlink "$work/root/run/systemd/system/ctrl-alt-del.target")" = /dev/null ] || fail "Ctrl-Alt-Del restarts it"
}

case_purge_keeps_the_event_and_says_where() {
    dpkg-deb -e "$deb" "$work/control"
    mkdir -p "$work/data"
    mkdir "$work/etc"
    echo words | tee "$work/data/event.twofeet" >"$work/etc/twofeet.ini"
    sed "s,/var/lib/twofeet,$work/data,g; s,/etc/twofeet,$work/etc,g; s,deb-systemd-helper,true,g" "$work/control/postrm" >"$work/postrm"
    sh "$work/postrm" purge >"$work/out" 2>&1 || fail "postrm: $(cat "$work/out")"
    grep -qF "kept in $work/data" "$work/out" || fail "it does not say where the event is"
    [ "$(cat "$work/data/event.twofeet")" = words ] || fail "the event is gone"
    [ ! -e "$work/etc" ] || fail "the settings stay"
    rm "$work/data/event.twofeet"
    sh "$work/postrm" purge >"$work/out" 2>&1
    [ ! -s "$work/out" ] || fail "it speaks of an event that is not there"
}

# shellcheck disable=SC2046 # a list of words on purpose
[ $# -gt 0 ] || set -- $(sed -n 's/^case_\([a-z0-9_]*\)().*/\1/p' "$0")
ended=0
for case in "$@"; do
    rm -rf "$work" && mkdir -p "$work"
    "case_$case"
    echo "done: $case"
done
exit $ended
