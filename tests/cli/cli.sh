#!/bin/bash
# The command line from outside: what it prints, where, and how it ends.
#   tests/cli/cli.sh PROGRAM MANUAL        every case
#   tests/cli/cli.sh PROGRAM MANUAL CASE   one; names are the functions case_* below
set -u
program=$(realpath "$1") manual=$(realpath "$2")
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d "${TMPDIR:-/tmp}/twofeet-cli.XXXXXX")
kiosk='' screen='' server=''
cleanup() {
    [ -z "$server" ] || kill -INT "$server" 2>/dev/null
    [ -z "$kiosk" ] || kill "$kiosk" 2>/dev/null
    [ -z "$screen" ] || kill "$screen" 2>/dev/null
    rm -rf "$work"
}
trap cleanup EXIT

export HOME="$work/home" XDG_DATA_HOME="$work/share" TWOFEET_DATA="$work/event.twofeet"
export SDL_VIDEODRIVER=dummy
unset DISPLAY WAYLAND_DISPLAY STATE_DIRECTORY NOTIFY_SOCKET WATCHDOG_USEC
mkdir "$HOME"
now="--now 2026-11-25T10:30:00+01:00 --seed 7"

# ---- words of the tests --------------------------------------------------------------------------------------------
fail() {
    echo "FAILED: $case: $*" >&2
    echo "--- stdout" >&2
    head -20 "$work/out" >&2
    echo "--- stderr" >&2
    head -40 "$work/err" >&2
    exit 1
}
ends_with() { # ends_with CODE ARGUMENT... : runs the program
    local want=$1 code
    shift
    timeout 60 "$program" "$@" >"$work/out" 2>"$work/err"
    code=$?
    [ $code -eq "$want" ] || fail "twofeet $* ended with $code, not $want"
}
prints() { grep -qF -- "$1" "$work/out" || fail "stdout lacks: $1"; }
says() { grep -qF -- "$1" "$work/err" || fail "stderr lacks: $1"; }
is_silent() { [ ! -s "$work/err" ] || fail "stderr is not empty"; }
same() { cmp -s "$1" "$2" || fail "$1 and $2 differ"; }
until_true() { # looks again and again, for ten seconds at most
    for _ in $(seq 200); do
        "$@" && return 0
        sleep 0.05
    done
    fail "never came true: $*"
}
png_size() { od -An -tu1 -j16 -N8 "$1" | awk '{ print $1 * 16777216 + $2 * 65536 + $3 * 256 + $4 "x" $7 * 256 + $8 }'; }
start_kiosk() { # in the background, until it holds its file and has drawn
    "$program" run --sample --listen "${listen:-off}" "$@" >"$work/out" 2>"$work/err" &
    kiosk=$!
    until_true test -e "$TWOFEET_DATA-lock"
    until_true "$program" check >/dev/null 2>&1
}
end_kiosk() { # end_kiosk CODE
    local code
    kill -TERM "$kiosk"
    wait "$kiosk"
    code=$?
    kiosk=
    [ $code -eq "$1" ] || fail "the kiosk ended with $code, not $1"
}
as_nobody() { # permissions mean nothing to root
    if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi
}

# ---- the file of settings --------------------------------------------------------------------------------------------
case_whatever_the_settings_say_the_wall_comes_up() {
    printf 'lang = de\nrotate = 45\nnonsense\nwifi-password = short\n' >"$work/wrong.ini"
    ends_with 0 run $now --memory --config "$work/wrong.ini" --window 1280x800 --screenshot "$work/wrong.png"
    says "$work/wrong.ini:2: rotate takes 0, 90, 180 or 270, not “45”"
    says "$work/wrong.ini:3: This line is no setting"
    says "$work/wrong.ini:4: wifi-password"
    ends_with 0 run $now --memory --lang de --window 1280x800 --screenshot "$work/right.png"
    is_silent
    ! cmp -s "$work/wrong.png" "$work/right.png" || fail "the wall does not say that a line is wrong"
    printf 'lang = de\nrotate = 180\n' >"$work/right.ini"
    ends_with 0 run $now --memory --config "$work/right.ini" --rotate 0 --window 1280x800 --screenshot "$work/told.png"
    is_silent
    same "$work/right.png" "$work/told.png" # the command line counts more
    mkdir "$work/folder"
    mkfifo "$work/pipe"
    head -c 300000 /dev/zero >"$work/zeros"
    for file in "$work/folder" "$work/nothing" "$work/pipe" "$work/zeros" /proc/self/mem /dev/zero; do
        ends_with 0 run $now --memory --config "$file" --window 1280x800 --screenshot "$work/other.png"
        says "$file: "
    done
    chmod 000 "$work/right.ini"
    chmod 777 "$work" "$HOME"
    as_nobody "$program" run $now --memory --config "$work/right.ini" --window 1280x800 \
        --screenshot "$work/nobodys.png" 2>"$work/err" || fail "settings that may not be read stop it"
    says "$work/right.ini: The file cannot be opened"
}

case_a_schedule_that_cannot_be_read_is_told_on_a_wall_that_stands() {
    echo "no schedule" >"$work/schedule.json"
    ends_with 3 run $now --event "$work/schedule.json" --screenshot "$work/wall.png" # somebody is there to be told
    printf 'event = %s\n' "$work/schedule.json" >"$work/twofeet.ini"
    start_kiosk $now --config "$work/twofeet.ini" --window 1280x800
    until_true grep -q "is in no format we know" "$work/err"
    end_kiosk 0
    ends_with 0 export --format json
    mkfifo "$work/pipe"
    printf 'event = %s\n' "$work/pipe" >"$work/piped.ini"
    start_kiosk $now --config "$work/piped.ini" --window 1280x800 # waits for nobody
    end_kiosk 0
    cp "$here/schedule.xml" "$work/schedule.json"
    start_kiosk $now --config "$work/twofeet.ini" --window 1280x800 # put right, it is the event
    end_kiosk 0
    ends_with 0 export --format json
    prints "$(sed -n 's,.*<title>\([^<]*\)</title>.*,\1,p' "$here/schedule.xml" | head -1)"
}

case_each_refusal_says_what_to_do() {
    local words
    mkdir "$work/folder"
    echo junk >"$work/junk"
    : >"$work/empty.json"
    echo '{"a": []}' >"$work/other.json"
    echo '{"schedule": {"conference": {"days": 5}}}' >"$work/half.json"
    while read -r words; do
        # shellcheck disable=SC2086 # words are parted
        timeout 60 "$program" $words >"$work/out" 2>"$work/err"
        [ $? -ne 0 ] || fail "twofeet $words is not refused"
        says "to do: "
        case $words in import*) says "where: $work/" ;; esac
    done <<END
import $work/nothing
import $work/empty.json
import --format csv $work/empty.json
import --format frab-xml $work/empty.json
import --format frab-json $work/other.json
import --format frab-json $work/half.json
import --format json $work/other.json
import --format ics $work/other.json
import --mapping $work/junk --format json-list $work/other.json
import --mapping $work/nothing --format json-list $work/other.json
import $work/folder
import $work/junk
run --memory --event $work/nothing --screenshot $work/x.png
run --memory --screenshot $work/nowhere/x.png
--data $work/folder check
--data $work/junk check
restore $work/nothing
restore $work/junk
--data $work/none export --format json
export --format nope
export --to-folder $work/nowhere
--data $work/none erase --host Nobody
erase --device 0
END
}

# Without what SQLite leaves beside a file that was only read: an empty log and its index.
in_place() { (cd "$work/place" && find . ! -name '*-wal' ! -name '*-shm' -printf '%p %s\n' | sort); }
case_a_wrong_argument_leaves_nothing_behind() {
    local words before round
    mkdir "$work/place" "$work/folder"
    echo junk >"$work/junk"
    printf 'foo,bar\nA,B\n' >"$work/headless.csv"
    mkfifo "$work/pipe"
    for round in without with; do # an event
        export TWOFEET_DATA="$work/place/$round/deep/event.twofeet"
        [ $round = without ] || ends_with 0 import $now "$here/schedule.xml"
        before=$(in_place)
        while read -r words; do
            # shellcheck disable=SC2086 # words are parted
            (cd "$work/place" && exec timeout 60 "$program" $words) >"$work/out" 2>"$work/err" <"$work/junk"
            case $? in 1 | 2 | 3 | 4) ;; *) fail "twofeet $words: $round an event it is not refused" ;; esac
            [ "$(in_place)" = "$before" ] || fail "twofeet $words: $round an event it leaves $(in_place)"
        done <<END
import $work/nothing
import $work/folder
import $work/junk
import /dev/stdin
import $work/headless.csv
import --format csv $here/schedule.xml
import --format json-list $work/junk
import --zone Nowhere $here/schedule.xml
import --dry-run $work/nothing
run --screenshot nowhere/x.png
run --sample --screenshot nowhere/x.png
run --event $here/schedule.xml --screenshot nowhere/x.png
run --words $work/nothing --sample --screenshot x.png
run --rotate 45 --screenshot x.png
export --format nope --out x
export --format json --out nowhere/x
export --format json --session NNNNN --out x
export --format png --size 300x200 --out nowhere/x.png
export --format png --day 2020-01-01 --out x.png
export --format pdf --paper a5 --out x.pdf
export --to-folder nowhere
book nowhere/x.html
book x.docx
book --lang tlh x.html
formats $work/nothing
formats $work/junk
print --what cards --to nowhere/x.escpos
print --what cards --to x.doc
print --session NNNNN --to x.png
print --what sign --space Nowhere --to x.png
print --what cards --profile nothing --to x.escpos
print --what cards --to tcp://127.0.0.1:1
backup nowhere/x
backup .
restore $work/nothing
restore $work/junk
restore .
restore --data new/deep/event $work/junk
pin 123456
pin --data new/deep/event
pin --data new/deep/event --reset
erase --data new/deep/event --host Nobody
erase --device 0
check surplus
END
        [ $round = with ] || for words in "run --event $work/nothing" "run --event $work/nothing --screenshot x.png" \
            "run --event $work/junk --screenshot x.png" "run --event /dev/stdin --screenshot x.png" pin check; do
            # shellcheck disable=SC2086 # words are parted
            (cd "$work/place" && exec timeout 60 "$program" $words) >"$work/out" 2>"$work/err" <"$work/junk"
            [ $? = 3 ] || fail "twofeet $words did not end with 3"
            [ "$(in_place)" = "$before" ] || fail "twofeet $words leaves $(in_place)"
        done
    done
    ends_with 0 check
    export TWOFEET_DATA="$work/place/none/event.twofeet"
    ends_with 0 run $now --window 1280x800 --screenshot "$work/x.png" # set-up, looked at
    [ ! -e "$work/place/none" ] || fail "a picture of nothing keeps an event"
    python3 -c 'import sys; sys.stdout.write(open(sys.argv[1]).read())' "$here/schedule.xml" |
        "$program" run $now --event /dev/stdin --window 1280x800 --screenshot "$work/x.png" 2>"$work/err" ||
        fail "a schedule from a pipe is not shown"
    ends_with 0 check
    prints "5 sessions"
}

case_a_service_does_without_a_wrong_option() {
    NOTIFY_SOCKET="$work/none" start_kiosk $now --rotate 45 surplus --such --event "$work/nothing" --window 1280x800
    until_true grep -q "rotate takes" "$work/err"
    says "There is no option “--such”; it is left out"
    says "“surplus” is one word too many"
    end_kiosk 0
}

# ---- words, options, help --------------------------------------------------------------------------------------------
case_wrong_usage_is_told_and_ends_with_2() {
    ends_with 2
    says "A command is missing"
    ends_with 2 nonsense
    says "There is no command “nonsense”"
    ends_with 2 --data
    says "--data needs its FILE"
    ends_with 2 run --widnow 3
    says "There is no option “--widnow”"
    says "twofeet help run"
    ends_with 2 run --window
    says "--window needs its WxH"
    ends_with 2 run --window 12x
    says "--window takes width and height from 200 to 8192"
    ends_with 2 run --window 100000x100000
    ends_with 2 run --window nanxnan
    ends_with 2 run --rotate 45
    says "--rotate takes 0, 90, 180 or 270"
    ends_with 2 run --calibrate 1,0,0,0,1
    says "six numbers"
    ends_with 2 run --lang tlh
    says "There is no language “tlh”"
    ends_with 2 run --space ""
    says "The name of a space is missing"
    ends_with 2 run --memory=yes
    says "takes no value"
    ends_with 2 run -x
    says "There is no option “-x”"
    ends_with 2 run --s 1
    says "More than one option begins with “--s”"
    ends_with 2 run surplus
    ends_with 2 --now yesterday check
    says "a time with its offset from UTC"
    ends_with 2 check --seed -5
    says "--seed takes a whole number"
    ends_with 2 import
    ends_with 2 import --zone Mars/Base x.xml
    says "There is no time zone “Mars/Base”"
    ends_with 2 import --format xyz x.xml
    ends_with 2 export
    says "json"
    ends_with 2 export --format xyz
    ends_with 2 backup
    ends_with 2 backup a b
    ends_with 2 restore
    ends_with 2 help nonsense
    [ ! -e "$TWOFEET_DATA" ] || fail "a wrong command line made a file"
}

case_a_format_is_a_file_and_a_bad_one_is_refused() {
    ends_with 0 formats
    prints "world-cafe"
    printf '[format]\ntitle = Our evening\n[guests]\nno_placing = always\nwhy = Ask Mara.\n' >"$work/our-evening.ini"
    printf '[format]\ntitle = Bad\nsize = 3\n' >"$work/bad.ini"
    ends_with 0 formats "$work/our-evening.ini"
    prints "Our evening: all is well"
    ends_with 1 formats "$work/bad.ini" "$work/our-evening.ini"
    says "bad.ini:3: A format has no such key"
    prints "Our evening: all is well"
    ends_with 0 import "$here/schedule.xml"
    ends_with 0 run $now --screenshot "$work/a.png" --format "$work/our-evening.ini"
    ends_with 0 export --format json --out "$work/event.json"
    grep -q '"format": *"our-evening"' "$work/event.json" || fail "not chosen"
    grep -q 'Ask Mara' "$work/event.json" || fail "its rules are not the event's"
    ends_with 0 run $now --screenshot "$work/a.png" --format "$work/bad.ini"
    says "bad.ini:3"
    ends_with 0 run $now --screenshot "$work/a.png" --format nonsense
    says "There is no format of this name"
    ends_with 0 export --format json --out "$work/again.json"
    same "$work/event.json" "$work/again.json"
    ends_with 0 check
}
case_a_book_is_asked_for_by_its_ending() {
    ends_with 0 import "$here/schedule.xml"
    ends_with 2 book
    says "Which file?"
    ends_with 2 book "$work/a.html" "$work/b.html"
    ends_with 2 book "$work/book.docx"
    says "must end in .html, .pdf, .md, .json or .xhtml"
    ends_with 2 book --lang tlh "$work/book.html"
    ends_with 3 book "$work/none/book.html"
    ends_with 0 book "$work/BOOK.HTML"
    prints "sessions"
    grep -q "<!DOCTYPE html>" "$work/BOOK.HTML" || fail "no HTML"
    export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" # cairo keeps some of each CFF font: tests/leaks.supp
    ends_with 0 book --public-url http://10.0.0.5:8080 "$work/book.pdf"
    is_silent
    ends_with 0 book "$work/book.pdf"
    says "--public-url"
}
case_help_and_the_manual_know_every_command_and_option() {
    local command option
    ends_with 0 help
    is_silent
    cp "$work/out" "$work/help"
    for command in run import export book formats print check backup restore pin erase version help; do
        grep -q "^  $command " "$work/help" || fail "help lacks $command"
        ends_with 0 "$command" --help
        is_silent
        prints "Usage: twofeet"
        cp "$work/out" "$work/one"
        ends_with 0 help "$command"
        same "$work/out" "$work/one"
        awk 'length($0) > 90' "$work/out" | grep -q . && fail "help $command has long lines"
        for option in $(sed -n 's/^  --\([a-z-]*\).*/\1/p' "$work/one"); do
            grep -q "Fl -$option\( \|$\)" "$manual" || fail "the manual lacks --$option"
        done
    done
    for command in run import export book print backup erase; do "$program" help $command; done >"$work/all"
    for option in $(sed -n 's/^\.It Fl -\([a-z-]*\).*/\1/p' "$manual"); do
        grep -q -- "--$option" "$work/all" || fail "the manual has --$option, the program has not"
    done
    command -v mandoc >/dev/null || return 0
    mandoc -T lint -W style "$manual" >"$work/out" 2>/dev/null || fail "mandoc finds fault with the manual"
}

case_version_names_the_program() {
    ends_with 0 version
    grep -qx 'twofeet [0-9]*\.[0-9]*\.[0-9]*' "$work/out" || fail "no version"
    cp "$work/out" "$work/one"
    ends_with 0 --version
    same "$work/out" "$work/one"
}

case_an_installed_program_finds_its_parts() {
    cmake --install "$(dirname "$program")" --prefix "$work/usr" >"$work/out" 2>"$work/err" || fail "no installation"
    "$program" run --sample --memory $now --lang de --screenshot "$work/a.png" || fail "no picture"
    (cd / && "$work/usr/bin/twofeet" run --sample --memory $now --lang de --screenshot "$work/b.png") || fail "no picture"
    same "$work/a.png" "$work/b.png"
    [ -s "$work/usr/share/man/man1/twofeet.1" ] || fail "no manual"
    mv "$work/usr/share/twofeet" "$work/usr/share/else"
    program=$work/usr/bin/twofeet ends_with 3 run --sample --memory $now --screenshot "$work/b.png"
    says "A part of the program is missing"
    mv "$work/usr/share/else" "$work/usr/share/twofeet"
    mv "$work/usr" "$work/moved"
    program=$work/moved/bin/twofeet ends_with 0 run --sample --memory $now --lang de --screenshot "$work/b.png"
    same "$work/a.png" "$work/b.png"
}

# ---- screenshots -----------------------------------------------------------------------------------------------------
case_a_screenshot_has_its_size_and_can_be_had_again() {
    ends_with 0 run --sample --memory $now --window 1280x800 --screenshot "$work/a.png"
    is_silent
    [ "$(png_size "$work/a.png")" = 1280x800 ] || fail "the size is $(png_size "$work/a.png")"
    ends_with 0 run --sample --memory $now --window 1280x800 --screenshot "$work/b.png"
    same "$work/a.png" "$work/b.png"
    ends_with 0 $now run --sample --memory --window 1280x800 --scheme dark --screenshot "$work/c.png"
    cmp -s "$work/a.png" "$work/c.png" && fail "dark looks like light"
    ends_with 0 $now run --sample --memory --window 1280x800 --lang ja --screenshot "$work/c.png"
    cmp -s "$work/a.png" "$work/c.png" && fail "Japanese looks like German"
    ends_with 0 $now run --sample --memory --window 1280x800 --panel-mm 110x70 --screenshot "$work/c.png"
    cmp -s "$work/a.png" "$work/c.png" && fail "a small panel looks like a large one"
    ends_with 0 $now run --sample --memory --window 1280x800 --rotate 90 --screenshot "$work/c.png"
    [ "$(png_size "$work/c.png")" = 800x1280 ] || fail "the size is $(png_size "$work/c.png")"
    ends_with 0 $now run --sample --memory --screenshot "$work/c.png"
    [ "$(png_size "$work/c.png")" = 1920x1080 ] || fail "the size is $(png_size "$work/c.png")"
    [ ! -e "$TWOFEET_DATA" ] || fail "--memory made a file"
}

case_a_screenshot_needs_no_display() {
    SDL_VIDEODRIVER=no-such-driver ends_with 0 run --sample --memory $now --screenshot "$work/a.png"
    is_silent
}

case_a_screenshot_that_cannot_be_written_ends_with_3() {
    ends_with 3 run --sample --memory $now --screenshot "$work/no/such/folder.png"
    says "$work/no/such/folder.png"
    ends_with 3 run --sample --memory $now --screenshot /dev/full
}

# ---- the event's file ------------------------------------------------------------------------------------------------
case_the_first_run_makes_the_sample_and_the_second_keeps_it() {
    ends_with 0 run --sample $now --screenshot "$work/a.png"
    ends_with 0 check
    prints "all is well"
    ends_with 0 export --format json --out "$work/1.json"
    grep -q '2026-11-25' "$work/1.json" || fail "the sample is not today"
    ends_with 0 run --sample --now 2027-03-01T12:00:00Z --screenshot "$work/b.png"
    ends_with 0 export --format json --out "$work/2.json"
    same "$work/1.json" "$work/2.json"
    ends_with 0 run --event "$here/../data/small.json" --screenshot "$work/b.png"
    says "there is an event already"
}

case_the_data_file_is_found_in_the_order_of_the_manual() {
    unset TWOFEET_DATA
    ends_with 0 run --sample $now --screenshot "$work/a.png"
    [ -s "$XDG_DATA_HOME/twofeet/event.twofeet" ] || fail "not in XDG_DATA_HOME"
    XDG_DATA_HOME=relative ends_with 0 run --sample $now --screenshot "$work/a.png"
    [ -s "$HOME/.local/share/twofeet/event.twofeet" ] || fail "not in ~/.local/share"
    STATE_DIRECTORY=$work/state:/other ends_with 0 run --sample $now --screenshot "$work/a.png"
    [ -s "$work/state/event.twofeet" ] || fail "not in STATE_DIRECTORY"
    TWOFEET_DATA=$work/named ends_with 0 run --sample $now --screenshot "$work/a.png"
    [ -s "$work/named" ] || fail "not in TWOFEET_DATA"
    TWOFEET_DATA=$work/other ends_with 0 run --sample --data "$work/deep/er/one" $now --screenshot "$work/a.png"
    [ -s "$work/deep/er/one" ] && [ ! -e "$work/other" ] || fail "--data does not come first"
    [ "$(stat -c %a "$work/deep")" = 700 ] || fail "others may look into the folder"
}

case_without_an_event_reading_commands_end_with_3() {
    local command
    for command in check "export --format json" "backup $work/b"; do
        ends_with 3 $command
        says "There is no event yet"
        says "  where: $TWOFEET_DATA"
        says "  to do: "
    done
    [ ! -e "$TWOFEET_DATA" ] || fail "looking made a file"
}

# ---- import and export -----------------------------------------------------------------------------------------------
case_an_import_is_told_line_by_line_and_again_changes_nothing() {
    ends_with 0 import --dry-run "$here/schedule.xml"
    prints "would be 5 added, 0 changed, 0 kept, 0 refused; nothing was written"
    [ ! -e "$TWOFEET_DATA" ] || fail "a dry run made a file"
    ends_with 0 import $now "$here/schedule.xml"
    prints "schedule.xml: 5 added, 0 changed, 0 kept, 0 refused"
    grep -q "schedule.xml:[0-9]*: mended: " "$work/out" || fail "nothing was mended by line"
    ends_with 0 export --format json --out "$work/1.json"
    ends_with 0 import "$here/schedule.xml"
    prints "0 added, 0 changed, 5 kept, 0 refused"
    ends_with 0 export --format json --out "$work/2.json"
    same "$work/1.json" "$work/2.json"
    sed 's/Sourdough/Rye bread/' "$here/schedule.xml" >"$work/schedule.xml"
    ends_with 0 import --dry-run "$work/schedule.xml"
    prints "would be 0 added, 1 changed, 4 kept, 0 refused"
    ends_with 0 import "$work/schedule.xml"
    prints "0 added, 1 changed, 4 kept, 0 refused"
    ends_with 0 export --format json
    prints "Rye bread"
    ends_with 0 check
}

case_the_same_seed_draws_the_same_ids() {
    ends_with 0 import $now --data "$work/a" "$here/schedule.xml"
    ends_with 0 import $now --data "$work/b" "$here/schedule.xml"
    ends_with 0 export --data "$work/a" $now --format json --out "$work/a.json"
    ends_with 0 export --data "$work/b" $now --format json --out "$work/b.json"
    same "$work/a.json" "$work/b.json"
    ends_with 0 import $now --data "$work/b" "$here/../data/small.json"
    ends_with 0 check --data "$work/b"
}

case_files_that_are_no_schedule_are_refused_by_name() {
    ends_with 3 import "$work/missing.xml"
    says "$work/missing.xml"
    ends_with 3 import "$work"
    says "Is a directory"
    head -c 5000 /dev/urandom >"$work/noise.xml"
    timeout 60 "$program" import "$work/noise.xml" >"$work/out" 2>"$work/err"
    case $? in 1 | 3) ;; *) fail "noise was taken" ;; esac
    says "$work/noise.xml"
    says "  to do: "
    : >"$work/empty.json"
    timeout 60 "$program" import "$work/empty.json" >"$work/out" 2>"$work/err"
    case $? in 1 | 3) ;; *) fail "an empty file was taken" ;; esac
    says "empty.json"
    # One bad file does not keep the others out.
    ends_with 3 import "$work/missing.xml" "$here/schedule.xml"
    prints "5 added"
    ends_with 0 check
}

case_a_file_that_may_not_be_read_ends_with_3() {
    cp "$here/schedule.xml" "$work/secret.xml"
    chmod 000 "$work/secret.xml"
    chmod 711 "$work"
    as_nobody timeout 60 "$program" import --dry-run --data "$work/x" "$work/secret.xml" >"$work/out" 2>"$work/err"
    [ $? -eq 3 ] || fail "it did not end with 3"
    says "Permission denied"
    says "secret.xml"
}

case_an_export_arrives_whole_or_not_at_all() {
    ends_with 0 import $now "$here/schedule.xml"
    ends_with 0 export --format json
    cp "$work/out" "$work/1.json"
    is_silent
    echo old >"$work/out.json"
    ends_with 3 export --format json --out "$work/no/such/folder.json"
    says "$work/no/such/folder.json"
    (ulimit -f 1 && exec "$program" export --format json --out "$work/out.json") >"$work/out" 2>"$work/err"
    [ $? -eq 3 ] || fail "a full disk was not noticed"
    [ "$(cat "$work/out.json")" = old ] || fail "the old file is gone"
    ends_with 0 export --format json --out "$work/out.json"
    same "$work/1.json" "$work/out.json"
    "$program" export --format json >/dev/full 2>"$work/err"
    [ $? -eq 3 ] || fail "a full standard output was not noticed"
    says "standard output"
    ends_with 1 export --format json --session 22222
    says "There is no session with this code"
}

# ---- print -----------------------------------------------------------------------------------------------------------
first_code() { "$program" export --format json | python3 -c 'import json, sys; print(json.load(sys.stdin)["sessions"][0]["code"])'; }
case_print_draws_what_a_phone_reads() {
    local code width
    ends_with 0 import "$here/schedule.xml" $now
    code=$(first_code)
    for width in 58 80; do
        ends_with 0 print $now --session "$code" --to "$work/slip.png" --width $width --public-url http://10.0.0.5:8080
        is_silent
        convert "$work/slip.png" -bordercolor white -border 20 -scale 200% "$work/large.png"
        [ "$(zbarimg -q --nodbus --raw -S*.disable -Sqrcode.enable "$work/large.png")" = "http://10.0.0.5:8080/s/$code" ] ||
            fail "the code of $width mm is not read"
    done
    [ "$(png_size "$work/slip.png" | cut -dx -f1)" = 576 ] || fail "80 mm has 576 dots"
    ends_with 0 print $now --session "$code" --to "$work/slip.escpos"
    [ "$(head -c 5 "$work/slip.escpos" | od -An -tx1 | tr -d ' ')" = 1b401d7630 ] || fail "no picture for a printer"
    ends_with 0 print $now --session "$code" --to "$work/slip.pdf" --what card --lang de
    pdftotext "$work/slip.pdf" - | grep -q "zwei Füße" || fail "the PDF has no words"
}
case_print_puts_four_cards_on_a_sheet() {
    local count
    ends_with 0 import "$here/schedule.xml" $now
    ASAN_OPTIONS="${ASAN_OPTIONS:-}:fast_unwind_on_malloc=0" ends_with 0 print $now --what cards --to "$work/cards.pdf" --public-url http://10.0.0.5:8080
    count=$("$program" export --format json | python3 -c 'import json, sys; print(len([s for s in json.load(sys.stdin)["sessions"] if s["state"] in ("open", "placed")]))')
    prints "$count printed"
    [ "$(pdfinfo "$work/cards.pdf" | awk '/^Pages/ { print $2 }')" = $(((count + 3) / 4)) ] || fail "not four on a sheet"
    pdfinfo "$work/cards.pdf" | grep -q "595.* x 841.*A4" || fail "the sheet is not A4"
    pdftoppm -r 200 -gray -f 1 -l 1 -singlefile "$work/cards.pdf" "$work/sheet"
    [ "$(zbarimg -q --nodbus --raw "$work/sheet.pgm" | grep -c '^http://10.0.0.5:8080/s/')" = $((count < 4 ? count : 4)) ] ||
        fail "not a code on each card"
    # A mark on each side of the sheet: black where a card's edge meets the picture's.
    python3 - "$work/sheet.pgm" <<'END' || fail "a mark is missing"
import sys
kind, size, most, dots = open(sys.argv[1], 'rb').read().split(b'\n', 3)
width, height = map(int, size.split())
mm = 200 / 25.4
black = lambda x, y: any(dots[(round(y * mm) + j) * width + round(x * mm) + i] < 128 for i in range(-3, 4) for j in range(-3, 4))
sides = [(x, y) for x in (15, 105, 195) for y in (20.2, 276.7)] + [(x, y) for x in (12.5, 197.5) for y in (21.5, 148.5, 275.5)]
missing = [at for at in sides if not black(*at)]
sys.exit(f'no mark at {missing}' if missing else 0)
END
    ends_with 0 print $now --what cards --to "$work/cards.png" --public-url http://10.0.0.5:8080
    [ "$(zbarimg -q --nodbus --raw "$work/cards-1.png" | grep -c '^http://10.0.0.5:8080/s/')" = $((count < 4 ? count : 4)) ] ||
        fail "not a code on each card of the picture"
    [ -e "$work/cards-$(((count + 3) / 4)).png" ] && [ ! -e "$work/cards.png" ] || fail "not a picture a sheet"
    ends_with 2 print $now --what signs --to "$work/signs.pdf"
    rm "$TWOFEET_DATA.cards"
    ends_with 3 print $now --what cards --to "$work/no/such/cards.escpos" # is no print
    ! grep -q printed "$work/out" || fail "what is in no file counts as printed"
    ends_with 0 print $now --what changed-cards --to "$work/cards.escpos"
    prints "$count printed"
    ends_with 0 print $now --what changed-cards --to "$work/cards.escpos"
    prints "0 printed"
}
case_print_says_what_is_missing() {
    ends_with 2 print --session K7QMR
    says "Say where with --to"
    ends_with 2 print --session K7QMR --to slip.doc
    says "Say where with --to"
    ends_with 2 print --to "$work/slip.png"
    says "Say of which session"
    ends_with 2 print --what sign --session K7QMR --to "$work/slip.png"
    says "Say of which space"
    ends_with 2 print --session K7QMR --to "$work/slip.png" --width 60
    says "58 or 80"
    ends_with 0 import "$here/schedule.xml" $now
    ends_with 1 print $now --session NNNNN --to "$work/slip.png"
    says "There is no session with this code"
    ends_with 1 print $now --what sign --space Nowhere --to "$work/slip.png"
    says "There is no space of this name"
    ends_with 3 print $now --session "$(first_code)" --to "$work/slip.png" --profile 100mm
    says "There is no printer profile of this name"
    [ ! -e "$work/slip.png" ] || fail "something was written all the same"
}
printer() { # printer PORT PAPER : a printer on a TCP port; PAPER is its answer to "paper?", in hexadecimal
    python3 - "$1" "$2" "$work/paper" <<'END' &
import socket, sys
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
open(sys.argv[3] + ".ready", "w").close()
peer = listener.accept()[0]
data, paper = b"", open(sys.argv[3], "wb")
while got := peer.recv(65536):
    data += got
    while (at := data.find(b"\x10\x04")) >= 0 and at + 2 < len(data):
        peer.send(bytes([int(sys.argv[2], 16) if data[at + 2] == 4 else 0x12]))
        data = data[:at] + data[at + 3:]
paper.write(data)
paper.close()
open(sys.argv[3] + ".whole", "w").close()
END
    until_true test -e "$work/paper.ready"
}
case_print_sends_to_a_printer_what_it_writes_to_a_file() {
    local port code
    ends_with 0 import "$here/schedule.xml" $now
    code=$(first_code)
    port=$(free_port)
    printer "$port" 12
    ends_with 0 print $now --session "$code" --to "$work/slip.escpos" --profile 80mm
    ends_with 0 print $now --session "$code" --to "tcp://127.0.0.1:$port" --profile 80mm
    is_silent
    until_true test -e "$work/paper.whole"
    same "$work/slip.escpos" "$work/paper"
    ends_with 3 print $now --session "$code" --to "tcp://127.0.0.1:$port" --profile 80mm
    says "No printer is connected"
    ends_with 3 print $now --session "$code" --to /dev/nonexistent/lp0
    says "No printer is connected"
    ends_with 1 print $now --session "$code" --to tcp://
    says "This is no printer's address"
}
case_print_to_a_printer_without_paper_is_not_called_printed() {
    local port
    ends_with 0 import "$here/schedule.xml" $now
    port=$(free_port)
    printer "$port" 72
    ends_with 3 print $now --session "$(first_code)" --to "tcp://127.0.0.1:$port"
    says "It was not printed: The printer is out of paper."
    until_true test -e "$work/paper.whole"
    [ ! -s "$work/paper" ] || fail "it got something all the same"
}

# ---- pictures and pages ------------------------------------------------------------------------------------------------
bring() { # bring WALL : an event of wall.py's
    python3 "$here/wall.py" "$1" >"$work/$1.json" || fail "no event $1"
    ends_with 0 import $now "$work/$1.json"
}
draw() { # draw FILE ARGUMENT... : exports into it
    local file=$1
    shift
    # cairo's leak in embedding Noto Sans CJK is known by its whole stack (leaks.supp)
    ASAN_OPTIONS="${ASAN_OPTIONS:-}:fast_unwind_on_malloc=${fast:-0}" ends_with 0 export $now --out "$file" "$@"
}
pages_of() { pdfinfo "$1" 2>/dev/null | sed -n 's/^Pages: *//p'; }
text_of() { pdftotext -layout "$1" - 2>/dev/null; }
holds() { text_of "$1" | grep -qF -- "$2" || fail "$1 lacks: $2"; }
embeds_all_its_fonts() {
    pdffonts "$1" 2>/dev/null | tail -n +3 >"$work/fonts"
    [ -s "$work/fonts" ] || fail "$1 has no fonts"
    grep -vE ' yes +(yes|no) +(yes|no) +[0-9]+ +[0-9]+$' "$work/fonts" && fail "$1: a font is not embedded"
}

case_a_picture_of_the_grid_has_the_size_that_was_asked_for() {
    local size
    bring scripts
    for size in 200x200 1280x800 777x2000 8192x300; do
        draw "$work/grid.png" --format png --size $size
        [ "$(png_size "$work/grid.png")" = $size ] || fail "not $size but $(png_size "$work/grid.png")"
    done
    draw "$work/grid.png" --format png
    is_silent
    [ "$(png_size "$work/grid.png")" = 3840x2160 ] || fail "not the size of a poster"
    draw "$work/again.png" --format png
    same "$work/grid.png" "$work/again.png"
    draw "$work/arabic.png" --format png --lang ar
    cmp -s "$work/grid.png" "$work/arabic.png" && fail "it has the same words in Arabic"
    "$program" export $now --format png >"$work/piped.png" 2>"$work/err" || fail "no picture on standard output"
    same "$work/grid.png" "$work/piped.png"
    for size in 199x200 8193x200 200x8193 0x0 -5x300 1e9x1e9 200 axb 200x200x200; do
        ends_with 2 export --format png --size $size --out "$work/no.png"
        [ ! -e "$work/no.png" ] || fail "--size $size made a picture"
    done
}

case_pictures_of_several_days_are_files_with_dates() {
    ends_with 0 import $now "$here/../../assets/sample/sample.json"
    draw "$work/grid.png" --format png --size 640x480
    [ "$(ls "$work" | grep '\.png$' | tr '\n' ' ')" = "grid-2026-11-25.png grid-2026-11-26.png " ] ||
        fail "other files: $(ls "$work")"
    draw "$work/one.png" --format png --size 640x480 --day 2026-11-26
    same "$work/one.png" "$work/grid-2026-11-26.png"
    ends_with 1 export $now --format png
    says "There are 2 days"
    says "--day"
    ends_with 1 export $now --format png --day 2026-12-24 --out "$work/no.png"
    says "The event has no such day"
    ends_with 1 export $now --format pdf --day tomorrow --out "$work/no.png"
    [ ! -e "$work/no.png" ] || fail "a day that is not there made a picture"
    draw "$work/both.pdf" --format pdf
    draw "$work/one.pdf" --format pdf --day 2026-11-26
    [ "$(pages_of "$work/both.pdf")" -gt "$(pages_of "$work/one.pdf")" ] || fail "two days are no more than one"
    holds "$work/one.pdf" "26. November"
}

case_pages_can_be_searched_in_every_script() {
    local words
    bring scripts
    draw "$work/grid.pdf" --format pdf
    is_silent
    [ "$(pages_of "$work/grid.pdf")" = 1 ] || fail "more than a page"
    pdfinfo "$work/grid.pdf" 2>/dev/null | grep -q '(A4)' || fail "not A4"
    embeds_all_its_fonts "$work/grid.pdf"
    for words in Herbstlager Anfängerinnen "كيف نحكي قصصنا" 金継ぎ入門 はるか विज्ञान सुनीता "שיחה על מים" การทำสวน \
        "Mittwoch, 25. November" "Space 4" 09:45; do
        holds "$work/grid.pdf" "$words"
    done
    draw "$work/grid.pdf" --format pdf --paper a3 --lang ja
    pdfinfo "$work/grid.pdf" 2>/dev/null | grep -q '(A3)' || fail "not A3"
    holds "$work/grid.pdf" 11月25日
    draw "$work/1.pdf" --format pdf
    draw "$work/2.pdf" --format pdf
    same "$work/1.pdf" "$work/2.pdf"
}

case_words_with_vowel_signs_are_read_back_whole() {
    bring vowels
    draw "$work/grid.pdf" --format pdf --paper a3
    draw "$work/cards.pdf" --format cards-pdf
    for paper in grid cards; do
        pdftotext "$work/$paper.pdf" "$work/$paper.txt" 2>/dev/null
        python3 - "$work/vowels.json" "$work/$paper.txt" <<'END' >"$work/missing" || fail "$paper.pdf: $(cat "$work/missing")"
import json, sys, unicodedata
plain = lambda text: "".join(c for c in unicodedata.normalize("NFKC", text) if c not in "\u202a\u202b\u202c\u200e\u200f")
sessions = json.load(open(sys.argv[1]))["sessions"]
found = plain(open(sys.argv[2]).read())
words = [word for session in sessions for word in plain(session["title"] + " " + session["host"]).split()]
print("missing:", *[word for word in words if word not in found])
sys.exit(len(words) < 60 or any(word not in found for word in words))
END
    done
}

case_a_card_has_a_code_that_a_phone_reads() {
    local i count
    bring scripts
    draw "$work/cards.pdf" --format cards-pdf --public-url http://10.0.0.5:8080
    is_silent
    [ "$(pages_of "$work/cards.pdf")" = 7 ] || fail "not a card for each session"
    pdfinfo "$work/cards.pdf" 2>/dev/null | grep -q 'Page size: *419.5.* x 595.2' || fail "not A5"
    embeds_all_its_fonts "$work/cards.pdf"
    "$program" export --format csv 2>/dev/null >"$work/list.csv"
    for i in 1 2 3 4 5 6 7; do
        pdftoppm -r 100 -png -f $i -l $i -singlefile "$work/cards.pdf" "$work/card" 2>/dev/null
        zbarimg -q --raw "$work/card.png" 2>/dev/null >"$work/read"
        grep -qx "http://10.0.0.5:8080/s/[0-9A-Z]*" "$work/read" || fail "card $i: no code can be read"
        pdftotext -f $i -l $i "$work/cards.pdf" - 2>/dev/null | grep -qF "$(sed 's,http://,,' "$work/read")" ||
            fail "card $i does not say the address that it codes"
        cat "$work/read" >>"$work/all"
    done
    count=$(sort -u "$work/all" | wc -l)
    [ "$count" = 7 ] || fail "only $count different codes"
    for words in Kompost Mara "كيف نحكي قصصنا" 金継ぎ入門 "बच्चों के लिए" "Space 3" "09:45 – 10:30" "25. November" \
        "zwei Füße"; do
        holds "$work/cards.pdf" "$words"
    done
    draw "$work/one.pdf" --format cards-pdf --session "$(sed 's,.*/,,;q' "$work/all")"
    says "no code to scan"
    [ "$(pages_of "$work/one.pdf")" = 1 ] || fail "--session made more than one card"
    holds "$work/one.pdf" Kompost
    pdftoppm -r 100 -png -singlefile "$work/one.pdf" "$work/card" 2>/dev/null
    zbarimg -q --raw "$work/card.png" >/dev/null 2>&1 && fail "a code without an address"
    return 0
}

case_hostile_walls_are_drawn_whole() {
    local missing fast=1 # Latin letters only
    bring longest
    draw "$work/longest.pdf" --format pdf
    draw "$work/cards.pdf" --format cards-pdf --public-url "http://a-rather-long-name.example.org:8080/camp"
    [ "$(pages_of "$work/cards.pdf")" = 63 ] || fail "not a card for each session"
    pdftoppm -r 100 -png -f 63 -l 63 -singlefile "$work/cards.pdf" "$work/card" 2>/dev/null
    zbarimg -q --raw "$work/card.png" 2>/dev/null | grep -q "^http://a-rather-long" || fail "no code can be read"
    [ "$(pdfimages -list "$work/cards.pdf" 2>/dev/null | wc -l)" -le 2 ] || fail "shapes or letters became pictures"
    draw "$work/longest.png" --format png --size 200x200
    says "not everything can be read"
    export TWOFEET_DATA="$work/huge.twofeet"
    bring huge
    draw "$work/huge.pdf" --format pdf
    text_of "$work/huge.pdf" | grep -oE 'Session [0-9]+' | sort >"$work/found"
    missing=$(sort -u "$work/found" | wc -l)
    [ "$missing" = 3840 ] || fail "only $missing of 3840 sessions"
    [ "$(wc -l <"$work/found")" = 3840 ] || fail "a session stands on two pages"
    draw "$work/huge.png" --format png --size 4000x3000
    says "not everything can be read"
}

case_every_format_at_once_lies_in_a_new_folder() {
    local folder format file
    bring scripts
    mkdir "$work/stick"
    ASAN_OPTIONS="${ASAN_OPTIONS:-}:fast_unwind_on_malloc=0" \
        ends_with 0 export $now --to-folder "$work/stick" --public-url http://10.0.0.5:8080
    folder=$(ls -d "$work"/stick/*-2026-11-25-1030) || fail "there is no folder named by event and time"
    prints "$(basename "$folder"): all formats, written and synced"
    for format in json:twofeet-full-copy.json frab-xml:schedule.xml frab-json:schedule.json ics:schedule.ics \
        csv:schedule.csv markdown:schedule.md; do
        file=$folder/${format#*:}
        "$program" export $now --format "${format%:*}" --public-url http://10.0.0.5:8080 >"$work/one"
        same "$work/one" "$file"
    done
    [ -s "$folder/grid.pdf" ] && [ -s "$folder/cards.pdf" ] && [ -s "$folder/grid-2026-11-25.png" ] ||
        fail "pictures are missing: $(ls "$folder")"
    ends_with 3 export $now --to-folder "$work/no/such/folder"
    says "no/such/folder"
    ends_with 2 export --to-folder "$work/stick" --format json
    ends_with 2 export --to-folder "$work/stick" --to-stick
    ends_with 0 export --errand "$work/stick" # nobody asked
}

case_an_event_without_anything_is_drawn_too() {
    bring empty
    draw "$work/grid.png" --format png --size 640x480
    draw "$work/grid.pdf" --format pdf --lang en
    holds "$work/grid.pdf" "The grid has no times yet"
    ends_with 1 export $now --format cards-pdf --out "$work/cards.pdf"
    says "There is no session to make a card of"
    [ ! -e "$work/cards.pdf" ] || fail "there is a file without cards"
}

case_what_a_picture_does_not_heed_is_refused() {
    bring scripts
    ends_with 2 export --format json --day 2026-11-25
    says "--day means nothing to the format json"
    ends_with 2 export --format json --size 640x480
    ends_with 2 export --format pdf --size 640x480
    ends_with 2 export --format png --paper a3
    ends_with 2 export --format cards-pdf --paper a4
    ends_with 2 export --format pdf --session ABCDE
    ends_with 2 export --format png --public-url http://x
    ends_with 2 export --format pdf --lang xx
    says "There is no language “xx”"
    ends_with 2 export --format pdf --paper letter
    ends_with 3 export $now --format png --size 300x300 --out "$work/no/such/folder.png"
    "$program" export $now --format png --size 300x300 >/dev/full 2>"$work/err"
    [ $? -eq 3 ] || fail "a full standard output was not noticed"
}

# ---- files that nobody should have to read ----------------------------------------------------------------------------
survives() { # survives CODE FILE: ends with it, in a minute and in no more memory than a large file takes
    timeout 120 python3 "$here/hostile.py" "$work/memory" "$program" import $now "$work/$2" >"$work/out" 2>"$work/err"
    local code=$?
    [ $code -eq "$1" ] || fail "$2 ended with $code, not $1"
    [ "$(cat "$work/memory")" -le 1200 ] || fail "$2 took $(cat "$work/memory") MB" # with ASan's own threefold
}
case_hostile_files_end_with_a_word_and_leave_the_board_alone() {
    local file
    python3 "$here/hostile.py" "$work" || fail "no files"
    ends_with 0 import $now "$here/schedule.xml"
    ends_with 0 export --format json --out "$work/before.json"
    for file in huge.xml:"larger than" rows.csv:rows bomb.xml:entit truncated.json:line; do
        survives 1 "${file%%:*}"
        grep -qi "${file#*:}" "$work/err" || fail "${file%%:*} is not said to be wrong by ${file#*:}"
        says "to do: "
        ends_with 0 export --format json --out "$work/after.json"
        same "$work/before.json" "$work/after.json"
    done
}
case_odd_files_are_mended_and_each_thing_is_told() {
    python3 "$here/hostile.py" "$work" || fail "no files"
    survives 1 truncated.xml
    prints "What stands before it is taken"
    prints "1 added"
    survives 1 truncated.ics
    prints "The file ends inside an event"
    survives 0 wrong_encoding.csv
    prints "Windows-1252"
    survives 0 lying_encoding.xml
    prints "Windows-1252"
    survives 0 cyclic.ics
    prints "It repeats without an end: its first 12 times"
    prints "It repeats: 12 times"
    prints "only its first time is kept"
    survives 0 1601.ics
    prints "does not say when it is"
    survives 0 backwards.ics
    prints "It ends before it starts"
    survives 0 days_as_rooms.csv
    prints "2 added"
    ends_with 0 check
    "$program" export --format csv >"$work/list.csv" 2>/dev/null
    grep -q "2026-11-25,10:00,.*,2026-11-26,Bees" "$work/list.csv" || fail "a room became a day: $(cat "$work/list.csv")"
    grep -q "Übung" "$work/list.csv" || fail "letters are lost"
}

# ---- check, backup, restore --------------------------------------------------------------------------------------------
case_a_backup_brings_back_what_was() {
    ends_with 0 import $now "$here/schedule.xml"
    ends_with 0 export --format json --out "$work/1.json"
    ends_with 0 backup "$work/backup"
    prints "$work/backup: a whole copy of $TWOFEET_DATA, checked"
    ends_with 1 backup "$work/backup"
    says "There is a file of this name already"
    ends_with 0 backup --force "$work/backup"
    ends_with 1 backup --force "$TWOFEET_DATA"
    ends_with 3 backup "$work/no/such/folder"
    sed 's/Sourdough/Rye bread/' "$here/schedule.xml" >"$work/schedule.xml"
    ends_with 0 import "$work/schedule.xml"
    ends_with 0 restore $now "$work/backup"
    prints "$TWOFEET_DATA.before-2026-11-25T09-30-00Z: what was there before"
    ends_with 0 export --format json --out "$work/2.json"
    same "$work/1.json" "$work/2.json"
    ends_with 0 check
    ends_with 0 export --data "$TWOFEET_DATA.before-2026-11-25T09-30-00Z" --format json
    prints "Rye bread"
    ends_with 0 restore $now "$work/backup" # a second time in the same second
    [ -s "$TWOFEET_DATA.before-2026-11-25T09-30-00Z-2" ] || fail "the first one that was kept is lost"
    rm "$TWOFEET_DATA"
    ends_with 0 restore --data "$work/elsewhere/event" "$work/backup"
    ends_with 0 check --data "$work/elsewhere/event"
    [ -z "$(ls "$work" | grep restoring)" ] || fail "something is left over"
}

case_a_pin_can_be_taken_away_by_whoever_has_the_machine() {
    ends_with 0 import $now "$here/schedule.xml"
    ends_with 0 pin
    grep -q "There is no PIN" "$work/out" || fail "a PIN where none was chosen"
    ends_with 0 pin --reset
    grep -q "There is no PIN" "$work/out" || fail "a PIN after it was taken away"
    ends_with 2 pin 123456
    ends_with 0 check
}

start_server() { # PostgreSQL, by nobody, reached by a socket in $work/server
    local bin=/usr/lib/postgresql/15/bin
    if [ ! -d "$work/server" ]; then
        chmod 755 "$work"
        mkdir "$work/server"
        chmod 777 "$work/server"
        as_nobody $bin/initdb -D "$work/server/data" -U boss -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null ||
            fail "no server can be made"
    fi
    local nobody=
    [ "$(id -u)" -ne 0 ] || nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
    $nobody $bin/postgres -D "$work/server/data" -c listen_addresses= -c unix_socket_directories="$work/server" \
        >"$work/server.log" 2>&1 &
    server=$!
    until_true $bin/pg_isready -q -h "$work/server"
}
kill_server() { # in the middle of whatever it does
    kill -QUIT "$server"
    wait "$server" 2>/dev/null
    server=
}
shares_all() { "$program" link status 2>/dev/null | grep -q "; 0 changes are not yet shared"; }
has_card() { "$program" export --format json --data "$1" 2>/dev/null | grep -q "Compost for Two"; }

case_kiosks_share_a_board_whatever_becomes_of_the_server() {
    local first="$work/first.twofeet" second="$work/second.twofeet" invitation
    start_server
    ends_with 0 run $now --sample --screenshot "$work/wall.png" --data "$first"
    ends_with 1 link status --data "$first"
    says "shares its board with no other"
    ends_with 0 link init "host=$work/server user=boss dbname=postgres" --name Foyer --data "$first"
    prints "This event is shared now"
    ends_with 0 link init "host=$work/server user=boss dbname=postgres" --data "$first" # cut off, it goes on
    ends_with 0 link invite --name Garden --data "$first"
    says "It is a key"
    invitation=$(cat "$work/out")
    ends_with 0 link join "$invitation" --data "$second"
    prints "This is kiosk 2 of the shared board"
    ends_with 0 check --data "$second"
    ends_with 0 export --format json --data "$first"
    mv "$work/out" "$work/first.json"
    ends_with 0 export --format json --data "$second"
    same "$work/first.json" "$work/out"
    ends_with 0 link status --data "$second"
    prints "Foyer"
    prints "Garden"
    prints "this one"

    kill_server # and somebody brings something in meanwhile
    printf 'title,host\nCompost for Two,Rosa\n' >"$work/cards.csv"
    ends_with 0 import "$work/cards.csv" --data "$second"
    ends_with 1 erase --host Rosa --data "$second"
    says "Several kiosks share this board: nothing was erased"
    ends_with 1 link leave --data "$second"
    says "1 changes of this kiosk are not yet shared"
    TWOFEET_DATA=$second start_kiosk $now --window 1280x800
    until_true grep -q "link: input/output" "$work/err"
    start_server
    TWOFEET_DATA=$second until_true shares_all
    end_kiosk 0
    TWOFEET_DATA=$first start_kiosk $now --window 1280x800
    until_true has_card "$first"
    end_kiosk 0
    ends_with 0 check --data "$first"

    # The server is put back from a backup that lacks the newest: kiosks say so, and the first one brings it up to date.
    /usr/lib/postgresql/15/bin/psql -q -h "$work/server" -U boss postgres \
        -c "DELETE FROM twofeet.entry WHERE sequence = (SELECT max(sequence) FROM twofeet.entry)" || fail "no psql"
    TWOFEET_DATA=$first start_kiosk $now --window 1280x800
    until_true grep -q "The server does not have what this kiosk has from it" "$work/err"
    end_kiosk 0
    ends_with 0 link init "host=$work/server user=boss dbname=postgres" --data "$first"
    TWOFEET_DATA=$first start_kiosk $now --window 1280x800
    until_true grep -q "this kiosk and the others have the same" "$work/err"
    end_kiosk 0

    ends_with 0 link revoke 2 --data "$first"
    ends_with 0 import "$here/schedule.xml" --data "$second"
    TWOFEET_DATA=$second start_kiosk $now --window 1280x800 # it goes on by itself, and says so
    until_true grep -q "This kiosk is not one of this board's" "$work/err"
    end_kiosk 0
    ends_with 0 link leave --force --data "$second"
    prints "shares its board no more"
    ends_with 0 check --data "$second"
    ends_with 0 erase --host Rosa --data "$second"
}

case_a_link_is_not_made_of_anything() {
    ends_with 2 link
    ends_with 2 link fly
    ends_with 2 link init
    ends_with 2 link status now
    ends_with 0 run $now --sample --screenshot "$work/wall.png"
    ends_with 1 link join "what is this"
    says "This is no invitation"
    ends_with 1 link init "http://wall.example"
    says "This is no address of a PostgreSQL server"
    ends_with 3 link init "host=$work/nowhere dbname=x"
    says "The server is not reached"
    ends_with 1 link join "host='$work/nowhere'#2-00ff"
    says "This kiosk has an event of its own"
    ends_with 1 link init "postgresql://a@192.0.2.1/b?sslmode=disable"
    says "the server's certificate is always checked"
    ends_with 0 check
}

case_a_person_is_in_no_byte_of_any_file_afterwards() {
    local backups="$TWOFEET_DATA.backups"
    ends_with 2 erase
    ends_with 2 erase --host A --session B
    ends_with 3 erase --host Ines
    ends_with 0 import $now "$here/../../assets/sample/sample.json"
    start_kiosk $now --window 1280x800
    ends_with 3 erase --host Ines # the kiosk has it open
    end_kiosk 0
    ls "$backups" | grep -q . || fail "there is no copy to be erased from"
    ends_with 0 backup "$work/today.twofeet"
    ends_with 0 restore "$work/today.twofeet" # leaves event.twofeet.before-…
    mkdir -p "$TWOFEET_DATA.print"
    echo Ines >"$TWOFEET_DATA.print/000000000000002a.wait"
    echo Ines >"$TWOFEET_DATA.damaged-2026-11-25T09-12-44Z"
    grep -l Ines -r "$TWOFEET_DATA"* >"$work/out"
    [ "$(wc -l <"$work/out")" -ge 4 ] || fail "the test has too little to find"
    ends_with 0 erase $now --host ines
    is_silent
    ! grep -l Ines -r "$TWOFEET_DATA"* || fail "it is in a file still"
    [ "$(ls "$backups" | wc -l)" -eq 1 ] || fail "there is not one new copy"
    ends_with 0 check
    ends_with 0 export --format json
    ! grep -q Ines "$work/out" || fail "an export has it"
    prints Fermentieren
    ends_with 0 --data "$backups/$(ls "$backups")" check
    ends_with 1 erase --host ines
    says "Nothing of it is in the event"
    ends_with 0 erase --session "$(sqlite3 "$TWOFEET_DATA" "SELECT code FROM session WHERE title = 'Fermentieren'")"
    ! grep -l Fermentieren -r "$TWOFEET_DATA"* || fail "it is in a file still"
    ends_with 0 check
}

case_damage_ends_with_4_and_a_backup_mends_it() {
    ends_with 0 import $now "$here/schedule.xml"
    ends_with 0 backup "$work/backup"
    cp "$work/backup" "$work/bad"
    dd if=/dev/zero of="$work/bad" bs=4096 seek=12 count=6 conv=notrunc 2>/dev/null
    ends_with 4 restore "$work/bad"
    says "nothing was changed"
    ends_with 0 check
    dd if=/dev/zero of="$TWOFEET_DATA" bs=4096 seek=12 count=6 conv=notrunc 2>/dev/null
    ends_with 4 check
    says "twofeet restore FILE"
    ends_with 4 backup "$work/backup2"
    [ ! -e "$work/backup2" ] || fail "a damaged event was backed up"
    ends_with 4 run --sample --screenshot "$work/a.png"
    ends_with 0 restore "$work/backup"
    ends_with 0 check
    echo "no database" >"$work/text"
    ends_with 4 check --data "$work/text"
    ends_with 4 restore "$work/text"
    [ "$(cat "$work/text")" = "no database" ] || fail "a stranger's file was changed"
    ends_with 3 restore "$work/missing"
    ends_with 3 restore "$work"
    ends_with 1 restore "$TWOFEET_DATA"
    ends_with 0 check
}

case_tables_edited_by_hand_are_mended_from_the_log() {
    ends_with 0 import $now "$here/schedule.xml"
    ends_with 0 export --format json --out "$work/1.json"
    sqlite3 "$TWOFEET_DATA" "DELETE FROM space; UPDATE slot SET start = start - 3600" || fail "no sqlite3"
    cp "$TWOFEET_DATA" "$work/edited"
    for command in "export --format json" check "restore $work/edited"; do
        ends_with 4 $command --data "$TWOFEET_DATA"
        grep -q "do not fit together" "$work/out" "$work/err" || fail "$command does not say what is wrong"
    done
    ends_with 0 run --sample $now --screenshot "$work/a.png"
    says "do not fit together"
    says "what was there is kept: $TWOFEET_DATA.before-mending-1"
    ends_with 0 check
    ends_with 0 export --format json --out "$work/2.json"
    same "$work/1.json" "$work/2.json"
    [ "$(sqlite3 "$TWOFEET_DATA.before-mending-1" "SELECT count(*) FROM space")" = 0 ] ||
        fail "what was there is not kept"
}

case_a_file_from_a_newer_twofeet_is_left_alone() {
    ends_with 0 import $now "$here/schedule.xml"
    sqlite3 "$TWOFEET_DATA" "PRAGMA user_version = 9999" || fail "no sqlite3"
    cp "$TWOFEET_DATA" "$work/copy"
    ends_with 3 check
    says "newer"
    ends_with 3 run --sample --screenshot "$work/a.png"
    ends_with 3 import "$here/schedule.xml"
    ends_with 3 restore --data "$work/other" "$TWOFEET_DATA"
    same "$TWOFEET_DATA" "$work/copy"
    [ ! -e "$work/other" ] || fail "it was restored"
}

case_a_full_disk_keeps_what_was_there() {
    ends_with 0 import $now "$here/schedule.xml"
    ends_with 0 export --format json --out "$work/1.json"
    size=$(stat -c %s "$TWOFEET_DATA")
    # Files may not grow past a third of what the event has now: the log of an import has no room.
    (ulimit -f $((size / 1024 / 3)) && exec timeout 60 "$program" import "$here/../data/small.json") \
        >"$work/out" 2>"$work/err"
    [ $? -eq 3 ] || fail "an import on a full disk did not end with 3"
    says "  to do: "
    (ulimit -f $((size / 1024 / 3)) && exec timeout 60 "$program" backup "$work/backup") >"$work/out" 2>"$work/err"
    [ $? -eq 3 ] || fail "a backup on a full disk did not end with 3"
    [ ! -e "$work/backup" ] || fail "half a backup was left"
    (ulimit -f $((size / 1024 / 3)) && exec timeout 60 "$program" restore --data "$work/x" "$TWOFEET_DATA") \
        >"$work/out" 2>"$work/err"
    [ $? -eq 3 ] || fail "a restore on a full disk did not end with 3"
    [ ! -e "$work/x" ] || fail "half an event was restored"
    ends_with 0 check
    ends_with 0 export --format json --out "$work/2.json"
    same "$work/1.json" "$work/2.json"
}

# ---- the kiosk ---------------------------------------------------------------------------------------------------------
case_a_running_kiosk_holds_its_file_and_ends_when_told() {
    local command
    start_kiosk $now --window 1280x800
    for command in "import $here/schedule.xml" "restore $here/cli.sh" "run --screenshot $work/a.png"; do
        timeout 60 "$program" $command >"$work/out2" 2>"$work/err2"
        case $? in 3 | 4) ;; *) fail "$command went through beside a kiosk" ;; esac
    done
    grep -q "Another twofeet has this file open" "$work/err2" || fail "nothing is said of the other"
    timeout 60 "$program" export --format json --out "$work/1.json" || fail "no export beside a kiosk"
    timeout 60 "$program" backup "$work/backup" >/dev/null || fail "no backup beside a kiosk"
    timeout 60 "$program" restore "$work/backup" >"$work/out2" 2>"$work/err2"
    [ $? -eq 3 ] || fail "a restore under a running kiosk went through"
    end_kiosk 0
    ends_with 0 check
    start_kiosk
    kill -INT "$kiosk"
    end_kiosk 0
    start_kiosk
    kill -KILL "$kiosk"
    wait "$kiosk" 2>/dev/null
    kiosk=
    ends_with 0 check
    ends_with 0 import "$here/schedule.xml"
}

is_open() { "$program" check --data "$TWOFEET_DATA" >/dev/null 2>&1 && grep -q "$1" "$work/err"; }
case_a_damaged_file_is_replaced_by_the_newest_copy_and_the_wall_comes_up() {
    start_kiosk $now --window 1280x800
    end_kiosk 0
    [ "$(ls "$TWOFEET_DATA.backups" | wc -l)" -eq 1 ] || fail "a clean end left no copy"
    ends_with 0 export --format json --out "$work/1.json"
    head -c 20000 /dev/urandom >"$TWOFEET_DATA"
    cp "$TWOFEET_DATA" "$work/bad"
    ends_with 4 run --sample --screenshot "$work/a.png" # nobody but a wall does this by itself
    ends_with 4 check
    ends_with 4 import "$here/schedule.xml"
    same "$TWOFEET_DATA" "$work/bad"
    start_kiosk $now --window 1280x800
    until_true is_open "the newest good copy is in its place"
    end_kiosk 0
    same "$TWOFEET_DATA.damaged-2026-11-25T09-30-00Z" "$work/bad"
    ends_with 0 export --format json --out "$work/2.json"
    same "$work/1.json" "$work/2.json"
    [ -s "$TWOFEET_DATA.recovered" ] || fail "there is no note for the wall"
}

case_a_wall_whose_file_is_in_use_waits_for_it_and_goes_on() {
    local first
    start_kiosk $now --window 1280x800
    first=$kiosk
    "$program" run --sample --listen off $now --window 1280x800 >"$work/out2" 2>"$work/err2" &
    kiosk=$!
    until_true grep -q "Another twofeet has this file open" "$work/err2"
    kill -TERM "$first"
    wait "$first" || fail "the first one ended with $?"
    until_true test -e "$TWOFEET_DATA-lock"
    end_kiosk 0
    sqlite3 "$TWOFEET_DATA" "PRAGMA user_version = 9999" || fail "no sqlite3"
    "$program" run --sample --listen off $now --window 1280x800 >"$work/out2" 2>"$work/err2" &
    kiosk=$!
    until_true grep -q "newer" "$work/err2"
    sqlite3 "$TWOFEET_DATA" "PRAGMA user_version = $(sqlite3 "$(ls "$TWOFEET_DATA".backups/*)" "PRAGMA user_version")"
    until_true "$program" check
    end_kiosk 0
}

case_without_a_display_it_says_so_and_goes_on() {
    SDL_VIDEODRIVER=no-such-driver start_kiosk $now
    until_true grep -q "no display was found" "$work/err"
    [ "$(grep -c display "$work/err")" -eq 1 ] || fail "it does not say it once"
    end_kiosk 0
}

case_a_wayland_session_without_a_seat_is_told() {
    command -v weston >/dev/null || fail "weston is not here; board/install test brings it"
    mkdir -m 700 "$work/xdg"
    export XDG_RUNTIME_DIR="$work/xdg"
    weston --backend=headless-backend.so --socket=seatless --idle-time=0 >"$work/weston" 2>&1 &
    screen=$!
    until_true test -S "$work/xdg/seatless"
    WAYLAND_DISPLAY=seatless SDL_VIDEODRIVER=wayland start_kiosk $now
    until_true grep -q "this Wayland session has no seat" "$work/err"
    end_kiosk 0
}

wakeups() { awk '/^voluntary/ { sum += $2 } END { print sum }' /proc/"$kiosk"/task/*/status; }
case_an_idle_kiosk_sleeps() {
    local before after
    # At night: nothing changes on the screen but the minute.
    start_kiosk --now 2026-11-25T03:00:05+01:00 --window 1280x800
    sleep 1
    before=$(wakeups)
    sleep 5
    after=$(wakeups)
    [ $((after - before)) -le 10 ] || fail "$((after - before)) wake-ups in 5 s"
    end_kiosk 0
}

# ---- on a screen that can be looked at: Xvfb keeps it in a file ---------------------------------------------------------
start_screen() {
    mkdir "$work/fb"
    Xvfb -displayfd 3 -screen 0 1280x800x24 -fbdir "$work/fb" -nolisten tcp 3>"$work/display" >/dev/null 2>&1 &
    screen=$!
    until_true test -s "$work/display"
    export DISPLAY=:$(cat "$work/display")
    unset SDL_VIDEODRIVER
}
looks() { tail -c +4097 "$work/fb/Xvfb_screen0" | cksum; } # behind the header, which has no time in it
looks_like() { [ "$(looks)" = "$1" ]; }
looks_else() { [ "$(looks)" != "$1" ]; }
settled() { # the picture, once it has been the same twice
    local a=$(looks) b
    for _ in $(seq 100); do
        sleep 0.1
        b=$(looks)
        [ "$a" != "$b" ] || break
        a=$b
    done
    echo "$a"
}

# Below those that the system gives to whoever asks for any: nobody else comes by it meanwhile.
free_port() {
    python3 -c '
import random, socket
while True:
    port = random.randrange(20000, 32000)
    try:
        socket.socket().bind(("127.0.0.1", port))
        break
    except OSError:
        pass
print(port)'
}
fetch() { # fetch PATH: the page, through the kiosk's own server
    python3 -c 'import sys, urllib.request; sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1], timeout=10).read())' \
        "http://127.0.0.1:$port$1"
}
case_phones_are_served_beside_the_wall_and_the_picture_leads_there() {
    port=$(free_port)
    listen=127.0.0.1:$port start_kiosk $now --window 1280x800 --public-url "http://127.0.0.1:$port"
    until_true fetch / >"$work/home.html"
    code=$("$program" export --format json | python3 -c 'import json, sys; print(next(
        s["code"] for s in json.load(sys.stdin)["sessions"] if s.get("state") == "placed"))')
    fetch "/s/$code" | grep -q '<h1' || fail "no page for $code"
    end_kiosk 0
}
case_a_second_display_shows_what_the_first_shows() {
    port=$(free_port)
    listen=127.0.0.1:$port start_kiosk $now --window 1280x800
    until_true fetch /api/v1/mirror >"$work/mirror"
    ends_with 0 backup "$work/copy.twofeet"
    ends_with 0 --data "$work/copy.twofeet" run --sample $now --public-url "http://127.0.0.1:$port" --screenshot "$work/first.png"
    ends_with 0 --data "$work/none" run $now --follow "http://127.0.0.1:$port/" --screenshot "$work/second.png"
    # The grid and the news are the same to the pixel; what somebody could touch is on the first alone.
    for which in first second; do
        convert "$work/$which.png" -crop 1410x920+500+140 +repage "$work/$which.ppm"
    done
    same "$work/first.ppm" "$work/second.ppm"
    ! cmp -s "$work/first.png" "$work/second.png" || fail "a display that follows offers something to touch"
    [ ! -e "$work/none" ] || fail "a display that follows keeps a file"
    end_kiosk 0
    ends_with 2 run --follow nonsense
    says "This is not the address of another kiosk"
}
case_a_certificate_that_is_none_is_told_in_words() {
    port=$(free_port)
    echo nonsense >"$work/cert.pem"
    listen=127.0.0.1:$port start_kiosk $now --tls-cert "$work/cert.pem" --tls-key "$work/cert.pem"
    until_true grep -qF "This is no certificate and no key" "$work/err"
    end_kiosk 0
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost -keyout "$work/key.pem" -out "$work/cert.pem" 2>"$work/openssl" || fail "no certificate"
    listen=127.0.0.1:$port start_kiosk $now --tls-cert "$work/cert.pem" --tls-key "$work/key.pem"
    until_true python3 -c 'import ssl, sys, urllib.request
print(urllib.request.urlopen(sys.argv[1], timeout=10, context=ssl.create_default_context(cafile=sys.argv[2])).read())' \
        "https://localhost:$port/" "$work/cert.pem" >"$work/page" 2>"$work/tls"
    grep -q "</html>" "$work/page" || fail "no page by https"
    end_kiosk 0
}
case_a_list_of_words_that_is_none_is_told() {
    ends_with 3 run --memory --words "$work/none" --screenshot "$work/wall.png"
    says "The file cannot be opened"
    says "$work/none"
    printf 'spam\n*\n' >"$work/words"
    ends_with 1 run --memory --words "$work/words" --screenshot "$work/wall.png"
    says "Line 2 has no word in it"
    NOTIFY_SOCKET="$work/nobody" start_kiosk $now --words "$work/none" --window 1280x800 # a wall goes without
    until_true grep -q "The file cannot be opened" "$work/err"
    end_kiosk 0
}
case_pads_that_lead_nowhere_are_refused() {
    ends_with 2 run --notes-url "javascript:alert(1)//{code}"
    says "begins with http:// or https://"
    ends_with 2 run --notes-url "https://pad.example.org/all"
    says "Without {code} all sessions would have one and the same pad"
}
case_a_taken_port_costs_the_phones_but_not_the_wall() {
    port=$(free_port)
    python3 -c 'import socket, sys, time; s = socket.socket(); s.bind(("127.0.0.1", int(sys.argv[1]))); s.listen(); time.sleep(60)' \
        "$port" &
    holder=$!
    until_true python3 -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1)' "$port" 2>"$work/held"
    listen=127.0.0.1:$port start_kiosk $now
    until_true grep -qF "Phones are not served" "$work/err"
    kill "$holder"
    end_kiosk 0
}
case_a_click_opens_something_and_escape_comes_back() {
    local black home window
    start_screen
    black=$(looks)
    start_kiosk --now 2026-11-25T03:00:02+01:00 --window 1280x800 --lang en
    window=$(timeout 20 xdotool search --sync --onlyvisible --name Twofeet | head -1)
    [ -n "$window" ] || fail "no window"
    until_true looks_else "$black"
    xdotool mousemove 1279 799
    home=$(settled)
    xdotool mousemove 1225 60 click 1 mousemove 1279 799 # the languages
    until_true looks_else "$home"
    settled >/dev/null
    xdotool key Escape
    until_true looks_like "$home"
    xdotool mousemove 130 720 click 1 mousemove 1279 799 # the list of what looks for a place
    until_true looks_else "$home"
    settled >/dev/null
    xdotool key Escape
    until_true looks_like "$home"
    xdotool key Tab # a ring around the first control
    until_true looks_else "$home"
    xdotool type "drop table session;" # no key of a keypad: nothing happens
    kill -0 "$kiosk" || fail "it is gone"
    end_kiosk 0
}

case_a_resized_window_is_drawn_anew() {
    local home window
    start_screen
    home=$(looks)
    start_kiosk --now 2026-11-25T03:00:02+01:00 --window 1280x800
    window=$(timeout 20 xdotool search --sync --onlyvisible --name Twofeet | head -1)
    until_true looks_else "$home"
    xdotool mousemove 1279 799
    home=$(settled)
    xdotool windowsize --sync "$window" 1000 700
    until_true looks_else "$home"
    settled >/dev/null
    xdotool windowsize --sync "$window" 1280 800
    until_true looks_like "$home"
    end_kiosk 0
}

case_a_display_that_comes_later_is_used() {
    local black
    start_screen
    kill "$screen"
    wait "$screen" 2>/dev/null
    rm -r "$work/fb"
    start_kiosk --now 2026-11-25T03:00:02+01:00 --window 1280x800
    until_true grep -q "no display was found" "$work/err"
    mkdir "$work/fb"
    Xvfb "$DISPLAY" -screen 0 1280x800x24 -fbdir "$work/fb" -nolisten tcp >/dev/null 2>&1 &
    screen=$!
    until_true test -s "$work/fb/Xvfb_screen0"
    black=$(looks)
    until_true grep -q "a display is there: x11" "$work/err"
    until_true looks_else "$black"
    black=$(settled)
    xdotool mousemove 1225 60 click 1
    until_true looks_else "$black"
    end_kiosk 0
}

# ---- which --------------------------------------------------------------------------------------------------------------
cases=$(declare -F | sed -n 's/^declare -f case_//p')
[ $# -lt 3 ] || cases=${3#case_}
for case in $cases; do
    : >"$work/out"
    : >"$work/err"
    declare -F "case_$case" >/dev/null || { echo "there is no case $case" >&2; exit 2; }
    if [ $# -lt 3 ]; then
        "$0" "$1" "$2" "$case" && echo "ok $case" || exit 1
    else
        "case_$case"
    fi
done
