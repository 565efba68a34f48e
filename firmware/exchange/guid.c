#include "exchange/guid.h"

#include <stdio.h>

void tf_guid_random(char out[TF_GUID_SIZE], struct tf_rng *rng)
{
    uint64_t high = tf_rng_u64(rng);
    tf_record_guid(out, high, tf_rng_u64(rng), 4);
}

uint64_t tf_guid_hash(uint64_t seed, const char *text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ tf_rng_mix(seed, 1); /* FNV-1a, its end mixed well */
    for (; *text; text++) {
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    }
    return tf_rng_mix(hash, seed);
}

void tf_guid_of_text(char out[TF_GUID_SIZE], const char *text)
{
    tf_record_guid(out, tf_guid_hash(1, text), tf_guid_hash(2, text), 8);
}

size_t tf_guid_of_placement(char out[TF_GUID_SIZE], const struct tf_board *board,
                            const struct tf_session *session, const struct tf_placement *placement)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    const struct tf_placement *other = NULL;
    char text[200], which[24] = "0";
    size_t nth = 0;
    while (placement && (other = tf_grid_placement_of(board->grid, session->record.key.id, other))) {
        nth +=
            other->record.key.id < placement->record.key.id; /* in the order they were made: rules_place.c */
    }
    if (*session->guid && nth == 0) {
        (void)snprintf(out, TF_GUID_SIZE, "%s", session->guid);
        return nth;
    }
    if (nth > 0) {
        (void)snprintf(which, sizeof which, "p%llu", (unsigned long long)placement->record.key.id);
    }
    (void)snprintf(text, sizeof text, "%s/%s/%s", gathering ? gathering->guid : "",
                   *session->guid ? session->guid : session->code, which);
    tf_guid_of_text(out, text);
    return nth;
}
