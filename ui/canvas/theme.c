#include "canvas/theme.h"

#include <math.h>
#include <string.h>

/* A 15.6-inch panel, 16:9: where scale is 1. */
static const double REFERENCE_WIDTH_MM = 345.4;
static const double REFERENCE_HEIGHT_MM = 194.3;
static const double PX_PER_MM_MIN = 1.0;
static const double PX_PER_MM_MAX = 40.0;
static const double LARGER_TEXT = 1.3;

struct size {
    double mm, floor_mm;
    int floor_px; /* a letter needs pixels, however large they are */
};

/* Em sizes. The capital height of Inter is 0.727 em: HEADLINE has the 7.3 mm that reads at 600 mm at a
 * glance, HUGE the 24 mm for 2 m. A card's title is read standing at the wall: 3 mm, 17 minutes of arc at 600
 * mm. */
static const struct size TYPES[TF_TYPE_HUGE + 1] = {
    [TF_TYPE_SMALL] = {3.3, 2.5, 13},    [TF_TYPE_BODY] = {4.7, 3.0, 15},
    [TF_TYPE_CARD] = {4.1, 2.8, 15},     [TF_TYPE_LABEL] = {5.2, 3.2, 16},
    [TF_TYPE_TITLE] = {7.2, 4.4, 20},    [TF_TYPE_HEADLINE] = {10.1, 5.8, 26},
    [TF_TYPE_DISPLAY] = {17.0, 9.0, 40}, [TF_TYPE_HUGE] = {33.0, 16.0, 72},
};

/* Read from a distance that is the room's and not the panel's, so they do not shrink with it: capital height
 * 0.0122 × 3 m and × 10 m, over Inter's 0.727. Where that is larger than the panel: as large as two lines of
 * a few words, or "4:59", can be. */
static const double FAR_MM = 36.7 / 0.727, FAR_SHARE = 0.27;
static const double COUNT_DOWN_MM = 122.1 / 0.727, COUNT_DOWN_EMS = 2.35, COUNT_DOWN_SHARE = 0.88;

static const struct size GAPS[TF_GAP_COUNT] = {
    [TF_GAP_HAIR] = {0.4, 0.2, 1},   [TF_GAP_TINY] = {0.9, 0.5, 2},  [TF_GAP_SMALL] = {1.8, 1.0, 4},
    [TF_GAP_MEDIUM] = {3.2, 1.8, 6}, [TF_GAP_LARGE] = {5.4, 3.0, 9}, [TF_GAP_HUGE] = {9.0, 4.5, 14},
};

/* Paper, ink and one deep teal. The symbols' colours go round the hues in steps far apart and alternate
 * between two lightnesses, so that neighbours differ for every kind of colour vision. */
static const uint32_t PALETTES[TF_SCHEME_COUNT][TF_PAINT_COUNT] = {
    [TF_SCHEME_LIGHT] =
        {
            [TF_PAINT_PAPER] = 0xFFF4EFE6,
            [TF_PAINT_CARD] = 0xFFFFFCF7,
            [TF_PAINT_CARD_SOFT] = 0xFFECE5D8,
            [TF_PAINT_BAND] = 0xFFE4DCCD,
            [TF_PAINT_LINE] = 0xFFCFC5B3,
            [TF_PAINT_INK] = 0xFF211D18,
            [TF_PAINT_INK_SOFT] = 0xFF5A5248,
            [TF_PAINT_ACCENT] = 0xFF0B5F5C,
            [TF_PAINT_ACCENT_SOFT] = 0xFFCFE3DD,
            [TF_PAINT_ON_ACCENT] = 0xFFFFFFFF,
            [TF_PAINT_WARN] = 0xFFF2B84B,
            [TF_PAINT_ON_WARN] = 0xFF2A1B00,
            [TF_PAINT_FOCUS] = 0xFF6A1FD0,
            [TF_PAINT_SHADE] = 0x99201A12,
            [TF_PAINT_QR_DARK] = 0xFF000000,
            [TF_PAINT_QR_LIGHT] = 0xFFFFFFFF,
            [TF_PAINT_SYMBOL_0] = 0xFFB9473D,
            0xFF004B96,
            0xFF05893E,
            0xFF7C4603,
            0xFF8656B7,
            0xFF075353,
            0xFF957602,
            0xFF902559,
            0xFF0584B8,
            0xFF7F041E,
            0xFF405606,
            0xFF9F6C08,
            0xFF3C3695,
            0xFF098A6C,
            0xFFA752A1,
            0xFF002869,
        },
    [TF_SCHEME_DARK] =
        {
            [TF_PAINT_PAPER] = 0xFF181614,
            [TF_PAINT_CARD] = 0xFF2A2723,
            [TF_PAINT_CARD_SOFT] = 0xFF1F1C19,
            [TF_PAINT_BAND] = 0xFF332E29,
            [TF_PAINT_LINE] = 0xFF4A433B,
            [TF_PAINT_INK] = 0xFFF3EDE3,
            [TF_PAINT_INK_SOFT] = 0xFFBDB3A5,
            [TF_PAINT_ACCENT] = 0xFF6CC7BD,
            [TF_PAINT_ACCENT_SOFT] = 0xFF1F413D,
            [TF_PAINT_ON_ACCENT] = 0xFF06211F,
            [TF_PAINT_WARN] = 0xFFF0B949,
            [TF_PAINT_ON_WARN] = 0xFF241A00,
            [TF_PAINT_FOCUS] = 0xFFFFD25E,
            [TF_PAINT_SHADE] = 0xB3000000,
            [TF_PAINT_QR_DARK] = 0xFF000000,
            [TF_PAINT_QR_LIGHT] = 0xFFFFFFFF,
            [TF_PAINT_SYMBOL_0] = 0xFFFDACA1,
            0xFF569DF6,
            0xFF75DF8F,
            0xFFE68C2C,
            0xFFD5B2FE,
            0xFF03ABAB,
            0xFFF4C947,
            0xFFEC79A9,
            0xFF95D7FE,
            0xFFDB6468,
            0xFF86AB34,
            0xFFFFBD59,
            0xFF8588EF,
            0xFF40E8BA,
            0xFFFEA8F6,
            0xFFB4C0D4,
        },
    [TF_SCHEME_CONTRAST] =
        {
            [TF_PAINT_PAPER] = 0xFF000000,
            [TF_PAINT_CARD] = 0xFF000000,
            [TF_PAINT_CARD_SOFT] = 0xFF000000,
            [TF_PAINT_BAND] = 0xFF000000,
            [TF_PAINT_LINE] = 0xFFFFFFFF,
            [TF_PAINT_INK] = 0xFFFFFFFF,
            [TF_PAINT_INK_SOFT] = 0xFFFFFFFF,
            [TF_PAINT_ACCENT] = 0xFFFFE600,
            [TF_PAINT_ACCENT_SOFT] = 0xFF403900,
            [TF_PAINT_ON_ACCENT] = 0xFF000000,
            [TF_PAINT_WARN] = 0xFFFFFFFF,
            [TF_PAINT_ON_WARN] = 0xFF000000,
            [TF_PAINT_FOCUS] = 0xFF33E0FF,
            [TF_PAINT_SHADE] = 0xCC000000,
            [TF_PAINT_QR_DARK] = 0xFF000000,
            [TF_PAINT_QR_LIGHT] = 0xFFFFFFFF,
            [TF_PAINT_SYMBOL_0] = 0xFFFFC0B7,
            0xFF65A9FE,
            0xFF4BF783,
            0xFFFC9202,
            0xFFDEC5FE,
            0xFF12B6B7,
            0xFFFED86B,
            0xFFFE80B5,
            0xFFB8E3FD,
            0xFFFE5763,
            0xFF8DB902,
            0xFFFFD08E,
            0xFF8E93FD,
            0xFF20FAC6,
            0xFFFEC2F8,
            0xFF5C97FF,
        },
};

#define ON(over, least)                                                                                      \
    {over, TF_PAINT_PAPER, least}, {over, TF_PAINT_CARD, least}, {over, TF_PAINT_CARD_SOFT, least},          \
    {                                                                                                        \
        over, TF_PAINT_BAND, least                                                                           \
    }
#define SYMBOL(n)                                                                                            \
    {TF_PAINT_SYMBOL_0 + (n), TF_PAINT_PAPER, 3.0}, {TF_PAINT_SYMBOL_0 + (n), TF_PAINT_CARD, 3.0},           \
        {TF_PAINT_SYMBOL_0 + (n), TF_PAINT_CARD_SOFT, 3.0},                                                  \
    {                                                                                                        \
        TF_PAINT_SYMBOL_0 + (n), TF_PAINT_ACCENT_SOFT, 3.0                                                   \
    }

const struct tf_theme_pair TF_THEME_PAIRS[] = {
    ON(TF_PAINT_INK, 4.5),
    {TF_PAINT_INK, TF_PAINT_ACCENT_SOFT, 4.5},
    ON(TF_PAINT_INK_SOFT, 4.5),
    {TF_PAINT_INK_SOFT, TF_PAINT_ACCENT_SOFT, 4.5},
    ON(TF_PAINT_ACCENT, 4.5),
    {TF_PAINT_ACCENT, TF_PAINT_ACCENT_SOFT, 4.5},
    {TF_PAINT_ON_ACCENT, TF_PAINT_ACCENT, 4.5},
    {TF_PAINT_ON_WARN, TF_PAINT_WARN, 4.5},
    ON(TF_PAINT_FOCUS, 3.0),
    {TF_PAINT_QR_DARK, TF_PAINT_QR_LIGHT, 4.5},
    SYMBOL(0),
    SYMBOL(1),
    SYMBOL(2),
    SYMBOL(3),
    SYMBOL(4),
    SYMBOL(5),
    SYMBOL(6),
    SYMBOL(7),
    SYMBOL(8),
    SYMBOL(9),
    SYMBOL(10),
    SYMBOL(11),
    SYMBOL(12),
    SYMBOL(13),
    SYMBOL(14),
    SYMBOL(15),
    {0, 0, 0},
};

static double clamp(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

static int pixels(double mm, double px_per_mm)
{
    long px = lround(mm * px_per_mm);
    return px < 1 ? 1 : (int)px;
}

static int scaled(struct size size, double scale, double px_per_mm)
{
    double mm = size.mm * scale;
    int px = pixels(mm < size.floor_mm ? size.floor_mm : mm, px_per_mm);
    return px < size.floor_px ? size.floor_px : px;
}

/* On a smaller panel everything shrinks with it; on a larger one people stand further away, but not as much
 * further as it is larger. */
static double scale_of(double width_mm, double height_mm)
{
    double ratio = fmin(width_mm / REFERENCE_WIDTH_MM, height_mm / REFERENCE_HEIGHT_MM);
    return ratio > 1 ? clamp(1 + (ratio - 1) / 2, 1, 2.5) : clamp(ratio, 0.3, 1);
}

/* 20 mm as long as a row of ten keys and six rows find room beside each other. On a panel as large as a wall
 * controls grow with what is written on them. */
static double target_of(double width_mm, double height_mm, double scale)
{
    return clamp(fmin(width_mm / 10.8, height_mm / 6.6), 9.6, 20.0 * fmax(1, scale));
}

static void init_far_types(struct tf_theme *theme)
{
    double width = theme->width_px, height = theme->height_px, px_per_mm = theme->px_per_mm;
    int far_px = (int)ceil(fmin(FAR_MM * px_per_mm, FAR_SHARE * fmin(width, height)));
    double count = fmin(COUNT_DOWN_MM * px_per_mm, fmin(width / COUNT_DOWN_EMS, COUNT_DOWN_SHARE * height));
    int huge = theme->type_px[TF_TYPE_HUGE];
    theme->type_px[TF_TYPE_FAR] = (int)clamp(far_px, huge, TF_TYPE_PX_MAX);
    theme->type_px[TF_TYPE_COUNT_DOWN] = (int)clamp(ceil(count), theme->type_px[TF_TYPE_FAR], TF_TYPE_PX_MAX);
}

void tf_theme_init(struct tf_theme *theme, int width_px, int height_px, double px_per_mm,
                   enum tf_scheme scheme, bool larger_text)
{
    memset(theme, 0, sizeof(*theme)); /* padding too: a theme can be compared and hashed as bytes */
    theme->width_px = width_px < 1 ? 1 : width_px;
    theme->height_px = height_px < 1 ? 1 : height_px;
    if (!(px_per_mm > 0)) {
        px_per_mm = fmin(theme->width_px / REFERENCE_WIDTH_MM, theme->height_px / REFERENCE_HEIGHT_MM);
    }
    theme->px_per_mm = clamp(px_per_mm, PX_PER_MM_MIN, PX_PER_MM_MAX);
    theme->scheme = (unsigned)scheme < TF_SCHEME_COUNT ? scheme : TF_SCHEME_LIGHT;
    theme->larger_text = larger_text;

    double width_mm = theme->width_px / theme->px_per_mm;
    double height_mm = theme->height_px / theme->px_per_mm;
    theme->scale = scale_of(fmax(width_mm, height_mm), fmin(width_mm, height_mm));
    for (int i = 0; i <= TF_TYPE_HUGE; i++) {
        int px = scaled(TYPES[i], theme->scale, theme->px_per_mm);
        theme->type_px[i] = larger_text ? (int)lround(px * LARGER_TEXT) : px;
    }
    init_far_types(theme);
    for (int i = 0; i < TF_GAP_COUNT; i++) {
        theme->gap_px[i] = scaled(GAPS[i], theme->scale, theme->px_per_mm);
    }
    theme->target_px = pixels(target_of(width_mm, height_mm, theme->scale), theme->px_per_mm);
    theme->radius_px = scaled((struct size){2.2, 1.2, 3}, theme->scale, theme->px_per_mm);
    theme->line_px = scaled((struct size){0.3, 0.2, 1}, theme->scale, theme->px_per_mm);
    memcpy(theme->paint, PALETTES[theme->scheme], sizeof(theme->paint));
}

void tf_theme_init_paper(struct tf_theme *theme, int width_px, int height_px, double px_per_mm,
                         bool larger_text)
{
    tf_theme_init(theme, width_px, height_px, px_per_mm, TF_SCHEME_LIGHT, larger_text);
    theme->target_px = 1;
    theme->paint[TF_PAINT_PAPER] = theme->paint[TF_PAINT_CARD] = 0xFFFFFFFF;
    theme->paint[TF_PAINT_CARD_SOFT] = 0xFFF6F4F0; /* seen as a place to write on, and little ink */
    theme->paint[TF_PAINT_BAND] = 0xFFECE8E0;
    theme->paint[TF_PAINT_LINE] = 0xFFA39A8C; /* a hairline that any printer draws */
}

/* Em sizes of a book: text of 10.5 points, 70 letters to a line of 132 mm. */
static const double BOOK_TYPES_MM[TF_TYPE_HUGE + 1] = {
    [TF_TYPE_SMALL] = 3.0, [TF_TYPE_BODY] = 3.7,     [TF_TYPE_CARD] = 3.9,     [TF_TYPE_LABEL] = 3.3,
    [TF_TYPE_TITLE] = 5.8, [TF_TYPE_HEADLINE] = 9.0, [TF_TYPE_DISPLAY] = 15.0, [TF_TYPE_HUGE] = 22.0,
};
static const double BOOK_GAPS_MM[TF_GAP_COUNT] = {
    [TF_GAP_HAIR] = 0.4,   [TF_GAP_TINY] = 0.9,  [TF_GAP_SMALL] = 1.8,
    [TF_GAP_MEDIUM] = 3.2, [TF_GAP_LARGE] = 6.0, [TF_GAP_HUGE] = 12.0,
};

void tf_theme_init_book(struct tf_theme *theme, int width_px, int height_px, double px_per_mm)
{
    tf_theme_init_paper(theme, width_px, height_px, px_per_mm, false);
    for (int i = 0; i <= TF_TYPE_HUGE; i++) {
        theme->type_px[i] = pixels(BOOK_TYPES_MM[i], px_per_mm);
    }
    for (int i = 0; i < TF_GAP_COUNT; i++) {
        theme->gap_px[i] = pixels(BOOK_GAPS_MM[i], px_per_mm);
    }
    theme->line_px = pixels(0.2, px_per_mm);
    theme->radius_px = pixels(2, px_per_mm);
}

int tf_theme_mm(const struct tf_theme *theme, double mm)
{
    return pixels(mm, theme->px_per_mm);
}

static double linear(uint32_t channel)
{
    double value = (channel & 0xff) / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

/* WCAG 2.2, "relative luminance" and "contrast ratio". */
static double luminance(uint32_t colour)
{
    return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
}

double tf_theme_contrast(uint32_t a, uint32_t b)
{
    double one = luminance(a);
    double other = luminance(b);
    return (fmax(one, other) + 0.05) / (fmin(one, other) + 0.05);
}
