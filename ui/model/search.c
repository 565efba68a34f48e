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
    struct tf_note_find *notes; /* NULL: none can be found (yet) */
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
    tf_note_find_unref(search->notes);
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
    struct tf_note_find *notes = NULL;
    if (tf_note_find_create(&notes, board, search->notes) != TF_OK) {
        return TF_ERR_NOMEM;
    }
    tf_note_find_unref(search->notes);
    search->notes = notes;
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

const struct tf_placement *tf_search_on_now(const struct tf_board *board, uint64_t session, int now_slot,
                                            uint64_t here)
{
    const struct tf_grid *grid = board->grid;
    const struct tf_placement *placement = NULL, *nearest = NULL;
    while ((placement = tf_grid_placement_of(grid, session, placement)) != NULL) {
        bool is_on = tf_grid_slot_index(grid, placement->slot) <= now_slot &&
                     tf_grid_slot_index(grid, placement->last_slot) >= now_slot;
        if (is_on && (nearest == NULL || tf_here_distance(grid, here, placement->space) <
                                             tf_here_distance(grid, here, nearest->space))) {
            nearest = placement;
        }
    }
    return nearest;
}

/* What narrows it, but for what is on. */
static bool is_wished(const struct tf_search_wish *wish, const struct tf_session *session)
{
    return (wish->format == TF_FORMAT_UNSAID || session->format == wish->format) &&
           (wish->language[0] == '\0' || strcmp(session->language, wish->language) == 0);
}

struct hit {
    int rank, distance;
    size_t index; /* of the entry: the wall's order */
};

static int compare_hits(const void *left, const void *right)
{
    const struct hit *a = left, *b = right;
    if (a->rank != b->rank) {
        return a->rank < b->rank ? -1 : 1;
    }
    if (a->distance != b->distance) {
        return a->distance < b->distance ? -1 : 1;
    }
    return a->index < b->index ? -1 : a->index > b->index;
}

size_t tf_search_find(const struct tf_search *search, const struct tf_board *board, int now_slot,
                      uint64_t here, uint64_t *out, size_t max)
{
    struct query query;
    size_t hit_count = 0, count = 0;
    struct hit *hits = calloc(search->count + 1, sizeof *hits);
    if (!parse(&query, tf_editor_text(search->editor)) || hits == NULL) {
        goto out;
    }
    for (size_t i = 0; i < search->count; i++) {
        const struct entry *entry = &search->entries[i];
        struct hit hit = {.rank = -1, .index = i};
        if (is_wished(&search->wish, entry->session)) {
            hit.rank = rank(entry, board, &query);
        }
        if (hit.rank >= 0 && search->wish.on_now) {
            const struct tf_placement *on =
                tf_search_on_now(board, entry->session->record.key.id, now_slot, here);
            hit.rank = on != NULL ? hit.rank : -1;
            hit.distance = on != NULL ? tf_here_distance(board->grid, here, on->space) : 0;
        }
        if (hit.rank >= 0) {
            hits[hit_count++] = hit;
        }
    }
    qsort(hits, hit_count, sizeof *hits, compare_hits);
    for (; count < hit_count && count < max; count++) {
        out[count] = search->entries[hits[count].index].session->record.key.id;
    }
out:
    free(query.folded);
    free(hits);
    return count;
}

size_t tf_search_find_notes(const struct tf_search *search, const struct tf_board *board,
                            const struct tf_note **out, size_t max)
{
    size_t found = search->notes != NULL && !search->wish.on_now
                       ? tf_note_find_words(search->notes, tf_editor_text(search->editor), out, max)
                       : 0;
    size_t count = 0;
    for (size_t i = 0; i < found; i++) {
        const struct tf_session *session = tf_board_session(board, out[i]->record.key.owner);
        if (session != NULL && is_wished(&search->wish, session)) {
            out[count++] = out[i];
        }
    }
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
