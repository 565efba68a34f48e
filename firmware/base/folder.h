/* folder.h: a file's name lasts only when the folder that it stands in is on the disk too. */
#ifndef TF_BASE_FOLDER_H
#define TF_BASE_FOLDER_H

#include "base/err.h"

/* Puts the folder of the file at path on the disk: what was made, renamed or removed in it lasts from here
 * on. TF_ERR_IO: it may not; errno says why. */
enum tf_err tf_folder_sync(const char *path);

#endif
