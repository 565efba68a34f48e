#include "kiosk/command.h"

#include <string.h>

static void list(const struct tf_context *context)
{
    struct tf_options common = {
        .usage = "twofeet [OPTION]... COMMAND [ARGUMENT]...",
        .about = "An open-space kiosk: a touchscreen wall where the people in the room make the agenda.",
        .groups = {{"With every command", tf_context_options, NULL}},
    };

    (void)context;
    tf_options_help(&common, stdout);
    printf("\nCommands:\n");
    for (const struct tf_command_line *const *c = tf_commands(); *c; c++) {
        printf("  %-10s%s\n", (*c)->name, (*c)->summary);
    }
    printf("\n`twofeet help COMMAND` says more; so does twofeet(1).\n");
}

static int run(struct tf_context *context, int argc, char **argv)
{
    const struct tf_command_line *command;
    char *argv_help[] = {NULL, (char[]){"--help"}, NULL};

    if (argc > 1 && strcmp(argv[1], "--help") != 0) {
        command = tf_commands_find(argv[1]);
        if (!command) {
            return tf_context_fail_usage(context, "There is no command “%s”", argv[1]);
        }
        if (command != &tf_cmd_help) {
            argv_help[0] = argv[1];
            context->command = command->name;
            return command->run(context, 2, argv_help);
        }
    }
    list(context);
    return tf_context_finish(context, TF_EXIT_OK);
}

const struct tf_command_line tf_cmd_help = {"help", "explain a command", run};
