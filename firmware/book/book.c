#include "book/book.h"

#include "base/text.h"
#include "words/format_words.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

/* A session and all that became part of it, while the tree is made. */
struct root {
    uint64_t id;
    const struct tf_session *session;
    const struct tf_session **topics;
    size_t topic_count, note_count, action_count;
};

struct making {
    struct tf_book *book;
    struct tf_arena scratch;
    struct root *roots; /* by id */
    size_t root_count;
    bool is_short; /* of memory */
};

static void *room(struct making *m, struct tf_arena *arena, size_t count, size_t size)
{
    void *items = tf_arena_alloc(arena, (count > 0 ? count : 1) * size);

    m->is_short = m->is_short || items == NULL;
    return items;
}

static bool is_empty(const struct tf_note *note)
{
    return (note->happened[0] | note->mattered[0] | note->next[0] | note->text[0]) == '\0';
}

static bool is_told(const struct tf_note *note)
{
    return !note->hidden && !is_empty(note);
}

static struct tf_table_iter of_session(const struct making *m, enum tf_kind kind, uint64_t id)
{
    return tf_table_from(m->book->board->tables[kind], (struct tf_key){id, 0});
}

static bool has(const struct tf_table_iter *it, uint64_t owner)
{
    return it->record != NULL && it->record->key.owner == owner;
}

/* ---- which sessions there are -----------------------------------------------------------------------------
 */

static int by_id(const void *left, const void *right)
{
    const struct root *a = left, *b = right;

    return a->id < b->id ? -1 : a->id > b->id;
}

static struct root *root_of(const struct making *m, uint64_t id)
{
    struct root key = {.id = id};

    return m->root_count == 0 ? NULL : bsearch(&key, m->roots, m->root_count, sizeof(key), by_id);
}

/* What a session has become by merges; NULL: something that is hidden, so it is too. */
static struct root *root_after_merges(const struct making *m, const struct tf_session *session)
{
    size_t steps = tf_table_count(m->book->board->tables[TF_KIND_SESSION]);

    while (session != NULL && session->state == TF_SESSION_MERGED && steps-- > 0) {
        session = tf_board_session(m->book->board, session->merged_into);
    }
    return session == NULL ? NULL : root_of(m, session->record.key.id);
}

static void count_texts(const struct making *m, struct root *root, const struct tf_session *session)
{
    uint64_t id = session->record.key.id;

    for (struct tf_table_iter it = of_session(m, TF_KIND_NOTE, id); has(&it, id); tf_table_next(&it)) {
        root->note_count += is_told(TF_NOTE(it.record)) ? 1 : 0;
    }
    root->action_count += tf_table_count_of(m->book->board->tables[TF_KIND_ACTION], id);
}

static void find_roots(struct making *m)
{
    const struct tf_table *sessions = m->book->board->tables[TF_KIND_SESSION];

    m->roots = room(m, &m->scratch, tf_table_count(sessions), sizeof(*m->roots));
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL && !m->is_short;
         tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);

        if (session->state != TF_SESSION_HIDDEN && session->state != TF_SESSION_MERGED) {
            m->roots[m->root_count++] = (struct root){.id = it.record->key.id, .session = session};
        }
    }
}

/* In two rounds: how many, and which. */
static void gather_topics(struct making *m, bool is_counting)
{
    for (struct tf_table_iter it = tf_table_first(m->book->board->tables[TF_KIND_SESSION]);
         it.record != NULL && !m->is_short; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        struct root *root = session->state == TF_SESSION_HIDDEN ? NULL : root_after_merges(m, session);

        if (root == NULL) {
            continue;
        }
        if (is_counting) {
            count_texts(m, root, session);
        }
        if (session->state == TF_SESSION_MERGED) {
            if (!is_counting) {
                root->topics[root->topic_count] = session;
            }
            root->topic_count++;
        }
    }
    for (size_t i = 0; i < m->root_count && is_counting; i++) {
        m->roots[i].topics = room(m, &m->book->arena, m->roots[i].topic_count, sizeof(*m->roots[i].topics));
        m->book->topic_count += m->roots[i].topic_count;
        m->roots[i].topic_count = 0;
    }
}

/* ---- one session ------------------------------------------------------------------------------------------
 */

static void gather_runs(struct making *m, struct tf_book_session *out, uint64_t id)
{
    struct tf_book *book = m->book;
    const struct tf_grid *grid = book->board->grid;
    const struct tf_placement *placement = NULL;
    struct tf_book_run *runs;
    size_t count = 0;

    while ((placement = tf_grid_placement_of(grid, id, placement)) != NULL) {
        count++;
    }
    out->runs = runs = room(m, &book->arena, count, sizeof(*runs));
    while (runs != NULL && (placement = tf_grid_placement_of(grid, id, placement)) != NULL) {
        const struct tf_slot *slot = tf_board_slot(book->board, placement->slot);
        struct tf_book_run *run = &runs[out->run_count++];

        *run = (struct tf_book_run){.placement = placement,
                                    .space = tf_board_space(book->board, placement->space),
                                    .day = slot != NULL ? slot->day : 0,
                                    .start = tf_grid_start(grid, placement),
                                    .end = tf_grid_end(grid, placement)};
        run->when = tf_words_when(&book->arena, book->lang, book->zone, run->day, run->start, run->end);
    }
}

static void gather_texts_of(struct making *m, struct tf_book_session *out, const struct tf_session *session,
                            struct tf_book_note *notes, const struct tf_action **actions)
{
    uint64_t id = session->record.key.id;
    bool is_own = id == out->session->record.key.id;

    for (struct tf_table_iter it = of_session(m, TF_KIND_NOTE, id); has(&it, id); tf_table_next(&it)) {
        if (is_told(TF_NOTE(it.record))) {
            notes[out->note_count++] = (struct tf_book_note){TF_NOTE(it.record), is_own ? NULL : session};
        }
    }
    for (struct tf_table_iter it = of_session(m, TF_KIND_ACTION, id); has(&it, id); tf_table_next(&it)) {
        actions[out->action_count++] = TF_ACTION(it.record);
    }
}

static int by_time(const void *left, const void *right)
{
    const struct tf_note *a = ((const struct tf_book_note *)left)->note;
    const struct tf_note *b = ((const struct tf_book_note *)right)->note;

    return a->at != b->at ? (a->at < b->at ? -1 : 1) : tf_key_compare(a->record.key, b->record.key);
}

struct person {
    const char *name;
    char *folded;
};

static int by_name(const void *left, const void *right)
{
    const struct person *a = left, *b = right;
    int folded = strcmp(a->folded, b->folded);

    return folded != 0 ? folded : strcmp(a->name, b->name);
}

/* Each name once, however it is written large and small. *out: in the order of the alphabet. */
static size_t names_of(struct making *m, const char ***out, const char **names, size_t count)
{
    struct person *people = room(m, &m->scratch, count, sizeof(*people));
    const char **list = room(m, &m->book->arena, count, sizeof(*list));
    size_t made = 0, kept = 0;

    for (size_t i = 0; i < count && !m->is_short; i++) {
        people[made].name = names[i];
        m->is_short = tf_text_fold(&people[made].folded, names[i]) != TF_OK;
        made += m->is_short ? 0 : 1;
    }
    if (made > 1) {
        qsort(people, made, sizeof(*people), by_name);
    }
    for (size_t i = 0; i < made && list != NULL; i++) {
        if (i == 0 || strcmp(people[i].folded, people[i - 1].folded) != 0) {
            list[kept++] = people[i].name;
        }
    }
    for (size_t i = 0; i < made; i++) {
        free(people[i].folded);
    }
    *out = list;
    return kept;
}

static void gather_people(struct making *m, struct tf_book_session *out)
{
    const char **names = room(m, &m->scratch, out->note_count, sizeof(*names));
    size_t count = 0;

    for (size_t i = 0; i < out->note_count && names != NULL; i++) {
        if (out->notes[i].note->author[0] != '\0') {
            names[count++] = out->notes[i].note->author;
        }
    }
    if (names != NULL) {
        out->person_count = names_of(m, &out->people, names, count);
    }
}

static void make_session(struct making *m, struct tf_book_session *out, const struct root *root)
{
    struct tf_book *book = m->book;
    const struct tf_session *session = root->session;
    struct tf_book_note *notes = room(m, &book->arena, root->note_count, sizeof(*notes));
    const struct tf_action **actions = room(m, &book->arena, root->action_count, sizeof(*actions));

    *out = (struct tf_book_session){
        .session = session,
        .anchor = tf_words_printf(&book->arena, "s-%s", session->code),
        .url = *book->base_url ? tf_words_printf(&book->arena, "%s/s/%s", book->base_url, session->code) : "",
        .stars = tf_board_star_count(book->board, root->id),
        .topics = root->topics,
        .topic_count = root->topic_count,
        .notes = notes,
        .actions = actions};
    gather_runs(m, out, root->id);
    if (m->is_short) {
        return;
    }
    gather_texts_of(m, out, session, notes, actions);
    for (size_t i = 0; i < root->topic_count; i++) {
        gather_texts_of(m, out, root->topics[i], notes, actions);
    }
    if (out->note_count > 1) {
        qsort(notes, out->note_count, sizeof(*notes), by_time);
    }
    gather_people(m, out);
    book->note_count += out->note_count;
    book->action_count += out->action_count;
    book->star_count += out->stars;
}

/* ---- all of them ------------------------------------------------------------------------------------------
 */

static void add_sessions(struct making *m, enum tf_session_state state)
{
    struct tf_book *book = m->book;

    for (size_t i = 0; i < m->root_count && !m->is_short; i++) {
        const struct root *root = &m->roots[i];
        bool is_written_about = root->note_count + root->action_count > 0;

        if (root->session->state == state && (state != TF_SESSION_WITHDRAWN || is_written_about)) {
            make_session(m, &book->sessions[book->session_count++], root);
        }
    }
}

/* In the order of the grid, each where it is held first. */
static int by_first_run(const void *left, const void *right)
{
    const struct tf_book_session *a = left, *b = right;
    const struct tf_book_run *first = a->runs, *second = b->runs;

    if (first->start != second->start) {
        return first->start < second->start ? -1 : 1;
    }
    if (first->space != NULL && second->space != NULL && first->space->position != second->space->position) {
        return first->space->position < second->space->position ? -1 : 1;
    }
    return tf_key_compare(a->session->record.key, b->session->record.key);
}

static void gather_sessions(struct making *m)
{
    struct tf_book *book = m->book;

    find_roots(m);
    gather_topics(m, true);
    gather_topics(m, false);
    book->sessions = room(m, &book->arena, m->root_count, sizeof(*book->sessions));
    add_sessions(m, TF_SESSION_PLACED);
    book->held_count = book->session_count;
    if (!m->is_short && book->held_count > 1) {
        qsort(book->sessions, book->held_count, sizeof(*book->sessions), by_first_run);
    }
    add_sessions(m, TF_SESSION_OPEN);
    book->open_count = book->session_count - book->held_count;
    add_sessions(m, TF_SESSION_WITHDRAWN);
}

static const struct tf_book_session *session_of(const struct making *m, struct tf_book_session **by_root,
                                                uint64_t id)
{
    const struct root *root = root_of(m, id);

    return root != NULL ? by_root[root - m->roots] : NULL;
}

static void add_entry(struct making *m, const struct tf_slot *slot, struct tf_book_entry entry)
{
    struct tf_book *book = m->book;

    entry.day = slot->day;
    entry.clock = tf_words_clock(&book->arena, book->zone, slot->start);
    book->entries[book->entry_count++] = entry;
}

/* Day by day and row by row, as the grid reads. */
static void gather_entries(struct making *m)
{
    struct tf_book *book = m->book;
    const struct tf_grid *grid = book->board->grid;
    struct tf_book_session **by_root = room(m, &m->scratch, m->root_count, sizeof(struct tf_book_session *));
    size_t next = 0; /* placements come by their first row */

    book->entries = room(m, &book->arena, grid->slot_count + grid->placement_count, sizeof(*book->entries));
    for (size_t i = 0; i < book->session_count && !m->is_short; i++) {
        struct root *root = root_of(m, book->sessions[i].session->record.key.id);

        by_root[root - m->roots] = &book->sessions[i];
    }
    for (size_t s = 0; s < grid->slot_count && !m->is_short; s++) {
        const struct tf_slot *slot = grid->slots[s];

        if (slot->kind != TF_SLOT_SESSION) {
            add_entry(m, slot, (struct tf_book_entry){.slot = slot});
        }
        for (; next < grid->placement_count && grid->extents[next].first_slot <= (int32_t)s; next++) {
            const struct tf_placement *placement = grid->placements[next];
            const struct tf_book_session *session = session_of(m, by_root, placement->session);

            if (session != NULL) {
                add_entry(m, slot,
                          (struct tf_book_entry){.session = session,
                                                 .space = tf_board_space(book->board, placement->space)});
            }
        }
    }
}

static int by_news_time(const void *left, const void *right)
{
    const struct tf_news *a = *(const struct tf_news *const *)left,
                         *b = *(const struct tf_news *const *)right;

    return a->at != b->at ? (a->at < b->at ? -1 : 1) : tf_key_compare(a->record.key, b->record.key);
}

static void gather_news(struct making *m)
{
    struct tf_book *book = m->book;
    const struct tf_table *table = book->board->tables[TF_KIND_NEWS];

    book->news = room(m, &book->arena, tf_table_count(table), sizeof(*book->news));
    for (struct tf_table_iter it = tf_table_first(table); it.record != NULL && !m->is_short;
         tf_table_next(&it)) {
        if (!TF_NEWS(it.record)->hidden) {
            book->news[book->news_count++] = TF_NEWS(it.record);
        }
    }
    if (book->news_count > 1) {
        qsort(book->news, book->news_count, sizeof(*book->news), by_news_time);
    }
}

static void gather_everybody(struct making *m)
{
    struct tf_book *book = m->book;
    const char **names = room(m, &m->scratch, book->note_count, sizeof(*names));
    size_t count = 0;

    for (size_t i = 0; i < book->session_count && names != NULL; i++) {
        for (size_t p = 0; p < book->sessions[i].person_count; p++) {
            names[count++] = book->sessions[i].people[p];
        }
    }
    if (names != NULL) {
        book->person_count = names_of(m, &book->people, names, count);
    }
}

static const char *days_in_words(struct tf_book *book)
{
    const struct tf_grid *grid = book->board->grid;
    const char *first, *last;
    int year, month, day;

    if (grid->day_count == 0) {
        return "";
    }
    tf_zone_date(grid->days[grid->day_count - 1], &year, &month, &day);
    first = tf_words_date(&book->arena, book->lang, grid->days[0]);
    last = tf_words_date(&book->arena, book->lang, grid->days[grid->day_count - 1]);
    if (grid->day_count == 1) {
        /* TRANSLATORS: a date and its year: "Wednesday, 25 November 2026" */
        return tf_words_printf(&book->arena, tf_tr(book->lang, "%s, %d"), first, year);
    }
    /* TRANSLATORS: the first and the last day, and their year */
    return tf_words_printf(&book->arena, tf_tr(book->lang, "%s – %s, %d"), first, last, year);
}

static enum tf_err open_zone(struct tf_book *book)
{
    enum tf_err err = tf_zone_open(&book->zone, book->gathering->zone);

    return err == TF_ERR_NOT_FOUND ? tf_zone_open(&book->zone, "UTC") : err; /* as on the wall */
}

enum tf_err tf_book_open(struct tf_book **out, struct tf_board *board, const struct tf_book_options *options)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    struct tf_book *book = gathering != NULL ? calloc(1, sizeof(*book)) : NULL;
    struct making m = {.book = book};

    if (book == NULL) {
        return gathering == NULL ? TF_ERR_NOT_FOUND : TF_ERR_NOMEM;
    }
    book->board = tf_board_ref(board);
    book->gathering = gathering;
    book->lang = options->lang;
    tf_arena_init(&book->arena);
    tf_arena_init(&m.scratch);
    if (open_zone(book) != TF_OK) {
        m.is_short = true;
        goto out;
    }
    book->base_url = tf_words_printf(&book->arena, "%s", options->base_url);
    book->title = *gathering->title ? gathering->title : tf_tr(book->lang, "Book of proceedings");
    book->invitation = tf_format_words(&book->arena, book->lang, gathering->invitation);
    book->when = days_in_words(book);
    gather_sessions(&m);
    gather_entries(&m);
    gather_news(&m);
    gather_everybody(&m);
out:
    tf_arena_free(&m.scratch);
    if (m.is_short) {
        tf_book_close(book);
        return TF_ERR_NOMEM;
    }
    *out = book;
    return TF_OK;
}

void tf_book_close(struct tf_book *book)
{
    if (book != NULL) {
        tf_zone_close(book->zone);
        tf_arena_free(&book->arena);
        tf_board_unref(book->board);
        free(book);
    }
}
