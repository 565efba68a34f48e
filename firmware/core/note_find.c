#include "core/note_find.h"

#include "base/buf.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* An excerpt is made of pieces of so many bytes; the last of one is in the next as well, so that no word is
 * missed between them. */
enum { WORDS_MAX = 8, PIECE_BYTES = 160, OVERLAP_BYTES = 60 };

struct entry {
    struct tf_ref ref;
    const struct tf_note *note; /* a reference */
    char *folded;               /* all that it says */
};

struct tf_note_find {
    struct tf_ref ref;
    struct entry **entries; /* by key */
    size_t count;
};

static void entry_unref(struct entry *entry)
{
    if (entry == NULL || !tf_ref_put(&entry->ref)) {
        return;
    }
    tf_record_unref(&entry->note->record);
    free(entry->folded);
    free(entry);
}

static enum tf_err entry_create(struct entry **out, const struct tf_note *note)
{
    struct tf_buf text;
    struct entry *entry = calloc(1, sizeof(*entry));
    if (entry == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_ref_init(&entry->ref);
    entry->note = TF_NOTE(tf_record_ref(&note->record));
    tf_buf_init(&text, 0);
    const char *const parts[] = {note->happened, note->mattered, note->next, note->text, note->author};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        tf_buf_puts(&text, parts[i]);
        tf_buf_putc(&text, '\n');
    }
    enum tf_err err = tf_buf_err(&text);
    if (err == TF_OK) {
        err = tf_text_fold(&entry->folded, text.data);
    }
    tf_buf_free(&text);
    if (err != TF_OK) {
        entry_unref(entry);
        return err;
    }
    *out = entry;
    return TF_OK;
}

static bool is_shown(const struct tf_board *board, const struct tf_note *note)
{
    const struct tf_session *session = tf_board_session(board, note->record.key.owner);
    return !note->hidden && session != NULL && session->state != TF_SESSION_HIDDEN;
}

enum tf_err tf_note_find_create(struct tf_note_find **out, const struct tf_board *board,
                                const struct tf_note_find *before)
{
    const struct tf_table *notes = board->tables[TF_KIND_NOTE];
    struct tf_note_find *find = calloc(1, sizeof(*find));
    size_t old = 0;
    if (find == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_ref_init(&find->ref);
    find->entries = calloc(tf_table_count(notes) + 1, sizeof(struct entry *));
    enum tf_err err = find->entries != NULL ? TF_OK : TF_ERR_NOMEM;
    for (struct tf_table_iter it = tf_table_first(notes); it.record != NULL && err == TF_OK;
         tf_table_next(&it)) {
        const struct tf_note *note = TF_NOTE(it.record);
        struct entry *entry = NULL;
        if (!is_shown(board, note)) {
            continue;
        }
        while (before != NULL && old < before->count &&
               tf_key_compare(before->entries[old]->note->record.key, note->record.key) < 0) {
            old++;
        }
        if (before != NULL && old < before->count && before->entries[old]->note == note) {
            entry = before->entries[old]; /* as it was: boards share what did not change */
            tf_ref_get(&entry->ref);
        } else {
            err = entry_create(&entry, note);
        }
        if (err == TF_OK) {
            find->entries[find->count++] = entry;
        }
    }
    if (err != TF_OK) {
        tf_note_find_unref(find);
        return err;
    }
    *out = find;
    return TF_OK;
}

struct tf_note_find *tf_note_find_ref(struct tf_note_find *find)
{
    tf_ref_get(&find->ref);
    return find;
}

void tf_note_find_unref(struct tf_note_find *find)
{
    if (find == NULL || !tf_ref_put(&find->ref)) {
        return;
    }
    for (size_t i = 0; i < find->count; i++) {
        entry_unref(find->entries[i]);
    }
    free(find->entries);
    free(find);
}

/* ---- finding ---- */

struct query {
    char *folded;
    const char *words[WORDS_MAX];
    size_t count;
};

/* false: no memory, or nothing that can be looked for. */
static bool parse(struct query *query, const char *text)
{
    char *save = NULL;
    *query = (struct query){.folded = NULL};
    if (tf_text_fold(&query->folded, text) != TF_OK) {
        return false;
    }
    for (char *word = strtok_r(query->folded, " \n", &save); word != NULL && query->count < WORDS_MAX;
         word = strtok_r(NULL, " \n", &save)) {
        query->words[query->count++] = word;
    }
    return query->count > 0;
}

static bool has_all(const char *text, const struct query *query)
{
    for (size_t i = 0; i < query->count; i++) {
        if (strstr(text, query->words[i]) == NULL) {
            return false;
        }
    }
    return true;
}

static int newest_first(const void *left, const void *right)
{
    const struct tf_note *a = *(const struct tf_note *const *)left,
                         *b = *(const struct tf_note *const *)right;
    return a->at != b->at ? (a->at > b->at ? -1 : 1) : tf_key_compare(a->record.key, b->record.key);
}

size_t tf_note_find_words(const struct tf_note_find *find, const char *query, const struct tf_note **out,
                          size_t max)
{
    struct query asked;
    size_t count = 0;
    const struct tf_note **hits = calloc(find->count + 1, sizeof(*hits));
    if (!parse(&asked, query) || hits == NULL) {
        goto out;
    }
    for (size_t i = 0; i < find->count; i++) {
        if (has_all(find->entries[i]->folded, &asked)) {
            hits[count++] = find->entries[i]->note;
        }
    }
    if (count > 1) {
        qsort(hits, count, sizeof(*hits), newest_first);
    }
    count = count < max ? count : max;
    for (size_t i = 0; i < count; i++) {
        out[i] = hits[i];
    }
out:
    free(asked.folded);
    free(hits);
    return count;
}

/* ---- excerpts ---- */

/* The first boundary of a character from `at` on, at a blank if one is near. */
static size_t boundary(const char *text, size_t len, size_t at)
{
    for (size_t i = at; i < len && i < at + OVERLAP_BYTES / 2; i++) {
        if (text[i] == ' ' || text[i] == '\n') {
            return i + 1;
        }
    }
    while (at < len && ((unsigned char)text[at] & 0xc0) == 0x80) {
        at++;
    }
    return at < len ? at : len;
}

static char *one_line(const char *text, size_t from, size_t to)
{
    struct tf_buf buf;
    tf_buf_init(&buf, 0);
    tf_buf_puts(&buf, from > 0 ? "…" : "");
    for (size_t i = from; i < to; i++) {
        tf_buf_putc(&buf, text[i] == '\n' ? ' ' : text[i]);
    }
    tf_buf_puts(&buf, text[to] != '\0' ? "…" : "");
    tf_buf_putc(&buf, '\0');
    char *line = tf_buf_err(&buf) == TF_OK ? strdup(buf.data) : NULL;
    tf_buf_free(&buf);
    return line;
}

/* The piece of a text that has the word in it; NULL: none has. */
static char *piece_with(const char *text, const char *word)
{
    size_t len = strlen(text);
    for (size_t from = 0; from < len;) {
        size_t to = len - from > PIECE_BYTES ? boundary(text, len, from + PIECE_BYTES) : len;
        char *raw = strndup(text + from, to - from), *folded = NULL;
        bool has = raw != NULL && tf_text_fold(&folded, raw) == TF_OK && strstr(folded, word) != NULL;
        free(raw);
        free(folded);
        if (has) {
            return one_line(text, from, to);
        }
        from = to < len ? boundary(text, len, to - OVERLAP_BYTES) : len;
    }
    return NULL;
}

char *tf_note_find_excerpt(const struct tf_note *note, const char *query)
{
    const char *const parts[] = {note->happened, note->mattered, note->next, note->text, note->author};
    struct query asked;
    char *excerpt = NULL;
    bool is_asked = parse(&asked, query);
    for (size_t i = 0; is_asked && excerpt == NULL && i < sizeof(parts) / sizeof(parts[0]); i++) {
        excerpt = piece_with(parts[i], asked.words[0]);
    }
    free(asked.folded);
    return excerpt;
}
