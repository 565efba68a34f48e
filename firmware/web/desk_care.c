/* What wants a look: conflicts on the grid, sessions that are hidden or wait, devices that may not post. */
#include "web/desk.h"

#include "core/conflicts.h"
#include "web/write.h"
#include "words/words.h"

#include <inttypes.h>
#include <stdlib.h>

enum { CONFLICTS_MAX = 60, BLOCKED_SHOWN = 100 };

static const char *title_of(struct tf_visit *visit, uint64_t id)
{
    const struct tf_session *session = tf_board_session(visit->board, id);
    return session != NULL ? tf_words_isolate(visit->arena, session->title) : "";
}

static const char *sentence(struct tf_visit *visit, const struct tf_conflict *conflict)
{
    enum tf_lang lang = visit->lang;
    unsigned long count = conflict->count;
    switch (conflict->kind) {
    case TF_CONFLICT_HOST:
        return tf_tr(lang, "One host is in both at the same time.");
    case TF_CONFLICT_ROOM:
        return tf_words_printf(visit->arena,
                               tf_trn(lang, "%lu person more wants it than the space holds.",
                                      "%lu people more want it than the space holds.", count),
                               count);
    default:
        return tf_words_printf(visit->arena,
                               tf_trn(lang, "%lu person wants both, and they are at the same time.",
                                      "%lu people want both, and they are at the same time.", count),
                               count);
    }
}

/* To the card on the grid, chosen. */
static void lead_to(struct tf_visit *visit, uint64_t session, const char *text)
{
    const struct tf_grid *grid = visit->board->grid;
    const struct tf_placement *placement = tf_grid_placement_of(grid, session, NULL);
    const struct tf_slot *slot = placement != NULL ? tf_board_slot(visit->board, placement->slot) : NULL;
    char date[11];
    if (slot == NULL) {
        return;
    }
    tf_zone_format_date(date, slot->day);
    tf_frame_link(
        visit, "soft",
        tf_words_printf(visit->arena, "/desk?pick=p%" PRIu64 "&day=%s", placement->record.key.id, date),
        text);
}

static void conflicts(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    struct tf_conflict *found = tf_arena_alloc(visit->arena, CONFLICTS_MAX * sizeof(*found));
    size_t count = 0;
    tf_html_open(html, "section");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "Conflicts"));
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    if (found != NULL) {
        (void)tf_conflicts_find(found, CONFLICTS_MAX, &count, visit->board, visit->now_s);
    }
    for (size_t i = 0; i < count; i++) {
        const struct tf_conflict *conflict = &found[i];
        tf_html_open(html, "li");
        tf_html_open(html, "div");
        tf_html_leaf(html, "b", "", title_of(visit, conflict->session));
        if (conflict->other != 0) {
            tf_html_text(html, " / ");
            tf_html_leaf(html, "b", "", title_of(visit, conflict->other));
        }
        tf_html_leaf(html, "p", "hint", sentence(visit, conflict));
        tf_html_close(html);
        tf_html_open(html, "div");
        tf_html_attr(html, "class", "doing");
        lead_to(visit, conflict->session,
                conflict->other != 0 ? tf_tr(visit->lang, "The first") : tf_tr(visit->lang, "Show it"));
        if (conflict->other != 0) {
            lead_to(visit, conflict->other, tf_tr(visit->lang, "The second"));
        }
        tf_html_close(html);
        tf_html_close(html);
    }
    if (count == 0) {
        tf_html_leaf(html, "li", "", tf_tr(visit->lang, "Nothing stands in anybody’s way."));
    }
    tf_html_close(html);
    tf_html_close(html);
}

static const char *why_hidden(struct tf_visit *visit, const struct tf_session *session)
{
    return session->reason[0] != '\0' ? tf_words_isolate(visit->arena, session->reason)
                                      : tf_tr(visit->lang, "No reason was given.");
}

static void hidden_one(struct tf_visit *visit, const struct tf_session *session)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "li");
    tf_html_open(html, "div");
    tf_desk_title(visit, session);
    tf_html_leaf(html, "p", "hint", why_hidden(visit, session));
    tf_html_close(html);
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "doing");
    tf_desk_form(visit, "/desk/care/unhide", "do");
    tf_frame_hidden(visit, "seen", tf_desk_seen_of(visit->arena, &session->record));
    tf_desk_choice(visit, "soft", "session",
                   tf_words_printf(visit->arena, "%" PRIu64, session->record.key.id),
                   tf_tr(visit->lang, "Show it to everybody"));
    tf_html_close(html);
    tf_desk_block_form(visit, session);
    tf_html_close(html);
    tf_html_close(html);
}

static void hidden(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    size_t count = 0;
    tf_html_open(html, "section");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "Hidden"));
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    struct tf_table_iter it = tf_table_first(visit->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        if (TF_SESSION(it.record)->state == TF_SESSION_HIDDEN &&
            TF_SESSION(it.record)->waits == TF_WAITS_NOT) {
            hidden_one(visit, TF_SESSION(it.record));
            count++;
        }
    }
    if (count == 0) {
        tf_html_leaf(html, "li", "", tf_tr(visit->lang, "Nothing is hidden."));
    }
    tf_html_close(html);
    tf_html_close(html);
}

static void blocked(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    uint64_t devices[BLOCKED_SHOWN];
    size_t count = visit->site->keep != NULL ? tf_keep_blocked(visit->site->keep, devices, BLOCKED_SHOWN) : 0;
    tf_html_open(html, "section");
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "Devices that may not post"));
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    for (size_t i = 0; i < count; i++) {
        tf_html_open(html, "li");
        tf_html_leaf(html, "span", "",
                     tf_words_printf(visit->arena, tf_tr(visit->lang, "Device %04x"),
                                     (unsigned)(devices[i] & 0xffff)));
        tf_desk_form(visit, "/desk/care/unblock", "doing");
        tf_desk_choice(visit, "soft", "device", tf_words_printf(visit->arena, "%" PRIu64, devices[i]),
                       tf_tr(visit->lang, "Let it post again"));
        tf_html_close(html);
        tf_html_close(html);
    }
    if (count == 0) {
        tf_html_leaf(html, "li", "", tf_tr(visit->lang, "None."));
    }
    tf_html_close(html);
    tf_html_close(html);
}

void tf_desk_care(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    tf_desk_begin(visit, tf_tr(visit->lang, "Worth a look"), TF_DESK_CARE);
    tf_html_leaf(html, "h1", "", tf_tr(visit->lang, "Worth a look"));
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "sides even");
    tf_html_open(html, "div");
    tf_desk_ideas(visit);
    tf_desk_flags(visit);
    conflicts(visit);
    tf_html_close(html);
    tf_html_open(html, "div");
    hidden(visit);
    if (visit->role >= TF_ROLE_ORGANISER) {
        blocked(visit);
    }
    tf_html_close(html);
    tf_html_close(html);
    tf_desk_end(visit);
}

static void cared(struct tf_visit *visit, const struct tf_answer *answer)
{
    tf_desk_done(visit, answer, "/desk/care", tf_desk_care);
}

void tf_desk_write_unhide(struct tf_visit *visit)
{
    const struct tf_session *session =
        tf_board_session(visit->board, tf_form_id(&visit->request->form, "session"));
    if (!tf_desk_must_be_as_seen(visit, session != NULL ? &session->record : NULL,
                                 session != NULL ? session->title : "") ||
        session == NULL) {
        return;
    }
    struct tf_command *command = tf_write_command(visit, TF_VERB_UNHIDE);
    if (command != NULL) {
        command->session = session->record.key.id;
        tf_command_set_seen(command, &session->record);
        tf_write_send(visit, command, cared);
    }
}

void tf_desk_write_decline(struct tf_visit *visit)
{
    const struct tf_session *session =
        tf_board_session(visit->board, tf_form_id(&visit->request->form, "session"));
    struct tf_session want = {.record = {.kind = TF_KIND_SESSION}};
    const struct tf_write_text text = {"reason", TF_TEXT_ABOUT, &want.reason};
    if (!tf_desk_must_be_as_seen(visit, session != NULL ? &session->record : NULL,
                                 session != NULL ? session->title : "") ||
        session == NULL || !tf_write_texts(visit, &text, 1, tf_desk_care)) {
        return;
    }
    struct tf_command *command = tf_write_command(visit, TF_VERB_HIDE);
    if (command != NULL) {
        command->session = session->record.key.id;
        want.record.key = session->record.key;
        tf_command_set_seen(command, &session->record);
        tf_desk_send(visit, command, &want.record, tf_schema_mask(TF_KIND_SESSION, "reason"), cared);
    }
}

static void block(struct tf_visit *visit, uint64_t device, bool on)
{
    enum tf_err err = visit->site->keep != NULL && device != 0 ? tf_keep_block(visit->site->keep, device, on)
                                                               : TF_ERR_NOT_FOUND;
    if (err == TF_OK) {
        tf_visit_go(visit, "/desk/care");
        return;
    }
    tf_write_again(visit,
                   err == TF_ERR_NOT_FOUND ? 404
                   : err == TF_ERR_LIMIT   ? 507
                                           : 503,
                   err == TF_ERR_NOT_FOUND ? tf_tr(visit->lang, "Somebody else took it away meanwhile.")
                   : err == TF_ERR_LIMIT   ? tf_words_reason(visit->lang, TF_REASON_FULL)
                                           : tf_tr(visit->lang, "This did not work. Please try once more."),
                   NULL, tf_desk_care);
}

void tf_desk_write_block(struct tf_visit *visit)
{
    const struct tf_session *session =
        tf_board_session(visit->board, tf_form_id(&visit->request->form, "session"));
    uint64_t device = session != NULL ? session->device : 0;
    block(visit, device != visit->device ? device : 0, true);
}

void tf_desk_write_unblock(struct tf_visit *visit)
{
    block(visit, tf_form_id(&visit->request->form, "device"), false);
}
