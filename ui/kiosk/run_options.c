#include "kiosk/run_options.h"

#include "base/lang.h"
#include "canvas/canvas.h"
#include "kiosk/address.h"
#include "kiosk/follow.h"
#include "kiosk/wifi.h"
#include "link/pairing.h"
#include "model/app.h"
#include "words/notes_url.h"

#include <string.h>

enum { SIDE_MIN_PX = 200 };

static const char *const rotations[] = {"0", "90", "180", "270", NULL};
static const char *const schemes[] = {"light", "dark", "contrast", NULL}; /* as enum tf_scheme */

static const char *const answers[] = {"no", "yes", NULL};

void tf_run_arguments_init(struct tf_run_arguments *arguments)
{
    *arguments = (struct tf_run_arguments){.quiet_hours = 1, .attract = 1, .bell = TF_BELL_VOLUME};
}

/* ---- texts that have a form ---- */

static enum tf_err check_lang(const char *text, struct tf_problem *problem)
{
    enum tf_lang lang;
    return tf_lang_parse(&lang, text)
               ? TF_OK
               : tf_err_tell(problem, TF_ERR_INVALID, NULL, "There are en, de, ar and ja",
                             "There is no language “%s”", text);
}

static enum tf_err check_public_url(const char *text, struct tf_problem *problem)
{
    if (strcmp(text, TF_ADDRESS_AUTO) == 0 || tf_follow_check(text, NULL) == TF_OK) {
        return TF_OK;
    }
    return tf_err_tell(problem, TF_ERR_INVALID, text, "Write it like https://wall.example, without a path",
                       "Phones cannot be sent there");
}

static enum tf_err check_wifi(const char *text, struct tf_problem *problem)
{
    char code[TF_WIFI_CODE_BYTES_MAX];
    return tf_wifi_code(code, text, NULL, problem);
}

static enum tf_err check_wifi_password(const char *text, struct tf_problem *problem)
{
    char code[TF_WIFI_CODE_BYTES_MAX];
    return tf_wifi_code(code, "any", text, problem);
}

static enum tf_err check_space(const char *text, struct tf_problem *problem)
{
    return text[0] != '\0' ? TF_OK
                           : tf_err_tell(problem, TF_ERR_INVALID, NULL, "Its name stands over its column",
                                         "The name of a space is missing");
}

static enum tf_err check_link(const char *text, struct tf_problem *problem)
{
    bool is_off = strcmp(text, "off") == 0;
    return is_off ? TF_OK : tf_pairing_check(text, problem);
}

/* ---- the tables ---- */

static const struct tf_option event_options[] = {
    {.name = "config",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct tf_run_arguments, config),
     .argument = "FILE",
     .help =
         "The file of settings: each line is the name of an option without dashes, = and its value; yes or "
         "no "
         "where an option takes none. The command line counts more. Whatever is wrong in it is said on the "
         "wall, by its line, and left out. Otherwise /etc/twofeet/twofeet.ini, if there is one.",
     .is_for_once = true},
    {.name = "event",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct tf_run_arguments, event),
     .argument = "FILE",
     .help =
         "What to begin with when there is no event yet: any file that `twofeet import` reads. Otherwise the "
         "wall asks for a language, a name, a time zone and a PIN."},
    {.name = "sample",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct tf_run_arguments, sample),
     .help = "Begin with a sample event that takes place today, when there is no event yet and no --event."},
    {.name = "format",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct tf_run_arguments, format),
     .argument = "NAME",
     .help =
         "The event's format from now on: one of `twofeet formats`, or a file of your own that ends in .ini. "
         "Without it, the event keeps the one it has."},
    {.name = "follow",
     .kind = TF_OPTION_TEXT,
     .check = tf_follow_check,
     .offset = offsetof(struct tf_run_arguments, follow),
     .argument = "URL",
     .help = "Be a second display of the kiosk at this address: the same board, for looking at. It takes no "
             "touch, keeps no file, serves no phones, turns its pages by itself, and says so when it is cut "
             "off."},
    {.name = "link",
     .kind = TF_OPTION_TEXT,
     .check = check_link,
     .offset = offsetof(struct tf_run_arguments, link),
     .argument = "ADDRESS",
     .help = "Where the server is that keeps the order of several kiosks: postgresql://…, when it has moved "
             "since this one joined (`twofeet link`); “off”: this kiosk goes on by itself, and shares what "
             "happened when it is on again."},
    {.name = "space",
     .kind = TF_OPTION_TEXT,
     .check = check_space,
     .offset = offsetof(struct tf_run_arguments, space),
     .argument = "NAME",
     .help = "The space this wall hangs at. Then the search shows what is on near it: the nearest first, by "
             "the order of the spaces on the grid."},
    {.name = "memory",
     .is_for_once = true,
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct tf_run_arguments, memory),
     .help = "Keep the event in memory only: everything is gone at the end."},
    {.name = "trouble",
     .is_for_once = true,
     .kind = TF_OPTION_LIST,
     .offset = offsetof(struct tf_run_arguments, troubles),
     .argument = "NAME",
     .help = "Something is wrong with this machine, and the wall says so and what to do: settings, no-data, "
             "read-only-data, wifi or update; any other text is shown as it is. May be given several times."},
    {.name = NULL},
};

static const struct tf_option phone_options[] = {
    {.name = "listen",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct tf_run_arguments, listen),
     .argument = "ADDRESS",
     .help = "Where phones are served: a port, or an address and a port as in 10.0.0.5:8080; “off”: nowhere. "
             "Otherwise port 8080 of every interface."},
    {.name = "public-url",
     .kind = TF_OPTION_TEXT,
     .check = check_public_url,
     .offset = offsetof(struct tf_run_arguments, public_url),
     .argument = "URL",
     .help =
         "What addresses in QR codes begin with, as in https://wall.example. Otherwise, or with “auto”, this "
         "machine's address in numbers, followed when it changes."},
    {.name = "hosts",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct tf_run_arguments, hosts),
     .argument = "NAMES",
     .help = "More names under which phones may ask for pages, with commas between; any other is refused."},
    {.name = "captive",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct tf_run_arguments, captive),
     .help =
         "Phones are in this machine's own Wi-Fi, which leads nowhere else: whatever page they ask for, they "
         "are sent to the board."},
    {.name = "tls-cert",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct tf_run_arguments, tls_cert),
     .argument = "FILE",
     .help = "Serve phones by https alone, with this certificate (PEM, with those between it and its root). "
             "Phones believe it under the name it was made for: say that name by --public-url."},
    {.name = "tls-key",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct tf_run_arguments, tls_key),
     .argument = "FILE",
     .help = "The certificate's key (PEM, without a password)."},
    {.name = "notes-url",
     .kind = TF_OPTION_TEXT,
     .check = tf_notes_url_check,
     .offset = offsetof(struct tf_run_arguments, notes_url),
     .argument = "TEMPLATE",
     .help =
         "Notes are kept on a pad of yours: https://pad.example.org/p/{event}-{code}, with the event's and "
         "the session's code put in. Codes to scan lead there, pages link to it. Etherpad makes a pad when "
         "it is first opened; HedgeDoc does so only in its FreeURL mode, otherwise it answers 404."},
    {.name = "words",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct tf_run_arguments, words),
     .argument = "FILE",
     .help = "Words and phrases, one a line, that organisers want to be shown where they stand: on cards and "
             "in notes, whatever their case, accents and look-alike letters. Nothing is hidden or refused by "
             "it. With * at its end a word is the beginning of others; lines with # are for people."},
    {.name = "wifi",
     .kind = TF_OPTION_TEXT,
     .check = check_wifi,
     .offset = offsetof(struct tf_run_arguments, wifi),
     .argument = "NAME",
     .help = "The venue's Wi-Fi: while nobody is at the wall it shows a code that takes phones into it."},
    {.name = "wifi-password",
     .kind = TF_OPTION_TEXT,
     .check = check_wifi_password,
     .offset = offsetof(struct tf_run_arguments, wifi_password),
     .argument = "PASSWORD",
     .help = "Its password, which that code holds for everybody to read. Without it the network is open."},
    {.name = NULL},
};

static const struct tf_option printer_options[] = {
    {.name = "printer",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct tf_run_arguments, printer),
     .argument = "ADDRESS",
     .help = "Where the printer for slips is: /dev/usb/lp0, /dev/ttyS0, tcp://10.0.0.7:9100, or an "
             "office printer: ipp://10.0.0.7/ipp/print. It may come and go."},
    {.name = "printer-profile",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct tf_run_arguments, printer_profile),
     .argument = "NAME",
     .help = "What it can do: 58mm, 58mm-old, 80mm, 80mm-qr, office, or a file of your own. "
             "Otherwise 58mm, or office by IPP."},
    {.name = "print-slips",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct tf_run_arguments, print_slips),
     .help = "Print a slip for each session that is posted here, without being asked."},
    {.name = NULL},
};

static const struct tf_option screen_options[] = {
    {.name = "window",
     .is_for_once = true,
     .kind = TF_OPTION_SIZE,
     .offset = offsetof(struct tf_run_arguments, window),
     .argument = "WxH",
     .help = "A window of so many pixels instead of the whole screen.",
     .least = SIDE_MIN_PX,
     .most = TF_CANVAS_SIDE_MAX},
    {.name = "panel-mm",
     .kind = TF_OPTION_SIZE,
     .offset = offsetof(struct tf_run_arguments, panel_mm),
     .argument = "WxH",
     .help = "The panel's size in millimetres, as in 344x193, when the display does not say it or is wrong. "
             "Letters and buttons follow it.",
     .least = 20,
     .most = 5000},
    {.name = "rotate",
     .kind = TF_OPTION_CHOICE,
     .offset = offsetof(struct tf_run_arguments, rotate),
     .argument = "DEGREES",
     .help = "Turn the picture clockwise by 0, 90, 180 or 270 degrees; fingers follow.",
     .choices = rotations},
    {.name = "calibrate",
     .kind = TF_OPTION_MATRIX,
     .offset = offsetof(struct tf_run_arguments, calibrate),
     .argument = "MATRIX",
     .help = "Six numbers that put fingers where they are, as in libinput's LIBINPUT_CALIBRATION_MATRIX: "
             "1,0,0,0,1,0 changes nothing."},
    {.name = "lang",
     .kind = TF_OPTION_TEXT,
     .check = check_lang,
     .offset = offsetof(struct tf_run_arguments, lang),
     .argument = "CODE",
     .help = "The language to begin with: en, de, ar or ja. Otherwise the event's, else English."},
    {.name = "scheme",
     .kind = TF_OPTION_CHOICE,
     .offset = offsetof(struct tf_run_arguments, scheme),
     .argument = "NAME",
     .help = "The colours to begin with: light, dark or contrast.",
     .choices = schemes},
    {.name = "attract",
     .kind = TF_OPTION_CHOICE,
     .offset = offsetof(struct tf_run_arguments, attract),
     .argument = "yes|no",
     .help = "While nobody is there, show what is on in large letters. Otherwise yes; no: the grid stays.",
     .choices = answers},
    {.name = "bell",
     .kind = TF_OPTION_NUMBER,
     .offset = offsetof(struct tf_run_arguments, bell),
     .argument = "N",
     .help = "How loud the bell rings as a time begins and ends: 1 to 4, or 0 for a bell that is only seen. "
             "Otherwise 3.",
     .most = 4},
    {.name = "quiet-hours",
     .kind = TF_OPTION_CHOICE,
     .offset = offsetof(struct tf_run_arguments, quiet_hours),
     .argument = "yes|no",
     .help = "From 22:00 to 8:00 the bell is only seen. Otherwise yes.",
     .choices = answers},
    {.name = "larger-text",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct tf_run_arguments, larger_text),
     .help = "Begin with larger text."},
    {.name = "screenshot",
     .is_for_once = true,
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct tf_run_arguments, screenshot),
     .argument = "FILE",
     .help = "Draw the first screen into this PNG and end. Needs no display; 1920x1080 without --window."},
    {.name = NULL},
};

void tf_run_options(struct tf_options *out, struct tf_run_arguments *into)
{
    *out = (struct tf_options){
        .usage = "twofeet run [OPTION]...",
        .about =
            "Runs the kiosk on the whole screen until it is told to end (SIGTERM, SIGINT, or its window is "
            "closed). Fingers, and a keypad's arrows, Tab, Enter and Escape work it. When there is no "
            "display it says so, goes on out of sight and looks for one every few seconds.",
        .groups = {{"The event", event_options, into},
                   {"Phones", phone_options, into},
                   {"The printer", printer_options, into},
                   {"The screen", screen_options, into}},
    };
}
