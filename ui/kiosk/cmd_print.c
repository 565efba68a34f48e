#include "kiosk/command.h"

#include "kiosk/paths.h"
#include "kiosk/printing.h"
#include "kiosk/printout.h"
#include "kiosk/reading.h"
#include "model/app.h"

#include <stdlib.h>
#include <string.h>

struct arguments {
    const char *to, *session, *space, *lang, *public_url, *profile;
    int what, width; /* indices of the choices below */
};

/* The first as enum tf_slip_what. */
static const char *const kinds[] = {"slip",  "card",          "sign",  "bulletin", "book",
                                    "cards", "changed-cards", "signs", NULL};
enum kind { ONE, ALL_CARDS = TF_SLIP_COUNT, CHANGED_CARDS, ALL_SIGNS };
static const char *const widths[] = {"58", "80", NULL};

static const struct tf_option own_options[] = {
    {.name = "what",
     .kind = TF_OPTION_CHOICE,
     .offset = offsetof(struct arguments, what),
     .argument = "KIND",
     .help =
         "slip: for a host to keep; card: a session on the wall; sign: a space's day on its door; bulletin: "
         "the "
         "news, what is on and what comes next; book: a session's page with its notes. Of the whole event: "
         "cards, changed-cards (since the last time), signs. Cards come four on a sheet of A4 or Letter with "
         "marks where to cut in FILE.pdf, as FILE-1.png, FILE-2.png and so on, and on an office printer.",
     .choices = kinds},
    {.name = "session",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, session),
     .argument = "CODE",
     .help = "Of which session: the code on its card."},
    {.name = "space",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, space),
     .argument = "NAME",
     .help = "Of which space; for a sign."},
    {.name = "to",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, to),
     .argument = "WHERE",
     .help = "A file: FILE.png, the dots as a picture; FILE.pdf; or FILE.escpos, the bytes for the printer. "
             "Or the "
             "printer itself: /dev/usb/lp0, tcp://10.0.0.7:9100, ipp://10.0.0.7/ipp/print."},
    {.name = "width",
     .kind = TF_OPTION_CHOICE,
     .offset = offsetof(struct arguments, width),
     .argument = "MM",
     .help = "The paper's width: 58 or 80. Otherwise 58.",
     .choices = widths},
    {.name = "profile",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, profile),
     .argument = "NAME",
     .help =
         "What the printer can do: 58mm, 58mm-old, 80mm, 80mm-qr, office, or a file of your own. Says the "
         "width too."},
    {.name = "public-url",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, public_url),
     .argument = "URL",
     .help = "What the QR code's address begins with. Without it there is no code."},
    {.name = "lang",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, lang),
     .argument = "CODE",
     .help = "The language: en, de, ar or ja. Otherwise the event's, else English."},
    {.name = NULL},
};

static bool is_many(const struct arguments *arguments)
{
    return arguments->what >= TF_SLIP_COUNT;
}

static bool needs_session(const struct arguments *arguments)
{
    return arguments->what == TF_SLIP_HOST || arguments->what == TF_SLIP_CARD ||
           arguments->what == TF_SLIP_BOOK;
}

/* ---- what is asked for ------------------------------------------------------------------------------------
 */

static enum tf_err read_profile(struct tf_profile *out, const struct arguments *arguments,
                                struct tf_problem *problem)
{
    static const char *const names[] = {"58mm", "80mm"}; /* as widths */

    const char *name = arguments->profile ? arguments->profile : names[arguments->width];

    if (!arguments->profile && arguments->width == 0) {
        name = NULL; /* the address's own */
    }
    return tf_printing_profile(out, name, arguments->to, problem);
}

static enum tf_err find_session(struct tf_app_state *state, const char *code, struct tf_problem *problem)
{
    const struct tf_session *session = tf_board_session_coded(state->board, code);

    if (!session || session->state == TF_SESSION_HIDDEN) {
        return tf_err_tell(problem, TF_ERR_INVALID, code, "The code stands on the session's card",
                           session ? "This session is hidden" : "There is no session with this code");
    }
    state->session = session->record.key.id;
    return TF_OK;
}

static enum tf_err find_space(uint64_t *out, const struct tf_board *board, const char *name,
                              struct tf_problem *problem)
{
    for (size_t i = 0; i < board->grid->space_count; i++) {
        if (strcmp(board->grid->spaces[i]->name, name) == 0) {
            *out = board->grid->spaces[i]->record.key.id;
            return TF_OK;
        }
    }
    return tf_err_tell(problem, TF_ERR_INVALID, name, "Its name stands over its column on the wall",
                       "There is no space of this name");
}

/* ---- printing ---------------------------------------------------------------------------------------------
 */

static enum tf_err print_what(struct tf_printout *printout, const struct arguments *arguments,
                              const struct tf_slip *slip, uint64_t session, const char *data,
                              struct tf_problem *problem)
{
    char *kept = NULL;
    size_t size = strlen(data) + sizeof ".cards";
    enum tf_err err = TF_ERR_NOMEM;

    switch ((enum kind)arguments->what) {
    case ALL_CARDS:
    case CHANGED_CARDS:
        kept = malloc(size);
        if (kept) {
            snprintf(kept, size, "%s.cards", data);
            err = tf_printout_cards(printout, kept, arguments->what == CHANGED_CARDS, problem);
        }
        free(kept);
        return err;
    case ALL_SIGNS:
        return tf_printout_signs(printout, problem);
    case ONE:
        break;
    }
    return tf_printout_add(printout, slip, session, problem);
}

static enum tf_err find(struct tf_slip *slip, struct tf_app_state *state, const struct arguments *arguments,
                        struct tf_problem *problem)
{
    slip->what = arguments->what < TF_SLIP_COUNT ? (enum tf_slip_what)arguments->what : TF_SLIP_CARD;
    if (arguments->what == TF_SLIP_SIGN) {
        return find_space(&slip->space, state->board, arguments->space, problem);
    }
    return needs_session(arguments) ? find_session(state, arguments->session, problem) : TF_OK;
}

static enum tf_err print(const struct tf_context *context, const struct arguments *arguments,
                         const struct tf_reading *reading, struct tf_problem *problem)
{
    const struct tf_gathering *gathering = tf_board_gathering(reading->board);
    struct tf_app_options options = {.lang = TF_LANG_EN, .seed = 1};
    struct tf_printout *printout = NULL;
    struct tf_profile profile;
    struct tf_slip slip = {0};
    struct tf_app *app = NULL;
    struct tf_clock clock;
    enum tf_err err = read_profile(&profile, arguments, problem);

    (void)tf_lang_parse(&options.lang, arguments->lang ? arguments->lang
                                       : gathering     ? gathering->language
                                                       : "");
    if (err == TF_OK) {
        err = tf_app_create(&app, &options);
    }
    if (err == TF_OK) {
        tf_context_clock(context, &clock);
        tf_app_set_board(app, tf_board_ref(reading->board));
        tf_app_set_time(app, tf_clock_now_s(&clock), tf_clock_mono_ms(), true);
        tf_app_set_address(app, arguments->public_url ? arguments->public_url : "");
        struct tf_app_state state = *tf_app_state(app);
        err = find(&slip, &state, arguments, problem);
        if (err == TF_OK) {
            err = tf_printout_open(&printout, arguments->to, &profile, &state, problem);
        }
        if (err == TF_OK) {
            err = print_what(printout, arguments, &slip, state.session, reading->path, problem);
        }
    }
    if (err == TF_OK) {
        err = tf_printout_finish(printout, problem);
    }
    if (printout && is_many(arguments) && (err == TF_OK || tf_printout_count(printout) > 0)) {
        printf("%zu printed\n", tf_printout_count(printout));
    }
    tf_printout_close(printout);
    tf_app_destroy(app);
    return err;
}

static int check(const struct tf_context *context, const struct arguments *arguments)
{
    enum tf_printout_what what = !is_many(arguments)            ? TF_PRINTOUT_ONE
                                 : arguments->what == ALL_SIGNS ? TF_PRINTOUT_SIGNS
                                                                : TF_PRINTOUT_CARDS;
    const char *why_not = tf_printout_why_not(arguments->to, what);
    bool needs_space = arguments->what == TF_SLIP_SIGN;
    enum tf_lang lang;

    if (why_not) {
        return tf_context_fail_usage(context, "%s", why_not);
    }
    if (needs_session(arguments) != (arguments->session != NULL) ||
        needs_space != (arguments->space != NULL)) {
        return tf_context_fail_usage(context, "%s",
                                     needs_session(arguments) ? "Say of which session with --session CODE"
                                     : needs_space            ? "Say of which space with --space NAME"
                                                   : "That is of the whole event: no session, no space");
    }
    if (arguments->lang && !tf_lang_parse(&lang, arguments->lang)) {
        return tf_context_fail_usage(context, "There is no language “%s”; there are en, de, ar and ja",
                                     arguments->lang);
    }
    return TF_EXIT_OK;
}

static int run(struct tf_context *context, int argc, char **argv)
{
    struct arguments arguments = {0};
    struct tf_options options = {
        .usage = "twofeet print [--what KIND] [--session CODE | --space NAME] --to WHERE [OPTION]...",
        .about =
            "Draws a slip for a host, a card for the wall or a sign for a door, as a small printer prints "
            "it. A running kiosk goes on.",
        .groups = {{"Options", own_options, &arguments}},
    };
    struct tf_problem problem = {0};
    struct tf_reading reading;
    char *locale = NULL;
    bool go_on;
    int first, code = tf_context_parse(context, &options, argc, argv, &first, &go_on);
    enum tf_err err;

    if (!go_on) {
        return code;
    }
    if (first < argc) {
        return tf_context_fail_usage(context, "“%s” is one word too many; write to a file with --to FILE",
                                     argv[first]);
    }
    code = check(context, &arguments);
    if (code != TF_EXIT_OK) {
        return code;
    }
    if (tf_paths_locale(&locale) == TF_OK) {
        (void)tf_lang_init(locale);
    }
    free(locale);
    code = tf_reading_open(&reading, context);
    if (code == TF_EXIT_OK) {
        code = tf_reading_load(&reading, context);
    }
    if (code == TF_EXIT_OK) {
        err = print(context, &arguments, &reading, &problem);
        code = err == TF_OK ? TF_EXIT_OK : tf_context_fail(context, err, &problem);
    }
    tf_reading_close(&reading);
    return code;
}

const struct tf_command_line tf_cmd_print = {"print", "draw a slip, a card or a door sign for a printer",
                                             run};
