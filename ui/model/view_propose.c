#include "model/view_propose.h"

#include "core/policy.h"
#include "model/view_print.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

/* Why whoever stands there cannot do it in this format and phase; NULL: one can. */
static const char *why_kept(const struct tf_app_state *state, enum tf_verb verb)
{
    const struct tf_gathering *gathering = state->board != NULL ? tf_board_gathering(state->board) : NULL;
    const char *why = tf_policy_binds(gathering, state->role, verb);
    return why != NULL ? tf_tr(state->lang, why) : NULL;
}

/* What a proposal made now waits for before everybody sees it. */
static enum tf_waits waits_for(const struct tf_app_state *state)
{
    return tf_policy_waits(state->board != NULL ? tf_board_gathering(state->board) : NULL, state->role);
}

static const char *post_text(const struct tf_app_state *state)
{
    switch (waits_for(state)) {
    case TF_WAITS_MARKET:
        return tf_tr(state->lang, "Keep as a draft");
    case TF_WAITS_APPROVAL:
        return tf_tr(state->lang, "Hand it in");
    default:
        return tf_trc(state->lang, "button", "Post");
    }
}

static const enum tf_session_format FORMATS[] = {TF_FORMAT_TALK, TF_FORMAT_DISCUSSION, TF_FORMAT_WORKSHOP,
                                                 TF_FORMAT_HELP};
static const enum tf_feature NEEDS[] = {TF_FEATURE_PROJECTOR, TF_FEATURE_QUIET, TF_FEATURE_FLOOR,
                                        TF_FEATURE_STEP_FREE};
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void fill_choices(struct tf_view_propose *view, enum tf_lang lang, const struct tf_propose *propose)
{
    for (size_t i = 0; i < COUNT_OF(FORMATS); i++) {
        view->formats[view->format_count++] = (struct tf_view_choice){
            FORMATS[i], tf_words_format(lang, FORMATS[i]), propose != NULL && propose->format == FORMATS[i]};
    }
    for (size_t i = 0; i < COUNT_OF(NEEDS); i++) {
        view->needs[view->need_count++] =
            (struct tf_view_choice){NEEDS[i], tf_words_feature(lang, NEEDS[i]),
                                    propose != NULL && (propose->needs & (uint32_t)NEEDS[i]) != 0};
    }
    view->read_for_me = propose != NULL && propose->read_for_me;
}

static void offer_language(struct tf_view_propose *view, enum tf_lang lang, const struct tf_propose *propose,
                           const char *tag)
{
    if (tag[0] == '\0' || view->language_count == TF_VIEW_LANGUAGES_MAX) {
        return;
    }
    for (size_t i = 0; i < view->language_count; i++) {
        if (strcmp(view->languages[i].tag, tag) == 0) {
            return;
        }
    }
    view->languages[view->language_count++] = (struct tf_view_language){
        tag, tf_words_language(lang, tag), propose != NULL && strcmp(propose->language, tag) == 0};
}

/* The one that is chosen, the event's, the screen's, the kiosk's others, then those of the wall. */
static void fill_languages(struct tf_view_propose *view, const struct tf_app_state *state)
{
    const struct tf_propose *propose = state->propose;
    const struct tf_gathering *gathering = state->board != NULL ? tf_board_gathering(state->board) : NULL;
    if (gathering != NULL) {
        offer_language(view, state->lang, propose, gathering->language);
    }
    for (int l = 0; l < TF_LANG_COUNT; l++) {
        offer_language(view, state->lang, propose, tf_lang_code((enum tf_lang)l));
    }
    if (propose != NULL && propose->language[0] != '\0') {
        offer_language(view, state->lang, propose, propose->language);
    }
    if (state->board == NULL) {
        return;
    }
    for (struct tf_table_iter it = tf_table_first(state->board->tables[TF_KIND_SESSION]);
         it.record != NULL && view->language_count < TF_VIEW_LANGUAGES_MAX; tf_table_next(&it)) {
        offer_language(view, state->lang, propose, TF_SESSION(it.record)->language);
    }
}

/* A list of names: "Workshop, German, quiet". */
static const char *listed(struct tf_arena *arena, enum tf_lang lang, const char *before, const char *name)
{
    if (name == NULL || name[0] == '\0') {
        return before;
    }
    /* TRANSLATORS: joins two entries of a list */
    return before[0] != '\0' ? tf_words_printf(arena, tf_tr(lang, "%s, %s"), before, name) : name;
}

static const char *more_text(struct tf_arena *arena, enum tf_lang lang, const struct tf_propose *propose)
{
    const char *text = "";
    if (propose != NULL) {
        text = listed(arena, lang, text, tf_words_format(lang, propose->format));
        if (propose->language[0] != '\0') {
            text = listed(arena, lang, text, tf_words_language(lang, propose->language));
        }
        for (size_t i = 0; i < COUNT_OF(NEEDS); i++) {
            bool has = (propose->needs & (uint32_t)NEEDS[i]) != 0;
            text = listed(arena, lang, text, has ? tf_words_feature(lang, NEEDS[i]) : "");
        }
        text = listed(arena, lang, text, propose->read_for_me ? tf_tr(lang, "read it for me") : "");
    }
    return text[0] != '\0' ? text : tf_tr(lang, "Kind, language, needs");
}

static const char *day_and_time(struct tf_arena *arena, const struct tf_app_state *state, int64_t at)
{
    return tf_words_printf(arena, tf_tr(state->lang, "%s, %s"),
                           tf_words_day_short(arena, state->lang, tf_zone_day_of(state->zone, at)),
                           tf_words_clock(arena, state->zone, at));
}

/* Where a schedule is made for people, it keeps to when they can be there. */
static void fill_wishes(struct tf_view_propose *view, struct tf_arena *arena,
                        const struct tf_app_state *state)
{
    const struct tf_propose *propose = state->propose;
    enum tf_lang lang = state->lang;
    bool is_asked = propose != NULL && state->board != NULL && state->board->grid->slot_count > 0 &&
                    tf_policy_schedules(tf_board_gathering(state->board));
    if (!is_asked) {
        return;
    }
    view->has_from = propose->can_from != 0;
    view->has_until = propose->can_until != 0;
    /* TRANSLATORS: day and time from which a host can be there */
    view->from = view->has_from ? tf_words_printf(arena, tf_tr(lang, "From %s"),
                                                  day_and_time(arena, state, propose->can_from))
                                : tf_tr(lang, "From any time");
    /* TRANSLATORS: day and time until which a host can be there */
    view->until = view->has_until ? tf_words_printf(arena, tf_tr(lang, "Until %s"),
                                                    day_and_time(arena, state, propose->can_until))
                                  : tf_tr(lang, "Until any time");
}

/* "New session: Garden, 11:00" */
static const char *heading_for(struct tf_arena *arena, const struct tf_app_state *state, struct tf_cell cell)
{
    const struct tf_space *space = state->board != NULL ? tf_board_space(state->board, cell.space) : NULL;
    const struct tf_slot *slot = state->board != NULL ? tf_board_slot(state->board, cell.slot) : NULL;
    if (space == NULL || slot == NULL) {
        return tf_tr(state->lang, "Propose a session");
    }
    /* TRANSLATORS: space, time of day: what the new session is for */
    return tf_words_printf(arena, tf_tr(state->lang, "New session: %s, %s"),
                           tf_words_isolate(arena, space->name),
                           tf_words_clock(arena, state->zone, slot->start));
}

static void fill_similar(struct tf_view_propose *view, struct tf_arena *arena,
                         const struct tf_app_state *state)
{
    const struct tf_propose *propose = state->propose;
    for (size_t i = 0; propose != NULL && state->board != NULL && i < propose->similar_count; i++) {
        const struct tf_session *session = tf_board_session(state->board, propose->similar[i]);
        if (session == NULL) {
            continue;
        }
        struct tf_view_card *card = &view->cards[view->card_count++];
        const struct tf_placement *placement =
            tf_grid_placement_of(state->board->grid, propose->similar[i], NULL);
        if (placement != NULL) {
            tf_view_card(card, arena, state, placement, true);
            card->time = tf_words_clock(arena, state->zone, tf_grid_start(state->board->grid, placement));
        } else {
            tf_view_card_of(card, arena, state, session);
        }
    }
    if (view->card_count > 0) {
        view->similar = tf_tr(state->lang, "Someone has a session like this: join, or go on");
    }
}

static void fill_fields(struct tf_view_propose *view, struct tf_arena *arena,
                        const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const char *labels[TF_PROPOSE_FIELD_COUNT] = {tf_tr(lang, "Title"), tf_tr(lang, "Host (optional)"),
                                                  tf_tr(lang, "What it is about (optional)")};
    const char *placeholders[TF_PROPOSE_FIELD_COUNT] = {tf_tr(lang, "What do you want to do or talk about?"),
                                                        tf_tr(lang, "A name or an alias"),
                                                        tf_tr(lang, "What to expect, what to bring")};
    for (size_t i = 0; i < TF_PROPOSE_FIELD_COUNT; i++) {
        view->labels[i] = labels[i];
        view->placeholders[i] = placeholders[i];
        view->left[i] = state->propose != NULL && state->propose->fields[i] != NULL
                            ? tf_typing_left(arena, lang, state->propose->fields[i])
                            : "";
    }
}

static void fill_saving(const struct tf_app_state *state, const char **saving, bool *cannot_save)
{
    bool is_under_way = state->propose != NULL && state->propose->command != 0;
    *cannot_save = is_under_way && !state->saving_works;
    *saving = !is_under_way ? ""
              : *cannot_save
                  ? tf_tr(state->lang, "Not saved yet, trying. You can wait here or leave: it will be posted "
                                       "when saving works again.")
                  : tf_tr(state->lang, "Saving…");
}

void tf_view_propose(struct tf_view_propose *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_propose *propose = state->propose;
    enum tf_lang lang = state->lang;
    bool is_new = propose == NULL || propose->aim == TF_PROPOSE_NEW;
    bool has_wish = is_new && propose != NULL && propose->has_wish;
    bool is_last_step = has_wish || why_kept(state, TF_VERB_PLACE) != NULL ||
                        waits_for(state) != TF_WAITS_NOT; /* places come later, or it has one */
    *view = (struct tf_view_propose){
        .heading = has_wish ? heading_for(arena, state, propose->wish)
                   : is_new ? tf_tr(lang, "Propose a session")
                            : tf_tr(lang, "Change the words"),
        .next = !is_new        ? tf_tr(lang, "Save")
                : is_last_step ? post_text(state)
                               : tf_tr(lang, "Choose a place"),
        .why_not = propose != NULL && propose->is_open ? tf_propose_why_not(propose, lang) : NULL,
        .more = more_text(arena, lang, propose),
        .similar = "",
        .from = "",
        .until = "",
        .phone_url = state->base_url != NULL && state->base_url[0] != '\0'
                         ? tf_words_printf(arena, "%s/propose", state->base_url)
                         : "",
        .asks_to_leave = propose != NULL && propose->asks_to_leave,
        .question = is_new ? tf_tr(lang, "Throw this away?") : tf_tr(lang, "Leave it as it was?"),
        .loses = is_new ? tf_tr(lang, "What you have written is kept nowhere else.")
                        : tf_tr(lang, "Your changes are kept nowhere else."),
    };
    fill_fields(view, arena, state);
    fill_choices(view, lang, propose);
    fill_languages(view, state);
    fill_wishes(view, arena, state);
    fill_similar(view, arena, state);
    fill_saving(state, &view->saving, &view->cannot_save);
}

/* ---- the confirmation ---- */

static const char *also_there(struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_propose *propose = state->propose;
    if (propose == NULL || propose->also_there == 0 || state->board == NULL) {
        return "";
    }
    const struct tf_record *record =
        tf_board_get(state->board, TF_KIND_PLACEMENT, (struct tf_key){0, propose->also_there});
    const struct tf_session *other =
        record != NULL ? tf_board_session(state->board, TF_PLACEMENT(record)->session) : NULL;
    const struct tf_space *space =
        record != NULL ? tf_board_space(state->board, TF_PLACEMENT(record)->space) : NULL;
    if (other == NULL || space == NULL) {
        return "";
    }
    /* TRANSLATORS: title, space; said to the host */
    return tf_words_printf(
        arena, tf_tr(state->lang, "The same host also has “%s” at that time (%s). That is allowed."),
        tf_words_isolate(arena, other->title), tf_words_isolate(arena, space->name));
}

static const char *posted_heading(enum tf_lang lang, const struct tf_propose *propose, enum tf_waits waits)
{
    if (propose != NULL && propose->was_changed) {
        return tf_tr(lang, "Changed");
    }
    switch (waits) {
    case TF_WAITS_MARKET:
        return tf_tr(lang, "Draft kept");
    case TF_WAITS_APPROVAL:
        return tf_tr(lang, "Handed in");
    default:
        return tf_trc(lang, "done", "Posted");
    }
}

void tf_view_posted(struct tf_view_posted *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_propose *propose = state->propose;
    enum tf_lang lang = state->lang;
    const struct tf_session *session =
        state->board != NULL ? tf_board_session(state->board, state->session) : NULL;
    enum tf_waits waits = session != NULL ? session->waits : TF_WAITS_NOT;
    *view = (struct tf_view_posted){
        .heading = posted_heading(lang, propose, waits),
        .card = "",
        .card_hint =
            tf_tr(lang, "It has no card number. The phone that proposed it or an organiser can change it."),
        .also_there = also_there(arena, state),
        .no_printer = waits != TF_WAITS_NOT ? tf_words_waits(lang, waits) : tf_view_why_not_print(state),
    };
    tf_view_session(&view->session, arena, state);
    view->why_no_place = waits != TF_WAITS_NOT
                             ? tf_words_waits(lang, waits)
                             : why_kept(state, view->session.place_count > 0 ? TF_VERB_MOVE : TF_VERB_PLACE);
    fill_saving(state, &view->saving, &view->cannot_save);
    if (session != NULL && session->card != 0) {
        view->card = tf_words_printf(arena, "%lld", (long long)session->card);
        view->card_hint = tf_tr(lang, "With this number you can change it here for ten minutes. Later an "
                                      "organiser can.");
    }
}

/* ---- the card's number ---- */

const char *tf_view_why_not_change(const struct tf_app_state *state, const struct tf_session *session)
{
    enum tf_lang lang = state->lang;
    if (session == NULL) {
        return tf_words_reason(lang, TF_REASON_UNKNOWN_SESSION);
    }
    if (session->state != TF_SESSION_OPEN && session->state != TF_SESSION_PLACED) {
        return tf_words_reason(lang, TF_REASON_SESSION_GONE);
    }
    if (state->role != TF_ROLE_GUEST) {
        return NULL;
    }
    if (session->card == 0) {
        return tf_tr(lang,
                     "It has no card number. The phone that proposed it or an organiser can change it.");
    }
    if (!tf_propose_card_is_fresh(session, state->now_s)) {
        return tf_tr(lang, "It was posted more than ten minutes ago. The phone that proposed it or an "
                           "organiser can change it.");
    }
    return NULL;
}

void tf_view_digits(struct tf_view_digits *view, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_session *session =
        state->board != NULL ? tf_board_session(state->board, state->session) : NULL;
    bool is_shown = session != NULL && session->state != TF_SESSION_HIDDEN;
    *view = (struct tf_view_digits){
        .heading = tf_tr(lang, "Change a session"),
        .title = is_shown ? session->title : "",
        .hint = tf_tr(lang, "Type the four digits that were shown when it was posted."),
    };
    size_t len = state->card_digits != NULL ? strlen(state->card_digits) : 0;
    for (size_t i = 0; i < 4 && i < len; i++) {
        view->digits[i][0] = state->card_digits[i];
    }
}
