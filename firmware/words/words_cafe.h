/* words_cafe.h: a World Café's plan, as wall and pages say it. */
#ifndef TF_WORDS_WORDS_CAFE_H
#define TF_WORDS_WORDS_CAFE_H

#include "base/arena.h"
#include "base/lang.h"
#include "core/cafe.h"

const char *tf_words_cafe_why(enum tf_lang lang, enum tf_err err); /* why there is no plan */
/* How many guests, tables and rounds, and how to come by a number. */
const char *tf_words_cafe_summary(struct tf_arena *arena, enum tf_lang lang, const struct tf_cafe *cafe);
/* "1, 9, 17": who sits at a table in a round; "" nobody. */
const char *tf_words_cafe_numbers(struct tf_arena *arena, enum tf_lang lang, const struct tf_cafe *cafe,
                                  size_t round, size_t table);
/* "7" typed or sent: a guest's number; 0: it is none of theirs. */
size_t tf_words_cafe_guest(const struct tf_cafe *cafe, const char *text);

#endif
