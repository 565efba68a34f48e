/* backup_folder.h: the folder beside an event's file that holds the copies made while the kiosk ran. A file
 * in it is called 000042-2026-11-25T13-45-00Z.twofeet: the number says which is newer, because the clock of a
 * board without a battery may have gone back in between. Other files in there are nobody's business. */
#ifndef TF_KIOSK_BACKUP_FOLDER_H
#define TF_KIOSK_BACKUP_FOLDER_H

#include "base/err.h"
#include "base/limits.h"

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

enum { TF_BACKUP_NAME_BYTES = 48 };

struct tf_backup {
    uint32_t number;
    int64_t at; /* UTC seconds, as the clock was then */
    char name[TF_BACKUP_NAME_BYTES];
};
struct tf_backup_folder {
    char path[PATH_MAX];
    struct tf_backup backups[TF_BACKUPS_LISTED_MAX]; /* the newest first */
    size_t count;
};

/* Lists the folder of the file data; one that is not there is empty. TF_ERR_IO: data's name is too long. */
enum tf_err tf_backup_folder_read(struct tf_backup_folder *out, const char *data);
/* The path of a file in it. TF_ERR_IO: too long. */
enum tf_err tf_backup_folder_path(char out[PATH_MAX], const struct tf_backup_folder *folder,
                                  const char *name);
/* What the next copy is called. */
void tf_backup_folder_next(struct tf_backup *out, const struct tf_backup_folder *folder, int64_t now_s);
/* Removes what is older than the newest few and one for each of the last days, and what a cut left half
 * written. Only for whoever holds data's lock. */
void tf_backup_folder_prune(const struct tf_backup_folder *folder);

#endif
