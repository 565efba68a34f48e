/* cafe.h: a World Café as the board has it: spaces are its tables, the session rows of a day its rounds
 * (their titles the questions), who came, without a host at each table, its guests. */
#ifndef TF_CORE_CAFE_H
#define TF_CORE_CAFE_H

#include "core/board.h"
#include "core/rotation.h"

struct tf_cafe {
    const struct tf_slot *rounds[TF_ROTATION_ROUNDS_MAX];  /* of the board */
    const struct tf_space *tables[TF_ROTATION_TABLES_MAX]; /* that are not closed */
    struct tf_rotation plan;                               /* of as many */
};

/* Today, when it has rounds; else the next day that has, or the last one. today: a date. */
size_t tf_cafe_day(const struct tf_board *board, int64_t today);
/* day: an index of the grid's. TF_ERR_NOT_FOUND: there are no tables or no rounds; TF_ERR_INVALID: nobody has
 * said how many came, or no more than there are tables; TF_ERR_LIMIT: more than a plan is made for;
 * TF_ERR_NOMEM. */
enum tf_err tf_cafe_plan(struct tf_cafe *out, const struct tf_board *board, size_t day);
void tf_cafe_free(struct tf_cafe *cafe);

#endif
