#include "kiosk/command.h"

#include "keep/keep.h"
#include "kiosk/desk.h"
#include "kiosk/erasing.h"
#include "kiosk/paths.h"

#include <stdlib.h>

struct arguments {
    const char *host, *session;
    int64_t device;
};

static const struct tf_option erase_options[] = {
    {.name = "host",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, host),
     .argument = "NAME",
     .help = "A name: from hosts, authors and actions, and wherever it stands as whole words in what people "
             "wrote. "
             "What was said stays, without whose it was."},
    {.name = "session",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, session),
     .argument = "CODE",
     .help = "A session, with its places, stars, notes and actions."},
    {.name = "device",
     .kind = TF_OPTION_NUMBER,
     .offset = offsetof(struct arguments, device),
     .argument = "N",
     .help = "A phone, by its number in the tables, and all that came from it.",
     .least = 1,
     .most = INT64_MAX},
    {.name = NULL},
};

static enum tf_err erase(struct tf_erased *erased, const struct tf_context *context, const char *path,
                         const struct tf_erase_what *what, struct tf_problem *problem)
{
    struct tf_desk *desk = NULL;
    struct tf_keep *keep = NULL;
    struct tf_clock clock;
    struct tf_rng rng;
    enum tf_err err = tf_desk_open(&desk, path, NULL, problem);

    tf_context_clock(context, &clock);
    if (err == TF_OK) {
        const struct tf_keep_options options = {.ledger = tf_desk_ledger(desk)};
        err = tf_keep_open(&keep, &options);
    }
    if (err == TF_OK) {
        tf_context_rng(context, tf_desk_board(desk)->revision, &rng);
        const struct tf_erasing erasing = {.ledger = tf_desk_ledger(desk),
                                           .keep = keep,
                                           .data = path,
                                           .actor = tf_context_actor(),
                                           .now_s = tf_clock_now_s(&clock),
                                           .id = tf_rng_id(&rng)};
        err = tf_erasing_run(erased, &erasing, what, problem);
    }
    tf_keep_close(keep);
    tf_desk_close(desk);
    return err;
}

static int erase_and_say(const struct tf_context *context, const char *path,
                         const struct arguments *arguments)
{
    const struct tf_erase_what what = {
        .name = arguments->host, .code = arguments->session, .device = (uint64_t)arguments->device};
    struct tf_problem problem = {0};
    struct tf_erased erased = {0, 0};
    enum tf_err err = TF_OK;

    if (!tf_paths_exists(path)) {
        err = tf_err_tell(&problem, TF_ERR_NOT_FOUND, path, "Name the event's file with --data",
                          "There is no event yet");
    }
    if (err == TF_OK) {
        err = erase(&erased, context, path, &what, &problem);
    }
    if (err != TF_OK) {
        return tf_context_fail(context, err, &problem);
    }
    printf("Taken out of %zu entries of the log; %zu older files removed, and a new copy made\n",
           erased.events, erased.files);
    if (erased.events == 0) {
        return tf_context_fail(
            context,
            tf_err_tell(&problem, TF_ERR_CONFLICT, path,
                        "See how it is written on the wall; what else there was is removed all the "
                        "same",
                        "Nothing of it is in the event"),
            &problem);
    }
    return TF_EXIT_OK;
}

static int run(struct tf_context *context, int argc, char **argv)
{
    struct arguments arguments = {.device = 0};
    struct tf_options options = {
        .usage = "twofeet erase --host NAME | --session CODE | --device N",
        .about = "Takes what is one person's out of the event, for ever: of its tables and its log, of the "
                 "copies beside it and of slips that wait to be printed, byte by byte. It cannot be taken "
                 "back. Copies that were made before are removed, and a new one is made. Exports and "
                 "sticks that were taken away are yours to delete, and a schedule that is imported again "
                 "brings back what it holds. Stop the kiosk first, or do it at the wall.",
        .groups = {{"Whose", erase_options, &arguments}},
    };
    struct tf_problem problem = {0};
    char *path = NULL;
    bool go_on;
    int first, code = tf_context_parse(context, &options, argc, argv, &first, &go_on);

    if (!go_on) {
        return code;
    }
    if (first < argc) {
        return tf_context_fail_usage(context, "“%s” is one word too many; put a name in quotes", argv[first]);
    }
    if ((arguments.host != NULL) + (arguments.session != NULL) + (arguments.device != 0) != 1) {
        return tf_context_fail_usage(context, "Whose? One of --host, --session and --device");
    }
    enum tf_err err = tf_paths_data(&path, context->data, &problem);
    code = err == TF_OK ? erase_and_say(context, path, &arguments) : tf_context_fail(context, err, &problem);
    free(path);
    return tf_context_finish(context, code);
}

const struct tf_command_line tf_cmd_erase = {"erase", "take what is one person's out of it, for ever", run};
