/* folder.h: a folder for a test's files, gone with everything in it afterwards. */
#ifndef TF_TESTS_FOLDER_H
#define TF_TESTS_FOLDER_H

#include <stdbool.h>

struct folder {
    char path[64];
};

void folder_make(struct folder *folder);
void folder_remove(struct folder *folder);
/* A path in it; the text is good until the sixteenth call after. */
const char *folder_file(const struct folder *folder, const char *name);
bool folder_has(const struct folder *folder, const char *name);
void folder_copy(const struct folder *folder, const char *from, const char *to);

#endif
