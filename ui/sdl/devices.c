#include "sdl/devices.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { NAME_MAX_BYTES = 32, DRAIN_READS_MAX = 64 };

struct device {
    char name[NAME_MAX_BYTES]; /* "event3" */
    int fd;
};

struct tf_devices {
    char *dir;
    int notify_fd;
    bool is_watching_dir; /* else its parent, until the folder is made */
    struct device devices[TF_DEVICES_MAX];
    size_t count;
};

static void watch(struct tf_devices *d)
{
    char *slash;
    char parent[256];

    if (d->notify_fd < 0 || d->is_watching_dir) {
        return;
    }
    d->is_watching_dir =
        inotify_add_watch(d->notify_fd, d->dir, IN_CREATE | IN_DELETE | IN_ATTRIB | IN_ONLYDIR) >= 0;
    if (d->is_watching_dir) {
        return;
    }
    snprintf(parent, sizeof parent, "%s", d->dir);
    slash = strrchr(parent, '/');
    if (slash && slash != parent) {
        *slash = '\0';
        /* Without the folder and without a watch there are simply no devices: not worth a word. */
        (void)!inotify_add_watch(d->notify_fd, parent, IN_CREATE | IN_ONLYDIR);
    }
}

static bool is_known(const struct tf_devices *d, const char *name)
{
    for (size_t i = 0; i < d->count; i++) {
        if (strcmp(d->devices[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void scan(struct tf_devices *d)
{
    DIR *dir = opendir(d->dir);
    struct dirent *entry;

    while (dir && d->count < TF_DEVICES_MAX && (entry = readdir(dir))) {
        struct device *device = &d->devices[d->count];
        if (strncmp(entry->d_name, "event", 5) != 0 || strlen(entry->d_name) >= NAME_MAX_BYTES ||
            is_known(d, entry->d_name)) {
            continue;
        }
        device->fd = openat(dirfd(dir), entry->d_name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
        if (device->fd < 0) {
            continue; /* not ours to read (yet): IN_ATTRIB tells when it is */
        }
        memcpy(device->name, entry->d_name, strlen(entry->d_name) + 1);
        d->count++;
    }
    if (dir) {
        closedir(dir);
    }
}

enum tf_err tf_devices_create(struct tf_devices **out, const char *dir)
{
    struct tf_devices *d = calloc(1, sizeof *d);

    if (!d) {
        return TF_ERR_NOMEM;
    }
    d->dir = strdup(dir ? dir : "/dev/input");
    if (!d->dir) {
        free(d);
        return TF_ERR_NOMEM;
    }
    d->notify_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    watch(d);
    scan(d);
    *out = d;
    return TF_OK;
}

static void forget(struct tf_devices *d, size_t index)
{
    close(d->devices[index].fd);
    d->devices[index] = d->devices[--d->count];
}

void tf_devices_destroy(struct tf_devices *devices)
{
    if (!devices) {
        return;
    }
    while (devices->count > 0) {
        forget(devices, devices->count - 1);
    }
    if (devices->notify_fd >= 0) {
        close(devices->notify_fd);
    }
    free(devices->dir);
    free(devices);
}

size_t tf_devices_list(const struct tf_devices *devices, struct pollfd *fds)
{
    size_t count = 0;

    fds[count++] = (struct pollfd){devices->notify_fd, POLLIN, 0}; /* poll(2) ignores -1 */
    for (size_t i = 0; i < devices->count; i++) {
        fds[count++] = (struct pollfd){devices->devices[i].fd, POLLIN, 0};
    }
    return count;
}

/* false: the device is gone. */
static bool drain_one(int fd)
{
    char bytes[4096];

    for (int i = 0; i < DRAIN_READS_MAX; i++) {
        ssize_t got = read(fd, bytes, sizeof bytes);
        if (got == 0) {
            return false;
        }
        if (got < 0) {
            return errno == EAGAIN || errno == EINTR;
        }
    }
    return true; /* it never stops talking: the rest comes next time */
}

bool tf_devices_drain(struct tf_devices *devices, const struct pollfd *fds, size_t count, bool *changed)
{
    bool came = false;

    *changed = false;
    for (size_t i = count; i-- > 1;) { /* from the last: forgetting moves the last one here */
        if (!fds[i].revents) {
            continue;
        }
        came = true;
        if (!drain_one(fds[i].fd) || (fds[i].revents & (POLLERR | POLLHUP | POLLNVAL))) {
            forget(devices, i - 1);
            *changed = true;
        }
    }
    if (count > 0 && fds[0].revents) {
        drain_one(fds[0].fd);
        watch(devices);
        scan(devices);
        *changed = true;
    }
    return came;
}
