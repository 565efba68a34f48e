#include "core/command.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

static const char code_letters[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

struct tf_command *tf_command_create(enum tf_verb verb, struct tf_actor actor, int64_t at, uint64_t id)
{
    struct tf_command *command = calloc(1, sizeof(*command));
    if (!command)
        return NULL;
    command->verb = verb;
    command->actor = actor;
    command->at = at;
    command->id = id;
    return command;
}

void tf_command_destroy(struct tf_command *command)
{
    if (!command)
        return;
    tf_record_unref(command->record);
    for (size_t i = 0; i < command->record_count; i++)
        tf_record_unref(command->records[i]);
    free(command->records);
    free(command);
}

enum tf_err tf_command_set_record(struct tf_command *command, const struct tf_record *from, uint64_t fields)
{
    const struct tf_record *record;
    enum tf_err err = tf_record_copy(&record, from);
    if (err)
        return err;
    tf_record_unref(command->record);
    command->record = record;
    command->fields = fields;
    return TF_OK;
}

enum tf_err tf_command_add_record(struct tf_command *command, const struct tf_record *from)
{
    if (command->record_count >= TF_CHANGES_MAX)
        return TF_ERR_LIMIT;
    if (command->record_count == command->record_room) {
        size_t room = command->record_room ? command->record_room * 2 : 16;
        const struct tf_record **records = realloc(command->records, room * sizeof(*records));
        if (!records)
            return TF_ERR_NOMEM;
        command->records = records;
        command->record_room = room;
    }
    enum tf_err err = tf_record_copy(&command->records[command->record_count], from);
    if (err)
        return err;
    command->record_count++;
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
