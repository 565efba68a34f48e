#include "kiosk/command.h"

#include "exchange/exchange.h"
#include "kiosk/reading.h"

struct arguments {
    const char *format, *out, *session, *public_url;
};

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
     .help = "What links begin with."},
    {.name = NULL},
};

static void list_formats(char *out, size_t size)
{
    size_t len = 0;

    *out = '\0';
    for (const struct tf_writer *const *w = tf_exchange_writers(); *w && len < size; w++) {
        len += (size_t)snprintf(out + len, size - len, "%s%s", len > 0 ? ", " : "", (*w)->name);
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

static int run(struct tf_context *context, int argc, char **argv)
{
    struct arguments arguments = {0};
    char formats[160], about[360];
    struct tf_options options = {
        .usage = "twofeet export --format NAME [OPTION]...",
        .about = about,
        .groups = {{"Options", own_options, &arguments}},
    };
    bool go_on;
    int first, code;

    list_formats(formats, sizeof formats);
    snprintf(about, sizeof about,
             "Writes the event for other programs. A running kiosk goes on.\nFormats: %s.", formats);
    code = tf_context_parse(context, &options, argc, argv, &first, &go_on);
    if (!go_on) {
        return code;
    }
    if (first < argc) {
        return tf_context_fail_usage(context, "“%s” is one word too many; write to a file with --out FILE",
                                     argv[first]);
    }
    if (!arguments.format) {
        return tf_context_fail_usage(context, "Say how with --format: %s", formats);
    }
    if (!tf_exchange_writer(arguments.format)) {
        return tf_context_fail_usage(context, "There is no format “%s” to write; there are %s",
                                     arguments.format, formats);
    }
    return export(context, &arguments, tf_exchange_writer(arguments.format));
}

const struct tf_command_line tf_cmd_export = {"export", "write the event for other programs", run};
