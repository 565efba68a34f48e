#include "model/similar.h"

#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

/* A title as a set of features: its words, and every three letters of them with a blank at either end. Where
 * words are not parted by blanks (ideographs, kana) two letters are a feature. */
enum {
    FEATURES_MAX = 384, /* a title's, of 480 bytes */
    WORD_MAX = 96,      /* letters of one word that are looked at */
    COUNTS_MIN = 1024,
    LOW_SHARED = 4, /* fewer features in common say nothing */
    IDEOGRAPH_LETTERS = 3,
};
/* How much of what was typed is in the other title, weighted; or how much of the other title was typed. */
#define TYPED_LEAST 0.62
#define OTHER_LEAST 0.80
/* Features in common have to be rarer than this on the whole (1: in one title only). */
#define RARE_LEAST 0.4

struct features {
    uint32_t *all; /* ascending, each once */
    size_t count;
};

struct entry {
    const struct tf_record *record; /* a reference */
    struct features titles[2];      /* title, and the subtitle: often the title in a second language */
};

struct count {
    uint32_t feature; /* 0: an empty place */
    uint32_t titles;
};

struct tf_similar {
    struct entry *entries; /* by the session's id */
    size_t entry_count;
    struct count *counts; /* a hash table: in how many titles a feature is */
    size_t count_room, count_used;
};

/* ---- features of a text ---- */

struct collecting {
    uint32_t all[FEATURES_MAX];
    size_t count, letters;
};

static uint32_t mix(uint32_t hash, uint32_t value)
{
    hash = (hash ^ value) * UINT32_C(0x9E3779B1);
    return hash ^ hash >> 15;
}

static void add(struct collecting *to, uint32_t hash)
{
    if (to->count < FEATURES_MAX) {
        to->all[to->count++] = hash != 0 ? hash : 1;
    }
}

static bool is_unparted(ucs4_t letter)
{
    return (letter >= 0x2E80 && letter < 0xA000) || (letter >= 0xF900 && letter < 0xFB00) ||
           (letter >= 0x20000 && letter < 0x32000) || (letter >= 0x0E00 && letter < 0x0F00);
}

static void add_word(struct collecting *to, const ucs4_t *word, size_t length)
{
    uint32_t whole = 17;
    for (size_t i = 0; i < length; i++) {
        whole = mix(whole, word[i]);
        to->letters += is_unparted(word[i]) ? IDEOGRAPH_LETTERS : 1;
    }
    if (is_unparted(word[0])) {
        for (size_t i = 0; i + 1 < length; i++) {
            add(to, mix(mix(5, word[i]), word[i + 1]));
        }
        return;
    }
    add(to, whole);
    for (size_t i = 0; i + 1 <= length; i++) {
        ucs4_t before = i > 0 ? word[i - 1] : ' ', after = i + 1 < length ? word[i + 1] : ' ';
        add(to, mix(mix(mix(3, before), word[i]), after));
    }
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* false: there is no memory. A text that cannot be folded has no features. */
static bool collect(struct collecting *to, const char *text)
{
    char *folded = NULL;
    to->count = to->letters = 0;
    enum tf_err err = tf_text_fold(&folded, text);
    if (err != TF_OK) {
        return err != TF_ERR_NOMEM;
    }
    ucs4_t word[WORD_MAX];
    size_t length = 0;
    ucs4_t letter = 0;
    for (const uint8_t *at = u8_next(&letter, (const uint8_t *)folded); at != NULL;
         at = u8_next(&letter, at)) {
        bool is_part = uc_is_alpha(letter) || uc_is_digit(letter) || uc_is_general_category(letter, UC_MARK);
        bool goes_on = length > 0 && is_unparted(letter) == is_unparted(word[0]);
        if (length > 0 && (!is_part || !goes_on)) {
            add_word(to, word, length);
            length = 0;
        }
        if (is_part && length < WORD_MAX) {
            word[length++] = letter;
        }
    }
    if (length > 0) {
        add_word(to, word, length);
    }
    free(folded);
    qsort(to->all, to->count, sizeof to->all[0], by_value);
    size_t kept = 0;
    for (size_t i = 0; i < to->count; i++) {
        if (kept == 0 || to->all[i] != to->all[kept - 1]) {
            to->all[kept++] = to->all[i];
        }
    }
    to->count = kept;
    return true;
}

/* ---- in how many titles ---- */

static struct count *place_of(struct count *counts, size_t room, uint32_t feature)
{
    size_t at = feature & (room - 1);
    while (counts[at].feature != 0 && counts[at].feature != feature) {
        at = (at + 1) & (room - 1);
    }
    return &counts[at];
}

static bool grow_counts(struct tf_similar *similar)
{
    if (similar->count_room > 0 && similar->count_used + FEATURES_MAX < similar->count_room / 2) {
        return true;
    }
    size_t room = similar->count_room > 0 ? similar->count_room * 2 : COUNTS_MIN;
    struct count *counts = calloc(room, sizeof *counts);
    if (counts == NULL) {
        return false;
    }
    size_t used = 0;
    for (size_t i = 0; i < similar->count_room; i++) {
        if (similar->counts[i].titles > 0) { /* what is in no title any more is left behind */
            *place_of(counts, room, similar->counts[i].feature) = similar->counts[i];
            used++;
        }
    }
    free(similar->counts);
    similar->counts = counts;
    similar->count_room = room;
    similar->count_used = used;
    return true;
}

static void count_features(struct tf_similar *similar, const struct features *features, bool comes)
{
    for (size_t i = 0; i < features->count; i++) {
        struct count *place = place_of(similar->counts, similar->count_room, features->all[i]);
        if (place->feature == 0) {
            place->feature = features->all[i];
            similar->count_used++;
        }
        place->titles = comes ? place->titles + 1 : place->titles - (place->titles > 0);
    }
}

/* ---- entries ---- */

static void drop(struct tf_similar *similar, struct entry *entry)
{
    for (size_t t = 0; t < 2; t++) {
        count_features(similar, &entry->titles[t], false);
        free(entry->titles[t].all);
    }
    tf_record_unref(entry->record);
}

static enum tf_err keep_features(struct tf_similar *similar, struct features *features, const char *text)
{
    struct collecting found;
    if (!collect(&found, text) || !grow_counts(similar)) {
        return TF_ERR_NOMEM;
    }
    if (found.count == 0) {
        return TF_OK;
    }
    features->all = malloc(found.count * sizeof features->all[0]);
    if (features->all == NULL) {
        return TF_ERR_NOMEM;
    }
    memcpy(features->all, found.all, found.count * sizeof found.all[0]);
    features->count = found.count;
    count_features(similar, features, true);
    return TF_OK;
}

static enum tf_err take_in(struct tf_similar *similar, struct entry *entry, const struct tf_session *session)
{
    *entry = (struct entry){.record = tf_record_ref(&session->record)};
    enum tf_err err = keep_features(similar, &entry->titles[0], session->title);
    return err == TF_OK ? keep_features(similar, &entry->titles[1], session->subtitle) : err;
}

static bool is_living(const struct tf_session *session)
{
    return session->state == TF_SESSION_OPEN || session->state == TF_SESSION_PLACED;
}

enum tf_err tf_similar_set_board(struct tf_similar *similar, const struct tf_board *board)
{
    const struct tf_table *sessions = board->tables[TF_KIND_SESSION];
    struct entry *entries = calloc(tf_table_count(sessions) + 1, sizeof *entries);
    enum tf_err err = entries != NULL && grow_counts(similar) ? TF_OK : TF_ERR_NOMEM;
    if (err != TF_OK) {
        free(entries);
        return err;
    }
    size_t count = 0, old = 0;
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL; tf_table_next(&it)) {
        while (old < similar->entry_count &&
               tf_key_compare(similar->entries[old].record->key, it.record->key) < 0) {
            drop(similar, &similar->entries[old++]);
        }
        bool is_known = old < similar->entry_count && similar->entries[old].record == it.record;
        if (is_known) {
            entries[count++] = similar->entries[old++];
        } else if (is_living(TF_SESSION(it.record))) {
            enum tf_err one = take_in(similar, &entries[count++], TF_SESSION(it.record));
            err = one != TF_OK ? one : err;
        }
    }
    while (old < similar->entry_count) {
        drop(similar, &similar->entries[old++]);
    }
    free(similar->entries);
    similar->entries = entries;
    similar->entry_count = count;
    return err;
}

enum tf_err tf_similar_create(struct tf_similar **out)
{
    *out = calloc(1, sizeof **out);
    return *out != NULL ? TF_OK : TF_ERR_NOMEM;
}

void tf_similar_destroy(struct tf_similar *similar)
{
    if (similar == NULL) {
        return;
    }
    for (size_t i = 0; i < similar->entry_count; i++) {
        drop(similar, &similar->entries[i]);
    }
    free(similar->entries);
    free(similar->counts);
    free(similar);
}

/* ---- finding ---- */

struct typed {
    struct collecting features;
    double weights[FEATURES_MAX];
    double all; /* of them together */
};

/* How rare a feature is: 1 in one title only, 0 in all. */
static double weight_of(const struct tf_similar *similar, uint32_t feature)
{
    const struct count *place = place_of(similar->counts, similar->count_room, feature);
    double titles = (double)similar->entry_count + 1, with_it = place->titles > 0 ? (double)place->titles : 1;
    double weight = log(titles / with_it) / log(titles);
    return weight < 0 ? 0 : weight > 1 ? 1 : weight;
}

/* 0: not alike. */
static double likeness(const struct typed *typed, const struct features *other)
{
    double shared_weight = 0;
    size_t shared = 0;
    const struct collecting *ours = &typed->features;
    for (size_t i = 0, j = 0; i < ours->count && j < other->count;) {
        if (ours->all[i] == other->all[j]) {
            shared_weight += typed->weights[i];
            shared++;
        }
        uint32_t a = ours->all[i], b = other->all[j];
        i += a <= b;
        j += b <= a;
    }
    size_t low = ours->count < LOW_SHARED ? ours->count : LOW_SHARED;
    if (shared < low || shared_weight < RARE_LEAST * (double)shared) {
        return 0;
    }
    double of_typed = typed->all > 0 ? shared_weight / typed->all : 0;
    double of_other = (double)shared / (double)other->count;
    return of_typed >= TYPED_LEAST || of_other >= OTHER_LEAST ? of_typed + of_other : 0;
}

size_t tf_similar_find(const struct tf_similar *similar, const char *title, uint64_t except, uint64_t *out,
                       size_t max)
{
    struct typed typed;
    double scores[8];
    size_t count = 0;
    max = max < 8 ? max : 8;
    if (max == 0 || similar->count_room == 0 || !collect(&typed.features, title) ||
        typed.features.letters < TF_SIMILAR_LETTERS_MIN) {
        return 0;
    }
    typed.all = 0;
    for (size_t i = 0; i < typed.features.count; i++) {
        typed.weights[i] = weight_of(similar, typed.features.all[i]);
        typed.all += typed.weights[i];
    }
    for (size_t e = 0; e < similar->entry_count; e++) {
        const struct entry *entry = &similar->entries[e];
        double score = likeness(&typed, &entry->titles[0]), second = likeness(&typed, &entry->titles[1]);
        score = second > score ? second : score;
        if (score <= 0 || entry->record->key.id == except || (count == max && score <= scores[max - 1])) {
            continue;
        }
        size_t at = count < max ? count++ : max - 1;
        for (; at > 0 && scores[at - 1] < score; at--) {
            scores[at] = scores[at - 1];
            out[at] = out[at - 1];
        }
        scores[at] = score;
        out[at] = entry->record->key.id;
    }
    return count;
}
