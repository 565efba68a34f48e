#include "base/limits.h"
#include "base/text.h"
#include "support/support.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

uint64_t support_seed(const char *test_name)
{
    const char *from = getenv("TF_SEED");
    uint64_t seed = from ? strtoull(from, NULL, 0) : UINT64_C(20261125);
    print_message("%s: TF_SEED=%" PRIu64 "\n", test_name, seed);
    return seed;
}

static bool one_in(struct tf_rng *rng, uint64_t n)
{
    return tf_rng_below(rng, n) == 0;
}

const char *support_random_text(struct tf_rng *rng, char *buffer, size_t size)
{
    static const char *const words[] = {
        "Compost",
        "bees",
        "Bienen",
        "Stra\u00dfe",
        "na\u00efve",
        "\u65e5\u672c\u8a9e",
        "\u0645\u0631\u062d\u0628\u0627",
        "\u05e9\u05dc\u05d5\u05dd",
        "\u0939\u093f\u0928\u094d\u0926\u0940",
        "\U0001f41d",
        "C&A",
        "<b>",
        "\"so\"",
        "=1+1",
        "'--",
        "50%",
        "a/b",
    };
    size_t len = 0, count = 1 + (size_t)tf_rng_below(rng, 5);
    buffer[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const char *word = words[tf_rng_below(rng, COUNT(words))];
        int more = snprintf(buffer + len, size - len, "%s%s", i ? " " : "", word);
        if (more < 0 || (size_t)more >= size - len) {
            buffer[len] = '\0';
            break;
        }
        len += (size_t)more;
    }
    return buffer;
}

/* Any value a field of this type may have. */
static int64_t random_number(struct tf_rng *rng, const struct tf_field *field)
{
    uint64_t names = 0;
    while (field->names && field->names[names]) {
        names++;
    }
    switch (field->type) {
    case TF_FIELD_ENUM:
        return (int64_t)tf_rng_below(rng, names);
    case TF_FIELD_FLAGS:
        return (int64_t)tf_rng_below(rng, UINT64_C(1) << names);
    case TF_FIELD_BOOL:
        return (int64_t)tf_rng_below(rng, 2);
    case TF_FIELD_ID:
        return one_in(rng, 3) ? 0 : (int64_t)tf_rng_id(rng);
    case TF_FIELD_TIME:
        return one_in(rng, 4) ? (int64_t)tf_rng_below(rng, 100000)
                              : SUPPORT_DAY_S + (int64_t)tf_rng_below(rng, 1000000);
    case TF_FIELD_DATE:
        return one_in(rng, 4) ? 0 : SUPPORT_DAY + (int64_t)tf_rng_below(rng, 100);
    case TF_FIELD_INT:
    case TF_FIELD_TEXT:
        break;
    }
    return (int64_t)tf_rng_below(rng, TF_SYMBOL_COUNT);
}

/* What a kind asks for beyond the types of its fields. */
static void make_right(struct tf_rng *rng, union tf_record_any *any, char code[9])
{
    static const char guid[] = "0f3b8a52-11d4-4c0e-8b8e-7d2f5f0e9a01";
    static const char *const languages[] = {"", "en", "de", "ja", "zh-Hant-TW"};
    const char *language = languages[tf_rng_below(rng, COUNT(languages))];
    tf_command_code(code, tf_rng_u64(rng));
    switch (any->record.kind) {
    case TF_KIND_GATHERING:
        any->record.key.id = 1;
        any->gathering.code = "camp-26";
        any->gathering.zone = "Europe/Berlin";
        any->gathering.language = language;
        any->gathering.guid = guid;
        any->gathering.people = (int64_t)tf_rng_below(rng, TF_PEOPLE_MAX + 1);
        any->gathering.dots = (int64_t)tf_rng_below(rng, TF_DOTS_EACH_MAX + 1);
        any->gathering.freeze_min = (int64_t)tf_rng_below(rng, TF_FREEZE_MIN_MAX + 1);
        any->gathering.votes = (int64_t)tf_rng_below(rng, TF_VOTES_MAX + 1);
        any->gathering.reply_days = (int64_t)tf_rng_below(rng, TF_REPLY_DAYS_MAX + 1);
        any->gathering.warn_min = (int64_t)tf_rng_below(rng, TF_WARN_MIN_MAX + 1);
        break;
    case TF_KIND_SLOT:
        any->slot.day = SUPPORT_DAY + (int64_t)tf_rng_below(rng, 4);
        any->slot.start = any->slot.day * 86400 + (int64_t)tf_rng_below(rng, 86400);
        any->slot.end = any->slot.start + 60 + (int64_t)tf_rng_below(rng, 7200);
        break;
    case TF_KIND_SESSION:
        any->session.code = code;
        any->session.language = language;
        any->session.guid = one_in(rng, 2) ? guid : "";
        any->session.waits = any->session.state == TF_SESSION_HIDDEN ? any->session.waits : TF_WAITS_NOT;
        any->session.merged_into = any->session.state == TF_SESSION_MERGED ? tf_rng_id(rng) : 0;
        any->session.asks_into = one_in(rng, 4) ? tf_rng_id(rng) : 0;
        any->session.can_until =
            one_in(rng, 2) ? any->session.can_from + 60 + (int64_t)tf_rng_below(rng, 86400) : 0;
        any->session.gave_way = any->session.device; /* an id, or none: as random as that */
        break;
    case TF_KIND_PLACEMENT:
        any->placement.session = tf_rng_id(rng);
        any->placement.space = tf_rng_id(rng);
        any->placement.slot = tf_rng_id(rng);
        any->placement.last_slot = tf_rng_id(rng);
        break;
    case TF_KIND_ORIGIN:
        any->origin.target = tf_rng_id(rng);
        break;
    case TF_KIND_DOT:
        any->dot.topic = tf_rng_id(rng);
        break;
    case TF_KIND_TOPIC:
    case TF_KIND_SPACE:
    case TF_KIND_STAR:
    case TF_KIND_NOTE:
    case TF_KIND_ACTION:
    case TF_KIND_NEWS:
    case TF_KIND_COUNT:
        break;
    }
}

const struct tf_record *support_random_record(struct tf_rng *rng, enum tf_kind kind)
{
    const struct tf_schema *schema = tf_schema_of(kind);
    union tf_record_any any;
    char texts[16][200], code[9];
    size_t text_count = 0;
    memset(&any, 0, sizeof(any));
    any.record.kind = kind;
    any.record.key.id = tf_rng_id(rng);
    any.record.key.owner = schema->owner_name ? tf_rng_id(rng) : 0;
    for (size_t i = 0; i < schema->field_count; i++) {
        const struct tf_field *field = &schema->fields[i];
        if (field->type != TF_FIELD_TEXT && strcmp(field->name, "gave_way") != 0) {
            tf_field_set_number(&any.record, field, random_number(rng, field));
        }
        if (field->type != TF_FIELD_TEXT) {
            continue;
        }
        char *text = texts[text_count++];
        if (field->text_kind == TF_TEXT_URL) {
            snprintf(text, sizeof(texts[0]), "https://example.org/%" PRIu64, tf_rng_below(rng, 1000));
        } else {
            support_random_text(rng, text, sizeof(texts[0]));
        }
        tf_field_set_text(&any.record, field, text);
    }
    make_right(rng, &any, code);
    const struct tf_record *record;
    assert_int_equal(tf_record_copy(&record, &any.record), TF_OK);
    struct tf_problem problem;
    if (tf_record_check(record, &problem) != TF_OK) {
        fail_msg("a random %s is not right: %s (%s)", schema->table, problem.what, problem.where);
    }
    return record;
}

static void load(struct tf_board *board, const struct tf_record *from)
{
    const struct tf_record *record;
    assert_int_equal(tf_record_copy(&record, from), TF_OK);
    assert_int_equal(tf_board_load(board, record), TF_OK);
    tf_record_unref(record);
}

static void load_grid(struct tf_board *board, size_t spaces, size_t slots, size_t days)
{
    struct tf_gathering gathering = {
        .record = {.kind = TF_KIND_GATHERING, .key.id = 1},
        .title = "Random Camp",
        .code = "random-camp",
        .zone = "Europe/Berlin",
        .guid = "6b1a1ef0-55ac-4f0e-9d3c-0d5a3c6f2e02",
    };
    load(board, &gathering.record);
    for (size_t i = 0; i < spaces; i++) {
        char name[32];
        snprintf(name, sizeof(name), "Room %zu", i + 1);
        struct tf_space space = {
            .record = {.kind = TF_KIND_SPACE, .key.id = 101 + i},
            .name = name,
            .position = (int64_t)i,
            .symbol = (int64_t)(i % TF_SYMBOL_COUNT),
        };
        load(board, &space.record);
    }
    int64_t length = slots ? 12 * 3600 / (int64_t)slots : 0;
    for (size_t i = 0; i < slots * days; i++) {
        int64_t day = SUPPORT_DAY + (int64_t)(i / slots);
        int64_t start = day * 86400 + 9 * 3600 + (int64_t)(i % slots) * length;
        struct tf_slot slot = {
            .record = {.kind = TF_KIND_SLOT, .key.id = 10001 + i},
            .day = day,
            .start = start,
            .end = start + length,
            .kind = slots > 3 && i % slots == slots / 2 ? TF_SLOT_BREAK : TF_SLOT_SESSION,
            .title = slots > 3 && i % slots == slots / 2 ? "Lunch" : "",
        };
        load(board, &slot.record);
    }
}

/* Three of four sessions, each in a cell of its own, as long as there are cells. */
static void load_sessions(struct tf_rng *rng, struct tf_board *board, size_t spaces, size_t slots,
                          size_t sessions)
{
    size_t cell = 0;
    for (size_t i = 0; i < sessions; i++) {
        char title[200], host[200], code[9];
        struct tf_session session = {
            .record = {.kind = TF_KIND_SESSION, .key.id = 20001 + i},
            .code = code,
            .title = support_random_text(rng, title, sizeof(title)),
            .host = support_random_text(rng, host, sizeof(host)),
            .device = one_in(rng, 2) ? 0 : 1 + tf_rng_below(rng, 1000),
            .proposed_at = SUPPORT_DAY_S + (int64_t)i,
        };
        tf_command_code(code, UINT64_C(24300000) - i); /* all different */
        for (bool found = i % 4 == 3; !found && cell < spaces * slots; cell++) {
            const struct tf_slot *slot = tf_board_slot(board, 10001 + cell / spaces);
            if (slot->kind != TF_SLOT_SESSION) {
                continue;
            }
            struct tf_placement placement = {
                .record = {.kind = TF_KIND_PLACEMENT, .key.id = 40001 + i},
                .session = session.record.key.id,
                .space = 101 + cell % spaces,
                .slot = slot->record.key.id,
                .last_slot = slot->record.key.id,
                .locked = one_in(rng, 20),
            };
            load(board, &placement.record);
            session.state = TF_SESSION_PLACED;
            found = true;
        }
        load(board, &session.record);
    }
}

struct tf_board *support_random_board(struct tf_rng *rng, size_t spaces, size_t slots, size_t days,
                                      size_t sessions, size_t stars, size_t notes)
{
    struct tf_board *board;
    assert_int_equal(tf_board_create(&board), TF_OK);
    load_grid(board, spaces, slots, days);
    load_sessions(rng, board, spaces, slots * days, sessions);
    for (size_t i = 0; sessions && i < stars; i++) {
        uint64_t session = 20001 + tf_rng_below(rng, sessions);
        struct tf_star star = {
            .record = {.kind = TF_KIND_STAR, .key = {session, 1001 + tf_rng_below(rng, TF_ID_MAX - 1001)}},
            .at = SUPPORT_10H00_S,
        };
        load(board, &star.record);
    }
    for (size_t i = 0; sessions && i < notes; i++) {
        char text[200];
        struct tf_note note = {
            .record = {.kind = TF_KIND_NOTE, .key = {20001 + tf_rng_below(rng, sessions), 300001 + i}},
            .text = support_random_text(rng, text, sizeof(text)),
            .at = SUPPORT_10H00_S,
        };
        load(board, &note.record);
    }
    assert_int_equal(tf_board_finish(board, 1, SUPPORT_10H00_S), TF_OK);
    return board;
}

/* Mostly the key of something on the board, sometimes one of nothing. */
static struct tf_key pick(struct tf_rng *rng, const struct tf_board *board, enum tf_kind kind)
{
    struct tf_key none = {0, tf_rng_id(rng)};
    size_t count = tf_table_count(board->tables[kind]);
    if (count == 0 || one_in(rng, 12)) {
        return none;
    }
    struct tf_table_iter it = tf_table_first(board->tables[kind]);
    for (uint64_t i = tf_rng_below(rng, count); i > 0; i--) {
        tf_table_next(&it);
    }
    return it.record->key;
}

/* A record such as a verb wants. Mostly its form is right. */
static void set_record(struct tf_rng *rng, struct tf_command *command, const struct tf_board *board,
                       enum tf_kind kind)
{
    const struct tf_record *random = support_random_record(rng, kind);
    union tf_record_any any;
    memcpy(&any, random, tf_schema_of(kind)->size);
    if (tf_schema_of(kind)->owner_name) {
        any.record.key.owner = pick(rng, board, TF_KIND_SESSION).id;
    }
    if (kind == TF_KIND_SESSION) {
        any.session.state = TF_SESSION_OPEN;
        any.session.merged_into = 0;
        any.session.device = command->actor.device;
    }
    if (kind == TF_KIND_SPACE) {
        any.space.position = (int64_t)tf_rng_below(rng, 12);
    }
    if (kind == TF_KIND_SLOT) { /* the next hour on: a row that may well fit */
        any.slot.day = SUPPORT_DAY + (int64_t)tf_rng_below(rng, 3);
        any.slot.start = any.slot.day * 86400 + 3600 * (int64_t)(8 + tf_rng_below(rng, 14));
        any.slot.end = any.slot.start + 3600;
    }
    if (kind == TF_KIND_TOPIC) {
        any.topic.session = one_in(rng, 2) ? pick(rng, board, TF_KIND_SESSION).id : 0;
        any.topic.into = one_in(rng, 2) ? pick(rng, board, TF_KIND_TOPIC).id : 0;
        any.record.key = one_in(rng, 2) ? pick(rng, board, kind) : any.record.key;
    }
    if ((kind == TF_KIND_NOTE || kind == TF_KIND_ACTION || kind == TF_KIND_NEWS) && one_in(rng, 3)) {
        any.record.key = pick(rng, board, kind); /* amend one */
        const struct tf_record *known = tf_board_get(board, kind, any.record.key);
        bool has_link = kind == TF_KIND_ACTION && known != NULL && one_in(rng, 2);
        command->other = has_link ? TF_ACTION(known)->link : command->other;
    }
    if (one_in(rng, 25)) {
        any.record.key.id = UINT64_MAX;
    }
    uint64_t fields = one_in(rng, 2) ? tf_schema_all(kind) : tf_rng_u64(rng) & tf_schema_all(kind);
    assert_int_equal(tf_command_set_record(command, &any.record, fields), TF_OK);
    tf_record_unref(random);
}

static void set_import(struct tf_rng *rng, struct tf_command *command, const struct tf_board *board)
{
    static const enum tf_kind kinds[] = {TF_KIND_SPACE, TF_KIND_SESSION, TF_KIND_NEWS, TF_KIND_ORIGIN};
    for (uint64_t i = tf_rng_below(rng, 6); i > 0; i--) {
        enum tf_kind kind = kinds[tf_rng_below(rng, COUNT(kinds))];
        const struct tf_record *random = support_random_record(rng, kind);
        union tf_record_any any;
        memcpy(&any, random, tf_schema_of(kind)->size);
        if (kind == TF_KIND_SESSION) {
            any.session.state = TF_SESSION_OPEN;
            any.session.merged_into = 0;
        }
        if (kind == TF_KIND_SPACE) {
            any.space.position = (int64_t)tf_rng_below(rng, 1000);
        }
        assert_int_equal(tf_command_add_record(command, &any.record), TF_OK);
        tf_record_unref(random);
    }
    struct tf_key gone = pick(rng, board, TF_KIND_PLACEMENT);
    const struct tf_record *placement = tf_board_get(board, TF_KIND_PLACEMENT, gone);
    if (placement && one_in(rng, 4)) {
        assert_int_equal(tf_command_add_removal(command, placement), TF_OK);
    }
    command->revision = one_in(rng, 4) ? tf_rng_below(rng, board->revision + 1) : board->revision;
}

static void set_what(struct tf_rng *rng, struct tf_command *command, const struct tf_board *board)
{
    switch (command->verb) {
    case TF_VERB_SET_UP:
        set_record(rng, command, board, TF_KIND_GATHERING);
        break;
    case TF_VERB_PROPOSE:
    case TF_VERB_EDIT:
    case TF_VERB_WITHDRAW:
    case TF_VERB_HIDE:
        set_record(rng, command, board, TF_KIND_SESSION);
        if (command->verb == TF_VERB_PROPOSE && one_in(rng, 2)) {
            command->slot = command->space = 0;
        }
        break;
    case TF_VERB_ADD_SPACE:
    case TF_VERB_EDIT_SPACE:
        set_record(rng, command, board, TF_KIND_SPACE);
        break;
    case TF_VERB_ADD_SLOT:
    case TF_VERB_EDIT_SLOT:
        set_record(rng, command, board, TF_KIND_SLOT);
        break;
    case TF_VERB_NOTE:
        set_record(rng, command, board, TF_KIND_NOTE);
        break;
    case TF_VERB_ACTION:
        set_record(rng, command, board, TF_KIND_ACTION);
        break;
    case TF_VERB_NEWS:
        set_record(rng, command, board, TF_KIND_NEWS);
        break;
    case TF_VERB_TOPIC:
        set_record(rng, command, board, TF_KIND_TOPIC);
        break;
    case TF_VERB_DOT:
    case TF_VERB_UNDOT:
        command->other = pick(rng, board, TF_KIND_TOPIC).id;
        break;
    case TF_VERB_IMPORT:
    case TF_VERB_SCHEDULE:
    case TF_VERB_PUT_BACK:
        set_import(rng, command, board);
        break;
    default:
        break;
    }
}

static struct tf_command *random_command(struct tf_rng *rng, const struct tf_board *board, enum tf_verb verb,
                                         struct tf_actor actor, int64_t at, uint64_t newest);

/* Two or three others as one step. */
static void set_parts(struct tf_rng *rng, struct tf_command *command, const struct tf_board *board)
{
    for (uint64_t i = tf_rng_below(rng, 4); i > 0; i--) {
        enum tf_verb verb = (enum tf_verb)tf_rng_below(rng, TF_VERB_COMMAND_COUNT);
        verb = verb == TF_VERB_CHAIN ? TF_VERB_MOVE : verb;
        struct tf_command *part = random_command(rng, board, verb, command->actor, command->at, 0);
        part->revision = 0;
        assert_int_equal(tf_command_add_part(command, part), TF_OK);
    }
}

struct tf_command *support_random_command(struct tf_rng *rng, const struct tf_board *board, int64_t at,
                                          uint64_t newest)
{
    /* What people do most comes up most. */
    static const enum tf_verb often[] = {TF_VERB_PROPOSE, TF_VERB_PLACE, TF_VERB_MOVE,
                                         TF_VERB_STAR,    TF_VERB_NOTE,  TF_VERB_UNDO};
    static const uint64_t devices[] = {0, 0, 1, 2, 3, 777};
    enum tf_verb verb = one_in(rng, 2) ? often[tf_rng_below(rng, COUNT(often))]
                                       : (enum tf_verb)tf_rng_below(rng, TF_VERB_COMMAND_COUNT);
    struct tf_actor actor = {
        .role = (enum tf_role)tf_rng_below(rng, TF_ROLE_COUNT),
        .device = devices[tf_rng_below(rng, COUNT(devices))],
    };
    return random_command(rng, board, verb, actor, at, newest);
}

static struct tf_command *random_command(struct tf_rng *rng, const struct tf_board *board, enum tf_verb verb,
                                         struct tf_actor actor, int64_t at, uint64_t newest)
{
    struct tf_command *command = tf_command_create(verb, actor, at, tf_rng_id(rng));
    assert_non_null(command);
    command->session = pick(rng, board, TF_KIND_SESSION).id;
    command->other = pick(rng, board, verb == TF_VERB_SWAP ? TF_KIND_PLACEMENT : TF_KIND_SESSION).id;
    command->space = pick(rng, board, TF_KIND_SPACE).id;
    command->slot = pick(rng, board, TF_KIND_SLOT).id;
    bool is_new = verb == TF_VERB_PLACE || verb == TF_VERB_PROPOSE;
    command->placement = is_new ? tf_rng_id(rng) : pick(rng, board, TF_KIND_PLACEMENT).id;
    command->count = (int64_t)tf_rng_below(rng, 4) - 1;
    command->minutes = (int64_t)tf_rng_below(rng, 61) - 20;
    command->replace = one_in(rng, 3);
    command->on = one_in(rng, 2);
    command->sequence = newest ? 1 + tf_rng_below(rng, newest) : 0;
    if (one_in(rng, 2) && newest > 3) {
        command->sequence = newest - tf_rng_below(rng, 3);
    }
    set_what(rng, command, board);
    if (verb == TF_VERB_CHAIN) {
        set_parts(rng, command, board);
    }
    return command;
}
