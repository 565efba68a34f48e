/* The list of words that flag what they stand in. */
#include "core/flags.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

struct word {
    char *text; /* as the list has it */
    char *key;  /* as it looks */
    bool is_beginning;
};
struct tf_flag_words {
    struct word *list;
    size_t count;
};

/* Without accents, and with look-alike letters as what they pass for. */
static enum tf_err key_of(char **out, const char *text)
{
    char *folded = NULL;
    enum tf_err err = tf_text_fold(&folded, text);
    if (err == TF_OK) {
        err = tf_text_alike(out, folded);
    }
    free(folded);
    return err;
}

static bool is_word_sign(ucs4_t uc)
{
    return uc_is_general_category(uc, UC_CATEGORY_L) || uc_is_general_category(uc, UC_CATEGORY_N) ||
           uc_is_general_category(uc, UC_CATEGORY_M);
}

/* Written without blanks: where a word ends, only a dictionary knows. */
static bool has_no_blanks(ucs4_t uc)
{
    static const char *const SCRIPTS[] = {"Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"};
    const uc_script_t *script = uc_script(uc);
    for (size_t i = 0; script != NULL && i < sizeof(SCRIPTS) / sizeof(SCRIPTS[0]); i++) {
        if (strcmp(script->name, SCRIPTS[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Nothing of the same word stands on the other side of this place; 0: the text's end. */
static bool is_edge(ucs4_t inside, ucs4_t outside)
{
    return outside == 0 || !is_word_sign(outside) || !is_word_sign(inside) || has_no_blanks(inside);
}

static ucs4_t sign_at(const char *text)
{
    ucs4_t uc = 0;
    size_t len = strlen(text);
    if (len > 0) {
        (void)u8_mbtouc(&uc, (const uint8_t *)text, len);
    }
    return uc;
}

static ucs4_t sign_before(const char *text, const char *start)
{
    ucs4_t uc = 0;
    return u8_prev(&uc, (const uint8_t *)text, (const uint8_t *)start) != NULL ? uc : 0;
}

static bool stands_in(const struct word *word, const char *key)
{
    size_t len = strlen(word->key);
    for (const char *at = strstr(key, word->key); at != NULL; at = strstr(at + 1, word->key)) {
        bool begins = is_edge(sign_at(word->key), sign_before(at, key));
        bool ends = word->is_beginning || is_edge(sign_before(at + len, at), sign_at(at + len));
        if (begins && ends) {
            return true;
        }
    }
    return false;
}

const char *tf_flag_words_in(const struct tf_flag_words *words, const char *text)
{
    char *key = NULL;
    const char *found = NULL;
    if (text[0] == '\0' || key_of(&key, text) != TF_OK) {
        return NULL;
    }
    for (size_t i = 0; i < words->count && found == NULL; i++) {
        found = stands_in(&words->list[i], key) ? words->list[i].text : NULL;
    }
    free(key);
    return found;
}

/* A line without the blanks around it and its star. TF_ERR_INVALID: nothing is left of it. */
static enum tf_err read_word(struct word *word, const char *line, size_t len)
{
    word->is_beginning = len > 0 && line[len - 1] == '*';
    word->text = strndup(line, word->is_beginning ? len - 1 : len);
    enum tf_err err = word->text == NULL ? TF_ERR_NOMEM : key_of(&word->key, word->text);
    return err == TF_OK && word->key[0] == '\0' ? TF_ERR_INVALID : err;
}

static enum tf_err add(struct tf_flag_words *words, const char *line, size_t len, size_t number,
                       struct tf_problem *problem)
{
    if (len > TF_FLAG_WORD_BYTES_MAX) {
        return tf_err_tell(problem, TF_ERR_INVALID, NULL, "Write one word or phrase a line",
                           "Line %zu is longer than %d bytes", number, TF_FLAG_WORD_BYTES_MAX);
    }
    if (words->count == TF_FLAG_WORDS_MAX) {
        return tf_err_tell(problem, TF_ERR_LIMIT, NULL, "Keep those that matter",
                           "Line %zu is one too many: a list has at most %d", number, TF_FLAG_WORDS_MAX);
    }
    struct word *word = &words->list[words->count++]; /* freed with the others, whatever became of it */
    enum tf_err err = read_word(word, line, len);
    return err == TF_OK ? TF_OK
                        : tf_err_tell(problem, err, NULL, "Mend the line or take it out",
                                      "Line %zu has no word in it", number);
}

static size_t trimmed(const char **line, size_t len)
{
    while (len > 0 && strchr(" \t\r", (*line)[len - 1]) != NULL) {
        len--;
    }
    while (len > 0 && strchr(" \t", **line) != NULL) {
        (*line)++;
        len--;
    }
    return len;
}

static enum tf_err add_lines(struct tf_flag_words *words, const char *text, size_t len,
                             struct tf_problem *problem)
{
    enum tf_err err = TF_OK;
    size_t number = 0;
    for (size_t at = 0; at < len && err == TF_OK;) {
        const char *end = memchr(text + at, '\n', len - at), *line = text + at;
        size_t whole = end != NULL ? (size_t)(end - line) : len - at;
        size_t word = trimmed(&line, whole);
        at += whole + 1;
        number++;
        if (word > 0 && line[0] != '#') {
            err = add(words, line, word, number, problem);
        }
    }
    return err;
}

enum tf_err tf_flag_words_read(struct tf_flag_words **out, const char *text, size_t len,
                               struct tf_problem *problem)
{
    if (!tf_text_is_valid(text, len)) {
        return tf_err_tell(problem, TF_ERR_INVALID, NULL, "Save it as UTF-8", "The list is not UTF-8");
    }
    struct tf_flag_words *words = calloc(1, sizeof(*words));
    if (words == NULL) {
        return TF_ERR_NOMEM;
    }
    words->list = calloc(TF_FLAG_WORDS_MAX, sizeof(*words->list));
    enum tf_err err = words->list != NULL ? add_lines(words, text, len, problem) : TF_ERR_NOMEM;
    if (err != TF_OK) {
        tf_flag_words_free(words);
        return err;
    }
    *out = words;
    return TF_OK;
}

enum tf_err tf_flag_words_load(struct tf_flag_words **out, const char *path, struct tf_problem *problem)
{
    struct tf_buf bytes;
    tf_buf_init(&bytes, 0);
    enum tf_err err = tf_buf_read_file(&bytes, path, TF_FLAG_WORDS_FILE_MAX, problem);
    if (err == TF_OK) {
        err = tf_flag_words_read(out, bytes.data != NULL ? bytes.data : "", bytes.len, problem);
        if (err != TF_OK && problem != NULL) {
            tf_text_copy(problem->where, sizeof(problem->where), path);
        }
    }
    tf_buf_free(&bytes);
    return err;
}

void tf_flag_words_free(struct tf_flag_words *words)
{
    if (words == NULL) {
        return;
    }
    for (size_t i = 0; i < words->count; i++) {
        free(words->list[i].text);
        free(words->list[i].key);
    }
    free(words->list);
    free(words);
}

size_t tf_flag_words_count(const struct tf_flag_words *words)
{
    return words->count;
}
