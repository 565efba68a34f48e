#include "web/request.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool tf_request_cookie(const char *cookies, const char *name, char *out, size_t size)
{
    size_t name_len = strlen(name);
    while (cookies != NULL && *cookies != '\0') {
        cookies += strspn(cookies, "; ");
        size_t len = strcspn(cookies, ";");
        if (len > name_len && strncmp(cookies, name, name_len) == 0 && cookies[name_len] == '=') {
            size_t value_len = len - name_len - 1;
            if (value_len >= size) {
                return false;
            }
            memcpy(out, cookies + name_len + 1, value_len);
            out[value_len] = '\0';
            return true;
        }
        cookies += len;
    }
    return false;
}

/* ";q=0.8" in thousandths; 1000 when not said. */
static int quality_of(const char *part, size_t len)
{
    for (size_t i = 0; i + 2 < len; i++) {
        if (part[i] == ';') {
            i++;
            while (i + 2 < len && part[i] == ' ') {
                i++;
            }
            if ((part[i] | 0x20) == 'q' && part[i + 1] == '=') {
                int value = part[i + 2] == '1' ? 1000 : 0;
                int worth = 100;
                for (size_t d = i + 4; d < len && isdigit((unsigned char)part[d]) && worth > 0; d++) {
                    value += (part[d] - '0') * worth;
                    worth /= 10;
                }
                return value > 1000 ? 1000 : value;
            }
        }
    }
    return 1000;
}

enum tf_lang tf_request_language(const char *accept_language, enum tf_lang otherwise)
{
    enum tf_lang best = otherwise;
    int best_quality = 0;
    const char *at = accept_language != NULL ? accept_language : "";
    for (int parts = 0; *at != '\0' && parts < 32; parts++) {
        at += strspn(at, ", \t");
        size_t len = strcspn(at, ",");
        char tag[24];
        size_t tag_len = strcspn(at, ";, \t");
        if (tag_len > 0 && tag_len < sizeof(tag)) {
            enum tf_lang lang = TF_LANG_EN;
            int quality = quality_of(at, len);
            memcpy(tag, at, tag_len);
            tag[tag_len] = '\0';
            if (quality > best_quality && tf_lang_parse(&lang, tag)) {
                best = lang;
                best_quality = quality;
            }
        }
        at += len;
    }
    return best;
}

static void read_lang(struct tf_request *request, enum tf_lang default_lang)
{
    char cookie[16];
    const char *asked = tf_form_get(&request->query, "lang");
    if (*asked != '\0' && tf_lang_parse(&request->lang, asked)) {
        request->lang_from_query = true;
    } else if (!tf_request_cookie(request->cookie, "lang", cookie, sizeof(cookie)) ||
               !tf_lang_parse(&request->lang, cookie)) {
        request->lang = tf_request_language(request->accept_language, default_lang);
    }
}

static void read_device(struct tf_request *request)
{
    char token[TF_ACCESS_TOKEN_BYTES] = "";
    const char *given = request->device_header;
    if (given == NULL && tf_request_cookie(request->cookie, "device", token, sizeof(token))) {
        given = token;
    }
    if (given != NULL && tf_access_token_is_valid(given)) {
        memcpy(request->device_token, given, sizeof(request->device_token));
        request->device = tf_access_device(given);
        return;
    }
    char known[4];
    bool is_ours = request->fetch_site != NULL && strcmp(request->fetch_site, "same-origin") == 0;
    request->keeps_token = !is_ours && tf_request_cookie(request->cookie, "known", known, sizeof(known));
}

static bool is_type(const char *content_type, const char *wanted)
{
    size_t len = strlen(wanted);
    return content_type != NULL && strncasecmp(content_type, wanted, len) == 0 &&
           (content_type[len] == '\0' || content_type[len] == ';' || content_type[len] == ' ');
}

enum tf_err tf_request_read(struct tf_request *request, struct tf_arena *arena, enum tf_lang default_lang)
{
    size_t len = strlen(request->target);
    if (len > TF_REQUEST_TARGET_MAX || request->body_len > TF_REQUEST_BODY_MAX) {
        return TF_ERR_LIMIT;
    }
    if (request->target[0] != '/') {
        return TF_ERR_INVALID;
    }
    size_t path_len = strcspn(request->target, "?#");
    request->path = tf_form_decode(arena, request->target, path_len, false);
    if (request->path == NULL) {
        return TF_ERR_INVALID;
    }
    request->query_text = request->target[path_len] == '?' ? request->target + path_len + 1 : "";
    enum tf_err err =
        tf_form_parse(&request->query, arena, request->query_text, strcspn(request->query_text, "#"));
    if (err != TF_OK) {
        return err;
    }
    request->is_json = is_type(request->content_type, "application/json");
    if (request->method == TF_METHOD_POST && !request->is_json && request->body_len > 0) {
        if (!is_type(request->content_type, "application/x-www-form-urlencoded")) {
            return TF_ERR_UNSUPPORTED;
        }
        err = tf_form_parse(&request->form, arena, request->body, request->body_len);
        if (err != TF_OK) {
            return err;
        }
    }
    request->accepts_gzip =
        request->accept_encoding != NULL && strstr(request->accept_encoding, "gzip") != NULL;
    read_lang(request, default_lang);
    read_device(request);
    return TF_OK;
}

void tf_reply_free(struct tf_reply *reply)
{
    tf_page_unref(reply->page);
    tf_command_destroy(reply->command);
    *reply = (struct tf_reply){0};
}
