/* theme.h: the whole look: a type scale, a spacing scale and a palette, in millimetres made pixels. Screens
 * use nothing else.
 *
 * Sizes come from the panel: px_per_mm from the display or the configuration. Field numbers: touch targets ≥
 * 20 mm standing, ≥ 9.6 mm hand-held; capital height ≥ 0.0122 × viewing distance (7.3 mm at 600 mm). On
 * panels too small for that, sizes shrink together, never below the floor given with each. Contrast: text
 * ≥ 4.5:1, large text and controls ≥ 3:1 (a test computes every pair in TF_THEME_PAIRS). */
#ifndef TF_CANVAS_THEME_H
#define TF_CANVAS_THEME_H

#include <stdbool.h>
#include <stdint.h>

enum tf_scheme { TF_SCHEME_LIGHT, TF_SCHEME_DARK, TF_SCHEME_CONTRAST, TF_SCHEME_COUNT };

enum tf_paint {
    TF_PAINT_NONE,        /* nothing is drawn */
    TF_PAINT_PAPER,       /* the wall behind everything */
    TF_PAINT_CARD,        /* a session's card, a panel */
    TF_PAINT_CARD_SOFT,   /* free cell, quiet panel */
    TF_PAINT_BAND,        /* break and plenary rows */
    TF_PAINT_LINE,        /* rules and borders */
    TF_PAINT_INK,         /* text */
    TF_PAINT_INK_SOFT,    /* secondary text; still 4.5:1 */
    TF_PAINT_ACCENT,      /* the one accent: the main button, the now-line */
    TF_PAINT_ACCENT_SOFT, /* selection, lit free cell */
    TF_PAINT_ON_ACCENT,
    TF_PAINT_WARN, /* needs attention: fill */
    TF_PAINT_ON_WARN,
    TF_PAINT_FOCUS,    /* keypad focus ring */
    TF_PAINT_SHADE,    /* behind a dialog; half transparent */
    TF_PAINT_QR_DARK,  /* black … */
    TF_PAINT_QR_LIGHT, /* … on white, in every scheme */
    TF_PAINT_SYMBOL_0, /* … + TF_THEME_SYMBOLS-1: the spaces' colours, as fill of their symbol */
    TF_PAINT_COUNT = TF_PAINT_SYMBOL_0 + 16
};
#define TF_THEME_SYMBOLS 16

enum tf_type {                /* sizes; each has a regular and a bold weight */
               TF_TYPE_SMALL, /* meta line of a card */
               TF_TYPE_BODY,
               TF_TYPE_CARD,  /* a card's title */
               TF_TYPE_LABEL, /* buttons */
               TF_TYPE_TITLE,
               TF_TYPE_HEADLINE,
               TF_TYPE_DISPLAY,    /* the clock, Now */
               TF_TYPE_HUGE,       /* legible from 2 m */
               TF_TYPE_FAR,        /* legible from 3 m, on panels that have the room: the main line at rest */
               TF_TYPE_COUNT_DOWN, /* digits legible from 10 m, likewise */
               TF_TYPE_COUNT
};

#define TF_TYPE_PX_MAX 2048 /* on any panel: 168 mm at 12 pixels a millimetre */

enum tf_space_step {
    TF_GAP_HAIR,
    TF_GAP_TINY,
    TF_GAP_SMALL,
    TF_GAP_MEDIUM,
    TF_GAP_LARGE,
    TF_GAP_HUGE,
    TF_GAP_COUNT
};

struct tf_theme {
    int width_px, height_px;
    double px_per_mm;
    double scale; /* how far sizes had to shrink or grow together for this panel; 1 = as specified */
    enum tf_scheme scheme;
    bool larger_text;
    int type_px[TF_TYPE_COUNT]; /* em size */
    int gap_px[TF_GAP_COUNT];
    int target_px; /* least side of a touch target */
    int radius_px, line_px;
    uint32_t paint[TF_PAINT_COUNT]; /* 0xAARRGGBB, not premultiplied */
};

/* px_per_mm 0: unknown; taken from a 15.6-inch panel of that many pixels. */
void tf_theme_init(struct tf_theme *theme, int width_px, int height_px, double px_per_mm,
                   enum tf_scheme scheme, bool larger_text);
/* For paper and posters: the light scheme on white, no touch targets. */
void tf_theme_init_paper(struct tf_theme *theme, int width_px, int height_px, double px_per_mm,
                         bool larger_text);
/* The same for a book: sizes that are read in the hand, the same on any page. */
void tf_theme_init_book(struct tf_theme *theme, int width_px, int height_px, double px_per_mm);
int tf_theme_mm(const struct tf_theme *theme, double mm); /* pixels, at least 1 */
double tf_theme_contrast(uint32_t a, uint32_t b);         /* WCAG 2.2 contrast ratio */

struct tf_theme_pair {
    enum tf_paint over, under;
    double least; /* 4.5 or 3 */
};
/* Every pair that screens put over each other; ends in {0, 0, 0}. */
extern const struct tf_theme_pair TF_THEME_PAIRS[];

#endif
