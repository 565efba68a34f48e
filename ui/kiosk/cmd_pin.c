#include "kiosk/command.h"

#include "keep/keep.h"
#include "kiosk/desk.h"
#include "kiosk/paths.h"

#include <stdlib.h>

struct arguments {
    bool reset;
};

static const struct tf_option pin_options[] = {
    {.name = "reset",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct arguments, reset),
     .help = "Take the PIN away: whoever taps the mark on the wall next chooses a new one."},
    {.name = NULL},
};

static enum tf_err look(struct tf_keep *keep, bool reset)
{
    enum tf_err err = reset ? tf_keep_set_pin(keep, NULL) : TF_OK;
    if (err == TF_OK) {
        struct tf_keep_pairing pairings[TF_KEEP_PAIRINGS_MAX];
        size_t count = tf_keep_pairings(keep, pairings, TF_KEEP_PAIRINGS_MAX);
        printf("%s; %zu devices are let in\n",
               tf_keep_has_pin(keep) ? "A PIN was chosen" : "There is no PIN: the wall asks for one", count);
    }
    return err;
}

static int pin(const struct tf_context *context, const char *path, bool reset)
{
    struct tf_problem problem = {0};
    struct tf_desk *desk = NULL;
    struct tf_keep *keep = NULL;
    enum tf_err err = tf_paths_exists(path)
                          ? tf_desk_open(&desk, path, NULL, &problem)
                          : tf_err_tell(&problem, TF_ERR_NOT_FOUND, path, "Name the event's file with --data",
                                        "There is no event yet");
    if (err == TF_OK) {
        const struct tf_keep_options options = {.ledger = tf_desk_ledger(desk)};
        err = tf_keep_open(&keep, &options);
    }
    if (err == TF_OK) {
        err = look(keep, reset);
    }
    tf_keep_close(keep);
    tf_desk_close(desk);
    return err == TF_OK ? tf_context_finish(context, TF_EXIT_OK) : tf_context_fail(context, err, &problem);
}

static int run(struct tf_context *context, int argc, char **argv)
{
    struct arguments arguments = {0};
    struct tf_options options = {
        .usage = "twofeet pin [OPTION]...",
        .about =
            "Says whether a PIN was chosen for the organisers, and takes it away. Stop the kiosk first: it "
            "alone writes its file while it runs.",
        .groups = {{"The PIN", pin_options, &arguments}},
    };
    struct tf_problem problem = {0};
    char *path = NULL;
    bool go_on;
    int first, code = tf_context_parse(context, &options, argc, argv, &first, &go_on);
    if (!go_on) {
        return code;
    }
    if (first < argc) {
        return tf_context_fail_usage(context, "“%s” is one word too many; a PIN is chosen at the wall",
                                     argv[first]);
    }
    enum tf_err err = tf_paths_data(&path, context->data, &problem);
    code = err == TF_OK ? pin(context, path, arguments.reset) : tf_context_fail(context, err, &problem);
    free(path);
    return code;
}

const struct tf_command_line tf_cmd_pin = {"pin", "look after the organisers' PIN", run};
