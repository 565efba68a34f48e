#include "kiosk/command.h"

#include "base/log.h"
#include "canvas/theme.h"
#include "kiosk/address.h"
#include "kiosk/backups.h"
#include "kiosk/desk.h"
#include "kiosk/first_event.h"
#include "kiosk/follow.h"
#include "kiosk/gallery.h"
#include "kiosk/health.h"
#include "kiosk/loop.h"
#include "kiosk/opening.h"
#include "kiosk/paths.h"
#include "kiosk/printing.h"
#include "kiosk/recover.h"
#include "kiosk/screenshot.h"
#include "kiosk/wifi.h"
#include "web/web.h"
#include "words/notes_url.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

enum {
    SCREENSHOT_W_PX = 1920,
    SCREENSHOT_H_PX = 1080,
    SIDE_MIN_PX = 200,
    FOLLOW_WAIT_MS = 10000, /* then it comes up without a board, and says that it is cut off */
};

struct arguments {
    const char *event, *follow, *screenshot, *lang, *public_url, *listen, *hosts, *wifi, *wifi_password;
    const char *tls_cert, *tls_key, *notes_url;
    const char *printer, *printer_profile;
    struct tf_option_list troubles;
    bool captive, memory, larger_text, print_slips;
    int rotate, scheme; /* indices of the choices below */
    struct tf_option_size window, panel_mm;
    double calibrate[6];
};

static const char *const rotations[] = {"0", "90", "180", "270", NULL};
static const char *const schemes[] = {"light", "dark", "contrast", NULL}; /* as enum tf_scheme */

static const struct tf_option event_options[] = {
    {.name = "event",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, event),
     .argument = "FILE",
     .help =
         "What to begin with when there is no event yet: any file that `twofeet import` reads. Otherwise a "
         "sample event that takes place today."},
    {.name = "follow",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, follow),
     .argument = "URL",
     .help = "Be a second display of the kiosk at this address: the same board, for looking at. It takes no "
             "touch, keeps no file, serves no phones, turns its pages by itself, and says so when it is cut "
             "off."},
    {.name = "memory",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct arguments, memory),
     .help = "Keep the event in memory only: everything is gone at the end."},
    {.name = "trouble",
     .kind = TF_OPTION_LIST,
     .offset = offsetof(struct arguments, troubles),
     .argument = "NAME",
     .help = "Something is wrong with this machine, and the wall says so and what to do: settings, no-data, "
             "read-only-data, wifi or update; any other text is shown as it is. May be given several times."},
    {.name = NULL},
};

static const struct tf_option phone_options[] = {
    {.name = "listen",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, listen),
     .argument = "ADDRESS",
     .help = "Where phones are served: a port, or an address and a port as in 10.0.0.5:8080; “off”: nowhere. "
             "Otherwise port 8080 of every interface."},
    {.name = "public-url",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, public_url),
     .argument = "URL",
     .help =
         "What addresses in QR codes begin with, as in https://wall.example. Otherwise, or with “auto”, this "
         "machine's address in numbers, followed when it changes."},
    {.name = "hosts",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, hosts),
     .argument = "NAMES",
     .help = "More names under which phones may ask for pages, with commas between; any other is refused."},
    {.name = "captive",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct arguments, captive),
     .help =
         "Phones are in this machine's own Wi-Fi, which leads nowhere else: whatever page they ask for, they "
         "are sent to the board."},
    {.name = "tls-cert",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, tls_cert),
     .argument = "FILE",
     .help = "Serve phones by https alone, with this certificate (PEM, with those between it and its root). "
             "Phones believe it under the name it was made for: say that name by --public-url."},
    {.name = "tls-key",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, tls_key),
     .argument = "FILE",
     .help = "The certificate's key (PEM, without a password)."},
    {.name = "notes-url",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, notes_url),
     .argument = "TEMPLATE",
     .help =
         "Notes are kept on a pad of yours: https://pad.example.org/p/{event}-{code}, with the event's and "
         "the session's code put in. Codes to scan lead there, pages link to it. Etherpad makes a pad when "
         "it is first opened; HedgeDoc does so only in its FreeURL mode, otherwise it answers 404."},
    {.name = "wifi",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, wifi),
     .argument = "NAME",
     .help = "The venue's Wi-Fi: while nobody is at the wall it shows a code that takes phones into it."},
    {.name = "wifi-password",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, wifi_password),
     .argument = "PASSWORD",
     .help = "Its password, which that code holds for everybody to read. Without it the network is open."},
    {.name = NULL},
};

static const struct tf_option printer_options[] = {
    {.name = "printer",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, printer),
     .argument = "ADDRESS",
     .help = "Where the printer for slips is: /dev/usb/lp0, /dev/ttyS0, tcp://10.0.0.7:9100, or an "
             "office printer: ipp://10.0.0.7/ipp/print. It may come and go."},
    {.name = "printer-profile",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, printer_profile),
     .argument = "NAME",
     .help = "What it can do: 58mm, 58mm-old, 80mm, 80mm-qr, office, or a file of your own. "
             "Otherwise 58mm, or office by IPP."},
    {.name = "print-slips",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct arguments, print_slips),
     .help = "Print a slip for each session that is posted here, without being asked."},
    {.name = NULL},
};

static const struct tf_option screen_options[] = {
    {.name = "window",
     .kind = TF_OPTION_SIZE,
     .offset = offsetof(struct arguments, window),
     .argument = "WxH",
     .help = "A window of so many pixels instead of the whole screen.",
     .least = SIDE_MIN_PX,
     .most = TF_CANVAS_SIDE_MAX},
    {.name = "panel-mm",
     .kind = TF_OPTION_SIZE,
     .offset = offsetof(struct arguments, panel_mm),
     .argument = "WxH",
     .help = "The panel's size in millimetres, as in 344x193, when the display does not say it or is wrong. "
             "Letters and buttons follow it.",
     .least = 20,
     .most = 5000},
    {.name = "rotate",
     .kind = TF_OPTION_CHOICE,
     .offset = offsetof(struct arguments, rotate),
     .argument = "DEGREES",
     .help = "Turn the picture clockwise by 0, 90, 180 or 270 degrees; fingers follow.",
     .choices = rotations},
    {.name = "calibrate",
     .kind = TF_OPTION_MATRIX,
     .offset = offsetof(struct arguments, calibrate),
     .argument = "MATRIX",
     .help = "Six numbers that put fingers where they are, as in libinput's LIBINPUT_CALIBRATION_MATRIX: "
             "1,0,0,0,1,0 changes nothing."},
    {.name = "lang",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, lang),
     .argument = "CODE",
     .help = "The language to begin with: en, de, ar or ja. Otherwise the event's, else English."},
    {.name = "scheme",
     .kind = TF_OPTION_CHOICE,
     .offset = offsetof(struct arguments, scheme),
     .argument = "NAME",
     .help = "The colours to begin with: light, dark or contrast.",
     .choices = schemes},
    {.name = "larger-text",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct arguments, larger_text),
     .help = "Begin with larger text."},
    {.name = "screenshot",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, screenshot),
     .argument = "FILE",
     .help = "Draw the first screen into this PNG and end. Needs no display; 1920x1080 without --window."},
    {.name = NULL},
};

static struct tf_app_options app_options(const struct arguments *arguments, const struct tf_context *context,
                                         const struct tf_board *board)
{
    const struct tf_gathering *gathering = board ? tf_board_gathering(board) : NULL;
    struct tf_app_options out = {.lang = TF_LANG_EN,
                                 .scheme = arguments->scheme,
                                 .larger_text = arguments->larger_text,
                                 .notes_url = arguments->notes_url,
                                 .print_slips = arguments->print_slips,
                                 .seed = tf_context_seed(context, board ? board->revision : 0)};

    if (arguments->lang) {
        (void)tf_lang_parse(&out.lang, arguments->lang); /* looked at before */
    } else if (gathering) {
        (void)tf_lang_parse(&out.lang, gathering->language);
    }
    return out;
}

static bool is_on_its_side(const struct arguments *arguments)
{
    return arguments->rotate % 2 == 1;
}

static enum tf_err take_screenshot(const struct arguments *arguments, const struct tf_context *context,
                                   struct tf_board *board, const struct tf_clock *clock,
                                   struct tf_problem *problem)
{
    int w = arguments->window.w > 0 ? (int)arguments->window.w : SCREENSHOT_W_PX;
    int h = arguments->window.h > 0 ? (int)arguments->window.h : SCREENSHOT_H_PX;
    struct tf_screenshot screenshot = {.width_px = is_on_its_side(arguments) ? h : w,
                                       .height_px = is_on_its_side(arguments) ? w : h,
                                       .app = app_options(arguments, context, board),
                                       .clock = clock,
                                       .address = arguments->public_url};
    char address[TF_ADDRESS_BYTES_MAX];

    if (arguments->panel_mm.w > 0) {
        screenshot.px_per_mm = tf_window_ratio(w, h, arguments->panel_mm.w, arguments->panel_mm.h);
    }
    if (arguments->public_url && strcmp(arguments->public_url, TF_ADDRESS_AUTO) == 0) {
        tf_address_find(address, arguments->tls_cert ? "https" : "http", TF_ADDRESS_PORT);
        screenshot.address = address;
    }
    return tf_screenshot_write(arguments->screenshot, &screenshot, board, problem);
}

/* *out NULL: no phones are served, because nobody wants it or because it cannot be: the wall comes up all the
 * same. */
static void serve_phones(struct tf_web **out, const struct arguments *arguments,
                         const struct tf_loop_options *loop, struct tf_ledger *ledger,
                         struct tf_gallery *gallery, struct tf_health *health)
{
    bool is_named = arguments->public_url && strcmp(arguments->public_url, TF_ADDRESS_AUTO) != 0;
    struct tf_web_options options = {.ledger = ledger,
                                     .listen = arguments->listen,
                                     .public_url = is_named ? arguments->public_url : NULL,
                                     .hosts = arguments->hosts,
                                     .is_captive = arguments->captive,
                                     .tls_cert = arguments->tls_cert,
                                     .tls_key = arguments->tls_key,
                                     .notes_url = arguments->notes_url,
                                     .keep = loop->keep,
                                     .lang = loop->app.lang,
                                     .clock = *loop->clock,
                                     .draw_grid = gallery ? tf_gallery_grid : NULL,
                                     .draw_user = gallery,
                                     .health = tf_health_look,
                                     .health_user = health};
    struct tf_problem problem = {0};

    *out = NULL;
    if (arguments->listen && strcmp(arguments->listen, "off") == 0) {
        return;
    }
    if (tf_web_start(out, &options, &problem) != TF_OK) {
        tf_log(TF_LOG_ERROR, "Phones are not served: %s%s%s. %s", problem.where, problem.where[0] ? ": " : "",
               problem.what, problem.todo);
    }
}

static void on_printer(void *who)
{
    tf_wait_wake(who);
}

/* *out NULL: there is no printer, or it cannot be used at all, which is said: the wall comes up all the same.
 */
static void start_printing(struct tf_printing **out, const struct arguments *arguments, const char *data,
                           struct tf_wait *wait)
{
    struct tf_printing_options options = {.address = arguments->printer,
                                          .profile = arguments->printer_profile,
                                          .data = data,
                                          .changed = on_printer,
                                          .who = wait};
    struct tf_problem problem = {0};

    *out = NULL;
    if (arguments->printer && tf_printing_start(out, &options, &problem) != TF_OK) {
        tf_log(TF_LOG_ERROR, "Nothing will be printed: %s: %s. %s", problem.where, problem.what,
               problem.todo);
    }
}

static struct tf_loop_options loop_options(const struct arguments *arguments,
                                           const struct tf_context *context, const struct tf_board *board,
                                           const struct tf_clock *clock)
{
    struct tf_loop_options options = {
        .window = {.width_px = (int)arguments->window.w,
                   .height_px = (int)arguments->window.h,
                   .panel_w_mm = arguments->panel_mm.w,
                   .panel_h_mm = arguments->panel_mm.h,
                   .rotation = arguments->rotate * 90,
                   .title = "Twofeet"},
        .events = {.rotation = arguments->rotate * 90},
        .app = app_options(arguments, context, board),
        .clock = clock,
        .address = arguments->public_url,
    };

    if (arguments->wifi) {
        (void)tf_wifi_code(options.wifi, arguments->wifi, arguments->wifi_password,
                           NULL); /* looked at before */
    }
    memcpy(options.events.matrix, arguments->calibrate, sizeof options.events.matrix);
    return options;
}

static void wake(void *wait)
{
    tf_wait_wake(wait);
}

static enum tf_err run_following(const struct arguments *arguments, const struct tf_context *context,
                                 struct tf_desk *desk, const struct tf_clock *clock, struct tf_wait *wait,
                                 struct tf_problem *problem)
{
    struct tf_follow *follow = NULL;
    enum tf_err err = tf_follow_start(&follow, arguments->follow, clock, wake, wait, problem);
    struct tf_board *board = err == TF_OK ? tf_follow_await(follow, FOLLOW_WAIT_MS) : NULL;

    if (err == TF_OK && arguments->screenshot) {
        err = board ? take_screenshot(arguments, context, board, clock, problem)
                    : tf_err_tell(problem, TF_ERR_IO, arguments->follow,
                                  "See that the other kiosk runs, and that this machine is in its network",
                                  "There is no kiosk to follow");
    } else if (err == TF_OK) {
        struct tf_loop_options options = loop_options(arguments, context, board, clock);
        struct tf_loop *loop = NULL;
        options.address = arguments->public_url ? arguments->public_url : arguments->follow;
        options.follow = follow;
        err = tf_loop_create(&loop, &options, wait, problem);
        if (err == TF_OK) {
            err = tf_loop_run(loop, tf_desk_ledger(desk), problem);
        }
        tf_loop_destroy(loop);
    }
    tf_board_unref(board);
    tf_follow_stop(follow);
    return err;
}

/* Closes the desk itself: the loop has to outlive the ledger's last answers. */
static enum tf_err run_loop(const struct arguments *arguments, const struct tf_context *context,
                            struct tf_desk *desk, const struct tf_clock *clock, struct tf_wait *wait,
                            const char *data, struct tf_problem *problem)
{
    struct tf_loop_options options = loop_options(arguments, context, tf_desk_board(desk), clock);
    struct tf_backups_options backups = {.ledger = tf_desk_ledger(desk), .data = data, .clock = clock};
    struct tf_gallery *gallery = NULL;
    struct tf_keep_options private = {.ledger = tf_desk_ledger(desk)};
    struct tf_loop *loop = NULL;
    struct tf_web *web;
    enum tf_err err = tf_keep_open(&options.keep, &private);

    if (err != TF_OK) {
        tf_desk_close(desk);
        return tf_err_tell(problem, err, NULL, NULL, "The PIN and paired devices could not be read");
    }

    (void)tf_gallery_create(&gallery); /* phones without a picture are better than none */
    start_printing(&options.printing, arguments, data, wait);
    struct tf_health health = {.file = data, .clock = clock, .printing = options.printing};
    serve_phones(&web, arguments, &options, tf_desk_ledger(desk), gallery, &health);
    if (web && !arguments->public_url) {
        options.address = TF_ADDRESS_AUTO;
    }
    options.data = data;
    options.trouble_count = tf_opening_troubles(options.troubles, &arguments->troubles, data);
    if (data && (tf_backups_create(&options.backups, &backups) != TF_OK ||
                 tf_backups_start(options.backups) != TF_OK)) {
        tf_log(TF_LOG_ERROR, "No copies of the event will be made while it runs");
    }
    options.port = web ? tf_web_state(web).port : TF_ADDRESS_PORT;
    options.is_https = arguments->tls_cert != NULL;
    err = tf_loop_create(&loop, &options, wait, problem);
    if (err == TF_OK) {
        err = tf_loop_run(loop, tf_desk_ledger(desk), problem);
    }
    tf_web_stop(web);
    tf_gallery_destroy(gallery);
    tf_keep_close(options.keep);
    tf_backups_stop(options.backups);
    tf_desk_close(desk);
    tf_loop_destroy(loop);
    tf_printing_stop(options.printing);
    return err;
}

/* There is no wall to show: it says why, until the file can be opened or it is told to end. */
static enum tf_err run_closed(struct tf_opening *opening, enum tf_err why, const struct arguments *arguments,
                              const struct tf_context *context, struct tf_wait *wait,
                              struct tf_problem *problem)
{
    struct tf_loop_options options = loop_options(arguments, context, NULL, opening->clock);
    struct tf_desk *nothing = NULL;
    struct tf_loop *loop = NULL;
    enum tf_err err;

    (void)tf_context_fail(context, why, problem);
    options.data = opening->data;
    options.closed = why;
    options.is_over = tf_opening_again;
    options.user = opening;
    options.trouble_count = tf_opening_troubles(options.troubles, &arguments->troubles, opening->data);
    err = tf_desk_open(&nothing, NULL, NULL, problem);
    if (err == TF_OK) {
        err = tf_loop_create(&loop, &options, wait, problem);
    }
    if (err == TF_OK) {
        err = tf_loop_run(loop, tf_desk_ledger(nothing), problem);
    }
    tf_desk_close(nothing);
    tf_loop_destroy(loop);
    return err;
}

/* After a file that was damaged and had no copy, the sample would be taken for the event. */
static bool begins_with_nothing(const struct arguments *arguments, const char *data)
{
    struct tf_recovery recovery = {.has_happened = false};

    if (data && !arguments->event) {
        tf_recover_read(&recovery, data);
    }
    return recovery.has_happened;
}

/* Takes the desk when it runs the kiosk. */
static enum tf_err show(struct tf_opening *opening, const struct arguments *arguments,
                        const struct tf_context *context, struct tf_wait *wait, struct tf_problem *problem)
{
    struct tf_desk *desk = opening->desk;
    enum tf_err err = TF_OK;

    if (arguments->follow) {
        return run_following(arguments, context, desk, opening->clock, wait, problem);
    }
    if (!begins_with_nothing(arguments, opening->data)) {
        err = tf_first_event(desk, arguments->event, context, problem);
    }
    malloc_trim(0); /* what reading the event took, and left in pieces */
    if (err == TF_OK && arguments->screenshot) {
        return take_screenshot(arguments, context, tf_desk_board(desk), opening->clock, problem);
    }
    if (err == TF_OK) {
        opening->desk = NULL;
        err = run_loop(arguments, context, desk, opening->clock, wait, opening->data, problem);
    }
    return err;
}

/* data NULL: in memory. */
static enum tf_err start(const struct arguments *arguments, const struct tf_context *context,
                         const char *data, struct tf_problem *problem)
{
    struct tf_wait *wait = NULL;
    struct tf_clock clock;
    struct tf_opening opening = {.data = data, .clock = &clock};
    char *locale = NULL;
    enum tf_err err;

    tf_window_prepare();
    if (tf_paths_locale(&locale) == TF_OK) {
        (void)tf_lang_init(locale); /* a catalogue that is missing shows English, and says so itself */
    }
    free(locale);
    tf_context_clock(context, &clock);
    err = tf_wait_create(&wait, NULL);
    if (err != TF_OK) {
        return tf_err_tell(problem, err, NULL, NULL, "The program could not be set up: %s", tf_err_name(err));
    }
    err = arguments->screenshot ? tf_desk_open(&opening.desk, data, NULL, problem)
                                : tf_opening_open(&opening, problem);
    if (err != TF_OK && err != TF_ERR_NOMEM && !arguments->screenshot) {
        err = run_closed(&opening, err, arguments, context, wait, problem);
    }
    if (err == TF_OK && opening.desk) {
        err = show(&opening, arguments, context, wait, problem);
    }
    tf_desk_close(opening.desk);
    tf_wait_destroy(wait);
    return err;
}

static int run(struct tf_context *context, int argc, char **argv)
{
    struct arguments arguments = {0};
    struct tf_options options = {
        .usage = "twofeet run [OPTION]...",
        .about =
            "Runs the kiosk on the whole screen until it is told to end (SIGTERM, SIGINT, or its window is "
            "closed). Fingers, and a keypad's arrows, Tab, Enter and Escape work it. When there is no "
            "display it "
            "says so, goes on out of sight and looks for one every few seconds.",
        .groups = {{"The event", event_options, &arguments},
                   {"Phones", phone_options, &arguments},
                   {"The printer", printer_options, &arguments},
                   {"The screen", screen_options, &arguments}},
    };
    struct tf_problem problem = {0};
    enum tf_lang lang;
    char *data = NULL;
    bool go_on;
    int first, code = tf_context_parse(context, &options, argc, argv, &first, &go_on);
    enum tf_err err = TF_OK;

    if (!go_on) {
        return code;
    }
    if (first < argc) {
        return tf_context_fail_usage(context, "“%s” is one word too many; begin with a file by --event FILE",
                                     argv[first]);
    }
    if (arguments.lang && !tf_lang_parse(&lang, arguments.lang)) {
        return tf_context_fail_usage(context, "There is no language “%s”; there are en, de, ar and ja",
                                     arguments.lang);
    }
    if (arguments.wifi) {
        char code_of_wifi[TF_WIFI_CODE_BYTES_MAX];
        if (tf_wifi_code(code_of_wifi, arguments.wifi, arguments.wifi_password, &problem) != TF_OK) {
            return tf_context_fail_usage(context, "%s: %s", problem.where, problem.what);
        }
    }
    if (arguments.notes_url && tf_notes_url_check(arguments.notes_url, &problem) != TF_OK) {
        return tf_context_fail_usage(context, "--notes-url “%s”: %s. %s", arguments.notes_url, problem.what,
                                     problem.todo);
    }
    if (arguments.follow && tf_follow_check(arguments.follow, &problem) != TF_OK) {
        return tf_context_fail_usage(context, "--follow “%s”: %s. %s", arguments.follow, problem.what,
                                     problem.todo);
    }
    if (!arguments.memory && !arguments.follow) {
        err = tf_paths_data(&data, context->data, &problem);
    }
    if (err == TF_OK) {
        err = start(&arguments, context, data, &problem);
    }
    free(data);
    return err == TF_OK ? TF_EXIT_OK : tf_context_fail(context, err, &problem);
}

const struct tf_command_line tf_cmd_run = {"run", "run the kiosk", run};
