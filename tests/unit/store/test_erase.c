/* What is one person's is gone from every byte of every file, the log still tells the board, and nothing that
 * can be undone brings it back. */
#include "store/store.h"

#include "base/buf.h"
#include "core/changed.h"
#include "core/rules.h"
#include "core/topics.h"
#include "support/folder.h"
#include "support/support.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#define FILE_NAME "camp.db"
#define WHO       "Zebedäus Quark"

enum { DEVICE = 77, OTHER_DEVICE = 78 };

struct kit {
    struct folder folder;
    struct tf_store *store;
    struct tf_board *board;
};

static void append(struct kit *kit, struct tf_event *event)
{
    support_apply(&kit->board, event);
    assert_int_equal(tf_store_append(kit->store, &event, 1), TF_OK);
    tf_event_unref(event);
}

/* An event that puts this record; its verb does not matter. */
static void put(struct kit *kit, const struct tf_record *record, uint64_t device)
{
    static uint64_t id = 50000;
    struct tf_event *event = NULL;
    const struct tf_record *after = NULL;
    const struct tf_actor actor = {.role = TF_ROLE_GUEST, .device = device};
    assert_int_equal(tf_record_copy(&after, record), TF_OK);
    assert_int_equal(tf_event_create(&event, TF_VERB_EDIT, actor, SUPPORT_10H00_S, ++id), TF_OK);
    assert_int_equal(tf_event_add(event, tf_board_get(kit->board, record->kind, record->key), after), TF_OK);
    tf_record_unref(after);
    append(kit, event);
}

static struct tf_session session_of(const struct kit *kit, const char *title)
{
    return *tf_board_session(kit->board, support_session(kit->board, title));
}

/* Compost's topic, from another device and before Compost was that one's; three typed ones, two of which
 * belong to what the device wrote; and dots of both devices on each. */
enum { TOPIC_OF_SESSION = 61001, TOPIC_OF_DEVICE, TOPIC_WITHIN, TOPIC_TAKEN_ON };

static void put_topics(struct kit *kit)
{
    const struct tf_topic topics[] = {
        {.record.key.id = TOPIC_OF_SESSION,
         .title = "Kompost geht weiter",
         .session = support_session(kit->board, "Compost"),
         .device = OTHER_DEVICE},
        {.record.key.id = TOPIC_OF_DEVICE, .title = "Thema vom Gerät", .device = DEVICE},
        {.record.key.id = TOPIC_WITHIN, .title = "Wurmkisten", .into = TOPIC_OF_DEVICE},
        {.record.key.id = TOPIC_TAKEN_ON,
         .title = "Was " WHO " sagte",
         .initiator = "zebedäus QUARK",
         .device = OTHER_DEVICE},
    };
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
        struct tf_topic topic = topics[i];
        topic.record.kind = TF_KIND_TOPIC;
        topic.initiator = topic.initiator != NULL ? topic.initiator : "";
        topic.at = SUPPORT_10H00_S;
        put(kit, &topic.record, topic.device);
        for (uint64_t device = DEVICE; device <= OTHER_DEVICE; device++) {
            uint64_t id = topic.record.key.id;
            struct tf_dot dot = {.record = {.kind = TF_KIND_DOT, .key = {0, tf_topics_dot(id, device)}},
                                 .topic = id,
                                 .device = device,
                                 .at = SUPPORT_10H00_S};
            put(kit, &dot.record, device);
        }
    }
}

static const struct tf_topic *topic_of(const struct kit *kit, uint64_t id)
{
    const struct tf_record *record = tf_board_get(kit->board, TF_KIND_TOPIC, (struct tf_key){0, id});
    return record != NULL ? TF_TOPIC(record) : NULL;
}

static bool has_dot(const struct kit *kit, uint64_t topic, uint64_t device)
{
    return tf_topics_has_dot(kit->board, topic, device);
}

static void write_it_everywhere(struct kit *kit)
{
    static char long_words[1990];
    uint64_t bees_id = support_session(kit->board, "Bees");
    struct tf_session compost, bees;

    for (int i = 0; i < 6; i++) { /* long, and then not: pages of the file become free */
        for (size_t at = 0; at + 32 < sizeof long_words; at += strlen(long_words + at)) {
            snprintf(long_words + at, sizeof long_words - at, "%d zebedäus QUARK. ", i);
        }
        compost = session_of(kit, "Compost");
        compost.host = WHO ", Mara";
        compost.device = DEVICE;
        compost.about = long_words;
        put(kit, &compost.record, DEVICE);
    }
    compost = session_of(kit, "Compost");
    compost.about = "Quark macht " WHO "s Freund; Zebedäus Quarkspeise nicht.";
    put(kit, &compost.record, DEVICE);
    bees = session_of(kit, "Bees");
    bees.host = "ZEBEDAUS QUARK";
    bees.idea_owner = WHO;
    bees.idea_why = WHO " fragt nach.";
    bees.title = WHO;
    put(kit, &bees.record, OTHER_DEVICE);

    struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {bees_id, 60001}},
                           .author = WHO,
                           .happened = "Es kam " WHO ".",
                           .mattered = "",
                           .next = "",
                           .text = "Notiz vom Gerät",
                           .device = DEVICE,
                           .at = SUPPORT_10H00_S};
    put(kit, &note.record, DEVICE);
    struct tf_action action = {.record = {.kind = TF_KIND_ACTION, .key = {bees_id, 60002}},
                               .what = "Aufgabe vom Gerät",
                               .who = "Mara, " WHO,
                               .device = DEVICE,
                               .at = SUPPORT_10H00_S};
    put(kit, &action.record, DEVICE);
    struct tf_star star = {.record = {.kind = TF_KIND_STAR, .key = {bees_id, DEVICE}}, .at = SUPPORT_10H00_S};
    put(kit, &star.record, DEVICE);
    struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key = {0, 60003}},
                           .text = "(" WHO ") sucht Handschuhe",
                           .at = SUPPORT_10H00_S};
    put(kit, &news.record, 0);
    struct tf_origin origin = {.record = {.kind = TF_KIND_ORIGIN, .key = {0, 60004}},
                               .source = "plan",
                               .outer = "1",
                               .target_kind = TF_KIND_SESSION,
                               .target = compost.record.key.id,
                               .brought = "{\"title\":\"Compost\",\"host\":\"Mara, " WHO "\"}"};
    put(kit, &origin.record, 0);
}

/* In how many files of the folder, the store's own among them. */
static size_t files_with(const struct kit *kit, const char *words)
{
    DIR *dir = opendir(kit->folder.path);
    struct dirent *entry;
    size_t found = 0, looked = 0;
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        struct tf_buf bytes;
        if (entry->d_name[0] == '.') {
            continue;
        }
        tf_buf_init(&bytes, 0);
        assert_int_equal(tf_buf_read_file(&bytes, folder_file(&kit->folder, entry->d_name), 0, NULL), TF_OK);
        found += bytes.len > 0 && memmem(bytes.data, bytes.len, words, strlen(words)) != NULL;
        looked += bytes.len > 0;
        tf_buf_free(&bytes);
    }
    closedir(dir);
    assert_true(looked > 0);
    return found;
}

/* Free pages that were not wiped, as an SQLite leaves them that was built without SECURE_DELETE. */
static void leave_it_in_free_pages(struct kit *kit)
{
    static const char *const SQL =
        "PRAGMA secure_delete = OFF; CREATE TABLE old (words TEXT);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
        "INSERT INTO old SELECT 'zebedäus QUARK. Vom Gerät ' || i FROM n; DROP TABLE old;";
    const char *path = folder_file(&kit->folder, FILE_NAME);
    sqlite3 *db = NULL;
    tf_store_close(kit->store);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, SQL, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(tf_store_open_sqlite(&kit->store, path, NULL, NULL), TF_OK);
    assert_true(files_with(kit, "Vom Gerät 499") > 0);
}

static int set_up(void **state)
{
    struct kit *kit = calloc(1, sizeof *kit);
    assert_non_null(kit);
    folder_make(&kit->folder);
    struct tf_board *made =
        support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 10:00, Ants in A at 11:00");
    struct tf_event *event = support_event_making(made);
    tf_board_unref(made);
    assert_int_equal(tf_store_open_sqlite(&kit->store, folder_file(&kit->folder, FILE_NAME), NULL, NULL),
                     TF_OK);
    assert_int_equal(tf_board_create(&kit->board), TF_OK);
    append(kit, event);
    put_topics(kit);
    write_it_everywhere(kit);
    *state = kit;
    return 0;
}

static int tear_down(void **state)
{
    struct kit *kit = *state;
    tf_store_close(kit->store);
    tf_board_unref(kit->board);
    folder_remove(&kit->folder);
    free(kit);
    return 0;
}

static size_t erase(struct kit *kit, const struct tf_erase_what *what)
{
    struct tf_erase *erase = NULL;
    struct tf_problem problem = {0};
    assert_int_equal(tf_erase_create(&erase, what), TF_OK);
    if (tf_store_erase(kit->store, erase, &problem) != TF_OK) {
        fail_msg("%s", problem.what);
    }
    size_t count = tf_erase_count(erase);
    tf_erase_destroy(erase);
    tf_board_unref(kit->board);
    assert_int_equal(tf_store_load(kit->store, &kit->board, &problem), TF_OK);
    assert_int_equal(tf_store_check(kit->store, NULL, NULL), TF_OK); /* replays the log */
    return count;
}

/* Each event of the log, taken back as far as that goes; the last first. */
static void undo_everything(struct kit *kit)
{
    size_t undone = 0;
    for (uint64_t sequence = kit->board->revision; sequence > 1; sequence--) {
        struct tf_event *past = NULL, *event = NULL;
        struct tf_refusal no;
        size_t count = 0;
        struct tf_command *command = support_command_by(TF_VERB_UNDO, TF_ROLE_ORGANISER, 0);
        command->sequence = sequence;
        assert_int_equal(tf_store_read(kit->store, sequence, &past, 1, &count), TF_OK);
        if (tf_rules_decide(&event, kit->board, command, past, &no, NULL) == TF_OK) {
            append(kit, event);
            undone++;
        }
        tf_event_unref(past);
        tf_command_destroy(command);
    }
    assert_true(undone > 0);
}

static void a_name_is_in_no_byte_of_any_file(void **state)
{
    struct kit *kit = *state;
    uint64_t revision = kit->board->revision;
    leave_it_in_free_pages(kit);
    assert_true(erase(kit, &(struct tf_erase_what){.name = WHO}) > 6);
    assert_int_equal(kit->board->revision, revision);
    assert_int_equal(files_with(kit, WHO "\""), 0);
    assert_int_equal(files_with(kit, WHO " "), 0);
    assert_int_equal(files_with(kit, "zebedäus QUARK"), 0);
    assert_int_equal(files_with(kit, "ZEBEDAUS"), 0);
    assert_true(files_with(kit, "Quarkspeise") > 0); /* another word */
    const struct tf_session compost = session_of(kit, "Compost");
    assert_int_equal(tf_changed_of(kit->board->changed, TF_KIND_SESSION, compost.record.key.id).revision,
                     revision);
    assert_string_equal(compost.host, "Mara");
    assert_string_equal(compost.about, "Quark macht " WHO "s Freund; Zebedäus Quarkspeise nicht.");
    assert_string_equal(session_of(kit, "…").host, "");
    assert_string_equal(session_of(kit, "…").idea_owner, "");
    assert_string_equal(session_of(kit, "…").idea_why, "… fragt nach.");
    assert_string_equal(topic_of(kit, TOPIC_TAKEN_ON)->title, "Was … sagte");
    assert_string_equal(topic_of(kit, TOPIC_TAKEN_ON)->initiator, "");
    assert_true(has_dot(kit, TOPIC_TAKEN_ON, DEVICE));
    undo_everything(kit);
    assert_int_equal(files_with(kit, WHO "\""), 0);
    assert_int_equal(files_with(kit, "zebedäus QUARK"), 0);
    assert_int_equal(tf_store_check(kit->store, NULL, NULL), TF_OK);
    tf_store_close(kit->store);
    assert_int_equal(tf_store_open_sqlite(&kit->store, folder_file(&kit->folder, FILE_NAME), NULL, NULL),
                     TF_OK);
    assert_int_equal(files_with(kit, "zebedäus QUARK"), 0);
    assert_int_equal(erase(kit, &(struct tf_erase_what){.name = WHO}), 0); /* nothing is left to do */
}

static void a_session_goes_with_everything_on_it(void **state)
{
    struct kit *kit = *state;
    uint64_t bees = support_session(kit->board, WHO);
    uint64_t ants = support_session(kit->board, "Ants");
    const char *code = tf_board_session(kit->board, bees)->code;
    char lower[16];
    snprintf(lower, sizeof lower, "%s", code);
    lower[0] = (char)(lower[0] | 0x20);

    struct tf_command *command = support_command_by(TF_VERB_MERGE, TF_ROLE_ORGANISER, 0);
    struct tf_event *event = NULL;
    struct tf_refusal no;
    command->session = ants;
    command->other = bees;
    assert_int_equal(tf_rules_decide(&event, kit->board, command, NULL, &no, NULL), TF_OK);
    tf_command_destroy(command);
    append(kit, event);
    struct tf_session asks = session_of(kit, "Compost");
    asks.asks_into = asks.gave_way = bees;
    put(kit, &asks.record, 0);

    assert_true(erase(kit, &(struct tf_erase_what){.code = lower}) > 3);
    assert_true(session_of(kit, "Compost").asks_into == 0 && session_of(kit, "Compost").gave_way == 0);
    assert_null(tf_board_session(kit->board, bees));
    assert_int_equal(tf_table_count_of(kit->board->tables[TF_KIND_NOTE], bees), 0);
    assert_int_equal(tf_board_session(kit->board, ants)->state, TF_SESSION_WITHDRAWN);
    assert_int_equal(files_with(kit, "Es kam"), 0);
    assert_int_equal(files_with(kit, "Aufgabe vom"), 0);
    assert_int_equal(files_with(kit, "ZEBEDAUS"), 0);
    assert_true(files_with(kit, "zebedäus QUARK") > 0); /* another session's */
    undo_everything(kit);
    assert_null(tf_board_session(kit->board, bees));
    assert_int_equal(files_with(kit, "Es kam"), 0);
}

static void a_device_goes_with_what_came_from_it(void **state)
{
    struct kit *kit = *state;
    uint64_t compost = support_session(kit->board, "Compost"), bees = support_session(kit->board, WHO);
    assert_true(erase(kit, &(struct tf_erase_what){.device = DEVICE}) > 9);
    assert_non_null(tf_board_session(kit->board, bees));
    assert_int_equal(tf_board_star_count(kit->board, bees), 0);
    assert_int_equal(files_with(kit, "vom Gerät"), 0);
    assert_int_equal(files_with(kit, "QUARK. "), 0);
    /* The board's first event had Compost from the touchscreen: its past goes as well. */
    assert_null(tf_board_session(kit->board, compost));
    undo_everything(kit);
    assert_int_equal(files_with(kit, "vom Gerät"), 0);
}

static void a_sessions_topics_go_with_it_and_their_dots_too(void **state)
{
    struct kit *kit = *state;
    char code[16];
    const struct tf_session compost = session_of(kit, "Compost");
    snprintf(code, sizeof code, "%s", compost.code);
    assert_non_null(topic_of(kit, TOPIC_OF_SESSION));
    erase(kit, &(struct tf_erase_what){.code = code});
    assert_null(topic_of(kit, TOPIC_OF_SESSION));
    assert_int_equal(files_with(kit, "Kompost geht weiter"), 0);
    assert_int_equal(tf_table_count(kit->board->tables[TF_KIND_TOPIC]), 3);
    assert_int_equal(tf_table_count(kit->board->tables[TF_KIND_DOT]), 6);
    undo_everything(kit);
    assert_null(topic_of(kit, TOPIC_OF_SESSION));
    assert_int_equal(files_with(kit, "Kompost geht weiter"), 0);
}

static void a_devices_topics_and_dots_go_and_nobody_elses(void **state)
{
    struct kit *kit = *state;
    const struct tf_record *record = NULL;
    assert_true(has_dot(kit, TOPIC_TAKEN_ON, DEVICE));
    erase(kit, &(struct tf_erase_what){.device = DEVICE});
    assert_null(topic_of(kit, TOPIC_OF_DEVICE));
    assert_null(
        topic_of(kit, TOPIC_OF_SESSION)); /* Compost became the device's after this was taken from it */
    assert_int_equal(topic_of(kit, TOPIC_WITHIN)->into, 0);
    assert_int_equal(topic_of(kit, TOPIC_TAKEN_ON)->device, OTHER_DEVICE);
    assert_int_equal(tf_table_count(kit->board->tables[TF_KIND_DOT]), 2);
    assert_true(has_dot(kit, TOPIC_WITHIN, OTHER_DEVICE));
    assert_true(has_dot(kit, TOPIC_TAKEN_ON, OTHER_DEVICE));
    undo_everything(kit);
    for (struct tf_table_iter it = tf_table_first(kit->board->tables[TF_KIND_DOT]);
         (record = it.record) != NULL; tf_table_next(&it)) {
        assert_int_equal(TF_DOT(record)->device, OTHER_DEVICE);
    }
    assert_null(topic_of(kit, TOPIC_OF_DEVICE));
}

static void what_is_no_person_is_refused(void **state)
{
    struct tf_erase *erase = NULL;
    (void)state;
    assert_int_equal(tf_erase_create(&erase, &(struct tf_erase_what){0}), TF_ERR_INVALID);
    assert_int_equal(tf_erase_create(&erase, &(struct tf_erase_what){.name = ""}), TF_ERR_INVALID);
    assert_int_equal(tf_erase_create(&erase, &(struct tf_erase_what){.name = "\xe2\x80\x8b"}),
                     TF_ERR_INVALID);
    assert_int_equal(tf_erase_create(&erase, &(struct tf_erase_what){.name = "A, B"}), TF_ERR_INVALID);
    assert_int_equal(tf_erase_create(&erase, &(struct tf_erase_what){.name = "A", .code = "B"}),
                     TF_ERR_INVALID);
    assert_int_equal(tf_erase_create(&erase, &(struct tf_erase_what){.device = UINT64_MAX}), TF_ERR_INVALID);
    assert_null(erase);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_name_is_in_no_byte_of_any_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session_goes_with_everything_on_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_device_goes_with_what_came_from_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sessions_topics_go_with_it_and_their_dots_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_devices_topics_and_dots_go_and_nobody_elses, set_up, tear_down),
        cmocka_unit_test(what_is_no_person_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
