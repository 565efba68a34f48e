#include "model/view_act.h"

#include "words/words.h"

#include <string.h>

/* What people wrote stands isolated in our sentences, whichever way it runs. */
static const char *title_of(struct tf_arena *arena, const struct tf_app_state *state, uint64_t session)
{
    const struct tf_session *record = tf_board_session(state->board, session);
    return record != NULL ? tf_words_isolate(arena, record->title) : "";
}

/* ---- what would happen, out of an event's changes ---- */

static const char *cell_time(struct tf_arena *arena, const struct tf_app_state *state, uint64_t slot)
{
    const struct tf_slot *row = tf_board_slot(state->board, slot);
    if (row == NULL) {
        return "";
    }
    const char *clock = tf_words_clock(arena, state->zone, row->start);
    if (state->board->grid->day_count <= 1) {
        return clock;
    }
    /* TRANSLATORS: a day and a time of day: "Wed 25, 11:00" */
    return tf_words_printf(arena, tf_tr(state->lang, "%s, %s"),
                           tf_words_day_short(arena, state->lang, row->day), clock);
}

static const char *end_time(struct tf_arena *arena, const struct tf_app_state *state, uint64_t last_slot)
{
    const struct tf_slot *row = tf_board_slot(state->board, last_slot);
    return row != NULL ? tf_words_clock(arena, state->zone, row->end) : "";
}

static const char *space_name(struct tf_arena *arena, const struct tf_app_state *state, uint64_t space)
{
    const struct tf_space *record = tf_board_space(state->board, space);
    return record != NULL ? tf_words_isolate(arena, record->name) : "";
}

/* Whether a session has a place after the event. */
static bool keeps_a_place(const struct tf_board *board, const struct tf_event *event, uint64_t session)
{
    const struct tf_change *change = tf_event_change_of(event, TF_KIND_SESSION, (struct tf_key){0, session});
    const struct tf_session *after = change != NULL && change->after != NULL
                                         ? TF_SESSION(change->after)
                                         : tf_board_session(board, session);
    return after != NULL && after->state == TF_SESSION_PLACED;
}

static const char *placement_sentence(struct tf_arena *arena, const struct tf_app_state *state,
                                      const struct tf_event *event, const struct tf_change *change)
{
    enum tf_lang lang = state->lang;
    const struct tf_placement *before = change->before != NULL ? TF_PLACEMENT(change->before) : NULL;
    const struct tf_placement *after = change->after != NULL ? TF_PLACEMENT(change->after) : NULL;
    const char *title = title_of(arena, state, after != NULL ? after->session : before->session);
    if (after == NULL) {
        if (!keeps_a_place(state->board, event, before->session)) {
            return tf_words_printf(arena, tf_tr(lang, "“%s” goes back to those without a place."), title);
        }
        /* TRANSLATORS: title, space, time */
        return tf_words_printf(arena, tf_tr(lang, "“%s” leaves %s, %s."), title,
                               space_name(arena, state, before->space),
                               cell_time(arena, state, before->slot));
    }
    const char *space = space_name(arena, state, after->space), *time = cell_time(arena, state, after->slot);
    if (before == NULL) {
        bool is_again = tf_grid_placement_of(state->board->grid, after->session, NULL) != NULL;
        /* TRANSLATORS: title, space, time */
        return tf_words_printf(arena,
                               is_again ? tf_tr(lang, "“%s” takes place once more: %s, %s.")
                                        : tf_tr(lang, "“%s” takes place in %s, %s."),
                               title, space, time);
    }
    if (before->space == after->space && before->slot == after->slot) {
        /* TRANSLATORS: title, time */
        return tf_words_printf(arena, tf_tr(lang, "“%s” goes on until %s."), title,
                               end_time(arena, state, after->last_slot));
    }
    /* TRANSLATORS: title, space, time */
    return tf_words_printf(arena, tf_tr(lang, "“%s” moves to %s, %s."), title, space, time);
}

static const char *session_sentence(struct tf_arena *arena, const struct tf_app_state *state,
                                    const struct tf_session *after)
{
    if (after->state == TF_SESSION_WITHDRAWN) {
        return tf_words_printf(arena, tf_tr(state->lang, "“%s” is withdrawn and leaves the wall."),
                               tf_words_isolate(arena, after->title));
    }
    if (after->state == TF_SESSION_MERGED) {
        /* TRANSLATORS: title of the session that goes, title of the one that stays */
        return tf_words_printf(
            arena, tf_tr(state->lang, "“%s” becomes part of “%s” and brings its stars along."),
            tf_words_isolate(arena, after->title), title_of(arena, state, after->merged_into));
    }
    return NULL;
}

static void add_sentence(struct tf_view_act_way *way, const char *sentence)
{
    if (sentence != NULL && way->sentence_count < TF_VIEW_ACT_SENTENCES_MAX) {
        way->sentences[way->sentence_count++] = sentence;
    }
}

/* First what was asked for, then what follows from it. A session that leaves the wall needs no word on its
 * places. */
static void fill_sentences(struct tf_view_act_way *way, struct tf_arena *arena,
                           const struct tf_app_state *state, const struct tf_act_trial *trial)
{
    const struct tf_event *event = trial->event;
    bool leaves = event->verb == TF_VERB_WITHDRAW || event->verb == TF_VERB_MERGE;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < event->change_count; i++) {
            const struct tf_change *change = &event->changes[i];
            bool is_own = false;
            const char *sentence = NULL;
            if (change->kind == TF_KIND_PLACEMENT && !leaves) {
                const struct tf_placement *placement =
                    TF_PLACEMENT(change->after != NULL ? change->after : change->before);
                is_own = placement->session == state->act->session;
                sentence = placement_sentence(arena, state, event, change);
            } else if (change->kind == TF_KIND_SESSION && leaves && change->after != NULL) {
                is_own = change->key.id == state->act->session;
                sentence = is_own ? session_sentence(arena, state, TF_SESSION(change->after)) : NULL;
            }
            if (is_own == (pass == 0)) {
                add_sentence(way, sentence);
            }
        }
    }
    const struct tf_record *also =
        trial->warning.host_also_in != 0
            ? tf_board_get(state->board, TF_KIND_PLACEMENT, (struct tf_key){0, trial->warning.host_also_in})
            : NULL;
    if (also != NULL) {
        add_sentence(way, tf_words_printf(arena, tf_tr(state->lang, "The same host has “%s” at that time."),
                                          title_of(arena, state, TF_PLACEMENT(also)->session)));
    }
}

/* ---- why not ---- */

static const char *why_not(struct tf_arena *arena, const struct tf_app_state *state,
                           const struct tf_act_trial *trial)
{
    if (trial->err == TF_OK) {
        return NULL;
    }
    if (trial->policy != NULL) {
        return tf_tr(state->lang, trial->policy);
    }
    if (trial->refusal.reason == TF_REASON_CELL_TAKEN && trial->refusal.subject != 0) {
        return tf_words_printf(arena, tf_tr(state->lang, "“%s” is in the way."),
                               title_of(arena, state, trial->refusal.subject));
    }
    if (trial->refusal.reason == TF_REASON_BAD_VALUE) {
        return tf_tr(state->lang, "It cannot get any shorter.");
    }
    const char *reason = tf_words_reason(state->lang, trial->refusal.reason);
    return reason[0] != '\0' ? reason : tf_tr(state->lang, "This did not work. Please try once more.");
}

static const char *button_text(enum tf_lang lang, enum tf_act_kind kind)
{
    switch (kind) {
    case TF_ACT_MOVE:
        return tf_tr(lang, "Move");
    case TF_ACT_PLACE:
        return tf_tr(lang, "Choose a place");
    case TF_ACT_AGAIN:
        return tf_tr(lang, "Run again");
    case TF_ACT_EXTEND:
        return tf_tr(lang, "Make longer");
    case TF_ACT_GIVE_BACK:
        return tf_tr(lang, "Make shorter");
    case TF_ACT_UNPLACE:
        return tf_tr(lang, "Take off");
    case TF_ACT_MERGE:
        return tf_tr(lang, "Merge");
    case TF_ACT_WITHDRAW:
        return tf_tr(lang, "Withdraw");
    case TF_ACT_STAR:
        return tf_tr(lang, "I’d come");
    case TF_ACT_NONE:
    case TF_ACT_KIND_COUNT:
        break;
    }
    return "";
}

/* All its times begin in a few minutes: none of them can be moved by whoever stands there. */
static bool stays(const struct tf_app_state *state, const struct tf_session *session)
{
    const struct tf_grid *grid = state->board->grid;
    const struct tf_gathering *gathering = tf_board_gathering(state->board);
    const struct tf_placement *placement = NULL;
    size_t frozen = 0, count = 0;
    while ((placement = tf_grid_placement_of(grid, session->record.key.id, placement)) != NULL) {
        const struct tf_slot *slot = tf_board_slot(state->board, placement->slot);
        frozen += slot != NULL && tf_policy_freezes(gathering, state->role, slot, state->now_s);
        count++;
    }
    return count > 0 && frozen == count;
}

/* Whether it can be begun: what is known before anything is chosen. */
static const char *why_not_begin(struct tf_arena *arena, const struct tf_app_state *state,
                                 const struct tf_session *session, enum tf_act_kind kind)
{
    const struct tf_act_done *done = state->done;
    if (kind == TF_ACT_STAR && done != NULL && done->kind == kind &&
        done->session == session->record.key.id) {
        return tf_tr(state->lang, "Your star is counted already.");
    }
    struct tf_act act = {.kind = TF_ACT_NONE, .role = state->role};
    tf_act_begin(&act, state->board, session->record.key.id, kind, TF_ID_MAX);
    struct tf_act_trial trial = tf_act_try(&act, state->board, TF_ACT_PLAIN, state->now_s);
    const char *why = why_not(arena, state, &trial);
    bool is_open_question = trial.err == TF_ERR_INVALID && trial.refusal.reason == TF_REASON_NONE;
    tf_act_trial_end(&trial);
    if (!is_open_question) {
        return why;
    }
    const struct tf_placement *placement =
        TF_PLACEMENT(tf_board_get(state->board, TF_KIND_PLACEMENT, (struct tf_key){0, act.placement}));
    if (kind == TF_ACT_MOVE && state->role == TF_ROLE_GUEST && placement != NULL && placement->locked) {
        return tf_words_reason(state->lang, TF_REASON_LOCKED);
    }
    if (kind == TF_ACT_MOVE && stays(state, session)) {
        return tf_words_reason(state->lang, TF_REASON_FROZEN);
    }
    return NULL;
}

void tf_view_acts(struct tf_view_acts *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    static const enum tf_act_kind PLACED[] = {TF_ACT_MOVE,      TF_ACT_AGAIN,   TF_ACT_EXTEND,
                                              TF_ACT_GIVE_BACK, TF_ACT_UNPLACE, TF_ACT_MERGE,
                                              TF_ACT_WITHDRAW,  TF_ACT_STAR,    TF_ACT_NONE};
    static const enum tf_act_kind OPEN[] = {TF_ACT_PLACE, TF_ACT_MERGE, TF_ACT_WITHDRAW, TF_ACT_STAR,
                                            TF_ACT_NONE};
    *view = (struct tf_view_acts){.count = 0};
    const struct tf_session *session =
        state->board != NULL ? tf_board_session(state->board, state->session) : NULL;
    if (session == NULL || (session->state != TF_SESSION_OPEN && session->state != TF_SESSION_PLACED)) {
        return;
    }
    const enum tf_act_kind *kinds = session->state == TF_SESSION_PLACED ? PLACED : OPEN;
    for (; *kinds != TF_ACT_NONE; kinds++) {
        view->buttons[view->count++] = (struct tf_view_act_button){
            .kind = *kinds,
            .text = button_text(state->lang, *kinds),
            .why_not = why_not_begin(arena, state, session, *kinds),
        };
    }
}

/* ---- one that is under way ---- */

static const char *way_text(enum tf_lang lang, enum tf_act_kind kind, enum tf_act_way way)
{
    if (way == TF_ACT_SWAP) {
        return tf_tr(lang, "Change places");
    }
    if (way == TF_ACT_REPLACE) {
        return tf_tr(lang, "Take its place");
    }
    return kind == TF_ACT_PLACE   ? tf_tr(lang, "Place it here")
           : kind == TF_ACT_MOVE  ? tf_tr(lang, "Move it here")
           : kind == TF_ACT_AGAIN ? tf_tr(lang, "Run it here, too")
                                  : button_text(lang, kind);
}

/* One way to go on. false: it is refused. */
static bool add_way(struct tf_view_act *view, struct tf_arena *arena, const struct tf_app_state *state,
                    enum tf_act_way way, struct tf_act_trial *trial)
{
    *trial = tf_act_try(state->act, state->board, way, state->now_s);
    bool works = trial->err == TF_OK;
    if (works) {
        struct tf_view_act_way *added = &view->ways[view->way_count++];
        *added = (struct tf_view_act_way){.way = way, .button = way_text(state->lang, view->kind, way)};
        fill_sentences(added, arena, state, trial);
    }
    tf_act_trial_end(trial);
    return works;
}

static void fill_ways(struct tf_view_act *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    struct tf_act_trial plain, other;
    if (add_way(view, arena, state, TF_ACT_PLAIN, &plain)) {
        return;
    }
    if (plain.err == TF_ERR_INVALID && plain.refusal.reason == TF_REASON_NONE) {
        return; /* nothing chosen yet: the hint says what to do */
    }
    if (plain.refusal.reason == TF_REASON_CELL_TAKEN && tf_act_is_on_grid(view->kind)) {
        if (view->kind == TF_ACT_MOVE) {
            (void)add_way(view, arena, state, TF_ACT_SWAP, &other);
        }
        if (!add_way(view, arena, state, TF_ACT_REPLACE, &other) && view->way_count == 0) {
            view->refused = why_not(arena, state, &other);
        }
        return;
    }
    view->refused = why_not(arena, state, &plain);
}

static void fill_whiches(struct tf_view_act *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_grid *grid = state->board->grid;
    const struct tf_placement *placement = NULL;
    size_t count = 0;
    while ((placement = tf_grid_placement_of(grid, state->act->session, placement)) != NULL) {
        count++;
    }
    bool is_about_one = view->kind == TF_ACT_MOVE || view->kind == TF_ACT_EXTEND ||
                        view->kind == TF_ACT_GIVE_BACK || view->kind == TF_ACT_UNPLACE;
    struct tf_view_act_which *whiches = tf_arena_alloc(arena, (count + 1) * sizeof *whiches);
    if (count < 2 || !is_about_one || whiches == NULL) {
        return;
    }
    while (view->which_count < count &&
           (placement = tf_grid_placement_of(grid, state->act->session, placement)) != NULL) {
        whiches[view->which_count++] = (struct tf_view_act_which){
            .placement = placement->record.key.id,
            .text = tf_words_printf(arena, tf_tr(state->lang, "%s, %s"),
                                    space_name(arena, state, placement->space),
                                    cell_time(arena, state, placement->slot)),
            .is_chosen = placement->record.key.id == state->act->placement,
        };
    }
    view->whiches = whiches;
}

static void fill_grid(struct tf_view_act *view, struct tf_arena *arena, const struct tf_app_state *state,
                      const struct tf_session *session)
{
    struct tf_view_home home;
    tf_view_home(&home, arena, state);
    view->tabs = home.tabs;
    view->tab_count = home.tab_count;
    view->grid = home.grid;
    struct tf_view_pick pick = {.session = session->record.key.id, .host = session->host};
    if (state->act->has_target) {
        pick.chosen = state->act->target;
    }
    tf_view_pick(&view->grid, arena, &pick);
    view->hint = state->act->kind == TF_ACT_MOVE
                     ? tf_tr(state->lang, "Tap where it should go. Another session may be there already.")
                     : tf_tr(state->lang, "Tap where it should take place.");
}

static bool is_similar(const struct tf_act *act, uint64_t session)
{
    for (size_t i = 0; i < act->similar_count; i++) {
        if (act->similar[i] == session) {
            return true;
        }
    }
    return false;
}

static void add_card(struct tf_view_card *cards, size_t *count, struct tf_arena *arena,
                     const struct tf_app_state *state, const struct tf_session *session)
{
    if (session == NULL || session->record.key.id == state->act->session ||
        (session->state != TF_SESSION_OPEN && session->state != TF_SESSION_PLACED)) {
        return;
    }
    const struct tf_placement *placement =
        tf_grid_placement_of(state->board->grid, session->record.key.id, NULL);
    if (placement != NULL) {
        tf_view_card(&cards[*count], arena, state, placement, true);
        cards[*count].time = cell_time(arena, state, placement->slot);
    } else {
        tf_view_card_of(&cards[*count], arena, state, session);
    }
    (*count)++;
}

static void fill_others(struct tf_view_act *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_act *act = state->act;
    const struct tf_table *sessions = state->board->tables[TF_KIND_SESSION];
    struct tf_view_card *cards =
        tf_arena_alloc(arena, (tf_table_count(sessions) + TF_ACT_SIMILAR_MAX) * sizeof *cards);
    view->hint = tf_tr(state->lang, "Which one stays? Those most like it come first.");
    if (cards == NULL) {
        return;
    }
    size_t count = 0;
    for (size_t i = 0; i < act->similar_count; i++) {
        add_card(cards, &count, arena, state, tf_board_session(state->board, act->similar[i]));
    }
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL; tf_table_next(&it)) {
        if (!is_similar(act, it.record->key.id)) {
            add_card(cards, &count, arena, state, TF_SESSION(it.record));
        }
    }
    view->cards = cards;
    view->card_count = count;
    int last = count > 0 ? (int)count - 1 : 0;
    view->first = state->scroll < 0 ? 0 : state->scroll > last ? last : state->scroll;
}

static const char *host_ask(struct tf_arena *arena, const struct tf_app_state *state, uint64_t session)
{
    const struct tf_session *record = tf_board_session(state->board, session);
    if (record == NULL || record->host[0] == '\0') {
        return tf_words_printf(arena, tf_tr(state->lang, "The host of “%s” agrees"),
                               title_of(arena, state, session));
    }
    /* TRANSLATORS: name of a host */
    return tf_words_printf(arena, tf_tr(state->lang, "%s agrees"), tf_words_isolate(arena, record->host));
}

/* Who has said yes, and who is still to. */
static const char *host_hint(enum tf_lang lang, bool has_asked)
{
    return has_asked ? tf_tr(lang, "One host has asked. The other can agree here, or on the phone that "
                                   "proposed the session.")
                     : tf_tr(lang, "Both hosts have to agree: one tap each, here or on their phones.");
}

static void fill_hosts(struct tf_view_act *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_act *act = state->act;
    view->hint = "";
    if (act->role >= TF_ROLE_ORGANISER || view->way_count == 0) {
        return;
    }
    bool has_asked = tf_act_has_asked(act, state->board);
    view->is_asking_hosts = true;
    view->host_asks[0] = host_ask(arena, state, act->session);
    view->host_asks[1] = host_ask(arena, state, act->other);
    view->agreed[0] = has_asked;
    view->agreed[1] = act->other_agreed;
    view->not_now = has_asked ? tf_tr(state->lang, "Not now") : "";
    view->ways[0].button = "";
    add_sentence(&view->ways[0], host_hint(state->lang, has_asked));
}

void tf_view_act(struct tf_view_act *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    *view = (struct tf_view_act){.title = "",
                                 .session = "",
                                 .hint = "",
                                 .refused = "",
                                 .waiting = "",
                                 .host_asks = {"", ""},
                                 .not_now = ""};
    const struct tf_act *act = state->act;
    const struct tf_session *session =
        state->board != NULL && act != NULL ? tf_board_session(state->board, act->session) : NULL;
    if (session == NULL || act->kind == TF_ACT_NONE) {
        view->refused = tf_words_reason(state->lang, TF_REASON_UNKNOWN_SESSION);
        return;
    }
    view->kind = act->kind;
    view->title = button_text(state->lang, act->kind);
    view->session = session->title;
    view->waiting = act->command != 0 ? tf_tr(state->lang, "Saving…") : "";
    fill_whiches(view, arena, state);
    if (tf_act_is_on_grid(act->kind)) {
        fill_grid(view, arena, state, session);
    } else if (act->kind == TF_ACT_MERGE && act->other == 0) {
        fill_others(view, arena, state);
        return;
    }
    fill_ways(view, arena, state);
    if (act->kind == TF_ACT_MERGE) {
        fill_hosts(view, arena, state);
    }
    if (view->way_count > 0 || view->refused[0] != '\0') {
        view->hint = "";
    }
}

/* ---- what was just done ---- */

static const char *done_text(enum tf_lang lang, const struct tf_act_done *done)
{
    switch (done->kind) {
    case TF_ACT_MOVE:
        return done->way == TF_ACT_SWAP ? tf_tr(lang, "The two have changed places.") : tf_tr(lang, "Moved.");
    case TF_ACT_PLACE:
    case TF_ACT_AGAIN:
        return tf_tr(lang, "It has its place.");
    case TF_ACT_EXTEND:
        return tf_tr(lang, "Made longer.");
    case TF_ACT_GIVE_BACK:
        return tf_tr(lang, "Made shorter.");
    case TF_ACT_UNPLACE:
        return tf_tr(lang, "Taken off the grid.");
    case TF_ACT_MERGE:
        return tf_tr(lang, "Merged.");
    case TF_ACT_WITHDRAW:
        return tf_tr(lang, "Withdrawn.");
    case TF_ACT_STAR:
        return tf_tr(lang, "One more who’d come. The kiosk does not remember who.");
    case TF_ACT_NONE:
    case TF_ACT_KIND_COUNT:
        break;
    }
    return "";
}

void tf_view_done(struct tf_view_done *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    *view = (struct tf_view_done){"", tf_tr(state->lang, "Undo")};
    if (state->board == NULL || state->done == NULL) {
        return;
    }
    view->text = done_text(state->lang, state->done);
    const char *displaced = title_of(arena, state, state->done->displaced);
    if (state->done->displaced != 0 && displaced[0] != '\0') {
        view->text = tf_words_printf(
            arena, tf_tr(state->lang, "Done. “%s” is back with those without a place."), displaced);
    }
}
