#include "core/command.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

static const char code_letters[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

struct tf_command *tf_command_create(enum tf_verb verb, struct tf_actor actor, int64_t at, uint64_t id)
{
    struct tf_command *command = calloc(1, sizeof(*command));
    if (!command) {
        return NULL;
    }
    command->verb = verb;
    command->actor = actor;
    command->at = at;
    command->id = id;
    return command;
}

void tf_command_destroy(struct tf_command *command)
{
    if (!command) {
        return;
    }
    tf_record_unref(command->record);
    for (size_t i = 0; i < command->record_count; i++) {
        tf_record_unref(command->records[i]);
    }
    free(command->records);
    for (size_t i = 0; i < command->removal_count; i++) {
        tf_record_unref(command->removals[i]);
    }
    free(command->removals);
    tf_record_unref(command->seen);
    for (size_t i = 0; i < command->part_count; i++) {
        tf_command_destroy(command->parts[i]); /* which has none itself */
    }
    free(command->parts);
    free(command);
}

enum tf_err tf_command_set_record(struct tf_command *command, const struct tf_record *from, uint64_t fields)
{
    const struct tf_record *record;
    enum tf_err err = tf_record_copy(&record, from);
    if (err) {
        return err;
    }
    tf_record_unref(command->record);
    command->record = record;
    command->fields = fields;
    return TF_OK;
}

/* Room for one more in a growing list of records. */
static enum tf_err make_room(const struct tf_record ***records, size_t count, size_t *room)
{
    if (count >= TF_CHANGES_MAX) {
        return TF_ERR_LIMIT;
    }
    if (count < *room) {
        return TF_OK;
    }
    size_t wanted = *room ? *room * 2 : 16;
    const struct tf_record **grown = realloc(*records, wanted * sizeof(const struct tf_record *));
    if (!grown) {
        return TF_ERR_NOMEM;
    }
    *records = grown;
    *room = wanted;
    return TF_OK;
}

enum tf_err tf_command_add_record(struct tf_command *command, const struct tf_record *from)
{
    enum tf_err err = make_room(&command->records, command->record_count, &command->record_room);
    if (!err) {
        err = tf_record_copy(&command->records[command->record_count], from);
    }
    if (err) {
        return err;
    }
    command->record_count++;
    return TF_OK;
}

enum tf_err tf_command_add_removal(struct tf_command *command, const struct tf_record *record)
{
    enum tf_err err = make_room(&command->removals, command->removal_count, &command->removal_room);
    if (!err) {
        command->removals[command->removal_count++] = tf_record_ref(record);
    }
    return err;
}

void tf_command_set_seen(struct tf_command *command, const struct tf_record *seen)
{
    tf_record_ref(seen);
    tf_record_unref(command->seen);
    command->seen = seen;
}

enum tf_err tf_command_add_part(struct tf_command *command, struct tf_command *part)
{
    if (part->verb == TF_VERB_CHAIN || part->part_count > 0) {
        return TF_ERR_INVALID;
    }
    if (command->part_count == TF_CHAIN_MAX) {
        return TF_ERR_LIMIT;
    }
    if (command->part_count == command->part_room) {
        size_t room = command->part_room ? command->part_room * 2 : 8;
        struct tf_command **parts = realloc(command->parts, room * sizeof(struct tf_command *));
        if (!parts) {
            return TF_ERR_NOMEM;
        }
        command->parts = parts;
        command->part_room = room;
    }
    command->parts[command->part_count++] = part;
    return TF_OK;
}

void tf_command_code(char out[9], uint64_t random)
{
    const size_t letters = sizeof(code_letters) - 1;
    size_t i = 0;
    for (; i < 5; i++) {
        out[i] = code_letters[random % letters];
        random /= letters;
    }
    out[i] = '\0';
}

bool tf_command_code_is_valid(const char *code)
{
    size_t len = strlen(code);
    return len >= 5 && len <= 8 && strspn(code, code_letters) == len;
}
