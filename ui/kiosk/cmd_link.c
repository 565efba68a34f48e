#include "kiosk/command.h"

#include "kiosk/desk.h"
#include "kiosk/linked.h"
#include "kiosk/linking.h"
#include "kiosk/paths.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    const char *name, *host;
    bool force;
};

static const struct tf_option link_options[] = {
    {.name = "name",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, name),
     .argument = "NAME",
     .help = "With init and invite: what this kiosk is called in `twofeet link status`."},
    {.name = "host",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct arguments, host),
     .argument = "NAME",
     .help =
         "With init: the name under which the other kiosks reach the server. Otherwise the one in ADDRESS."},
    {.name = "force",
     .kind = TF_OPTION_FLAG,
     .offset = offsetof(struct arguments, force),
     .help = "With leave: also when the other kiosks do not have everything yet."},
    {.name = NULL},
};

/* A subcommand: what follows it (NULL: nothing), and whether a file must be there. */
struct act {
    const char *name;
    bool has_operand;
    enum tf_err (*run)(const struct tf_linking *linking, struct tf_problem *problem);
};

static const struct act ACTS[] = {
    {"init", true, tf_linking_init},    {"invite", false, tf_linking_invite},
    {"join", true, tf_linking_join},    {"status", false, tf_linking_status},
    {"leave", false, tf_linking_leave}, {"revoke", true, tf_linking_revoke},
};

static const struct act *find(const char *name)
{
    for (size_t i = 0; i < sizeof ACTS / sizeof ACTS[0]; i++) {
        if (strcmp(ACTS[i].name, name) == 0) {
            return &ACTS[i];
        }
    }
    return NULL;
}

static int do_it(const struct tf_context *context, const struct act *act, const struct arguments *arguments,
                 const char *operand)
{
    struct tf_problem problem = {0};
    char *path = NULL;
    enum tf_err err = tf_paths_data(&path, context->data, &problem);
    if (err == TF_OK) {
        const struct tf_linking linking = {.path = path,
                                           .operand = operand,
                                           .name = arguments->name,
                                           .host = arguments->host,
                                           .force = arguments->force};
        err = act->run(&linking, &problem);
    }
    free(path);
    return err == TF_OK ? TF_EXIT_OK : tf_context_fail(context, err, &problem);
}

static int run(struct tf_context *context, int argc, char **argv)
{
    struct arguments arguments = {0};
    struct tf_options options = {
        .usage = "twofeet link init ADDRESS | invite | join INVITATION | status | leave | revoke NUMBER",
        .about = "Several kiosks share one board: each has its own file and goes on when it is cut off; a "
                 "PostgreSQL "
                 "server keeps their order.\n\n"
                 "init makes the event of this kiosk the shared one, on a server (postgresql://…, by a role "
                 "that may "
                 "make schemas and roles). invite says what another kiosk has to be told to join; join is "
                 "that other "
                 "kiosk, which takes the whole event. status says who shares the board and what is not "
                 "shared yet. "
                 "leave makes this kiosk's event its own again; revoke takes another out. Stop the kiosk for "
                 "init, "
                 "join and leave.",
        .groups = {{"Several kiosks", link_options, &arguments}},
    };
    bool go_on;
    int first, code = tf_context_parse(context, &options, argc, argv, &first, &go_on);
    if (!go_on) {
        return code;
    }
    const struct act *act = first < argc ? find(argv[first]) : NULL;
    if (act == NULL) {
        return tf_context_fail_usage(context, "What? init, invite, join, status, leave or revoke");
    }
    int operands = argc - first - 1;
    if (operands != (act->has_operand ? 1 : 0)) {
        return tf_context_fail_usage(
            context, act->has_operand ? "“%s” is told one thing" : "“%s” is told nothing", act->name);
    }
    code = do_it(context, act, &arguments, act->has_operand ? argv[first + 1] : NULL);
    return tf_context_finish(context, code);
}

const struct tf_command_line tf_cmd_link = {"link", "share the board with other kiosks", run};
