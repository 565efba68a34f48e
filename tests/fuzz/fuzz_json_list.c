/* Bytes as somebody's own JSON, by a mapping like those that are installed. */
#include "fuzz_exchange.h"

#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char mapping[] = "{\"title\":\"Fuzz\",\"zone\":\"Asia/"
                              "Kolkata\",\"date\":\"2026-11-25\",\"lists\":[{\"path\":\"slots[].sessions[]\","
                              "\"fields\":{\"id\":\"id\",\"title\":\"title\",\"about\":\"description\","
                              "\"host\":\"presenter\",\"room\":\"location\","
                              "\"url\":\"permalink\",\"start\":\"^startTime\",\"end\":\"^endTime\"}},{"
                              "\"path\":\"slots[]\",\"where\":{\"type\":"
                              "\"fixed\"},\"kind\":\"break\",\"fields\":{\"id\":\"id\",\"title\":\"name\","
                              "\"start\":\"startTime\",\"end\":"
                              "\"endTime\"}}]}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/fuzz_json_list_XXXXXX";
    int file = mkstemp(path);
    if (file < 0)
        return 0;
    bool written = write(file, mapping, sizeof mapping - 1) == (ssize_t)sizeof mapping - 1;
    (void)close(file);
    const struct tf_read_options options = {.name = "fuzz", .mapping_file = path};
    if (written)
        (void)fuzz_reader("json-list", &options, data, size);
    (void)unlink(path);
    return 0;
}
