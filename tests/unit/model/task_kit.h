/* task_kit.h: an organiser's or helper's sheet at the kiosk of propose_kit.h: pressed, typed into, read. */
#ifndef TF_TESTS_TASK_KIT_H
#define TF_TESTS_TASK_KIT_H

#include "model/sheet.h"
#include "model/task.h"
#include "propose_kit.h"

/* In by the PIN, as the keeper's thread would answer. */
static inline struct desk desk_of(const char *description, enum tf_role role, enum tf_screen_name screen)
{
    struct desk desk = desk_with(description);
    struct tf_errand errand;
    tf_app_set_pin(desk.app, true);
    go(&desk, TF_INTENT_MARK, 0, 0);
    for (uint64_t digit = 1; digit <= 6; digit++) {
        go(&desk, TF_INTENT_ORGANISE, TF_PIN_DO_DIGIT, digit);
    }
    go(&desk, TF_INTENT_ORGANISE, TF_PIN_DO_ENTER, 0);
    assert_true(tf_app_take_errand(desk.app, &errand));
    struct tf_errand_answer *answer = tf_errand_answer_create(&errand);
    assert_non_null(answer);
    answer->err = TF_OK;
    answer->has_pin = true;
    tf_app_errand_done(desk.app, answer);
    assert_int_equal(desk.s->role, role);
    go(&desk, TF_INTENT_MENU, screen, 0);
    assert_int_equal(desk.s->screen, screen);
    return desk;
}

static inline void press(struct desk *desk, enum tf_task_do what, uint64_t b)
{
    go(desk, TF_INTENT_ORGANISE, what, b);
    run_ledger(desk);
}

static inline void enter(struct desk *desk)
{
    go(desk, TF_INTENT_KEY_FUNCTION, TF_KEY_NEW_LINE, 0);
    run_ledger(desk);
}

static inline void take_back(struct desk *desk)
{
    assert_true(desk->s->task->undo != 0);
    press(desk, TF_TASK_DO_UNDO, 0);
    assert_int_equal(desk->verb, TF_VERB_UNDO);
}

struct shown {
    struct tf_arena arena;
    struct tf_sheet sheet;
};

static inline struct shown shown(const struct desk *desk)
{
    struct shown shown;
    tf_arena_init(&shown.arena);
    tf_sheet_fill(&shown.sheet, &shown.arena, desk->s);
    return shown;
}

static inline void assert_line(const struct desk *desk, size_t index, const char *title, const char *about)
{
    struct shown now = shown(desk);
    assert_true(index < now.sheet.line_count);
    assert_string_equal(now.sheet.lines[index].title, title);
    if (about != NULL) {
        assert_string_equal(now.sheet.lines[index].about, about);
    }
    tf_arena_free(&now.arena);
}

static inline size_t line_count(const struct desk *desk)
{
    struct shown now = shown(desk);
    size_t count = now.sheet.line_count;
    tf_arena_free(&now.arena);
    return count;
}

#endif
