/* command.h: the commands of `twofeet COMMAND …`, one file each (cmd_*.c), in one table (commands.c). */
#ifndef TF_KIOSK_COMMAND_H
#define TF_KIOSK_COMMAND_H

#include "kiosk/context.h"

struct tf_command_line {
    const char *name;
    const char *summary; /* one line for `twofeet help` */
    /* argv[0] is the command's name. Returns an enum tf_exit. */
    int (*run)(struct tf_context *context, int argc, char **argv);
};

extern const struct tf_command_line tf_cmd_run, tf_cmd_import, tf_cmd_export, tf_cmd_book, tf_cmd_print,
    tf_cmd_check, tf_cmd_formats, tf_cmd_backup, tf_cmd_restore, tf_cmd_pin, tf_cmd_erase, tf_cmd_link,
    tf_cmd_version, tf_cmd_help;

const struct tf_command_line *const *tf_commands(void);           /* in the order of help; NULL-terminated */
const struct tf_command_line *tf_commands_find(const char *name); /* NULL: none */
/* The whole program: options common to all, then a command. */
int tf_commands_main(int argc, char **argv);

#endif
