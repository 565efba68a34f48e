#include "core/event.h"

#include "base/limits.h"
#include "base/rng.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Up to so many changes are looked through one by one; an import's thousands get an index. */
#define FEW_CHANGES 16

static const char *const verb_names[TF_VERB_COUNT] = {
    [TF_VERB_SET_UP] = "set-up",
    [TF_VERB_PROPOSE] = "propose",
    [TF_VERB_EDIT] = "edit",
    [TF_VERB_PLACE] = "place",
    [TF_VERB_MOVE] = "move",
    [TF_VERB_SWAP] = "swap",
    [TF_VERB_UNPLACE] = "unplace",
    [TF_VERB_EXTEND] = "extend",
    [TF_VERB_LOCK] = "lock",
    [TF_VERB_WITHDRAW] = "withdraw",
    [TF_VERB_HIDE] = "hide",
    [TF_VERB_UNHIDE] = "unhide",
    [TF_VERB_MERGE] = "merge",
    [TF_VERB_STAR] = "star",
    [TF_VERB_UNSTAR] = "unstar",
    [TF_VERB_ADD_SPACE] = "add-space",
    [TF_VERB_EDIT_SPACE] = "edit-space",
    [TF_VERB_REMOVE_SPACE] = "remove-space",
    [TF_VERB_ADD_SLOT] = "add-slot",
    [TF_VERB_EDIT_SLOT] = "edit-slot",
    [TF_VERB_REMOVE_SLOT] = "remove-slot",
    [TF_VERB_SHIFT] = "shift",
    [TF_VERB_NOTE] = "note",
    [TF_VERB_ACTION] = "action",
    [TF_VERB_NEWS] = "news",
    [TF_VERB_IMPORT] = "import",
    [TF_VERB_SCHEDULE] = "schedule",
    [TF_VERB_UNDO] = "undo",
    [TF_VERB_CHAIN] = "chain",
    [TF_VERB_TOPIC] = "topic",
    [TF_VERB_DOT] = "dot",
    [TF_VERB_UNDOT] = "undot",
    [TF_VERB_PUT_BACK] = "put-back",
    [TF_VERB_ASK_MERGE] = "ask-merge",
    [TF_VERB_UNASK_MERGE] = "unask-merge",
    [TF_VERB_ERASE] = "erase",
    [TF_VERB_ASIDE] = "aside",
};

static const char *const role_names[TF_ROLE_COUNT] = {
    [TF_ROLE_GUEST] = "guest",
    [TF_ROLE_HELPER] = "helper",
    [TF_ROLE_ORGANISER] = "organiser",
    [TF_ROLE_SYSTEM] = "system",
};

const char *tf_verb_name(enum tf_verb verb)
{
    return verb_names[verb];
}

enum tf_err tf_verb_parse(enum tf_verb *out, const char *name)
{
    for (int i = 0; i < TF_VERB_COUNT; i++) {
        if (strcmp(verb_names[i], name) == 0) {
            *out = (enum tf_verb)i;
            return TF_OK;
        }
    }
    return TF_ERR_INVALID;
}

const char *tf_role_name(enum tf_role role)
{
    return role_names[role];
}

enum tf_err tf_role_parse(enum tf_role *out, const char *name)
{
    for (int i = 0; i < TF_ROLE_COUNT; i++) {
        if (strcmp(role_names[i], name) == 0) {
            *out = (enum tf_role)i;
            return TF_OK;
        }
    }
    return TF_ERR_INVALID;
}

enum tf_err tf_event_create(struct tf_event **out, enum tf_verb verb, struct tf_actor actor, int64_t at,
                            uint64_t id)
{
    struct tf_event *event = calloc(1, sizeof(*event));
    if (!event) {
        return TF_ERR_NOMEM;
    }
    tf_ref_init(&event->ref);
    event->verb = verb;
    event->actor = actor;
    event->at = at;
    event->id = id;
    *out = event;
    return TF_OK;
}

struct tf_event *tf_event_ref(struct tf_event *event)
{
    tf_ref_get(&event->ref);
    return event;
}

void tf_event_unref(struct tf_event *event)
{
    if (!event || !tf_ref_put(&event->ref)) {
        return;
    }
    for (size_t i = 0; i < event->change_count; i++) {
        tf_record_unref(event->changes[i].before);
        tf_record_unref(event->changes[i].after);
    }
    free(event->changes);
    free(event->index);
    free(event);
}

static bool is_about(const struct tf_change *change, enum tf_kind kind, struct tf_key key)
{
    return change->kind == kind && tf_key_compare(change->key, key) == 0;
}

/* The index is a hash table of numbers of changes, plus one; 0 is empty. It is at most half full. */
static size_t index_home(const struct tf_event *event, enum tf_kind kind, struct tf_key key)
{
    return tf_rng_mix(tf_rng_mix(key.owner, kind), key.id) & (event->index_room - 1);
}

static void index_put(struct tf_event *event, size_t number)
{
    const struct tf_change *change = &event->changes[number];
    size_t at = index_home(event, change->kind, change->key);
    while (event->index[at]) {
        at = (at + 1) & (event->index_room - 1);
    }
    event->index[at] = (uint32_t)number + 1;
}

/* Makes the index hold every change, with room for one more. */
static enum tf_err index_all(struct tf_event *event)
{
    size_t room = 4 * FEW_CHANGES;
    while (room < 2 * (event->change_room + 1)) {
        room *= 2;
    }
    uint32_t *index = calloc(room, sizeof(*index));
    if (!index) {
        return TF_ERR_NOMEM;
    }
    free(event->index);
    event->index = index;
    event->index_room = room;
    for (size_t i = 0; i < event->change_count; i++) {
        index_put(event, i);
    }
    return TF_OK;
}

/* Which change is about this key; change_count: none. */
static size_t find(const struct tf_event *event, enum tf_kind kind, struct tf_key key)
{
    if (!event->index) {
        size_t i = 0;
        while (i < event->change_count && !is_about(&event->changes[i], kind, key)) {
            i++;
        }
        return i;
    }
    size_t at = index_home(event, kind, key);
    for (; event->index[at]; at = (at + 1) & (event->index_room - 1)) {
        size_t i = event->index[at] - 1;
        if (is_about(&event->changes[i], kind, key)) {
            return i;
        }
    }
    return event->change_count;
}

const struct tf_change *tf_event_change_of(const struct tf_event *event, enum tf_kind kind, struct tf_key key)
{
    size_t i = find(event, kind, key);
    return i < event->change_count ? &event->changes[i] : NULL;
}

static enum tf_err make_room(struct tf_event *event)
{
    if (event->change_count >= TF_CHANGES_MAX) {
        return TF_ERR_LIMIT;
    }
    if (event->change_count == event->change_room) {
        size_t room = event->change_room ? event->change_room * 2 : 4;
        struct tf_change *changes = realloc(event->changes, room * sizeof(*changes));
        if (!changes) {
            return TF_ERR_NOMEM;
        }
        event->changes = changes;
        event->change_room = room;
    }
    bool many = event->change_count >= FEW_CHANGES;
    if (many && (!event->index || event->index_room < 2 * (event->change_count + 1))) {
        return index_all(event);
    }
    return TF_OK;
}

/* Closes the gap: what stands behind it, and would not be found across it, moves up. */
static void index_drop(struct tf_event *event, size_t number)
{
    size_t mask = event->index_room - 1;
    size_t gap = index_home(event, event->changes[number].kind, event->changes[number].key);
    while (event->index[gap] != number + 1) {
        gap = (gap + 1) & mask;
    }
    for (size_t at = (gap + 1) & mask; event->index[at]; at = (at + 1) & mask) {
        const struct tf_change *change = &event->changes[event->index[at] - 1];
        if (((at - index_home(event, change->kind, change->key)) & mask) >= ((at - gap) & mask)) {
            event->index[gap] = event->index[at];
            gap = at;
        }
    }
    event->index[gap] = 0;
    for (size_t at = 0; number + 1 < event->change_count && at < event->index_room; at++) {
        event->index[at] -= event->index[at] > number + 1;
    }
}

/* Takes out a change that came to nothing. The others keep their order. */
static void forget(struct tf_event *event, struct tf_change *change)
{
    size_t number = (size_t)(change - event->changes), behind = event->change_count - number - 1;
    if (event->index) {
        index_drop(event, number);
    }
    tf_record_unref(change->before);
    tf_record_unref(change->after);
    memmove(change, change + 1, behind * sizeof(*change));
    event->change_count--;
}

enum tf_err tf_event_add(struct tf_event *event, const struct tf_record *before,
                         const struct tf_record *after)
{
    const struct tf_record *either = after ? after : before;
    assert(either);
    assert(!before || !after ||
           (before->kind == after->kind && tf_key_compare(before->key, after->key) == 0));

    size_t known = find(event, either->kind, either->key);
    if (known < event->change_count) {
        struct tf_change *earlier = &event->changes[known];
        if (tf_record_equal(earlier->before, after)) {
            forget(event, earlier);
            return TF_OK;
        }
        tf_record_ref(after);
        tf_record_unref(earlier->after);
        earlier->after = after;
        return TF_OK;
    }
    if (tf_record_equal(before, after)) {
        return TF_OK;
    }
    enum tf_err err = make_room(event);
    if (err) {
        return err;
    }
    event->changes[event->change_count] = (struct tf_change){
        .kind = either->kind,
        .key = either->key,
        .before = tf_record_ref(before),
        .after = tf_record_ref(after),
    };
    event->change_count++;
    if (event->index) {
        index_put(event, event->change_count - 1);
    }
    return TF_OK;
}
