/* Bytes as somebody's own JSON, by a mapping like those that are installed; those that begin with a "#" are a
 * mapping, for a list that is always the same; with a "!" there is none. */
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

static const char list[] =
    "{\"slots\":[{\"type\":\"fixed\",\"name\":\"Lunch\",\"startTime\":\"1200\",\"endTime\":\"13:00\","
    "\"sessions\":[{\"id\":1,\"title\":\"Bees\",\"location\":\"Hall\"}]}]}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/fuzz_json_list_XXXXXX";
    bool is_mapping = size > 0 && data[0] == '#';
    const void *map = is_mapping ? (const void *)(data + 1) : mapping;
    size_t map_size = is_mapping ? size - 1 : sizeof mapping - 1;
    int file = mkstemp(path);
    if (file < 0)
        return 0;
    bool written = write(file, map, map_size) == (ssize_t)map_size;
    (void)close(file);
    const struct tf_read_options options = {.name = "fuzz",
                                            .mapping_file = size > 0 && data[0] == '!' ? NULL : path};
    if (written && is_mapping)
        (void)fuzz_reader("json-list", &options, (const uint8_t *)list, sizeof list - 1);
    else if (written)
        (void)fuzz_reader("json-list", &options, data + !options.mapping_file, size - !options.mapping_file);
    (void)unlink(path);
    return 0;
}
