#include "journeys/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One word from *at on, moved to *to (never ahead of *at). NULL: the quote does not end. */
static char *next_word(char **at, char **to, bool *is_quoted)
{
    char *word = *to;
    char *in = *at;
    char *out = *to;
    *is_quoted = *in == '"';
    in += *is_quoted;
    while (*in != '\0' && (*is_quoted ? *in != '"' : *in != ' ')) {
        if (*is_quoted && in[0] == '\\' && (in[1] == 'n' || in[1] == '"')) {
            *out++ = in[1] == 'n' ? '\n' : '"';
            in += 2;
        } else {
            *out++ = *in++;
        }
    }
    if (*is_quoted && *in != '"') {
        return NULL;
    }
    in += *in != '\0';
    *at = in;
    *out++ = '\0';
    *to = out;
    return word;
}

static bool split(struct script_line *line)
{
    char *at = line->text;
    char *to = line->text;
    for (;;) {
        at += strspn(at, " \t");
        if (*at == '\0' || *at == '#') {
            return true;
        }
        if (line->count == SCRIPT_WORDS_MAX) {
            return false;
        }
        struct script_word *word = &line->words[line->count++];
        word->text = next_word(&at, &to, &word->is_quoted);
        if (word->text == NULL) {
            return false;
        }
    }
}

static bool add_line(struct script *script, const char *text, int number)
{
    struct script_line *line = &script->lines[script->count];
    *line = (struct script_line){.number = number, .text = strdup(text)};
    if (line->text == NULL || !split(line)) {
        free(line->text);
        fprintf(stderr, "%s:%d: cannot be read: a quote that does not end, or too many words\n", script->path,
                number);
        return false;
    }
    if (line->count > 0) {
        script->count++;
    } else {
        free(line->text);
    }
    return true;
}

bool script_read(struct script *script, const char *path)
{
    *script = (struct script){.path = path, .lines = calloc(SCRIPT_LINES_MAX, sizeof *script->lines)};
    FILE *file = fopen(path, "r");
    char text[SCRIPT_LINE_BYTES];
    bool is_good = script->lines != NULL && file != NULL;
    for (int number = 1; is_good && fgets(text, sizeof text, file) != NULL; number++) {
        text[strcspn(text, "\n")] = '\0';
        is_good = script->count < SCRIPT_LINES_MAX && add_line(script, text, number);
    }
    if (file == NULL) {
        perror(path);
    } else {
        fclose(file);
    }
    return is_good && script->count > 0;
}

void script_free(struct script *script)
{
    for (size_t i = 0; i < script->count; i++) {
        free(script->lines[i].text);
    }
    free(script->lines);
}
