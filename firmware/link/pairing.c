#include "link/pairing.h"

#include "base/buf.h"
#include "base/rng.h"
#include "base/text.h"
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

/* The administrator's address with the kiosks' role in it. */
static enum tf_err make_address(struct tf_pairing *out, const char *address, const char *password)
{
    struct tf_buf text;
    PQconninfoOption *options = PQconninfoParse(address, NULL);
    if (!options) {
        return TF_ERR_NOMEM;
    }
    tf_buf_init(&text, sizeof(out->address) - 1);
    for (const PQconninfoOption *option = options; option->keyword; option++) {
        bool is_theirs = strcmp(option->keyword, "user") == 0 || strcmp(option->keyword, "password") == 0;
        if (option->val && *option->val && !is_theirs) {
            put_option(&text, option->keyword, option->val);
        }
    }
    put_option(&text, "user", TF_SCHEMA_ROLE);
    put_option(&text, "password", password);
    PQconninfoFree(options);
    enum tf_err err = tf_buf_err(&text);
    if (!err) {
        tf_text_copy(out->address, sizeof(out->address), text.data);
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
    err = err ? err : make_address(out, address, password);
    tf_pg_close(pg);
    return err;
}

/* ---- the others ---- */

enum tf_err tf_pairing_invite(struct tf_pairing *out, const struct tf_pairing *mine, const char *name,
                              struct tf_problem *problem)
{
    struct tf_pg *pg = NULL;
    PGresult *result = NULL;
    const char *const values[] = {mine->key, name};
    *out = *mine;
    enum tf_err err = tf_pg_open(&pg, mine->address, problem);
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

enum tf_err tf_pairing_text(char *out, size_t size, const struct tf_pairing *pairing)
{
    int len = snprintf(out, size, "%s#%s", pairing->address, pairing->key);
    return len > 0 && (size_t)len < size ? TF_OK : TF_ERR_LIMIT;
}

enum tf_err tf_pairing_parse(struct tf_pairing *out, const char *text, struct tf_problem *problem)
{
    const char *hash = strrchr(text, '#');
    size_t key_len = hash ? strlen(hash + 1) : 0;
    size_t len = hash ? (size_t)(hash - text) : 0;
    *out = (struct tf_pairing){0};
    if (len == 0 || len >= sizeof(out->address) || key_len == 0 || key_len >= sizeof(out->key) ||
        strspn(hash + 1, "0123456789abcdef") != key_len) {
        return tf_err_tell(problem, TF_ERR_INVALID, NULL,
                           "Take what `twofeet link invite` says at the first kiosk",
                           "This is no invitation");
    }
    memcpy(out->address, text, len);
    tf_text_copy(out->key, sizeof(out->key), hash + 1);
    return TF_OK;
}
