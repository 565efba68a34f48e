#include "model/errand.h"

#include <stdlib.h>
#include <string.h>

struct tf_errand_answer *tf_errand_answer_create(const struct tf_errand *errand)
{
    struct tf_errand_answer *answer = calloc(1, sizeof *answer);
    if (answer != NULL) {
        answer->errand = *errand;
    }
    return answer;
}

void tf_errand_answer_destroy(struct tf_errand_answer *answer)
{
    if (answer == NULL) {
        return;
    }
    for (size_t i = 0; i < answer->event_count; i++) {
        tf_event_unref(answer->events[i]);
    }
    tf_board_unref(answer->board);
    explicit_bzero(answer, sizeof *answer);
    free(answer);
}
