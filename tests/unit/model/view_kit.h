/* view_kit.h: a wall and a moment, for the tests of what screens say. */
#ifndef TF_TESTS_VIEW_KIT_H
#define TF_TESTS_VIEW_KIT_H

#include "model/view.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct scene {
    struct tf_board *board;
    struct tf_zone *zone;
    struct tf_arena arena;
    struct tf_app_state state;
};

static inline struct scene scene_of(struct tf_board *board, const char *zone)
{
    struct scene s = {.board = board};
    assert_int_equal(tf_zone_open(&s.zone, zone), TF_OK);
    tf_arena_init(&s.arena);
    s.state = (struct tf_app_state){
        .board = board,
        .zone = s.zone,
        .time_confirmed = true,
        .saving_works = true,
        .base_url = "http://10.0.0.5:8080",
        .lang = TF_LANG_EN,
        .day = -1,
        .first_slot = -1,
    };
    return s;
}

static inline void scene_end(struct scene *s)
{
    tf_arena_free(&s->arena);
    tf_zone_close(s->zone);
    tf_board_unref(s->board);
}

static inline int64_t at(int hour, int minute)
{
    return SUPPORT_DAY_S + hour * 3600 + minute * 60;
}

static inline struct tf_view_home home_at(struct scene *s, int64_t now_s)
{
    struct tf_view_home view;
    s->state.now_s = now_s;
    tf_view_home(&view, &s->arena, &s->state);
    return view;
}

static inline const struct tf_view_block *block_at(const struct tf_view_grid *grid, int space, int row)
{
    for (size_t b = grid->first_block[space]; b < grid->first_block[space + 1]; b++) {
        if (grid->blocks[b].first <= row && row <= grid->blocks[b].last) {
            return &grid->blocks[b];
        }
    }
    return NULL;
}

#endif
