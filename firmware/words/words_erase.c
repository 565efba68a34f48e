#include "words/words_erase.h"

#include "words/words.h"

static unsigned long topics_of(const struct tf_board *board, uint64_t session)
{
    unsigned long count = 0;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_TOPIC]);
    for (; it.record != NULL; tf_table_next(&it)) {
        count += TF_TOPIC(it.record)->session == session;
    }
    return count;
}

const char *tf_words_erase_session(struct tf_arena *arena, enum tf_lang lang, const struct tf_board *board,
                                   const struct tf_session *session)
{
    unsigned long topics = topics_of(board, session->record.key.id);
    const char *title = tf_words_isolate(arena, session->title);
    return topics == 0
               ? tf_words_printf(
                     arena, tf_tr(lang, "Erase %s with its stars, notes and actions, also from the copies?"),
                     title)
               : tf_words_printf(
                     arena,
                     tf_trn(lang,
                            "Erase %s with its stars, notes, actions and %lu topic, also from the copies?",
                            "Erase %s with its stars, notes, actions and %lu topics, also from the copies?",
                            topics),
                     title, topics);
}

const char *tf_words_erase_name(struct tf_arena *arena, enum tf_lang lang, const char *name)
{
    return tf_words_printf(arena, tf_tr(lang, "Erase the name %s everywhere, also from the copies?"),
                           tf_words_isolate(arena, name));
}
