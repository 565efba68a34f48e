#include "kiosk/folder.h"

#include <dirent.h>
#include <unistd.h>

void tf_folder_remove(const char *path)
{
    DIR *list = opendir(path);

    for (struct dirent *entry = list ? readdir(list) : 0; entry; entry = readdir(list)) {
        (void)unlinkat(dirfd(list), entry->d_name, 0);
    }
    if (list) {
        closedir(list);
    }
    (void)rmdir(path);
}
