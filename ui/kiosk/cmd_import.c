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

/* One run of the command: what it compares with, and where it writes. */
struct job {
    const struct tf_context *context;
    const struct arguments *arguments;
    const char *data;
    struct tf_board *board; /* while there is no desk: a dry run, or no event yet */
    struct tf_desk *desk;
    struct tf_clock clock;
    struct tf_rng rng;
};

/* The board to compare with, for a dry run: of a file that may be in use. */
static enum tf_err look(struct tf_board **out, const char *path, struct tf_problem *problem)
{
    struct tf_store_options options = {.read_only = true, .must_exist = true};
    struct tf_store *store = NULL;
    enum tf_err err = tf_store_open_sqlite(&store, path, &options, problem);

    if (err == TF_OK) {
        err = tf_store_load(store, out, problem);
    }
    tf_store_close(store);
    return err;
}

/* An event that is not there yet is made when there is something to put into it. */
static enum tf_err open_job(struct job *job, struct tf_problem *problem)
{
    if (!tf_paths_exists(job->data)) {
        return tf_board_create(&job->board);
    }
    return job->arguments->dry_run ? look(&job->board, job->data, problem)
                                   : tf_desk_open(&job->desk, job->data, NULL, problem);
}

static struct tf_board *board_of(const struct job *job)
{
    return job->desk ? tf_desk_board(job->desk) : job->board;
}

/* Takes the command. */
static enum tf_err bring(struct job *job, struct tf_command *command, struct tf_problem *problem)
{
    struct tf_answer answer;
    enum tf_err err = job->desk ? TF_OK : tf_desk_open(&job->desk, job->data, NULL, problem);

    if (err == TF_OK && command->revision < board_of(job)->revision) {
        err = tf_err_tell(problem, TF_ERR_BUSY, job->data, "Try again", "Somebody else made this event now");
    }
    if (err == TF_OK) {
        return tf_desk_do(job->desk, command, &answer, problem);
    }
    tf_command_destroy(command);
    return err;
}

/* Readers know the name that is part of a file's identity, a person wants to know which file, and what now.
 */
static void name_file(struct tf_problem *problem, const char *path, const char *mapping)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char where[sizeof problem->where];

    if (*problem->todo == '\0') {
        snprintf(problem->todo, sizeof problem->todo, "%s",
                 "Look whether it is the right file; `twofeet help import` says what can be read");
    }
    if (strncmp(problem->where, path, strlen(path)) == 0 ||
        (mapping && strncmp(problem->where, mapping, strlen(mapping)) == 0)) {
        return;
    }
    if (strncmp(problem->where, name, strlen(name)) == 0) {
        snprintf(where, sizeof where, "%.*s%.120s", (int)(name - path < 60 ? name - path : 0), path,
                 problem->where);
    } else {
        snprintf(where, sizeof where, "%.100s%s%.60s", path, *problem->where ? ": " : "", problem->where);
    }
    memcpy(problem->where, where, sizeof where);
}

/* One file, to the end. */
static int import_file(struct job *job, const char *path)
{
    const struct arguments *arguments = job->arguments;
    const struct tf_intake intake = {.reader = arguments->format,
                                     .source = arguments->source,
                                     .zone = arguments->zone,
                                     .map = arguments->map,
                                     .mapping_file = arguments->mapping,
                                     .now = tf_clock_now_s(&job->clock),
                                     .actor = tf_context_actor(),
                                     .rng = &job->rng};
    struct tf_command *command = NULL;
    struct tf_problem problem = {0};
    struct tf_report report;
    enum tf_err err;
    int code;

    tf_report_init(&report);
    err = tf_intake_file(&command, path, &intake, board_of(job), &report, &problem);
    if (err != TF_OK) {
        name_file(&problem, path, arguments->mapping);
    }
    if (err == TF_OK && !arguments->dry_run && command->record_count > 0) {
        err = bring(job, command, &problem);
        command = NULL;
    }
    code = tf_intake_refused(&report) ? TF_EXIT_FINDINGS : TF_EXIT_OK;
    if (err == TF_OK) {
        tf_intake_say(stdout, path, &report, arguments->dry_run);
    } else {
        code = tf_context_fail(job->context, err, &problem);
    }
    tf_command_destroy(command);
    tf_report_free(&report);
    return code;
}

static int import_files(const struct tf_context *context, const struct arguments *arguments, const char *data,
                        char **paths)
{
    struct job job = {.context = context, .arguments = arguments, .data = data};
    struct tf_problem problem = {0};
    int worst = TF_EXIT_OK;
    enum tf_err err = open_job(&job, &problem);

    if (err != TF_OK) {
        return tf_context_fail(context, err, &problem);
    }
    tf_context_clock(context, &job.clock);
    tf_context_rng(context, board_of(&job)->revision, &job.rng);
    for (; *paths; paths++) {
        int code = import_file(&job, *paths);
        worst = code > worst ? code : worst;
    }
    tf_desk_close(job.desk);
    tf_board_unref(job.board);
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
