#include "kiosk/command.h"

#include "kiosk/formats.h"

static void say_bad(void *user, const struct tf_problem *problem)
{
    size_t *count = user;

    (*count)++;
    fprintf(stderr, "%s: %s\n", problem->where, problem->what);
}

static int list_installed(const struct tf_context *context)
{
    struct tf_problem problem = {0};
    struct tf_format_shelf shelf;
    size_t bad = 0;
    enum tf_err err = tf_format_shelf_load(&shelf, NULL, say_bad, &bad, &problem);
    int code =
        err == TF_OK ? (bad > 0 ? TF_EXIT_FINDINGS : TF_EXIT_OK) : tf_context_fail(context, err, &problem);

    for (size_t i = 0; i < shelf.formats.count && err == TF_OK; i++) {
        printf("%-16s %s: %s\n", shelf.formats.list[i].name, shelf.formats.list[i].title,
               shelf.formats.list[i].about);
    }
    tf_format_shelf_free(&shelf);
    return tf_context_finish(context, code);
}

static int check_files(const struct tf_context *context, char **files, int count)
{
    struct tf_format_shelf shelf = {.formats = {.count = 0}};
    size_t bad = 0;

    tf_arena_init(&shelf.arena);
    for (int i = 0; i < count; i++) {
        const struct tf_format *format = NULL;
        struct tf_problem problem = {0};

        if (tf_format_shelf_find(&format, &shelf, files[i], &problem) == TF_OK) {
            printf("%s: %s: all is well\n", files[i], format->title);
        } else {
            say_bad(&bad, &problem);
        }
    }
    tf_format_shelf_free(&shelf);
    return tf_context_finish(context, bad > 0 ? TF_EXIT_FINDINGS : TF_EXIT_OK);
}

static int run(struct tf_context *context, int argc, char **argv)
{
    struct tf_options options = {
        .usage = "twofeet formats [FILE.ini]...",
        .about =
            "Lists the formats that an event can have, or says of files that somebody wrote whether they are "
            "right, with the line of what is not. assets/formats/README.md says what is in one.",
    };
    bool go_on;
    int first, code = tf_context_parse(context, &options, argc, argv, &first, &go_on);

    if (!go_on) {
        return code;
    }
    return first < argc ? check_files(context, argv + first, argc - first) : list_installed(context);
}

const struct tf_command_line tf_cmd_formats = {"formats", "list the formats, or check a file of one", run};
