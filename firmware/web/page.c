#include "web/page.h"

#include "web/gzip.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GZIP_WORTH_BYTES = 256, SHARED_LEVEL = 6, PRIVATE_LEVEL = 1, HASH_BYTES = 16 };

struct tf_bytes *tf_bytes_ref(struct tf_bytes *bytes)
{
    tf_ref_get(&bytes->ref);
    return bytes;
}

void tf_bytes_unref(struct tf_bytes *bytes)
{
    if (bytes != NULL && tf_ref_put(&bytes->ref)) {
        free(bytes);
    }
}

static struct tf_bytes *bytes_of(const struct tf_buf *buf)
{
    struct tf_bytes *bytes = malloc(sizeof(*bytes) + buf->len + 1);
    if (bytes == NULL) {
        return NULL;
    }
    tf_ref_init(&bytes->ref);
    bytes->len = buf->len;
    if (buf->len > 0) {
        memcpy(bytes->data, buf->data, buf->len);
    }
    bytes->data[buf->len] = '\0';
    return bytes;
}

static void set_etag(struct tf_page *page)
{
    unsigned char hash[HASH_BYTES];
    char hex[2 * HASH_BYTES + 1];
    crypto_generichash(hash, sizeof(hash), (const unsigned char *)page->plain->data, page->plain->len, NULL,
                       0);
    sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
    snprintf(page->etag, sizeof(page->etag), "W/\"%s\"", hex);
}

static enum tf_err pack(struct tf_page *page)
{
    struct tf_buf packed;
    tf_buf_init(&packed, 0);
    enum tf_err err =
        tf_gzip(&packed, page->plain->data, page->plain->len, page->is_shared ? SHARED_LEVEL : PRIVATE_LEVEL);
    if (err == TF_OK && packed.len < page->plain->len) {
        page->gzip = bytes_of(&packed);
        err = page->gzip != NULL ? TF_OK : TF_ERR_NOMEM;
    }
    tf_buf_free(&packed);
    return err;
}

enum tf_err tf_page_create(struct tf_page **out, const struct tf_buf *content, const char *media_type,
                           bool is_shared)
{
    enum tf_err err = tf_buf_err(content);
    if (err != TF_OK) {
        return err;
    }
    struct tf_page *page = calloc(1, sizeof(*page));
    if (page == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_ref_init(&page->ref);
    page->media_type = media_type;
    page->is_shared = is_shared;
    page->plain = bytes_of(content);
    if (page->plain == NULL) {
        tf_page_unref(page);
        return TF_ERR_NOMEM;
    }
    set_etag(page);
    if (page->plain->len >= GZIP_WORTH_BYTES) {
        err = pack(page);
    }
    if (err != TF_OK) {
        tf_page_unref(page);
        return err;
    }
    *out = page;
    return TF_OK;
}

struct tf_page *tf_page_ref(struct tf_page *page)
{
    tf_ref_get(&page->ref);
    return page;
}

void tf_page_unref(struct tf_page *page)
{
    if (page == NULL || !tf_ref_put(&page->ref)) {
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        void *prepared = atomic_load(&page->prepared[i]);
        if (prepared != NULL) {
            page->unprepare(prepared);
        }
    }
    tf_bytes_unref(page->plain);
    tf_bytes_unref(page->gzip);
    free(page);
}

bool tf_page_is_known(const struct tf_page *page, const char *if_none_match)
{
    if (strcmp(if_none_match, "*") == 0) {
        return true;
    }
    return strstr(if_none_match, page->etag + 2) != NULL; /* weak comparison: with or without W/ */
}
