/* Many titles at once, from the paper wall: typed or pasted, a line each. */
#include "web/desk.h"

#include "web/write.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

void tf_desk_new(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    tf_desk_begin(visit, tf_tr(visit->lang, "Many sessions at once"), TF_DESK_NEW);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "Many sessions at once"));
    tf_desk_form(visit, "/desk/new", "panel");
    tf_frame_input(visit,
                   &(struct tf_frame_input){
                       .name = "titles",
                       .label = tf_tr(visit->lang, "Titles, a line each"),
                       .hint = tf_tr(visit->lang, "Type them or paste them, Enter between. “Title / Host” "
                                                  "names a host. All are one step, and can be taken back."),
                       .value = tf_frame_kept(visit, "titles", ""),
                       .max = TF_DESK_TITLES_BYTES_MAX,
                       .rows = 16,
                       .is_required = true});
    tf_frame_button(visit, "main", tf_tr(visit->lang, "Put them on the wall"));
    tf_html_close(html);
    tf_desk_end(visit);
}

static void added(struct tf_visit *visit, const struct tf_answer *answer)
{
    tf_desk_done(visit, answer, "/desk", tf_desk_new);
}

/* *out: in the arena, clean. */
static enum tf_err clean(struct tf_visit *visit, const char **out, const char *text, size_t len,
                         enum tf_text_kind kind)
{
    char *cleaned = NULL;
    enum tf_err err = tf_text_clean(&cleaned, text, len, kind);
    if (err == TF_OK) {
        *out = tf_arena_strdup(visit->arena, cleaned);
        err = *out != NULL ? TF_OK : TF_ERR_NOMEM;
    }
    free(cleaned);
    return err;
}

/* A code that neither the board nor an earlier line has. */
static void free_code(const struct tf_visit *visit, const struct tf_command *chain, uint64_t id, char out[9])
{
    for (uint64_t n = 0; n < 64; n++) {
        bool is_free = true;
        tf_command_code(out, id + n * UINT64_C(0x9e3779b97f4a7c15));
        for (size_t i = 0; i < chain->part_count && is_free; i++) {
            is_free = strcmp(TF_SESSION(chain->parts[i]->record)->code, out) != 0;
        }
        if (is_free && tf_board_session_coded(visit->board, out) == NULL) {
            return;
        }
    }
}

static enum tf_err add_line(struct tf_visit *visit, struct tf_command *chain, const char *text, size_t len)
{
    size_t host_at = len;
    for (size_t i = 0; i + 2 < len; i++) { /* the last " / " */
        host_at = memcmp(text + i, " / ", 3) == 0 ? i : host_at;
    }
    uint64_t id = (tf_visit_id(visit, 'r') + chain->part_count) & TF_ID_MAX;
    char code[9];
    free_code(visit, chain, id, code);
    struct tf_session session = {.record = {.kind = TF_KIND_SESSION, .key = {0, id != 0 ? id : 1}},
                                 .code = code,
                                 .host = "",
                                 .proposed_at = visit->now_s};
    enum tf_err err = clean(visit, &session.title, text, host_at, TF_TEXT_TITLE);
    if (err == TF_OK && host_at < len) {
        err = clean(visit, &session.host, text + host_at + 3, len - host_at - 3, TF_TEXT_NAME);
    }
    if (err != TF_OK || session.title[0] == '\0') {
        return err;
    }
    struct tf_command *part = tf_command_create(TF_VERB_PROPOSE, chain->actor, chain->at, 0);
    if (part == NULL) {
        return TF_ERR_NOMEM;
    }
    part->session = session.record.key.id;
    err = tf_command_set_record(part, &session.record, 0);
    if (err == TF_OK) {
        err = tf_command_add_part(chain, part);
    }
    if (err != TF_OK) {
        tf_command_destroy(part);
    }
    return err;
}

void tf_desk_write_new(struct tf_visit *visit)
{
    const char *at = tf_visit_field(visit, "titles");
    struct tf_command *chain = tf_write_command(visit, TF_VERB_CHAIN);
    enum tf_err err = TF_OK;
    size_t line = 0;
    if (chain == NULL) {
        return;
    }
    while (*at != '\0' && err == TF_OK) {
        size_t len = strcspn(at, "\r\n");
        line++;
        err = add_line(visit, chain, at, len);
        at += len;
        at += at[0] == '\r' && at[1] == '\n' ? 2 : *at != '\0' ? 1 : 0;
    }
    if (err == TF_OK && chain->part_count > 0) {
        tf_write_send(visit, chain, added);
        return;
    }
    bool is_empty = err == TF_OK;
    tf_command_destroy(chain);
    if (err == TF_ERR_NOMEM) {
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        return;
    }
    tf_write_again(visit, 400,
                   is_empty ? tf_tr(visit->lang, "There is nothing in it yet.")
                            /* TRANSLATORS: %zu is the number of a line */
                            : tf_words_printf(visit->arena, tf_tr(visit->lang, "Line %zu: %s"), line,
                                              tf_words_reason(visit->lang, TF_REASON_BAD_TEXT)),
                   NULL, tf_desk_new);
}
