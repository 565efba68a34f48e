#include "support/folder.h"

#include "base/buf.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATHS = 16, PATH_BYTES = 320 };

void folder_make(struct folder *folder)
{
    /* In memory, if it is there: what a power cut leaves is vfs_fault's to say, not that of a disk that
     * others use as well. */
    snprintf(folder->path, sizeof(folder->path), "/dev/shm/twofeet-test-XXXXXX");
    if (!mkdtemp(folder->path)) {
        snprintf(folder->path, sizeof(folder->path), "/tmp/twofeet-test-XXXXXX");
        assert_non_null(mkdtemp(folder->path));
    }
}

const char *folder_file(const struct folder *folder, const char *name)
{
    static char paths[PATHS][PATH_BYTES];
    static unsigned next;
    char *path = paths[next++ % PATHS];
    assert_true(snprintf(path, PATH_BYTES, "%s/%s", folder->path, name) < PATH_BYTES);
    return path;
}

bool folder_has(const struct folder *folder, const char *name)
{
    return access(folder_file(folder, name), F_OK) == 0;
}

void folder_copy(const struct folder *folder, const char *from, const char *to)
{
    struct tf_buf bytes;
    tf_buf_init(&bytes, 0);
    assert_int_equal(tf_buf_read_file(&bytes, folder_file(folder, from), 0, NULL), TF_OK);
    assert_int_equal(tf_buf_write_file(&bytes, folder_file(folder, to), NULL), TF_OK);
    tf_buf_free(&bytes);
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

void folder_remove(struct folder *folder)
{
    assert_int_equal(nftw(folder->path, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}
