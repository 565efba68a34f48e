/* stick.h: everything of the event on a USB stick, safe to pull out.
 *
 * Nothing mounts a stick by itself on a board (its udev rule). Who asks gets it mounted for the export alone,
 * nosuid, nodev, noexec, by a process that may: root's `twofeet export --to-stick`, which the kiosk sends for
 * by stick_errand.h. A stick is the only removable or USB disk of which nothing is mounted, so the disk that
 * the machine runs from is never one. */
#ifndef TF_KIOSK_STICK_H
#define TF_KIOSK_STICK_H

#include "base/lang.h"
#include "core/board.h"

#include <sys/types.h>

/* How it ended: one word between processes, one sentence for people. */
enum tf_stick_end {
    TF_STICK_SAFE, /* all is on it, synced, and it is no longer mounted */
    TF_STICK_NONE,
    TF_STICK_SEVERAL,
    TF_STICK_UNREADABLE, /* no file system that we can write */
    TF_STICK_READ_ONLY,  /* its switch, or its file system is damaged */
    TF_STICK_FULL,
    TF_STICK_GONE,    /* pulled out, or it broke */
    TF_STICK_DENIED,  /* this process may not mount */
    TF_STICK_NOBODY,  /* nobody there who may */
    TF_STICK_NOTHING, /* no event, or it cannot be written: no memory, no fonts */
    TF_STICK_END_COUNT
};
const char *tf_stick_end_name(enum tf_stick_end end); /* "safe" */
bool tf_stick_end_parse(enum tf_stick_end *out, const char *name);
const char *tf_stick_end_words(enum tf_lang lang, enum tf_stick_end end);
/* What an errno at writing means. */
enum tf_stick_end tf_stick_end_of(int error);

/* Where to look: "/sys" and "/proc/self/mountinfo", or a test's. */
struct tf_stick_places {
    const char *sys, *mountinfo;
};
/* The name of the partition (or disk without any) to write to, "sda1": the largest of the only stick. */
enum tf_stick_end tf_stick_find(char out[32], const struct tf_stick_places *places);

/* In a private place below /run; *at: where, tf_stick_unmount() frees it. */
enum tf_stick_end tf_stick_mount(char **at, const char *device);
/* Also writes out what is still in memory; its error counts as much as one at writing. */
enum tf_stick_end tf_stick_unmount(char *at);

struct tf_stick_bundle {
    struct tf_board *board;
    const char *base_url; /* for links and codes; "" none */
    enum tf_lang lang;    /* of pictures */
    int64_t now;
    /* NULL: write(2). A test's, to break at a byte of its choice. */
    ssize_t (*write)(int fd, const void *bytes, size_t len);
};
/* Every format, in a new folder of root: "camp-2026-11-25-1030". Until all of it is on the disk the folder's
 * name ends with ".part"; what could not be finished is removed where that is possible. name: the folder's,
 * "" when there is none. */
enum tf_stick_end tf_stick_write(char name[96], const char *root, const struct tf_stick_bundle *bundle);

#endif
