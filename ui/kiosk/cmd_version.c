#include "kiosk/command.h"

static int run(struct tf_context *context, int argc, char **argv)
{
    struct tf_options options = {.usage = "twofeet version", .about = "Says which Twofeet this is."};
    bool go_on;
    int first, code = tf_context_parse(context, &options, argc, argv, &first, &go_on);

    if (!go_on) {
        return code;
    }
    if (first < argc) {
        return tf_context_fail_usage(context, "“%s” is one word too many", argv[first]);
    }
    printf("twofeet %s\n", TF_VERSION);
    return tf_context_finish(context, TF_EXIT_OK);
}

const struct tf_command_line tf_cmd_version = {"version", "say which Twofeet this is", run};
