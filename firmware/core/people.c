#include "core/people.h"

#include <string.h>

struct names {
    struct tf_host_name *list;
    size_t count, max;
};

static int compare(struct tf_host_name a, struct tf_host_name b)
{
    int order = memcmp(a.text, b.text, a.len < b.len ? a.len : b.len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* When there are more than max, the last ones are left out. */
static void keep(struct names *names, struct tf_host_name name)
{
    size_t at = names->count;
    while (at > 0 && compare(names->list[at - 1], name) > 0) {
        at--;
    }
    bool is_there = at > 0 && compare(names->list[at - 1], name) == 0;
    if (is_there || at == names->max) {
        return;
    }
    size_t kept = names->count < names->max ? names->count : names->max - 1;
    memmove(&names->list[at + 1], &names->list[at], (kept - at) * sizeof(*names->list));
    names->list[at] = name;
    names->count = kept + 1;
}

static const char *names_of(const struct tf_record *record)
{
    switch (record->kind) {
    case TF_KIND_SESSION:
        return TF_SESSION(record)->host;
    case TF_KIND_NOTE:
        return TF_NOTE(record)->author;
    case TF_KIND_ACTION:
        return TF_ACTION(record)->who;
    case TF_KIND_TOPIC:
        return TF_TOPIC(record)->initiator;
    default:
        return "";
    }
}

size_t tf_people_names(struct tf_host_name *out, size_t max, const struct tf_board *board)
{
    static const enum tf_kind KINDS[] = {TF_KIND_SESSION, TF_KIND_NOTE, TF_KIND_ACTION, TF_KIND_TOPIC};
    struct names names = {.list = out, .max = max};
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        struct tf_table_iter it = tf_table_first(board->tables[KINDS[i]]);
        for (; it.record != NULL; tf_table_next(&it)) {
            const char *rest = names_of(it.record);
            struct tf_host_name name = tf_host_names_next(&rest);
            for (; name.len > 0; name = tf_host_names_next(&rest)) {
                keep(&names, name);
            }
        }
    }
    return names.count;
}
