/* sound.h: what holds for every screen on every panel; where: what to say when it does not. Each ends the
 * test. */
#ifndef TF_TESTS_SOUND_H
#define TF_TESTS_SOUND_H

#include "golden/picture.h"

/* No text is cut without an ellipsis, none ends in one that fits, none leaves the screen. */
void sound_texts(const struct picture *picture, const char *where);
/* Every target is large enough, alone where it is, named, and has a tag of its own. */
void sound_targets(const struct picture *picture, const char *where);
/* The keypad reaches each of them, and none twice before all are. */
void sound_focus(const struct picture *picture, const char *where);
/* All of the above; and where there is no wall but a sentence, that there is nothing to touch. */
void sound_screen(const struct picture *picture, const struct tf_app_state *state, const char *where);

#endif
