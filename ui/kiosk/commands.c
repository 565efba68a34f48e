#include "kiosk/command.h"

#include <signal.h>
#include <string.h>

static const struct tf_command_line *const commands[] = {
    &tf_cmd_run,   &tf_cmd_import, &tf_cmd_export,  &tf_cmd_book,    &tf_cmd_formats,
    &tf_cmd_print, &tf_cmd_check,  &tf_cmd_backup,  &tf_cmd_restore, &tf_cmd_pin,
    &tf_cmd_erase, &tf_cmd_link,   &tf_cmd_version, &tf_cmd_help,    NULL,
};

const struct tf_command_line *const *tf_commands(void)
{
    return commands;
}

const struct tf_command_line *tf_commands_find(const char *name)
{
    for (size_t i = 0; commands[i]; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

int tf_commands_main(int argc, char **argv)
{
    struct tf_context context;
    struct tf_options options = {.usage = "", .about = ""};
    struct tf_options_result result;
    struct tf_problem problem = {0};
    const struct tf_command_line *command;

    signal(SIGXFSZ, SIG_IGN); /* a limit on sizes of files is then like a full disk: write(2) says so */
    tf_context_init(&context);
    options.groups[0] = (struct tf_option_group){"With every command", tf_context_options, &context};
    /* As in git: what stands before the command is for the program, what stands behind is for the command. */
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        return tf_cmd_version.run(&context, 1, argv + 1);
    }
    if (tf_options_parse(&result, &options, argc, argv, true, &problem) != TF_OK) {
        return tf_context_fail_usage(&context, "%s", problem.what);
    }
    if (result.wants_help) {
        return tf_cmd_help.run(&context, 1, argv);
    }
    if (result.first >= argc) {
        return tf_context_fail_usage(&context, "A command is missing");
    }
    command = tf_commands_find(argv[result.first]);
    if (!command) {
        return tf_context_fail_usage(&context, "There is no command “%s”", argv[result.first]);
    }
    context.command = command->name;
    return command->run(&context, argc - result.first, argv + result.first);
}
