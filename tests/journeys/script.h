/* script.h: a journey's text: one step a line, made of words and of “quoted texts”; # begins a remark. */
#ifndef TF_TESTS_SCRIPT_H
#define TF_TESTS_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

enum { SCRIPT_WORDS_MAX = 12, SCRIPT_LINE_BYTES = 4096, SCRIPT_LINES_MAX = 1000 };

struct script_word {
    const char *text;
    bool is_quoted;
};
struct script_line {
    int number;
    char *text; /* words point into it */
    struct script_word words[SCRIPT_WORDS_MAX];
    size_t count;
};
struct script {
    const char *path;
    struct script_line *lines;
    size_t count;
};

/* false: said on stderr. Inside quotes \n is a new line, \" a quote. */
bool script_read(struct script *script, const char *path);
void script_free(struct script *script);

#endif
