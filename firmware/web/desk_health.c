/* How the machine is: asked for when somebody looks, never kept. */
#include "web/desk.h"

#include "web/frame.h"
#include "words/words.h"

#include <inttypes.h>

static void line(struct tf_visit *visit, const char *name, const char *is, bool is_bad)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "li");
    tf_html_open(html, "div");
    tf_html_leaf(html, "b", "", name);
    tf_html_leaf(html, "p", "hint", is);
    tf_html_close(html);
    tf_html_open(html, "small");
    tf_html_attr(html, "class", is_bad ? "mark bad" : "mark");
    tf_html_text(html, is_bad ? tf_tr(visit->lang, "Look at it") : tf_tr(visit->lang, "Well"));
    tf_html_close(html);
    tf_html_close(html);
}

enum { LOW_MB = 500, OLD_BACKUP_S = 3600, HOT_C = 80 }; /* a Pi slows itself down from 80 degrees on */

static void backups(struct tf_visit *visit, const struct tf_web_health *health)
{
    enum tf_lang lang = visit->lang;
    int64_t at = health->backup_at;
    /* Nothing has changed since: then an old copy is as good as a new one. */
    bool is_old = at != 0 && visit->board->changed_at > at && visit->now_s - at > OLD_BACKUP_S;
    line(visit, tf_tr(lang, "Last backup"),
         !health->has_backups ? tf_tr(lang, "None is made: this event is in memory.")
         : at == 0            ? tf_tr(lang, "There is none yet. One is made every ten minutes.")
                              : tf_words_printf(visit->arena, "%s, %s",
                                                tf_words_date(visit->arena, lang, tf_zone_day_of(visit->zone, at)),
                                                tf_words_clock(visit->arena, visit->zone, at)),
         !health->has_backups || is_old);
}

static void machine(struct tf_visit *visit)
{
    struct tf_web_health health = {0};
    enum tf_lang lang = visit->lang;
    if (visit->site->health == NULL) {
        return;
    }
    visit->site->health(visit->site->health_user, &health);
    int64_t free_mb = health.disk_free_bytes / 1000000;
    line(visit, tf_tr(lang, "Free on the disk"),
         health.disk_bytes > 0 ? tf_words_printf(visit->arena, "%" PRId64 " / %" PRId64 " MB", free_mb,
                                                 health.disk_bytes / 1000000)
                               : tf_tr(lang, "Nothing is kept on a disk: this event is in memory."),
         health.disk_bytes <= 0 || free_mb < LOW_MB);
    line(visit, tf_tr(lang, "Clock"),
         health.clock_confirmed ? tf_words_clock(visit->arena, visit->zone, visit->now_s)
                                : tf_tr(lang, "Nobody has confirmed the time since the start."),
         !health.clock_confirmed);
    backups(visit, &health);
    if (health.has_temperature) {
        line(visit, tf_tr(lang, "Temperature"), tf_words_printf(visit->arena, "%d °C", health.temperature_c),
             health.temperature_c >= HOT_C);
    }
    bool is_well = health.has_printer && (health.printer == NULL || health.printer[0] == '\0');
    line(visit, tf_tr(lang, "Printer"),
         !health.has_printer ? tf_tr(lang, "There is none.")
         : is_well           ? tf_tr(lang, "It is ready.")
                             : tf_tr(lang, health.printer),
         health.has_printer && !is_well);
}

/* What guests do not get as a feed. */
static void feeds(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    tf_html_leaf(html, "h2", "", tf_tr(visit->lang, "For calendars and other programs"));
    tf_html_open(html, "ul");
    if (visit->site->draw_cards != NULL) {
        tf_html_open(html, "li");
        tf_frame_link(visit, "", "/desk/cards.pdf", "cards.pdf");
        tf_html_close(html);
    }
    if (visit->role == TF_ROLE_ORGANISER) {
        tf_html_open(html, "li");
        tf_frame_link(visit, "", "/desk/full-copy.json", "full-copy.json");
        tf_html_close(html);
    }
    tf_html_close(html);
}

void tf_desk_health(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    enum tf_lang lang = visit->lang;
    bool saves = visit->site->ledger == NULL || tf_ledger_state(visit->site->ledger) == TF_LEDGER_OK;
    tf_desk_begin(visit, tf_tr(lang, "Health"), TF_DESK_HEALTH);
    tf_html_leaf(html, "h1", "", tf_tr(lang, "Health"));
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "lines");
    line(visit, tf_tr(lang, "Saving"),
         saves ? tf_tr(lang, "All that is shown is on the disk.")
               : tf_tr(lang, "The disk refuses. It is tried again; nothing is lost meanwhile."),
         !saves);
    machine(visit);
    if (visit->site->phones != NULL) {
        line(visit, tf_tr(lang, "Phones and laptops connected"),
             tf_words_printf(visit->arena, "%d", visit->site->phones(visit->site->phones_user)), false);
    }
    tf_html_close(html);
    feeds(visit);
    tf_desk_end(visit);
}
