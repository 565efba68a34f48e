/* button.h: what can be pressed. A disabled one is pale and, when tapped, says why. */
#ifndef TF_WIDGETS_BUTTON_H
#define TF_WIDGETS_BUTTON_H

#include "canvas/scene.h"
#include "model/intent.h"

enum tf_button_look {
    TF_BUTTON_PLAIN, /* paper card with a border */
    TF_BUTTON_MAIN,  /* the one thing to do here */
    TF_BUTTON_QUIET, /* no surface of its own until pressed */
};

struct tf_button {
    struct tf_rect rect;
    enum tf_button_look look;
    enum tf_icon icon;    /* TF_ICON_NONE */
    const char *text;     /* shown; "" for an icon alone */
    const char *label;    /* spoken; NULL: text */
    const char *disabled; /* NULL: enabled */
    bool selected;
    bool is_stacked; /* the icon above a small text */
    bool icon_after;
    enum tf_role_of_target role; /* 0: a button */
    struct tf_intent intent;
};
void tf_button(struct tf_scene *scene, const struct tf_button *button);
/* The width it wants for its text in one line, at least that of a target. */
int tf_button_width(struct tf_scene *scene, const struct tf_button *button);

#endif
