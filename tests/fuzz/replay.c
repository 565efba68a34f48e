/* replay.c: runs a fuzz target over the files of a folder, so that what was once found is looked at in every
 * build. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        return -1;
    }
    size_t room = 1 << 20;
    uint8_t *data = malloc(room);
    size_t size = data ? fread(data, 1, room, file) : 0;
    fclose(file);
    /* A copy of its exact size: reading past it is seen. */
    uint8_t *exact = malloc(size ? size : 1);
    if (!data || !exact) {
        free(data);
        free(exact);
        return -1;
    }
    for (size_t i = 0; i < size; i++) {
        exact[i] = data[i];
    }
    free(data);
    (void)LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: replay FOLDER\n");
        return 2;
    }
    DIR *folder = opendir(argv[1]);
    if (!folder) {
        perror(argv[1]);
        return 1;
    }
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char path[4096];
        if (entry->d_name[0] == '.') {
            continue;
        }
        (void)snprintf(path, sizeof(path), "%s/%s", argv[1], entry->d_name);
        if (replay(path) != 0) {
            perror(path);
            closedir(folder);
            return 1;
        }
        count++;
    }
    closedir(folder);
    printf("%s: %d replayed\n", argv[1], count);
    return count > 0 ? 0 : 1; /* an empty corpus would prove nothing */
}
