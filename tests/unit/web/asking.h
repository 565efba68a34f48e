/* asking.h: the router asked as a phone asks it, without sockets and threads. Commands are decided by the
 * rules and applied at once. */
#ifndef TF_TESTS_ASKING_H
#define TF_TESTS_ASKING_H

#include "web/router.h"

#include "pairing.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct asking {
    struct tf_site site;
    struct tf_board *board;
    struct tf_zone *zone;
    struct tf_shelf *shelf;
    int64_t now_s;
    struct tf_arena arena;
    struct tf_arena notes; /* of the test, until its end */
    struct tf_request request;
    struct tf_reply reply;
    char cookie[128];          /* of the phone that asks; "" none */
    const char *origin, *host; /* for the next request */
    const char *accept_language;
    const char *if_none_match;
    const char *content_type; /* NULL: a form's */
    int64_t mono_ms;
    struct pairing pairing;
    struct tf_event *last; /* the newest event, for what takes it back; NULL */
};

static inline void asking_shelve(struct asking *a)
{
    struct tf_find *find = NULL;
    tf_shelf_destroy(a->shelf);
    assert_int_equal(tf_find_create(&find, a->board, NULL), TF_OK);
    assert_int_equal(tf_shelf_create(&a->shelf, a->board, a->zone, find, a->now_s), TF_OK);
    tf_find_unref(find);
}

static inline void asking_begin(struct asking *a, struct tf_board *board)
{
    *a = (struct asking){
        .board = board, .now_s = SUPPORT_10H00_S + 60, .host = "10.0.0.5:8080", .mono_ms = 1000};
    a->site.public_url = "";
    assert_int_equal(tf_access_create(&a->site.access, "https://wall.example/", NULL), TF_OK);
    assert_int_equal(tf_zone_open(&a->zone, "UTC"), TF_OK);
    for (size_t i = 0; i < TF_ASSET_COUNT; i++) {
        struct tf_buf buf;
        tf_buf_init(&buf, 0);
        tf_buf_puts(&buf, "asset");
        assert_int_equal(tf_page_create(&a->site.assets[i], &buf, "text/css", true), TF_OK);
        tf_buf_free(&buf);
    }
    memcpy(a->site.version, "v", 2);
    tf_arena_init(&a->arena);
    tf_arena_init(&a->notes);
    asking_shelve(a);
}

static inline void asking_pair(struct asking *a, uint64_t device, enum tf_role role)
{
    pairing_let_in(&a->pairing, device, role);
    a->site.keep = a->pairing.keep;
}

static inline void asking_end(struct asking *a)
{
    tf_reply_free(&a->reply);
    pairing_end(&a->pairing);
    tf_event_unref(a->last);
    tf_arena_free(&a->arena);
    tf_arena_free(&a->notes);
    tf_shelf_destroy(a->shelf);
    tf_zone_close(a->zone);
    tf_board_unref(a->board);
    tf_access_destroy(a->site.access);
    for (size_t i = 0; i < TF_ASSET_COUNT; i++) {
        tf_page_unref(a->site.assets[i]);
    }
}

static inline void asking_decide(struct asking *a)
{
    struct tf_event *event = NULL;
    struct tf_answer answer = {0};
    const struct tf_event *past =
        a->last != NULL && a->last->sequence == a->reply.command->sequence ? a->last : NULL;
    answer.err = tf_rules_decide(&event, a->board, a->reply.command, past, &answer.refusal, &answer.warning);
    if (answer.err == TF_OK) {
        support_apply(&a->board, event);
        answer.sequence = a->board->revision;
        tf_event_unref(a->last);
        a->last = event;
        asking_shelve(a);
    }
    tf_command_destroy(a->reply.command);
    a->reply.command = NULL;
    tf_router_finish(&a->site, a->shelf, &a->request, &a->arena, a->reply.finish, &answer, &a->reply);
}

/* The reply's body, "" where it has none; a->reply has the rest. Good until the next. */
static inline const char *ask(struct asking *a, enum tf_method method, const char *target, const char *body)
{
    tf_reply_free(&a->reply);
    tf_arena_reset(&a->arena);
    a->request = (struct tf_request){
        .method = method,
        .target = target,
        .host = a->host,
        .origin = a->origin,
        .cookie = a->cookie[0] != '\0' ? a->cookie : NULL,
        .accept_language = a->accept_language,
        .if_none_match = a->if_none_match,
        .content_type = a->content_type != NULL ? a->content_type : "application/x-www-form-urlencoded",
        .body = body,
        .body_len = strlen(body)};
    tf_router_answer(&a->site, a->shelf, &a->request, &a->arena, a->mono_ms, &a->reply);
    if (a->reply.kind == TF_REPLY_COMMAND) {
        asking_decide(a);
    }
    if (a->reply.sets_device) {
        snprintf(a->cookie, sizeof(a->cookie), "device=%s", a->request.device_token);
    }
    return a->reply.page != NULL ? a->reply.page->plain->data : "";
}

static inline const char *get(struct asking *a, const char *target)
{
    return ask(a, TF_METHOD_GET, target, "");
}

/* A form of this phone: with its token. fields: "title=Bees&host=Ann". */
static inline const char *post(struct asking *a, const char *target, const char *fields)
{
    static char body[TF_REQUEST_BODY_MAX + 1];
    char token[TF_ACCESS_TOKEN_BYTES];
    if (a->cookie[0] == '\0') {
        char device[TF_ACCESS_TOKEN_BYTES];
        tf_access_new_device(device);
        snprintf(a->cookie, sizeof(a->cookie), "device=%s", device);
    }
    tf_access_form_token(a->site.access, token, a->cookie + strlen("device="));
    snprintf(body, sizeof(body), "token=%s&%s", token, fields);
    return ask(a, TF_METHOD_POST, target, body);
}

#define assert_says(text, part)                                                                              \
    do {                                                                                                     \
        if (strstr((text), (part)) == NULL) {                                                                \
            print_error("no \"%s\" in:\n%s\n", (part), (text));                                              \
            fail();                                                                                          \
        }                                                                                                    \
    } while (0)
#define assert_not_says(text, part) assert_null(strstr((text), (part)))

#endif
