/* The one on-screen keyboard of the kiosk: made when somebody types for the first time, the next person's
 * clean again. */
#include "model/app_in.h"

#include <string.h>

enum { LANGUAGES_MAX = 8 };

/* The gathering's language, then those of its sessions; NULL-terminated. */
static void find_languages(const struct tf_board *board, const char *out[LANGUAGES_MAX + 1])
{
    size_t count = 0;
    const struct tf_gathering *gathering = board != NULL ? tf_board_gathering(board) : NULL;
    if (gathering != NULL && gathering->language[0] != '\0') {
        out[count++] = gathering->language;
    }
    struct tf_table_iter it = {0};
    if (board != NULL) {
        it = tf_table_first(board->tables[TF_KIND_SESSION]);
    }
    for (; it.record != NULL && count < LANGUAGES_MAX; tf_table_next(&it)) {
        const char *language = TF_SESSION(it.record)->language;
        size_t i = 0;
        while (i < count && strcmp(out[i], language) != 0) {
            i++;
        }
        if (i == count && language[0] != '\0') {
            out[count++] = language;
        }
    }
    out[count] = NULL;
}

struct tf_typing *tf_app_type(struct tf_app *app, const struct tf_editor *editor)
{
    if (app->typing == NULL) {
        const char *languages[LANGUAGES_MAX + 1];
        find_languages(app->board, languages);
        if (tf_typing_create(&app->typing, app->state.lang, languages) != TF_OK) {
            app->typing = NULL;
            tf_app_tell(app, tf_tr(app->state.lang, "The keyboard cannot be shown on this machine."));
            return NULL;
        }
    }
    app->state.typing = tf_typing_state(app->typing);
    tf_typing_focus(app->typing, editor, true);
    return app->typing;
}

void tf_app_typing_follow(struct tf_app *app)
{
    if (app->typing == NULL) {
        return;
    }
    const char *languages[LANGUAGES_MAX + 1];
    find_languages(app->board, languages);
    (void)tf_typing_reset(app->typing, app->state.lang, languages); /* else the layout stays */
}
