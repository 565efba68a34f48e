#include "base/err.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const NAMES[TF_ERR_COUNT] = {
    [TF_OK] = "ok",
    [TF_ERR_NOMEM] = "no memory",
    [TF_ERR_IO] = "input/output",
    [TF_ERR_CORRUPT] = "corrupt",
    [TF_ERR_INVALID] = "invalid",
    [TF_ERR_LIMIT] = "limit reached",
    [TF_ERR_CONFLICT] = "conflict",
    [TF_ERR_NOT_FOUND] = "not found",
    [TF_ERR_DENIED] = "denied",
    [TF_ERR_BUSY] = "busy",
    [TF_ERR_CLOSED] = "closed",
    [TF_ERR_UNSUPPORTED] = "unsupported",
};

const char *tf_err_name(enum tf_err err)
{
    unsigned index = (unsigned)err;
    return index < TF_ERR_COUNT ? NAMES[index] : "unknown";
}

enum tf_err tf_err_tell(struct tf_problem *problem, enum tf_err err, const char *where, const char *todo,
                        const char *what_format, ...)
{
    if (problem == NULL) {
        return err;
    }
    /* Formatted aside first: an argument may well be a field of the problem that is being retold. */
    char what[2 * sizeof(problem->what)];
    char where_copy[sizeof(problem->where)];
    va_list args;
    va_start(args, what_format);
    int len = vsnprintf(what, sizeof(what), what_format, args);
    va_end(args);
    if (len < 0) {
        what[0] = '\0';
    }
    tf_text_copy(where_copy, sizeof(where_copy), where);
    tf_text_copy(problem->todo, sizeof(problem->todo), todo);
    tf_text_copy(problem->where, sizeof(problem->where), where_copy);
    tf_text_copy(problem->what, sizeof(problem->what), what);
    return err;
}
