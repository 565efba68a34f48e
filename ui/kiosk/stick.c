#include "kiosk/stick.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    DISKS_MAX = 64,
    MOUNTS_BYTES_MAX = 1 << 20,
    NAME_BYTES = 32,
};

static const char *const NAMES[TF_STICK_END_COUNT] = {
    [TF_STICK_SAFE] = "safe",           [TF_STICK_NONE] = "none",
    [TF_STICK_SEVERAL] = "several",     [TF_STICK_UNREADABLE] = "unreadable",
    [TF_STICK_READ_ONLY] = "read-only", [TF_STICK_FULL] = "full",
    [TF_STICK_GONE] = "gone",           [TF_STICK_DENIED] = "denied",
    [TF_STICK_NOBODY] = "nobody",       [TF_STICK_NOTHING] = "nothing",
};

const char *tf_stick_end_name(enum tf_stick_end end)
{
    return NAMES[end];
}

bool tf_stick_end_parse(enum tf_stick_end *out, const char *name)
{
    for (int i = 0; i < TF_STICK_END_COUNT; i++) {
        if (strcmp(NAMES[i], name) == 0) {
            *out = (enum tf_stick_end)i;
            return true;
        }
    }
    return false;
}

const char *tf_stick_end_words(enum tf_lang lang, enum tf_stick_end end)
{
    switch (end) {
    case TF_STICK_SAFE:
        return tf_tr(lang, "Everything is on the stick. You can take it out now.");
    case TF_STICK_NONE:
        return tf_tr(lang, "There is no USB stick. Plug one in and try again.");
    case TF_STICK_SEVERAL:
        return tf_tr(lang, "There are several USB sticks. Leave only one in and try again.");
    case TF_STICK_UNREADABLE:
        return tf_tr(lang, "This stick cannot be written. Format it as FAT32 or exFAT, or take another.");
    case TF_STICK_READ_ONLY:
        return tf_tr(lang, "The stick is write-protected. Look for its switch, or take another.");
    case TF_STICK_FULL:
        return tf_tr(lang, "The stick is full. Make room on it, or take another.");
    case TF_STICK_GONE:
        return tf_tr(lang, "The stick was taken out too early, or it is broken. Plug it in and try again.");
    case TF_STICK_DENIED:
        return tf_tr(lang, "This program may not write to sticks.");
    case TF_STICK_NOBODY:
        return tf_tr(lang, "Writing to sticks is not set up on this machine.");
    default:
        return tf_tr(lang, "The files for the stick could not be made. Please try once more.");
    }
}

enum tf_stick_end tf_stick_end_of(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return TF_STICK_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
        return TF_STICK_READ_ONLY;
    case ENOMEM:
        return TF_STICK_NOTHING;
    default: /* EIO, ENODEV, ENXIO, ENOENT: whatever was there is not any more */
        return TF_STICK_GONE;
    }
}

/* ---- finding ---- */

struct disk {
    char name[NAME_BYTES];
    char part[NAME_BYTES]; /* its largest partition; "": it has none */
    unsigned long long size, part_size;
    bool is_stick, is_used;
};

static bool read_line(char *out, size_t size, const char *folder, const char *name)
{
    char path[PATH_MAX];
    FILE *file;
    bool ok;

    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path) {
        return false;
    }
    file = fopen(path, "re");
    ok = file && fgets(out, (int)size, file);
    if (file) {
        fclose(file);
    }
    if (ok) {
        out[strcspn(out, "\n")] = '\0';
    }
    return ok;
}

static unsigned long long number_in(const char *folder, const char *name)
{
    char text[32];

    return read_line(text, sizeof text, folder, name) ? strtoull(text, NULL, 10) : 0;
}

/* A line of mountinfo has "8:1" as its third word. */
static bool is_mounted(const char *mounts, const char *dev)
{
    char word[40];

    snprintf(word, sizeof word, " %s ", dev);
    for (const char *at = mounts; (at = strstr(at, word)) != NULL; at++) {
        const char *line = at;
        int spaces = 0;

        while (line > mounts && line[-1] != '\n') {
            spaces += *--line == ' ';
        }
        if (spaces == 1) {
            return true;
        }
    }
    return false;
}

/* Something else is made of it: an encrypted or a joined disk. */
static bool has_holders(const char *folder)
{
    char path[PATH_MAX];
    struct dirent *entry;
    bool found = false;
    DIR *dir;

    if ((size_t)snprintf(path, sizeof path, "%s/holders", folder) >= sizeof path) {
        return true;
    }
    dir = opendir(path);
    while (dir && !found && (entry = readdir(dir)) != NULL) {
        found = entry->d_name[0] != '.';
    }
    if (dir) {
        closedir(dir);
    }
    return found;
}

static struct disk *disk_named(struct disk *disks, size_t *count, const char *name)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(disks[i].name, name) == 0) {
            return &disks[i];
        }
    }
    if (*count == DISKS_MAX) {
        return NULL;
    }
    snprintf(disks[*count].name, NAME_BYTES, "%s", name);
    return &disks[(*count)++];
}

static void look_at(struct disk *disks, size_t *count, const char *folder, const char *mounts)
{
    char real[PATH_MAX], text[16], dev[24] = "";
    bool is_part;
    struct disk *disk;
    const char *name;
    char *slash;

    if (!realpath(folder, real) || strstr(real, "/virtual/")) {
        return; /* loops, memory, what is joined */
    }
    is_part = read_line(text, sizeof text, real, "partition");
    slash = strrchr(real, '/');
    name = slash + 1;
    unsigned long long size = number_in(real, "size");
    bool is_used = !read_line(dev, sizeof dev, real, "dev") || is_mounted(mounts, dev) || has_holders(real);
    char own[NAME_BYTES];
    if ((size_t)snprintf(own, sizeof own, "%s", name) >= sizeof own) {
        return;
    }
    if (is_part) {
        *slash = '\0';
        name = strrchr(real, '/') + 1;
    }
    disk = disk_named(disks, count, name);
    if (!disk) {
        return;
    }
    disk->is_used = disk->is_used || is_used;
    disk->is_stick = strstr(real, "/usb") || number_in(real, "removable") == 1;
    if (is_part && size > disk->part_size) {
        disk->part_size = size;
        memcpy(disk->part, own, sizeof own);
    } else if (!is_part) {
        disk->size = size;
    }
}

static char *read_mounts(const char *path)
{
    char *text = calloc(1, MOUNTS_BYTES_MAX + 1);
    FILE *file = text ? fopen(path, "re") : NULL;
    size_t len = file ? fread(text, 1, MOUNTS_BYTES_MAX, file) : 0;

    if (file) {
        fclose(file);
    }
    if (len == 0 || len == MOUNTS_BYTES_MAX) { /* not known what is mounted: then nothing is a stick */
        free(text);
        return NULL;
    }
    return text;
}

enum tf_stick_end tf_stick_find(char out[32], const struct tf_stick_places *places)
{
    struct disk disks[DISKS_MAX] = {0};
    char folder[PATH_MAX];
    size_t count = 0, sticks = 0;
    struct dirent *entry;
    char *mounts = read_mounts(places->mountinfo);
    DIR *dir;

    snprintf(folder, sizeof folder, "%s/class/block", places->sys);
    dir = mounts ? opendir(folder) : NULL;
    while (dir && (entry = readdir(dir)) != NULL) {
        char path[PATH_MAX];

        if (entry->d_name[0] != '.' &&
            (size_t)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < sizeof path) {
            look_at(disks, &count, path, mounts);
        }
    }
    if (dir) {
        closedir(dir);
    }
    free(mounts);
    for (size_t i = 0; i < count; i++) {
        if (disks[i].is_stick && !disks[i].is_used &&
            disks[i].size > 0) { /* a card reader without a card: 0 */
            sticks++;
            snprintf(out, NAME_BYTES, "%.*s", NAME_BYTES - 1,
                     disks[i].part[0] ? disks[i].part : disks[i].name);
        }
    }
    return sticks == 1 ? TF_STICK_SAFE : sticks == 0 ? TF_STICK_NONE : TF_STICK_SEVERAL;
}

/* ---- mounting ---- */

enum tf_stick_end tf_stick_mount(char **at, const char *device)
{
    static const struct {
        const char *name, *options;
    } TYPES[] = {{"vfat", "utf8"}, {"exfat", ""}, {"ext4", ""}, {"ntfs3", ""}};
    char path[80], template[] = "/run/twofeet-stick-XXXXXX";
    enum tf_stick_end end = TF_STICK_UNREADABLE;

    if (geteuid() != 0 || !mkdtemp(template)) {
        return TF_STICK_DENIED;
    }
    *at = strdup(template);
    if (!*at) {
        rmdir(template);
        return TF_STICK_NOTHING;
    }
    snprintf(path, sizeof path, "/dev/%.40s", device);
    for (size_t i = 0; i < sizeof TYPES / sizeof TYPES[0]; i++) {
        if (mount(path, *at, TYPES[i].name, MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME,
                  TYPES[i].options) == 0) {
            return TF_STICK_SAFE;
        }
        if (errno == EROFS || errno == EACCES) {
            end = TF_STICK_READ_ONLY;
        } else if (errno == EPERM) {
            end = TF_STICK_DENIED;
        } else if (errno == ENXIO || errno == ENOENT || errno == ENOMEDIUM) {
            end = TF_STICK_GONE;
        }
    }
    rmdir(*at);
    free(*at);
    *at = NULL;
    return end;
}

enum tf_stick_end tf_stick_unmount(char *at)
{
    enum tf_stick_end end = TF_STICK_SAFE;

    if (umount2(at, UMOUNT_NOFOLLOW) != 0) {
        end = TF_STICK_GONE;
        (void)umount2(at, MNT_DETACH | UMOUNT_NOFOLLOW);
    }
    rmdir(at);
    free(at);
    return end;
}
