#include "kiosk/command.h"

#include "kiosk/paths.h"
#include "kiosk/swap.h"

#include <stdlib.h>
#include <unistd.h>

static void say(void *user, const char *finding)
{
    (void)user;
    printf("%s\n", finding);
}

static int restore(const struct tf_context *context, const char *from, const char *data)
{
    struct tf_problem problem = {0};
    struct tf_clock clock;
    char *copy = NULL, *kept = NULL;
    enum tf_err err = TF_OK;
    int code, made = 0;

    tf_context_clock(context, &clock);
    if (tf_paths_is_same(from, data)) {
        err =
            tf_err_tell(&problem, TF_ERR_CONFLICT, from, "Name a backup", "This is the event's file itself");
    }
    if (err == TF_OK) {
        err = tf_paths_make_parents(data, &made, &problem);
    }
    if (err == TF_OK) {
        err = tf_swap_copy(&copy, from, data, &problem);
    }
    if (err == TF_OK) {
        err = tf_swap_verify(copy, from, say, &problem);
    }
    if (err == TF_OK) {
        err = tf_swap_in(&kept, copy, data, tf_clock_now_s(&clock), &problem);
    }
    if (err == TF_OK) {
        printf("%s: brought back from %s\n", data, from);
        if (kept) {
            printf("%s: what was there before\n", kept);
        }
    }
    code = err == TF_OK ? TF_EXIT_OK : tf_context_fail(context, err, &problem);
    if (copy) {
        tf_swap_remove(copy); /* nothing is left of it when it was swapped in */
    }
    if (err != TF_OK) {
        tf_paths_drop_parents(data, made);
    }
    free(copy);
    free(kept);
    return code;
}

static int run(struct tf_context *context, int argc, char **argv)
{
    struct tf_options options = {
        .usage = "twofeet restore [OPTION]... FILE",
        .about = "Puts a backup in the place of the event's file. The backup is copied and checked first; "
                 "when it is "
                 "damaged, nothing is changed. What was there before is kept beside it, under a name with "
                 "the time "
                 "in it. Stop the kiosk before.",
    };
    struct tf_problem problem = {0};
    char *data = NULL;
    bool go_on;
    int first, code = tf_context_parse(context, &options, argc, argv, &first, &go_on);
    enum tf_err err;

    if (!go_on) {
        return code;
    }
    if (argc - first != 1) {
        return tf_context_fail_usage(context, first >= argc ? "Which file?" : "One file, please");
    }
    err = tf_paths_data(&data, context->data, &problem);
    if (err != TF_OK) {
        return tf_context_fail(context, err, &problem);
    }
    code = restore(context, argv[first], data);
    free(data);
    return tf_context_finish(context, code);
}

const struct tf_command_line tf_cmd_restore = {"restore", "put a backup in the place of the event", run};
