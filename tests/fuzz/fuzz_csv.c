/* Bytes as a table. What begins with "map=" is also given a list of columns: the rest of its first line. */
#include "fuzz_exchange.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tf_read_options options = {.name = "fuzz", .zone = "Europe/Berlin"};
    char map[200] = "";
    const uint8_t *end = size > 4 && memcmp(data, "map=", 4) == 0 ? memchr(data, '\n', size) : NULL;
    size_t len = end ? (size_t)(end - data) - 4 : 0;
    if (end && len < sizeof map) {
        memcpy(map, data + 4, len);
        options.map = map;
        size -= len + 5;
        data = end + 1;
    }
    return fuzz_reader("csv", &options, data, size);
}
