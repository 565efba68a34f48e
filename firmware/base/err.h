/* err.h: what can go wrong, and how it is told.
 *
 * Functions that can fail return enum tf_err; out-parameters come first and are untouched on failure.
 * A returned pointer is borrowed, a **out is owned. Where a person will read about it, the function also
 * takes a struct tf_problem (NULL is fine) and says what, where and what to do. */
#ifndef TF_BASE_ERR_H
#define TF_BASE_ERR_H

enum tf_err {
    TF_OK = 0,
    TF_ERR_NOMEM,       /* the machine has no memory left */
    TF_ERR_IO,          /* disk, device or network refused; may heal */
    TF_ERR_CORRUPT,     /* stored bytes are not what we wrote */
    TF_ERR_INVALID,     /* the caller's data breaks a rule of form */
    TF_ERR_LIMIT,       /* a number in limits.h is reached */
    TF_ERR_CONFLICT,    /* well-formed, but the board says no */
    TF_ERR_NOT_FOUND,   /* no such thing (any more) */
    TF_ERR_DENIED,      /* this actor may not */
    TF_ERR_BUSY,        /* a queue is full; try again */
    TF_ERR_CLOSED,      /* it is shutting down */
    TF_ERR_UNSUPPORTED, /* a format or version we do not speak */
    TF_ERR_COUNT
};

/* A short name for logs ("no memory", "input/output", …); static. */
const char *tf_err_name(enum tf_err err);

/* What a person reads. Each field is one sentence part, UTF-8, cut at a character if too long. */
struct tf_problem {
    char what[256];  /* "This is not a frab schedule" */
    char where[192]; /* file, line or element: "debconf.xml:12, <event id='7'>" */
    char todo[256];  /* "Export it again from pretalx, or convert it to native JSON" */
};

/* Fills problem (NULL is fine) and returns err, so that `return tf_err_tell(...)` reads well.
 * where and todo may be NULL. */
enum tf_err tf_err_tell(struct tf_problem *problem, enum tf_err err, const char *where, const char *todo,
                        const char *what_format, ...) __attribute__((format(printf, 5, 6)));

#endif
