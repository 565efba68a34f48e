/* Moving a draft in time, by whole days of the wall clock. */
#include "exchange/exchange.h"

#include <stdlib.h>
#include <string.h>

int64_t tf_exchange_first_day(const struct tf_draft *draft)
{
    int64_t first = 0;
    for (size_t i = 0; i < draft->session_count; i++) {
        int64_t day = draft->sessions[i].start ? draft->sessions[i].day : 0;
        first = day && (!first || day < first) ? day : first;
    }
    for (size_t i = 0; i < draft->record_count; i++) {
        int64_t day = draft->records[i]->kind == TF_KIND_SLOT ? TF_SLOT(draft->records[i])->day : 0;
        first = day && (!first || day < first) ? day : first;
    }
    return first;
}

/* false: outside the years that zones know. */
static bool shift_time(const struct tf_zone *zone, int64_t *utc_s, int64_t days)
{
    struct tf_civil civil;
    if (*utc_s == 0) {
        return true;
    }
    tf_zone_civil(zone, *utc_s, &civil);
    int64_t date = tf_zone_days(civil.year, civil.month, civil.day) + days;
    if (date < tf_zone_days(TF_ZONE_YEAR_MIN, 1, 2) || date > tf_zone_days(TF_ZONE_YEAR_MAX, 12, 30)) {
        return false;
    }
    tf_zone_date(date, &civil.year, &civil.month, &civil.day);
    return tf_zone_utc(zone, &civil, utc_s) == TF_OK;
}

static enum tf_err shift_record(const struct tf_record **out, const struct tf_record *record,
                                const struct tf_zone *zone, int64_t days)
{
    const struct tf_schema *schema = tf_schema_of(record->kind);
    union tf_record_any moved;
    memcpy(&moved, record, schema->size);
    for (size_t i = 0; i < schema->field_count; i++) {
        const struct tf_field *field = &schema->fields[i];
        if (field->type != TF_FIELD_TIME && field->type != TF_FIELD_DATE) {
            continue;
        }
        int64_t number = tf_field_number(record, field);
        if (field->type == TF_FIELD_DATE) {
            number += number ? days : 0;
        } else if (!shift_time(zone, &number, days)) {
            return TF_ERR_INVALID;
        }
        tf_field_set_number(&moved.record, field, number);
    }
    enum tf_err err = tf_record_copy(out, &moved.record);
    if (err) {
        return err;
    }
    err = tf_record_check(*out, NULL);
    if (err) {
        tf_record_unref(*out);
    }
    /* A row that the change to summer time swallows has no length left. */
    return err && err != TF_ERR_NOMEM ? TF_ERR_INVALID : err;
}

enum tf_err tf_exchange_shift_days(struct tf_draft *draft, int64_t days)
{
    size_t moved = 0;
    enum tf_err err = TF_OK;
    const struct tf_record **records = calloc(draft->record_count + 1, sizeof(const struct tf_record *));
    struct tf_draft_session *sessions = calloc(draft->session_count + 1, sizeof *sessions);
    if (!records || !sessions) {
        err = TF_ERR_NOMEM;
        goto out;
    }
    for (; moved < draft->record_count && !err; moved += !err) {
        err = shift_record(&records[moved], draft->records[moved], draft->zone, days);
    }
    for (size_t i = 0; i < draft->session_count && !err; i++) {
        struct tf_draft_session *session = &sessions[i];
        *session = draft->sessions[i];
        session->day += session->day ? days : 0;
        if (!shift_time(draft->zone, &session->start, days) ||
            !shift_time(draft->zone, &session->end, days) || session->end < session->start) {
            err = TF_ERR_INVALID;
        }
    }
    if (err) {
        goto out;
    }
    for (size_t i = 0; i < draft->record_count; i++) {
        const struct tf_record *old = draft->records[i];
        draft->records[i] = records[i];
        records[i] = old;
    }
    if (draft->session_count) {
        memcpy(draft->sessions, sessions, draft->session_count * sizeof *sessions);
    }
out:
    for (size_t i = 0; i < moved; i++) {
        tf_record_unref(records[i]);
    }
    free(records);
    free(sessions);
    return err;
}
