#include "canvas/fonts_list.h"

#include "base/buf.h"
#include "base/log.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LIST_BYTES_MAX = 64 * 1024 };

static char *trimmed(char *text)
{
    while (isspace((unsigned char)*text)) {
        text++;
    }
    size_t len = strlen(text);
    while (len > 0 && isspace((unsigned char)text[len - 1])) {
        text[--len] = '\0';
    }
    return text;
}

static bool read_scripts(struct tf_fonts_face *face, char *value)
{
    char *rest = NULL;
    for (char *word = strtok_r(value, " \t", &rest); word != NULL; word = strtok_r(NULL, " \t", &rest)) {
        if (strcmp(word, "*") == 0) {
            face->serves_all = true;
            continue;
        }
        if (strlen(word) != 4 || face->script_count == TF_FONTS_SCRIPTS_MAX) {
            return false;
        }
        const unsigned char *tag = (const unsigned char *)word;
        face->scripts[face->script_count++] =
            (uint32_t)tag[0] << 24 | (uint32_t)tag[1] << 16 | (uint32_t)tag[2] << 8 | tag[3];
    }
    return true;
}

static enum tf_err keep_path(char **path, const char *value)
{
    free(*path);
    *path = strdup(value);
    return *path == NULL ? TF_ERR_NOMEM : TF_OK;
}

static enum tf_err read_pair(struct tf_fonts_face *face, const char *name, char *value)
{
    if (strcmp(name, "regular") == 0) {
        return keep_path(&face->regular, value);
    }
    if (strcmp(name, "bold") == 0) {
        return keep_path(&face->bold, value);
    }
    if (strcmp(name, "index") == 0) {
        char *end = NULL;
        face->index = strtol(value, &end, 10);
        return *end == '\0' && face->index >= 0 && face->index < 256 ? TF_OK : TF_ERR_INVALID;
    }
    if (strcmp(name, "colour") == 0) {
        face->is_colour = strcmp(value, "yes") == 0;
        return TF_OK;
    }
    if (strcmp(name, "scripts") == 0) {
        return read_scripts(face, value) ? TF_OK : TF_ERR_INVALID;
    }
    return TF_ERR_INVALID;
}

static enum tf_err read_line(struct tf_fonts_list *list, char *line)
{
    line = trimmed(line);
    if (line[0] == '\0' || line[0] == ';' || line[0] == '#') {
        return TF_OK;
    }
    if (line[0] == '[') {
        if (list->count == TF_FONTS_FACES_MAX || line[strlen(line) - 1] != ']') {
            return TF_ERR_INVALID;
        }
        list->count++;
        return TF_OK;
    }
    char *equals = strchr(line, '=');
    if (equals == NULL || list->count == 0) {
        return TF_ERR_INVALID;
    }
    *equals = '\0';
    return read_pair(&list->faces[list->count - 1], trimmed(line), trimmed(equals + 1));
}

static void free_face(struct tf_fonts_face *face)
{
    free(face->regular);
    free(face->bold);
    *face = (struct tf_fonts_face){0};
}

/* What is not on this machine goes, with a word to whoever looks after it. */
static void skip_missing(struct tf_fonts_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct tf_fonts_face *face = &list->faces[i];
        if (face->regular == NULL || access(face->regular, R_OK) != 0) {
            tf_log(TF_LOG_WARNING, "fonts: %s is missing; its script will show as boxes",
                   face->regular == NULL ? "a regular face" : face->regular);
            free_face(face);
            continue;
        }
        if (face->bold != NULL && access(face->bold, R_OK) != 0) {
            tf_log(TF_LOG_WARNING, "fonts: %s is missing; the regular face is made bolder", face->bold);
            free(face->bold);
            face->bold = NULL;
        }
        if (kept != i) {
            list->faces[kept] = *face;
            *face = (struct tf_fonts_face){0};
        }
        kept++;
    }
    list->count = kept;
}

void tf_fonts_list_free(struct tf_fonts_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free_face(&list->faces[i]);
    }
    list->count = 0;
}

enum tf_err tf_fonts_list_read(struct tf_fonts_list *out, const char *path, struct tf_problem *problem)
{
    struct tf_buf file;
    struct tf_fonts_list *list = calloc(1, sizeof(*list));
    tf_buf_init(&file, 0);
    enum tf_err err = list == NULL ? TF_ERR_NOMEM : tf_buf_read_file(&file, path, LIST_BYTES_MAX, problem);
    char *rest = NULL;
    unsigned number = 0;
    for (char *line = err == TF_OK && file.len > 0 ? file.data : NULL; line != NULL && err == TF_OK;
         line = rest) {
        number++;
        rest = strchr(line, '\n');
        if (rest != NULL) {
            *rest++ = '\0';
        }
        err = read_line(list, line);
        if (err == TF_ERR_INVALID) {
            tf_err_tell(problem, err, path, "Compare it with assets/fonts/fonts.ini",
                        "Line %u of the list of fonts cannot be understood", number);
        }
    }
    if (err == TF_OK) {
        skip_missing(list);
        if (list->count == 0) {
            err = tf_err_tell(problem, TF_ERR_NOT_FOUND, path, "Install fonts-inter and fonts-noto-core",
                              "None of the fonts in the list is on this machine");
        }
    }
    if (err == TF_OK) {
        *out = *list;
    } else if (list != NULL) {
        tf_fonts_list_free(list);
    }
    free(list);
    tf_buf_free(&file);
    return err;
}

static bool names_script(const struct tf_fonts_face *face, uint32_t script)
{
    for (size_t i = 0; i < face->script_count; i++) {
        if (face->scripts[i] == script) {
            return true;
        }
    }
    return false;
}

int tf_fonts_list_face_for(const struct tf_fonts_list *list, uint32_t code_point, uint32_t script, bool emoji,
                           bool (*covers)(void *engine, int face, uint32_t code_point), void *engine)
{
    for (size_t i = 0; emoji && i < list->count; i++) {
        if (list->faces[i].is_colour && covers(engine, (int)i, code_point)) {
            return (int)i;
        }
    }
    for (size_t i = 0; i < list->count; i++) {
        if (names_script(&list->faces[i], script) && covers(engine, (int)i, code_point)) {
            return (int)i;
        }
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->faces[i].serves_all && covers(engine, (int)i, code_point)) {
            return (int)i;
        }
    }
    return -1;
}
