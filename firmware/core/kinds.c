/* The one place that knows which fields a record has. A new field is a line here and a member in record.h. */
#include "core/record.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

#define NUMBER(kind, member, field_type)                                                                     \
    {                                                                                                        \
        .name = #member, .type = TF_FIELD_##field_type, .offset = offsetof(struct tf_##kind, member)         \
    }
#define NAMED(kind, member, field_type, list)                                                                \
    {                                                                                                        \
        .name = #member, .type = TF_FIELD_##field_type, .offset = offsetof(struct tf_##kind, member),        \
        .names = (list)                                                                                      \
    }
#define TEXT(kind, member, limits)                                                                           \
    {                                                                                                        \
        .name = #member, .type = TF_FIELD_TEXT, .offset = offsetof(struct tf_##kind, member),                \
        .text_kind = TF_TEXT_##limits                                                                        \
    }
#define PRIVATE_ID(kind, member)                                                                             \
    {                                                                                                        \
        .name = #member, .type = TF_FIELD_ID, .offset = offsetof(struct tf_##kind, member),                  \
        .is_private = true                                                                                   \
    }
#define PRIVATE_TEXT(kind, member, limits)                                                                   \
    {                                                                                                        \
        .name = #member, .type = TF_FIELD_TEXT, .offset = offsetof(struct tf_##kind, member),                \
        .text_kind = TF_TEXT_##limits, .is_private = true                                                    \
    }

static const char *const phase_names[] = {"gathering",   "marketplace", "sessions", "news",
                                          "convergence", "closing",     "after",    NULL};
static const char *const begins_names[] = {"nothing",     "gathering", "marketplace", "sessions", "news",
                                           "convergence", "closing",   "after",       NULL};
static const char *const standing_names[] = {"unsaid", "going", "stuck", "done", "dropped", NULL};
static const char *const idea_names[] = {"new", "looked-at", "taken-up", "done", "not-now", NULL};
static const char *const waits_names[] = {"not", "market", "approval", NULL};
static const char *const feature_names[] = {"projector", "quiet", "floor", "step-free", NULL};
static const char *const slot_kind_names[] = {"session", "break", "plenary", NULL};
static const char *const state_names[] = {"open", "placed", "hidden", "withdrawn", "merged", NULL};
static const char *const format_names[] = {"unsaid", "talk", "discussion", "workshop", "help", "other", NULL};
static const char *const kind_names[] = {"event",  "space", "slot",  "session", "placement", "star", "note",
                                         "action", "news",  "topic", "dot",     "origin",    NULL};

static const struct tf_field gathering_fields[] = {
    TEXT(gathering, title, TITLE),
    TEXT(gathering, subtitle, TITLE),
    TEXT(gathering, code, NAME),
    TEXT(gathering, zone, NAME),
    TEXT(gathering, language, NAME),
    TEXT(gathering, format, NAME),
    TEXT(gathering, place, TITLE),
    TEXT(gathering, url, URL),
    TEXT(gathering, guid, NAME),
    NAMED(gathering, phase, ENUM, phase_names),
    NUMBER(gathering, phase_since, TIME),
    NUMBER(gathering, by_clock, BOOL),
    NAMED(gathering, next_phase, ENUM, phase_names),
    NUMBER(gathering, next_phase_at, TIME),
    NUMBER(gathering, freeze_min, INT),
    NUMBER(gathering, approves, BOOL),
    NUMBER(gathering, drafts, BOOL),
    NUMBER(gathering, people, INT),
    NUMBER(gathering, dots, INT),
    NUMBER(gathering, ruled, BOOL),
    TEXT(gathering, format_title, NAME),
    TEXT(gathering, invitation, ABOUT),
    TEXT(gathering, principles, ABOUT),
    NAMED(gathering, no_placing, FLAGS, phase_names),
    TEXT(gathering, no_placing_why, TITLE),
    NUMBER(gathering, votes, INT),
    NUMBER(gathering, schedules, BOOL),
    NUMBER(gathering, warn_min, INT),
    NUMBER(gathering, rotates, BOOL),
    NUMBER(gathering, reply_days, INT),
};

static const struct tf_field space_fields[] = {
    TEXT(space, name, NAME),
    NUMBER(space, position, INT),
    NUMBER(space, capacity, INT),
    NUMBER(space, symbol, INT),
    NAMED(space, features, FLAGS, feature_names),
    NUMBER(space, shared, BOOL),
    NUMBER(space, closed, BOOL),
};

static const struct tf_field slot_fields[] = {
    NUMBER(slot, day, DATE),  NUMBER(slot, start, TIME),
    NUMBER(slot, end, TIME),  NAMED(slot, kind, ENUM, slot_kind_names),
    TEXT(slot, title, TITLE), NAMED(slot, begins, ENUM, begins_names),
};

static const struct tf_field session_fields[] = {
    TEXT(session, code, NAME),
    NAMED(session, state, ENUM, state_names),
    TEXT(session, title, TITLE),
    TEXT(session, subtitle, TITLE),
    TEXT(session, host, NAME),
    TEXT(session, about, ABOUT),
    NAMED(session, format, ENUM, format_names),
    TEXT(session, language, NAME),
    TEXT(session, track, NAME),
    TEXT(session, url, URL),
    NAMED(session, needs, FLAGS, feature_names),
    NUMBER(session, read_for_me, BOOL),
    NUMBER(session, card, INT),
    PRIVATE_ID(session, device),
    NUMBER(session, merged_into, ID),
    PRIVATE_TEXT(session, reason, ABOUT),
    TEXT(session, guid, NAME),
    NUMBER(session, proposed_at, TIME),
    NAMED(session, waits, ENUM, waits_names),
    PRIVATE_ID(session, asks_into),
    NUMBER(session, lost_space, ID),
    NUMBER(session, lost_at, TIME),
    NUMBER(session, can_from, TIME),
    NUMBER(session, can_until, TIME),
    PRIVATE_TEXT(session, fine, TITLE),
    PRIVATE_ID(session, gave_way),
    NAMED(session, idea, ENUM, idea_names),
    TEXT(session, idea_why, TITLE),
    TEXT(session, idea_owner, NAME),
    NUMBER(session, reply_by, DATE),
};

static const struct tf_field placement_fields[] = {
    NUMBER(placement, session, ID),   NUMBER(placement, space, ID),    NUMBER(placement, slot, ID),
    NUMBER(placement, last_slot, ID), NUMBER(placement, locked, BOOL),
};

static const struct tf_field star_fields[] = {
    NUMBER(star, at, TIME),
};

static const struct tf_field note_fields[] = {
    TEXT(note, author, NAME),   TEXT(note, happened, ABOUT), TEXT(note, mattered, ABOUT),
    TEXT(note, next, ABOUT),    TEXT(note, text, ABOUT),     PRIVATE_ID(note, device),
    NUMBER(note, hidden, BOOL), NUMBER(note, at, TIME),      NUMBER(note, amended_at, TIME),
};

static const struct tf_field action_fields[] = {
    TEXT(action, what, TITLE),
    TEXT(action, who, NAME),
    NUMBER(action, due, DATE),
    NUMBER(action, done, BOOL),
    PRIVATE_ID(action, device),
    NUMBER(action, at, TIME),
    PRIVATE_ID(action, link),
    NAMED(action, after_30, ENUM, standing_names),
    NAMED(action, after_90, ENUM, standing_names),
};

static const struct tf_field news_fields[] = {
    TEXT(news, text, ABOUT), NUMBER(news, pinned, BOOL),     NUMBER(news, hidden, BOOL),
    NUMBER(news, at, TIME),  NUMBER(news, expires_at, TIME),
};

static const struct tf_field topic_fields[] = {
    TEXT(topic, title, TITLE), TEXT(topic, initiator, NAME), NUMBER(topic, session, ID),
    NUMBER(topic, into, ID),   PRIVATE_ID(topic, device),    NUMBER(topic, hidden, BOOL),
    NUMBER(topic, at, TIME),
};

static const struct tf_field dot_fields[] = {
    NUMBER(dot, topic, ID),
    PRIVATE_ID(dot, device),
    NUMBER(dot, at, TIME),
};

static const struct tf_field origin_fields[] = {
    TEXT(origin, source, RAW),
    TEXT(origin, outer, RAW),
    NAMED(origin, target_kind, ENUM, kind_names),
    NUMBER(origin, target_owner, ID),
    NUMBER(origin, target, ID),
    TEXT(origin, brought, RAW),
};

#define SCHEMA(kind_number, kind_name, table_name, owner, most)                                              \
    {                                                                                                        \
        .kind = (kind_number), .table = (table_name), .owner_name = (owner),                                 \
        .size = sizeof(struct tf_##kind_name), .fields = kind_name##_fields,                                 \
        .field_count = sizeof(kind_name##_fields) / sizeof(kind_name##_fields[0]), .max = (most)             \
    }

static const struct tf_schema schemas[TF_KIND_COUNT] = {
    SCHEMA(TF_KIND_GATHERING, gathering, "event", NULL, 1),
    SCHEMA(TF_KIND_SPACE, space, "space", NULL, TF_SPACES_MAX),
    SCHEMA(TF_KIND_SLOT, slot, "slot", NULL, TF_SLOTS_MAX),
    SCHEMA(TF_KIND_SESSION, session, "session", NULL, TF_SESSIONS_MAX),
    SCHEMA(TF_KIND_PLACEMENT, placement, "placement", NULL, TF_PLACEMENTS_MAX),
    SCHEMA(TF_KIND_STAR, star, "star", "session", TF_STARS_MAX),
    SCHEMA(TF_KIND_NOTE, note, "note", "session", TF_NOTES_MAX),
    SCHEMA(TF_KIND_ACTION, action, "action", "session", TF_ACTIONS_MAX),
    SCHEMA(TF_KIND_NEWS, news, "news", NULL, TF_NEWS_MAX),
    SCHEMA(TF_KIND_TOPIC, topic, "topic", NULL, TF_TOPICS_MAX),
    SCHEMA(TF_KIND_DOT, dot, "dot", NULL, TF_DOTS_MAX),
    /* Whatever one import can bring, it can also remember. */
    SCHEMA(TF_KIND_ORIGIN, origin, "origin", NULL, TF_ORIGINS_MAX),
};

const struct tf_schema *tf_schema_of(enum tf_kind kind)
{
    return &schemas[kind];
}

const struct tf_schema *tf_schema_named(const char *table)
{
    for (size_t i = 0; i < TF_KIND_COUNT; i++) {
        if (strcmp(schemas[i].table, table) == 0) {
            return &schemas[i];
        }
    }
    return NULL;
}

const struct tf_field *tf_schema_field(enum tf_kind kind, const char *name)
{
    const struct tf_schema *schema = tf_schema_of(kind);
    for (size_t i = 0; i < schema->field_count; i++) {
        if (strcmp(schema->fields[i].name, name) == 0) {
            return &schema->fields[i];
        }
    }
    return NULL;
}

uint64_t tf_schema_mask(enum tf_kind kind, const char *field_name)
{
    const struct tf_field *field = tf_schema_field(kind, field_name);
    return field != NULL ? UINT64_C(1) << (field - tf_schema_of(kind)->fields) : 0;
}

uint64_t tf_schema_all(enum tf_kind kind)
{
    return UINT64_MAX >> (64 - tf_schema_of(kind)->field_count);
}
