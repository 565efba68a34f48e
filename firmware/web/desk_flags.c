/* What waits for a look, and what was flagged: a flag hides nothing by itself. */
#include "web/desk.h"

#include "base/limits.h"
#include "core/flags.h"
#include "web/write.h"
#include "words/words.h"

#include <inttypes.h>
#include <string.h>

static const char *id_of(struct tf_visit *visit, const struct tf_session *session)
{
    return tf_words_printf(visit->arena, "%" PRIu64, session->record.key.id);
}

void tf_desk_block_form(struct tf_visit *visit, const struct tf_session *session)
{
    bool can_block = visit->role >= TF_ROLE_ORGANISER && visit->site->keep != NULL && session->device != 0 &&
                     session->device != visit->device &&
                     !tf_keep_is_blocked(visit->site->keep, session->device);
    if (can_block) {
        tf_desk_form(visit, "/desk/care/block", "do");
        tf_desk_choice(visit, "soft", "session", id_of(visit, session),
                       tf_tr(visit->lang, "Block its device"));
        tf_html_close(&visit->html);
    }
}

static void one_button(struct tf_visit *visit, const struct tf_session *session, const char *action,
                       const char *text)
{
    tf_desk_form(visit, action, "do");
    tf_frame_hidden(visit, "seen", tf_desk_seen_of(visit->arena, &session->record));
    tf_desk_choice(visit, "soft", "session", id_of(visit, session), text);
    tf_html_close(&visit->html);
}

static void decline_form(struct tf_visit *visit, const struct tf_session *session, const char *text)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "details");
    tf_html_leaf(html, "summary", "", text);
    tf_desk_form(visit, "/desk/care/hide", "");
    tf_frame_hidden(visit, "seen", tf_desk_seen_of(visit->arena, &session->record));
    tf_frame_hidden(visit, "session", id_of(visit, session));
    tf_html_open(html, "input");
    tf_html_attr(html, "name", "reason");
    tf_html_attr(html, "aria-label", tf_tr(visit->lang, "Why, for organisers"));
    tf_html_attr(html, "placeholder", tf_tr(visit->lang, "Why, for organisers"));
    tf_html_int(html, "maxlength", TF_TITLE_GRAPHEMES_MAX);
    tf_html_close(html);
    tf_frame_button(visit, "soft", text);
    tf_html_close(html);
    tf_html_close(html);
}

static void waiting(struct tf_visit *visit, const struct tf_session *session)
{
    struct tf_html *html = &visit->html;
    tf_desk_title(visit, session);
    if (session->about[0] != '\0') {
        tf_html_open(html, "p");
        tf_html_attr(html, "class", "about");
        tf_html_attr(html, "dir", "auto");
        tf_html_text(html, session->about);
        tf_html_close(html);
    }
    tf_html_leaf(html, "p", "hint", tf_words_waits(visit->lang, session->waits));
    tf_html_close(html);
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "doing");
    one_button(visit, session, "/desk/care/unhide", tf_tr(visit->lang, "Show it to everybody"));
    decline_form(visit, session, tf_tr(visit->lang, "Decline"));
    tf_desk_block_form(visit, session);
}

/* Not shown again, as long as the words are the same. */
static void fine_button(struct tf_visit *visit, const struct tf_session *session, const struct tf_flag *flag)
{
    tf_desk_form(visit, "/desk/care/fine", "do");
    tf_frame_hidden(visit, "session", id_of(visit, session));
    tf_desk_choice(visit, "soft", "flag", tf_words_printf(visit->arena, "%016" PRIx64, flag->hash),
                   tf_tr(visit->lang, "It is fine"));
    tf_html_close(&visit->html);
}

/* Of words that were found, or of a card that is another than the one that was accepted. */
static void word(struct tf_visit *visit, const struct tf_session *session, const struct tf_flag *flag)
{
    tf_desk_title(visit, session);
    tf_html_leaf(&visit->html, "p", "hint",
                 flag->kind == TF_FLAG_CHANGED
                     ? tf_tr(visit->lang, "It was changed after it was accepted.")
                     : tf_words_printf(visit->arena,
                                       flag->in_notes
                                           ? tf_tr(visit->lang, "A word of your list is in its notes: “%s”.")
                                           : tf_tr(visit->lang, "A word of your list is on its card: “%s”."),
                                       tf_words_isolate(visit->arena, flag->word)));
    tf_html_close(&visit->html);
    tf_html_open(&visit->html, "div");
    tf_html_attr(&visit->html, "class", "doing");
    tf_frame_link(visit, "soft", tf_visit_path_of(visit, session), tf_tr(visit->lang, "Show it"));
    fine_button(visit, session, flag);
    decline_form(visit, session, tf_tr(visit->lang, "Hide"));
    tf_desk_block_form(visit, session);
}

static void alike(struct tf_visit *visit, const struct tf_session *session, const struct tf_session *other,
                  const struct tf_flag *flag)
{
    tf_desk_title(visit, session);
    tf_html_text(&visit->html, " / ");
    tf_desk_title(visit, other);
    tf_html_leaf(
        &visit->html, "p", "hint",
        tf_words_printf(visit->arena,
                        tf_tr(visit->lang, "Two names that look alike, and are not the same: “%s” and “%s”."),
                        tf_words_isolate(visit->arena, session->host),
                        tf_words_isolate(visit->arena, other->host)));
    tf_html_close(&visit->html);
    tf_html_open(&visit->html, "div");
    tf_html_attr(&visit->html, "class", "doing");
    tf_frame_link(visit, "soft", tf_visit_path_of(visit, session), tf_tr(visit->lang, "The first"));
    tf_frame_link(visit, "soft", tf_visit_path_of(visit, other), tf_tr(visit->lang, "The second"));
    fine_button(visit, session, flag);
}

/* A line: what it is, and, behind what each of these closes, what can be done. */
static void one(struct tf_visit *visit, const struct tf_flag *flag)
{
    const struct tf_session *session = tf_board_session(visit->board, flag->session);
    const struct tf_session *other = tf_board_session(visit->board, flag->other);
    if (session == NULL || (flag->kind == TF_FLAG_ALIKE && other == NULL)) {
        return;
    }
    tf_html_open(&visit->html, "li");
    tf_html_open(&visit->html, "div");
    switch (flag->kind) {
    case TF_FLAG_WAITS:
        waiting(visit, session);
        break;
    case TF_FLAG_WORD:
    case TF_FLAG_CHANGED:
        word(visit, session, flag);
        break;
    default:
        alike(visit, session, other, flag);
        break;
    }
    tf_html_close(&visit->html);
    tf_html_close(&visit->html);
}

static const struct tf_flag *find_flags(struct tf_visit *visit, size_t *count)
{
    struct tf_flag *flags = tf_arena_alloc(visit->arena, TF_FLAGS_MAX * sizeof(*flags));
    *count = 0;
    if (flags != NULL) {
        (void)tf_flags_find(flags, TF_FLAGS_MAX, count, visit->board, visit->site->flag_words);
    }
    return flags;
}

static void looked_at(struct tf_visit *visit, const struct tf_answer *answer)
{
    tf_desk_done(visit, answer, "/desk/care", tf_desk_care);
}

void tf_desk_write_fine(struct tf_visit *visit)
{
    size_t count = 0;
    const struct tf_flag *flags = find_flags(visit, &count);
    uint64_t id = tf_form_id(&visit->request->form, "session");
    const char *hash = tf_visit_field(visit, "flag");
    const struct tf_session *session = tf_board_session(visit->board, id);
    for (size_t i = 0; i < count && session != NULL; i++) {
        const char *its = tf_words_printf(visit->arena, "%016" PRIx64, flags[i].hash);
        if (flags[i].session != id || flags[i].hash == 0 || strcmp(its, hash) != 0) {
            continue;
        }
        char fine[TF_FLAGS_FINE_BYTES];
        tf_flags_fine(fine, session, &flags[i]);
        struct tf_session want = {.record = session->record, .fine = fine};
        struct tf_command *command = tf_write_command(visit, TF_VERB_EDIT);
        if (command != NULL) {
            command->session = id;
            tf_desk_send(visit, command, &want.record, tf_schema_mask(TF_KIND_SESSION, "fine"), looked_at);
        }
        return;
    }
    tf_visit_go(visit, "/desk/care"); /* somebody else looked at it, or the words are others now */
}

void tf_desk_flags(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    size_t count = 0;
    const struct tf_flag *flags = find_flags(visit, &count);
    tf_html_open(html, "section");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "Waiting and flagged"));
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    for (size_t i = 0; i < count; i++) {
        one(visit, &flags[i]);
    }
    if (count == 0) {
        tf_html_leaf(html, "li", "", tf_tr(visit->lang, "Nothing waits, and nothing was flagged."));
    }
    tf_html_close(html);
    tf_html_close(html);
}
