/* A space's page, where the code on its door leads: what is on there now, and what comes. */
#include "web/pages.h"

#include "web/frame.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

enum { SPACE_CARDS_MAX = 200 };

/* NULL: no such space. */
static const struct tf_space *space_of(const struct tf_visit *visit)
{
    size_t len = strlen(visit->word);
    if (len == 0 || len > 16 || strspn(visit->word, "0123456789") != len) {
        return NULL;
    }
    return tf_board_space(visit->board, strtoull(visit->word, NULL, 10));
}

static void card(struct tf_visit *visit, const struct tf_placement *placement,
                 const struct tf_session *session)
{
    tf_html_open(&visit->html, "li");
    tf_frame_card(visit, session, placement, true);
    tf_html_close(&visit->html);
}

/* Those that are on (is_now) or come later; returns how many. */
static size_t cards(struct tf_visit *visit, int space, bool is_now)
{
    const struct tf_grid *grid = visit->board->grid;
    size_t count = 0;
    for (size_t i = 0; i < grid->placement_count && count < SPACE_CARDS_MAX; i++) {
        const struct tf_placement *placement = grid->placements[i];
        const struct tf_session *session = tf_board_session(visit->board, placement->session);
        int64_t start = tf_grid_start(grid, placement), end = tf_grid_end(grid, placement);
        bool is_meant = is_now ? start <= visit->now_s && visit->now_s < end : start > visit->now_s;
        if (grid->extents[i].space != space || session == NULL || !is_meant) {
            continue;
        }
        if (count++ == 0) {
            tf_html_open(&visit->html, "ul");
            tf_html_attr(&visit->html, "class", "cards");
        }
        card(visit, placement, session);
    }
    if (count > 0) {
        tf_html_close(&visit->html);
    }
    return count;
}

static void part(struct tf_visit *visit, int space, bool is_now, const char *heading, const char *nothing)
{
    tf_html_open(&visit->html, "section");
    tf_html_leaf(&visit->html, "h2", "", heading);
    if (cards(visit, space, is_now) == 0) {
        tf_html_leaf(&visit->html, "p", "quiet", nothing);
    }
    tf_html_close(&visit->html);
}

void tf_page_space(struct tf_visit *visit)
{
    const struct tf_space *space = space_of(visit);
    int index = space != NULL ? tf_grid_space_index(visit->board->grid, space->record.key.id) : -1;
    if (index < 0) {
        tf_visit_say(visit, 404, tf_tr(visit->lang, "There is no such space any more."));
        return;
    }
    tf_frame_begin(visit, space->name, TF_TAB_NONE);
    tf_html_open(&visit->html, "h1");
    tf_frame_space(visit, space);
    tf_html_close(&visit->html);
    part(visit, index, true, tf_tr(visit->lang, "Now"), tf_tr(visit->lang, "Nothing is on right now"));
    part(visit, index, false, tf_tr(visit->lang, "Next"), tf_tr(visit->lang, "Nothing is planned here yet."));
    tf_frame_end(visit, true);
}
