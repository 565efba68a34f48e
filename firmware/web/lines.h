/* lines.h: the open connections, each with an absolute deadline, whatever trickles in; and who has to go when
 * there are too many. The last places are for organisers: once only those are left, each newcomer costs the
 * guest who was quiet for longest his connection, so a crowd that opens connections and says nothing locks
 * nobody out. */
#ifndef TF_WEB_LINES_H
#define TF_WEB_LINES_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct tf_lines;
struct tf_line;

enum tf_err tf_lines_create(struct tf_lines **out);
void tf_lines_destroy(struct tf_lines *lines); /* all have ended; NULL is fine */
/* From so many connections on, guests give way; 0: never. */
void tf_lines_limit(struct tf_lines *lines, int guests_max);

/* A connection begins, with so long to send its first header. NULL: no memory. */
struct tf_line *tf_lines_open(struct tf_lines *lines, int fd, int64_t now_ms, int64_t in_ms);
void tf_lines_close(struct tf_lines *lines, struct tf_line *line);
/* in_ms 0: no deadline, as for a stream, which has a limit of its own. is_busy: it is being answered. */
void tf_lines_set(struct tf_lines *lines, struct tf_line *line, int64_t now_ms, int64_t in_ms, bool is_busy);
/* It turned out to be an organiser's. */
void tf_lines_keep(struct tf_lines *lines, struct tf_line *line);
/* Ends those past their deadline: the server sees the end and closes them. */
void tf_lines_sweep(struct tf_lines *lines, int64_t now_ms);
int tf_lines_count(const struct tf_lines *lines); /* any thread, without waiting */

#endif
