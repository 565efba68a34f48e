/* shelf.h: everything that is shown of one board at one time: the board, its zone, its index for searching,
 * and the pages that were asked for so far. Pages are made when first asked for and then shared; who comes
 * second with the same page lets go of it again. Ways in are lock-free. */
#ifndef TF_WEB_SHELF_H
#define TF_WEB_SHELF_H

#include "base/zone.h"
#include "core/board.h"
#include "web/find.h"
#include "web/page.h"

#define TF_SHELF_PAGES_MAX 4096
#define TF_SHELF_BYTES_MAX (48L * 1024 * 1024)

struct tf_shelf_entry;

struct tf_shelf {
    struct tf_board *board;     /* a reference */
    const struct tf_zone *zone; /* borrowed; of the site */
    struct tf_find *find;       /* a reference */
    int64_t now_s;
    atomic_size_t bytes;
    _Atomic(struct tf_shelf_entry *) entries[TF_SHELF_PAGES_MAX];
};

/* References to board and find are taken. TF_ERR_NOMEM. */
enum tf_err tf_shelf_create(struct tf_shelf **out, struct tf_board *board, const struct tf_zone *zone,
                            struct tf_find *find, int64_t now_s);
void tf_shelf_destroy(struct tf_shelf *shelf); /* NULL is fine */
/* A reference of the caller's; NULL: not made yet. key: language, path and query. */
struct tf_page *tf_shelf_get(struct tf_shelf *shelf, const char *key);
/* Keeps a reference of its own where there is room. */
void tf_shelf_put(struct tf_shelf *shelf, const char *key, struct tf_page *page);

#endif
