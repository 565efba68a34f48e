/* command.h: what somebody wants. A value handed to the ledger: with everything the decision needs, the time
 * and the ids of new things among it, so that deciding is pure. */
#ifndef TF_CORE_COMMAND_H
#define TF_CORE_COMMAND_H

#include "core/event.h"

/* clang-format off */
/* Which members each verb reads:
 *
 *   SET_UP        record (gathering), fields
 *   PROPOSE       record (session; key, code, proposed_at set by the sender);
 *                 with slot != 0 also space, slot, placement (the new one's id)
 *   EDIT          session, record, fields
 *   PLACE         session, space, slot, placement (new id);
 *                 replace: what is in the cell goes back to the unplaced
 *   MOVE          placement, space, slot, replace
 *   SWAP          placement, other (placement)
 *   UNPLACE       placement
 *   EXTEND        placement, count (rows: +1 into the next, -1 gives the last one back)
 *   LOCK          placement, on
 *   WITHDRAW      session, record->reason
 *   HIDE          session, record->reason
 *   UNHIDE        session
 *   MERGE         session (goes), other (session, stays)
 *   ASK_MERGE     session (would go), other (session, would stay);   UNASK_MERGE: session (that asks)
 *   STAR, UNSTAR  session; actor.device (STAR: 0, from the touchscreen, is one more who is not known)
 *   ADD_SPACE     record;   EDIT_SPACE: space, record, fields;   REMOVE_SPACE: space
 *   ADD_SLOT      record;   EDIT_SLOT: slot, record, fields;     REMOVE_SLOT: slot
 *   SHIFT         slot, minutes
 *   NOTE, ACTION, NEWS   record (new key: add; known key: amend one's own, or by an organiser)
 *   ACTION        also other (its link): whoever has it says how it stands
 *   TOPIC         record (new key: add; known key: amend), fields
 *   DOT, UNDOT    other (topic); actor.device
 *   IMPORT        records (puts), removals, as exchange made them against `revision`
 *   SCHEDULE      records (placements), removals (placements as they were seen)
 *   UNDO          sequence; past: the id of that event, where it may have got another number since
 *   CHAIN         parts: any but CHAIN, UNDO, IMPORT, SCHEDULE, PUT_BACK; by the same actor
 *   PUT_BACK      records, removals, as put_back.h made them */
/* clang-format on */
struct tf_command {
    enum tf_verb verb;
    uint64_t id; /* random; becomes the event's id: a command sent twice is decided once */
    int64_t at;
    struct tf_actor actor;
    uint64_t session, other, space, slot, placement;
    int64_t count, minutes;
    bool replace, on;
    const struct tf_record *record; /* a reference of the command's own */
    uint64_t fields;                /* which of record's fields are meant */
    const struct tf_record **records;
    size_t record_count, record_room;
    const struct tf_record **removals; /* for IMPORT: what goes, as the board has it */
    size_t removal_count, removal_room;
    uint64_t sequence, past;
    /* What the sender saw of the record that this changes: refused (CHANGED_SINCE, with the field's name)
     * when a field that is meant has changed since. Sent again without it, it is done all the same. NULL:
     * whatever. A reference of the command's own. */
    const struct tf_record *seen;
    struct tf_command **parts; /* of a CHAIN: in this order */
    size_t part_count, part_room;
    uint64_t revision; /* when not 0: refuse if the board has moved on past it */
};

struct tf_command *tf_command_create(enum tf_verb verb, struct tf_actor actor, int64_t at, uint64_t id);
void tf_command_destroy(struct tf_command *command); /* NULL is fine */
/* Keeps a deep copy of a record on the caller's stack. TF_ERR_NOMEM. */
enum tf_err tf_command_set_record(struct tf_command *command, const struct tf_record *from, uint64_t fields);
enum tf_err tf_command_add_record(struct tf_command *command, const struct tf_record *from); /* for IMPORT */
/* For IMPORT: a record of the board that is to go; a reference is taken. TF_ERR_NOMEM, TF_ERR_LIMIT. */
enum tf_err tf_command_add_removal(struct tf_command *command, const struct tf_record *record);

void tf_command_set_seen(struct tf_command *command, const struct tf_record *seen); /* a reference is taken */
/* For CHAIN: the part (by the same actor, at the same time) is the command's when it returns TF_OK.
 * TF_ERR_INVALID: a chain of chains; TF_ERR_LIMIT, TF_ERR_NOMEM. */
enum tf_err tf_command_add_part(struct tf_command *command, struct tf_command *part);

/* Numbers on paper cards: four digits, none of them a leading 0. */
#define TF_CARD_FIRST 1000
#define TF_CARD_LAST  9999

/* A session's code for the nth try: 5 letters of 23456789ABCDEFGHJKMNPQRSTVWXYZ from random bits. */
void tf_command_code(char out[9], uint64_t random);
bool tf_command_code_is_valid(const char *code);

#endif
