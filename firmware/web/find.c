#include "web/find.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 8, GRAMS_MAX = 512 };
/* Two titles are near when so many of their three-byte pieces are common ones (Dice's coefficient). */
static const double NEAR = 0.55;

struct entry {
    struct tf_ref ref;
    const struct tf_session *session; /* a reference */
    char *title, *all;                /* folded */
};

struct tf_find {
    struct tf_ref ref;
    struct entry **entries; /* by session id */
    size_t count;
    struct tf_note_find *notes;
};

static void entry_unref(struct entry *entry)
{
    if (entry == NULL || !tf_ref_put(&entry->ref)) {
        return;
    }
    tf_record_unref(&entry->session->record);
    free(entry->title);
    free(entry->all);
    free(entry);
}

static enum tf_err entry_create(struct entry **out, const struct tf_session *session)
{
    struct tf_buf text;
    struct entry *entry = calloc(1, sizeof(*entry));
    if (entry == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_ref_init(&entry->ref);
    entry->session = TF_SESSION(tf_record_ref(&session->record));
    tf_buf_init(&text, 0);
    const char *const parts[] = {session->title, session->subtitle, session->host, session->track,
                                 session->about};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        tf_buf_puts(&text, parts[i]);
        tf_buf_putc(&text, ' ');
    }
    enum tf_err err = tf_buf_err(&text);
    if (err == TF_OK) {
        err = tf_text_fold(&entry->title, session->title);
    }
    if (err == TF_OK) {
        err = tf_text_fold(&entry->all, text.data);
    }
    tf_buf_free(&text);
    if (err != TF_OK) {
        entry_unref(entry);
        return err;
    }
    *out = entry;
    return TF_OK;
}

static bool is_shown(const struct tf_session *session)
{
    return session->state == TF_SESSION_OPEN || session->state == TF_SESSION_PLACED;
}

enum tf_err tf_find_create(struct tf_find **out, const struct tf_board *board, const struct tf_find *before)
{
    struct tf_find *find = calloc(1, sizeof(*find));
    if (find == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_ref_init(&find->ref);
    if (tf_note_find_create(&find->notes, board, before != NULL ? before->notes : NULL) != TF_OK) {
        tf_find_unref(find);
        return TF_ERR_NOMEM;
    }
    const struct tf_table *sessions = board->tables[TF_KIND_SESSION];
    find->entries = calloc(tf_table_count(sessions) + 1, sizeof(struct entry *));
    if (find->entries == NULL) {
        tf_find_unref(find);
        return TF_ERR_NOMEM;
    }
    size_t old = 0;
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        if (!is_shown(session)) {
            continue;
        }
        while (before != NULL && old < before->count &&
               before->entries[old]->session->record.key.id < session->record.key.id) {
            old++;
        }
        struct entry *entry = NULL;
        if (before != NULL && old < before->count && before->entries[old]->session == session) {
            entry = before->entries[old];
            tf_ref_get(&entry->ref);
        } else {
            enum tf_err err = entry_create(&entry, session);
            if (err != TF_OK) {
                tf_find_unref(find);
                return err;
            }
        }
        find->entries[find->count++] = entry;
    }
    *out = find;
    return TF_OK;
}

struct tf_find *tf_find_ref(struct tf_find *find)
{
    tf_ref_get(&find->ref);
    return find;
}

void tf_find_unref(struct tf_find *find)
{
    if (find == NULL || !tf_ref_put(&find->ref)) {
        return;
    }
    for (size_t i = 0; i < find->count; i++) {
        entry_unref(find->entries[i]);
    }
    tf_note_find_unref(find->notes);
    free(find->entries);
    free(find);
}

/* Cuts folded into its words, in place. */
static size_t words_of(char *folded, const char **words)
{
    size_t count = 0;
    char *save = NULL;
    for (char *word = strtok_r(folded, " \t\n", &save); word != NULL && count < WORDS_MAX;
         word = strtok_r(NULL, " \t\n", &save)) {
        words[count++] = word;
    }
    return count;
}

static bool has_all(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strstr(text, words[i]) == NULL) {
            return false;
        }
    }
    return count > 0;
}

size_t tf_find_words(const struct tf_find *find, const char *query, const struct tf_session **out, size_t max)
{
    char *folded = NULL;
    const char *words[WORDS_MAX];
    size_t found = 0;
    if (tf_text_fold(&folded, query) != TF_OK) {
        return 0;
    }
    size_t count = words_of(folded, words);
    for (int in_title = 1; in_title >= 0; in_title--) {
        for (size_t i = 0; i < find->count && found < max; i++) {
            const struct entry *entry = find->entries[i];
            if (has_all(entry->all, words, count) && has_all(entry->title, words, count) == (in_title == 1)) {
                out[found++] = entry->session;
            }
        }
    }
    free(folded);
    return found;
}

const struct tf_note_find *tf_find_notes(const struct tf_find *find)
{
    return find->notes;
}

static int compare_grams(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return left < right ? -1 : left > right;
}

static size_t grams_of(const char *text, uint32_t *grams)
{
    size_t len = strlen(text), count = 0;
    for (size_t i = 0; i + 2 < len && count < GRAMS_MAX; i++) {
        grams[count++] = (uint32_t)(unsigned char)text[i] << 16 | (uint32_t)(unsigned char)text[i + 1] << 8 |
                         (uint32_t)(unsigned char)text[i + 2];
    }
    qsort(grams, count, sizeof(grams[0]), compare_grams);
    return count;
}

static double likeness(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    size_t i = 0, j = 0, common = 0;
    while (i < a_count && j < b_count) {
        if (a[i] == b[j]) {
            common++;
            i++;
            j++;
        } else if (a[i] < b[j]) {
            i++;
        } else {
            j++;
        }
    }
    return a_count + b_count > 0 ? 2.0 * (double)common / (double)(a_count + b_count) : 0;
}

size_t tf_find_similar(const struct tf_find *find, const char *title, uint64_t except,
                       const struct tf_session **out, size_t max)
{
    uint32_t wanted[GRAMS_MAX], other[GRAMS_MAX];
    double scores[TF_FIND_SIMILAR_MAX] = {0};
    size_t found = 0;
    char *folded = NULL;
    if (max > TF_FIND_SIMILAR_MAX) {
        max = TF_FIND_SIMILAR_MAX;
    }
    if (max == 0 || tf_text_fold(&folded, title) != TF_OK) {
        return 0;
    }
    size_t wanted_count = grams_of(folded, wanted);
    for (size_t i = 0; i < find->count && wanted_count > 0; i++) {
        const struct entry *entry = find->entries[i];
        double score = likeness(wanted, wanted_count, other, grams_of(entry->title, other));
        if (entry->session->record.key.id == except || score < NEAR) {
            continue;
        }
        size_t at = found < max ? found++ : max;
        if (at == max && scores[max - 1] >= score) {
            continue;
        }
        at = at == max ? max - 1 : at;
        for (; at > 0 && scores[at - 1] < score; at--) {
            scores[at] = scores[at - 1];
            out[at] = out[at - 1];
        }
        scores[at] = score;
        out[at] = entry->session;
    }
    free(folded);
    return found;
}
