#include "core/flags.h"

#include "base/limits.h"
#include "base/text.h"
#include "core/host_names.h"
#include "core/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct finding {
    const struct tf_board *board;
    const struct tf_flag_words *words;
    struct tf_flag *out;
    size_t max, count;
};

enum { HASH_CHARS = 16 };

/* FNV-1a over several texts, parted. */
static uint64_t hash_of(const char *const *texts, size_t count)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t i = 0; i < count; i++) {
        for (const unsigned char *at = (const unsigned char *)texts[i]; *at != '\0'; at++) {
            hash = (hash ^ *at) * 0x100000001b3;
        }
        hash = (hash ^ 0xff) * 0x100000001b3;
    }
    return hash | 1;
}

static void write_hash(char out[HASH_CHARS + 1], uint64_t hash)
{
    snprintf(out, HASH_CHARS + 1, "%016llx", (unsigned long long)hash);
}

static bool was_looked_at(const struct tf_session *session, uint64_t hash)
{
    char text[HASH_CHARS + 1];
    write_hash(text, hash);
    return hash != 0 && strstr(session->fine, text) != NULL;
}

void tf_flags_fine(char out[TF_FLAGS_FINE_BYTES], const struct tf_session *session,
                   const struct tf_flag *flag)
{
    char text[HASH_CHARS + 1];
    const char *before = session->fine;
    while (strlen(before) / (HASH_CHARS + 1) + 1 >= TF_FLAGS_FINE_MAX && strchr(before, ' ') != NULL) {
        before = strchr(before, ' ') + 1;
    }
    write_hash(text, flag->hash);
    snprintf(out, TF_FLAGS_FINE_BYTES, "%s%s%s", before, before[0] != '\0' ? " " : "", text);
}

static void keep(struct finding *f, struct tf_flag flag)
{
    const struct tf_session *session = tf_board_session(f->board, flag.session);
    if (session == NULL || was_looked_at(session, flag.hash)) {
        return;
    }
    if (f->count < f->max) {
        flag.word = flag.word != NULL ? flag.word : "";
        f->out[f->count++] = flag;
    }
}

static bool is_looked_at(const struct tf_session *session)
{
    return !tf_session_is_gone(session) || session->waits != TF_WAITS_NOT;
}

static void those_that_wait(struct finding *f, enum tf_waits waits)
{
    struct tf_table_iter it = tf_table_first(f->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        if (TF_SESSION(it.record)->waits == waits) {
            keep(f, (struct tf_flag){.kind = TF_FLAG_WAITS, .session = it.record->key.id});
        }
    }
}

/* ---- what changed after it was accepted ---- */

/* Begins the hashes of accepted cards, and of one other in 65,536. */
static const uint64_t ACCEPTED = 0xacce;
static const char ACCEPTED_TEXT[] = "acce";

struct tf_flag tf_flags_accepted(const struct tf_session *session)
{
    const char *const texts[] = {session->title, session->subtitle, session->host, session->about,
                                 session->url};
    uint64_t hash = hash_of(texts, sizeof(texts) / sizeof(texts[0]));
    return (struct tf_flag){.kind = TF_FLAG_CHANGED,
                            .session = session->record.key.id,
                            .hash = ACCEPTED << 48 | (hash & 0xffffffffffff)};
}

static bool was_accepted(const struct tf_session *session)
{
    const char *at = session->fine;
    while (at != NULL && strncmp(at, ACCEPTED_TEXT, sizeof(ACCEPTED_TEXT) - 1) != 0) {
        at = strchr(at, ' ');
        at = at != NULL ? at + 1 : NULL;
    }
    return at != NULL;
}

static void changed_since(struct finding *f)
{
    const struct tf_gathering *gathering = tf_board_gathering(f->board);
    bool is_asked = gathering != NULL && gathering->approves && tf_policy_may_approve(gathering);
    struct tf_table_iter it = tf_table_first(f->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && is_asked; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        if (!tf_session_is_gone(session) && was_accepted(session)) {
            keep(f, tf_flags_accepted(session));
        }
    }
}

/* ---- words ---- */

/* Keeps the first that nobody has looked at; whether there is one. */
static bool flag_texts(struct finding *f, const struct tf_session *session, const char *const *texts,
                       size_t count, bool in_notes)
{
    for (size_t i = 0; i < count; i++) {
        const char *word = tf_flag_words_in(f->words, texts[i]);
        const char *const parts[] = {word != NULL ? word : "", texts[i]};
        uint64_t hash = hash_of(parts, 2);
        if (word != NULL && !was_looked_at(session, hash)) {
            keep(f, (struct tf_flag){.kind = TF_FLAG_WORD,
                                     .session = session->record.key.id,
                                     .word = word,
                                     .in_notes = in_notes,
                                     .hash = hash});
            return true;
        }
    }
    return false;
}

static void flag_notes(struct finding *f, const struct tf_session *about)
{
    uint64_t session = about->record.key.id;
    struct tf_table_iter it = tf_table_from(f->board->tables[TF_KIND_NOTE], (struct tf_key){session, 0});
    for (; it.record != NULL && it.record->key.owner == session; tf_table_next(&it)) {
        const struct tf_note *note = TF_NOTE(it.record);
        const char *const texts[] = {note->author, note->happened, note->mattered, note->next, note->text};
        if (!note->hidden && flag_texts(f, about, texts, sizeof(texts) / sizeof(texts[0]), true)) {
            return;
        }
    }
}

static void flagged_words(struct finding *f)
{
    struct tf_table_iter it = tf_table_first(f->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && f->words != NULL; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        const char *const texts[] = {session->title, session->subtitle, session->host, session->about};
        if (is_looked_at(session) &&
            !flag_texts(f, session, texts, sizeof(texts) / sizeof(texts[0]), false)) {
            flag_notes(f, session);
        }
    }
}

/* ---- names that look alike ---- */

struct name {
    char *looks, *folded;
    uint64_t session;
};
struct names {
    struct name *list;
    size_t count, room;
};

static int by_looks(const void *left, const void *right)
{
    const struct name *a = left, *b = right;
    int looks = strcmp(a->looks, b->looks), folded = looks == 0 ? strcmp(a->folded, b->folded) : looks;
    return folded != 0 ? folded : (a->session > b->session) - (a->session < b->session);
}

static enum tf_err add_name(struct names *names, struct tf_host_name host, uint64_t session)
{
    if (names->count == names->room) {
        size_t room = names->room == 0 ? 64 : names->room * 2;
        struct name *list = realloc(names->list, room * sizeof(*list));
        if (list == NULL) {
            return TF_ERR_NOMEM;
        }
        names->list = list;
        names->room = room;
    }
    struct name name = {.session = session};
    char *text = strndup(host.text, host.len);
    enum tf_err err = text == NULL ? TF_ERR_NOMEM : tf_text_fold(&name.folded, text);
    if (err == TF_OK) {
        err = tf_text_alike(&name.looks, text);
    }
    free(text);
    if (err != TF_OK) {
        free(name.folded);
        return err == TF_ERR_NOMEM ? err : TF_OK; /* what cannot be folded is nobody's name */
    }
    names->list[names->count++] = name;
    return TF_OK;
}

static enum tf_err gather(struct names *names, const struct tf_board *board)
{
    enum tf_err err = TF_OK;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && err == TF_OK; tf_table_next(&it)) {
        const char *rest = TF_SESSION(it.record)->host;
        struct tf_host_name host =
            is_looked_at(TF_SESSION(it.record)) ? tf_host_names_next(&rest) : (struct tf_host_name){NULL, 0};
        for (; host.len > 0 && err == TF_OK; host = tf_host_names_next(&rest)) {
            err = add_name(names, host, it.record->key.id);
        }
    }
    return err;
}

static enum tf_err alike_names(struct finding *f)
{
    struct names names = {NULL, 0, 0};
    enum tf_err err = gather(&names, f->board);
    if (err == TF_OK && names.count > 1) {
        qsort(names.list, names.count, sizeof(*names.list), by_looks);
        for (size_t i = 1; i < names.count; i++) {
            const struct name *one = &names.list[i - 1], *other = &names.list[i];
            if (strcmp(one->looks, other->looks) == 0 && strcmp(one->folded, other->folded) != 0) {
                const char *const parts[] = {one->folded, other->folded};
                keep(f, (struct tf_flag){.kind = TF_FLAG_ALIKE,
                                         .session = one->session,
                                         .other = other->session,
                                         .hash = hash_of(parts, 2)});
            }
        }
    }
    for (size_t i = 0; i < names.count; i++) {
        free(names.list[i].looks);
        free(names.list[i].folded);
    }
    free(names.list);
    return err;
}

enum tf_err tf_flags_find(struct tf_flag *out, size_t max, size_t *count, const struct tf_board *board,
                          const struct tf_flag_words *words)
{
    struct finding f = {.board = board, .words = words, .out = out, .max = max};
    those_that_wait(&f, TF_WAITS_APPROVAL);
    changed_since(&f);
    flagged_words(&f);
    enum tf_err err = alike_names(&f);
    those_that_wait(&f, TF_WAITS_MARKET);
    if (err == TF_OK) {
        *count = f.count;
    }
    return err;
}
