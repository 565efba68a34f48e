#include "kiosk/linked.h"

#include "base/log.h"
#include "base/text.h"
#include "link/engine_pg.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROW_KEY     "link.key"
#define ROW_ADDRESS "link.address"
#define ROW_HOST    "link.host"

static enum tf_err read_row(void *user, const struct tf_store_private *row)
{
    struct tf_linked *linked = user;
    struct tf_pairing *pairing = &linked->pairing;
    if (strcmp(row->name, TF_SHARING_ROW) == 0) {
        pairing->kiosk = strtoull(row->value, NULL, 10);
    } else if (strcmp(row->name, ROW_KEY) == 0) {
        tf_text_copy(pairing->key, sizeof pairing->key, row->value);
    } else if (strcmp(row->name, ROW_ADDRESS) == 0) {
        tf_text_copy(pairing->address, sizeof pairing->address, row->value);
    } else if (strcmp(row->name, ROW_HOST) == 0) {
        tf_text_copy(linked->host, sizeof linked->host, row->value);
    }
    return TF_OK;
}

static enum tf_err read_rows(void *user, struct tf_store *store)
{
    struct tf_linked *linked = user;
    uint64_t first = 0;
    enum tf_err err = tf_store_private_each(store, read_row, linked);
    return err == TF_OK ? tf_store_outbox_span(store, &first, &linked->unsent) : err;
}

enum tf_err tf_linked_read(struct tf_linked *out, const char *path, struct tf_problem *problem)
{
    const struct tf_store_options options = {.read_only = true, .must_exist = true};
    struct tf_store *store = NULL;
    *out = (struct tf_linked){.unsent = 0};
    enum tf_err err = tf_store_open_sqlite(&store, path, &options, problem);
    if (err == TF_OK) {
        err = read_rows(out, store);
    }
    tf_store_close(store);
    return err;
}

static enum tf_err write_rows(void *user, struct tf_store *store)
{
    const struct tf_linked *linked = user;
    char number[24];
    snprintf(number, sizeof number, "%" PRIu64, linked != NULL ? linked->pairing.kiosk : 0);
    const struct tf_store_private rows[] = {
        {TF_SHARING_ROW, linked != NULL ? number : NULL},
        {ROW_KEY, linked != NULL ? linked->pairing.key : NULL},
        {ROW_ADDRESS, linked != NULL ? linked->pairing.address : NULL},
        {ROW_HOST, linked != NULL && linked->host[0] != '\0' ? linked->host : NULL},
    };
    enum tf_err err = tf_store_private_put(store, rows, sizeof rows / sizeof rows[0]);
    return err == TF_OK && linked == NULL ? tf_store_outbox_drop(store, INT64_MAX) : err;
}

enum tf_err tf_linked_write(struct tf_ledger *ledger, const struct tf_linked *linked)
{
    return tf_ledger_run(ledger, write_rows, (void *)(uintptr_t)linked);
}

struct tf_link *tf_linked_start(struct tf_ledger *ledger, const char *address, void (*wake)(void *user),
                                void *user, struct tf_trouble_list *troubles)
{
    struct tf_linked linked = {.unsent = 0};
    struct tf_link_options options = {.ledger = ledger, .wake = wake, .user = user};
    struct tf_problem problem = {0};
    struct tf_link *link = NULL;
    bool is_off = address != NULL && strcmp(address, "off") == 0;
    if (is_off || tf_sharing_kiosk(ledger) == 0) {
        return NULL;
    }
    enum tf_err err = tf_ledger_run(ledger, read_rows, &linked);
    if (err == TF_OK) {
        err = tf_engine_open_pg(&options.engine, address != NULL ? address : linked.pairing.address,
                                linked.pairing.key, &problem);
    }
    err = err == TF_OK ? tf_link_start(&link, &options) : err;
    if (err != TF_OK) {
        tf_log(TF_LOG_ERROR, "The board is not shared: %s. %s", problem.what, problem.todo);
        tf_trouble_add(troubles, TF_TROUBLE_SETTINGS, "", 0);
        return NULL;
    }
    return link;
}
