#include "model/propose.h"

#include <stdlib.h>
#include <string.h>

enum {
    DRAWS_MAX = 8,   /* code and ids drawn anew for one post */
    LOOKS_MAX = 256, /* numbers drawn for one code or card */
};

static const enum tf_text_kind KINDS[TF_PROPOSE_FIELD_COUNT] = {TF_TEXT_TITLE, TF_TEXT_NAME, TF_TEXT_ABOUT};

/* ---- beginning and ending ---- */

static enum tf_err open_fields(struct tf_propose *propose)
{
    tf_propose_wipe(propose);
    for (size_t i = 0; i < TF_PROPOSE_FIELD_COUNT; i++) {
        enum tf_err err = tf_editor_create(&propose->fields[i], KINDS[i]);
        if (err != TF_OK) {
            tf_propose_wipe(propose);
            return err;
        }
    }
    propose->is_open = true;
    return TF_OK;
}

enum tf_err tf_propose_begin(struct tf_propose *propose, struct tf_cell wish)
{
    enum tf_err err = open_fields(propose);
    if (err == TF_OK) {
        propose->wish = wish;
        propose->has_wish = wish.slot != 0;
    }
    return err;
}

static const char *text_of(const struct tf_session *session, size_t field)
{
    const char *texts[TF_PROPOSE_FIELD_COUNT] = {session->title, session->host, session->about};
    return texts[field];
}

enum tf_err tf_propose_edit(struct tf_propose *propose, const struct tf_session *session)
{
    bool is_posted = propose->is_posted && propose->session == session->record.key.id;
    uint64_t sequence = is_posted ? propose->sequence : 0, event = is_posted ? propose->event : 0;
    bool was_changed = is_posted && propose->was_changed;
    enum tf_err err = open_fields(propose);
    for (size_t i = 0; i < TF_PROPOSE_FIELD_COUNT && err == TF_OK; i++) {
        err = tf_editor_set(propose->fields[i], text_of(session, i));
        if (err == TF_OK) {
            tf_editor_to(propose->fields[i], SIZE_MAX, false);
        }
    }
    if (err != TF_OK) {
        tf_propose_wipe(propose);
        return err;
    }
    propose->aim = TF_PROPOSE_WORDS;
    propose->format = session->format;
    tf_text_copy(propose->language, sizeof propose->language, session->language);
    propose->needs = session->needs;
    propose->read_for_me = session->read_for_me;
    propose->can_from = session->can_from;
    propose->can_until = session->can_until;
    propose->session = session->record.key.id;
    tf_text_copy(propose->code, sizeof propose->code, session->code);
    propose->card = session->card;
    propose->is_posted = is_posted;
    propose->sequence = sequence;
    propose->event = event;
    propose->was_changed = was_changed;
    return TF_OK;
}

void tf_propose_wipe(struct tf_propose *propose)
{
    for (size_t i = 0; i < TF_PROPOSE_FIELD_COUNT; i++) {
        tf_editor_destroy(propose->fields[i]);
    }
    explicit_bzero(propose, sizeof *propose);
}

/* ---- its words ---- */

static bool is_blank(const char *text)
{
    return text[strspn(text, " \n")] == '\0';
}

static uint64_t changed_fields(const struct tf_propose *propose, const struct tf_session *session,
                               char *const texts[TF_PROPOSE_FIELD_COUNT])
{
    static const char *const NAMES[TF_PROPOSE_FIELD_COUNT] = {"title", "host", "about"};
    uint64_t mask = 0;
    for (size_t i = 0; i < TF_PROPOSE_FIELD_COUNT; i++) {
        const char *text = texts != NULL ? texts[i] : tf_editor_text(propose->fields[i]);
        if (strcmp(text, text_of(session, i)) != 0) {
            mask |= tf_schema_mask(TF_KIND_SESSION, NAMES[i]);
        }
    }
    mask |= propose->format != session->format ? tf_schema_mask(TF_KIND_SESSION, "format") : 0;
    mask |=
        strcmp(propose->language, session->language) != 0 ? tf_schema_mask(TF_KIND_SESSION, "language") : 0;
    mask |= propose->needs != session->needs ? tf_schema_mask(TF_KIND_SESSION, "needs") : 0;
    mask |= propose->read_for_me != session->read_for_me ? tf_schema_mask(TF_KIND_SESSION, "read_for_me") : 0;
    mask |= propose->can_from != session->can_from ? tf_schema_mask(TF_KIND_SESSION, "can_from") : 0;
    mask |= propose->can_until != session->can_until ? tf_schema_mask(TF_KIND_SESSION, "can_until") : 0;
    return mask;
}

bool tf_propose_has_words(const struct tf_propose *propose, const struct tf_board *board)
{
    if (!propose->is_open) {
        return false;
    }
    if (propose->aim != TF_PROPOSE_NEW) {
        const struct tf_session *session = board != NULL ? tf_board_session(board, propose->session) : NULL;
        return propose->aim == TF_PROPOSE_WORDS && session != NULL &&
               changed_fields(propose, session, NULL) != 0;
    }
    for (size_t i = 0; i < TF_PROPOSE_FIELD_COUNT; i++) {
        if (!is_blank(tf_editor_text(propose->fields[i]))) {
            return true;
        }
    }
    return false;
}

const char *tf_propose_why_not(const struct tf_propose *propose, enum tf_lang lang)
{
    static const char *const INVISIBLE[TF_PROPOSE_FIELD_COUNT] = {
        TF_N("Nothing of this title can be seen. Write a word."),
        TF_N("Nothing of this name can be seen. Write it, or leave it empty."),
        TF_N("Nothing of this text can be seen. Write a word, or leave it empty."),
    };
    for (size_t i = 0; i < TF_PROPOSE_FIELD_COUNT; i++) {
        char *clean = NULL;
        const char *text = tf_editor_text(propose->fields[i]);
        enum tf_err err = tf_text_clean(&clean, text, strlen(text), KINDS[i]);
        bool is_empty = err == TF_OK && clean[0] == '\0';
        free(clean);
        if (err == TF_ERR_INVALID) {
            return tf_tr(lang, INVISIBLE[i]);
        }
        if (err == TF_ERR_LIMIT) {
            return tf_tr(lang, "This text is too long. Make it shorter.");
        }
        if (i == TF_PROPOSE_TITLE && is_empty) {
            return tf_tr(lang, "Give your session a title first. A few words are enough.");
        }
    }
    return NULL;
}

void tf_propose_choose_format(struct tf_propose *propose, enum tf_session_format format)
{
    if ((unsigned)format < TF_SESSION_FORMAT_COUNT) {
        propose->format = propose->format == format ? TF_FORMAT_UNSAID : format;
    }
}

void tf_propose_choose_language(struct tf_propose *propose, const char *language)
{
    bool is_chosen = strcmp(propose->language, language) == 0;
    tf_text_copy(propose->language, sizeof propose->language, is_chosen ? "" : language);
}

/* Of rows to come, the first that begins (or ends) after `after`; 0: none does. */
static int64_t time_after(const struct tf_board *board, int64_t after, bool is_end)
{
    const struct tf_grid *grid = board->grid;
    int64_t best = 0;
    for (size_t row = 0; row < grid->slot_count; row++) {
        int64_t at = is_end ? grid->slots[row]->end : grid->slots[row]->start;
        bool is_session = grid->slots[row]->kind == TF_SLOT_SESSION;
        if (is_session && at > after && (best == 0 || at < best)) {
            best = at;
        }
    }
    return best;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

void tf_propose_choose_from(struct tf_propose *propose, const struct tf_board *board, int64_t now_s)
{
    propose->can_from = time_after(board, later(now_s, propose->can_from), false);
    if (propose->can_until != 0 && propose->can_until <= propose->can_from) {
        propose->can_until = 0;
    }
}

void tf_propose_choose_until(struct tf_propose *propose, const struct tf_board *board, int64_t now_s)
{
    int64_t after = later(later(now_s, propose->can_from), propose->can_until);
    propose->can_until = time_after(board, after, true);
}

bool tf_propose_is_dismissed(const struct tf_propose *propose, uint64_t session)
{
    for (size_t i = 0; i < propose->dismissed_count; i++) {
        if (propose->dismissed[i] == session) {
            return true;
        }
    }
    return false;
}

void tf_propose_dismiss(struct tf_propose *propose)
{
    for (size_t i = 0; i < propose->similar_count; i++) {
        if (propose->dismissed_count < TF_PROPOSE_DISMISSED_MAX) {
            propose->dismissed[propose->dismissed_count++] = propose->similar[i];
        }
    }
    propose->similar_count = 0;
}

/* ---- numbers ---- */

/* On the wall, or on its way there. */
static bool is_living(const struct tf_session *session)
{
    return !tf_session_is_gone(session) || session->waits != TF_WAITS_NOT;
}

static bool card_is_taken(const struct tf_board *board, int64_t card)
{
    for (struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]); it.record != NULL;
         tf_table_next(&it)) {
        if (TF_SESSION(it.record)->card == card && is_living(TF_SESSION(it.record))) {
            return true;
        }
    }
    return false;
}

int64_t tf_propose_draw_card(const struct tf_board *board, struct tf_rng *rng)
{
    for (int i = 0; i < LOOKS_MAX; i++) {
        int64_t card = TF_CARD_FIRST + (int64_t)tf_rng_below(rng, TF_CARD_LAST - TF_CARD_FIRST + 1);
        if (!card_is_taken(board, card)) {
            return card;
        }
    }
    return 0;
}

bool tf_propose_card_is_fresh(const struct tf_session *session, int64_t now_s)
{
    int64_t age_s = now_s - session->proposed_at;
    return is_living(session) && session->card != 0 && age_s >= 0 && age_s <= TF_PROPOSE_CARD_S;
}

static void draw_names(struct tf_propose *propose, const struct tf_board *board, struct tf_rng *rng)
{
    int looks = 0;
    do {
        propose->session = tf_rng_id(rng);
    } while (tf_board_session(board, propose->session) != NULL && ++looks < LOOKS_MAX);
    looks = 0;
    do {
        tf_command_code(propose->code, tf_rng_u64(rng));
    } while (tf_board_session_coded(board, propose->code) != NULL && ++looks < LOOKS_MAX);
    propose->card = tf_propose_draw_card(board, rng);
}

/* ---- commands ---- */

/* What the person typed, through the door. */
static enum tf_err clean_words(const struct tf_propose *propose, char *texts[TF_PROPOSE_FIELD_COUNT])
{
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < TF_PROPOSE_FIELD_COUNT && err == TF_OK; i++) {
        const char *text = tf_editor_text(propose->fields[i]);
        err = tf_text_clean(&texts[i], text, strlen(text), KINDS[i]);
    }
    if (err == TF_OK && texts[TF_PROPOSE_TITLE][0] == '\0') {
        err = TF_ERR_INVALID;
    }
    return err == TF_ERR_LIMIT ? TF_ERR_INVALID : err;
}

static struct tf_session session_of(const struct tf_propose *propose, char *texts[TF_PROPOSE_FIELD_COUNT],
                                    int64_t now_s)
{
    return (struct tf_session){
        .record = {.kind = TF_KIND_SESSION, .key = {0, propose->session}},
        .code = propose->code,
        .title = texts[TF_PROPOSE_TITLE],
        .host = texts[TF_PROPOSE_HOST],
        .about = texts[TF_PROPOSE_ABOUT],
        .format = propose->format,
        .language = propose->language,
        .needs = propose->needs,
        .read_for_me = propose->read_for_me,
        .can_from = propose->can_from,
        .can_until = propose->can_until,
        .card = propose->card,
        .proposed_at = now_s,
    };
}

static enum tf_err fill_new(struct tf_command *command, struct tf_propose *propose,
                            const struct tf_board *board, struct tf_rng *rng, int64_t now_s)
{
    char *texts[TF_PROPOSE_FIELD_COUNT] = {NULL};
    enum tf_err err = clean_words(propose, texts);
    if (err == TF_OK) {
        draw_names(propose, board, rng);
        struct tf_session session = session_of(propose, texts, now_s);
        command->space = propose->wish.space;
        command->slot = propose->wish.slot;
        command->placement = propose->wish.slot != 0 ? tf_rng_id(rng) : 0;
        err = tf_command_set_record(command, &session.record, tf_schema_all(TF_KIND_SESSION));
    }
    for (size_t i = 0; i < TF_PROPOSE_FIELD_COUNT; i++) {
        free(texts[i]);
    }
    return err;
}

static enum tf_err fill_words(struct tf_command *command, const struct tf_propose *propose,
                              const struct tf_session *before, int64_t now_s)
{
    char *texts[TF_PROPOSE_FIELD_COUNT] = {NULL};
    enum tf_err err = clean_words(propose, texts);
    if (err == TF_OK) {
        struct tf_session session = session_of(propose, texts, now_s);
        uint64_t fields = changed_fields(propose, before, texts);
        command->session = propose->session;
        err = fields == 0 ? TF_ERR_NOT_FOUND : tf_command_set_record(command, &session.record, fields);
    }
    for (size_t i = 0; i < TF_PROPOSE_FIELD_COUNT; i++) {
        free(texts[i]);
    }
    return err;
}

/* Its first placement moves, or comes, or goes. */
static enum tf_err fill_move(struct tf_command *command, const struct tf_propose *propose,
                             const struct tf_board *board, struct tf_rng *rng)
{
    const struct tf_placement *placement = tf_grid_placement_of(board->grid, propose->session, NULL);
    command->session = propose->session;
    command->space = propose->wish.space;
    command->slot = propose->wish.slot;
    if (placement == NULL) {
        command->verb = TF_VERB_PLACE;
        command->placement = tf_rng_id(rng);
        return propose->wish.slot != 0 ? TF_OK : TF_ERR_NOT_FOUND;
    }
    command->placement = placement->record.key.id;
    command->verb = propose->wish.slot != 0 ? TF_VERB_MOVE : TF_VERB_UNPLACE;
    bool is_there = placement->space == propose->wish.space && placement->slot == propose->wish.slot;
    return is_there ? TF_ERR_NOT_FOUND : TF_OK;
}

/* Undoing leaves no trace on the wall; what was changed meanwhile is withdrawn. */
static void fill_take_back(struct tf_command *command, const struct tf_propose *propose)
{
    if (propose->sequence != 0 && !propose->was_changed) {
        command->verb = TF_VERB_UNDO;
        command->sequence = propose->sequence;
        command->past = propose->event;
    } else {
        command->verb = TF_VERB_WITHDRAW;
        command->session = propose->session;
    }
}

static enum tf_err fill(struct tf_command *command, struct tf_propose *propose, const struct tf_board *board,
                        struct tf_rng *rng, int64_t now_s)
{
    if (propose->aim == TF_PROPOSE_NEW) {
        return fill_new(command, propose, board, rng, now_s);
    }
    const struct tf_session *before = tf_board_session(board, propose->session);
    if (before == NULL) {
        return TF_ERR_NOT_FOUND;
    }
    switch (propose->aim) {
    case TF_PROPOSE_WORDS:
        return fill_words(command, propose, before, now_s);
    case TF_PROPOSE_MOVE:
        return fill_move(command, propose, board, rng);
    case TF_PROPOSE_TAKE_BACK:
    case TF_PROPOSE_NEW:
        break;
    }
    fill_take_back(command, propose);
    return TF_OK;
}

enum tf_err tf_propose_command(struct tf_command **out, struct tf_propose *propose, struct tf_actor actor,
                               const struct tf_board *board, struct tf_rng *rng, int64_t now_s)
{
    if (propose->command != 0) {
        return TF_ERR_BUSY;
    }
    enum tf_verb verb = propose->aim == TF_PROPOSE_NEW ? TF_VERB_PROPOSE : TF_VERB_EDIT;
    struct tf_command *command = tf_command_create(verb, actor, now_s, tf_rng_id(rng));
    if (command == NULL) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err = fill(command, propose, board, rng, now_s);
    if (err != TF_OK) {
        tf_command_destroy(command);
        return err;
    }
    propose->command = command->id;
    propose->refusal = (struct tf_refusal){0};
    *out = command;
    return TF_OK;
}

/* ---- answers ---- */

static enum tf_propose_outcome done(struct tf_propose *propose, const struct tf_warning *warning,
                                    uint64_t sequence, uint64_t event)
{
    if (propose->aim == TF_PROPOSE_NEW) {
        propose->sequence = sequence;
        propose->event = event;
    } else {
        propose->was_changed = true;
    }
    if (propose->aim == TF_PROPOSE_NEW || propose->aim == TF_PROPOSE_MOVE || warning->host_also_in != 0) {
        propose->also_there = warning->host_also_in;
    }
    propose->is_posted = true;
    propose->draws = 0;
    return TF_PROPOSE_DONE;
}

enum tf_propose_outcome tf_propose_answer(struct tf_propose *propose, uint64_t command, enum tf_err err,
                                          const struct tf_refusal *refusal, const struct tf_warning *warning,
                                          uint64_t sequence)
{
    if (propose->command == 0 || command != propose->command) {
        return TF_PROPOSE_NOT_MINE;
    }
    propose->command = 0;
    if (err == TF_OK) {
        static const struct tf_warning none = {0};
        return done(propose, warning != NULL ? warning : &none, sequence, command);
    }
    enum tf_reason reason = refusal != NULL ? refusal->reason : TF_REASON_NONE;
    bool by_chance = reason == TF_REASON_CODE_TAKEN || reason == TF_REASON_ID_TAKEN;
    if (by_chance && ++propose->draws < DRAWS_MAX) {
        return TF_PROPOSE_AGAIN;
    }
    if (propose->aim == TF_PROPOSE_TAKE_BACK && reason == TF_REASON_CHANGED_SINCE && !propose->was_changed) {
        propose->was_changed = true;
        return TF_PROPOSE_AGAIN;
    }
    propose->draws = 0;
    if (reason == TF_REASON_NONE || by_chance) {
        return TF_PROPOSE_FAILED;
    }
    propose->refusal = *refusal;
    return TF_PROPOSE_REFUSED;
}
