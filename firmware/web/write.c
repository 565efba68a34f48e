#include "web/write.h"

#include "web/frame.h"
#include "words/words.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static void say_json(struct tf_visit *visit, json_t *json)
{
    char *text = json != NULL ? json_dumps(json, JSON_COMPACT) : NULL;
    tf_buf_clear(&visit->body);
    tf_buf_puts(&visit->body, text != NULL ? text : "{}");
    free(text);
    json_decref(json);
    tf_visit_end(visit, "application/json; charset=utf-8", false);
}

static json_t *free_cells(const struct tf_refusal *refusal)
{
    json_t *cells = json_array();
    for (size_t i = 0; refusal != NULL && i < refusal->free_cell_count; i++) {
        json_array_append_new(cells,
                              json_pack("{s:I, s:I}", "space", (json_int_t)refusal->free_cells[i].space,
                                        "slot", (json_int_t)refusal->free_cells[i].slot));
    }
    return cells;
}

void tf_write_again(struct tf_visit *visit, int status, const char *complaint,
                    const struct tf_refusal *refusal, void (*page_again)(struct tf_visit *))
{
    visit->status = status;
    visit->complaint = complaint;
    visit->refusal = refusal;
    tf_buf_clear(&visit->body);
    if (visit->is_api) {
        say_json(visit, json_pack("{s:i, s:s, s:s, s:o}", "status", status, "message", complaint, "reason",
                                  refusal != NULL ? tf_reason_name(refusal->reason) : "none", "free",
                                  free_cells(refusal)));
        return;
    }
    page_again(visit);
}

bool tf_write_texts(struct tf_visit *visit, const struct tf_write_text *texts, size_t count,
                    void (*page_again)(struct tf_visit *))
{
    for (size_t i = 0; i < count; i++) {
        const char *typed = tf_visit_field(visit, texts[i].name);
        char *clean = NULL;
        enum tf_err err = tf_text_clean(&clean, typed, strlen(typed), texts[i].kind);
        if (err == TF_OK) {
            *texts[i].into = tf_arena_strdup(visit->arena, clean);
            free(clean);
            err = *texts[i].into != NULL ? TF_OK : TF_ERR_NOMEM;
        }
        if (err == TF_ERR_NOMEM) {
            tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
            return false;
        }
        if (err != TF_OK) {
            tf_write_again(visit, 400,
                           texts[i].kind == TF_TEXT_URL
                               ? tf_tr(visit->lang, "A link begins with http:// or https://.")
                               : tf_words_reason(visit->lang, TF_REASON_BAD_TEXT),
                           NULL, page_again);
            return false;
        }
    }
    return true;
}

struct tf_command *tf_write_command(struct tf_visit *visit, enum tf_verb verb)
{
    struct tf_command *command =
        tf_command_create(verb, tf_visit_actor(visit), visit->now_s, tf_visit_id(visit, 'c'));
    if (command == NULL) {
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
    }
    return command;
}

void tf_write_send(struct tf_visit *visit, struct tf_command *command, tf_finish_fn finish)
{
    visit->reply->kind = TF_REPLY_COMMAND;
    visit->reply->command = command;
    visit->reply->finish = finish;
}

static int status_of(enum tf_err err)
{
    switch (err) {
    case TF_ERR_INVALID:
        return 400;
    case TF_ERR_DENIED:
        return 403;
    case TF_ERR_NOT_FOUND:
        return 404;
    case TF_ERR_CONFLICT:
        return 409;
    case TF_ERR_LIMIT:
        return 507;
    default:
        return 503;
    }
}

void tf_write_refused(struct tf_visit *visit, const struct tf_answer *answer,
                      void (*page_again)(struct tf_visit *))
{
    int status = status_of(answer->err);
    const char *why = tf_words_reason(visit->lang, answer->refusal.reason);
    if (status == 503) {
        visit->reply->retry_after_s = answer->err == TF_ERR_BUSY ? 2 : 10;
        why = answer->err == TF_ERR_BUSY
                  ? tf_tr(visit->lang, "Very many people write just now. Please send it again in a moment.")
                  : tf_tr(visit->lang,
                          "Not saved: the disk refuses just now. Keep this page and send it again.");
    }
    tf_write_again(visit, status, why, &answer->refusal, page_again);
}

void tf_write_done(struct tf_visit *visit, const struct tf_answer *answer, const char *location,
                   const char *code)
{
    if (visit->is_api) {
        visit->status = 200;
        say_json(visit, json_pack("{s:I, s:s}", "revision", (json_int_t)answer->sequence, "code", code));
        return;
    }
    tf_visit_go(visit, location);
}
