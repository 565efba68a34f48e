#include "web/web_in.h"

#include "words/words.h"

#include <netdb.h>
#include <string.h>
#include <sys/socket.h>

/* Nothing from anywhere else, no inline script or style, no frames, no plug-ins. */
static const char CSP[] = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                          "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

void tf_wire_common(struct MHD_Response *response)
{
    MHD_add_response_header(response, "Content-Security-Policy", CSP);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    /* Other sites see no address of ours. Not "no-referrer": a form's Origin would then be "null". */
    MHD_add_response_header(response, "Referrer-Policy", "same-origin");
    MHD_add_response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    MHD_add_response_header(response, "X-Frame-Options", "DENY");
}

const char *tf_wire_own_address(struct MHD_Connection *connection, struct tf_arena *arena)
{
    static const char MAPPED[] = "::ffff:"; /* IPv4 on a socket that takes both */
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct sockaddr_storage own;
    socklen_t size = sizeof(own);
    char host[NI_MAXHOST], port[NI_MAXSERV];
    if (info == NULL || getsockname(info->connect_fd, (struct sockaddr *)&own, &size) != 0 ||
        getnameinfo((struct sockaddr *)&own, size, host, sizeof(host), port, sizeof(port),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0 ||
        strchr(host, '%') != NULL) { /* on one link only, and browsers take no name of a link */
        return NULL;
    }
    const char *bare = strncmp(host, MAPPED, sizeof(MAPPED) - 1) == 0 ? host + sizeof(MAPPED) - 1 : host;
    return tf_words_printf(arena, strchr(bare, ':') != NULL ? "[%s]:%s" : "%s:%s", bare, port);
}

static void free_bytes(void *bytes)
{
    tf_bytes_unref(bytes);
}

static struct MHD_Response *make(struct tf_page *page, struct tf_bytes *bytes, bool is_gzip)
{
    struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback_cls(
        bytes->len, bytes->data, free_bytes, tf_bytes_ref(bytes));
    if (response == NULL) {
        tf_bytes_unref(bytes);
        return NULL;
    }
    tf_wire_common(response);
    MHD_add_response_header(response, "Content-Type", page->media_type);
    MHD_add_response_header(response, "ETag", page->etag);
    MHD_add_response_header(response, "Vary", "Accept-Encoding, Accept-Language, Cookie");
    MHD_add_response_header(response, "Cache-Control",
                            page->is_lasting  ? "public, max-age=31536000, immutable"
                            : page->is_shared ? "no-cache"
                                              : "private, no-cache");
    if (is_gzip) {
        MHD_add_response_header(response, "Content-Encoding", "gzip");
    }
    return response;
}

static void unprepare(void *prepared)
{
    MHD_destroy_response(prepared);
}

struct MHD_Response *tf_wire_page(struct tf_page *page, bool is_gzip, bool *is_prepared)
{
    is_gzip = is_gzip && page->gzip != NULL;
    _Atomic(void *) *kept = &page->prepared[is_gzip];
    if (*is_prepared) {
        void *there = atomic_load(kept);
        if (there != NULL) {
            return there;
        }
    }
    struct MHD_Response *response = make(page, is_gzip ? page->gzip : page->plain, is_gzip);
    if (response != NULL && *is_prepared) {
        void *there = NULL;
        page->unprepare = unprepare;
        if (atomic_compare_exchange_strong(kept, &there, response)) {
            return response;
        }
        MHD_destroy_response(response);
        return there;
    }
    *is_prepared = false;
    return response;
}
