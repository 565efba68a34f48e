/* desk_kit.h: the desk asked as a paired laptop asks it. Forms are filled in as a browser does: what a page
 * says of itself (`seen`) is read from the page. */
#ifndef TF_TESTS_DESK_KIT_H
#define TF_TESTS_DESK_KIT_H

#include "asking.h"

static inline void pair(struct asking *a, enum tf_role role)
{
    char device[TF_ACCESS_TOKEN_BYTES];
    tf_access_new_device(device);
    snprintf(a->cookie, sizeof(a->cookie), "device=%s", device);
    asking_pair(a, tf_access_device(device), role);
}

static inline void desk_begin(struct asking *a, const char *board, enum tf_role role)
{
    asking_begin(a, support_board(board));
    pair(a, role);
}

/* What stands in an attribute after `mark` in this page; the test fails when it is not there. */
static inline const char *after(struct asking *a, const char *page, const char *mark)
{
    const char *at = strstr(page, mark);
    if (at == NULL) {
        print_error("no \"%s\" in:\n%s\n", mark, page);
        fail();
        return "";
    }
    at += strlen(mark);
    char *value = malloc(strcspn(at, "\"") + 1);
    assert_non_null(value);
    memcpy(value, at, strcspn(at, "\""));
    value[strcspn(at, "\"")] = '\0';
    const char *kept = tf_arena_strdup(&a->notes, value);
    free(value);
    assert_non_null(kept);
    return kept;
}

/* "pick=…&seen=…" of a card as the desk shows it now. */
static inline const char *held(struct asking *a, const char *pick)
{
    static char fields[256];
    char mark[64];
    snprintf(mark, sizeof(mark), "data-pick=\"%s\" data-seen=\"", pick);
    snprintf(fields, sizeof(fields), "pick=%s&seen=%s", pick, after(a, get(a, "/desk"), mark));
    return fields;
}

/* A cell with what stands in it as the desk shows it now: "101-202", or "101-201-9f…". */
static inline const char *place(struct asking *a, const char *cell)
{
    static char text[64];
    char mark[64];
    snprintf(mark, sizeof(mark), "data-cell=\"%s", cell);
    snprintf(text, sizeof(text), "%s%s", cell, after(a, get(a, "/desk"), mark));
    return text;
}

static inline const char *move_to(struct asking *a, const char *fields, const char *to)
{
    char body[512];
    snprintf(body, sizeof(body), "%s&to=%s", fields, to);
    return post(a, "/desk/move", body);
}

/* "A 10:00" of the session's first placement; "" it has none. */
static inline const char *where_is(const struct asking *a, const char *title)
{
    static char text[64];
    const struct tf_placement *placement =
        tf_grid_placement_of(a->board->grid, support_session(a->board, title), NULL);
    if (placement == NULL) {
        return "";
    }
    int64_t minute = tf_grid_start(a->board->grid, placement) / 60 % 1440;
    snprintf(text, sizeof(text), "%s %02d:%02d", tf_board_space(a->board, placement->space)->name,
             (int)(minute / 60), (int)(minute % 60));
    return text;
}

#endif
