#include "web/visit.h"

#include "base/rng.h"
#include "core/policy.h"
#include "web/frame.h"
#include "words/words.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

void tf_visit_end(struct tf_visit *visit, const char *media_type, bool is_shared)
{
    struct tf_reply *reply = visit->reply;
    tf_page_unref(reply->page);
    reply->page = NULL;
    reply->kind = TF_REPLY_PAGE;
    reply->status = visit->status != 0 ? visit->status : 200;
    if (tf_page_create(&reply->page, &visit->body, media_type, is_shared) != TF_OK) {
        reply->kind = TF_REPLY_EMPTY;
        reply->status = 503;
        reply->retry_after_s = 5;
    }
}

void tf_visit_say(struct tf_visit *visit, int status, const char *message)
{
    visit->status = status;
    tf_buf_clear(&visit->body);
    if (visit->is_api) {
        json_t *json = json_pack("{s:i, s:s}", "status", status, "message", message);
        char *text = json != NULL ? json_dumps(json, JSON_COMPACT) : NULL;
        tf_buf_puts(&visit->body, text != NULL ? text : "{}");
        free(text);
        json_decref(json);
        tf_visit_end(visit, "application/json; charset=utf-8", false);
        return;
    }
    tf_frame_begin(visit, message, TF_TAB_NONE);
    tf_html_leaf(&visit->html, "h1", "", message);
    tf_html_open(&visit->html, "p");
    tf_html_open(&visit->html, "a");
    tf_html_url(&visit->html, "href", "/");
    tf_html_text(&visit->html, tf_tr(visit->lang, "To the grid"));
    tf_html_close(&visit->html);
    tf_html_close(&visit->html);
    tf_frame_end(visit, false);
}

void tf_visit_go(struct tf_visit *visit, const char *location)
{
    visit->reply->kind = TF_REPLY_GO;
    visit->reply->status = 303;
    visit->reply->location = location;
}

const char *tf_visit_base_url(const struct tf_visit *visit)
{
    if (visit->site->public_url[0] != '\0') {
        return visit->site->public_url;
    }
    const char *host = visit->request->host;
    return host != NULL
               ? tf_words_printf(visit->arena, "%s://%s", visit->site->is_tls ? "https" : "http", host)
               : "";
}

uint64_t tf_visit_id(const struct tf_visit *visit, unsigned salt)
{
    unsigned char hash[crypto_generichash_BYTES_MIN];
    const char *key = tf_visit_field(visit, "key");
    uint64_t id = 0;
    if (*key == '\0' || strlen(key) > TF_REQUEST_KEY_MAX) {
        randombytes_buf(&id, sizeof(id));
    } else {
        crypto_generichash_state state;
        const unsigned char salt_byte = (unsigned char)salt;
        crypto_generichash_init(&state, NULL, 0, sizeof(hash));
        crypto_generichash_update(&state, (const unsigned char *)visit->request->device_token,
                                  strlen(visit->request->device_token) + 1);
        crypto_generichash_update(&state, (const unsigned char *)key, strlen(key));
        crypto_generichash_update(&state, &salt_byte, 1);
        crypto_generichash_final(&state, hash, sizeof(hash));
        memcpy(&id, hash, sizeof(id));
    }
    id &= TF_ID_MAX;
    return id != 0 ? id : 1;
}

struct tf_actor tf_visit_actor(const struct tf_visit *visit)
{
    return (struct tf_actor){visit->role, visit->device};
}

bool tf_visit_is_own(const struct tf_visit *visit, const struct tf_session *session)
{
    return visit->device != 0 && session->device == visit->device;
}

const char *tf_visit_forbids(const struct tf_visit *visit, enum tf_verb verb)
{
    const char *why = tf_policy_binds(tf_board_gathering(visit->board), visit->request->role, verb);
    return why != NULL ? tf_tr(visit->lang, why) : NULL;
}

bool tf_visit_may_change(const struct tf_visit *visit, const struct tf_session *session)
{
    return tf_visit_is_own(visit, session) || visit->request->role == TF_ROLE_ORGANISER;
}

bool tf_visit_must_change(struct tf_visit *visit)
{
    if (tf_visit_may_change(visit, visit->session)) {
        return true;
    }
    tf_visit_say(
        visit, 403,
        tf_tr(visit->lang, "Only the phone that proposed this session can do that, or an organiser."));
    return false;
}

const char *tf_visit_path_of(const struct tf_visit *visit, const struct tf_session *session)
{
    return tf_words_printf(visit->arena, "/s/%s", session->code);
}

const char *tf_visit_field(const struct tf_visit *visit, const char *name)
{
    return tf_form_get(&visit->request->form, name);
}

/* Set up at the wall, an event has a language while the server runs on. */
enum tf_lang tf_visit_default_lang(const struct tf_site *site, const struct tf_board *board)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    enum tf_lang lang = site->default_lang;
    if (site->lang_is_events && gathering != NULL) {
        (void)tf_lang_parse(&lang, gathering->language); /* one that we do not speak leaves it */
    }
    return lang;
}
