#include "kiosk/command.h"

#include "kiosk/paths.h"
#include "kiosk/press.h"
#include "kiosk/printing.h"
#include "kiosk/reading.h"
#include "kiosk/sending.h"
#include "model/app.h"
#include "paper/faces.h"
#include "sdl/fonts.h"

#include <stdlib.h>
#include <string.h>

struct arguments {
    const char *to, *session, *space, *lang, *public_url, *profile;
    int what, width; /* indices of the choices below */
};

static const char *const kinds[] = {"slip", "card", "sign", NULL}; /* as enum tf_slip_what */
static const char *const widths[] = {"58", "80", NULL};

static const struct tf_option own_options[] = {
    {.name = "what",
     .kind = TF_OPTION_CHOICE,
     .offset = offsetof(struct arguments, what),
     .argument = "KIND",
     .help = "slip: for a host to keep; card: a session on the wall; sign: a space's day on its door.",
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

/* ---- drawing ----------------------------------------------------------------------------------------------
 */

enum target { TO_PNG, TO_PDF, TO_ESCPOS, TO_PRINTER, TO_DOCUMENT, TO_COUNT };
static const char *const endings[TO_PRINTER] = {".png", ".pdf", ".escpos"};

static enum target target_of(const char *path)
{
    size_t len = strlen(path);
    if (tf_printing_is_document(path)) {
        return TO_DOCUMENT;
    }
    if (tf_sending_is_address(path)) {
        return TO_PRINTER;
    }
    for (int i = 0; i < TO_PRINTER; i++) {
        size_t ending = strlen(endings[i]);
        if (len > ending && strcmp(path + len - ending, endings[i]) == 0) {
            return (enum target)i;
        }
    }
    return TO_COUNT;
}

static enum tf_err draw_with(struct tf_buf *out, enum target target, struct tf_press_job *job,
                             const struct tf_app_state *state, const struct tf_font_engine *engine)
{
    struct tf_type_setter *setter = NULL;
    struct tf_raster raster = {0};
    enum tf_err err = tf_type_create(&setter, engine, 0);

    if (err == TF_OK && target == TO_PDF) {
        err = tf_press_pdf(out, job, state, setter);
    } else if (err == TF_OK && target == TO_DOCUMENT) {
        err = tf_press_picture(out, job, state, setter);
    } else if (err == TF_OK && (target == TO_ESCPOS || target == TO_PRINTER)) {
        err = tf_press_bytes(out, job, state, setter);
    } else if (err == TF_OK) {
        err = tf_press_dots(&raster, job, state, setter);
        err = err == TF_OK ? tf_press_png(out, &raster) : err;
    }
    tf_raster_free(&raster);
    tf_type_destroy(setter);
    return err;
}

static enum tf_err draw(struct tf_buf *out, enum target target, struct tf_press_job *job,
                        const struct tf_app_state *state, struct tf_problem *problem)
{
    struct tf_font_engine engine;
    struct tf_fonts *fonts = NULL;
    struct tf_faces *faces = NULL;
    char *list = NULL;
    enum tf_err err = tf_paths_asset(&list, "fonts/fonts.ini", problem);

    if (err == TF_OK) {
        err = target == TO_PDF ? tf_faces_open(&faces, list, problem) : tf_fonts_open(&fonts, list, problem);
    }
    free(list);
    if (err == TF_OK) {
        engine = faces ? tf_faces_engine(faces) : tf_fonts_engine(fonts);
        err = draw_with(out, target, job, state, &engine);
        if (err != TF_OK) {
            tf_err_tell(problem, err, NULL, NULL, "It could not be drawn whole: %s", tf_err_name(err));
        }
    }
    tf_faces_close(faces);
    tf_fonts_close(fonts);
    return err;
}

static enum tf_err print(const struct tf_context *context, const struct arguments *arguments,
                         struct tf_board *board, struct tf_problem *problem)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    struct tf_app_options options = {.lang = TF_LANG_EN, .seed = 1};
    struct tf_profile profile;
    struct tf_press_job job = {.slip = {.what = (enum tf_slip_what)arguments->what}, .profile = &profile};
    struct tf_app *app = NULL;
    struct tf_clock clock;
    struct tf_buf bytes;
    enum tf_err err = read_profile(&profile, arguments, problem);

    (void)tf_lang_parse(&options.lang, arguments->lang ? arguments->lang
                                       : gathering     ? gathering->language
                                                       : "");
    tf_buf_init(&bytes, 0);
    if (err == TF_OK) {
        err = tf_app_create(&app, &options);
    }
    if (err == TF_OK) {
        tf_context_clock(context, &clock);
        tf_app_set_board(app, tf_board_ref(board));
        tf_app_set_time(app, tf_clock_now_s(&clock), tf_clock_mono_ms(), true);
        tf_app_set_address(app, arguments->public_url ? arguments->public_url : "");
        struct tf_app_state state = *tf_app_state(app);
        err = arguments->what == TF_SLIP_SIGN ? find_space(&job.slip.space, board, arguments->space, problem)
                                              : find_session(&state, arguments->session, problem);
        if (err == TF_OK) {
            err = draw(&bytes, target_of(arguments->to), &job, &state, problem);
        }
    }
    if (err == TF_OK && target_of(arguments->to) >= TO_PRINTER) {
        err = tf_sending_print(arguments->to, &profile, &bytes, problem);
    } else if (err == TF_OK) {
        err = tf_buf_write_file(&bytes, arguments->to, problem);
    }
    tf_app_destroy(app);
    tf_buf_free(&bytes);
    return err;
}

static int check(const struct tf_context *context, const struct arguments *arguments)
{
    enum tf_lang lang;

    if (!arguments->to || target_of(arguments->to) == TO_COUNT) {
        return tf_context_fail_usage(context,
                                     "Say where with --to FILE.png, FILE.pdf, FILE.escpos or a printer");
    }
    if (arguments->what == TF_SLIP_SIGN ? !arguments->space || arguments->session
                                        : !arguments->session || arguments->space) {
        return tf_context_fail_usage(context, arguments->what == TF_SLIP_SIGN
                                                  ? "Say of which space with --space NAME"
                                                  : "Say of which session with --session CODE");
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
        .usage = "twofeet print [--what KIND] (--session CODE | --space NAME) --to WHERE [OPTION]...",
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
        err = print(context, &arguments, reading.board, &problem);
        code = err == TF_OK ? TF_EXIT_OK : tf_context_fail(context, err, &problem);
    }
    tf_reading_close(&reading);
    return code;
}

const struct tf_command_line tf_cmd_print = {"print", "draw a slip, a card or a door sign for a printer",
                                             run};
