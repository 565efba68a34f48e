/* page.h: the bytes of an answer, plain and gzipped, with their ETag. Immutable once made and counted. */
#ifndef TF_WEB_PAGE_H
#define TF_WEB_PAGE_H

#include "base/buf.h"
#include "base/ref.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#define TF_PAGE_ETAG_BYTES 40

/* A block that outlives its page while a slow phone still reads it. */
struct tf_bytes {
    struct tf_ref ref;
    size_t len;
    char data[];
};
struct tf_bytes *tf_bytes_ref(struct tf_bytes *bytes);
void tf_bytes_unref(struct tf_bytes *bytes); /* NULL is fine */

struct tf_page {
    struct tf_ref ref;
    const char *media_type; /* static */
    struct tf_bytes *plain;
    struct tf_bytes *gzip;         /* NULL: would not be smaller */
    char etag[TF_PAGE_ETAG_BYTES]; /* W/"…": of the content, so that a new revision that looks the same is the
                                      same */
    bool is_shared;                /* the same for everybody who speaks the language */
    bool is_lasting;               /* its address changes with its content */
    /* What the server made of it for the wire (plain, gzip), kept for the next reader. */
    _Atomic(void *) prepared[2];
    void (*unprepare)(void *prepared);
};

/* *out: one reference. media_type is static. TF_ERR_NOMEM, or the buf's error. */
enum tf_err tf_page_create(struct tf_page **out, const struct tf_buf *content, const char *media_type,
                           bool is_shared);
struct tf_page *tf_page_ref(struct tf_page *page);
void tf_page_unref(struct tf_page *page); /* NULL is fine */
/* If-None-Match: "*", or a list that has the page's tag. */
bool tf_page_is_known(const struct tf_page *page, const char *if_none_match);

#endif
