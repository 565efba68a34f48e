#include "model/menu.h"

#include "base/lang.h"
#include "model/organiser_in.h"

const struct tf_menu_entry TF_MENU[] = {
    {.screen = TF_SCREEN_PIN, .least = TF_ROLE_GUEST, .act = tf_app_pin_act, .done = tf_app_pin_done},
    {.screen = TF_SCREEN_MENU, .least = TF_ROLE_HELPER},
    {.screen = TF_SCREEN_PAIR,
     .least = TF_ROLE_ORGANISER,
     .name = TF_N("Phones and laptops"),
     .about = TF_N("Let a device in, or forget one"),
     .open = tf_app_pair_open,
     .act = tf_app_pair_act,
     .done = tf_app_pair_done,
     .close = tf_app_pair_close},
    {.screen = TF_SCREEN_COUNT},
};

const struct tf_menu_entry *tf_menu_entry(enum tf_screen_name screen)
{
    for (const struct tf_menu_entry *entry = TF_MENU; entry->screen != TF_SCREEN_COUNT; entry++) {
        if (entry->screen == screen) {
            return entry;
        }
    }
    return NULL;
}
