/* recover.h: an event's file that is damaged is put aside, and the newest good copy of it (backups.h) takes
 * its place, so that the wall comes up. Only `run` does this, and the wall says so until somebody has seen
 * it: a note beside the file (event.twofeet.recovered) holds what there is to say, over restarts.
 *
 * Whenever the power goes, the next start finds the damaged file and begins again, or finds the copy in its
 * place and the note beside it. The damaged file is never lost. */
#ifndef TF_KIOSK_RECOVER_H
#define TF_KIOSK_RECOVER_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

#define TF_RECOVERY_NAME_BYTES 256

/* What the wall has to say. */
struct tf_recovery {
    bool has_happened;
    bool is_empty;                     /* there was no good copy: it began anew */
    int64_t copy_at;                   /* when the copy was made, UTC seconds */
    char kept[TF_RECOVERY_NAME_BYTES]; /* what the damaged file is called now, beside the data */
};

/* A file of length 0 where copies of an event are: somebody or something emptied it. */
bool tf_recover_is_emptied(const char *data);
/* Puts data aside and a copy, or an empty event, in its place. TF_ERR_BUSY: another has it open. TF_ERR_IO,
 * TF_ERR_NOMEM: the copies could not be read or written; data is as it was. */
enum tf_err tf_recover(const char *data, int64_t now_s, struct tf_problem *problem);
/* What an earlier or this start's recovery has to say. */
void tf_recover_read(struct tf_recovery *out, const char *data);
void tf_recover_seen(const char *data); /* somebody has read it */

#endif
