/* live.h: server-sent events. Every change is one message under the event's number; a phone that slept says
 * the last number it saw and gets what came since, or is told to load its page again when that is too long
 * ago.
 *
 * A stream that has nothing to say is suspended: it costs its memory and nothing else. The server
 * does not see a suspended stream's end: we look ourselves (tf_live_sweep), and a heartbeat now and then
 * finds those that went without a word. */
#ifndef TF_WEB_LIVE_H
#define TF_WEB_LIVE_H

#include "base/err.h"

#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>

#define TF_LIVE_KEPT_MAX 256 /* messages for those who come back */
#define TF_LIVE_BEAT_MS  15000

struct tf_live;
struct tf_stream;

/* base_id: of the board that is shown at the beginning. */
enum tf_err tf_live_create(struct tf_live **out, int streams_max, uint64_t base_id);
void tf_live_destroy(struct tf_live *live); /* all streams have ended; NULL is fine */
/* One JSON object as text, of one line. Any thread. */
enum tf_err tf_live_tell(struct tf_live *live, uint64_t id, const char *json);
void tf_live_beat(struct tf_live *live);
void tf_live_sweep(struct tf_live *live); /* lets go of phones that have left */
void tf_live_stop(struct tf_live *live);  /* ends all streams, and lets none begin */
int tf_live_count(const struct tf_live *live);

/* NULL: too many, or no memory. */
struct tf_stream *tf_live_open(struct tf_live *live, struct MHD_Connection *connection, bool has_last_id,
                               uint64_t last_id);
/* For MHD_create_response_from_callback(). */
ssize_t tf_live_read(void *stream, uint64_t position, char *buffer, size_t max);
void tf_live_close(void *stream);

#endif
