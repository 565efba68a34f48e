#include "golden/look.h"

#include "golden/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

int look_open(void **state)
{
    struct picture *picture = calloc(1, sizeof *picture);
    assert_non_null(picture);
    picture_open(picture);
    *state = picture;
    return 0;
}

int look_close(void **state)
{
    picture_close(*state);
    free(*state);
    return 0;
}

static int look(struct picture *picture, const struct situation *situation, enum tf_lang lang,
                const struct look_size *size)
{
    char name[96];
    struct tf_board *board = walls_board(situation->wall);
    struct stand stand = stand_at(board, lang);
    situation->reach(&stand);
    (void)snprintf(name, sizeof name, "%s-%s-%dx%d", situation->name, tf_lang_code(lang), size->width_px,
                   size->height_px);
    int failed = golden_check(picture, stand.s, size->width_px, size->height_px, name);
    stand_leave(&stand);
    tf_board_unref(board);
    return failed;
}

void look_at_all(struct picture *picture, const struct situation *situations, const struct look_size *sizes)
{
    int failed = 0;
    for (const struct situation *situation = situations; situation->name != NULL; situation++) {
        for (const struct look_size *size = sizes; size->width_px != 0; size++) {
            for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
                bool is_once = lang == TF_LANG_DE && size == sizes;
                if ((situation->traits & SITUATION_EVERYWHERE) != 0 ? size->languages[lang] : is_once) {
                    failed += look(picture, situation, (enum tf_lang)lang, size);
                }
            }
        }
    }
    assert_int_equal(failed, 0);
}
