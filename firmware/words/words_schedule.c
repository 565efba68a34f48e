/* Why a session stands where a schedule proposes it: said to those who must answer for it. */
#include "words/words.h"

struct saying {
    const char **sentences;
    size_t count;
    struct tf_arena *arena;
    enum tf_lang lang;
    const struct tf_board *board;
    const struct tf_schedule_entry *entry;
};

static void say(struct saying *s, const char *sentence)
{
    if (s->count < TF_WORDS_SCHEDULE_MAX) {
        s->sentences[s->count++] = sentence;
    }
}

static const char *title_of(const struct saying *s, uint64_t session)
{
    const struct tf_session *other = tf_board_session(s->board, session);
    return tf_words_isolate(s->arena, other != NULL ? other->title : "");
}

static const char *off_sentence(enum tf_lang lang, enum tf_schedule_off off)
{
    switch (off) {
    case TF_SCHEDULE_OFF_FULL:
        return tf_tr(lang, "There is no place left for it on the grid.");
    case TF_SCHEDULE_OFF_HOST:
        return tf_tr(lang, "Whenever there is a place left, its host has another session.");
    case TF_SCHEDULE_OFF_WISH:
        return tf_tr(lang, "Nowhere on the grid can its wishes be kept.");
    case TF_SCHEDULE_OFF_LEFT_OUT:
        return tf_tr(lang, "It is left out, as wished.");
    default:
        return "";
    }
}

static void say_interest(struct saying *s)
{
    unsigned long stars = s->entry->star_count;
    if (stars == 0) {
        say(s, tf_tr(s->lang, "Nobody has starred it yet."));
        return;
    }
    say(s, tf_words_printf(s->arena, tf_trn(s->lang, "%lu person wants it.", "%lu people want it.", stars),
                           stars));
}

static void say_room(struct saying *s)
{
    int64_t capacity = s->entry->capacity;
    if (capacity == 0 || s->entry->star_count == 0) {
        return;
    }
    unsigned long seats = (unsigned long)capacity;
    if (s->entry->star_count > seats) {
        say(s, tf_words_printf(s->arena,
                               tf_trn(s->lang, "The space holds only %lu person: the best that was free.",
                                      "The space holds only %lu people: the best that was free.", seats),
                               seats));
    } else {
        say(s,
            tf_words_printf(
                s->arena,
                tf_trn(s->lang, "The space holds %lu person.", "The space holds %lu people.", seats), seats));
    }
}

static const char *features(const struct saying *s, uint32_t needs)
{
    const char *list = "";
    for (uint32_t rest = needs; rest != 0; rest &= rest - 1) {
        const char *name = tf_words_feature(s->lang, (enum tf_feature)(rest & -rest));
        list = list[0] == '\0' ? name : tf_words_printf(s->arena, tf_tr(s->lang, "%s, %s"), list, name);
    }
    return list;
}

static void say_needs(struct saying *s)
{
    if (s->entry->needs_missing != 0) {
        say(s, tf_words_printf(s->arena, tf_tr(s->lang, "This space does not have what it needs: %s."),
                               features(s, s->entry->needs_missing)));
    } else if (s->entry->needs_met != 0) {
        say(s, tf_words_printf(s->arena, tf_tr(s->lang, "This space has what it needs: %s."),
                               features(s, s->entry->needs_met)));
    }
}

static void say_torn(struct saying *s)
{
    unsigned long count = s->entry->torn_most_count;
    if (count > 0) {
        say(s, tf_words_printf(s->arena,
                               tf_trn(s->lang, "%lu of them also wants %s, at the same time.",
                                      "%lu of them also want %s, at the same time.", count),
                               count, title_of(s, s->entry->torn_most)));
    } else if (s->entry->star_count > 0) {
        say(s, tf_tr(s->lang, "None of them wants another session at the same time."));
    }
}

size_t tf_words_schedule(const char *sentences[TF_WORDS_SCHEDULE_MAX], struct tf_arena *arena,
                         enum tf_lang lang, const struct tf_board *board,
                         const struct tf_schedule_entry *entry)
{
    struct saying s = {sentences, 0, arena, lang, board, entry};
    if (entry->off != TF_SCHEDULE_OFF_NOT) {
        say(&s, off_sentence(lang, entry->off));
        say_interest(&s);
        return s.count;
    }
    if (entry->fixed) {
        say(&s, tf_tr(lang, "It is fixed there: the schedule does not move it."));
    }
    if (entry->wished) {
        say(&s, tf_tr(lang, "Its wish is kept."));
    }
    say_interest(&s);
    say_room(&s);
    say_needs(&s);
    say_torn(&s);
    if (entry->host_elsewhere != 0) {
        say(&s, tf_words_printf(arena, tf_tr(lang, "Its host also has %s, at another time."),
                                title_of(&s, entry->host_elsewhere)));
    } else if (entry->moved) {
        say(&s, tf_tr(lang, "It stood elsewhere before."));
    }
    return s.count;
}
