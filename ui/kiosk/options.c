#include "kiosk/options.h"

#include "base/zone.h"

#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HELP_COLUMN = 26, HELP_WIDTH = 78, CODE_FIRST = 256, CODE_HELP = 'h' };

/* ---- values -----------------------------------------------------------------------------------------------
 */

static bool read_number(const char *text, int64_t least, int64_t most, int64_t *out)
{
    char *end;
    long long value;

    errno = 0;
    value = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end || value < least || value > most) {
        return false;
    }
    *out = value;
    return true;
}

static bool read_size(const char *text, int64_t least, int64_t most, struct tf_option_size *out)
{
    char *end;
    double w, h;

    w = strtod(text, &end);
    if (end == text || (*end != 'x' && *end != 'X')) {
        return false;
    }
    text = end + 1;
    h = strtod(text, &end);
    if (end == text || *end || !(w >= (double)least && w <= (double)most) ||
        !(h >= (double)least && h <= (double)most)) {
        return false;
    }
    *out = (struct tf_option_size){w, h};
    return true;
}

static bool read_matrix(const char *text, double out[6])
{
    double read[6];

    for (int i = 0; i < 6; i++) {
        char *end;
        read[i] = strtod(text, &end);
        if (end == text || !isfinite(read[i])) {
            return false;
        }
        text = end + strspn(end, ", ");
        if (i < 5 && text == end) {
            return false;
        }
    }
    if (*text) {
        return false;
    }
    memcpy(out, read, sizeof read);
    return true;
}

static bool read_choice(const char *text, const char *const *choices, int *out)
{
    for (int i = 0; choices[i]; i++) {
        if (strcmp(choices[i], text) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

static void add_to_list(struct tf_option_list *list, const char *text)
{
    if (list->count < TF_OPTION_LIST_MAX) {
        list->items[list->count++] = text;
    }
}

static void say_choices(char *out, size_t size, const char *const *choices)
{
    size_t len = 0;

    for (size_t i = 0; choices[i] && len < size; i++) {
        len += (size_t)snprintf(out + len, size - len, "%s%s",
                                i == 0           ? ""
                                : choices[i + 1] ? ", "
                                                 : " or ",
                                choices[i]);
    }
}

/* What a value of this option looks like, for the message. */
static void say_expected(char *out, size_t size, const struct tf_option *option)
{
    switch (option->kind) {
    case TF_OPTION_NUMBER:
        snprintf(out, size, "a whole number from %lld to %lld", (long long)option->least,
                 (long long)option->most);
        break;
    case TF_OPTION_CHOICE:
        say_choices(out, size, option->choices);
        break;
    case TF_OPTION_TIME:
        snprintf(out, size, "a time with its offset from UTC, as in 2026-11-25T10:30:00+01:00 or …Z");
        break;
    case TF_OPTION_SIZE:
        snprintf(out, size, "width and height from %lld to %lld, as in 1280x800", (long long)option->least,
                 (long long)option->most);
        break;
    case TF_OPTION_MATRIX:
        snprintf(out, size, "six numbers, as in 1,0,0,0,1,0");
        break;
    default:
        snprintf(out, size, "another value");
        break;
    }
}

/* dashes: how the option is written where the text stands. */
static enum tf_err store(const struct tf_option *option, void *into, const char *text, const char *dashes,
                         struct tf_problem *problem)
{
    void *at = (char *)into + option->offset;
    struct tf_problem why = {0};
    char expected[160];
    bool ok = true;

    if (option->check && option->check(text, &why) != TF_OK) {
        return tf_err_tell(problem, TF_ERR_INVALID, NULL, NULL, "%s%s: %s%s%s", dashes, option->name,
                           why.what, *why.todo ? ". " : "", why.todo);
    }
    switch (option->kind) {
    case TF_OPTION_FLAG:
        *(bool *)at = true;
        break;
    case TF_OPTION_TEXT:
        ok = *text != '\0';
        if (ok) {
            *(const char **)at = text;
        }
        break;
    case TF_OPTION_LIST:
        ok = *text != '\0';
        add_to_list(at, text);
        break;
    case TF_OPTION_NUMBER:
        ok = read_number(text, option->least, option->most, at);
        break;
    case TF_OPTION_CHOICE:
        ok = read_choice(text, option->choices, at);
        break;
    case TF_OPTION_TIME:
        ok = tf_zone_parse(at, text, NULL) == TF_OK;
        break;
    case TF_OPTION_SIZE:
        ok = read_size(text, option->least, option->most, at);
        break;
    case TF_OPTION_MATRIX:
        ok = read_matrix(text, at);
        break;
    }
    if (ok) {
        return TF_OK;
    }
    say_expected(expected, sizeof expected, option);
    return tf_err_tell(problem, TF_ERR_INVALID, NULL, NULL, "%s%s takes %s, not “%s”", dashes, option->name,
                       expected, text);
}

enum tf_err tf_options_set(const struct tf_option *option, void *into, const char *text,
                           struct tf_problem *problem)
{
    static const char *const ANSWERS[] = {"no", "yes", NULL};
    int answer = 0;

    if (option->kind != TF_OPTION_FLAG) {
        return store(option, into, text, "", problem);
    }
    if (!read_choice(text, ANSWERS, &answer)) {
        return tf_err_tell(problem, TF_ERR_INVALID, NULL, NULL, "%s takes yes or no, not “%s”", option->name,
                           text);
    }
    *(bool *)((char *)into + option->offset) = answer == 1;
    return TF_OK;
}

/* ---- parsing ----------------------------------------------------------------------------------------------
 */

struct line {
    const struct tf_option *option;
    void *into;
};

static size_t collect(const struct tf_options *options, struct line *lines, struct option *longs)
{
    size_t count = 0;

    for (size_t g = 0; g < TF_OPTIONS_GROUPS_MAX && options->groups[g].options; g++) {
        for (const struct tf_option *o = options->groups[g].options; o->name; o++) {
            assert(count < TF_OPTIONS_MAX);
            lines[count] = (struct line){o, options->groups[g].into};
            longs[count] =
                (struct option){o->name, o->kind == TF_OPTION_FLAG ? no_argument : required_argument, NULL,
                                CODE_FIRST + (int)count};
            count++;
        }
    }
    longs[count] = (struct option){"help", no_argument, NULL, CODE_HELP};
    longs[count + 1] = (struct option){NULL, 0, NULL, 0};
    return count;
}

/* The word that getopt stumbled over: it has moved past it, unless that was one letter of several. */
static enum tf_err tell_unknown(struct tf_problem *problem, int code, const struct line *lines, size_t count,
                                int argc, char **argv)
{
    const char *word = optind > 0 && optind <= argc ? argv[optind - 1] : "";
    size_t begins = 0;

    if (code == ':' && optopt >= CODE_FIRST && (size_t)(optopt - CODE_FIRST) < count) {
        const struct tf_option *o = lines[optopt - CODE_FIRST].option;
        return tf_err_tell(problem, TF_ERR_INVALID, NULL, NULL, "--%s needs its %s", o->name, o->argument);
    }
    if (optopt >= CODE_FIRST || (optopt == CODE_HELP && strncmp(word, "--", 2) == 0)) {
        return tf_err_tell(problem, TF_ERR_INVALID, NULL, NULL, "“%s” takes no value", word);
    }
    if (optopt > ' ' && optopt < 127) {
        return tf_err_tell(problem, TF_ERR_INVALID, NULL, NULL, "There is no option “-%c”", optopt);
    }
    for (size_t i = 0; i < count; i++) {
        const char *name = lines[i].option->name;
        begins += strncmp(word, "--", 2) == 0 && strstr(name, word + 2) == name;
    }
    if (begins > 1) {
        return tf_err_tell(problem, TF_ERR_INVALID, NULL, NULL, "More than one option begins with “%s”",
                           word);
    }
    return tf_err_tell(problem, TF_ERR_INVALID, NULL, NULL, "There is no option “%s”", word);
}

enum tf_err tf_options_parse(struct tf_options_result *out, const struct tf_options *options, int argc,
                             char **argv, bool stop_at_operand, struct tf_problem *problem)
{
    struct line lines[TF_OPTIONS_MAX];
    struct option longs[TF_OPTIONS_MAX + 2];
    size_t count = collect(options, lines, longs);
    struct tf_options_result result = {false, argc};
    enum tf_err err = TF_OK;
    int code;

    opterr = 0;
    optind = 0; /* glibc: begin anew */
    while (err == TF_OK &&
           (code = getopt_long(argc, argv, stop_at_operand ? "+:h" : ":h", longs, NULL)) != -1) {
        if (code == CODE_HELP) {
            result.wants_help = true;
        } else if (code >= CODE_FIRST) {
            err =
                store(lines[code - CODE_FIRST].option, lines[code - CODE_FIRST].into, optarg, "--", problem);
        } else {
            err = tell_unknown(problem, code, lines, count, argc, argv);
        }
        if (err == TF_ERR_INVALID && options->pass_over) {
            options->pass_over(options->user, problem);
            err = TF_OK;
        }
    }
    if (err != TF_OK) {
        return err;
    }
    result.first = optind;
    *out = result;
    return TF_OK;
}

/* ---- help -------------------------------------------------------------------------------------------------
 */

/* Characters, not bytes: “ and ” are three bytes each. */
static int columns(const char *text, size_t bytes)
{
    int count = 0;

    for (size_t i = 0; i < bytes; i++) {
        count += ((unsigned char)text[i] & 0xc0) != 0x80;
    }
    return count;
}

/* Breaks text at blanks; the first line begins at column `at`, the others at `indent`. */
static void wrap(FILE *to, const char *text, int at, int indent)
{
    bool is_first = true; /* on its line */

    while (*text) {
        size_t bytes = strcspn(text, " \n");
        int width = columns(text, bytes);
        if (!is_first && at + 1 + width > HELP_WIDTH) {
            fprintf(to, "\n%*s", indent, "");
            at = indent;
        } else if (!is_first) {
            fputc(' ', to);
            at++;
        }
        fprintf(to, "%.*s", (int)bytes, text);
        at += width;
        text += bytes;
        is_first = *text == '\n';
        if (is_first) {
            fprintf(to, "\n%*s", indent, "");
            at = indent;
        }
        text += *text != '\0';
    }
    fputc('\n', to);
}

static void help_option(FILE *to, const char *name, const char *argument, const char *help)
{
    int at = fprintf(to, "  --%s%s%s", name, argument ? " " : "", argument ? argument : "");

    if (at >= HELP_COLUMN - 1) {
        fprintf(to, "\n%*s", HELP_COLUMN, "");
    } else {
        fprintf(to, "%*s", HELP_COLUMN - at, "");
    }
    wrap(to, help, HELP_COLUMN, HELP_COLUMN);
}

void tf_options_help(const struct tf_options *options, FILE *to)
{
    fprintf(to, "Usage: %s\n\n", options->usage);
    wrap(to, options->about, 0, 0);
    for (size_t g = 0; g < TF_OPTIONS_GROUPS_MAX && options->groups[g].options; g++) {
        if (!options->groups[g].options->name) {
            continue;
        }
        fprintf(to, "\n%s:\n", options->groups[g].title);
        for (const struct tf_option *o = options->groups[g].options; o->name; o++) {
            help_option(to, o->name, o->argument, o->help);
        }
    }
    fputc('\n', to);
    help_option(to, "help", NULL, "Show this and end.");
}
