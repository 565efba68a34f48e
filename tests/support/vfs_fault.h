/* vfs_fault.h: an SQLite VFS that fails, or cuts the power, at the n-th operation that changes the disk
 * (write, sync, truncate, delete, making a file).
 *
 * It knows of every file what is on the disk (what was there when it was opened, and what a sync confirmed)
 * and what is only in the kernel's memory. After a cut everything fails; vfs_fault_power_on() then writes
 * into each file what survived. A sync that fails loses what it was to write, as Linux does: a program still
 * sees it, the disk does not have it, and the next sync succeeds without it. */
#ifndef TF_TESTS_VFS_FAULT_H
#define TF_TESTS_VFS_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum fault_kind {
    FAULT_NONE,
    FAULT_ERROR, /* SQLITE_IOERR_* */
    FAULT_FULL,  /* half of it is written, then SQLITE_FULL */
    FAULT_CUT,
};

enum fault_survivors {
    FAULT_NOTHING_UNSYNCED, /* the disk wrote nothing it was not told to sync */
    FAULT_EVERYTHING,       /* it had written all of it just before */
    FAULT_SOME,             /* some sectors of it, in any order: torn writes */
};

struct vfs_fault;

/* Registers the VFS under this name. */
struct vfs_fault *vfs_fault_create(const char *name);
void vfs_fault_destroy(struct vfs_fault *fault);
void vfs_fault_forget(struct vfs_fault *fault); /* all files; none may be open */
/* From now on the at-th operation fails (0: none), and `more` after it; what failed before heals. */
void vfs_fault_arm(struct vfs_fault *fault, enum fault_kind kind, size_t at, size_t more);
/* The same, counting only operations of one sort: "write", "sync", … */
void vfs_fault_arm_only(struct vfs_fault *fault, enum fault_kind kind, const char *sort, size_t at,
                        size_t more);
bool vfs_fault_has_happened(const struct vfs_fault *fault);
size_t vfs_fault_seen(const struct vfs_fault *fault); /* operations since it was armed */
void vfs_fault_cut(struct vfs_fault *fault);          /* now */
/* After everything was closed. seed: for FAULT_SOME. */
void vfs_fault_power_on(struct vfs_fault *fault, enum fault_survivors survivors, uint64_t seed);

#endif
