#include "web/feed.h"

#include "exchange/exchange.h"
#include "web/pages.h"

#include <string.h>

static void feed(struct tf_visit *visit, const char *name, uint64_t session, bool is_shared)
{
    const struct tf_writer *writer = tf_exchange_writer(name);
    struct tf_write_options options = {
        .base_url = tf_visit_base_url(visit), .now = visit->board->changed_at, .session = session};
    if (writer == NULL || tf_board_gathering(visit->board) == NULL) {
        tf_visit_say(visit, 404, tf_tr(visit->lang, "There is no such page."));
        return;
    }
    if (writer->write(&visit->body, visit->board, &options) != TF_OK) {
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        visit->reply->retry_after_s = 5;
        return;
    }
    tf_visit_end(visit, writer->media_type, is_shared);
}

void tf_feed_xml(struct tf_visit *visit)
{
    feed(visit, "frab-xml", 0, true);
}

void tf_feed_json(struct tf_visit *visit)
{
    feed(visit, "frab-json", 0, true);
}

void tf_feed_ics(struct tf_visit *visit)
{
    feed(visit, "ics", 0, true);
}

void tf_feed_csv(struct tf_visit *visit)
{
    feed(visit, "csv", 0, true);
}

void tf_feed_markdown(struct tf_visit *visit)
{
    feed(visit, "markdown", 0, true);
}

/* day -1: all of them, as pages. */
static void drawn(struct tf_visit *visit, int day, const char *media_type)
{
    const struct tf_site *site = visit->site;
    if (site->draw_grid == NULL || tf_board_gathering(visit->board) == NULL) {
        tf_visit_say(visit, 404, tf_tr(visit->lang, "There is no such page."));
        return;
    }
    if (site->draw_grid(site->draw_user, &visit->body, visit->board, day) != TF_OK) {
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        visit->reply->retry_after_s = 5;
        return;
    }
    tf_visit_end(visit, media_type, true);
}

void tf_feed_png(struct tf_visit *visit)
{
    drawn(visit, (int)tf_pages_day(visit), "image/png");
}

void tf_feed_pdf(struct tf_visit *visit)
{
    drawn(visit, -1, "application/pdf");
}

void tf_feed_copy(struct tf_visit *visit)
{
    feed(visit, "json", 0, false);
}

void tf_feed_cards(struct tf_visit *visit)
{
    const struct tf_site *site = visit->site;
    if (site->draw_cards == NULL || tf_board_gathering(visit->board) == NULL) {
        tf_visit_say(visit, 404, tf_tr(visit->lang, "There is no such page."));
        return;
    }
    enum tf_err err = site->draw_cards(site->draw_user, &visit->body, visit->board, tf_visit_base_url(visit));
    if (err == TF_ERR_INVALID) { /* no session to make one of */
        tf_visit_say(visit, 404, tf_tr(visit->lang, "There are no sessions yet."));
        return;
    }
    if (err != TF_OK) {
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        visit->reply->retry_after_s = 5;
        return;
    }
    tf_visit_end(visit, "application/pdf", false);
}

bool tf_feed_is_session(struct tf_visit *visit)
{
    const char *path = visit->request->path;
    size_t len = strlen(path);
    return len > 7 && len < 32 && strncmp(path, "/s/", 3) == 0 && strcmp(path + len - 4, ".ics") == 0;
}

void tf_feed_session(struct tf_visit *visit)
{
    const char *path = visit->request->path;
    const char *code = tf_arena_strndup(visit->arena, path + 3, strlen(path) - 7);
    const struct tf_session *session = code != NULL ? tf_board_session_coded(visit->board, code) : NULL;
    if (session == NULL || session->state == TF_SESSION_HIDDEN) {
        tf_visit_say(visit, session != NULL ? 410 : 404,
                     tf_tr(visit->lang, "There is no session with this code."));
        return;
    }
    feed(visit, "ics", session->record.key.id, true);
}
