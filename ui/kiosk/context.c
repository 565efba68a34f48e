#include "kiosk/context.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>

const struct tf_option tf_context_options[] = {
    {.name = "data",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct tf_context, data),
     .argument = "FILE",
     .help =
         "The event's file. Otherwise $TWOFEET_DATA, else event.twofeet in the service's state directory or "
         "in ~/.local/share/twofeet."},
    {.name = "now",
     .kind = TF_OPTION_TIME,
     .offset = offsetof(struct tf_context, now),
     .argument = "TIME",
     .help = "Begin at this time instead of the clock's, as in 2026-11-25T10:30:00+01:00."},
    {.name = "seed",
     .kind = TF_OPTION_NUMBER,
     .offset = offsetof(struct tf_context, seed),
     .argument = "N",
     .help = "Draw ids and codes from this number, so that the same run can be had again.",
     .least = 0,
     .most = INT64_MAX},
    {.name = NULL},
};

void tf_context_init(struct tf_context *context)
{
    *context = (struct tf_context){.now = TF_OPTION_NO_TIME, .seed = -1};
}

void tf_context_clock(const struct tf_context *context, struct tf_clock *out)
{
    tf_clock_init(out);
    if (context->now != TF_OPTION_NO_TIME) {
        tf_clock_start_at(out, context->now);
    }
}

uint64_t tf_context_seed(const struct tf_context *context, uint64_t revision)
{
    uint64_t seed;

    if (context->seed < 0) {
        return 0;
    }
    seed = tf_rng_mix((uint64_t)context->seed, revision);
    return seed != 0 ? seed : 1;
}

void tf_context_rng(const struct tf_context *context, uint64_t revision, struct tf_rng *out)
{
    uint64_t seed = tf_context_seed(context, revision);

    if (seed != 0) {
        tf_rng_seed(out, seed);
    } else {
        tf_rng_from_kernel(out);
    }
}

struct tf_actor tf_context_actor(void)
{
    return (struct tf_actor){.role = TF_ROLE_ORGANISER};
}

int tf_context_parse(struct tf_context *context, struct tf_options *options, int argc, char **argv,
                     int *first, bool *go_on)
{
    struct tf_options_result result;
    struct tf_problem problem = {0};
    size_t group = 0;

    while (options->groups[group].options) {
        group++;
    }
    assert(group < TF_OPTIONS_GROUPS_MAX);
    options->groups[group] = (struct tf_option_group){"With every command", tf_context_options, context};
    *go_on = false;
    if (tf_options_parse(&result, options, argc, argv, false, &problem) != TF_OK) {
        return tf_context_fail_usage(context, "%s", problem.what);
    }
    if (result.wants_help) {
        tf_options_help(options, stdout);
        return tf_context_finish(context, TF_EXIT_OK);
    }
    *first = result.first;
    *go_on = true;
    return TF_EXIT_OK;
}

enum tf_exit tf_context_exit(enum tf_err err)
{
    switch (err) {
    case TF_OK:
        return TF_EXIT_OK;
    case TF_ERR_CORRUPT:
        return TF_EXIT_CORRUPT;
    case TF_ERR_INVALID:
    case TF_ERR_LIMIT:
    case TF_ERR_CONFLICT:
    case TF_ERR_DENIED:
        return TF_EXIT_FINDINGS;
    default:
        return TF_EXIT_IO;
    }
}

static void say_name(const struct tf_context *context)
{
    fprintf(stderr, "twofeet%s%s: ", context->command ? " " : "", context->command ? context->command : "");
}

int tf_context_fail(const struct tf_context *context, enum tf_err err, const struct tf_problem *problem)
{
    fflush(stdout);
    say_name(context);
    fprintf(stderr, "%s\n", *problem->what ? problem->what : tf_err_name(err));
    if (*problem->where) {
        fprintf(stderr, "  where: %s\n", problem->where);
    }
    if (*problem->todo) {
        fprintf(stderr, "  to do: %s\n", problem->todo);
    }
    return (int)tf_context_exit(err);
}

int tf_context_fail_usage(const struct tf_context *context, const char *format, ...)
{
    va_list args;

    fflush(stdout);
    say_name(context);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\n  to do: see `twofeet help%s%s`\n", context->command ? " " : "",
            context->command ? context->command : "");
    return TF_EXIT_USAGE;
}

int tf_context_finish(const struct tf_context *context, int code)
{
    struct tf_problem problem = {0};
    int why = 0;

    if (fflush(stdout) != 0) {
        why = errno;
    }
    if (why == 0 && !ferror(stdout)) {
        return code;
    }
    return tf_context_fail(context,
                           tf_err_tell(&problem, TF_ERR_IO, "standard output",
                                       "Make room, or write elsewhere", "Not everything could be written: %s",
                                       why ? strerror(why) : "an earlier write failed"),
                           &problem);
}
