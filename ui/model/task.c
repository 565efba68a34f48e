#include "model/task.h"

#include "model/task_in.h"

const struct tf_task_kind TF_TASKS[] = {
    {.screen = TF_SCREEN_DAY, .fill = tf_task_day_fill, .act = tf_task_day_act},
    {.screen = TF_SCREEN_NEWS,
     .fill = tf_task_news_fill,
     .act = tf_task_news_act,
     .typed = tf_task_news_typed,
     .text = TF_TEXT_TITLE},
    {.screen = TF_SCREEN_BELL, .fill = tf_task_bell_fill, .act = tf_task_bell_act},
    {.screen = TF_SCREEN_TIMES,
     .fill = tf_task_times_fill,
     .act = tf_task_times_act,
     .typed = tf_task_row_typed,
     .text = TF_TEXT_NAME},
    {.screen = TF_SCREEN_TEMPLATES, .fill = tf_task_templates_fill, .act = tf_task_templates_act},
    {.screen = TF_SCREEN_SPACES,
     .fill = tf_task_spaces_fill,
     .act = tf_task_spaces_act,
     .typed = tf_task_spaces_typed,
     .text = TF_TEXT_NAME},
    {.screen = TF_SCREEN_FORMAT, .fill = tf_task_format_fill, .act = tf_task_format_act},
    {.screen = TF_SCREEN_BATCH,
     .fill = tf_task_batch_fill,
     .act = tf_task_batch_act,
     .typed = tf_task_batch_typed,
     .text = TF_TEXT_TITLE},
    {.screen = TF_SCREEN_SCHEDULE, .fill = tf_task_schedule_fill, .act = tf_task_schedule_act},
    {.screen = TF_SCREEN_MOVE, .fill = tf_task_move_fill, .act = tf_task_move_act},
    {.screen = TF_SCREEN_CONFLICTS, .fill = tf_task_conflicts_fill},
    {.screen = TF_SCREEN_PITCH, .fill = tf_task_pitch_fill, .act = tf_task_pitch_act},
    {.screen = TF_SCREEN_HIDE, .fill = tf_task_hide_fill, .act = tf_task_hide_act},
    {.screen = TF_SCREEN_CARE, .fill = tf_task_care_fill, .act = tf_task_care_act},
    {.screen = TF_SCREEN_TOPICS,
     .fill = tf_task_topics_fill,
     .act = tf_task_topics_act,
     .typed = tf_task_topics_typed,
     .text = TF_TEXT_NAME}, /* a topic is a few words, as a name is */
    {.screen = TF_SCREEN_ROUND, .fill = tf_task_round_fill},
    {.screen = TF_SCREEN_CLOSING, .fill = tf_task_closing_fill},
    {.screen = TF_SCREEN_CAFE,
     .fill = tf_task_cafe_fill,
     .act = tf_task_cafe_act,
     .typed = tf_task_cafe_typed,
     .text = TF_TEXT_NAME}, /* a number */
    {.screen = TF_SCREEN_CAME,
     .fill = tf_task_came_fill,
     .act = tf_task_came_act,
     .typed = tf_task_came_typed,
     .text = TF_TEXT_NAME}, /* a number */
    {.screen = TF_SCREEN_IDEAS,
     .fill = tf_task_ideas_fill,
     .act = tf_task_ideas_act,
     .typed = tf_task_ideas_typed,
     .text = TF_TEXT_TITLE},
    {.screen = TF_SCREEN_ACTIONS, .fill = tf_task_actions_fill, .act = tf_task_actions_act},
    {.screen = TF_SCREEN_STORY, .fill = tf_task_story_fill, .act = tf_task_story_act},
    {.screen = TF_SCREEN_PRINT, .fill = tf_task_print_fill, .act = tf_task_print_act},
    {.screen = TF_SCREEN_STICK, .fill = tf_task_stick_fill, .act = tf_task_stick_act},
    {.screen = TF_SCREEN_SETTINGS,
     .fill = tf_task_settings_fill,
     .act = tf_task_settings_act,
     .typed = tf_task_settings_typed,
     .text = TF_TEXT_TITLE},
    {.screen = TF_SCREEN_ERASE,
     .fill = tf_task_erase_fill,
     .act = tf_task_erase_act,
     .typed = tf_task_erase_typed,
     .text = TF_TEXT_NAME},
    {.screen = TF_SCREEN_HISTORY, .fill = tf_view_history},
    {.screen = TF_SCREEN_COUNT},
};

const struct tf_task_kind *tf_task_kind(enum tf_screen_name screen)
{
    for (const struct tf_task_kind *kind = TF_TASKS; kind->screen != TF_SCREEN_COUNT; kind++) {
        if (kind->screen == screen) {
            return kind;
        }
    }
    return NULL;
}
