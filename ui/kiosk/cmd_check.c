#include "kiosk/command.h"

#include "kiosk/reading.h"

static void say(void *user, const char *finding)
{
    size_t *count = user;

    (*count)++;
    printf("%s\n", finding);
}

static int check(const struct tf_context *context)
{
    struct tf_reading reading;
    size_t findings = 0;
    enum tf_err err;
    int code = tf_reading_open(&reading, context);

    if (code != TF_EXIT_OK) {
        return code;
    }
    err = tf_store_check(reading.store, say, &findings);
    if (err == TF_OK) {
        code = tf_reading_load(&reading, context);
        if (code == TF_EXIT_OK) {
            printf("%s: all is well: %zu sessions, %zu spaces, %zu slots, revision %llu\n", reading.path,
                   tf_table_count(reading.board->tables[TF_KIND_SESSION]),
                   tf_table_count(reading.board->tables[TF_KIND_SPACE]),
                   tf_table_count(reading.board->tables[TF_KIND_SLOT]),
                   (unsigned long long)reading.board->revision);
        }
    } else {
        struct tf_problem problem = {0};
        tf_err_tell(&problem, err, reading.path, "Bring back the newest backup with `twofeet restore FILE`",
                    findings > 0 ? "The file is damaged: %zu findings" : "The file could not be checked",
                    findings);
        code = tf_context_fail(context, err, &problem);
    }
    tf_reading_close(&reading);
    return tf_context_finish(context, code);
}

static int run(struct tf_context *context, int argc, char **argv)
{
    struct tf_options options = {
        .usage = "twofeet check [OPTION]...",
        .about = "Checks the event's file: that the disk gave back what was written, and that the log, "
                 "played from "
                 "its beginning, gives the tables. Findings are printed one a line. A running kiosk goes on.",
    };
    bool go_on;
    int first, code = tf_context_parse(context, &options, argc, argv, &first, &go_on);

    if (!go_on) {
        return code;
    }
    if (first < argc) {
        return tf_context_fail_usage(context, "“%s” is one word too many; name the file with --data",
                                     argv[first]);
    }
    return check(context);
}

const struct tf_command_line tf_cmd_check = {"check", "look whether the event's file is whole", run};
