#include "kiosk/command.h"

#include "canvas/canvas.h"
#include "exchange/exchange.h"
#include "kiosk/export_stick.h"
#include "kiosk/paths.h"
#include "kiosk/pictures.h"
#include "kiosk/reading.h"

#include <stdlib.h>
#include <string.h>

enum { POSTER_W_PX = 3840, POSTER_H_PX = 2160 };

struct arguments {
    const char *format, *out, *session, *public_url;
    const char *day, *lang;
    struct tf_option_size size;
    int paper; /* index of the choices below; -1 not said */
    bool to_stick;
    const char *to_folder, *errand;
};

static const char *const papers[] = {"a4", "a3", NULL}; /* as enum tf_pictures_paper */

static const struct tf_option own_options[] = {
    {.name = "format",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, format),
     .argument = "NAME",
     .help = "One of those above."},
    {.name = "out",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, out),
     .argument = "FILE",
     .help = "Where to write; the old file stays until the new one is whole. Otherwise standard output."},
    {.name = "session",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, session),
     .argument = "CODE",
     .help = "Only this session."},
    {.name = "public-url",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, public_url),
     .argument = "URL",
     .help = "What links and codes begin with, as in http://10.0.0.5:8080."},
    {.name = NULL},
};

static const struct tf_option stick_options[] = {
    {.name = "to-stick",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct arguments, to_stick),
     .help = "Into a new folder on the USB stick that is plugged in, mounted for this alone. Needs root."},
    {.name = "to-folder",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, to_folder),
     .argument = "DIR",
     .help = "Into a new folder of this one, as on a stick that is mounted already."},
    {.name = "errand",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, errand),
     .argument = "DIR",
     .help = "As --to-stick, if the wall asks for it in this folder; for twofeet-stick.service."},
    {.name = NULL},
};

static const struct tf_option picture_options[] = {
    {.name = "day",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, day),
     .argument = "DATE",
     .help =
         "Only this day, as in 2026-11-25. Without it, png writes FILE-2026-11-25.png for each of several "
         "days."},
    {.name = "lang",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, lang),
     .argument = "CODE",
     .help = "Its words: en, de, ar or ja. Otherwise the event's language, else English."},
    {.name = "size",
     .kind = TF_OPTION_SIZE,
     .offset = offsetof(struct arguments, size),
     .argument = "WxH",
     .help = "png: pixels, from 200 to 8192; otherwise 3840x2160.",
     .least = TF_PICTURES_SIDE_MIN_PX,
     .most = TF_CANVAS_SIDE_MAX},
    {.name = "paper",
     .kind = TF_OPTION_CHOICE,
     .offset = offsetof(struct arguments, paper),
     .argument = "NAME",
     .help = "pdf: a4 (otherwise) or a3, both lying on their long side. Cards are always A5.",
     .choices = papers},
    {.name = NULL},
};

static void list_formats(char *out, size_t size)
{
    size_t len = 0;

    *out = '\0';
    for (const struct tf_writer *const *w = tf_exchange_writers(); *w && len < size; w++) {
        len += (size_t)snprintf(out + len, size - len, "%s%s", len > 0 ? ", " : "", (*w)->name);
    }
    for (const struct tf_picture *p = tf_pictures_all(); p->name && len < size; p++) {
        len += (size_t)snprintf(out + len, size - len, ", %s", p->name);
    }
}

static void write_about(char *out, size_t size, const char *formats)
{
    size_t len =
        (size_t)snprintf(out, size,
                         "Writes the event for other programs, for a wall or for paper. A running kiosk "
                         "goes on.\nFormats: %s.",
                         formats);

    for (const struct tf_picture *p = tf_pictures_all(); p->name && len < size; p++) {
        len += (size_t)snprintf(out + len, size - len, "\n%s: %s.", p->name, p->about);
    }
}

static enum tf_err find_session(const struct tf_board *board, const char *code, uint64_t *out,
                                struct tf_problem *problem)
{
    const struct tf_session *session = code ? tf_board_session_coded(board, code) : NULL;

    if (code && !session) {
        return tf_err_tell(problem, TF_ERR_INVALID, code, "The code stands on the session's card",
                           "There is no session with this code");
    }
    *out = session ? session->record.key.id : 0;
    return TF_OK;
}

static enum tf_err write_out(const struct tf_buf *bytes, const char *path, struct tf_problem *problem)
{
    if (path) {
        return tf_buf_write_file(bytes, path, problem);
    }
    if (bytes->len > 0) {
        fwrite(bytes->data, 1, bytes->len, stdout); /* tf_context_finish() tells when it failed */
    }
    return TF_OK;
}

static int export(const struct tf_context *context, const struct arguments *arguments,
                  const struct tf_writer *writer)
{
    struct tf_write_options options = {.base_url = arguments->public_url ? arguments->public_url : ""};
    struct tf_problem problem = {0};
    struct tf_reading reading;
    struct tf_clock clock;
    struct tf_buf bytes;
    enum tf_err err;
    int code = tf_reading_open(&reading, context);

    if (code == TF_EXIT_OK) {
        code = tf_reading_load(&reading, context);
    }
    if (code != TF_EXIT_OK) {
        goto out;
    }
    tf_context_clock(context, &clock);
    options.now = tf_clock_now_s(&clock);
    tf_buf_init(&bytes, 0);
    err = find_session(reading.board, arguments->session, &options.session, &problem);
    if (err == TF_OK) {
        err = writer->write(&bytes, reading.board, &options);
        if (err != TF_OK) {
            tf_err_tell(&problem, err, reading.path, NULL, "It could not be written as %s: %s", writer->name,
                        tf_err_name(err));
        }
    }
    if (err == TF_OK) {
        err = write_out(&bytes, arguments->out, &problem);
    }
    code = err == TF_OK ? TF_EXIT_OK : tf_context_fail(context, err, &problem);
    tf_buf_free(&bytes);
out:
    tf_reading_close(&reading);
    return code == TF_EXIT_OK ? tf_context_finish(context, code) : code;
}

/* ---- pictures ---------------------------------------------------------------------------------------------
 */

/* "grid.png" of one day among several: "grid-2026-11-25.png". NULL: no memory. */
static char *path_of_day(const char *path, int64_t day)
{
    const char *name = strrchr(path, '/'), *end = strrchr(path, '.');
    struct tf_buf buf;
    char date[11];

    end = end && end > (name ? name + 1 : path) ? end : path + strlen(path);
    tf_zone_format_date(date, day);
    tf_buf_init(&buf, 0);
    tf_buf_add(&buf, path, (size_t)(end - path));
    tf_buf_printf(&buf, "-%s%s", date, end);
    return tf_buf_take(&buf, NULL);
}

static enum tf_err draw_one(const struct tf_picture *picture, struct tf_pictures *pictures,
                            const struct tf_board *board, const struct tf_picture_options *options,
                            const char *path, const char **note, struct tf_problem *problem)
{
    struct tf_buf bytes;
    enum tf_err err;

    tf_buf_init(&bytes, 0);
    err = picture->draw(pictures, &bytes, board, options, note, problem);
    if (err == TF_OK) {
        err = write_out(&bytes, path, problem);
    }
    tf_buf_free(&bytes);
    return err;
}

static enum tf_err draw_each_day(const struct tf_picture *picture, struct tf_pictures *pictures,
                                 const struct tf_board *board, struct tf_picture_options options,
                                 const char *path, const char **note, struct tf_problem *problem)
{
    enum tf_err err = TF_OK;

    for (size_t d = 0; d < board->grid->day_count && err == TF_OK; d++) {
        char *own = path_of_day(path, board->grid->days[d]);

        options.day = (int)d;
        err = own ? draw_one(picture, pictures, board, &options, own, note, problem)
                  : tf_err_tell(problem, TF_ERR_NOMEM, NULL, NULL, "There is no memory left");
        free(own);
    }
    return err;
}

/* The day that was asked for; -1: none was. */
static enum tf_err find_day(const struct tf_board *board, const char *text, int *out,
                            struct tf_problem *problem)
{
    int64_t date = 0;

    *out = -1;
    if (text) {
        *out = tf_zone_parse_date(&date, text) == TF_OK ? tf_grid_day_index(board->grid, date) : -1;
        if (*out < 0) {
            return tf_err_tell(problem, TF_ERR_INVALID, text, "A day is written as in 2026-11-25",
                               "The event has no such day");
        }
    }
    return TF_OK;
}

static enum tf_lang language_of(const struct arguments *arguments, const struct tf_board *board)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    enum tf_lang lang = TF_LANG_EN;

    (void)tf_lang_parse(&lang, arguments->lang ? arguments->lang : gathering ? gathering->language : "");
    return lang;
}

static enum tf_err draw_all(const struct tf_picture *picture, const struct tf_board *board,
                            const struct arguments *arguments, struct tf_picture_options *options,
                            const char **note, struct tf_problem *problem)
{
    struct tf_pictures *pictures = NULL;
    size_t days = board->grid->day_count;
    bool has_files;
    enum tf_err err = find_session(board, arguments->session, &options->session, problem);

    if (err == TF_OK) {
        err = find_day(board, arguments->day, &options->day, problem);
    }
    has_files = err == TF_OK && picture->is_one_a_day && options->day < 0 && days > 1;
    if (has_files && !arguments->out) {
        err = tf_err_tell(problem, TF_ERR_INVALID, NULL,
                          "Name them with --out FILE, or choose one with --day DATE",
                          "There are %zu days, and standard output holds one picture", days);
    }
    if (err == TF_OK) {
        err = tf_pictures_open(&pictures, problem);
    }
    if (err == TF_OK && has_files && arguments->out) {
        err = draw_each_day(picture, pictures, board, *options, arguments->out, note, problem);
    } else if (err == TF_OK) {
        options->day = picture->is_one_a_day && days == 1 ? 0 : options->day;
        err = draw_one(picture, pictures, board, options, arguments->out, note, problem);
    }
    tf_pictures_close(pictures);
    return err;
}

static int draw(const struct tf_context *context, const struct arguments *arguments,
                const struct tf_picture *picture)
{
    struct tf_picture_options options = {.base_url = arguments->public_url ? arguments->public_url : "",
                                         .width_px = (int)arguments->size.w,
                                         .height_px = (int)arguments->size.h,
                                         .paper = arguments->paper == TF_PICTURES_A3 ? TF_PICTURES_A3
                                                                                     : TF_PICTURES_A4};
    struct tf_problem problem = {0};
    struct tf_reading reading;
    const char *note = NULL;
    struct tf_clock clock;
    enum tf_err err;
    int code = tf_reading_open(&reading, context);

    if (code == TF_EXIT_OK) {
        code = tf_reading_load(&reading, context);
    }
    if (code == TF_EXIT_OK) {
        tf_paths_load_words();
        tf_context_clock(context, &clock);
        options.now = tf_clock_now_s(&clock);
        options.lang = language_of(arguments, reading.board);
        if (options.width_px == 0) {
            options.width_px = POSTER_W_PX;
            options.height_px = POSTER_H_PX;
        }
        err = draw_all(picture, reading.board, arguments, &options, &note, &problem);
        code =
            err == TF_OK ? tf_context_finish(context, TF_EXIT_OK) : tf_context_fail(context, err, &problem);
    }
    if (code == TF_EXIT_OK && note) {
        fprintf(stderr, "twofeet export: %s.\n", note);
    }
    tf_reading_close(&reading);
    return code;
}

/* What does not go together; TF_EXIT_OK: all is well. */
static int check(const struct tf_context *context, const struct arguments *arguments,
                 const struct tf_picture *picture)
{
    const struct {
        const char *name;
        bool is_said;
        bool is_heeded;
    } rows[] = {
        {"--day", arguments->day != NULL, picture != NULL},
        {"--lang", arguments->lang != NULL, picture != NULL},
        {"--size", arguments->size.w > 0, picture && picture->heeds & TF_PICTURE_SIZE},
        {"--paper", arguments->paper >= 0, picture && picture->heeds & TF_PICTURE_PAPER},
        {"--session", arguments->session != NULL, !picture || picture->heeds & TF_PICTURE_SESSION},
        {"--public-url", arguments->public_url != NULL, !picture || picture->heeds & TF_PICTURE_URL},
    };
    enum tf_lang lang;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].is_said && !rows[i].is_heeded) {
            return tf_context_fail_usage(context, "%s means nothing to the format %s", rows[i].name,
                                         arguments->format);
        }
    }
    if (arguments->lang && !tf_lang_parse(&lang, arguments->lang)) {
        return tf_context_fail_usage(context, "There is no language “%s”; there are en, de, ar and ja",
                                     arguments->lang);
    }
    return TF_EXIT_OK;
}

static int write_stick(const struct tf_context *context, const struct arguments *arguments)
{
    const struct tf_export_stick stick = {.to_stick = arguments->to_stick,
                                          .to_folder = arguments->to_folder,
                                          .errand = arguments->errand,
                                          .public_url = arguments->public_url,
                                          .lang = arguments->lang};
    enum tf_lang lang;

    if (arguments->to_stick + (arguments->to_folder != NULL) + (arguments->errand != NULL) != 1) {
        return tf_context_fail_usage(context, "Choose one of --to-stick and --to-folder");
    }
    if (arguments->format || arguments->out || arguments->session || arguments->day ||
        arguments->size.w > 0 || arguments->paper >= 0) {
        return tf_context_fail_usage(context, "All formats are written: besides --public-url and --lang "
                                              "nothing else can be chosen");
    }
    if (arguments->lang && !tf_lang_parse(&lang, arguments->lang)) {
        return tf_context_fail_usage(context, "There is no language “%s”; there are en, de, ar and ja",
                                     arguments->lang);
    }
    tf_paths_load_words();
    return tf_export_stick(context, &stick);
}

static int run(struct tf_context *context, int argc, char **argv)
{
    struct arguments arguments = {.paper = -1};
    const struct tf_picture *picture;
    char formats[240], about[700];
    struct tf_options options = {
        .usage = "twofeet export {--format NAME | --to-stick | --to-folder DIR} [OPTION]...",
        .about = about,
        .groups = {{"Options", own_options, &arguments},
                   {"Pictures", picture_options, &arguments},
                   {"Every format at once", stick_options, &arguments}},
    };
    bool go_on;
    int first, code;

    list_formats(formats, sizeof formats);
    write_about(about, sizeof about, formats);
    code = tf_context_parse(context, &options, argc, argv, &first, &go_on);
    if (!go_on) {
        return code;
    }
    if (first < argc) {
        return tf_context_fail_usage(context, "“%s” is one word too many; write to a file with --out FILE",
                                     argv[first]);
    }
    if (arguments.to_stick || arguments.to_folder || arguments.errand) {
        return write_stick(context, &arguments);
    }
    if (!arguments.format) {
        return tf_context_fail_usage(context, "Say how with --format: %s", formats);
    }
    picture = tf_pictures_named(arguments.format);
    if (!picture && !tf_exchange_writer(arguments.format)) {
        return tf_context_fail_usage(context, "There is no format “%s” to write; there are %s",
                                     arguments.format, formats);
    }
    code = check(context, &arguments, picture);
    if (code != TF_EXIT_OK) {
        return code;
    }
    return picture ? draw(context, &arguments, picture)
                   : export(context, &arguments, tf_exchange_writer(arguments.format));
}

const struct tf_command_line tf_cmd_export = {"export",
                                              "write the event for other programs or draw it for paper", run};
