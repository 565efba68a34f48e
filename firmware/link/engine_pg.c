#include "link/engine_pg.h"

#include "base/buf.h"
#include "link/pg.h"
#include "link/schema.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct postgres {
    struct tf_engine engine;
    struct tf_pg *pg;
    char *key;
};

static struct postgres *postgres_of(struct tf_engine *engine)
{
    return (struct postgres *)(void *)engine;
}

/* ---- arrays as PostgreSQL reads them ---- */

static void put_text(struct tf_buf *out, const char *text)
{
    tf_buf_putc(out, '"');
    while (*text) {
        size_t plain = strcspn(text, "\"\\");
        tf_buf_add(out, text, plain);
        text += plain;
        if (*text) {
            tf_buf_putc(out, '\\');
            tf_buf_putc(out, *text++);
        }
    }
    tf_buf_putc(out, '"');
}

static void put_all(struct tf_buf *ids, struct tf_buf *texts, const struct tf_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tf_buf_printf(ids, "%c%" PRIu64, i == 0 ? '{' : ',', entries[i].id);
        tf_buf_putc(texts, i == 0 ? '{' : ',');
        put_text(texts, entries[i].text);
    }
    tf_buf_putc(ids, '}');
    tf_buf_putc(texts, '}');
}

static enum tf_err push_batch(struct postgres *me, uint64_t base, const struct tf_entry *entries,
                              const struct tf_buf *ids, const struct tf_buf *texts,
                              struct tf_problem *problem)
{
    char base_text[24], version[16];
    const char *const values[] = {me->key, base_text, version, ids->data, texts->data};
    PGresult *result = NULL;
    snprintf(base_text, sizeof(base_text), "%" PRIu64, base);
    snprintf(version, sizeof(version), "%d", entries[0].version);
    enum tf_err err = tf_pg_query(
        me->pg, &result, "SELECT twofeet.push($1, $2::bigint, $3::integer, $4::bigint[], $5::text[])", 5,
        values, problem);
    if (!err) {
        bool is_done = PQntuples(result) == 1 && strcmp(PQgetvalue(result, 0, 0), "t") == 0;
        err = is_done ? TF_OK : TF_ERR_CONFLICT;
        PQclear(result);
    }
    return err;
}

static enum tf_err push(struct tf_engine *engine, uint64_t base, const struct tf_entry *entries, size_t count,
                        struct tf_problem *problem)
{
    struct tf_buf ids, texts;
    tf_buf_init(&ids, 0);
    tf_buf_init(&texts, 0);
    put_all(&ids, &texts, entries, count);
    enum tf_err err = tf_buf_err(&ids) ? tf_buf_err(&ids) : tf_buf_err(&texts);
    if (!err) {
        err = push_batch(postgres_of(engine), base, entries, &ids, &texts, problem);
    }
    tf_buf_free(&ids);
    tf_buf_free(&texts);
    return err;
}

/* ---- reading ---- */

static bool number_in(uint64_t *out, const PGresult *result, int row, int column)
{
    char *end = NULL;
    *out = strtoull(PQgetvalue(result, row, column), &end, 10);
    return end && *end == '\0' && *out <= INT64_MAX;
}

static enum tf_err entry_in(struct tf_entry *out, const PGresult *result, int row)
{
    uint64_t version = 0;
    if (!number_in(&out->sequence, result, row, 0) || !number_in(&out->id, result, row, 1) ||
        !number_in(&out->kiosk, result, row, 2) || !number_in(&version, result, row, 3) || version > 100000) {
        return TF_ERR_CORRUPT;
    }
    out->version = (int)version;
    out->text = strdup(PQgetvalue(result, row, 4));
    return out->text ? TF_OK : TF_ERR_NOMEM;
}

static enum tf_err pull(struct tf_engine *engine, uint64_t after, struct tf_entry *out, size_t max,
                        size_t *count, struct tf_problem *problem)
{
    struct postgres *me = postgres_of(engine);
    char after_text[24], most[24];
    const char *const values[] = {me->key, after_text, most};
    PGresult *result = NULL;
    snprintf(after_text, sizeof(after_text), "%" PRIu64, after);
    snprintf(most, sizeof(most), "%zu", max);
    enum tf_err err = tf_pg_query(
        me->pg, &result,
        "SELECT sequence, id, kiosk, version, text FROM twofeet.pull($1, $2::bigint, $3::integer)", 3, values,
        problem);
    if (err) {
        return err;
    }
    size_t rows = (size_t)PQntuples(result), n = 0;
    rows = rows < max ? rows : max;
    while (!err && n < rows) {
        err = entry_in(&out[n], result, (int)n);
        n += err ? 0 : 1;
    }
    PQclear(result);
    if (err) {
        while (n > 0) {
            free(out[--n].text);
        }
        return err;
    }
    *count = n;
    return TF_OK;
}

/* ---- the rest ---- */

static void wait_for(struct tf_engine *engine, int timeout_ms)
{
    tf_pg_wait(postgres_of(engine)->pg, timeout_ms);
}

static void poke(struct tf_engine *engine)
{
    tf_pg_poke(postgres_of(engine)->pg);
}

static void stop(struct tf_engine *engine)
{
    tf_pg_stop(postgres_of(engine)->pg);
}

static void close_it(struct tf_engine *engine)
{
    struct postgres *me = postgres_of(engine);
    tf_pg_close(me->pg);
    free(me->key);
    free(me);
}

static const struct tf_engine_ops ops = {
    .push = push, .pull = pull, .wait = wait_for, .poke = poke, .stop = stop, .close = close_it};

enum tf_err tf_engine_open_pg(struct tf_engine **out, const char *address, const char *key,
                              struct tf_problem *problem)
{
    struct postgres *me = calloc(1, sizeof(*me));
    if (!me) {
        return TF_ERR_NOMEM;
    }
    me->engine.ops = &ops;
    me->key = strdup(key);
    enum tf_err err = me->key ? tf_pg_open(&me->pg, address, problem) : TF_ERR_NOMEM;
    if (err) {
        close_it(&me->engine);
        return err;
    }
    tf_pg_greet_with(me->pg, "LISTEN " TF_SCHEMA_CHANNEL);
    *out = &me->engine;
    return TF_OK;
}
