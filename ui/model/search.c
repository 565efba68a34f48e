#include "model/search.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    const struct tf_session *session; /* a reference of our own */
    char *title, *rest;               /* folded: title; subtitle and host. NULL: could not be folded */
};

struct tf_search {
    struct tf_search_wish wish;
    struct tf_editor *editor;
    struct entry *entries; /* by session id */
    size_t count;
};

enum tf_err tf_search_create(struct tf_search **out)
{
    struct tf_search *search = calloc(1, sizeof *search);
    enum tf_err err = search != NULL ? tf_editor_create(&search->editor, TF_TEXT_NAME) : TF_ERR_NOMEM;
    if (err != TF_OK) {
        free(search);
        return err;
    }
    *out = search;
    return TF_OK;
}

static void end_entry(struct entry *entry)
{
    if (entry->session != NULL) {
        tf_record_unref(&entry->session->record);
    }
    free(entry->title);
    free(entry->rest);
}

void tf_search_destroy(struct tf_search *search)
{
    if (search == NULL) {
        return;
    }
    for (size_t i = 0; i < search->count; i++) {
        end_entry(&search->entries[i]);
    }
    free(search->entries);
    tf_editor_destroy(search->editor);
    free(search);
}

enum tf_err tf_search_forget(struct tf_search *search)
{
    struct tf_editor *editor = NULL;
    enum tf_err err = tf_editor_create(&editor, TF_TEXT_NAME);
    if (err != TF_OK) {
        return err;
    }
    tf_editor_destroy(search->editor);
    search->editor = editor;
    search->wish = (struct tf_search_wish){.is_typing = false};
    return TF_OK;
}

struct tf_search_wish *tf_search_wish(struct tf_search *search)
{
    return &search->wish;
}

const struct tf_search_wish *tf_search_wished(const struct tf_search *search)
{
    return &search->wish;
}

struct tf_editor *tf_search_editor(struct tf_search *search)
{
    return search->editor;
}

const struct tf_editor *tf_search_text(const struct tf_search *search)
{
    return search->editor;
}

/* ---- what can be found ---- */

static bool is_shown(const struct tf_session *session)
{
    return session->state == TF_SESSION_OPEN || session->state == TF_SESSION_PLACED;
}

static enum tf_err fold_two(char **out, const char *a, const char *b)
{
    size_t size = strlen(a) + strlen(b) + 2;
    char *both = malloc(size);
    if (both == NULL) {
        return TF_ERR_NOMEM;
    }
    memcpy(both, a, strlen(a));
    both[strlen(a)] = '\n';
    memcpy(both + strlen(a) + 1, b, strlen(b) + 1);
    enum tf_err err = tf_text_fold(out, both);
    free(both);
    return err;
}

/* A text that cannot be folded is not found; only missing memory is an error. */
static enum tf_err fill(struct entry *entry, const struct tf_session *session)
{
    tf_record_ref(&session->record);
    *entry = (struct entry){.session = session};
    enum tf_err err = tf_text_fold(&entry->title, session->title);
    if (err != TF_ERR_NOMEM) {
        err = fold_two(&entry->rest, session->subtitle, session->host);
    }
    return err == TF_ERR_NOMEM ? err : TF_OK;
}

enum tf_err tf_search_set_board(struct tf_search *search, const struct tf_board *board)
{
    const struct tf_table *sessions = board->tables[TF_KIND_SESSION];
    struct entry *entries = calloc(tf_table_count(sessions) + 1, sizeof *entries);
    size_t count = 0, old = 0;
    enum tf_err err = TF_OK;
    if (entries == NULL) {
        return TF_ERR_NOMEM;
    }
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL; tf_table_next(&it)) {
        if (!is_shown(TF_SESSION(it.record))) {
            continue;
        }
        while (old < search->count && search->entries[old].session->record.key.id < it.record->key.id) {
            old++;
        }
        if (old < search->count && &search->entries[old].session->record == it.record) {
            entries[count++] = search->entries[old]; /* as it was: boards share what did not change */
            search->entries[old] =
                (struct entry){.session = (const struct tf_session *)tf_record_ref(it.record)};
            continue;
        }
        if (fill(&entries[count++], TF_SESSION(it.record)) != TF_OK) {
            err = TF_ERR_NOMEM;
        }
    }
    for (size_t i = 0; i < search->count; i++) {
        end_entry(&search->entries[i]);
    }
    free(search->entries);
    search->entries = entries;
    search->count = count;
    return err;
}

/* ---- finding ---- */

enum { RANKS = 3, WORDS_MAX = 8 };

struct query {
    char *folded;
    char *words[WORDS_MAX];
    size_t count;
};

/* Every word has to be found, in any order. false: no memory, or nothing that can be searched. */
static bool parse(struct query *query, const char *text)
{
    *query = (struct query){.folded = NULL};
    if (tf_text_fold(&query->folded, text) != TF_OK) {
        return false;
    }
    char *rest = NULL;
    for (char *word = strtok_r(query->folded, " \n", &rest); word != NULL && query->count < WORDS_MAX;
         word = strtok_r(NULL, " \n", &rest)) {
        query->words[query->count++] = word;
    }
    return true;
}

static bool is_in_space(const struct tf_board *board, uint64_t session, const char *word)
{
    const struct tf_placement *placement = NULL;
    while ((placement = tf_grid_placement_of(board->grid, session, placement)) != NULL) {
        const struct tf_space *space = tf_board_space(board, placement->space);
        char *folded = NULL;
        bool found =
            space != NULL && tf_text_fold(&folded, space->name) == TF_OK && strstr(folded, word) != NULL;
        free(folded);
        if (found) {
            return true;
        }
    }
    return false;
}

static int rank_in_title(const char *title, const char *word)
{
    const char *at = strstr(title, word);
    if (at == NULL || at == title) {
        return at == NULL ? -1 : 0;
    }
    for (; at != NULL; at = strstr(at + 1, word)) {
        if (at[-1] == ' ') {
            return 1;
        }
    }
    return 2;
}

/* 0 is best; -1: not found. */
static int rank(const struct entry *entry, const struct tf_board *board, const struct query *query)
{
    int worst = 0;
    for (size_t i = 0; i < query->count; i++) {
        int found = entry->title != NULL ? rank_in_title(entry->title, query->words[i]) : -1;
        if (found < 0 && entry->rest != NULL && strstr(entry->rest, query->words[i]) != NULL) {
            found = RANKS - 1;
        }
        if (found < 0 && is_in_space(board, entry->session->record.key.id, query->words[i])) {
            found = RANKS - 1;
        }
        if (found < 0) {
            return -1;
        }
        worst = found > worst ? found : worst;
    }
    return worst;
}

static bool is_on(const struct tf_board *board, uint64_t session, int now_slot)
{
    const struct tf_placement *placement = NULL;
    while ((placement = tf_grid_placement_of(board->grid, session, placement)) != NULL) {
        if (tf_grid_slot_index(board->grid, placement->slot) <= now_slot &&
            tf_grid_slot_index(board->grid, placement->last_slot) >= now_slot) {
            return true;
        }
    }
    return false;
}

static bool is_wished(const struct tf_search_wish *wish, const struct tf_board *board,
                      const struct tf_session *session, int now_slot)
{
    return (wish->format == TF_FORMAT_UNSAID || session->format == wish->format) &&
           (wish->language[0] == '\0' || strcmp(session->language, wish->language) == 0) &&
           (!wish->on_now || (now_slot >= 0 && is_on(board, session->record.key.id, now_slot)));
}

size_t tf_search_find(const struct tf_search *search, const struct tf_board *board, int now_slot,
                      uint64_t *out, size_t max)
{
    struct query query;
    size_t count = 0;
    int8_t *ranks = calloc(search->count + 1, sizeof *ranks);
    if (!parse(&query, tf_editor_text(search->editor)) || ranks == NULL) {
        goto out;
    }
    for (size_t i = 0; i < search->count; i++) {
        bool is_candidate = is_wished(&search->wish, board, search->entries[i].session, now_slot);
        ranks[i] = (int8_t)(is_candidate ? rank(&search->entries[i], board, &query) : -1);
    }
    for (int r = 0; r < RANKS; r++) {
        for (size_t i = 0; i < search->count && count < max; i++) {
            if (ranks[i] == r) {
                out[count++] = search->entries[i].session->record.key.id;
            }
        }
    }
out:
    free(query.folded);
    free(ranks);
    return count;
}

const char *tf_search_next_language(const struct tf_board *board, const char *after)
{
    const char *next = "";
    for (struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]); it.record != NULL;
         tf_table_next(&it)) {
        const char *language = TF_SESSION(it.record)->language;
        if (is_shown(TF_SESSION(it.record)) && strcmp(language, after) > 0 &&
            (next[0] == '\0' || strcmp(language, next) < 0)) {
            next = language;
        }
    }
    return next;
}
