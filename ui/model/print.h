/* print.h: what screens know of the printer and of the slip that somebody here asked for. The kiosk tells
 * it; a slip is called printed when the printer says so, and not before. */
#ifndef TF_MODEL_PRINT_H
#define TF_MODEL_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tf_print_fate {
    TF_PRINT_NONE,
    TF_PRINT_WAITING, /* or being printed */
    TF_PRINT_HELD,    /* until somebody says whether it shall come out */
    TF_PRINT_PRINTED,
    TF_PRINT_GONE,
};

struct tf_print_status {
    const char *words; /* a message id, static: how the printer is; "": ready or at work */
    bool can_print;    /* now or very soon */
    bool asks;         /* it could, and slips are held */
    size_t held;
    enum tf_print_fate fate; /* of the slip of tf_print.session */
};

struct tf_print {
    struct tf_print_status status;
    uint64_t session; /* whose slip was asked for by the person who is here; 0: none */
};

/* What the app wants of the printer. */
enum tf_print_what {
    TF_PRINT_SLIP,  /* of the session */
    TF_PRINT_GO_ON, /* what is held comes out */
    TF_PRINT_DROP,  /* what is held is given up */
};
struct tf_print_wish {
    enum tf_print_what what;
    uint64_t session;
};

#endif
