/* A phone or laptop becomes an organiser's or a helper's: by the code that the touchscreen shows after the
 * PIN. Opening the address only asks: a program that looks at links beforehand must not use the code up. */
#include "web/frame.h"
#include "web/pages.h"
#include "web/write.h"
#include "words/words.h"

static void ask(struct tf_visit *visit, enum tf_role role)
{
    struct tf_html *html = &visit->html;
    const char *title = role == TF_ROLE_HELPER ? tf_tr(visit->lang, "Become a helper?")
                                               : tf_tr(visit->lang, "Become an organiser?");
    tf_frame_begin(visit, title, TF_TAB_NONE);
    tf_html_leaf(html, "h1", "", title);
    tf_html_leaf(html, "p", "",
                 role == TF_ROLE_HELPER
                     ? tf_tr(visit->lang, "This device can then place and hide sessions and write news.")
                     : tf_tr(visit->lang, "This device can then change everything at this event."));
    tf_html_leaf(html, "p", "", tf_tr(visit->lang, "The wall can forget it again at any time."));
    tf_frame_form(visit, tf_words_printf(visit->arena, "/pair/%s", visit->word), "");
    tf_frame_button(visit, "main", tf_tr(visit->lang, "Yes, this device"));
    tf_html_close(html);
    tf_frame_end(visit, false);
}

static void say_used_up(struct tf_visit *visit, int status)
{
    tf_visit_say(visit, status,
                 tf_tr(visit->lang, "This code is not good any more. Let the wall show a new one."));
}

void tf_page_pair(struct tf_visit *visit)
{
    enum tf_role role =
        visit->site->keep != NULL ? tf_keep_offered(visit->site->keep, visit->word) : TF_ROLE_GUEST;
    if (role == TF_ROLE_GUEST) {
        say_used_up(visit, 410);
        return;
    }
    ask(visit, role);
}

void tf_write_pair(struct tf_visit *visit)
{
    int wait_s = 0;
    enum tf_err err = visit->site->keep != NULL
                          ? tf_keep_pair(visit->site->keep, visit->word, visit->device, visit->now_s, &wait_s)
                          : TF_ERR_DENIED;
    switch (err) {
    case TF_OK:
        visit->role = tf_keep_role(visit->site->keep, visit->device);
        tf_visit_go(visit, "/desk");
        break;
    case TF_ERR_DENIED:
        say_used_up(visit, 410);
        break;
    case TF_ERR_LIMIT:
        visit->reply->retry_after_s = wait_s;
        if (wait_s > 0) {
            say_used_up(visit, 429);
        } else {
            tf_visit_say(
                visit, 507,
                tf_tr(visit->lang, "Many devices are let in already. Let the wall forget one first."));
        }
        break;
    default:
        visit->reply->retry_after_s = 10;
        tf_visit_say(
            visit, 503,
            tf_tr(visit->lang, "Not saved: the disk refuses just now. Keep this page and send it again."));
        break;
    }
}
