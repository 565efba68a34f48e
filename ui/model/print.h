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
    size_t waiting;          /* will come out by themselves */
    bool has_last;           /* there is one to print once more */
    size_t pieces, printed;  /* of what organisers asked for at once, as long as it is under way; 0 */
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
    /* Organisers alone: pieces, one after the other. */
    TF_PRINT_ALL_CARDS,
    TF_PRINT_CHANGED_CARDS, /* since they were printed last */
    TF_PRINT_ALL_SIGNS,
    TF_PRINT_BULLETIN,
    TF_PRINT_CARD,     /* of the session */
    TF_PRINT_AGAIN,    /* the last one of all, once more */
    TF_PRINT_DROP_ALL, /* what is held, and the pieces that have not begun */
    TF_PRINT_WHAT_COUNT
};
struct tf_print_wish {
    enum tf_print_what what;
    uint64_t session;
};

#endif
