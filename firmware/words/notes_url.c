#include "words/notes_url.h"

#include "base/buf.h"
#include "base/limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char EVENT[] = "{event}", CODE[] = "{code}";

/* Where the path, the query or the fragment begins; NULL: no http(s) address with a host. */
static const char *after_host(const char *template)
{
    size_t scheme = strncasecmp(template, "https://", 8) == 0  ? 8
                    : strncasecmp(template, "http://", 7) == 0 ? 7
                                                               : 0;
    size_t host = scheme > 0 ? strcspn(template + scheme, "/?#") : 0;
    if (host == 0 || memchr(template + scheme, '{', host) != NULL ||
        memchr(template + scheme, '@', host) != NULL) {
        return NULL;
    }
    return template + scheme + host;
}

static bool is_plain(const char *template)
{
    for (const char *at = template; *at != '\0'; at++) {
        if (*at <= ' ' || *at > '~' || strchr("\"<>\\^`|", *at) != NULL) {
            return false;
        }
    }
    return true;
}

static bool has_unknown(const char *at)
{
    for (at = strpbrk(at, "{}"); at != NULL; at = strpbrk(at, "{}")) {
        size_t len = strncmp(at, EVENT, sizeof(EVENT) - 1) == 0 ? sizeof(EVENT) - 1
                     : strncmp(at, CODE, sizeof(CODE) - 1) == 0 ? sizeof(CODE) - 1
                                                                : 0;
        if (len == 0) {
            return true;
        }
        at += len;
    }
    return false;
}

enum tf_err tf_notes_url_check(const char *template, struct tf_problem *problem)
{
    static const char HOW[] = "Write it like https://pad.example.org/p/{event}-{code}";
    const char *rest = after_host(template);
    if (rest == NULL || !is_plain(template)) {
        return tf_err_tell(
            problem, TF_ERR_INVALID, template, HOW,
            "Notes can be kept at an address that begins with http:// or https://, and this is "
            "none");
    }
    if (strlen(template) > TF_URL_BYTES_MAX / 2) {
        return tf_err_tell(problem, TF_ERR_INVALID, template, HOW, "This address is too long");
    }
    if (strstr(rest, CODE) == NULL) {
        return tf_err_tell(problem, TF_ERR_INVALID, template, HOW,
                           "Without {code} all sessions would have one and the same pad");
    }
    if (has_unknown(rest)) {
        return tf_err_tell(problem, TF_ERR_INVALID, template, HOW, "Only {event} and {code} can be put in");
    }
    return TF_OK;
}

/* Letters, digits and -._~ as they are: the same in a path, a query and a fragment. */
static void put_escaped(struct tf_buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x80 && (isalnum(c) || strchr("-._~", c) != NULL)) {
            tf_buf_putc(out, *text);
        } else {
            tf_buf_printf(out, "%%%02X", c);
        }
    }
}

const char *tf_notes_url(struct tf_arena *arena, const char *template, const struct tf_gathering *gathering,
                         const struct tf_session *session)
{
    struct tf_buf out;
    if (template == NULL || tf_notes_url_check(template, NULL) != TF_OK) {
        return "";
    }
    tf_buf_init(&out, 4 * TF_URL_BYTES_MAX);
    for (const char *at = template; *at != '\0';) {
        if (strncmp(at, EVENT, sizeof(EVENT) - 1) == 0) {
            put_escaped(&out, gathering != NULL ? gathering->code : "");
            at += sizeof(EVENT) - 1;
        } else if (strncmp(at, CODE, sizeof(CODE) - 1) == 0) {
            put_escaped(&out, session->code);
            at += sizeof(CODE) - 1;
        } else {
            tf_buf_putc(&out, *at++);
        }
    }
    const char *url = tf_buf_err(&out) == TF_OK ? tf_arena_strdup(arena, out.data) : NULL;
    tf_buf_free(&out);
    return url != NULL ? url : "";
}
