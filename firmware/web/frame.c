#include "web/frame.h"

#include "words/words.h"

#include <string.h>

static void script_words(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    enum tf_lang lang = visit->lang;
    /* TRANSLATORS: {where} and {when} stay as they are: Moved to Garden, 11:30 */
    tf_html_attr(html, "data-moved", tf_tr(lang, "Moved to {where}, {when}"));
    tf_html_attr(html, "data-gone", tf_tr(lang, "This session has no place on the grid any more."));
    tf_html_attr(html, "data-changed", tf_tr(lang, "This page has changed."));
    tf_html_attr(html, "data-show", tf_tr(lang, "Show it"));
    tf_html_attr(html, "data-offline", tf_tr(lang, "Not connected. What you write is kept on this phone."));
    tf_html_attr(html, "data-kept", tf_tr(lang, "Kept on this phone until it is sent."));
    tf_html_attr(html, "data-failed", tf_tr(lang, "This did not work. Please try once more."));
    tf_html_attr(html, "data-similar", tf_tr(lang, "Something like it is here already:"));
}

static void asset_link(struct tf_visit *visit, const char *file)
{
    const char *url = tf_words_printf(visit->arena, "/%s?v=%s", file, visit->site->version);
    tf_html_url_named(&visit->html, strstr(file, ".js") != NULL ? "src" : "href", url);
}

void tf_frame_head(struct tf_visit *visit, const char *title, const char *const *styles, const char *script)
{
    struct tf_html *html = &visit->html;
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    tf_html_open(html, "head");
    tf_html_open(html, "meta");
    tf_html_attr(html, "charset", "utf-8");
    tf_html_open(html, "meta");
    tf_html_attr(html, "name", "viewport");
    tf_html_attr(html, "content", "width=device-width,initial-scale=1");
    tf_html_open(html, "meta");
    tf_html_attr(html, "name", "color-scheme");
    tf_html_attr(html, "content", "light dark");
    const char *event = gathering != NULL && gathering->title[0] != '\0' ? gathering->title : "Twofeet";
    tf_html_open(html, "title");
    tf_html_text(html, title);
    tf_html_text(html, " · ");
    tf_html_text(html, event);
    tf_html_close(html);
    for (; *styles != NULL; styles++) {
        tf_html_open(html, "link");
        tf_html_attr(html, "rel", "stylesheet");
        asset_link(visit, *styles);
    }
    tf_html_open(html, "link");
    tf_html_attr(html, "rel", "icon");
    tf_html_url(html, "href", "/favicon.svg");
    tf_html_open(html, "script");
    asset_link(visit, script);
    tf_html_flag(html, "defer");
    tf_html_close(html);
    tf_html_close(html);
}

static void tab_link(struct tf_visit *visit, enum tf_tab tab, enum tf_tab current, const char *url,
                     const char *icon, const char *text)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "a");
    tf_html_url(html, "href", url);
    if (tab == TF_TAB_PROPOSE) {
        tf_html_attr(html, "class", "main");
    }
    if (tab == current) {
        tf_html_attr(html, "aria-current", "page");
    }
    tf_frame_icon(visit, icon);
    tf_html_leaf(html, "span", "", text);
    tf_html_close(html);
}

void tf_frame_open_header(struct tf_visit *visit, const char *home)
{
    struct tf_html *html = &visit->html;
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    tf_html_open(html, "a");
    tf_html_attr(html, "class", "skip");
    tf_html_url(html, "href", "#main");
    tf_html_text(html, tf_tr(visit->lang, "To the content"));
    tf_html_close(html);
    tf_html_open(html, "header");
    tf_html_open(html, "a");
    tf_html_attr(html, "class", "brand");
    tf_html_url(html, "href", home);
    tf_frame_icon(visit, "feet");
    tf_html_person(html, gathering != NULL && gathering->title[0] != '\0' ? gathering->title : "Twofeet");
    tf_html_close(html);
}

static void header(struct tf_visit *visit, enum tf_tab tab)
{
    struct tf_html *html = &visit->html;
    tf_frame_open_header(visit, "/");
    tf_html_open(html, "nav");
    tf_html_attr(html, "aria-label", tf_tr(visit->lang, "Pages"));
    tab_link(visit, TF_TAB_GRID, tab, "/", "grid", tf_tr(visit->lang, "Grid"));
    tab_link(visit, TF_TAB_OPEN, tab, "/unplaced", "list", tf_tr(visit->lang, "Unplaced"));
    tab_link(visit, TF_TAB_PROPOSE, tab, "/propose", "plus", tf_tr(visit->lang, "Propose"));
    tab_link(visit, TF_TAB_MINE, tab, "/mine", "person", tf_tr(visit->lang, "Mine"));
    tab_link(visit, TF_TAB_SEARCH, tab, "/search", "search", tf_tr(visit->lang, "Search"));
    tf_html_close(html);
    tf_html_close(html);
}

void tf_frame_begin(struct tf_visit *visit, const char *title, enum tf_tab tab)
{
    tf_frame_begin_styled(visit, title, tab, NULL);
}

void tf_frame_begin_styled(struct tf_visit *visit, const char *title, enum tf_tab tab, const char *style)
{
    const char *const styles[] = {"style.css", style, NULL};
    struct tf_html *html = &visit->html;
    tf_html_begin(html, &visit->body);
    tf_html_doctype(html);
    tf_html_open(html, "html");
    tf_html_attr(html, "lang", tf_lang_code(visit->lang));
    tf_html_attr(html, "dir", tf_lang_is_rtl(visit->lang) ? "rtl" : "ltr");
    tf_frame_head(visit, title, styles, "script.js");
    tf_html_open(html, "body");
    tf_html_int(html, "data-seq", (int64_t)visit->board->revision);
    if (visit->session != NULL && visit->session->state != TF_SESSION_HIDDEN) {
        tf_html_attr(html, "data-code", visit->session->code);
    }
    script_words(visit);
    header(visit, tab);
    tf_html_open(html, "p"); /* what the script has to say */
    tf_html_attr(html, "id", "say");
    tf_html_attr(html, "role", "status");
    tf_html_close(html);
    tf_html_open(html, "main");
    tf_html_attr(html, "id", "main");
}

static void languages(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "nav");
    tf_html_attr(html, "class", "lang");
    tf_html_attr(html, "aria-label", tf_tr(visit->lang, "Language"));
    for (int i = 0; i < TF_LANG_COUNT; i++) {
        enum tf_lang lang = (enum tf_lang)i;
        tf_html_open(html, "a");
        tf_html_url(html, "href", tf_words_printf(visit->arena, "?lang=%s", tf_lang_code(lang)));
        tf_html_attr(html, "lang", tf_lang_code(lang));
        tf_html_attr(html, "hreflang", tf_lang_code(lang));
        tf_html_attr(html, "rel", "nofollow");
        if (lang == visit->lang) {
            tf_html_attr(html, "aria-current", "true");
        }
        tf_html_text(html, tf_lang_own_name(lang));
        tf_html_close(html);
    }
    tf_html_close(html);
}

void tf_frame_foot(struct tf_visit *visit)
{
    languages(visit);
    tf_html_leaf(&visit->html, "p", "rev",
                 tf_words_printf(visit->arena, tf_tr(visit->lang, "Official grid, revision %lu, updated %s"),
                                 (unsigned long)visit->board->revision,
                                 tf_words_clock(visit->arena, visit->zone, visit->board->changed_at)));
}

void tf_frame_end(struct tf_visit *visit, bool is_shared)
{
    struct tf_html *html = &visit->html;
    tf_html_close(html); /* main */
    tf_html_open(html, "footer");
    tf_html_open(html, "p");
    tf_frame_link(visit, "", "/news", tf_tr(visit->lang, "News"));
    tf_html_text(html, " ");
    tf_frame_link(visit, "", "/about", tf_tr(visit->lang, "How it works"));
    tf_html_text(html, " ");
    tf_frame_link(visit, "", "/wall", tf_tr(visit->lang, "For a projector"));
    tf_html_text(html, " ");
    tf_frame_link(visit, "", "/book", tf_tr(visit->lang, "Book of proceedings"));
    tf_html_close(html);
    tf_frame_foot(visit);
    tf_html_close_to(html, 0);
    tf_visit_end(visit, "text/html; charset=utf-8", is_shared);
}

/* ---- pieces ---- */

void tf_frame_icon(struct tf_visit *visit, const char *id)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "svg");
    tf_html_attr(html, "aria-hidden", "true");
    tf_html_open(html, "use");
    tf_html_url(html, "href", tf_words_printf(visit->arena, "/icons.svg?v=%s#%s", visit->site->version, id));
    tf_html_close(html);
    tf_html_close(html);
}

void tf_frame_link(struct tf_visit *visit, const char *class_name, const char *url, const char *text)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "a");
    if (*class_name != '\0') {
        tf_html_attr(html, "class", class_name);
    }
    tf_html_url(html, "href", url);
    tf_html_text(html, text);
    tf_html_close(html);
}

void tf_frame_space(struct tf_visit *visit, const struct tf_space *space)
{
    struct tf_html *html = &visit->html;
    if (space == NULL) {
        return;
    }
    unsigned symbol = (unsigned)space->symbol % TF_SYMBOL_COUNT;
    tf_html_open(html, "span");
    tf_html_attr(html, "class", tf_words_printf(visit->arena, "sp c%u", symbol));
    tf_frame_icon(visit, tf_words_printf(visit->arena, "s%u", symbol));
    tf_html_person(html, space->name);
    tf_html_close(html);
}

void tf_frame_card(struct tf_visit *visit, const struct tf_session *session,
                   const struct tf_placement *placement, bool with_time)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    tf_html_open(html, "a");
    tf_html_attr(html, "class", "card");
    tf_html_url(html, "href", tf_visit_path_of(visit, session));
    if (placement != NULL && with_time) {
        tf_html_leaf(html, "time", "",
                     tf_words_clocks(visit->arena, visit->lang, visit->zone, tf_grid_start(grid, placement),
                                     tf_grid_end(grid, placement)));
        tf_html_text(html, " ");
    }
    tf_html_open(html, "b");
    tf_html_attr(html, "dir", "auto");
    tf_html_text(html, session->title);
    tf_html_close(html);
    if (session->host[0] != '\0') {
        tf_html_text(html, " ");
        tf_html_open(html, "i");
        tf_html_attr(html, "dir", "auto");
        tf_html_text(html, session->host);
        tf_html_close(html);
    }
    if (placement != NULL) {
        tf_html_text(html, " ");
        tf_frame_space(visit, tf_board_space(visit->board, placement->space));
        bool is_over = tf_grid_end(grid, placement) <= visit->now_s;
        bool is_ours = visit->site->notes_url == NULL;
        if (is_ours && is_over &&
            tf_table_count_of(visit->board->tables[TF_KIND_NOTE], session->record.key.id) == 0) {
            tf_html_text(html, " ");
            tf_html_leaf(html, "small", "badge", tf_tr(visit->lang, "No notes yet."));
        }
    }
    tf_html_close(html);
}

void tf_frame_days(struct tf_visit *visit, const char *page, const char *rest, size_t current)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    if (grid->day_count < 2) {
        return;
    }
    tf_html_open(html, "nav");
    tf_html_attr(html, "class", "days");
    tf_html_attr(html, "aria-label", tf_tr(visit->lang, "Days"));
    for (size_t day = 0; day < grid->day_count; day++) {
        char date[11];
        tf_zone_format_date(date, grid->days[day]);
        tf_html_open(html, "a");
        tf_html_url(html, "href", tf_words_printf(visit->arena, "%s?day=%s%s", page, date, rest));
        if (day == current) {
            tf_html_attr(html, "aria-current", "date");
        }
        tf_html_text(html, tf_words_day_short(visit->arena, visit->lang, grid->days[day]));
        tf_html_close(html);
    }
    tf_html_close(html);
}

void tf_frame_complaint(struct tf_visit *visit)
{
    if (visit->complaint != NULL && visit->complaint[0] != '\0') {
        tf_html_open(&visit->html, "p");
        tf_html_attr(&visit->html, "class", "warn");
        tf_html_attr(&visit->html, "role", "alert");
        tf_html_text(&visit->html, visit->complaint);
        tf_html_close(&visit->html);
    }
}

bool tf_frame_forbidden(struct tf_visit *visit, const char *why)
{
    if (why != NULL) {
        tf_html_leaf(&visit->html, "p", "quiet", why);
    }
    return why != NULL;
}

/* ---- forms ---- */

void tf_frame_hidden(struct tf_visit *visit, const char *name, const char *value)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "input");
    tf_html_attr(html, "type", "hidden");
    tf_html_attr(html, "name", name);
    tf_html_attr(html, "value", value);
    tf_html_close(html);
}

void tf_frame_form(struct tf_visit *visit, const char *action, const char *class_name)
{
    struct tf_html *html = &visit->html;
    char key[TF_ACCESS_TOKEN_BYTES];
    const char *kept = tf_visit_field(visit, "key");
    tf_access_new_device(key);
    tf_html_open(html, "form");
    tf_html_attr(html, "method", "post");
    tf_html_url(html, "action", action);
    tf_html_attr(html, "class", class_name);
    if (visit->form_token[0] != '\0') {
        tf_frame_hidden(visit, "token", visit->form_token);
        tf_frame_hidden(visit, "key", *kept != '\0' && strlen(kept) <= TF_REQUEST_KEY_MAX ? kept : key);
    }
}

const char *tf_frame_kept(const struct tf_visit *visit, const char *name, const char *otherwise)
{
    return tf_form_has(&visit->request->form, name) ? tf_visit_field(visit, name) : otherwise;
}

void tf_frame_input(struct tf_visit *visit, const struct tf_frame_input *input)
{
    struct tf_html *html = &visit->html;
    const char *hint_id = tf_words_printf(visit->arena, "%s-hint", input->name);
    tf_html_open(html, "label");
    tf_html_attr(html, "for", input->name);
    tf_html_text(html, input->label);
    tf_html_close(html);
    if (input->hint != NULL) {
        tf_html_open(html, "small");
        tf_html_attr(html, "id", hint_id);
        tf_html_text(html, input->hint);
        tf_html_close(html);
    }
    if (input->rows > 0) {
        tf_html_open(html, "textarea");
        tf_html_int(html, "rows", input->rows);
    } else {
        tf_html_open(html, "input");
        tf_html_attr(html, "value", input->value);
    }
    tf_html_attr(html, "id", input->name);
    tf_html_attr(html, "name", input->name);
    tf_html_attr(html, "dir", "auto");
    tf_html_attr(html, "autocomplete", "off");
    tf_html_int(html, "maxlength", input->max);
    if (input->hint != NULL) {
        tf_html_attr(html, "aria-describedby", hint_id);
    }
    if (input->is_required) {
        tf_html_flag(html, "required");
    }
    if (input->rows > 0) {
        tf_html_text(html, "\n"); /* a browser drops the first one */
        tf_html_text(html, input->value);
    }
    tf_html_close(html);
}

void tf_frame_check(struct tf_visit *visit, const char *name, const char *label, bool is_on)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "label");
    tf_html_attr(html, "class", "check");
    tf_html_open(html, "input");
    tf_html_attr(html, "type", "checkbox");
    tf_html_attr(html, "name", name);
    tf_html_attr(html, "value", "1");
    if (is_on) {
        tf_html_flag(html, "checked");
    }
    tf_html_close(html);
    tf_html_text(html, label);
    tf_html_close(html);
}

void tf_frame_button(struct tf_visit *visit, const char *class_name, const char *text)
{
    tf_html_open(&visit->html, "button");
    tf_html_attr(&visit->html, "class", class_name);
    tf_html_text(&visit->html, text);
    tf_html_close(&visit->html);
}

void tf_frame_search(struct tf_visit *visit, const char *action, const char *query)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "form");
    tf_html_url(html, "action", action);
    tf_html_attr(html, "role", "search");
    tf_html_open(html, "label");
    tf_html_attr(html, "for", "q");
    tf_html_text(html, tf_tr(visit->lang, "A word from the title, a host, a code"));
    tf_html_close(html);
    tf_html_open(html, "input");
    tf_html_attr(html, "type", "search");
    tf_html_attr(html, "id", "q");
    tf_html_attr(html, "name", "q");
    tf_html_attr(html, "dir", "auto");
    tf_html_int(html, "maxlength", TF_TITLE_GRAPHEMES_MAX);
    tf_html_attr(html, "value", query);
    tf_html_close(html);
    tf_frame_button(visit, "main", tf_tr(visit->lang, "Search"));
    tf_html_close(html);
}
