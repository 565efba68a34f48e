#include "kiosk/command.h"

#include "kiosk/desk.h"
#include "kiosk/intake.h"
#include "kiosk/paths.h"

#include <stdlib.h>
#include <string.h>

enum { FORMATS_BYTES = 160 };

struct arguments {
    bool dry_run;
    const char *format, *source, *zone, *map, *mapping;
};

static const struct tf_option own_options[] = {
    {.name = "dry-run",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct arguments, dry_run),
     .help = "Say what would happen and write nothing. Each file is looked at by itself."},
    {.name = "format",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, format),
     .argument = "NAME",
     .help = "The files' format; otherwise it is recognised."},
    {.name = "source",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, source),
     .argument = "NAME",
     .help =
         "Where it comes from: the same name again updates what it brought. Otherwise taken from the file."},
    {.name = "zone",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, zone),
     .argument = "ZONE",
     .help =
         "Time zone of files that do not name theirs, as in Europe/Berlin. Otherwise the event's, or UTC."},
    {.name = "map",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, map),
     .argument = "LIST",
     .help = "CSV: which column is what, as in title=Titel,host=Wer."},
    {.name = "mapping",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, mapping),
     .argument = "FILE",
     .help = "JSON lists: a file that says which member is what."},
    {.name = NULL},
};

/* The board to compare with, for a dry run: of a file that may be in use, or not there yet. */
static enum tf_err look(struct tf_board **out, const char *path, struct tf_problem *problem)
{
    struct tf_store_options options = {.read_only = true, .must_exist = true};
    struct tf_store *store = NULL;
    enum tf_err err;

    if (!tf_paths_exists(path)) {
        return tf_board_create(out);
    }
    err = tf_store_open_sqlite(&store, path, &options, problem);
    if (err == TF_OK) {
        err = tf_store_load(store, out, problem);
    }
    tf_store_close(store);
    return err;
}

/* Readers know the name that is part of a file's identity, a person wants to know which file. */
static void name_file(struct tf_problem *problem, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) + 1 : 0;
    char where[sizeof problem->where];

    if (len == 0 || len > 60 || strstr(problem->where, slash + 1) != problem->where) {
        return;
    }
    snprintf(where, sizeof where, "%.*s%.120s", (int)len, path, problem->where);
    memcpy(problem->where, where, sizeof where);
}

/* One file, to the end. desk NULL: a dry run against board. */
static int import_file(const struct tf_context *context, const char *path, const struct tf_intake *intake,
                       struct tf_desk *desk, struct tf_board *board)
{
    struct tf_command *command = NULL;
    struct tf_problem problem = {0};
    struct tf_report report;
    enum tf_err err;
    int code;

    tf_report_init(&report);
    err = tf_intake_file(&command, path, intake, desk ? tf_desk_board(desk) : board, &report, &problem);
    if (err == TF_OK && desk && command->record_count > 0) {
        struct tf_answer answer;
        err = tf_desk_do(desk, command, &answer, &problem);
        command = NULL;
    }
    code = tf_intake_refused(&report) ? TF_EXIT_FINDINGS : TF_EXIT_OK;
    if (err == TF_OK) {
        tf_intake_say(stdout, path, &report, !desk);
    } else {
        name_file(&problem, path);
        code = tf_context_fail(context, err, &problem);
    }
    tf_command_destroy(command);
    tf_report_free(&report);
    return code;
}

static int import_files(const struct tf_context *context, const struct arguments *arguments, const char *data,
                        char **paths)
{
    struct tf_problem problem = {0};
    struct tf_board *board = NULL;
    struct tf_desk *desk = NULL;
    struct tf_clock clock;
    struct tf_rng rng;
    int worst = TF_EXIT_OK;
    enum tf_err err;

    tf_context_clock(context, &clock);
    err = arguments->dry_run ? look(&board, data, &problem) : tf_desk_open(&desk, data, NULL, &problem);
    if (err != TF_OK) {
        return tf_context_fail(context, err, &problem);
    }
    if (desk) {
        board = tf_board_ref(tf_desk_board(desk));
    }
    tf_context_rng(context, board ? board->revision : 0, &rng);
    for (; *paths; paths++) {
        struct tf_intake intake = {.reader = arguments->format,
                                   .source = arguments->source,
                                   .zone = arguments->zone,
                                   .map = arguments->map,
                                   .mapping_file = arguments->mapping,
                                   .now = tf_clock_now_s(&clock),
                                   .actor = tf_context_actor(),
                                   .rng = &rng};
        int code = import_file(context, *paths, &intake, desk, board);
        worst = code > worst ? code : worst;
    }
    tf_desk_close(desk);
    tf_board_unref(board);
    return tf_context_finish(context, worst);
}

static void list_formats(char *out, size_t size)
{
    size_t len = 0;

    *out = '\0';
    for (const struct tf_reader *const *r = tf_exchange_readers(); *r && len < size; r++) {
        len += (size_t)snprintf(out + len, size - len, "%s%s", len > 0 ? ", " : "", (*r)->name);
    }
}

static bool check(const struct tf_context *context, const struct arguments *arguments)
{
    struct tf_zone *zone;

    if (arguments->format && !tf_exchange_reader(arguments->format)) {
        char names[FORMATS_BYTES];
        list_formats(names, sizeof names);
        tf_context_fail_usage(context, "There is no format “%s” to read; there are %s", arguments->format,
                              names);
        return false;
    }
    if (!arguments->zone) {
        return true;
    }
    if (tf_zone_open(&zone, arguments->zone) != TF_OK) {
        tf_context_fail_usage(context, "There is no time zone “%s”; write it as in Europe/Berlin",
                              arguments->zone);
        return false;
    }
    tf_zone_close(zone);
    return true;
}

static int run(struct tf_context *context, int argc, char **argv)
{
    struct arguments arguments = {0};
    char formats[FORMATS_BYTES], about[512];
    struct tf_options options = {
        .usage = "twofeet import [OPTION]... FILE...",
        .about = about,
        .groups = {{"Options", own_options, &arguments}},
    };
    struct tf_problem problem = {0};
    char *data = NULL;
    bool go_on;
    enum tf_err err;
    int first, code;

    list_formats(formats, sizeof formats);
    snprintf(about, sizeof about,
             "Adds schedules from files to the event. The same file again changes only what it changed; what "
             "people did here is kept. Each file is one step that can be undone. A running kiosk holds the "
             "event's file: stop it first.\nFormats: %s.",
             formats);
    code = tf_context_parse(context, &options, argc, argv, &first, &go_on);
    if (!go_on) {
        return code;
    }
    if (first >= argc) {
        return tf_context_fail_usage(context, "Which file?");
    }
    if (!check(context, &arguments)) {
        return TF_EXIT_USAGE;
    }
    err = tf_paths_data(&data, context->data, &problem);
    if (err != TF_OK) {
        return tf_context_fail(context, err, &problem);
    }
    code = import_files(context, &arguments, data, argv + first);
    free(data);
    return code;
}

const struct tf_command_line tf_cmd_import = {"import", "add schedules from files to the event", run};
