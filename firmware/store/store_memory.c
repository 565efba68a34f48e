/* The twin without a disk: the events in an array, and the board they make. */
#include "store/store.h"

#include "base/rng.h"
#include "store/backup.h"
#include "store/check.h"
#include "store/ops.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct private_row {
    char *name, *value;
    struct private_row *next;
};

struct memory {
    struct tf_store store;
    struct private_row *rows;
    struct tf_event **events; /* [i] has sequence i + 1 */
    char **commands;          /* [i]: in the outbox, with events[i]; NULL: everybody has it */
    size_t count, room;
    struct tf_board *board;
    size_t *by_id;     /* open addressing: index + 1 of the event with that id; 0: none */
    size_t by_id_room; /* a power of two, at least twice the events */
};

static struct memory *memory_of(struct tf_store *store)
{
    return (struct memory *)(void *)store;
}

static void free_row(struct private_row *row)
{
    free(row->name);
    free(row->value);
    free(row);
}

/* A row for each of what is put, before any of it shows. NULL: no memory. */
static struct private_row *row_of(const struct tf_store_private *from)
{
    struct private_row *row = calloc(1, sizeof(*row));
    if (!row) {
        return NULL;
    }
    row->name = strdup(from->name);
    row->value = from->value ? strdup(from->value) : NULL;
    if (!row->name || (from->value && !row->value)) {
        free_row(row);
        return NULL;
    }
    return row;
}

static void put_row(struct memory *memory, struct private_row *row)
{
    struct private_row **at = &memory->rows;
    while (*at && strcmp((*at)->name, row->name) < 0) {
        at = &(*at)->next;
    }
    if (*at && strcmp((*at)->name, row->name) == 0) {
        struct private_row *old = *at;
        *at = old->next;
        free_row(old);
    }
    if (!row->value) {
        free_row(row);
        return;
    }
    row->next = *at;
    *at = row;
}

static enum tf_err memory_private_put(struct tf_store *store, const struct tf_store_private *rows,
                                      size_t count)
{
    struct private_row *made = NULL;
    enum tf_err err = TF_OK;
    for (size_t i = count; !err && i-- > 0;) {
        struct private_row *row = row_of(&rows[i]);
        err = row ? TF_OK : TF_ERR_NOMEM;
        if (row) {
            row->next = made;
            made = row;
        }
    }
    while (made) {
        struct private_row *row = made;
        made = row->next;
        if (err) {
            free_row(row);
        } else {
            put_row(memory_of(store), row);
        }
    }
    return err;
}

static enum tf_err memory_private_each(struct tf_store *store, tf_store_private_fn each, void *user)
{
    enum tf_err err = TF_OK;
    for (const struct private_row *row = memory_of(store)->rows; !err && row; row = row->next) {
        const struct tf_store_private shown = {row->name, row->value};
        err = each(user, &shown);
    }
    return err;
}

static void memory_close(struct tf_store *store)
{
    struct memory *memory = memory_of(store);
    for (size_t i = 0; i < memory->count; i++) {
        tf_event_unref(memory->events[i]);
        free(memory->commands[i]);
    }
    free(memory->events);
    free(memory->commands);
    free(memory->by_id);
    while (memory->rows) {
        struct private_row *row = memory->rows;
        memory->rows = row->next;
        free_row(row);
    }
    tf_board_unref(memory->board);
    free(memory);
}

static enum tf_err memory_load(struct tf_store *store, struct tf_board **out, struct tf_problem *problem)
{
    (void)problem;
    *out = tf_board_ref(memory_of(store)->board);
    return TF_OK;
}

/* Where id is in by_id, or the place for it. */
static size_t place_of(const struct memory *memory, uint64_t id)
{
    size_t at = (size_t)tf_rng_mix(id, 0) & (memory->by_id_room - 1);
    while (memory->by_id[at] && memory->events[memory->by_id[at] - 1]->id != id) {
        at = (at + 1) & (memory->by_id_room - 1);
    }
    return at;
}

static enum tf_err make_room(struct memory *memory, size_t count)
{
    if (memory->room - memory->count >= count) {
        return TF_OK;
    }
    size_t room = 64;
    while (room < memory->count + count) {
        room *= 2;
    }
    struct tf_event **events = realloc(memory->events, room * sizeof(struct tf_event *));
    if (!events) {
        return TF_ERR_NOMEM;
    }
    memory->events = events;
    char **commands = realloc(memory->commands, room * sizeof(char *));
    if (!commands) {
        return TF_ERR_NOMEM;
    }
    memory->commands = commands;
    size_t *by_id = calloc(room * 2, sizeof(size_t));
    if (!by_id) {
        return TF_ERR_NOMEM;
    }
    free(memory->by_id);
    memory->by_id = by_id;
    memory->by_id_room = room * 2;
    memory->room = room;
    for (size_t i = 0; i < memory->count; i++) {
        memory->by_id[place_of(memory, memory->events[i]->id)] = i + 1;
    }
    return TF_OK;
}

static enum tf_err memory_find(struct tf_store *store, uint64_t id, uint64_t *sequence)
{
    struct memory *memory = memory_of(store);
    size_t at = memory->room > 0 ? memory->by_id[place_of(memory, id)] : 0;
    if (at == 0) {
        return TF_ERR_NOT_FOUND;
    }
    *sequence = at;
    return TF_OK;
}

/* Takes the newest `count` events back. */
static void forget(struct memory *memory, size_t count)
{
    while (count-- > 0) {
        struct tf_event *event = memory->events[--memory->count];
        memory->events[memory->count] = NULL;
        free(memory->commands[memory->count]);
        tf_event_unref(event);
    }
    memset(memory->by_id, 0, memory->by_id_room * sizeof(size_t));
    for (size_t i = 0; i < memory->count; i++) {
        memory->by_id[place_of(memory, memory->events[i]->id)] = i + 1;
    }
}

static enum tf_err add(struct memory *memory, struct tf_board **board, struct tf_event *event,
                       const char *command)
{
    struct tf_board *next;
    char *kept = NULL;
    size_t at = place_of(memory, event->id);
    if (memory->by_id[at] != 0) {
        return TF_ERR_INVALID;
    }
    if (command && !(kept = strdup(command))) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err = tf_board_apply(&next, *board, event);
    if (err) {
        free(kept);
        return err == TF_ERR_NOMEM ? err : TF_ERR_INVALID;
    }
    tf_board_unref(*board);
    *board = next;
    memory->commands[memory->count] = kept;
    memory->events[memory->count++] = tf_event_ref(event);
    memory->by_id[at] = memory->count;
    return TF_OK;
}

static enum tf_err memory_append(struct tf_store *store, struct tf_event *const *events,
                                 const char *const *commands, size_t count)
{
    struct memory *memory = memory_of(store);
    size_t before = memory->count;
    enum tf_err err = make_room(memory, count);
    if (err) {
        return err;
    }
    struct tf_board *board = tf_board_ref(memory->board);
    for (size_t i = 0; !err && i < count; i++) {
        err = add(memory, &board, events[i], commands ? commands[i] : NULL);
    }
    if (err) {
        forget(memory, memory->count - before);
        tf_board_unref(board);
        return err;
    }
    tf_board_unref(memory->board);
    memory->board = board;
    return TF_OK;
}

/* ---- the outbox ---- */

static enum tf_err memory_outbox_span(struct tf_store *store, uint64_t *first, size_t *count)
{
    const struct memory *memory = memory_of(store);
    size_t begin = memory->count;
    while (begin > 0 && memory->commands[begin - 1]) {
        begin--;
    }
    *count = memory->count - begin;
    *first = *count > 0 ? begin + 1 : 0;
    return TF_OK;
}

static enum tf_err memory_outbox_read(struct tf_store *store, uint64_t first, char **out, size_t max,
                                      size_t *count)
{
    const struct memory *memory = memory_of(store);
    size_t n = 0;
    for (size_t i = first > 0 ? (size_t)first - 1 : 0; i < memory->count && n < max; i++) {
        if (memory->commands[i] && !(out[n] = strdup(memory->commands[i]))) {
            while (n > 0) {
                free(out[--n]);
            }
            return TF_ERR_NOMEM;
        }
        n += memory->commands[i] ? 1 : 0;
    }
    *count = n;
    return TF_OK;
}

static enum tf_err memory_outbox_drop(struct tf_store *store, uint64_t last)
{
    struct memory *memory = memory_of(store);
    for (size_t i = 0; i < memory->count && i < last; i++) {
        free(memory->commands[i]);
        memory->commands[i] = NULL;
    }
    return TF_OK;
}

static void free_commands(char **commands, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(commands[i]);
    }
    free(commands);
}

static enum tf_err copy_commands(char ***out, const struct tf_store_rebase *rebase)
{
    char **copies = calloc(rebase->count + 1, sizeof(char *));
    if (!copies) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < rebase->count; i++) {
        copies[i] = rebase->commands[i] ? strdup(rebase->commands[i]) : NULL;
        if (rebase->commands[i] && !copies[i]) {
            free_commands(copies, rebase->count);
            return TF_ERR_NOMEM;
        }
    }
    *out = copies;
    return TF_OK;
}

/* All that can fail comes first: all or nothing. */
static enum tf_err memory_rebase(struct tf_store *store, const struct tf_store_rebase *rebase)
{
    struct memory *memory = memory_of(store);
    char **commands = NULL;
    bool follows = rebase->base <= memory->count && rebase->then->revision == rebase->base + rebase->count;
    for (size_t i = 0; follows && i < rebase->count; i++) {
        follows = rebase->events[i]->sequence == rebase->base + 1 + i;
    }
    enum tf_err err = follows ? make_room(memory, rebase->count) : TF_ERR_INVALID;
    err = err ? err : copy_commands(&commands, rebase);
    if (err) {
        return err;
    }
    memory_outbox_drop(store, rebase->base);
    forget(memory, memory->count - (size_t)rebase->base);
    for (size_t i = 0; i < rebase->count; i++) {
        size_t at = place_of(memory, rebase->events[i]->id);
        memory->commands[memory->count] = commands[i];
        memory->events[memory->count++] = tf_event_ref(rebase->events[i]);
        memory->by_id[at] = memory->count;
    }
    free(commands);
    tf_board_unref(memory->board);
    memory->board = tf_board_ref(rebase->then);
    return TF_OK;
}

static enum tf_err memory_mend(struct tf_store *store, struct tf_problem *problem)
{
    (void)store;
    return tf_err_tell(problem, TF_ERR_CORRUPT, NULL, NULL, "Memory has nothing to mend it with");
}

static enum tf_err memory_settle(struct tf_store *store)
{
    (void)store;
    return TF_OK;
}

static enum tf_err memory_read(struct tf_store *store, uint64_t first, struct tf_event **out, size_t max,
                               size_t *count)
{
    struct memory *memory = memory_of(store);
    size_t at = first == 0 ? 0 : first - 1 < memory->count ? (size_t)(first - 1) : memory->count;
    size_t n = memory->count - at < max ? memory->count - at : max;
    for (size_t i = 0; i < n; i++) {
        out[i] = tf_event_ref(memory->events[at + i]);
    }
    *count = n;
    return TF_OK;
}

static enum tf_err memory_last(struct tf_store *store, uint64_t *sequence, uint64_t *id)
{
    struct memory *memory = memory_of(store);
    const struct tf_event *last = memory->count > 0 ? memory->events[memory->count - 1] : NULL;
    *sequence = last ? last->sequence : 0;
    *id = last ? last->id : 0;
    return TF_OK;
}

/* What was not on a disk becomes an SQLite file like any other. */
static enum tf_err memory_backup(struct tf_store *store, const char *path, struct tf_problem *problem)
{
    struct memory *memory = memory_of(store);
    struct tf_store *file = NULL;
    char aside[PATH_MAX];
    enum tf_err err = tf_backup_name(aside, sizeof(aside), path, problem);
    if (!err) {
        err = tf_store_open_sqlite(&file, aside, NULL, problem);
    }
    if (err) {
        return err;
    }
    err = tf_store_append(file, memory->events, memory->count);
    if (err) {
        tf_err_tell(problem, err, path, "Look whether the disk is full, read-only or gone",
                    "The backup cannot be written");
    } else {
        err = tf_store_backup(file, path, problem);
    }
    tf_store_close(file);
    unlink(aside);
    return err;
}

static enum tf_err memory_check(struct tf_store *store, tf_store_say_fn say, void *user)
{
    return tf_check_replay(store, say, user);
}

static enum tf_err learn_all(const struct memory *memory, struct tf_erase *erase)
{
    enum tf_err err = TF_OK;
    for (size_t i = 0; !err && i < 2 * memory->count; i++) {
        err = tf_erase_learn(erase, memory->events[i % memory->count]);
    }
    return err;
}

static enum tf_err memory_erase(struct tf_store *store, struct tf_erase *erase, struct tf_problem *problem)
{
    struct memory *memory = memory_of(store);
    struct tf_store *fresh = NULL;
    enum tf_err err = learn_all(memory, erase);
    if (!err) {
        err = tf_store_open_memory(&fresh);
    }
    for (size_t i = 0; !err && i < memory->count; i++) {
        struct tf_event *mapped = NULL;
        err = tf_erase_event(erase, &mapped, memory->events[i]);
        if (!err) {
            err = tf_store_append(fresh, &mapped, 1);
        }
        tf_event_unref(mapped);
    }
    if (err) {
        tf_store_close(fresh);
        return tf_err_tell(problem, err, NULL, NULL, "It could not be taken out of the log: %s",
                           tf_err_name(err));
    }
    struct memory other = *memory_of(fresh), mine = *memory;
    *memory = other;
    memory->rows = mine.rows;
    mine.rows = NULL;
    *memory_of(fresh) = mine;
    tf_store_close(fresh);
    return TF_OK;
}

static void memory_tidy(struct tf_store *store)
{
    (void)store;
}

static const struct tf_store_ops memory_ops = {
    .close = memory_close,
    .load = memory_load,
    .mend = memory_mend,
    .append = memory_append,
    .rebase = memory_rebase,
    .outbox_span = memory_outbox_span,
    .outbox_read = memory_outbox_read,
    .outbox_drop = memory_outbox_drop,
    .settle = memory_settle,
    .read = memory_read,
    .find = memory_find,
    .last = memory_last,
    .backup = memory_backup,
    .check = memory_check,
    .private_put = memory_private_put,
    .private_each = memory_private_each,
    .erase = memory_erase,
    .tidy = memory_tidy,
};

enum tf_err tf_store_open_memory(struct tf_store **out)
{
    struct memory *memory = calloc(1, sizeof(*memory));
    if (!memory) {
        return TF_ERR_NOMEM;
    }
    memory->store.ops = &memory_ops;
    enum tf_err err = tf_board_create(&memory->board);
    if (err) {
        free(memory);
        return err;
    }
    *out = &memory->store;
    return TF_OK;
}
