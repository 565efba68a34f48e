/* spool.h: what is to be printed, on the disk: one file a job. A job that was taken is printed once or still
 * listed, whenever the power goes.
 *
 *   000000000000002a.wait    written, synced and renamed, then it counts
 *   000000000000002a.begun   its first byte may be at the printer: after a power cut only a person can tell
 *   last                     the one printed last, for "once more"
 *
 * One thread, and another for tf_spool_put(). */
#ifndef TF_PRINT_SPOOL_H
#define TF_PRINT_SPOOL_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tf_spool_job {
    uint64_t number; /* ascending */
    uint64_t owner;  /* whose it is: a session's id, 0 nobody's */
    int64_t at;      /* UTC seconds */
    uint64_t ticket; /* the printer's, of this run; not on the disk; 0 none */
    bool begun;
    bool held; /* nothing is done with it until somebody says so; not on the disk: after a start all are */
};

struct tf_spool;
/* Makes the folder if it is not there. What is in it already is held. Our files that are no whole jobs are
 * taken away, with a line in the log. TF_ERR_IO, TF_ERR_NOMEM. */
enum tf_err tf_spool_open(struct tf_spool **out, const char *folder, struct tf_problem *problem);
void tf_spool_close(struct tf_spool *spool); /* NULL is fine */

/* On the disk when it returns TF_OK. TF_ERR_BUSY: TF_PRINT_JOBS_MAX are there; TF_ERR_LIMIT: too long;
 * TF_ERR_IO. */
enum tf_err tf_spool_add(struct tf_spool *spool, const struct tf_spool_job *job, const void *bytes,
                         size_t len);
/* The two halves of it. The first brings the job to the disk and gives it its number; any one other thread
 * may, at any time. The second puts it on the list. */
enum tf_err tf_spool_put(struct tf_spool *spool, struct tf_spool_job *job, const void *bytes, size_t len);
enum tf_err tf_spool_enlist(struct tf_spool *spool, const struct tf_spool_job *job);
size_t tf_spool_count(const struct tf_spool *spool);
struct tf_spool_job *tf_spool_at(struct tf_spool *spool, size_t index); /* oldest first */
/* Its bytes. TF_ERR_NOT_FOUND, TF_ERR_CORRUPT, TF_ERR_IO, TF_ERR_NOMEM. */
enum tf_err tf_spool_read(const struct tf_spool *spool, const struct tf_spool_job *job, struct tf_buf *out);
enum tf_err tf_spool_begin(struct tf_spool *spool, uint64_t number);
enum tf_err tf_spool_done(struct tf_spool *spool, uint64_t number); /* becomes the last one */
enum tf_err tf_spool_drop(struct tf_spool *spool, uint64_t number);
/* The last one, as a new job. TF_ERR_NOT_FOUND: none was printed yet. */
enum tf_err tf_spool_again(struct tf_spool *spool, int64_t at);
bool tf_spool_has_last(const struct tf_spool *spool);
uint64_t tf_spool_last_owner(const struct tf_spool *spool); /* 0: none, or nobody's */

#endif
