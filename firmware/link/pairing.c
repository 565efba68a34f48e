#include "link/pairing.h"

#include "base/buf.h"
#include "base/rng.h"
#include "base/text.h"
#include "core/stamp.h"
#include "link/pg.h"
#include "link/schema.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PASSWORD_BYTES = 24, SQL_BYTES = 256 };

static enum tf_err run(struct tf_pg *pg, const char *sql, struct tf_problem *problem)
{
    PGresult *result = NULL;
    enum tf_err err = tf_pg_query(pg, &result, sql, 0, NULL, problem);
    if (!err) {
        PQclear(result);
    }
    return err;
}

static void copy_cell(char *out, size_t size, const PGresult *result, int column)
{
    tf_text_copy(out, size, PQgetvalue(result, 0, column));
}

/* ---- the first kiosk ---- */

static enum tf_err check_empty(struct tf_pg *pg, struct tf_problem *problem)
{
    PGresult *result = NULL;
    enum tf_err err = tf_pg_query(pg, &result, tf_schema_is_there_sql, 0, NULL, problem);
    if (!err) {
        bool is_there = PQntuples(result) == 1 && PQgetvalue(result, 0, 0)[0] == 't';
        err = is_there ? tf_err_tell(problem, TF_ERR_CONFLICT, NULL,
                                     "Let this kiosk in with `twofeet link invite` at the first one, or take "
                                     "another server",
                                     "This server has a board already")
                       : TF_OK;
        PQclear(result);
    }
    return err;
}

static enum tf_err set_password(struct tf_pg *pg, char password[2 * PASSWORD_BYTES + 1],
                                struct tf_problem *problem)
{
    struct tf_rng rng;
    char sql[SQL_BYTES];
    tf_rng_from_kernel(&rng); /* 256 bits of getrandom(2) are its state, and it is used once */
    for (size_t i = 0; i < 2 * PASSWORD_BYTES; i++) {
        password[i] = "0123456789abcdef"[tf_rng_below(&rng, 16)];
    }
    password[2 * PASSWORD_BYTES] = '\0';
    snprintf(sql, sizeof(sql), "ALTER ROLE " TF_SCHEMA_ROLE " PASSWORD '%s'", password);
    return run(pg, sql, problem);
}

static enum tf_err admit(struct tf_pairing *out, struct tf_pg *pg, const char *name,
                         struct tf_problem *problem)
{
    PGresult *result = NULL;
    const char *const values[] = {name};
    enum tf_err err =
        tf_pg_query(pg, &result, "SELECT number, key FROM twofeet.admit($1)", 1, values, problem);
    if (!err) {
        out->kiosk = strtoull(PQgetvalue(result, 0, 0), NULL, 10);
        copy_cell(out->key, sizeof(out->key), result, 1);
        PQclear(result);
    }
    return err;
}

static void put_option(struct tf_buf *out, const char *name, const char *value)
{
    tf_buf_puts(out, out->len > 0 ? " " : "");
    tf_buf_puts(out, name);
    tf_buf_puts(out, "='");
    for (; *value; value++) {
        tf_buf_puts(out, *value == '\'' || *value == '\\' ? "\\" : "");
        tf_buf_putc(out, *value);
    }
    tf_buf_putc(out, '\'');
}

struct replacement {
    const char *name, *value; /* value NULL: as it was */
};

/* The address with some of its settings replaced. */
static enum tf_err make_address(char out[TF_PAIRING_ADDRESS_SIZE], const char *address,
                                const struct replacement *replacements, size_t count)
{
    struct tf_buf text;
    PQconninfoOption *options = PQconninfoParse(address, NULL);
    if (!options) {
        return TF_ERR_NOMEM;
    }
    tf_buf_init(&text, TF_PAIRING_ADDRESS_SIZE - 1);
    for (const PQconninfoOption *option = options; option->keyword; option++) {
        const char *value = option->val ? option->val : "";
        for (size_t i = 0; i < count; i++) {
            bool is_it = replacements[i].value && strcmp(replacements[i].name, option->keyword) == 0;
            value = is_it ? replacements[i].value : value;
        }
        if (*value) {
            put_option(&text, option->keyword, value);
        }
    }
    PQconninfoFree(options);
    enum tf_err err = tf_buf_err(&text);
    if (!err) {
        tf_text_copy(out, TF_PAIRING_ADDRESS_SIZE, text.data);
    }
    tf_buf_free(&text);
    return err;
}

enum tf_err tf_pairing_init(struct tf_pairing *out, const char *address, const char *name,
                            struct tf_problem *problem)
{
    struct tf_pg *pg = NULL;
    char password[2 * PASSWORD_BYTES + 1];
    *out = (struct tf_pairing){0};
    enum tf_err err = tf_pg_open(&pg, address, problem);
    err = err ? err : check_empty(pg, problem);
    for (size_t i = 0; !err && tf_schema_statements[i]; i++) {
        err = run(pg, tf_schema_statements[i], problem);
    }
    err = err ? err : set_password(pg, password, problem);
    err = err ? err : admit(out, pg, name, problem);
    err = err ? err : run(pg, "COMMIT", problem);
    const struct replacement kiosks[] = {{"user", TF_SCHEMA_ROLE}, {"password", password}};
    err = err ? err : make_address(out->address, address, kiosks, 2);
    tf_pg_close(pg);
    return err;
}

/* ---- the others ---- */

enum tf_err tf_pairing_invite(struct tf_pairing *out, const struct tf_pairing *mine, const char *host,
                              const char *name, struct tf_problem *problem)
{
    const struct replacement theirs[] = {{"host", host}};
    struct tf_pg *pg = NULL;
    PGresult *result = NULL;
    const char *const values[] = {mine->key, name};
    *out = *mine;
    enum tf_err err = make_address(out->address, mine->address, theirs, 1);
    err = err ? err : tf_pg_open(&pg, mine->address, problem);
    err = err ? err
              : tf_pg_query(pg, &result, "SELECT number, fresh FROM twofeet.invite($1, $2)", 2, values,
                            problem);
    if (!err) {
        out->kiosk = strtoull(PQgetvalue(result, 0, 0), NULL, 10);
        copy_cell(out->key, sizeof(out->key), result, 1);
        PQclear(result);
    }
    tf_pg_close(pg);
    return err;
}

enum tf_err tf_pairing_revoke(const struct tf_pairing *mine, uint64_t kiosk, struct tf_problem *problem)
{
    struct tf_pg *pg = NULL;
    PGresult *result = NULL;
    char number[24];
    const char *const values[] = {mine->key, number};
    snprintf(number, sizeof(number), "%" PRIu64, kiosk);
    enum tf_err err = tf_pg_open(&pg, mine->address, problem);
    err = err ? err : tf_pg_query(pg, &result, "SELECT twofeet.revoke($1, $2::integer)", 2, values, problem);
    if (!err) {
        err = PQgetvalue(result, 0, 0)[0] == 't' ? TF_OK : TF_ERR_NOT_FOUND;
        PQclear(result);
    }
    tf_pg_close(pg);
    return err;
}

static int64_t number_at(const PGresult *result, int row, int column, int64_t otherwise)
{
    return PQgetisnull(result, row, column) ? otherwise : strtoll(PQgetvalue(result, row, column), NULL, 10);
}

enum tf_err tf_pairing_each(const struct tf_pairing *mine,
                            void (*each)(void *user, const struct tf_pairing_kiosk *kiosk), void *user,
                            struct tf_problem *problem)
{
    struct tf_pg *pg = NULL;
    PGresult *result = NULL;
    const char *const values[] = {mine->key};
    enum tf_err err = tf_pg_open(&pg, mine->address, problem);
    err = err ? err
              : tf_pg_query(pg, &result,
                            "SELECT number, name, revoked, version, quiet_s, entries FROM twofeet.kiosks($1)",
                            1, values, problem);
    for (int row = 0; !err && row < PQntuples(result); row++) {
        const struct tf_pairing_kiosk kiosk = {
            .number = (uint64_t)number_at(result, row, 0, 0),
            .name = PQgetvalue(result, row, 1),
            .is_revoked = PQgetvalue(result, row, 2)[0] == 't',
            .version = (int)number_at(result, row, 3, 0),
            .quiet_s = number_at(result, row, 4, -1),
            .entries = (uint64_t)number_at(result, row, 5, 0),
        };
        each(user, &kiosk);
    }
    PQclear(result);
    tf_pg_close(pg);
    return err;
}

enum tf_err tf_pairing_check(const char *address, struct tf_problem *problem)
{
    struct tf_pg *pg = NULL;
    enum tf_err err = tf_pg_open(&pg, address, problem);
    tf_pg_close(pg);
    return err;
}

enum tf_err tf_pairing_text(char *out, size_t size, const struct tf_pairing *pairing)
{
    int len = snprintf(out, size, "%s#%" PRIu64 "-%s", pairing->address, pairing->kiosk, pairing->key);
    return len > 0 && (size_t)len < size ? TF_OK : TF_ERR_LIMIT;
}

enum tf_err tf_pairing_parse(struct tf_pairing *out, const char *text, struct tf_problem *problem)
{
    const char *hash = strrchr(text, '#');
    size_t len = hash ? (size_t)(hash - text) : 0;
    char *end = NULL;
    uint64_t kiosk = hash ? strtoull(hash + 1, &end, 10) : 0;
    const char *key = end && *end == '-' ? end + 1 : "";
    size_t key_len = strlen(key);
    *out = (struct tf_pairing){.kiosk = kiosk};
    if (len == 0 || len >= sizeof(out->address) || kiosk == 0 || kiosk > TF_STAMP_KIOSKS_MAX ||
        key_len == 0 || key_len >= sizeof(out->key) || strspn(key, "0123456789abcdef") != key_len) {
        return tf_err_tell(problem, TF_ERR_INVALID, NULL,
                           "Take what `twofeet link invite` says at the first kiosk",
                           "This is no invitation");
    }
    memcpy(out->address, text, len);
    tf_text_copy(out->key, sizeof(out->key), key);
    return TF_OK;
}
