#include "kiosk/command.h"

#include "kiosk/paths.h"
#include "kiosk/swap.h"
#include "store/store.h"

#include <stdlib.h>
#include <unistd.h>

static void say(void *user, const char *finding)
{
    (void)user;
    printf("%s\n", finding);
}

/* Opens the copy for writing: an older backup is brought up to this version by that. */
static enum tf_err verify(const char *copy, const char *name, struct tf_problem *problem)
{
    struct tf_store_options options = {.must_exist = true};
    struct tf_store *store = NULL;
    struct tf_problem inner = {0};
    enum tf_err err = tf_store_open_sqlite(&store, copy, &options, &inner);

    if (err != TF_OK) {
        return tf_err_tell(problem, err, name, "Try another backup; nothing was changed", "%s",
                           *inner.what ? inner.what : tf_err_name(err));
    }
    err = tf_store_check(store, say, NULL);
    tf_store_close(store);
    if (err == TF_ERR_CORRUPT) {
        return tf_err_tell(problem, err, name, "Try another backup; nothing was changed",
                           "This backup is damaged");
    }
    if (err != TF_OK) {
        return tf_err_tell(problem, err, name, "Nothing was changed", "This backup could not be checked: %s",
                           tf_err_name(err));
    }
    return TF_OK;
}

static int restore(const struct tf_context *context, const char *from, const char *data)
{
    struct tf_problem problem = {0};
    struct tf_clock clock;
    char *copy = NULL, *kept = NULL;
    enum tf_err err = TF_OK;
    int code;

    tf_context_clock(context, &clock);
    if (tf_paths_is_same(from, data)) {
        err =
            tf_err_tell(&problem, TF_ERR_CONFLICT, from, "Name a backup", "This is the event's file itself");
    }
    if (err == TF_OK) {
        err = tf_paths_make_parents(data, &problem);
    }
    if (err == TF_OK) {
        err = tf_swap_copy(&copy, from, data, &problem);
    }
    if (err == TF_OK) {
        err = verify(copy, from, &problem);
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
