#include "words/format_words.h"

#include "words/words.h"

#include <string.h>

/* clang-format off */
const char *const TF_FORMAT_WORDS[] = {
    TF_N("BarCamp"),
    TF_N("Topics are pitched and voted on; then the grid is made."),
    TF_N("Pitch your session in fifteen seconds, then vote."),
    TF_N("There are no spectators, only participants."),
    TF_N("Say what you offer in three sentences."),
    TF_N("Give your votes to what you would really visit."),
    TF_N("The places are given after the vote."),
    TF_N("Guided journey"),
    TF_N("A group learns together, step by step."),
    TF_N("We know where we want to arrive. How we walk is ours to decide."),
    TF_N("We say what each of us wants to be able to do."),
    TF_N("We say how we want to be with each other."),
    TF_N("We govern ourselves."),
    TF_N("We walk in steps, and look back after each."),
    TF_N("We say what we expect, and what we do not."),
    TF_N("Hackathon"),
    TF_N("Projects find people and a table; at the end each one shows what it made."),
    TF_N("Put your project on the wall, say what help it needs, or join one."),
    TF_N("Who builds it decides."),
    TF_N("Ask for help early, and aloud."),
    TF_N("Show what works, however small."),
    TF_N("Ideas"),
    TF_N("Ideas for a challenge, supported by whoever wants to see them happen."),
    TF_N("What would you do about it? One idea a card."),
    TF_N("No idea is too small."),
    TF_N("Build on the ideas of others."),
    TF_N("Support only what you would help with."),
    TF_N("Ideas need no place. Support those that you would help with."),
    TF_N("Lightning talks"),
    TF_N("Five minutes each, one after the other, with a count-down."),
    TF_N("Five minutes for one thought. Sign up, and be ready when it is your turn."),
    TF_N("Five minutes, then the next one."),
    TF_N("The next speaker stands ready."),
    TF_N("The talks run in their order now. Ask whoever keeps the time."),
    TF_N("Lunch and learn"),
    TF_N("One topic a time, by somebody else each time; what waits is the backlog."),
    TF_N("Show the others something that you know, or wish for something you would like to learn."),
    TF_N("Half an hour is enough."),
    TF_N("Questions are welcome at any time."),
    TF_N("Networking"),
    TF_N("Cards that say: ask me about this, or: I am looking for that."),
    TF_N("Write what people can ask you about, or what you are looking for."),
    TF_N("Any name will do, or none."),
    TF_N("Two minutes are enough to find out."),
    TF_N("Open Space"),
    TF_N("Everybody brings a topic and chooses its place and time."),
    TF_N("Bring what you care about. We make the agenda together."),
    TF_N("Working out loud"),
    TF_N("Short posts: what I work on, what I learned, what I need."),
    TF_N("What are you working on? What did you learn? What do you need?"),
    TF_N("Write only what everybody may read."),
    TF_N("Half done is worth showing."),
    TF_N("Say thank you where it helped."),
    TF_N("World Café"),
    TF_N("Rounds at tables: the host stays, the others change."),
    TF_N("Sit down where there is room, and take what you heard to the next table."),
    TF_N("Focus on what matters."),
    TF_N("Listen to understand."),
    TF_N("Write and draw on the table."),
    TF_N("Change tables after each round; the host stays."),
    TF_N("The tables are set by those who prepare the café."),
    NULL,
};
/* clang-format on */

const char *tf_format_words(struct tf_arena *arena, enum tf_lang lang, const char *text)
{
    const char *out = "";

    while (*text != '\0') {
        size_t len = strcspn(text, "\n");
        const char *line = tf_words_printf(arena, "%.*s", (int)len, text);

        line = *line != '\0' ? tf_tr(lang, line) : line; /* "" is the catalogue's own head */
        out = tf_words_printf(arena, "%s%s%s", out, *out != '\0' ? "\n" : "", line);
        text += len + (text[len] != '\0' ? 1 : 0);
    }
    return out;
}

bool tf_format_has_principles(const struct tf_gathering *gathering)
{
    return gathering != NULL && *gathering->principles != '\0';
}

size_t tf_format_principles(const char *out[TF_FORMAT_PRINCIPLES_MAX], struct tf_arena *arena,
                            enum tf_lang lang, const struct tf_gathering *gathering)
{
    static const char *const OPEN_SPACE[TF_FORMAT_PRINCIPLES_MAX] = {
        TF_N("Whoever comes is the right people."),
        TF_N("Whatever happens is the only thing that could have."),
        TF_N("Whenever it starts is the right time."), TF_N("Wherever it is, is the right place."),
        TF_N("When it’s over, it’s over.")};
    size_t count = 0;

    if (!tf_format_has_principles(gathering)) {
        for (; count < TF_FORMAT_PRINCIPLES_MAX; count++) {
            out[count] = tf_tr(lang, OPEN_SPACE[count]);
        }
        return count;
    }
    for (const char *at = gathering->principles; *at != '\0' && count < TF_FORMAT_PRINCIPLES_MAX;) {
        size_t len = strcspn(at, "\n");

        out[count++] = tf_format_words(arena, lang, tf_words_printf(arena, "%.*s", (int)len, at));
        at += len + (at[len] != '\0' ? 1 : 0);
    }
    return count;
}

const char *tf_format_rules(struct tf_arena *arena, enum tf_lang lang, const struct tf_format *format)
{
    const char *placing = format->no_placing == 0 ? tf_tr(lang, "Guests place cards.")
                                                  : tf_tr(lang, "Guests do not always place cards.");
    const char *votes =
        format->votes == 0
            ? ""
            : tf_words_printf(arena,
                              tf_trn(lang, "%lu vote each.", "%lu votes each.", (unsigned long)format->votes),
                              (unsigned long)format->votes);
    const char *talks = format->warn_min == 0 ? "" : tf_tr(lang, "Talks are counted down.");

    unsigned long days = (unsigned long)format->reply_days;
    const char *replies = days == 0 ? ""
                                    : tf_words_printf(arena,
                                                      tf_trn(lang, "Each is answered within %lu day.",
                                                             "Each is answered within %lu days.", days),
                                                      days);

    return tf_words_printf(arena, "%s%s%s%s%s%s%s", placing, *votes ? " " : "", votes, *talks ? " " : "",
                           talks, *replies ? " " : "", replies);
}
