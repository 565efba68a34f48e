#include "words/words_came.h"

#include "words/words.h"

enum { NAMED_MAX = 6 };

const char *tf_words_standing(enum tf_lang lang, enum tf_standing standing)
{
    switch (standing) {
    case TF_STANDING_GOING:
        return tf_tr(lang, "Under way");
    case TF_STANDING_STUCK:
        return tf_tr(lang, "Stuck");
    case TF_STANDING_DONE:
        return tf_tr(lang, "Done");
    case TF_STANDING_DROPPED:
        return tf_tr(lang, "Given up");
    default:
        return "";
    }
}

static const char *join(struct tf_arena *arena, enum tf_lang lang, const char *first, const char *then)
{
    return first[0] != '\0' && then[0] != '\0' ? tf_words_printf(arena, tf_tr(lang, "%s %s"), first, then)
           : first[0] != '\0'                  ? first
                                               : then;
}

static const char *due(struct tf_arena *arena, enum tf_lang lang, const struct tf_action *action,
                       int64_t today)
{
    if (action->due == 0) {
        return "";
    }
    const char *date = tf_words_date(arena, lang, action->due);
    return tf_came_is_left(action) && action->due < today
               ? tf_words_printf(arena, tf_tr(lang, "Late: by %s."), date)
               : tf_words_printf(arena, tf_tr(lang, "By %s."), date);
}

const char *tf_words_action(struct tf_arena *arena, enum tf_lang lang, const struct tf_action *action,
                            int64_t today)
{
    const char *text = action->who[0] != '\0'
                           ? tf_words_printf(arena, tf_tr(lang, "%s."), tf_words_isolate(arena, action->who))
                           : tf_tr(lang, "Nobody has taken it on yet.");
    text = join(arena, lang, text, due(arena, lang, action, today));
    if (action->after_30 != TF_STANDING_UNSAID) {
        text = join(arena, lang, text,
                    tf_words_printf(arena, tf_tr(lang, "After 30 days: %s."),
                                    tf_words_standing(lang, action->after_30)));
    }
    if (action->after_90 != TF_STANDING_UNSAID) {
        text = join(arena, lang, text,
                    tf_words_printf(arena, tf_tr(lang, "After 90 days: %s."),
                                    tf_words_standing(lang, action->after_90)));
    }
    bool says_done = action->after_30 == TF_STANDING_DONE || action->after_90 == TF_STANDING_DONE;
    return action->done && !says_done ? join(arena, lang, text, tf_tr(lang, "It is done.")) : text;
}

const char *tf_words_came_share(struct tf_arena *arena, enum tf_lang lang, const struct tf_came *came)
{
    size_t wrote = came->proposers + came->contributors;
    if (came->people == 0) {
        return "";
    }
    unsigned long people = (unsigned long)came->people;
    unsigned long rest = came->people > wrote ? (unsigned long)(came->people - wrote) : 0;
    const char *came_here =
        tf_words_printf(arena, tf_trn(lang, "%lu person came.", "%lu people came.", people), people);
    /* TRANSLATORS: three numbers of people */
    const char *shares = tf_words_printf(
        arena, tf_tr(lang, "Proposed something: %lu. Wrote something: %lu. Listened and read: %lu."),
        (unsigned long)came->proposers, (unsigned long)came->contributors, rest);
    return join(arena, lang, join(arena, lang, came_here, shares),
                tf_tr(lang, "Elsewhere it is often 1, 9 and 90 of a hundred, and that is fine."));
}

const char *tf_words_came_reminder(struct tf_arena *arena, enum tf_lang lang, const struct tf_came *came)
{
    size_t count = came->counts[TF_CAME_WITHOUT_NOTES];
    const char *names = "";
    for (size_t i = 0; i < count && i < NAMED_MAX; i++) {
        const char *title = came->lists[TF_CAME_WITHOUT_NOTES][i]->title; /* news has no marks of direction */
        names = i == 0 ? title : tf_words_printf(arena, tf_tr(lang, "%s · %s"), names, title);
    }
    unsigned long more = count > NAMED_MAX ? (unsigned long)(count - NAMED_MAX) : 0;
    const char *text = tf_words_printf(arena, tf_tr(lang, "Notes are still missing: %s."), names);
    return more == 0 ? text
                     : join(arena, lang, text,
                            tf_words_printf(arena, tf_trn(lang, "And of %lu more.", "And of %lu more.", more),
                                            more));
}
