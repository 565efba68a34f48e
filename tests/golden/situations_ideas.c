/* Where sessions are ideas: the organisers' sheet, their menu with what is overdue, an idea's page. */
#include "golden/situations.h"

#include "model/task.h"

/* Of the first ones three are overdue, one has an answer, and one is being looked at. */
static void with_ideas(struct stand *stand)
{
    struct tf_gathering gathering = *tf_board_gathering(stand->board);
    struct tf_session first[5];
    size_t count = 0;
    struct tf_table_iter it = tf_table_first(stand->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && count < 5; tf_table_next(&it)) {
        first[count++] = *TF_SESSION(it.record);
    }
    for (size_t i = 0; i < count; i++) {
        first[i].proposed_at = stand->s->now_s - 20 * 86400;
        if (i == 0) {
            first[i].idea = TF_IDEA_LOOKED_AT;
            first[i].idea_owner = "Mara";
            first[i].reply_by = tf_zone_day_of(stand->s->zone, stand->s->now_s) + 14;
        } else if (i == 1) {
            first[i].idea = TF_IDEA_NOT_NOW;
            first[i].idea_why = "Das Dach wird bis zum Frühjahr repariert.";
            first[i].idea_owner = "Aylin";
        }
        stand_put(stand, &first[i].record);
    }
    gathering.reply_days = 14;
    stand_put(stand, &gathering.record);
}

static void ideas(struct stand *stand)
{
    with_ideas(stand);
    stand_enter(stand, TF_SCREEN_IDEAS);
    struct tf_table_iter it = tf_table_first(stand->board->tables[TF_KIND_SESSION]);
    if (it.record != NULL) {
        stand_do(stand, TF_INTENT_ORGANISE, TF_TASK_DO_CHOOSE, it.record->key.id);
    }
}

static void ideas_overdue(struct stand *stand)
{
    with_ideas(stand);
    stand_enter(stand, TF_SCREEN_MENU);
    tf_app_set_time(stand->app, stand->s->now_s + 20 * 86400, stand->s->mono_ms, true);
}

static void idea_page(struct stand *stand)
{
    with_ideas(stand);
    struct tf_table_iter it = tf_table_first(stand->board->tables[TF_KIND_SESSION]);
    stand_do(stand, TF_INTENT_SESSION, it.record->key.id, 0);
}

const struct situation SITUATIONS_IDEAS[] = {
    {"sheet-ideas", WALLS_FULL, ideas, SITUATION_EVERYWHERE},
    {"menu-ideas", WALLS_FULL, ideas_overdue, SITUATION_EVERYWHERE},
    {"session-idea", WALLS_FULL, idea_page, SITUATION_OF_SESSIONS},
    {NULL, WALLS_NOTHING, NULL, 0},
};
