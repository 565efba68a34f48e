#include "keys/keymap.h"

#include "keys/keymap_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xkbcommon/xkbcommon-compose.h>
#include <xkbcommon/xkbcommon.h>

/* Where xkb-data and libx11-data put their files. Neither the environment nor anybody's home is asked. */
#define COMPOSE_FORMAT "/usr/share/X11/locale/%s/Compose"
#define COMPOSE_USUAL  "en_US.UTF-8"

enum { WAITING_MAX = 4, NAME_MAX_BYTES = 32 };

struct tf_keymap {
    struct tf_keymap_row rows[TF_KEYMAP_ROWS];
    size_t levels;
    bool is_rtl;
    struct xkb_compose_table *table; /* NULL: dead keys put their mark on the letter, nothing more */
    struct xkb_compose_state *state;
    uint32_t waiting[WAITING_MAX]; /* dead keys pressed */
    size_t waiting_count;
    char pending[TF_KEYMAP_LABEL_MAX];
};

/* xkb's names of the keys' places, in the rows of a keyboard with 105 keys; some are on few keyboards only.
 */
static const char *const PLACES[TF_KEYMAP_ROWS][TF_KEYMAP_KEYS_MAX] = {
    {"TLDE", "AE01", "AE02", "AE03", "AE04", "AE05", "AE06", "AE07", "AE08", "AE09", "AE10", "AE11", "AE12",
     "AE13"},
    {"AD01", "AD02", "AD03", "AD04", "AD05", "AD06", "AD07", "AD08", "AD09", "AD10", "AD11", "AD12"},
    {"AC01", "AC02", "AC03", "AC04", "AC05", "AC06", "AC07", "AC08", "AC09", "AC10", "AC11", "BKSL"},
    {"LSGT", "AB01", "AB02", "AB03", "AB04", "AB05", "AB06", "AB07", "AB08", "AB09", "AB10", "AB11"},
};

/* Layouts whose people have a compose table of their own. */
static const char *const COMPOSE_OWN[][2] = {
    {"br", "pt_BR.UTF-8"}, {"cz", "cs_CZ.UTF-8"}, {"fi", "fi_FI.UTF-8"}, {"gr", "el_GR.UTF-8"},
    {"kh", "km_KH.UTF-8"}, {"pt", "pt_PT.UTF-8"}, {"rs", "sr_RS.UTF-8"},
};

/* A name goes into xkb's own little language and into a path: letters, digits, - and _ only. */
static bool is_name(const char *name)
{
    size_t len = strnlen(name, NAME_MAX_BYTES + 1);
    for (size_t i = 0; i < len; i++) {
        char c = name[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                     c == '_';
        if (!plain) {
            return false;
        }
    }
    return len <= NAME_MAX_BYTES;
}

static struct xkb_compose_table *compose_of_locale(struct xkb_context *context, const char *locale)
{
    char path[128];
    snprintf(path, sizeof(path), COMPOSE_FORMAT, locale);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return NULL;
    }
    struct xkb_compose_table *table = xkb_compose_table_new_from_file(
        context, file, locale, XKB_COMPOSE_FORMAT_TEXT_V1, XKB_COMPOSE_COMPILE_NO_FLAGS);
    fclose(file);
    return table;
}

static struct xkb_compose_table *compose_of(struct xkb_context *context, const char *layout)
{
    struct xkb_compose_table *table = NULL;
    for (size_t i = 0; i < sizeof(COMPOSE_OWN) / sizeof(COMPOSE_OWN[0]) && table == NULL; i++) {
        if (strcmp(layout, COMPOSE_OWN[i][0]) == 0) {
            table = compose_of_locale(context, COMPOSE_OWN[i][1]);
        }
    }
    return table != NULL ? table : compose_of_locale(context, COMPOSE_USUAL);
}

/* What the keysym types when no dead key waits; "" for dead keys too. */
static void plain_text(struct tf_keymap *keymap, uint32_t keysym, char out[TF_KEYMAP_LABEL_MAX])
{
    int len = -1;
    out[0] = '\0';
    if (tf_keymap_dead_label(keysym) != NULL) {
        return;
    }
    if (keymap->state != NULL) { /* some keys type a ligature or two letters */
        xkb_compose_state_reset(keymap->state);
        xkb_compose_state_feed(keymap->state, keysym);
        if (xkb_compose_state_get_status(keymap->state) == XKB_COMPOSE_COMPOSED) {
            len = xkb_compose_state_get_utf8(keymap->state, out, TF_KEYMAP_LABEL_MAX);
        }
        xkb_compose_state_reset(keymap->state);
    }
    if (len <= 0) {
        len = xkb_keysym_to_utf8(keysym, out, TF_KEYMAP_LABEL_MAX);
    }
    if (len <= 0 || len >= TF_KEYMAP_LABEL_MAX || !tf_keymap_is_typable(out)) {
        out[0] = '\0';
    }
}

static void fill_level(struct tf_keymap *keymap, struct tf_keymap_key *key, size_t level, uint32_t keysym)
{
    char text[TF_KEYMAP_LABEL_MAX];
    const char *dead = tf_keymap_dead_label(keysym);
    plain_text(keymap, keysym, text);
    if (dead == NULL && text[0] == '\0') {
        return;
    }
    key->keysym[level] = keysym;
    key->dead[level] = dead != NULL;
    tf_keymap_label(dead != NULL ? dead : text, key->label[level]);
}

static bool types_something(const struct tf_keymap_key *key)
{
    for (size_t level = 0; level < TF_KEYMAP_LEVELS; level++) {
        if (key->keysym[level] != 0) {
            return true;
        }
    }
    return false;
}

static void hold(struct xkb_state *state, struct xkb_keymap *map, const char *name, bool is_down)
{
    xkb_keycode_t code = xkb_keymap_key_by_name(map, name);
    if (code != XKB_KEYCODE_INVALID) {
        xkb_state_update_key(state, code, is_down ? XKB_KEY_DOWN : XKB_KEY_UP);
    }
}

/* Each level is read with the keys held that a person would hold: what a layout makes of them is its own. */
static enum tf_err read_rows(struct tf_keymap *keymap, struct xkb_keymap *map)
{
    struct xkb_state *states[TF_KEYMAP_LEVELS] = {NULL};
    bool has_states = true;
    for (size_t level = 0; level < TF_KEYMAP_LEVELS; level++) {
        states[level] = xkb_state_new(map);
        has_states = has_states && states[level] != NULL;
        if (has_states) {
            hold(states[level], map, "LFSH", (level & 1) != 0);
            hold(states[level], map, "LVL3", (level & 2) != 0);
        }
    }
    for (size_t r = 0; r < TF_KEYMAP_ROWS && has_states; r++) {
        struct tf_keymap_row *row = &keymap->rows[r];
        for (size_t p = 0; p < TF_KEYMAP_KEYS_MAX && PLACES[r][p] != NULL; p++) {
            struct tf_keymap_key key = {.dead = {false}};
            xkb_keycode_t code = xkb_keymap_key_by_name(map, PLACES[r][p]);
            for (size_t level = 0; level < TF_KEYMAP_LEVELS && code != XKB_KEYCODE_INVALID; level++) {
                fill_level(keymap, &key, level, xkb_state_key_get_one_sym(states[level], code));
            }
            if (types_something(&key)) {
                row->keys[row->count++] = key;
            }
        }
    }
    for (size_t level = 0; level < TF_KEYMAP_LEVELS; level++) {
        xkb_state_unref(states[level]);
    }
    return has_states ? TF_OK : TF_ERR_NOMEM;
}

/* Whether a key (but `but`) has it on it plainly or with Shift. */
static bool is_on_lower_levels(const struct tf_keymap *keymap, const char *label,
                               const struct tf_keymap_key *but)
{
    for (size_t r = 0; r < TF_KEYMAP_ROWS; r++) {
        for (size_t k = 0; k < keymap->rows[r].count; k++) {
            const struct tf_keymap_key *key = &keymap->rows[r].keys[k];
            if (key != but && (strcmp(key->label[0], label) == 0 || strcmp(key->label[1], label) == 0)) {
                return true;
            }
        }
    }
    return false;
}

/* Layouts of places where keyboards lack the key left of Z do not speak of it: then it has what every
 * keyboard has elsewhere. */
static void drop_needless_extra(struct tf_keymap *keymap)
{
    struct tf_keymap_row *row = &keymap->rows[TF_KEYMAP_ROWS - 1];
    const struct tf_keymap_key *extra = &row->keys[0];
    if (row->count > 0 && strcmp(extra->label[0], "<") == 0 && strcmp(extra->label[1], ">") == 0 &&
        is_on_lower_levels(keymap, "<", extra) && is_on_lower_levels(keymap, ">", extra)) {
        row->count--;
        memmove(&row->keys[0], &row->keys[1], row->count * sizeof(row->keys[0]));
    }
}

static void look_over(struct tf_keymap *keymap)
{
    size_t rtl = 0;
    size_t ltr = 0;
    keymap->levels = 2;
    for (size_t r = 0; r < TF_KEYMAP_ROWS; r++) {
        for (size_t k = 0; k < keymap->rows[r].count; k++) {
            const struct tf_keymap_key *key = &keymap->rows[r].keys[k];
            for (size_t level = 2; level < TF_KEYMAP_LEVELS; level++) {
                if (key->keysym[level] != 0 && !is_on_lower_levels(keymap, key->label[level], NULL)) {
                    keymap->levels = TF_KEYMAP_LEVELS;
                }
            }
            int direction = tf_keymap_direction(key->label[0]);
            rtl += direction < 0;
            ltr += direction > 0;
        }
    }
    keymap->is_rtl = rtl > ltr;
}

enum tf_err tf_keymap_open(struct tf_keymap **out, const char *layout, const char *variant)
{
    if (layout[0] == '\0' || !is_name(layout) || !is_name(variant)) {
        return TF_ERR_NOT_FOUND;
    }
    enum tf_err err = TF_ERR_NOMEM;
    struct xkb_keymap *map = NULL;
    struct xkb_context *context =
        xkb_context_new(XKB_CONTEXT_NO_DEFAULT_INCLUDES | XKB_CONTEXT_NO_ENVIRONMENT_NAMES);
    struct tf_keymap *keymap = calloc(1, sizeof(*keymap));
    if (context == NULL || keymap == NULL) {
        goto out;
    }
    xkb_context_set_log_level(context, XKB_LOG_LEVEL_CRITICAL); /* a wrong name is no news: we return it */
    err = TF_ERR_NOT_FOUND;
    if (xkb_context_include_path_append(context, TF_KEYMAP_XKB_PATH) == 0) {
        goto out;
    }
    struct xkb_rule_names names = {
        .rules = "evdev", .model = "pc105", .layout = layout, .variant = variant, .options = ""};
    map = xkb_keymap_new_from_names(context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
    if (map == NULL) {
        goto out;
    }
    keymap->table = compose_of(context, layout);
    if (keymap->table != NULL) {
        keymap->state = xkb_compose_state_new(keymap->table, XKB_COMPOSE_STATE_NO_FLAGS);
    }
    err = read_rows(keymap, map);
    if (err == TF_OK) {
        drop_needless_extra(keymap);
        look_over(keymap);
        *out = keymap;
        keymap = NULL;
    }
out:
    tf_keymap_close(keymap);
    xkb_keymap_unref(map);
    xkb_context_unref(context);
    return err;
}

void tf_keymap_close(struct tf_keymap *keymap)
{
    if (keymap != NULL) {
        xkb_compose_state_unref(keymap->state);
        xkb_compose_table_unref(keymap->table);
        free(keymap);
    }
}

const struct tf_keymap_row *tf_keymap_row(const struct tf_keymap *keymap, size_t row)
{
    static const struct tf_keymap_row EMPTY = {.count = 0};
    return row < TF_KEYMAP_ROWS ? &keymap->rows[row] : &EMPTY;
}

size_t tf_keymap_levels(const struct tf_keymap *keymap)
{
    return keymap->levels;
}

bool tf_keymap_is_rtl(const struct tf_keymap *keymap)
{
    return keymap->is_rtl;
}

const char *tf_keymap_pending(const struct tf_keymap *keymap)
{
    return keymap->pending;
}

void tf_keymap_cancel(struct tf_keymap *keymap)
{
    keymap->waiting_count = 0;
    keymap->pending[0] = '\0';
    if (keymap->state != NULL) {
        xkb_compose_state_reset(keymap->state);
    }
}

static void wait_for_letter(struct tf_keymap *keymap, uint32_t dead)
{
    if (keymap->waiting_count < WAITING_MAX) {
        keymap->waiting[keymap->waiting_count++] = dead;
    }
    tf_keymap_label(tf_keymap_dead_label(dead), keymap->pending);
}

/* No table knows the letter with that accent. A letter gets the mark all the same, as people of languages
 * that no table has in mind need it; anything else stands after the accent. */
static void put_together(const struct tf_keymap *keymap, const char *text, char out[TF_KEYMAP_LABEL_MAX])
{
    char joined[(WAITING_MAX + 1) * TF_KEYMAP_LABEL_MAX] = "";
    bool is_letter = tf_keymap_is_letter(text);
    size_t used = 0;
    if (is_letter) {
        used = (size_t)snprintf(joined, sizeof(joined), "%s", text);
    }
    for (size_t i = 0; i < keymap->waiting_count; i++) {
        const char *add =
            is_letter ? tf_keymap_dead_mark(keymap->waiting[i]) : tf_keymap_dead_label(keymap->waiting[i]);
        used += (size_t)snprintf(joined + used, sizeof(joined) - used, "%s", add);
    }
    if (!is_letter) {
        snprintf(joined + used, sizeof(joined) - used, "%s", text);
    }
    tf_keymap_compose(joined, out);
}

void tf_keymap_press(struct tf_keymap *keymap, uint32_t keysym, char out[TF_KEYMAP_LABEL_MAX])
{
    bool is_dead = tf_keymap_dead_label(keysym) != NULL;
    out[0] = '\0';
    if (keymap->waiting_count == 0 && !is_dead) {
        plain_text(keymap, keysym, out);
        return;
    }
    enum xkb_compose_status status = XKB_COMPOSE_CANCELLED;
    if (keymap->state != NULL) {
        xkb_compose_state_feed(keymap->state, keysym);
        status = xkb_compose_state_get_status(keymap->state);
    }
    if (status == XKB_COMPOSE_COMPOSING || (keymap->state == NULL && is_dead)) {
        if (is_dead) {
            wait_for_letter(keymap, keysym);
        }
        return;
    }
    if (status == XKB_COMPOSE_COMPOSED) {
        int len = xkb_compose_state_get_utf8(keymap->state, out, TF_KEYMAP_LABEL_MAX);
        if (len <= 0 || len >= TF_KEYMAP_LABEL_MAX || !tf_keymap_is_typable(out)) {
            out[0] = '\0';
        }
        tf_keymap_cancel(keymap);
        return;
    }
    if (is_dead) { /* two accents that do not go together: the second one counts */
        tf_keymap_cancel(keymap);
        if (keymap->state != NULL) {
            xkb_compose_state_feed(keymap->state, keysym);
        }
        wait_for_letter(keymap, keysym);
        return;
    }
    char text[TF_KEYMAP_LABEL_MAX];
    plain_text(keymap, keysym, text);
    if (text[0] != '\0') {
        put_together(keymap, text, out);
    }
    tf_keymap_cancel(keymap);
}
