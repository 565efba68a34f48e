/* The phase that the clock moves: the ledger sends itself what is due, so that it is decided once, by whoever
 * owns the board, and saved like everything else; a restart finds on the board what was done already. */
#include "ledger/ledger_in.h"

#include "core/phases.h"

/* The wall clock may be set while nobody writes: it is looked at this often. After a try that was refused (no
 * memory), the next one waits as long as AGAIN_MS. */
enum { LOOK_MS = 15000, AGAIN_MS = 1000 };

int tf_turning_wait_ms(const struct tf_ledger *ledger)
{
    if (ledger->options.clock == NULL || ledger->board == NULL) {
        return -1;
    }
    int64_t now_s = tf_clock_now_s(ledger->options.clock);
    int64_t due_s = tf_phases_due_s(ledger->board, now_s);
    if (due_s == INT64_MAX) {
        return -1;
    }
    int64_t wait_ms = due_s - now_s > LOOK_MS / 1000 ? LOOK_MS : (due_s - now_s) * 1000;
    int64_t again_ms = ledger->turned_ms == 0 ? 0 : ledger->turned_ms + AGAIN_MS - tf_clock_mono_ms();
    return (int)(wait_ms > again_ms ? wait_ms : again_ms);
}

static struct tf_command *command_of(const struct tf_ledger *ledger, int64_t now_s)
{
    struct tf_gathering want;
    uint64_t fields = 0;
    struct tf_rng rng;
    if (!tf_phases_step(ledger->board, now_s, &want, &fields)) {
        return NULL;
    }
    tf_rng_from_kernel(&rng);
    struct tf_actor actor = {.role = TF_ROLE_SYSTEM};
    struct tf_command *command = tf_command_create(TF_VERB_SET_UP, actor, now_s, tf_rng_id(&rng));
    if (command == NULL || tf_command_set_record(command, &want.record, fields) != TF_OK) {
        tf_command_destroy(command);
        return NULL;
    }
    command->revision = ledger->board->revision;
    return command;
}

struct tf_message *tf_turning_take(struct tf_ledger *ledger)
{
    if (ledger->options.clock == NULL || ledger->board == NULL || tf_turning_wait_ms(ledger) != 0) {
        return NULL;
    }
    ledger->turned_ms = tf_clock_mono_ms();
    struct tf_command *command = command_of(ledger, tf_clock_now_s(ledger->options.clock));
    struct tf_message *message = command != NULL ? tf_message_create(command, NULL, NULL) : NULL;
    if (message == NULL) {
        tf_command_destroy(command);
    }
    return message;
}
