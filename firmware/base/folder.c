#include "base/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

enum tf_err tf_folder_sync(const char *path)
{
    char copy[PATH_MAX]; /* dirname() writes into it */
    int len = snprintf(copy, sizeof(copy), "%s", path);
    if (len < 0 || (size_t)len >= sizeof(copy)) {
        errno = ENAMETOOLONG;
        return TF_ERR_IO;
    }
    int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return TF_ERR_IO;
    }
    bool ok = fsync(fd) == 0 || errno == EINVAL; /* some file systems have no such thing */
    int cause = errno;
    close(fd);
    errno = cause;
    return ok ? TF_OK : TF_ERR_IO;
}
