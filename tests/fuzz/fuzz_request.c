/* Any bytes as a request to the phone pages: "METHOD TARGET\nHeader: value\n...\n\nbody", as a phone's would
 * be once microhttpd has taken the lines apart. Whatever is asked, there is one reply, it has a status, and
 * what is a page of ours ends as one. Writes are decided by the rules, and refused or forgotten: the board
 * stays as it is. */
#include "web/router.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct house {
    struct tf_site site;
    struct tf_board *board;
    struct tf_zone *zone;
    struct tf_find *find;
};

static void must(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "request: %s\n", what);
        abort();
    }
}

static void load(struct tf_board *board, const struct tf_record *from)
{
    const struct tf_record *record = NULL;
    must(tf_record_copy(&record, from) == TF_OK && tf_board_load(board, record) == TF_OK, "no board");
    tf_record_unref(record);
}

static const int64_t START_S = 1795600800; /* 2026-11-25T10:00Z */

static void build(struct house *house)
{
    struct tf_gathering gathering = {
        .record = {.kind = TF_KIND_GATHERING, .key = {0, 1}}, .title = "Camp", .zone = "UTC"};
    struct tf_space space = {.record = {.kind = TF_KIND_SPACE, .key = {0, 101}}, .name = "A"};
    struct tf_slot slot = {.record = {.kind = TF_KIND_SLOT, .key = {0, 201}},
                           .day = 20782,
                           .start = START_S,
                           .end = START_S + 3600};
    struct tf_session session = {.record = {.kind = TF_KIND_SESSION, .key = {0, 1001}},
                                 .code = "CARD2",
                                 .title = "Compost",
                                 .state = TF_SESSION_PLACED,
                                 .device = tf_access_device("000102030405060708090a0b0c0d0e0f")};
    struct tf_placement placement = {.record = {.kind = TF_KIND_PLACEMENT, .key = {0, 2001}},
                                     .session = 1001,
                                     .space = 101,
                                     .slot = 201,
                                     .last_slot = 201};
    must(tf_board_create(&house->board) == TF_OK, "no board");
    load(house->board, &gathering.record);
    load(house->board, &space.record);
    load(house->board, &slot.record);
    load(house->board, &session.record);
    load(house->board, &placement.record);
    must(tf_board_finish(house->board, 1, START_S) == TF_OK, "no board");
    must(tf_zone_open(&house->zone, "UTC") == TF_OK &&
             tf_find_create(&house->find, house->board, NULL) == TF_OK,
         "no memory");
    must(tf_access_create(&house->site.access, NULL, NULL) == TF_OK, "no access");
    house->site.public_url = "";
    for (size_t i = 0; i < TF_ASSET_COUNT; i++) {
        struct tf_buf buf;
        tf_buf_init(&buf, 0);
        must(tf_page_create(&house->site.assets[i], &buf, "text/plain", true) == TF_OK, "no page");
    }
}

/* Takes one line out of text. */
static char *line_of(char **text)
{
    char *line = *text;
    size_t len = strcspn(line, "\n");
    *text = line[len] == '\n' ? line + len + 1 : line + len;
    line[len] = '\0';
    return line;
}

static void read_header(struct tf_request *request, char *line)
{
    const struct {
        const char *name;
        const char **into;
    } headers[] = {{"Host: ", &request->host},
                   {"Origin: ", &request->origin},
                   {"Cookie: ", &request->cookie},
                   {"Sec-Fetch-Site: ", &request->fetch_site},
                   {"X-Twofeet-Device: ", &request->device_header},
                   {"Accept-Language: ", &request->accept_language},
                   {"Accept-Encoding: ", &request->accept_encoding},
                   {"If-None-Match: ", &request->if_none_match},
                   {"Content-Type: ", &request->content_type},
                   {"Last-Event-ID: ", &request->last_event_id}};
    for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
        size_t len = strlen(headers[i].name);
        if (strncmp(line, headers[i].name, len) == 0) {
            *headers[i].into = line + len;
        }
    }
}

static void finish(struct house *house, struct tf_shelf *shelf, struct tf_request *request,
                   struct tf_arena *arena, struct tf_reply *reply)
{
    struct tf_event *event = NULL;
    struct tf_answer answer = {.sequence = 2};
    answer.err =
        tf_rules_decide(&event, house->board, reply->command, NULL, &answer.refusal, &answer.warning);
    if (answer.err == TF_OK) {
        tf_event_unref(event);
    }
    tf_command_destroy(reply->command);
    reply->command = NULL;
    tf_router_finish(&house->site, shelf, request, arena, reply->finish, &answer, reply);
}

static void must_be_whole(const struct tf_reply *reply)
{
    must(reply->kind != TF_REPLY_COMMAND, "was asked twice");
    must(reply->status >= 200 && reply->status < 600, "no status");
    must(reply->kind != TF_REPLY_GO ||
             (reply->location != NULL && reply->location[0] == '/' && reply->location[1] != '/' &&
              strpbrk(reply->location, "\r\n") == NULL),
         "leads elsewhere");
    if (reply->kind == TF_REPLY_PAGE) {
        must(reply->page != NULL, "no page");
        bool is_html = strncmp(reply->page->media_type, "text/html", 9) == 0;
        const struct tf_bytes *bytes = reply->page->plain;
        must(!is_html || (bytes->len > 7 && strcmp(bytes->data + bytes->len - 7, "</html>") == 0),
             "a page breaks off");
        must(!is_html || tf_text_is_valid(bytes->data, bytes->len), "a page is not UTF-8");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct house house;
    if (house.board == NULL) {
        build(&house);
    }
    char *text = malloc(size + 1);
    if (text == NULL) {
        return 0;
    }
    memcpy(text, data, size);
    text[size] = '\0';
    char *at = text, *first = line_of(&at), *line = NULL;
    char *target = strchr(first, ' ');
    struct tf_request request = {
        .host = "127.0.0.1", .target = target != NULL ? target + 1 : "/", .method = TF_METHOD_GET};
    request.method = strncmp(first, "POST", 4) == 0  ? TF_METHOD_POST
                     : strncmp(first, "PUT", 3) == 0 ? TF_METHOD_OTHER
                                                     : TF_METHOD_GET;
    while (*at != '\0' && *(line = line_of(&at)) != '\0') {
        read_header(&request, line);
    }
    request.body = at;
    request.body_len = size - (size_t)(at - text) <= size ? size - (size_t)(at - text) : 0;

    struct tf_shelf *shelf = NULL;
    struct tf_reply reply = {0};
    struct tf_arena arena;
    tf_arena_init(&arena);
    must(tf_shelf_create(&shelf, house.board, house.zone, house.find, START_S + 60) == TF_OK, "no memory");
    tf_router_answer(&house.site, shelf, &request, &arena, 1000, &reply);
    if (reply.kind == TF_REPLY_COMMAND) {
        finish(&house, shelf, &request, &arena, &reply);
    }
    must_be_whole(&reply);
    tf_reply_free(&reply);
    tf_shelf_destroy(shelf);
    tf_arena_free(&arena);
    free(text);
    return 0;
}
