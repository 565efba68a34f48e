#include "core/changed.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    enum tf_kind kind;
    uint64_t id;
    struct tf_changed_when when; /* revision 0: it is gone */
};

struct tf_changed {
    struct tf_ref ref;
    size_t count, room;
    struct entry *entries; /* by kind, then id */
};

/* ---- what counts ---- */

enum { FIELDS_MAX = 12 };
static const char *const fields[TF_KIND_COUNT][FIELDS_MAX] = {
    [TF_KIND_GATHERING] = {"place"},
    [TF_KIND_SPACE] = {"name"},
    [TF_KIND_SLOT] = {"day", "start", "end", "kind", "title"},
    [TF_KIND_SESSION] = {"state", "title", "subtitle", "host", "about", "format", "language", "track", "url",
                         "guid"},
    [TF_KIND_PLACEMENT] = {"session", "space", "slot", "last_slot"},
};

bool tf_changed_counts(const struct tf_change *change)
{
    uint64_t differing;
    if (fields[change->kind][0] == NULL) {
        return false;
    }
    differing = tf_record_diff(change->before, change->after);
    for (size_t i = 0; i < FIELDS_MAX && fields[change->kind][i] != NULL; i++) {
        if (differing & tf_schema_mask(change->kind, fields[change->kind][i])) {
            return true;
        }
    }
    return false;
}

/* ---- the list ---- */

static int compare(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }
    return a->id < b->id ? -1 : a->id > b->id;
}

static struct tf_changed *create(size_t room)
{
    struct tf_changed *changed = calloc(1, sizeof(*changed));
    if (!changed) {
        return NULL;
    }
    changed->entries = malloc((room + 1) * sizeof(*changed->entries));
    if (!changed->entries) {
        free(changed);
        return NULL;
    }
    tf_ref_init(&changed->ref);
    changed->room = room;
    return changed;
}

struct tf_changed *tf_changed_ref(struct tf_changed *changed)
{
    if (changed) {
        tf_ref_get(&changed->ref);
    }
    return changed;
}

void tf_changed_unref(struct tf_changed *changed)
{
    if (changed && tf_ref_put(&changed->ref)) {
        free(changed->entries);
        free(changed);
    }
}

/* The old ones and the new ones in one order; where both have it, the new one, and without what is gone. */
static void merge(struct tf_changed *to, const struct tf_changed *old, const struct entry *fresh,
                  size_t count)
{
    size_t i = 0, k = 0, old_count = old ? old->count : 0;
    while (i < old_count || k < count) {
        int order = i == old_count ? 1 : k == count ? -1 : compare(&old->entries[i], &fresh[k]);
        struct entry next = order < 0 ? old->entries[i] : fresh[k];
        i += order <= 0;
        k += order >= 0;
        if (next.when.revision != 0) {
            to->entries[to->count++] = next;
        }
    }
}

enum tf_err tf_changed_apply(struct tf_changed **out, struct tf_changed *changed,
                             const struct tf_event *event)
{
    size_t count = 0, old_count = changed ? changed->count : 0;
    for (size_t i = 0; i < event->change_count; i++) {
        count += tf_changed_counts(&event->changes[i]);
    }
    if (count == 0) {
        *out = tf_changed_ref(changed);
        return TF_OK;
    }
    struct entry *fresh = malloc(count * sizeof(*fresh));
    struct tf_changed *next = create(old_count + count);
    if (!fresh || !next) {
        free(fresh);
        tf_changed_unref(next);
        return TF_ERR_NOMEM;
    }
    count = 0;
    for (size_t i = 0; i < event->change_count; i++) {
        const struct tf_change *change = &event->changes[i];
        if (tf_changed_counts(change)) {
            fresh[count++] = (struct entry){
                change->kind, change->key.id, {change->after ? event->sequence : 0, event->at}};
        }
    }
    qsort(fresh, count, sizeof(*fresh), compare);
    merge(next, changed, fresh, count);
    free(fresh);
    *out = next;
    return TF_OK;
}

enum tf_err tf_changed_load(struct tf_changed **changed, enum tf_kind kind, uint64_t id,
                            struct tf_changed_when when)
{
    struct entry entry = {kind, id, when};
    struct tf_changed *list = *changed ? *changed : create(0);
    if (!list) {
        return TF_ERR_NOMEM;
    }
    assert(tf_ref_is_sole(&list->ref));
    *changed = list;
    if (list->count > 0 && compare(&list->entries[list->count - 1], &entry) >= 0) {
        return TF_ERR_CORRUPT;
    }
    if (list->count == list->room) {
        size_t room = list->room * 2 + 64;
        struct entry *entries = realloc(list->entries, room * sizeof(*entries));
        if (!entries) {
            return TF_ERR_NOMEM;
        }
        list->entries = entries;
        list->room = room;
    }
    list->entries[list->count++] = entry;
    return TF_OK;
}

struct tf_changed_when tf_changed_of(const struct tf_changed *changed, enum tf_kind kind, uint64_t id)
{
    struct entry sought = {.kind = kind, .id = id};
    const struct entry *found = changed && changed->count ? bsearch(&sought, changed->entries, changed->count,
                                                                    sizeof(*changed->entries), compare)
                                                          : NULL;
    return found ? found->when : (struct tf_changed_when){0, 0};
}
