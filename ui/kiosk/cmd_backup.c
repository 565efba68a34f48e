#include "kiosk/command.h"

#include "kiosk/paths.h"
#include "kiosk/reading.h"

struct arguments {
    bool force;
};

static const struct tf_option own_options[] = {
    {.name = "force",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct arguments, force),
     .help = "Replace FILE if it is there. It stays until the new one is whole."},
    {.name = NULL},
};

static int backup(const struct tf_context *context, const char *path, bool force)
{
    struct tf_problem problem = {0};
    struct tf_reading reading;
    enum tf_err err = TF_OK;
    int code = tf_reading_open(&reading, context);

    if (code != TF_EXIT_OK) {
        return code;
    }
    if (tf_paths_is_same(path, reading.path)) {
        err = tf_err_tell(&problem, TF_ERR_CONFLICT, path, "Choose another name",
                          "This is the event's file itself, not a place for its backup");
    } else if (tf_paths_exists(path) && !force) {
        err = tf_err_tell(&problem, TF_ERR_CONFLICT, path, "Choose another name, or replace it with --force",
                          "There is a file of this name already");
    } else {
        err = tf_store_backup(reading.store, path, &problem);
    }
    if (err == TF_OK) {
        printf("%s: a whole copy of %s, checked\n", path, reading.path);
    } else {
        code = tf_context_fail(context, err, &problem);
    }
    tf_reading_close(&reading);
    return tf_context_finish(context, code);
}

static int run(struct tf_context *context, int argc, char **argv)
{
    struct arguments arguments = {0};
    struct tf_options options = {
        .usage = "twofeet backup [OPTION]... FILE",
        .about =
            "Writes a whole copy of the event to FILE and checks it before it gets its name. A running kiosk "
            "goes on.",
        .groups = {{"Options", own_options, &arguments}},
    };
    bool go_on;
    int first, code = tf_context_parse(context, &options, argc, argv, &first, &go_on);

    if (!go_on) {
        return code;
    }
    if (argc - first != 1) {
        return tf_context_fail_usage(context, first >= argc ? "Which file?" : "One file, please");
    }
    return backup(context, argv[first], arguments.force);
}

const struct tf_command_line tf_cmd_backup = {"backup", "write a whole, checked copy of the event", run};
