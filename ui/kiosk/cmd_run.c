#include "kiosk/command.h"

#include "base/log.h"
#include "base/zone_names.h"
#include "canvas/theme.h"
#include "kiosk/address.h"
#include "kiosk/backups.h"
#include "kiosk/desk.h"
#include "kiosk/findings.h"
#include "kiosk/first_event.h"
#include "kiosk/follow.h"
#include "kiosk/formats.h"
#include "kiosk/gallery.h"
#include "kiosk/health.h"
#include "kiosk/linked.h"
#include "kiosk/loop.h"
#include "kiosk/machine.h"
#include "kiosk/opening.h"
#include "kiosk/paths.h"
#include "kiosk/printing.h"
#include "kiosk/recover.h"
#include "kiosk/run_options.h"
#include "kiosk/screenshot.h"
#include "kiosk/settings.h"
#include "model/here.h"
#include "web/web.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

enum {
    FOLLOW_WAIT_MS = 10000, /* then it comes up without a board, and says that it is cut off */
};

/* One run of the program. */
struct run {
    struct tf_context *context;
    struct tf_run_arguments arguments; /* of the file of settings and the command line */
    struct tf_settings *settings;      /* owns what arguments borrow of the file */
    struct tf_flag_words *flag_words;  /* of --words; NULL: none */
    struct tf_trouble_list troubles;   /* what stands over the wall */
    struct tf_format_shelf formats;
    bool is_service;              /* somebody starts it again when it ends, and reads no exit status */
    char zone[TF_ZONE_NAME_SIZE]; /* this machine's; "": nobody is asked for an event */
    bool needs_event;             /* --event was typed by somebody, who is told when it cannot be read */
    struct tf_first_event first;
};

static struct tf_app_options app_options(const struct run *run, const struct tf_board *board)
{
    const struct tf_run_arguments *arguments = &run->arguments;
    const struct tf_gathering *gathering = board ? tf_board_gathering(board) : NULL;
    struct tf_app_options out = {.lang = TF_LANG_EN,
                                 .scheme = arguments->scheme,
                                 .larger_text = arguments->larger_text,
                                 .notes_url = arguments->notes_url,
                                 .here = arguments->space,
                                 .formats = &run->formats.formats,
                                 .lang_is_events = !arguments->lang,
                                 .flag_words = run->flag_words,
                                 .print_slips = arguments->print_slips,
                                 .bell_is_off = arguments->bell == 0,
                                 .bell_volume = (int)arguments->bell,
                                 .bell_rings_at_night = arguments->quiet_hours == 0,
                                 .stays_home = arguments->attract == 0,
                                 .is_display = arguments->follow != NULL,
                                 .zone = run->zone[0] ? run->zone : NULL,
                                 .seed = tf_context_seed(run->context, board ? board->revision : 0)};

    if (arguments->lang) {
        (void)tf_lang_parse(&out.lang, arguments->lang); /* looked at before */
    } else if (gathering) {
        (void)tf_lang_parse(&out.lang, gathering->language);
    }
    return out;
}

static enum tf_err take_screenshot(const struct run *run, struct tf_board *board,
                                   const struct tf_clock *clock, struct tf_problem *problem)
{
    struct tf_screenshot wanted = {.app = app_options(run, board), .troubles = run->troubles, .clock = clock};

    return tf_screenshot_take(&run->arguments, &wanted, board, problem);
}

/* What pages show of this machine, and may do with it. */
struct desk_side {
    struct tf_gallery *gallery; /* NULL: no pictures */
    struct tf_health *health;
    const struct tf_web_machine *machine;
};

/* *out NULL: no phones are served, because nobody wants it or because it cannot be: the wall comes up all the
 * same. */
static void serve_phones(struct tf_web **out, struct run *run, const struct tf_loop_options *loop,
                         struct tf_ledger *ledger, const struct desk_side *beside)
{
    const struct tf_run_arguments *arguments = &run->arguments;
    struct tf_gallery *gallery = beside->gallery;
    bool is_named = arguments->public_url && strcmp(arguments->public_url, TF_ADDRESS_AUTO) != 0;
    struct tf_web_options options = {.ledger = ledger,
                                     .listen = arguments->listen,
                                     .public_url = is_named ? arguments->public_url : NULL,
                                     .hosts = arguments->hosts,
                                     .is_captive = arguments->captive,
                                     .tls_cert = arguments->tls_cert,
                                     .tls_key = arguments->tls_key,
                                     .notes_url = arguments->notes_url,
                                     .flag_words = run->flag_words,
                                     .keep = loop->keep,
                                     .lang = loop->app.lang,
                                     .lang_is_events = loop->app.lang_is_events,
                                     .clock = *loop->clock,
                                     .draw_grid = gallery ? tf_gallery_grid : NULL,
                                     .bind_book = gallery ? tf_gallery_book : NULL,
                                     .draw_cards = gallery ? tf_gallery_cards : NULL,
                                     .draw_user = gallery,
                                     .health = tf_health_look,
                                     .health_user = beside->health,
                                     .machine = beside->machine};
    struct tf_problem problem = {0};

    *out = NULL;
    if (arguments->listen && strcmp(arguments->listen, "off") == 0) {
        return;
    }
    if (tf_web_start(out, &options, &problem) != TF_OK) {
        tf_log(TF_LOG_ERROR, "Phones are not served: %s%s%s. %s", problem.where, problem.where[0] ? ": " : "",
               problem.what, problem.todo);
        tf_trouble_add(&run->troubles, TF_TROUBLE_PHONES, "", 0);
    }
}

static void wake(void *wait)
{
    tf_wait_wake(wait);
}

static void start_printing(struct tf_printing **out, struct run *run, const char *data, struct tf_wait *wait)
{
    const struct tf_printing_options options = {.address = run->arguments.printer,
                                                .profile = run->arguments.printer_profile,
                                                .data = data,
                                                .changed = wake,
                                                .who = wait};

    if (!tf_printing_try(out, &options)) {
        tf_trouble_add(&run->troubles, TF_TROUBLE_PRINTER, "", 0);
    }
}

static struct tf_loop_options loop_options(const struct run *run, const struct tf_board *board,
                                           const struct tf_clock *clock)
{
    const struct tf_run_arguments *arguments = &run->arguments;
    struct tf_loop_options options = {
        .window = {.width_px = (int)arguments->window.w,
                   .height_px = (int)arguments->window.h,
                   .panel_w_mm = arguments->panel_mm.w,
                   .panel_h_mm = arguments->panel_mm.h,
                   .rotation = arguments->rotate * 90,
                   .title = "Twofeet"},
        .events = {.rotation = arguments->rotate * 90},
        .app = app_options(run, board),
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

static enum tf_err run_following(const struct run *run, struct tf_desk *desk, const struct tf_clock *clock,
                                 struct tf_wait *wait, struct tf_problem *problem)
{
    const struct tf_run_arguments *arguments = &run->arguments;
    struct tf_follow *follow = NULL;
    enum tf_err err = tf_follow_start(&follow, arguments->follow, clock, wake, wait, problem);
    struct tf_board *board = err == TF_OK ? tf_follow_await(follow, FOLLOW_WAIT_MS) : NULL;

    if (err == TF_OK && arguments->screenshot) {
        err = board ? take_screenshot(run, board, clock, problem)
                    : tf_err_tell(problem, TF_ERR_IO, arguments->follow,
                                  "See that the other kiosk runs, and that this machine is in its network",
                                  "There is no kiosk to follow");
    } else if (err == TF_OK) {
        struct tf_loop_options options = loop_options(run, board, clock);
        struct tf_loop *loop = NULL;
        options.address = arguments->public_url ? arguments->public_url : arguments->follow;
        options.follow = follow;
        options.troubles = run->troubles;
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

/* NULL: nothing is kept. */
static const char *settings_file(const struct run *run)
{
    const struct tf_run_arguments *arguments = &run->arguments;

    return arguments->memory ? NULL : arguments->config ? arguments->config : TF_SETTINGS_PATH;
}

/* Closes the desk itself: the loop has to outlive the ledger's last answers. */
static enum tf_err run_loop(struct run *run, struct tf_desk *desk, const struct tf_clock *clock,
                            struct tf_wait *wait, const char *data, struct tf_problem *problem)
{
    struct tf_loop_options options = loop_options(run, tf_desk_board(desk), clock);
    struct tf_backups_options backups = {.ledger = tf_desk_ledger(desk), .data = data, .clock = clock};
    struct tf_gallery *gallery = NULL;
    struct tf_keep_options private = {.ledger = tf_desk_ledger(desk)};
    struct tf_loop *loop = NULL;
    struct tf_web *web;
    enum tf_err err = tf_keep_open(&options.keep, &private);

    if (err == TF_OK) {
        err = tf_machine_knobs(&options.knobs, &run->arguments, settings_file(run), wake, wait);
    }
    if (err != TF_OK) {
        tf_keep_close(options.keep);
        tf_desk_close(desk);
        return tf_err_tell(problem, err, NULL, NULL, "The PIN and paired devices could not be read");
    }

    if (run->arguments.space && tf_here_find(tf_desk_board(desk), run->arguments.space) == 0) {
        tf_log(TF_LOG_WARNING, "There is no space “%s” yet, where this wall is said to hang",
               run->arguments.space);
    }
    (void)tf_gallery_create(&gallery); /* phones without a picture are better than none */
    start_printing(&options.printing, run, data, wait);
    if (data && (tf_backups_create(&options.backups, &backups) != TF_OK ||
                 tf_backups_start(options.backups) != TF_OK)) {
        tf_log(TF_LOG_ERROR, "No copies of the event will be made while it runs");
    }
    struct tf_health health = {
        .file = data, .clock = clock, .printing = options.printing, .backups = options.backups};
    struct tf_machine machine = {.ledger = tf_desk_ledger(desk),
                                 .keep = options.keep,
                                 .data = data,
                                 .clock = clock,
                                 .knobs = options.knobs,
                                 .formats = &run->formats.formats};
    struct tf_web_machine for_web = tf_machine_for_web(&machine);
    const struct desk_side desk_side = {gallery, &health, &for_web};
    serve_phones(&web, run, &options, tf_desk_ledger(desk), &desk_side);
    if (web && !run->arguments.public_url) {
        options.address = TF_ADDRESS_AUTO;
    }
    options.link = tf_linked_start(tf_desk_ledger(desk), run->arguments.link, wake, wait, &run->troubles);
    options.data = data;
    tf_opening_troubles(&run->troubles, &run->arguments.troubles, data);
    options.troubles = run->troubles;
    options.port = web ? tf_web_state(web).port : TF_ADDRESS_PORT;
    options.is_https = run->arguments.tls_cert != NULL;
    err = tf_loop_create(&loop, &options, wait, problem);
    if (err == TF_OK) {
        err = tf_loop_run(loop, tf_desk_ledger(desk), problem);
    }
    tf_link_stop(options.link);
    tf_web_stop(web);
    tf_gallery_destroy(gallery);
    tf_keep_close(options.keep);
    tf_backups_stop(options.backups);
    tf_desk_close(desk);
    tf_loop_destroy(loop);
    tf_knobs_destroy(options.knobs);
    tf_printing_stop(options.printing);
    return err;
}

/* There is no wall to show: it says why, until the file can be opened or it is told to end. */
static enum tf_err run_closed(struct run *run, struct tf_opening *opening, enum tf_err why,
                              struct tf_wait *wait, struct tf_problem *problem)
{
    struct tf_loop_options options = loop_options(run, NULL, opening->clock);
    struct tf_desk *nothing = NULL;
    struct tf_loop *loop = NULL;
    enum tf_err err;

    (void)tf_context_fail(run->context, why, problem);
    options.data = opening->data;
    options.closed = why;
    options.is_over = tf_opening_again;
    options.user = opening;
    options.troubles = run->troubles;
    tf_opening_troubles(&options.troubles, &run->arguments.troubles, opening->data);
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
static bool begins_with_nothing(const struct run *run, const char *data)
{
    struct tf_recovery recovery = {.has_happened = false};

    if (data && !run->arguments.event) {
        tf_recover_read(&recovery, data);
    }
    return recovery.has_happened;
}

/* A schedule that cannot be read leaves the wall empty, and it says so: with the sample in its place, the
 * next start would find an event and never look at the schedule again. */
static enum tf_err begin(struct run *run, struct tf_desk *desk, const char *data, struct tf_problem *problem)
{
    const char *event = run->arguments.event;
    enum tf_err err;

    if (begins_with_nothing(run, data)) {
        return TF_OK;
    }
    err =
        event && !run->needs_event && tf_paths_is_pipe(event)
            ? tf_err_tell(problem, TF_ERR_INVALID, event, "Name a file", "Nothing may ever come out of this")
            : tf_first_event(&run->first, desk, event, run->arguments.sample, run->context, problem);
    if (err == TF_OK || err == TF_ERR_NOMEM || !event || run->needs_event) {
        return err;
    }
    (void)tf_context_fail(run->context, err, problem);
    tf_trouble_add(&run->troubles, TF_TROUBLE_SCHEDULE, event, 0);
    return TF_OK;
}

static void log_bad_format(void *user, const struct tf_problem *problem)
{
    (void)user;
    tf_log(TF_LOG_ERROR, "%s: %s; this format cannot be chosen", problem->where, problem->what);
}

/* A format that cannot be read leaves the event the one it has, and keeps no wall dark. */
static void take_format(struct run *run, struct tf_desk *desk)
{
    const char *name = run->arguments.format;
    const struct tf_format *format = NULL;
    struct tf_problem problem = {0};

    if (tf_format_shelf_load(&run->formats, NULL, log_bad_format, NULL, &problem) != TF_OK) {
        tf_log(TF_LOG_ERROR, "%s: %s", problem.where, problem.what);
    }
    if (name == NULL) {
        return;
    }
    enum tf_err err = tf_format_shelf_find(&format, &run->formats, name, &problem);
    if (err == TF_OK) {
        err = tf_format_choose(desk, format, run->context, &problem);
    }
    if (err != TF_OK) {
        (void)tf_context_fail(run->context, err, &problem);
        tf_trouble_add(&run->troubles, TF_TROUBLE_SETTINGS, "", 0);
    }
}

/* Takes the desk when it runs the kiosk. */
static enum tf_err show(struct run *run, struct tf_opening *opening, struct tf_wait *wait,
                        struct tf_problem *problem)
{
    struct tf_desk *desk = opening->desk;
    enum tf_err err;

    if (run->arguments.follow) {
        return run_following(run, desk, opening->clock, wait, problem);
    }
    err = begin(run, desk, opening->data, problem);
    if (err == TF_OK) {
        take_format(run, desk);
    }
    malloc_trim(0); /* what reading the event took, and left in pieces */
    if (err == TF_OK && run->arguments.screenshot) {
        return take_screenshot(run, tf_desk_board(desk), opening->clock, problem);
    }
    if (err == TF_OK) {
        opening->desk = NULL;
        err = run_loop(run, desk, opening->clock, wait, opening->data, problem);
    }
    return err;
}

/* data NULL: in memory. */
static enum tf_err start(struct run *run, const char *data, struct tf_problem *problem)
{
    struct tf_wait *wait = NULL;
    struct tf_clock clock;
    struct tf_opening opening = {.data = data, .clock = &clock};
    bool draws_once = run->arguments.screenshot != NULL;
    char *locale = NULL;
    enum tf_err err;

    tf_window_prepare();
    if (tf_paths_locale(&locale) == TF_OK) {
        (void)tf_lang_init(locale); /* a catalogue that is missing shows English, and says so itself */
    }
    free(locale);
    tf_context_clock(run->context, &clock);
    err = tf_wait_create(&wait, NULL);
    if (err != TF_OK) {
        return tf_err_tell(problem, err, NULL, NULL, "The program could not be set up: %s", tf_err_name(err));
    }
    err = draws_once ? tf_desk_open(&opening.desk, data, NULL, problem) : tf_opening_open(&opening, problem);
    if (err != TF_OK && err != TF_ERR_NOMEM && !draws_once) {
        err = run_closed(run, &opening, err, wait, problem);
    }
    if (err == TF_OK && opening.desk) {
        err = show(run, &opening, wait, problem);
    }
    tf_desk_close(opening.desk);
    tf_wait_destroy(wait);
    return err;
}

/* ---- what it is told ---- */

/* Not yet: what the file of settings says is read first, then the command line again. */
static void pass_over_for_now(void *user, const struct tf_problem *problem)
{
    (void)user;
    (void)problem;
}

/* On the command line of a service: the wall goes without it, and says so. */
static void pass_over(void *user, const struct tf_problem *problem)
{
    struct run *run = user;

    tf_trouble_add(&run->troubles, TF_TROUBLE_SETTINGS, "", 0);
    tf_log(TF_LOG_ERROR, "%s; it is left out", problem->what);
}

/* First what the file says, then the command line over it. */
static enum tf_err read_settings(struct run *run, const char *named)
{
    const char *path = named ? named : TF_SETTINGS_PATH;
    struct tf_options options;
    enum tf_err err;

    tf_run_arguments_init(&run->arguments);
    tf_run_options(&options, &run->arguments);
    err = tf_settings_read(&run->settings, path, named == NULL, &options);
    if (err == TF_OK) {
        tf_findings_show(&run->troubles, &run->arguments, run->settings, path);
    }
    return err;
}

static int parse(struct run *run, int argc, char **argv, bool *go_on)
{
    struct tf_options options;
    struct tf_problem problem = {0};
    int first, code;

    tf_run_options(&options, &run->arguments);
    options.user = run;
    if (run->is_service) {
        options.pass_over = run->settings ? pass_over : pass_over_for_now;
    }
    code = tf_context_parse(run->context, &options, argc, argv, &first, go_on);
    if (!*go_on || first == argc) {
        return code;
    }
    (void)tf_err_tell(&problem, TF_ERR_INVALID, NULL, NULL,
                      "“%s” is one word too many; begin with a file by --event FILE", argv[first]);
    if (options.pass_over) {
        options.pass_over(run, &problem);
        return code;
    }
    *go_on = false;
    return tf_context_fail_usage(run->context, "%s", problem.what);
}

/* Somebody who typed it is told what is wrong with the list; a service's wall goes without it, and says so.
 */
static enum tf_err read_words(struct run *run, struct tf_problem *problem)
{
    enum tf_err err =
        run->arguments.words ? tf_flag_words_load(&run->flag_words, run->arguments.words, problem) : TF_OK;

    if (err != TF_OK && run->is_service) {
        pass_over(run, problem);
        return TF_OK;
    }
    return err;
}

/* There is no event yet: what somebody typed wrongly must not leave an empty one behind. */
static enum tf_err foresee(struct run *run, char **data, struct tf_problem *problem)
{
    const struct tf_run_arguments *arguments = &run->arguments;

    if (arguments->screenshot && !tf_paths_has_parent(arguments->screenshot)) {
        return tf_err_tell(problem, TF_ERR_IO, arguments->screenshot, "Make the folder, or name another",
                           "The picture has no folder to stand in");
    }
    if (arguments->screenshot && !arguments->event && !arguments->sample) {
        free(*data); /* a picture of nothing keeps nothing */
        *data = NULL;
    }
    return run->needs_event ? tf_first_event_read(&run->first, arguments->event, NULL, run->context, problem)
                            : TF_OK;
}

static int run_kiosk(struct tf_context *context, int argc, char **argv)
{
    const char *socket = getenv("NOTIFY_SOCKET");
    struct run run = {.context = context, .is_service = socket && *socket};
    struct tf_problem problem = {0};
    char *data = NULL;
    bool go_on;
    int code = parse(&run, argc, argv, &go_on); /* what is wrong with it, and the file that it names */
    enum tf_err err;

    if (!go_on) {
        return code;
    }
    run.needs_event = run.arguments.event && !run.is_service;
    err = read_settings(&run, run.arguments.config);
    if (err == TF_OK) {
        (void)parse(&run, argc, argv, &go_on);
        if (!run.arguments.event && !run.arguments.follow) {
            tf_zone_names_system(run.zone);
        }
        err = read_words(&run, &problem);
    }
    if (err == TF_OK) {
        if (!run.arguments.memory && !run.arguments.follow) {
            err = tf_paths_data(&data, context->data, &problem);
        }
        if (err == TF_OK && data && !tf_paths_exists(data)) {
            err = foresee(&run, &data, &problem);
        }
    }
    if (err == TF_OK) {
        err = start(&run, data, &problem);
    }
    free(data);
    tf_flag_words_free(run.flag_words);
    tf_settings_free(run.settings);
    tf_format_shelf_free(&run.formats);
    tf_first_event_free(&run.first);
    return err == TF_OK ? TF_EXIT_OK : tf_context_fail(context, err, &problem);
}

const struct tf_command_line tf_cmd_run = {"run", "run the kiosk", run_kiosk};
