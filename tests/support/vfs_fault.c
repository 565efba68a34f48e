#include "support/vfs_fault.h"

#include "base/rng.h"

#include <pthread.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { FILES_MAX = 64, PATH_BYTES = 256, SECTOR_BYTES = 512 };

/* A change that is only in the kernel's memory: bytes at offset, or (bytes NULL) a new length. */
struct change {
    unsigned char *bytes;
    size_t offset, len;
    struct change *next;
};

/* What the disk has of a file, and what it does not have yet. */
struct image {
    char path[PATH_BYTES];
    unsigned char *bytes;
    size_t len, room;
    struct change *changes, **end;
    bool is_deleted;
    bool is_deleted_for_good; /* the folder was synced, too */
};

struct vfs_fault {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    char name[32];
    pthread_mutex_t mutex; /* guards what follows */
    enum fault_kind kind;
    const char *only; /* NULL: every sort */
    size_t at, more, seen;
    bool has_happened, is_off;
    struct image *images[FILES_MAX];
    size_t image_count;
};

struct file {
    sqlite3_file base;
    struct vfs_fault *fault;
    struct image *image; /* NULL: a temporary file */
    bool syncs_folder;   /* with its first sync, as SQLite's own VFS does for a journal it made */
    sqlite3_file real[];
};

static struct file *file_of(sqlite3_file *file)
{
    return (struct file *)(void *)file;
}

static struct vfs_fault *fault_of(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

/* ---- images ---- */

static void image_write(struct image *image, size_t offset, const unsigned char *bytes, size_t len)
{
    if (len == 0)
        return;
    if (offset + len > image->room) {
        image->room = (offset + len) * 2;
        image->bytes = realloc(image->bytes, image->room);
        assert_non_null(image->bytes);
    }
    if (offset > image->len)
        memset(image->bytes + image->len, 0, offset - image->len);
    memcpy(image->bytes + offset, bytes, len);
    if (offset + len > image->len)
        image->len = offset + len;
}

static void image_apply(struct image *image, const struct change *change)
{
    if (change->bytes)
        image_write(image, change->offset, change->bytes, change->len);
    else if (change->offset < image->len)
        image->len = change->offset;
}

static void image_forget(struct image *image)
{
    while (image->changes) {
        struct change *change = image->changes;
        image->changes = change->next;
        free(change->bytes);
        free(change);
    }
    image->end = &image->changes;
}

static void image_add(struct image *image, size_t offset, const void *bytes, size_t len)
{
    struct change *change = calloc(1, sizeof(*change));
    assert_non_null(change);
    change->offset = offset;
    change->len = len;
    if (bytes) {
        change->bytes = malloc(len + 1);
        assert_non_null(change->bytes);
        memcpy(change->bytes, bytes, len);
    }
    *image->end = change;
    image->end = &change->next;
}

static void image_sync(struct image *image)
{
    for (const struct change *change = image->changes; change; change = change->next)
        image_apply(image, change);
    image_forget(image);
}

static struct image *image_named(struct vfs_fault *fault, const char *path)
{
    for (size_t i = 0; i < fault->image_count; i++) {
        if (strcmp(fault->images[i]->path, path) == 0)
            return fault->images[i];
    }
    return NULL;
}

/* What is in the file when it is opened for the first time is on the disk. */
static struct image *image_opened(struct vfs_fault *fault, const char *path)
{
    struct image *image = image_named(fault, path);
    if (image) {
        if (image->is_deleted) { /* made anew: that the old one went is taken as on the disk */
            image_forget(image);
            image->len = 0;
            image->is_deleted = image->is_deleted_for_good = false;
        }
        return image;
    }
    assert_true(fault->image_count < FILES_MAX);
    image = calloc(1, sizeof(*image));
    assert_non_null(image);
    fault->images[fault->image_count++] = image;
    image->end = &image->changes;
    assert_true(snprintf(image->path, sizeof(image->path), "%s", path) < (int)sizeof(image->path));
    FILE *file = fopen(path, "rb");
    unsigned char chunk[4096];
    for (size_t len; file && (len = fread(chunk, 1, sizeof(chunk), file)) > 0;)
        image_write(image, image->len, chunk, len);
    if (file)
        fclose(file);
    return image;
}

/* Sector by sector, each reached the disk or not. */
static void apply_some(struct image *image, const struct change *change, struct tf_rng *rng)
{
    if (!change->bytes) {
        if (tf_rng_below(rng, 2))
            image_apply(image, change);
        return;
    }
    for (size_t done = 0; done < change->len;) {
        size_t len = SECTOR_BYTES - (change->offset + done) % SECTOR_BYTES;
        len = len < change->len - done ? len : change->len - done;
        if (tf_rng_below(rng, 2))
            image_write(image, change->offset + done, change->bytes + done, len);
        done += len;
    }
}

static void survive(struct image *image, enum fault_survivors survivors, struct tf_rng *rng)
{
    bool was_renamed = !image->is_deleted && access(image->path, F_OK) != 0;
    bool is_gone = image->is_deleted && (image->is_deleted_for_good || survivors == FAULT_EVERYTHING ||
                                         (survivors == FAULT_SOME && tf_rng_below(rng, 2)));
    for (const struct change *change = image->changes; change; change = change->next) {
        if (survivors == FAULT_EVERYTHING)
            image_apply(image, change);
        else if (survivors == FAULT_SOME)
            apply_some(image, change, rng);
    }
    image_forget(image);
    if (was_renamed || is_gone)
        return;
    FILE *file = fopen(image->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(image->bytes ? image->bytes : (unsigned char *)"", 1, image->len, file),
                     image->len);
    assert_int_equal(fclose(file), 0);
}

static void forget_images(struct vfs_fault *fault)
{
    for (size_t i = 0; i < fault->image_count; i++) {
        image_forget(fault->images[i]);
        free(fault->images[i]->bytes);
        free(fault->images[i]);
    }
    fault->image_count = 0;
}

/* ---- faults; called with the mutex held ---- */

/* Counts one operation: FAULT_NONE, or what becomes of it. */
static enum fault_kind strike(struct vfs_fault *fault, const char *sort)
{
    if (fault->is_off)
        return FAULT_CUT;
    if (fault->only && strcmp(fault->only, sort) != 0)
        return FAULT_NONE;
    fault->seen++;
    if (fault->at == 0 || fault->seen < fault->at || fault->seen - fault->at > fault->more)
        return FAULT_NONE;
    fault->has_happened = true;
    if (fault->kind == FAULT_CUT)
        fault->is_off = true;
    return fault->kind;
}

static int code_of(enum fault_kind kind, int io_error)
{
    return kind == FAULT_FULL ? SQLITE_FULL : io_error;
}

/* ---- the file's methods ---- */

static int file_close(sqlite3_file *file)
{
    return file_of(file)->real->pMethods->xClose(file_of(file)->real);
}

static int file_read(sqlite3_file *file, void *bytes, int len, sqlite3_int64 offset)
{
    struct file *f = file_of(file);
    pthread_mutex_lock(&f->fault->mutex);
    bool is_off = f->fault->is_off;
    pthread_mutex_unlock(&f->fault->mutex);
    return is_off ? SQLITE_IOERR_READ : f->real->pMethods->xRead(f->real, bytes, len, offset);
}

static int write_real(struct file *f, const void *bytes, int len, sqlite3_int64 offset)
{
    int code = f->real->pMethods->xWrite(f->real, bytes, len, offset);
    if (code == SQLITE_OK && f->image)
        image_add(f->image, (size_t)offset, bytes, (size_t)len);
    return code;
}

static int file_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 offset)
{
    struct file *f = file_of(file);
    pthread_mutex_lock(&f->fault->mutex);
    bool was_off = f->fault->is_off;
    enum fault_kind kind = strike(f->fault, "write");
    int code = SQLITE_OK;
    if (kind == FAULT_NONE) {
        code = write_real(f, bytes, len, offset);
    } else {
        if (kind == FAULT_FULL)
            write_real(f, bytes, len / 2, offset);
        if (kind == FAULT_CUT && !was_off)
            write_real(f, bytes, len, offset); /* it was under way; how much of it arrives is seen later */
        code = code_of(kind, SQLITE_IOERR_WRITE);
    }
    pthread_mutex_unlock(&f->fault->mutex);
    return code;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct file *f = file_of(file);
    pthread_mutex_lock(&f->fault->mutex);
    enum fault_kind kind = strike(f->fault, "truncate");
    int code = kind == FAULT_NONE ? f->real->pMethods->xTruncate(f->real, size)
                                  : code_of(kind, SQLITE_IOERR_TRUNCATE);
    if (code == SQLITE_OK && f->image)
        image_add(f->image, (size_t)size, NULL, 0);
    pthread_mutex_unlock(&f->fault->mutex);
    return code;
}

/* What was deleted in the folder so far stays so. */
static void folder_sync(struct vfs_fault *fault)
{
    for (size_t i = 0; i < fault->image_count; i++)
        fault->images[i]->is_deleted_for_good |= fault->images[i]->is_deleted;
}

/* No real sync: the images know what one would have done, and a test makes thousands. */
static int file_sync(sqlite3_file *file, int flags)
{
    struct file *f = file_of(file);
    (void)flags;
    pthread_mutex_lock(&f->fault->mutex);
    enum fault_kind kind = strike(f->fault, "sync");
    if (kind == FAULT_NONE && f->syncs_folder) {
        folder_sync(f->fault);
        f->syncs_folder = false;
    }
    if (f->image && kind == FAULT_NONE)
        image_sync(f->image);
    else if (f->image && kind != FAULT_CUT)
        image_forget(f->image);
    pthread_mutex_unlock(&f->fault->mutex);
    return kind == FAULT_NONE ? SQLITE_OK : code_of(kind, SQLITE_IOERR_FSYNC);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return file_of(file)->real->pMethods->xFileSize(file_of(file)->real, size);
}

static int file_lock(sqlite3_file *file, int level)
{
    return file_of(file)->real->pMethods->xLock(file_of(file)->real, level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return file_of(file)->real->pMethods->xUnlock(file_of(file)->real, level);
}

static int file_check_lock(sqlite3_file *file, int *out)
{
    return file_of(file)->real->pMethods->xCheckReservedLock(file_of(file)->real, out);
}

static int file_control(sqlite3_file *file, int op, void *arg)
{
    if (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE)
        return SQLITE_NOTFOUND; /* the image would not know of it */
    return file_of(file)->real->pMethods->xFileControl(file_of(file)->real, op, arg);
}

static int file_sector_size(sqlite3_file *file)
{
    return file_of(file)->real->pMethods->xSectorSize(file_of(file)->real);
}

static int file_characteristics(sqlite3_file *file)
{
    return file_of(file)->real->pMethods->xDeviceCharacteristics(file_of(file)->real);
}

static int file_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **out)
{
    return file_of(file)->real->pMethods->xShmMap(file_of(file)->real, region, size, extend, out);
}

static int file_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
    return file_of(file)->real->pMethods->xShmLock(file_of(file)->real, offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *file)
{
    file_of(file)->real->pMethods->xShmBarrier(file_of(file)->real);
}

static int file_shm_unmap(sqlite3_file *file, int delete)
{
    return file_of(file)->real->pMethods->xShmUnmap(file_of(file)->real, delete);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, /* without memory maps: writes must come by here */
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

/* ---- the VFS's methods ---- */

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
    struct vfs_fault *fault = fault_of(vfs);
    struct file *f = file_of(file);
    f->base.pMethods = NULL;
    f->fault = fault;
    f->image = NULL;
    f->syncs_folder = false;
    pthread_mutex_lock(&fault->mutex);
    bool makes = path && (flags & SQLITE_OPEN_CREATE) && access(path, F_OK) != 0;
    enum fault_kind kind = makes ? strike(fault, "make") : fault->is_off ? FAULT_CUT : FAULT_NONE;
    int code = kind == FAULT_NONE ? fault->real->xOpen(fault->real, path, f->real, flags, out_flags)
                                  : code_of(kind, SQLITE_CANTOPEN);
    if (code == SQLITE_OK) {
        f->base.pMethods = &methods;
        f->syncs_folder = makes && (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
        if (path && !(flags & SQLITE_OPEN_DELETEONCLOSE))
            f->image = image_opened(fault, path);
    }
    pthread_mutex_unlock(&fault->mutex);
    return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
    struct vfs_fault *fault = fault_of(vfs);
    pthread_mutex_lock(&fault->mutex);
    enum fault_kind kind = strike(fault, "delete");
    int code =
        kind == FAULT_NONE ? fault->real->xDelete(fault->real, path, 0) : code_of(kind, SQLITE_IOERR_DELETE);
    struct image *image = image_named(fault, path);
    if (code == SQLITE_OK && image) {
        image->is_deleted = true;
        if (sync_folder)
            folder_sync(fault);
    }
    pthread_mutex_unlock(&fault->mutex);
    return code;
}

static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *out)
{
    struct vfs_fault *fault = fault_of(vfs);
    pthread_mutex_lock(&fault->mutex);
    bool is_off = fault->is_off;
    pthread_mutex_unlock(&fault->mutex);
    return is_off ? SQLITE_IOERR_ACCESS : fault->real->xAccess(fault->real, path, flags, out);
}

static int vfs_full_pathname(sqlite3_vfs *vfs, const char *path, int size, char *out)
{
    return fault_of(vfs)->real->xFullPathname(fault_of(vfs)->real, path, size, out);
}

static int vfs_randomness(sqlite3_vfs *vfs, int len, char *out)
{
    return fault_of(vfs)->real->xRandomness(fault_of(vfs)->real, len, out);
}

static int vfs_sleep(sqlite3_vfs *vfs, int us)
{
    return fault_of(vfs)->real->xSleep(fault_of(vfs)->real, us);
}

static int vfs_current_time(sqlite3_vfs *vfs, sqlite3_int64 *out)
{
    return fault_of(vfs)->real->xCurrentTimeInt64(fault_of(vfs)->real, out);
}

static int vfs_last_error(sqlite3_vfs *vfs, int len, char *out)
{
    return fault_of(vfs)->real->xGetLastError(fault_of(vfs)->real, len, out);
}

struct vfs_fault *vfs_fault_create(const char *name)
{
    struct vfs_fault *fault = calloc(1, sizeof(*fault));
    assert_non_null(fault);
    fault->real = sqlite3_vfs_find(NULL);
    pthread_mutex_init(&fault->mutex, NULL);
    snprintf(fault->name, sizeof(fault->name), "%s", name);
    fault->vfs = (sqlite3_vfs){
        .iVersion = 2,
        .szOsFile = (int)sizeof(struct file) + fault->real->szOsFile,
        .mxPathname = fault->real->mxPathname,
        .zName = fault->name,
        .pAppData = fault,
        .xOpen = vfs_open,
        .xDelete = vfs_delete,
        .xAccess = vfs_access,
        .xFullPathname = vfs_full_pathname,
        .xRandomness = vfs_randomness,
        .xSleep = vfs_sleep,
        .xGetLastError = vfs_last_error,
        .xCurrentTimeInt64 = vfs_current_time,
    };
    assert_int_equal(sqlite3_vfs_register(&fault->vfs, 0), SQLITE_OK);
    return fault;
}

void vfs_fault_destroy(struct vfs_fault *fault)
{
    sqlite3_vfs_unregister(&fault->vfs);
    forget_images(fault);
    pthread_mutex_destroy(&fault->mutex);
    free(fault);
}

void vfs_fault_forget(struct vfs_fault *fault)
{
    forget_images(fault);
}

void vfs_fault_arm_only(struct vfs_fault *fault, enum fault_kind kind, const char *sort, size_t at,
                        size_t more)
{
    pthread_mutex_lock(&fault->mutex);
    fault->kind = kind;
    fault->only = sort;
    fault->at = at;
    fault->more = more;
    fault->seen = 0;
    fault->has_happened = fault->is_off = false;
    pthread_mutex_unlock(&fault->mutex);
}

void vfs_fault_arm(struct vfs_fault *fault, enum fault_kind kind, size_t at, size_t more)
{
    vfs_fault_arm_only(fault, kind, NULL, at, more);
}

bool vfs_fault_has_happened(const struct vfs_fault *fault)
{
    return fault->has_happened;
}

size_t vfs_fault_seen(const struct vfs_fault *fault)
{
    return fault->seen;
}

void vfs_fault_cut(struct vfs_fault *fault)
{
    pthread_mutex_lock(&fault->mutex);
    fault->is_off = fault->has_happened = true;
    pthread_mutex_unlock(&fault->mutex);
}

void vfs_fault_power_on(struct vfs_fault *fault, enum fault_survivors survivors, uint64_t seed)
{
    struct tf_rng rng;
    tf_rng_seed(&rng, seed);
    for (size_t i = 0; i < fault->image_count; i++)
        survive(fault->images[i], survivors, &rng);
    forget_images(fault);
    fault->is_off = false;
    fault->at = 0;
}
