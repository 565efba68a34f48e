#include "kiosk/linking.h"

#include "base/text.h"
#include "kiosk/desk.h"
#include "kiosk/linked.h"
#include "kiosk/paths.h"
#include "link/engine_pg.h"
#include "link/rounds.h"
#include "link/wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { INVITATION_SIZE = TF_PAIRING_ADDRESS_SIZE + TF_PAIRING_KEY_SIZE + 32 };

/* What this kiosk's file says; it has to be one of several. */
static enum tf_err read_linked(struct tf_linked *out, const struct tf_linking *linking,
                               struct tf_problem *problem)
{
    enum tf_err err = tf_linked_read(out, linking->path, problem);
    if (err == TF_OK && out->pairing.kiosk == 0) {
        err = tf_err_tell(problem, TF_ERR_CONFLICT, linking->path, "Begin with `twofeet link init` or `join`",
                          "This kiosk shares its board with no other");
    }
    return err;
}

/* ---- the first kiosk ---- */

struct page {
    uint64_t first;
    struct tf_event *events[TF_SHARING_SEND_MAX];
    size_t count;
};

static enum tf_err read_page(void *user, struct tf_store *store)
{
    struct page *page = user;
    return tf_store_read(store, page->first, page->events, TF_SHARING_SEND_MAX, &page->count);
}

/* The server may have all of them, or some: from an earlier try, or because it was put back from a backup. */
static enum tf_err push_one_by_one(struct tf_engine *engine, uint64_t base, const struct tf_entry *entries,
                                   size_t count, struct tf_problem *problem)
{
    enum tf_err err = TF_OK;
    for (size_t i = 0; err == TF_OK && i < count; i++) {
        err = tf_engine_push(engine, base + i, &entries[i], 1, problem);
        err = err == TF_ERR_CONFLICT ? TF_OK : err;
    }
    return err;
}

static enum tf_err push_page(struct tf_engine *engine, const struct page *page, uint64_t kiosk,
                             struct tf_problem *problem)
{
    struct tf_entry entries[TF_SHARING_SEND_MAX];
    size_t written = 0;
    enum tf_err err = TF_OK;
    while (err == TF_OK && written < page->count) {
        err = tf_wire_write(&entries[written], page->events[written], kiosk);
        written += err == TF_OK ? 1 : 0;
    }
    if (err == TF_OK) {
        err = tf_engine_push(engine, page->first - 1, entries, written, problem);
    }
    if (err == TF_ERR_CONFLICT) {
        err = push_one_by_one(engine, page->first - 1, entries, written, problem);
    }
    for (size_t i = 0; i < written; i++) {
        free(entries[i].text);
    }
    return err;
}

/* The whole log, page by page; what an earlier try brought there is passed over. */
static enum tf_err push_log(struct tf_ledger *ledger, const struct tf_pairing *pairing, uint64_t *count,
                            struct tf_problem *problem)
{
    struct tf_engine *engine = NULL;
    struct page page = {.first = 1};
    enum tf_err err = tf_engine_open_pg(&engine, pairing->address, pairing->key, problem);
    do {
        page.count = 0;
        err = err == TF_OK ? tf_ledger_run(ledger, read_page, &page) : err;
        if (err == TF_OK && page.count > 0) {
            err = push_page(engine, &page, pairing->kiosk, problem);
        }
        for (size_t i = 0; i < page.count; i++) {
            tf_event_unref(page.events[i]);
        }
        page.first += page.count;
    } while (err == TF_OK && page.count > 0);
    *count = page.first - 1;
    tf_engine_close(engine);
    return err;
}

static enum tf_err make_first(struct tf_linked *linked, const struct tf_linking *linking,
                              struct tf_desk *desk, struct tf_problem *problem)
{
    if (tf_board_gathering(tf_desk_board(desk)) == NULL) {
        return tf_err_tell(problem, TF_ERR_NOT_FOUND, linking->path,
                           "Set it up at the wall, or `twofeet import`", "There is no event yet");
    }
    enum tf_err err = tf_pairing_init(&linked->pairing, linking->operand,
                                      linking->name != NULL ? linking->name : "the first kiosk", problem);
    if (err == TF_OK) {
        tf_text_copy(linked->host, sizeof linked->host, linking->host != NULL ? linking->host : "");
        err = tf_linked_write(tf_desk_ledger(desk), linked);
    }
    return err;
}

/* Cut off in the middle, it goes on where it was when it is run again. */
enum tf_err tf_linking_init(const struct tf_linking *linking, struct tf_problem *problem)
{
    struct tf_linked linked = {.unsent = 0};
    struct tf_desk *desk = NULL;
    uint64_t count = 0;
    enum tf_err err =
        tf_paths_exists(linking->path) ? tf_linked_read(&linked, linking->path, problem) : TF_OK;
    if (err == TF_OK && linked.pairing.kiosk > 1) {
        err = tf_err_tell(problem, TF_ERR_CONFLICT, linking->path, "First `twofeet link leave`",
                          "This kiosk shares another one's board");
    }
    err = err == TF_OK ? tf_desk_open(&desk, linking->path, NULL, problem) : err;
    if (err == TF_OK && linked.pairing.kiosk == 0) {
        err = make_first(&linked, linking, desk, problem);
    }
    if (err == TF_OK) {
        err = push_log(tf_desk_ledger(desk), &linked.pairing, &count, problem);
    }
    tf_desk_close(desk);
    if (err == TF_OK) {
        printf("This event is shared now (%" PRIu64
               " changes). For each further kiosk: `twofeet link invite`\n",
               count);
    }
    return err;
}

enum tf_err tf_linking_invite(const struct tf_linking *linking, struct tf_problem *problem)
{
    struct tf_linked linked;
    struct tf_pairing invited = {.kiosk = 0};
    char text[INVITATION_SIZE];
    enum tf_err err = read_linked(&linked, linking, problem);
    if (err == TF_OK) {
        err = tf_pairing_invite(&invited, &linked.pairing, linked.host[0] != '\0' ? linked.host : NULL,
                                linking->name != NULL ? linking->name : "", problem);
    }
    err = err == TF_OK ? tf_pairing_text(text, sizeof text, &invited) : err;
    if (err == TF_OK) {
        printf("%s\n", text);
        fprintf(stderr,
                "Kiosk %" PRIu64 " joins with this: twofeet link join \"…\". It is a key: show it to nobody "
                "else. `twofeet link revoke %" PRIu64 "` makes it worthless.\n",
                invited.kiosk, invited.kiosk);
    }
    return err;
}

/* ---- a further kiosk ---- */

static enum tf_err write_joined(const struct tf_linking *linking, const struct tf_linked *linked,
                                struct tf_problem *problem)
{
    struct tf_desk *desk = NULL;
    enum tf_err err = tf_desk_open(&desk, linking->path, NULL, problem);
    if (err == TF_OK && tf_desk_board(desk)->revision > 0) {
        err = tf_err_tell(problem, TF_ERR_CONFLICT, linking->path,
                          "Move the file away, or name another one with --data; its event stays in it",
                          "This kiosk has an event of its own");
    }
    if (err == TF_OK) {
        err = tf_linked_write(tf_desk_ledger(desk), linked);
    }
    tf_desk_close(desk);
    return err;
}

static enum tf_err fetch_all(const struct tf_linking *linking, const struct tf_pairing *pairing,
                             uint64_t *count, struct tf_problem *problem)
{
    struct tf_desk *desk = NULL;
    struct tf_engine *engine = NULL;
    enum tf_err err = tf_desk_open(&desk, linking->path, NULL, problem);
    err = err == TF_OK ? tf_engine_open_pg(&engine, pairing->address, pairing->key, problem) : err;
    err = err == TF_OK ? tf_rounds_run(tf_desk_ledger(desk), engine, problem) : err;
    *count = err == TF_OK ? tf_desk_board(desk)->revision : 0;
    tf_engine_close(engine);
    tf_desk_close(desk);
    return err;
}

enum tf_err tf_linking_join(const struct tf_linking *linking, struct tf_problem *problem)
{
    struct tf_linked linked = {.unsent = 0}, before = {.unsent = 0};
    uint64_t count = 0;
    enum tf_err err = tf_pairing_parse(&linked.pairing, linking->operand, problem);
    if (err == TF_OK && tf_paths_exists(linking->path)) {
        err = tf_linked_read(&before, linking->path, problem);
    }
    if (err == TF_OK &&
        before.pairing.kiosk != linked.pairing.kiosk) { /* else it goes on where it was cut off */
        err = write_joined(linking, &linked, problem);
    }
    err = err == TF_OK ? fetch_all(linking, &linked.pairing, &count, problem) : err;
    if (err == TF_OK) {
        printf("This is kiosk %" PRIu64 " of the shared board now; it has all of it (%" PRIu64 " changes)\n",
               linked.pairing.kiosk, count);
    }
    return err;
}

/* ---- all of them ---- */

static void say_kiosk(void *user, const struct tf_pairing_kiosk *kiosk)
{
    const struct tf_linked *linked = user;
    printf("%3" PRIu64 "  %-24s  %s%s", kiosk->number, kiosk->name[0] != '\0' ? kiosk->name : "-",
           kiosk->is_revoked ? "taken out, " : "",
           kiosk->number == linked->pairing.kiosk ? "this one, " : "");
    if (kiosk->quiet_s < 0) {
        printf("not heard yet\n");
    } else {
        printf("heard %" PRId64 " s ago, %" PRIu64 " changes\n", kiosk->quiet_s, kiosk->entries);
    }
}

enum tf_err tf_linking_status(const struct tf_linking *linking, struct tf_problem *problem)
{
    struct tf_linked linked;
    enum tf_err err = read_linked(&linked, linking, problem);
    if (err == TF_OK) {
        printf("This is kiosk %" PRIu64 "; %zu changes are not yet shared\n", linked.pairing.kiosk,
               linked.unsent);
        err = tf_pairing_each(&linked.pairing, say_kiosk, &linked, problem);
    }
    return err;
}

enum tf_err tf_linking_leave(const struct tf_linking *linking, struct tf_problem *problem)
{
    struct tf_linked linked;
    struct tf_desk *desk = NULL;
    struct tf_problem unheard = {0};
    enum tf_err err = read_linked(&linked, linking, problem);
    if (err == TF_OK && linked.unsent > 0 && !linking->force) {
        return tf_err_tell(problem, TF_ERR_CONFLICT, linking->path,
                           "Start it where the server is reached, or leave with --force",
                           "%zu changes of this kiosk are not yet shared", linked.unsent);
    }
    err = err == TF_OK ? tf_desk_open(&desk, linking->path, NULL, problem) : err;
    err = err == TF_OK ? tf_linked_write(tf_desk_ledger(desk), NULL) : err;
    tf_desk_close(desk);
    if (err == TF_OK && tf_pairing_revoke(&linked.pairing, linked.pairing.kiosk, &unheard) != TF_OK) {
        fprintf(stderr,
                "The server was not told: %s. `twofeet link revoke %" PRIu64
                "` at the first kiosk does so.\n",
                unheard.what, linked.pairing.kiosk);
    }
    if (err == TF_OK) {
        printf("This kiosk shares its board no more; it keeps the event as it is now\n");
    }
    return err;
}

enum tf_err tf_linking_revoke(const struct tf_linking *linking, struct tf_problem *problem)
{
    struct tf_linked linked;
    char *end = NULL;
    uint64_t number = strtoull(linking->operand, &end, 10);
    enum tf_err err = read_linked(&linked, linking, problem);
    if (err == TF_OK && (*end != '\0' || number == 0)) {
        err = tf_err_tell(problem, TF_ERR_INVALID, NULL, "`twofeet link status` has their numbers",
                          "“%s” is no kiosk's number", linking->operand);
    }
    err = err == TF_OK ? tf_pairing_revoke(&linked.pairing, number, problem) : err;
    if (err == TF_ERR_NOT_FOUND) {
        tf_err_tell(problem, err, NULL, "`twofeet link status` has their numbers", "There is no such kiosk");
    }
    if (err == TF_OK) {
        printf("Kiosk %" PRIu64 " is taken out: nothing more of it is let in\n", number);
    }
    return err;
}
