#include "core/record.h"

#include "base/limits.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct tf_record *copy(const struct tf_record *from)
{
    const struct tf_record *record;
    assert_int_equal(tf_record_copy(&record, from), TF_OK);
    return record;
}

static void every_kind_is_described_and_its_fields_fit_a_mask(void **state)
{
    (void)state;
    for (int i = 0; i < TF_KIND_COUNT; i++) {
        const struct tf_schema *schema = tf_schema_of((enum tf_kind)i);
        assert_int_equal(schema->kind, i);
        assert_ptr_equal(tf_schema_named(schema->table), schema);
        assert_in_range(schema->field_count, 1, 64);
        assert_true(schema->size <= sizeof(union tf_record_any));
        uint64_t all = 0;
        for (size_t f = 0; f < schema->field_count; f++) {
            const struct tf_field *field = &schema->fields[f];
            assert_int_equal(tf_schema_mask(schema->kind, field->name), UINT64_C(1) << f); /* names differ */
            assert_in_range(field->offset, sizeof(struct tf_record), schema->size - 1);
            bool has_names = field->type == TF_FIELD_ENUM || field->type == TF_FIELD_FLAGS;
            assert_int_equal(field->names != NULL, has_names);
            all |= UINT64_C(1) << f;
        }
        assert_int_equal(tf_schema_all(schema->kind), all);
    }
    assert_null(tf_schema_named("gathering")); /* outside, it is called event */
    assert_int_equal(tf_schema_mask(TF_KIND_STAR, "title"), 0);
}

static void what_is_private_is_marked(void **state)
{
    (void)state;
    char list[256] = "";
    for (int i = 0; i < TF_KIND_COUNT; i++) {
        const struct tf_schema *schema = tf_schema_of((enum tf_kind)i);
        for (size_t f = 0; f < schema->field_count; f++) {
            if (!schema->fields[f].is_private) {
                continue;
            }
            size_t len = strlen(list);
            snprintf(list + len, sizeof(list) - len, "%s.%s ", schema->table, schema->fields[f].name);
        }
    }
    assert_string_equal(list,
                        "session.device session.reason session.asks_into session.fine "
                        "session.gave_way note.device action.device action.link topic.device dot.device ");
}

static void a_copy_stands_alone(void **state)
{
    (void)state;
    char title[] = "Compost";
    struct tf_session from = {
        .record = {.kind = TF_KIND_SESSION, .key.id = 5}, .title = title, .card = 3, .read_for_me = true};
    const struct tf_record *record = copy(&from.record);
    title[0] = 'X';
    const struct tf_session *session = TF_SESSION(record);
    assert_string_equal(session->title, "Compost");
    assert_string_equal(session->host, ""); /* NULL became "" */
    assert_int_equal(session->card, 3);
    assert_true(session->read_for_me);
    assert_int_equal(record->key.id, 5);
    assert_ptr_equal(tf_record_ref(record), record);
    tf_record_unref(record);
    assert_string_equal(session->title, "Compost");
    tf_record_unref(record);
    tf_record_unref(NULL);
    assert_null(tf_record_ref(NULL));
}

static void a_copy_of_any_record_is_equal_and_hashes_the_same(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("copies"));
    for (int i = 0; i < 2000; i++) {
        const struct tf_record *a = support_random_record(&rng, (enum tf_kind)(i % TF_KIND_COUNT));
        const struct tf_record *b = copy(a);
        assert_true(tf_record_equal(a, b));
        assert_int_equal(tf_record_diff(a, b), 0);
        assert_int_equal(tf_record_hash(a), tf_record_hash(b));
        tf_record_unref(a);
        tf_record_unref(b);
    }
}

/* Change one field of a random record: exactly its bit differs, in whatever kind. */
static void every_field_counts_and_only_itself(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("fields"));
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        const struct tf_schema *schema = tf_schema_of((enum tf_kind)kind);
        const struct tf_record *a = support_random_record(&rng, (enum tf_kind)kind);
        for (size_t f = 0; f < schema->field_count; f++) {
            const struct tf_field *field = &schema->fields[f];
            union tf_record_any any;
            memcpy(&any, a, schema->size);
            if (field->type == TF_FIELD_TEXT) {
                tf_field_set_text(&any.record, field, "something else");
            } else {
                tf_field_set_number(&any.record, field, !tf_field_number(a, field));
            }
            const struct tf_record *b = copy(&any.record);
            assert_int_equal(tf_record_diff(a, b), UINT64_C(1) << f);
            assert_false(tf_record_equal(a, b));
            assert_int_not_equal(tf_record_hash(a), tf_record_hash(b));

            const struct tf_record *merged;
            assert_int_equal(tf_record_merge(&merged, a, b, UINT64_C(1) << f), TF_OK);
            assert_true(tf_record_equal(merged, b));
            tf_record_unref(merged);
            assert_int_equal(tf_record_merge(&merged, a, b, ~(UINT64_C(1) << f)), TF_OK);
            assert_true(tf_record_equal(merged, a));
            tf_record_unref(merged);
            tf_record_unref(b);
        }
        tf_record_unref(a);
    }
}

static void a_merge_keeps_the_key_of_its_base(void **state)
{
    (void)state;
    struct tf_news base = {.record = {.kind = TF_KIND_NEWS, .key.id = 1}, .text = "old", .pinned = true};
    struct tf_news from = {.record = {.kind = TF_KIND_NEWS, .key.id = 9}, .text = "new", .at = 5};
    const struct tf_record *merged;
    uint64_t mask = tf_schema_mask(TF_KIND_NEWS, "text");
    assert_int_equal(tf_record_merge(&merged, &base.record, &from.record, mask), TF_OK);
    assert_int_equal(merged->key.id, 1);
    assert_string_equal(TF_NEWS(merged)->text, "new");
    assert_true(TF_NEWS(merged)->pinned);
    assert_int_equal(TF_NEWS(merged)->at, 0);
    tf_record_unref(merged);
}

static void keys_and_nothing_compare_too(void **state)
{
    (void)state;
    struct tf_star one = {.record = {.kind = TF_KIND_STAR, .key = {1, 2}}};
    struct tf_star other = {.record = {.kind = TF_KIND_STAR, .key = {1, 3}}};
    assert_int_equal(tf_record_diff(&one.record, &other.record), 0); /* keys are no fields */
    assert_false(tf_record_equal(&one.record, &other.record));
    assert_int_not_equal(tf_record_hash(&one.record), tf_record_hash(&other.record));
    assert_true(tf_record_equal(NULL, NULL));
    assert_false(tf_record_equal(&one.record, NULL));
    assert_int_equal(tf_record_diff(NULL, NULL), 0);
    assert_int_equal(tf_record_diff(NULL, &one.record), 1);
    assert_int_equal(tf_record_diff(&one.record, NULL), 1);
    assert_true(tf_key_compare((struct tf_key){1, 9}, (struct tf_key){2, 1}) < 0);
    assert_true(tf_key_compare((struct tf_key){2, 1}, (struct tf_key){1, 9}) > 0);
    assert_true(tf_key_compare((struct tf_key){1, 1}, (struct tf_key){1, 2}) < 0);
    assert_int_equal(tf_key_compare((struct tf_key){1, 1}, (struct tf_key){1, 1}), 0);
}

/* ---- the form: a right record, one thing made wrong, and the field that is named for it ---- */

static union tf_record_any right_one(enum tf_kind kind)
{
    union tf_record_any any;
    memset(&any, 0, sizeof(any));
    any.record.kind = kind;
    any.record.key.id = 1;
    any.record.key.owner = tf_schema_of(kind)->owner_name ? 2 : 0;
    switch (kind) {
    case TF_KIND_GATHERING:
        any.gathering.title = "Camp";
        any.gathering.code = "camp";
        any.gathering.zone = "UTC";
        any.gathering.guid = "0f3b8a52-11d4-4c0e-8b8e-7d2f5f0e9a01";
        break;
    case TF_KIND_SPACE:
        any.space.name = "A";
        break;
    case TF_KIND_SLOT:
        any.slot.day = SUPPORT_DAY;
        any.slot.start = SUPPORT_10H00_S;
        any.slot.end = SUPPORT_10H00_S + 3600;
        break;
    case TF_KIND_SESSION:
        any.session.title = "Bees";
        any.session.code = "AB2CD";
        break;
    case TF_KIND_PLACEMENT:
        any.placement.session = any.placement.space = any.placement.slot = any.placement.last_slot = 1;
        break;
    case TF_KIND_ACTION:
        any.action.what = "Write";
        break;
    case TF_KIND_NEWS:
        any.news.text = "Lunch";
        break;
    case TF_KIND_TOPIC:
        any.topic.title = "Soil";
        break;
    case TF_KIND_DOT:
        any.dot.topic = 1;
        break;
    case TF_KIND_ORIGIN:
        any.origin.source = "a.xml";
        any.origin.outer = "1";
        any.origin.target = 1;
        break;
    case TF_KIND_STAR:
    case TF_KIND_NOTE:
    case TF_KIND_COUNT:
        break;
    }
    return any;
}

static void assert_wrong(const union tf_record_any *any, enum tf_err expected, const char *field)
{
    struct tf_problem problem = {.where = ""};
    const struct tf_record *record = copy(&any->record);
    assert_int_equal(tf_record_check(record, &problem), expected);
    assert_string_equal(problem.where, field);
    assert_int_equal(tf_record_check(record, NULL), expected);
    tf_record_unref(record);
}

#define WRONG(kind_number, member, value, field)                                                             \
    do {                                                                                                     \
        union tf_record_any any = right_one(kind_number);                                                    \
        any.member = (value);                                                                                \
        assert_wrong(&any, TF_ERR_INVALID, field);                                                           \
    } while (0)

static void what_is_right_passes(void **state)
{
    (void)state;
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        union tf_record_any any = right_one((enum tf_kind)kind);
        const struct tf_record *record = copy(&any.record);
        assert_int_equal(tf_record_check(record, NULL), TF_OK);
        tf_record_unref(record);
    }
}

static void a_wrong_key_is_named(void **state)
{
    (void)state;
    WRONG(TF_KIND_NEWS, record.key.id, 0, "id");
    WRONG(TF_KIND_NEWS, record.key.id, TF_ID_MAX + 1, "id");
    WRONG(TF_KIND_NEWS, record.key.owner, 1, "id");
    WRONG(TF_KIND_NOTE, record.key.owner, 0, "session");
    WRONG(TF_KIND_NOTE, record.key.owner, UINT64_MAX, "session");
    WRONG(TF_KIND_GATHERING, record.key.id, 2, "id");
}

static void a_wrong_number_is_named(void **state)
{
    (void)state;
    WRONG(TF_KIND_GATHERING, gathering.phase, TF_PHASE_COUNT, "phase");
    WRONG(TF_KIND_GATHERING, gathering.phase, (enum tf_phase) - 1, "phase");
    WRONG(TF_KIND_GATHERING, gathering.people, TF_PEOPLE_MAX + 1, "people");
    WRONG(TF_KIND_GATHERING, gathering.reply_days, TF_REPLY_DAYS_MAX + 1, "reply_days");
    WRONG(TF_KIND_GATHERING, gathering.reply_days, -1, "reply_days");
    WRONG(TF_KIND_SESSION, session.idea, TF_IDEA_COUNT, "idea");
    WRONG(TF_KIND_SESSION, session.reply_by, INT64_MAX, "reply_by");
    WRONG(TF_KIND_ACTION, action.after_90, TF_STANDING_COUNT, "after_90");
    WRONG(TF_KIND_SPACE, space.capacity, -1, "capacity");
    WRONG(TF_KIND_SPACE, space.symbol, TF_SYMBOL_COUNT, "symbol");
    WRONG(TF_KIND_SPACE, space.features, 16, "features");
    WRONG(TF_KIND_SESSION, session.proposed_at, -1, "proposed_at");
    WRONG(TF_KIND_SESSION, session.proposed_at, INT64_MAX, "proposed_at");
    WRONG(TF_KIND_SESSION, session.device, UINT64_MAX, "device");
    WRONG(TF_KIND_SESSION, session.card, INT64_MIN, "card");
    WRONG(TF_KIND_ACTION, action.due, INT64_MAX, "due");
    WRONG(TF_KIND_PLACEMENT, placement.session, 0, "session");
    WRONG(TF_KIND_PLACEMENT, placement.space, 0, "space");
    WRONG(TF_KIND_PLACEMENT, placement.slot, 0, "slot");
    WRONG(TF_KIND_PLACEMENT, placement.last_slot, 0, "last_slot");
    WRONG(TF_KIND_ORIGIN, origin.target, 0, "target");
}

static void a_row_has_sane_times(void **state)
{
    (void)state;
    WRONG(TF_KIND_SLOT, slot.day, 0, "day");
    WRONG(TF_KIND_SLOT, slot.start, SUPPORT_DAY_S - 86400, "start");
    WRONG(TF_KIND_SLOT, slot.start, SUPPORT_DAY_S + 4 * 86400, "start");
    WRONG(TF_KIND_SLOT, slot.end, SUPPORT_10H00_S, "end");
    WRONG(TF_KIND_SLOT, slot.end, SUPPORT_10H00_S - 1, "end");
    WRONG(TF_KIND_SLOT, slot.end, SUPPORT_10H00_S + 2 * 86400, "end");
}

static void a_wrong_text_is_named(void **state)
{
    (void)state;
    WRONG(TF_KIND_GATHERING, gathering.title, "", "title");
    WRONG(TF_KIND_GATHERING, gathering.code, "abc", "code");
    WRONG(TF_KIND_GATHERING, gathering.code, "Camp", "code");
    WRONG(TF_KIND_GATHERING, gathering.zone, "", "zone");
    WRONG(TF_KIND_GATHERING, gathering.guid, "", "guid");
    WRONG(TF_KIND_GATHERING, gathering.guid, "0f3b8a52-11d4-4c0e-8b8e-7d2f5f0e9a0g", "guid");
    WRONG(TF_KIND_GATHERING, gathering.guid, "0f3b8a52-11d4-4c0e-8b8e07d2f5f0e9a01", "guid");
    WRONG(TF_KIND_GATHERING, gathering.url, "javascript:alert(1)", "url");
    WRONG(TF_KIND_SPACE, space.name, "", "name");
    WRONG(TF_KIND_SESSION, session.title, "", "title");
    WRONG(TF_KIND_SESSION, session.title, "\xff", "title");
    WRONG(TF_KIND_SESSION, session.title, " Bees", "title");      /* the door would trim it */
    WRONG(TF_KIND_SESSION, session.title, "Be\nes", "title");     /* one line */
    WRONG(TF_KIND_SESSION, session.title, "\u202eseeB", "title"); /* turns what follows around */
    WRONG(TF_KIND_SESSION, session.title, "o\u0308", "title");    /* not composed */
    WRONG(TF_KIND_SESSION, session.code, "AB1CD", "code");
    WRONG(TF_KIND_SESSION, session.language, "en_GB", "language");
    WRONG(TF_KIND_SESSION, session.language, "-en", "language");
    WRONG(TF_KIND_SESSION, session.language, "en-", "language");
    WRONG(TF_KIND_SESSION, session.language, "englishlanguage", "language");
    WRONG(TF_KIND_SESSION, session.guid, "1", "guid");
    WRONG(TF_KIND_SESSION, session.merged_into, 7, "merged_into"); /* but not merged */
    WRONG(TF_KIND_SESSION, session.state, TF_SESSION_MERGED, "merged_into");
    WRONG(TF_KIND_ACTION, action.what, "", "what");
    WRONG(TF_KIND_NEWS, news.text, "", "text");
    WRONG(TF_KIND_ORIGIN, origin.source, "", "source");
    WRONG(TF_KIND_ORIGIN, origin.outer, "", "outer");
    WRONG(TF_KIND_ORIGIN, origin.brought, "\xc3", "brought");
}

static void a_session_is_not_merged_into_itself(void **state)
{
    (void)state;
    union tf_record_any any = right_one(TF_KIND_SESSION);
    any.session.state = TF_SESSION_MERGED;
    any.session.merged_into = any.record.key.id;
    assert_wrong(&any, TF_ERR_INVALID, "merged_into");
    any.session.state = TF_SESSION_OPEN;
    any.session.merged_into = 0;
    any.session.asks_into = any.record.key.id;
    assert_wrong(&any, TF_ERR_INVALID, "asks_into");
}

static void what_is_too_long_is_a_limit(void **state)
{
    (void)state;
    char *text = calloc(1, TF_RAW_BYTES_MAX + 2);
    assert_non_null(text);
    memset(text, 'x', TF_TITLE_GRAPHEMES_MAX);
    union tf_record_any any = right_one(TF_KIND_SESSION);
    any.session.title = text;
    const struct tf_record *record = copy(&any.record);
    assert_int_equal(tf_record_check(record, NULL), TF_OK);
    tf_record_unref(record);
    text[TF_TITLE_GRAPHEMES_MAX] = 'x';
    assert_wrong(&any, TF_ERR_LIMIT, "title");

    memset(text, 'x', TF_RAW_BYTES_MAX + 1);
    any = right_one(TF_KIND_ORIGIN);
    any.origin.brought = text;
    assert_wrong(&any, TF_ERR_LIMIT, "brought");
    free(text);
}

/* It was clean when it was written: what today's tables say otherwise does not hinder other changes. */
static void text_that_is_there_already_need_only_be_utf8_without_controls(void **state)
{
    (void)state;
    struct tf_action old = {
        .record = {.kind = TF_KIND_ACTION, .key = {1001, 6001}}, .what = "Cafe\u0301", .who = "", .at = 1};
    struct tf_action other = old;
    struct tf_problem problem;
    other.what = "Coffee";
    assert_int_equal(tf_record_check(&old.record, &problem), TF_ERR_INVALID);
    assert_string_equal(problem.where, "what");
    assert_int_equal(tf_record_check_change(&old.record, &old.record, &problem), TF_OK);
    assert_int_equal(tf_record_check_change(&old.record, &other.record, &problem), TF_ERR_INVALID);
    static const char *const never[] = {"a\u202eb", "a\nb", "a\x7f", "a\xc2\x85", "a\xff"};
    for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
        old.what = never[i];
        assert_int_equal(tf_record_check_change(&old.record, &old.record, &problem), TF_ERR_INVALID);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_described_and_its_fields_fit_a_mask),
        cmocka_unit_test(what_is_private_is_marked),
        cmocka_unit_test(a_copy_stands_alone),
        cmocka_unit_test(a_copy_of_any_record_is_equal_and_hashes_the_same),
        cmocka_unit_test(every_field_counts_and_only_itself),
        cmocka_unit_test(a_merge_keeps_the_key_of_its_base),
        cmocka_unit_test(keys_and_nothing_compare_too),
        cmocka_unit_test(what_is_right_passes),
        cmocka_unit_test(a_wrong_key_is_named),
        cmocka_unit_test(a_wrong_number_is_named),
        cmocka_unit_test(a_row_has_sane_times),
        cmocka_unit_test(a_wrong_text_is_named),
        cmocka_unit_test(a_session_is_not_merged_into_itself),
        cmocka_unit_test(what_is_too_long_is_a_limit),
        cmocka_unit_test(text_that_is_there_already_need_only_be_utf8_without_controls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
