/* One line of the file of settings, written by the wall: people's comments, and lines that nobody
 * understands, are theirs. */
#include "kiosk/settings.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"

#include <ini.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char BEGINNING[] = "# Settings of this kiosk: `man twofeet` has them under CONFIGURATION.\n";

static size_t blanks(const char *text, size_t len)
{
    size_t at = 0;
    while (at < len && (text[at] == ' ' || text[at] == '\t')) {
        at++;
    }
    return at;
}

/* Whether the line is `name = …`; behind a # when is_off. */
static bool is_line_of(const char *line, size_t len, const char *name, bool is_off)
{
    size_t at = blanks(line, len), name_len = strlen(name);
    if (is_off) {
        if (at == len || line[at] != '#') {
            return false;
        }
        at++;
        at += blanks(line + at, len - at);
    }
    if (len - at < name_len || memcmp(line + at, name, name_len) != 0) {
        return false;
    }
    at += name_len;
    at += blanks(line + at, len - at);
    return at < len && (line[at] == '=' || line[at] == ':');
}

struct place {
    size_t start, end; /* what the new line takes the place of */
    bool is_found;
};

/* The last such line, without its end. */
static struct place find(const struct tf_buf *text, const char *name, bool is_off)
{
    struct place place = {text->len, text->len, false};
    for (size_t at = 0; at < text->len;) {
        const char *line = text->data + at;
        const char *end = memchr(line, '\n', text->len - at);
        size_t len = end != NULL ? (size_t)(end - line) : text->len - at;
        size_t mark = at == 0 && len >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        if (is_line_of(line + mark, len - mark, name, is_off)) {
            bool has_return = line[len - 1] == '\r';
            place = (struct place){at + mark, at + len - has_return, true};
        }
        at += len + (end != NULL);
    }
    return place;
}

/* As it would be read again: one line, no remark in it, not too long. */
static bool can_be_read(const char *name, const char *value)
{
    size_t len = strlen(value);
    for (size_t i = 0; i < len; i++) {
        bool is_remark = value[i] == ';' && (i == 0 || value[i - 1] == ' ');
        if ((unsigned char)value[i] < ' ' || value[i] == 127 || is_remark) {
            return false;
        }
    }
    bool is_trimmed = len == 0 || (value[0] != ' ' && value[len - 1] != ' ');
    return is_trimmed && tf_text_is_valid(value, len) &&
           strlen(name) + strlen(" = ") + len < (size_t)ini_max_line;
}

/* "name = value", and the remark that stood behind the old value. */
static void add_line(struct tf_buf *out, const char *name, const char *value, const char *old, size_t old_len)
{
    tf_buf_printf(out, "%s = %s", name, value);
    for (size_t i = 1; i < old_len; i++) {
        if (old[i] == ';' && (old[i - 1] == ' ' || old[i - 1] == '\t')) {
            tf_buf_puts(out, " ");
            tf_buf_add(out, old + i, old_len - i);
            return;
        }
    }
}

static void compose(struct tf_buf *out, const struct tf_buf *text, const char *name, const char *value)
{
    struct place place = find(text, name, false);
    if (place.is_found) {
        tf_buf_add(out, text->data, place.start);
        add_line(out, name, value, text->data + place.start, place.end - place.start);
        tf_buf_add(out, text->data + place.end, text->len - place.end);
        return;
    }
    place = find(text, name,
                 true); /* behind the line that explains it, whose end then ends ours; or at the end */
    bool has_end = place.end == 0 || (!place.is_found && text->data[text->len - 1] == '\n');
    tf_buf_add(out, text->data, place.end);
    tf_buf_puts(out, has_end ? "" : "\n");
    add_line(out, name, value, "", 0);
    tf_buf_puts(out, place.is_found ? "" : "\n");
    tf_buf_add(out, text->data + place.end, text->len - place.end);
}

enum tf_err tf_settings_write(const char *path, const char *name, const char *value,
                              struct tf_problem *problem)
{
    struct tf_buf text, fresh;
    char real[PATH_MAX]; /* a link stays one */
    if (!can_be_read(name, value)) {
        return tf_err_tell(problem, TF_ERR_INVALID, path, NULL, "No line of it can hold this for %s", name);
    }
    tf_buf_init(&text, 0);
    tf_buf_init(&fresh, 0);
    const char *at = realpath(path, real) != NULL ? real : path;
    enum tf_err err = tf_settings_load(&text, at, problem);
    if (err == TF_ERR_NOT_FOUND) {
        tf_buf_puts(&text, BEGINNING);
        err = tf_buf_err(&text);
    }
    if (err == TF_OK) {
        compose(&fresh, &text, name, value);
        err = tf_buf_write_file(&fresh, at, problem);
    }
    tf_buf_free(&text);
    tf_buf_free(&fresh);
    return err;
}
