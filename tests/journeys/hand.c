#include "journeys/hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    TOUCH_MS = 80,      /* from finger down to finger up */
    BETWEEN_MS = 600,   /* two taps on purpose */
    DOUBLE_MS = 90,     /* between the two of a double tap */
    TYPING_MS = 180,    /* two keys */
    LABEL_BYTES = 1024, /* longest text that is compared */
};

/* ---- touching
 * ----------------------------------------------------------------------------------------------- */

static bool is_key(const struct tf_target *target)
{
    return target->role == TF_TARGET_KEY;
}

static void finger(struct hand *hand, enum tf_input_kind kind, int64_t id, int x, int y)
{
    machine_input(hand->machine, &(struct tf_input){.kind = kind, .finger = id, .x = x, .y = y});
}

/* Its middle, unless something else lies there. */
static bool middle_of(struct hand *hand, const struct tf_target *target, int *x, int *y)
{
    *x = target->rect.x + target->rect.w / 2;
    *y = target->rect.y + target->rect.h / 2;
    const struct tf_target *there = tf_scene_target_at(machine_scene(hand->machine), *x, *y);
    if (there != target) {
        snprintf(hand->why, sizeof hand->why, "“%s” is covered by “%s”", target->label,
                 there != NULL ? there->label : "nothing that can be touched");
        return false;
    }
    return true;
}

static bool touch(struct hand *hand, const struct tf_target *target, int times)
{
    int64_t after = is_key(target) ? TYPING_MS : BETWEEN_MS;
    int x, y;
    if (!middle_of(hand, target, &x, &y)) {
        return false;
    }
    for (int i = 0; i < times; i++) {
        finger(hand, TF_INPUT_DOWN, 1, x, y);
        machine_wait(hand->machine, TOUCH_MS);
        finger(hand, TF_INPUT_UP, 1, x, y);
        machine_wait(hand->machine, i + 1 < times ? DOUBLE_MS : after);
    }
    return true;
}

static bool enter(struct hand *hand, const struct tf_target *target, int times)
{
    if (!hand_walk(hand, target)) {
        return false;
    }
    for (int i = 0; i < times; i++) {
        hand_press(hand, TF_KEY_ENTER);
    }
    return true;
}

static bool tap(struct hand *hand, const struct tf_target *target, int times)
{
    hand->taps += !is_key(target);
    return hand->by_keypad ? enter(hand, target, times) : touch(hand, target, times);
}

bool hand_tap(struct hand *hand, const struct tf_target *target)
{
    return tap(hand, target, 1);
}

bool hand_double_tap(struct hand *hand, const struct tf_target *target)
{
    return tap(hand, target, 2);
}

bool hand_hold(struct hand *hand, const struct tf_target *target)
{
    if (!middle_of(hand, target, &hand->held_x, &hand->held_y)) {
        return false;
    }
    hand->held = 1;
    finger(hand, TF_INPUT_DOWN, hand->held, hand->held_x, hand->held_y);
    machine_wait(hand->machine, TOUCH_MS);
    return true;
}

bool hand_second_finger(struct hand *hand, const struct tf_target *target)
{
    int x, y;
    if (!middle_of(hand, target, &x, &y)) {
        return false;
    }
    finger(hand, TF_INPUT_DOWN, 2, x, y);
    machine_wait(hand->machine, TOUCH_MS);
    finger(hand, TF_INPUT_UP, 2, x, y);
    machine_wait(hand->machine, TOUCH_MS);
    return true;
}

void hand_lift(struct hand *hand, bool is_lost)
{
    finger(hand, is_lost ? TF_INPUT_CANCEL : TF_INPUT_UP, hand->held, hand->held_x, hand->held_y);
    hand->held = 0;
    machine_wait(hand->machine, BETWEEN_MS);
}

bool hand_drag(struct hand *hand, const struct tf_target *card, const struct tf_target *to)
{
    enum { STEPS = 5, STEP_MS = 40 };
    int x, y, to_x, to_y;
    if (!middle_of(hand, card, &x, &y) || !middle_of(hand, to, &to_x, &to_y)) {
        return false;
    }
    finger(hand, TF_INPUT_DOWN, 1, x, y);
    machine_wait(hand->machine, TF_POINTER_HOLD_MS);
    for (int i = 1; i <= STEPS; i++) {
        finger(hand, TF_INPUT_MOVE, 1, x + (to_x - x) * i / STEPS, y + (to_y - y) * i / STEPS);
        machine_wait(hand->machine, STEP_MS);
    }
    finger(hand, TF_INPUT_UP, 1, to_x, to_y);
    machine_wait(hand->machine, BETWEEN_MS);
    return true;
}

void hand_swipe(struct hand *hand, int dx, int dy)
{
    const struct tf_theme *theme = tf_scene_theme(machine_scene(hand->machine));
    int far = (int)(TF_POINTER_SWIPE_MM * 1.5 * theme->px_per_mm);
    int x = theme->width_px / 2, y = theme->height_px / 2;
    finger(hand, TF_INPUT_DOWN, 1, x, y);
    for (int i = 1; i <= 4; i++) {
        machine_wait(hand->machine, TOUCH_MS / 4);
        finger(hand, TF_INPUT_MOVE, 1, x + dx * far * i / 4, y + dy * far * i / 4);
    }
    finger(hand, TF_INPUT_UP, 1, x + dx * far, y + dy * far);
    machine_wait(hand->machine, BETWEEN_MS);
}

/* ---- the keypad
 * ---------------------------------------------------------------------------------------------- */

void hand_press(struct hand *hand, enum tf_input_key key)
{
    hand->keys++;
    machine_input(hand->machine, &(struct tf_input){.kind = TF_INPUT_KEY, .key = key});
    machine_wait(hand->machine, TYPING_MS);
}

static const enum tf_input_key STEPS[] = {TF_KEY_NEXT,  TF_KEY_PREVIOUS, TF_KEY_LEFT,
                                          TF_KEY_RIGHT, TF_KEY_UP,       TF_KEY_DOWN};
enum { STEP_COUNT = sizeof STEPS / sizeof STEPS[0] };

struct way {
    struct tf_pointer pointer; /* after the step */
    size_t from;               /* index of the way that it goes on from */
    enum tf_input_key key;
};

/* Presses what leads from the first way to this one. */
static void go_way(struct hand *hand, const struct way *ways, size_t last)
{
    size_t first = last;
    size_t count = 0;
    for (; first != 0; first = ways[first].from) {
        count++;
    }
    enum tf_input_key *keys = calloc(count + 1, sizeof *keys);
    assert_non_null(keys);
    for (size_t i = count, at = last; i > 0; i--, at = ways[at].from) {
        keys[i - 1] = ways[at].key;
    }
    for (size_t i = 0; i < count; i++) {
        hand_press(hand, keys[i]);
    }
    free(keys);
}

/* The pointer is a value and what a key does to it is pure: so the shortest way is found on copies of it. */
bool hand_walk(struct hand *hand, const struct tf_target *target)
{
    const struct tf_scene *scene = machine_scene(hand->machine);
    const struct tf_tag goal = target->tag;
    size_t most = tf_scene_target_count(scene) + 1;
    size_t count = 1;
    struct way *ways = calloc(most, sizeof *ways);
    bool *seen = calloc(most, sizeof *seen);
    assert_non_null(ways);
    assert_non_null(seen);
    ways[0].pointer = hand->machine->pointer;
    bool is_there = tf_tag_equal(ways[0].pointer.focus, goal);
    for (size_t at = 0; at < count && !is_there; at++) {
        for (size_t s = 0; s < STEP_COUNT && !is_there; s++) {
            struct way next = {.pointer = ways[at].pointer, .from = at, .key = STEPS[s]};
            struct tf_input key = {.kind = TF_INPUT_KEY, .key = STEPS[s]};
            tf_pointer_input(&next.pointer, scene, &key);
            const struct tf_target *on = tf_scene_target_tagged(scene, next.pointer.focus);
            size_t index = on != NULL ? (size_t)(on - tf_scene_target_at_index(scene, 0)) : most - 1;
            if (on == NULL || seen[index] || count == most) {
                continue;
            }
            seen[index] = true;
            ways[count] = next;
            is_there = tf_tag_equal(next.pointer.focus, goal);
            count++;
        }
    }
    if (is_there) {
        go_way(hand, ways, count - 1);
        is_there = tf_tag_equal(hand->machine->pointer.focus, goal);
    }
    if (!is_there) {
        snprintf(hand->why, sizeof hand->why, "no keys of the keypad lead to it");
    }
    free(seen);
    free(ways);
    return is_there;
}

/* ---- finding
 * ------------------------------------------------------------------------------------------------ */

static size_t width_of_mark(const unsigned char *at)
{
    static const char *const MARKS[] = {"\u200E", "\u200F", "\u2066", "\u2067", "\u2068", "\u2069", "\u200B"};
    for (size_t i = 0; i < sizeof MARKS / sizeof MARKS[0]; i++) {
        if (strncmp((const char *)at, MARKS[i], 3) == 0) {
            return 3;
        }
    }
    return 0;
}

static size_t width_of_space(const unsigned char *at)
{
    if (*at == '\n' || *at == '\t') {
        return 1;
    }
    if (strncmp((const char *)at, "\u00A0", 2) == 0) {
        return 2;
    }
    return strncmp((const char *)at, "\u202F", 3) == 0 ? 3 : 0;
}

void hand_read(char *out, size_t size, const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t len = 0;
    while (*at != '\0' && len + 1 < size) {
        size_t mark = width_of_mark(at);
        size_t space = width_of_space(at);
        if (mark > 0) {
            at += mark;
        } else if (space > 0) {
            at += space;
            out[len++] = ' ';
        } else {
            out[len++] = (char)*at++;
        }
    }
    out[len] = '\0';
}

static bool has(const char *text, const char *part, bool is_whole)
{
    char read[LABEL_BYTES];
    hand_read(read, sizeof read, text);
    return is_whole ? strcmp(read, part) == 0 : strstr(read, part) != NULL;
}

bool hand_sees(const struct hand *hand, const char *text)
{
    const struct tf_scene *scene = machine_scene(hand->machine);
    for (size_t i = 0; i < tf_scene_node_count(scene); i++) {
        const struct tf_node *node = tf_scene_node(scene, i);
        if (node->kind == TF_NODE_TEXT && has(node->text, text, false)) {
            return true;
        }
    }
    for (size_t i = 0; i < tf_scene_target_count(scene); i++) {
        if (has(tf_scene_target_at_index(scene, i)->label, text, false)) {
            return true;
        }
    }
    return false;
}

void hand_print(const struct hand *hand, FILE *to)
{
    const struct tf_scene *scene = machine_scene(hand->machine);
    char read[LABEL_BYTES];
    fprintf(to, "controls on the screen:\n");
    for (size_t i = 0; i < tf_scene_target_count(scene); i++) {
        const struct tf_target *target = tf_scene_target_at_index(scene, i);
        hand_read(read, sizeof read, target->label);
        fprintf(to, "  “%s”%s%s%s\n", read, target->selected ? " (chosen)" : "",
                target->disabled != NULL ? " (off: " : "", target->disabled != NULL ? target->disabled : "");
    }
    fprintf(to, "and written on it:\n");
    for (size_t i = 0; i < tf_scene_node_count(scene); i++) {
        const struct tf_node *node = tf_scene_node(scene, i);
        if (node->kind == TF_NODE_TEXT) {
            hand_read(read, sizeof read, node->text);
            fprintf(to, "  “%s”%s\n", read, node->is_cut ? " (cut)" : "");
        }
    }
}

/* Collects what fits; several that mean the same (a session on the grid and in a panel) are one. */
struct search {
    const struct tf_target *found, *other;
};

static void add(struct search *search, const struct tf_target *target)
{
    const struct tf_target *first = search->found;
    if (first == NULL) {
        search->found = target;
    } else if (first != target && (first->tag.what != target->tag.what || first->tag.a != target->tag.a)) {
        search->other = target;
    }
}

static const struct tf_target *one_of(struct hand *hand, const struct search *search, const char *label)
{
    if (search->other != NULL) {
        snprintf(hand->why, sizeof hand->why, "“%s” could be “%s” or “%s”", label, search->found->label,
                 search->other->label);
        return NULL;
    }
    if (search->found == NULL) {
        snprintf(hand->why, sizeof hand->why, "no control is called “%s”", label);
    }
    return search->found;
}

static bool is_written_on(const struct tf_scene *scene, const struct tf_target *target, const char *text)
{
    for (size_t i = 0; i < tf_scene_node_count(scene); i++) {
        const struct tf_node *node = tf_scene_node(scene, i);
        struct tf_rect seen = node->bounds;
        if (node->kind == TF_NODE_TEXT && has(node->text, text, true) &&
            tf_rect_has(target->rect, seen.x + seen.w / 2, seen.y + seen.h / 2)) {
            return true;
        }
    }
    return false;
}

const struct tf_target *hand_find(struct hand *hand, const char *label)
{
    const struct tf_scene *scene = machine_scene(hand->machine);
    size_t count = tf_scene_target_count(scene);
    struct search whole = {NULL, NULL}, part = {NULL, NULL}, written = {NULL, NULL};
    for (size_t i = 0; i < count; i++) {
        const struct tf_target *target = tf_scene_target_at_index(scene, i);
        if (has(target->label, label, true)) {
            add(&whole, target);
        } else if (!is_key(target) && is_written_on(scene, target, label)) {
            add(&written, target);
        } else if (!is_key(target) && has(target->label, label, false)) {
            add(&part, target);
        }
    }
    return one_of(hand, whole.found != NULL ? &whole : written.found != NULL ? &written : &part, label);
}

const struct tf_target *hand_find_cell(struct hand *hand, const char *const *words, size_t count)
{
    const struct tf_scene *scene = machine_scene(hand->machine);
    struct search search = {NULL, NULL};
    char name[LABEL_BYTES] = "";
    for (size_t w = 0; w < count; w++) {
        size_t len = strlen(name);
        snprintf(name + len, sizeof name - len, "%s%s", w > 0 ? ", " : "", words[w]);
    }
    for (size_t i = 0; i < tf_scene_target_count(scene); i++) {
        const struct tf_target *target = tf_scene_target_at_index(scene, i);
        char read[LABEL_BYTES];
        hand_read(read, sizeof read, target->label);
        bool fits =
            target->role == TF_TARGET_CELL && count > 0 && strncmp(read, words[0], strlen(words[0])) == 0;
        for (size_t w = 1; w < count; w++) {
            fits = fits && strstr(read, words[w]) != NULL;
        }
        if (fits) {
            add(&search, target);
        }
    }
    return one_of(hand, &search, name);
}

const struct tf_target *hand_find_tag(const struct hand *hand, uint32_t what, uint64_t a)
{
    const struct tf_scene *scene = machine_scene(hand->machine);
    for (size_t i = 0; i < tf_scene_target_count(scene); i++) {
        const struct tf_target *target = tf_scene_target_at_index(scene, i);
        if (target->tag.what == what && target->tag.a == a && target->disabled == NULL) {
            return target;
        }
    }
    return NULL;
}

size_t hand_go_home(struct hand *hand, size_t most)
{
    static const struct {
        enum tf_intent_what what;
        uint64_t a;
    } WAYS[] = {
        {TF_INTENT_STILL_HERE, 0}, {TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_THROW_AWAY},
        {TF_INTENT_HOME, 0},       {TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_DONE},
        {TF_INTENT_BACK, 0},
    };
    size_t taps = 0;
    while (!machine_is_home(hand->machine) && taps <= most) {
        const struct tf_target *target = NULL;
        for (size_t i = 0; i < sizeof WAYS / sizeof WAYS[0] && target == NULL; i++) {
            target = hand_find_tag(hand, WAYS[i].what, WAYS[i].a);
        }
        if (target == NULL || !hand_tap(hand, target)) {
            snprintf(hand->why, sizeof hand->why, "there is no way home from here");
            return most + 1;
        }
        taps++;
    }
    if (taps > most) {
        snprintf(hand->why, sizeof hand->why, "home is more than %zu taps away", most);
    }
    return taps;
}
