/* DESIGN. Non-blocking libpq over poll(2), beside an eventfd: whatever the network does, the thread is back
 * after a deadline, and at once when it is to stop. A connection that disappoints is closed; the next query
 * makes another. */
#include "link/pg.h"

#include "base/clock.h"
#include "base/text.h"

#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum {
    CONNECT_MS = 10000,
    QUERY_MS = 30000, /* a day's backlog in one batch over a venue's worst Wi-Fi */
    SETTINGS_MAX = 64,
};

struct tf_pg {
    PQconninfoOption *options;
    const char *names[SETTINGS_MAX + 1], *values[SETTINGS_MAX + 1]; /* of options, and ours */
    const char *greeting;
    PGconn *connection; /* NULL: none */
    int wake;           /* eventfd */
    atomic_bool is_stopping;
};

/* ---- the address ---- */

static const char *value_of(const struct tf_pg *pg, const char *name)
{
    for (const PQconninfoOption *option = pg->options; option && option->keyword; option++) {
        if (strcmp(option->keyword, name) == 0 && option->val && *option->val) {
            return option->val;
        }
    }
    return "";
}

/* A list of hosts is not, nor what a file of services names: any of them may be elsewhere. */
static bool is_here(const struct tf_pg *pg)
{
    const char *host = value_of(pg, "host"), *address = value_of(pg, "hostaddr");
    const char *which = *address ? address : host;
    if (strchr(which, ',') || *value_of(pg, "service")) {
        return false;
    }
    return *which == '\0' || *which == '/' || *which == '@' || strcmp(which, "localhost") == 0 ||
           strcmp(which, "127.0.0.1") == 0 || strcmp(which, "::1") == 0;
}

static void put(struct tf_pg *pg, size_t *count, const char *name, const char *value)
{
    if (*count < SETTINGS_MAX) {
        pg->names[*count] = name;
        pg->values[(*count)++] = value;
    }
}

static void gather(struct tf_pg *pg)
{
    static const char *const OURS[][2] = {
        {"application_name", "twofeet"}, {"keepalives", "1"},       {"keepalives_idle", "10"},
        {"keepalives_interval", "5"},    {"keepalives_count", "3"}, {"tcp_user_timeout", "15000"},
        {"client_encoding", "UTF8"},
    };
    size_t count = 0;
    for (const PQconninfoOption *option = pg->options; option && option->keyword; option++) {
        if (option->val && *option->val) {
            put(pg, &count, option->keyword, option->val);
        }
    }
    for (size_t i = 0; i < sizeof(OURS) / sizeof(OURS[0]); i++) { /* the later one of a name counts */
        put(pg, &count, OURS[i][0], OURS[i][1]);
    }
    if (!is_here(pg)) {
        put(pg, &count, "sslmode", "verify-full");
    }
    pg->names[count] = pg->values[count] = NULL;
}

enum tf_err tf_pg_open(struct tf_pg **out, const char *address, struct tf_problem *problem)
{
    struct tf_pg *pg = calloc(1, sizeof(*pg));
    char *message = NULL;
    if (!pg) {
        return TF_ERR_NOMEM;
    }
    pg->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pg->options = PQconninfoParse(address, &message);
    enum tf_err err = pg->wake < 0 ? TF_ERR_IO : TF_OK;
    if (!err && !pg->options) {
        err = tf_err_tell(problem, TF_ERR_INVALID, NULL, "It begins with postgresql://",
                          "This is no address of a PostgreSQL server: %s", message ? message : "no memory");
    }
    const char *mode = err ? "" : value_of(pg, "sslmode");
    if (!err && !is_here(pg) && *mode && strcmp(mode, "prefer") != 0 && strcmp(mode, "verify-full") != 0) {
        err = tf_err_tell(problem, TF_ERR_INVALID, NULL, "Write sslmode=verify-full, or leave it out",
                          "Beyond this machine the server's certificate is always checked");
    }
    PQfreemem(message);
    if (err) {
        tf_pg_close(pg);
        return err;
    }
    gather(pg);
    *out = pg;
    return TF_OK;
}

static void hang_up(struct tf_pg *pg)
{
    PQfinish(pg->connection);
    pg->connection = NULL;
}

void tf_pg_close(struct tf_pg *pg)
{
    if (!pg) {
        return;
    }
    hang_up(pg);
    PQconninfoFree(pg->options);
    if (pg->wake >= 0) {
        close(pg->wake);
    }
    free(pg);
}

void tf_pg_greet_with(struct tf_pg *pg, const char *sql)
{
    pg->greeting = sql;
}

/* ---- waiting ---- */

void tf_pg_poke(struct tf_pg *pg)
{
    const uint64_t one = 1;
    ssize_t written = write(pg->wake, &one, sizeof(one));
    (void)written; /* full: it wakes anyway */
}

void tf_pg_stop(struct tf_pg *pg)
{
    atomic_store(&pg->is_stopping, true);
    tf_pg_poke(pg);
}

static void drain(struct tf_pg *pg)
{
    uint64_t pokes;
    ssize_t got = read(pg->wake, &pokes, sizeof(pokes));
    (void)got;
}

/* Until the socket is ready for one of events. A poke meanwhile is kept for the next wait. */
static enum tf_err await(struct tf_pg *pg, short events, int64_t deadline_ms)
{
    struct pollfd fds[2] = {{PQsocket(pg->connection), events, 0}, {pg->wake, POLLIN, 0}};
    bool was_poked = false;
    enum tf_err err = TF_OK;
    while (!err && !(fds[0].revents)) {
        int64_t left_ms = deadline_ms - tf_clock_mono_ms();
        if (atomic_load(&pg->is_stopping)) {
            err = TF_ERR_CLOSED;
        } else if (fds[0].fd < 0 || left_ms <= 0 || poll(fds, was_poked ? 1 : 2, (int)left_ms) == 0) {
            err = TF_ERR_IO;
        } else if (fds[1].revents && !fds[0].revents) {
            drain(pg);
            was_poked = true;
            fds[1].revents = 0;
            if (atomic_load(&pg->is_stopping)) {
                err = TF_ERR_CLOSED;
            }
        }
    }
    if (was_poked) {
        tf_pg_poke(pg);
    }
    return err;
}

void tf_pg_wait(struct tf_pg *pg, int timeout_ms)
{
    struct pollfd fds[2] = {{pg->wake, POLLIN, 0},
                            {pg->connection ? PQsocket(pg->connection) : -1, POLLIN, 0}};
    if (atomic_load(&pg->is_stopping)) {
        return;
    }
    if (poll(fds, 2, timeout_ms) > 0 && fds[1].revents && pg->connection) {
        if (!PQconsumeInput(pg->connection)) {
            hang_up(pg);
            return;
        }
        PGnotify *hint;
        while ((hint = PQnotifies(pg->connection))) {
            PQfreemem(hint);
        }
    }
    drain(pg);
}

/* ---- talking ---- */

static enum tf_err tell(struct tf_pg *pg, enum tf_err err, const char *what, struct tf_problem *problem)
{
    char words[200];
    const char *message = pg->connection ? PQerrorMessage(pg->connection) : "";
    tf_text_copy(words, sizeof(words), *message ? message : "no answer");
    words[strcspn(words, "\n")] = '\0';
    return tf_err_tell(problem, err, NULL, "Look whether the server runs and can be reached from here",
                       "%s: %s", what, words);
}

static enum tf_err finish(struct tf_pg *pg, int64_t deadline_ms);

/* Libpq would print them. */
static void ignore(void *user, const char *message)
{
    (void)user;
    (void)message;
}

static enum tf_err connect_now(struct tf_pg *pg, struct tf_problem *problem)
{
    int64_t deadline_ms = tf_clock_mono_ms() + CONNECT_MS;
    enum tf_err err = TF_OK;
    pg->connection = PQconnectStartParams(pg->names, pg->values, 0);
    if (!pg->connection) {
        return TF_ERR_NOMEM;
    }
    PQsetNoticeProcessor(pg->connection, ignore, NULL);
    PostgresPollingStatusType status = PGRES_POLLING_WRITING;
    while (!err && status != PGRES_POLLING_OK) {
        if (PQstatus(pg->connection) == CONNECTION_BAD || status == PGRES_POLLING_FAILED) {
            err = TF_ERR_IO;
        } else {
            err = await(pg, status == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline_ms);
        }
        status = err ? status : PQconnectPoll(pg->connection);
    }
    if (!err && PQsetnonblocking(pg->connection, 1) != 0) {
        err = TF_ERR_IO;
    }
    if (!err && pg->greeting) {
        err = PQsendQuery(pg->connection, pg->greeting) ? finish(pg, deadline_ms) : TF_ERR_IO;
    }
    if (err) {
        err = err == TF_ERR_CLOSED ? err : tell(pg, TF_ERR_IO, "The server is not reached", problem);
        hang_up(pg);
    }
    return err;
}

static enum tf_err flush(struct tf_pg *pg, int64_t deadline_ms)
{
    int more = PQflush(pg->connection);
    enum tf_err err = TF_OK;
    while (!err && more == 1) {
        err = await(pg, POLLIN | POLLOUT, deadline_ms);
        if (!err && !PQconsumeInput(pg->connection)) {
            err = TF_ERR_IO;
        }
        more = err ? more : PQflush(pg->connection);
    }
    return !err && more < 0 ? TF_ERR_IO : err;
}

/* The next result; *out NULL: there are no more. */
static enum tf_err next(struct tf_pg *pg, PGresult **out, int64_t deadline_ms)
{
    enum tf_err err = TF_OK;
    while (!err && PQisBusy(pg->connection)) {
        err = await(pg, POLLIN, deadline_ms);
        if (!err && !PQconsumeInput(pg->connection)) {
            err = TF_ERR_IO;
        }
    }
    *out = err ? NULL : PQgetResult(pg->connection);
    return err;
}

/* Waits for the answer to what nobody asks the rows of. */
static enum tf_err finish(struct tf_pg *pg, int64_t deadline_ms)
{
    PGresult *result = NULL;
    enum tf_err err = flush(pg, deadline_ms);
    while (!err && !(err = next(pg, &result, deadline_ms)) && result) {
        ExecStatusType status = PQresultStatus(result);
        err = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? TF_OK : TF_ERR_IO;
        PQclear(result);
    }
    return err;
}

static enum tf_err err_of(const PGresult *result)
{
    static const struct {
        const char *state;
        enum tf_err err;
    } STATES[] = {{"TF001", TF_ERR_DENIED}, {"TF002", TF_ERR_NOT_FOUND}, {"23505", TF_ERR_CORRUPT},
                  {"57P01", TF_ERR_IO},     {"57P02", TF_ERR_IO},        {"57P03", TF_ERR_IO},
                  {"53300", TF_ERR_IO},     {"53100", TF_ERR_IO},        {"42501", TF_ERR_DENIED},
                  {"55P03", TF_ERR_IO},     {"57014", TF_ERR_IO},        {"25006", TF_ERR_IO}};
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        return TF_OK;
    }
    for (size_t i = 0; state && i < sizeof(STATES) / sizeof(STATES[0]); i++) {
        if (strcmp(STATES[i].state, state) == 0) {
            return STATES[i].err;
        }
    }
    return state ? TF_ERR_INVALID : TF_ERR_IO;
}

static enum tf_err refused(const PGresult *result, enum tf_err err, struct tf_problem *problem)
{
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
    return tf_err_tell(problem, err, NULL, hint, "%s", message ? message : "The server broke off");
}

enum tf_err tf_pg_query(struct tf_pg *pg, PGresult **out, const char *sql, int count,
                        const char *const *values, struct tf_problem *problem)
{
    PGresult *result = NULL, *more = NULL;
    enum tf_err err = pg->connection ? TF_OK : connect_now(pg, problem);
    if (err) {
        return err;
    }
    int64_t deadline_ms = tf_clock_mono_ms() + QUERY_MS;
    if (!PQsendQueryParams(pg->connection, sql, count, NULL, values, NULL, NULL, 0)) {
        err = TF_ERR_IO;
    }
    err = err ? err : flush(pg, deadline_ms);
    err = err ? err : next(pg, &result, deadline_ms);
    while (!err && !(err = next(pg, &more, deadline_ms)) && more) {
        PQclear(more);
    }
    if (err || !result || PQstatus(pg->connection) == CONNECTION_BAD) {
        err = err == TF_ERR_CLOSED ? err : tell(pg, TF_ERR_IO, "The server does not answer", problem);
        PQclear(result);
        hang_up(pg);
        return err;
    }
    err = err_of(result);
    if (err) {
        refused(result, err, problem);
        PQclear(result);
        return err;
    }
    *out = result;
    return TF_OK;
}
