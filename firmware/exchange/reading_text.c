#include "exchange/reading.h"

#include "base/limits.h"
#include "exchange/plain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HTML_BYTES_MAX  (64 * 1024) /* of one text; eight times what can be kept of it */
#define HOSTS_BYTES_MAX 4000        /* of all the names of one session */

static const char *keep(struct tf_reading *reading, const char *text, size_t len)
{
    char *copy = tf_arena_strndup(&reading->draft->arena, text, len);
    if (!copy) {
        tf_reading_fail(reading, TF_ERR_NOMEM);
    }
    return copy ? copy : "";
}

static void report_fixes(struct tf_reading *reading, long line, const char *where, const char *field,
                         unsigned fixes)
{
    if (fixes & TF_TEXT_FIX_ENCODING) {
        tf_report_add(reading->report, TF_REPORT_MENDED, line, where,
                      "The %s has bytes that are not UTF-8; each became a replacement character.", field);
    }
    if (fixes & TF_TEXT_FIX_REMOVED) {
        tf_report_add(reading->report, TF_REPORT_MENDED, line, where,
                      "The %s has characters that are not text; they were removed.", field);
    }
    if (fixes & TF_TEXT_FIX_CUT) {
        tf_report_add(reading->report, TF_REPORT_MENDED, line, where, "The %s is too long and was cut.",
                      field);
    }
}

static const char *fit(struct tf_reading *reading, long line, const char *where, const char *field,
                       const char *in, size_t len, enum tf_text_kind kind, bool *was_cut)
{
    if (reading->err || len == 0) {
        return "";
    }
    char *clean = NULL;
    unsigned fixes = 0;
    enum tf_err err = tf_text_fit(&clean, in, len, kind, &fixes);
    if (err) {
        tf_reading_fail(reading, err);
        return "";
    }
    const char *kept = keep(reading, clean, strlen(clean));
    free(clean);
    if (was_cut) {
        *was_cut = fixes & TF_TEXT_FIX_CUT;
    }
    report_fixes(reading, line, where, field, was_cut ? fixes & ~(unsigned)TF_TEXT_FIX_CUT : fixes);
    return kept;
}

const char *tf_reading_text(struct tf_reading *reading, long line, const char *where, const char *field,
                            const char *in, enum tf_text_kind kind)
{
    return fit(reading, line, where, field, in, in ? strlen(in) : 0, kind, NULL);
}

const char *tf_reading_title(struct tf_reading *reading, long line, const char *where, const char *field,
                             const char *in, const char **about)
{
    bool was_cut = false;
    const char *title = fit(reading, line, where, field, in, in ? strlen(in) : 0, TF_TEXT_TITLE, &was_cut);
    if (!was_cut) {
        return title;
    }
    const char *whole = tf_reading_text(reading, line, where, field, in, TF_TEXT_ABOUT);
    whole = tf_reading_join(reading, whole, *about); /* which may be too long together */
    *about = tf_reading_text(reading, line, where, "description", whole, TF_TEXT_ABOUT);
    tf_report_add(reading->report, TF_REPORT_MENDED, line, where,
                  "The %s is too long for a card: all of it is in the description.", field);
    return title;
}

const char *tf_reading_html(struct tf_reading *reading, long line, const char *where, const char *field,
                            const char *in, enum tf_text_kind kind)
{
    size_t len = in ? strnlen(in, HTML_BYTES_MAX) : 0;
    if (reading->err || len == 0 || (!memchr(in, '<', len) && !memchr(in, '&', len))) {
        return tf_reading_text(reading, line, where, field, in, kind);
    }
    struct tf_buf plain;
    tf_buf_init(&plain, 0);
    tf_plain_from_html(&plain, in, len);
    const char *kept = "";
    if (tf_buf_err(&plain)) {
        tf_reading_fail(reading, tf_buf_err(&plain));
    } else if (plain.len) {
        kept = fit(reading, line, where, field, plain.data, plain.len, kind, NULL);
    }
    tf_buf_free(&plain);
    return kept;
}

const char *tf_reading_join(struct tf_reading *reading, const char *a, const char *b)
{
    size_t a_len = strlen(a);
    if (!*b || strcmp(a, b) == 0) {
        return a;
    }
    if (!*a || strncmp(a, b, a_len) == 0) {
        return b;
    }
    char *both = tf_arena_printf(&reading->draft->arena, "%s\n\n%s", a, b);
    if (!both) {
        tf_reading_fail(reading, TF_ERR_NOMEM);
    }
    return both ? both : "";
}

const char *tf_reading_add_host(struct tf_reading *reading, long line, const char *where, const char *hosts,
                                const char *name)
{
    const char *clean = tf_reading_text(reading, line, where, "host", name, TF_TEXT_NAME);
    if (!*clean) {
        return hosts;
    }
    if (!*hosts) {
        return clean;
    }
    if (strlen(hosts) > HOSTS_BYTES_MAX) {
        tf_report_add(reading->report, TF_REPORT_MENDED, line, where, "More hosts than we keep: left out %s.",
                      clean);
        return hosts;
    }
    size_t len = strlen(hosts);
    if (hosts != reading->hosts) { /* a copy for each name would cost the square of them */
        char *room =
            tf_arena_alloc(&reading->draft->arena, HOSTS_BYTES_MAX + TF_NAME_BYTES_MAX + sizeof ", ");
        if (!room) {
            tf_reading_fail(reading, TF_ERR_NOMEM);
            return hosts;
        }
        memcpy(room, hosts, len);
        reading->hosts = room;
    }
    memcpy(reading->hosts + len, ", ", 2);
    memcpy(reading->hosts + len + 2, clean, strlen(clean) + 1);
    return reading->hosts;
}

static bool is_name_sized(const char *text)
{
    return strlen(text) <= TF_NAME_BYTES_MAX && tf_text_graphemes(text) <= TF_NAME_GRAPHEMES_MAX;
}

void tf_reading_fit_hosts(struct tf_reading *reading, long line, const char *where,
                          struct tf_session *session)
{
    if (reading->err || is_name_sized(session->host)) {
        return;
    }
    struct tf_arena *arena = &reading->draft->arena;
    const char *all = session->host;
    const char *about =
        tf_arena_printf(arena, "%s%sHosts: %s", session->about, *session->about ? "\n\n" : "", all);
    char *shorter = tf_arena_printf(arena, "%s", all);
    char *comma = shorter ? strrchr(shorter, ',') : NULL;
    char host[TF_NAME_BYTES_MAX + 1] = "";
    for (; comma; comma = strrchr(shorter, ',')) {
        *comma = '\0';
        int len = snprintf(host, sizeof host, "%s, …", shorter);
        if (len > 0 && (size_t)len < sizeof host && is_name_sized(host)) {
            break;
        }
    }
    if (!about || !shorter) {
        tf_reading_fail(reading, TF_ERR_NOMEM);
        return;
    }
    session->about = tf_reading_text(reading, line, where, "description", about, TF_TEXT_ABOUT);
    session->host = comma ? keep(reading, host, strlen(host))
                          : tf_reading_text(reading, line, where, "host", all, TF_TEXT_NAME);
    tf_report_add(reading->report, TF_REPORT_MENDED, line, where,
                  "More hosts than fit in one line: all of them are named at the end of the description.");
}

static void fold_ascii(char *out, size_t size, const char *in)
{
    size_t n = 0;
    for (; *in && n < size - 1; in++) {
        out[n++] = *in >= 'A' && *in <= 'Z' ? (char)(*in - 'A' + 'a') : *in;
    }
    out[n] = '\0';
}

static bool is_tag(const char *tag)
{
    size_t part = 0, parts = 0;
    for (const char *p = tag;; p++) {
        bool letter = (*p >= 'a' && *p <= 'z');
        if (letter || (parts > 0 && *p >= '0' && *p <= '9')) {
            part++;
            continue;
        }
        if ((*p != '-' && *p != '\0') || part < (parts ? 1u : 2u) || part > (parts ? 8u : 3u)) {
            return false;
        }
        if (*p == '\0') {
            return true;
        }
        parts++;
        part = 0;
    }
}

const char *tf_reading_language(struct tf_reading *reading, long line, const char *where, const char *in)
{
    static const struct {
        const char *name, *tag;
    } names[] = {{"german", "de"},   {"deutsch", "de"},  {"english", "en"}, {"englisch", "en"},
                 {"french", "fr"},   {"français", "fr"}, {"arabic", "ar"},  {"العربية", "ar"},
                 {"japanese", "ja"}, {"日本語", "ja"},   {"spanish", "es"}, {"español", "es"}};
    char tag[36];
    while (in && (*in == ' ' || *in == '\n' || *in == '\t' || *in == '\r')) {
        in++;
    }
    if (!in || !*in || reading->err) {
        return "";
    }
    fold_ascii(tag, sizeof tag, in);
    for (size_t n = strlen(tag);
         n > 0 && (tag[n - 1] == ' ' || tag[n - 1] == '\n' || tag[n - 1] == '\r' || tag[n - 1] == '\t');) {
        tag[--n] = '\0';
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(tag, names[i].name) == 0) {
            return names[i].tag;
        }
    }
    for (char *p = tag; *p; p++) {
        if (*p == '_') {
            *p = '-';
        }
    }
    if (*tag && is_tag(tag)) {
        return keep(reading, tag, strlen(tag));
    }
    if (*tag) {
        tf_report_add(reading->report, TF_REPORT_MENDED, line, where,
                      "\"%s\" is no language we know; left out.", tag);
    }
    return "";
}

enum tf_session_format tf_reading_format(const char *type)
{
    static const struct {
        const char *word;
        enum tf_session_format format;
    } words[] = {
        {"workshop", TF_FORMAT_WORKSHOP},
        {"hands-on", TF_FORMAT_WORKSHOP},
        {"tutorial", TF_FORMAT_WORKSHOP},
        {"training", TF_FORMAT_WORKSHOP},
        {"discussion", TF_FORMAT_DISCUSSION},
        {"diskussion", TF_FORMAT_DISCUSSION},
        {"bof", TF_FORMAT_DISCUSSION},
        {"panel", TF_FORMAT_DISCUSSION},
        {"podium", TF_FORMAT_DISCUSSION},
        {"meeting", TF_FORMAT_DISCUSSION},
        {"meetup", TF_FORMAT_DISCUSSION},
        {"fishbowl", TF_FORMAT_DISCUSSION},
        {"lightning", TF_FORMAT_TALK},
        {"talk", TF_FORMAT_TALK},
        {"lecture", TF_FORMAT_TALK},
        {"vortrag", TF_FORMAT_TALK},
        {"keynote", TF_FORMAT_TALK},
        {"presentation", TF_FORMAT_TALK},
        {"help", TF_FORMAT_HELP},
    };
    char folded[128];
    if (!type) {
        return TF_FORMAT_UNSAID;
    }
    fold_ascii(folded, sizeof folded, type);
    if (strspn(folded, " \t\r\n") == strlen(folded)) {
        return TF_FORMAT_UNSAID;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strstr(folded, words[i].word)) {
            return words[i].format;
        }
    }
    return TF_FORMAT_OTHER;
}

const char *tf_reading_code(struct tf_reading *reading, const char *acronym)
{
    char code[33];
    size_t n = 0;
    for (const char *p = acronym ? acronym : ""; *p && n < sizeof code - 1; p++) {
        char c = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            code[n++] = c;
        } else if (n > 0 && code[n - 1] != '-') {
            code[n++] = '-';
        }
    }
    while (n > 0 && code[n - 1] == '-') {
        n--;
    }
    if (n == 0) {
        return "";
    }
    static const char filler[] = "-event";
    bool is_short = n < 4;
    for (size_t i = 0; is_short && filler[i]; i++) {
        code[n++] = filler[i];
    }
    return keep(reading, code, n);
}
