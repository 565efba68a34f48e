/* scene.h: what a screen shows and where it can be touched, as a flat list.
 *
 *   view ──screen──▶ scene ──▶ diff against the last scene ──▶ paint the rectangles that differ
 *                      └────▶ targets: touch, keypad focus, journeys by label, tests of sizes and cut text
 *
 * A screen lays out from left to right; with rtl set the scene mirrors every rectangle, so that no screen
 * thinks about it. Nodes are painted in the order they were added. Texts are copied into the scene's arena.
 */
#ifndef TF_CANVAS_SCENE_H
#define TF_CANVAS_SCENE_H

#include "canvas/canvas.h"
#include "canvas/theme.h"
#include "canvas/type.h"

#define TF_SCENE_NODES_MAX   20000
#define TF_SCENE_TARGETS_MAX 4000
#define TF_SCENE_DIRTY_MAX   32

/* What a target means to the model; opaque here. Also names a target across scenes (focus, pressed). */
struct tf_tag {
    uint32_t what; /* 0: none */
    uint64_t a, b;
};
bool tf_tag_equal(struct tf_tag x, struct tf_tag y);

enum tf_role_of_target { /* what speech and journeys call it */
                         TF_TARGET_BUTTON,
                         TF_TARGET_TAB,
                         TF_TARGET_CELL,
                         TF_TARGET_KEY,
                         TF_TARGET_FIELD,
                         TF_TARGET_ITEM, /* in a list */
};

struct tf_target {
    struct tf_rect rect; /* mirrored already when read */
    struct tf_tag tag;
    enum tf_role_of_target role;
    const char *label;    /* never "": "Propose"; a cell: "Garden, 11:00, Compost" */
    const char *disabled; /* NULL: enabled; else the reason, shown when tapped */
    bool selected;
    bool small_on_purpose; /* hand-held size is enough (9.6 mm): keyboard keys on small panels, grid cells */
    bool is_clipped;       /* set by the scene: a clip cut the rect, so its size says nothing */
};

enum tf_node_kind { TF_NODE_BOX, TF_NODE_TEXT, TF_NODE_ICON, TF_NODE_SYMBOL, TF_NODE_QR, TF_NODE_LINE };
struct tf_node {
    enum tf_node_kind kind;
    struct tf_rect rect;
    struct tf_rect clip;   /* empty: none */
    struct tf_rect bounds; /* all that it may paint: rect and the overhang of its letters, clipped */
    enum tf_paint fill, border;
    int radius_px, border_px;
    const char *text; /* TEXT, QR */
    struct tf_type_style style;
    int value;     /* icon, symbol, QR's least module, TEXT: a typed line's first byte + 1 */
    bool is_cut;   /* TEXT: did not fit and ends in an ellipsis */
    uint64_t hash; /* of everything above, and of the theme */
};
#define TF_SCENE_CLIPS_MAX 8

struct tf_scene;
enum tf_err tf_scene_create(struct tf_scene **out);
void tf_scene_destroy(struct tf_scene *scene);

/* Empties it for a new drawing. type and theme are borrowed until the next begin. */
struct tf_scene_start {
    const struct tf_theme *theme;
    struct tf_type_setter *setter;
    bool rtl;
    bool is_paper;         /* nothing can be touched: targets are left out */
    struct tf_tag pressed; /* what 0: none */
    struct tf_tag focus;   /* its ring is drawn after everything else */
};
void tf_scene_begin(struct tf_scene *scene, const struct tf_scene_start *start);
/* TF_ERR_NOMEM or TF_ERR_LIMIT if something was dropped since begin. */
enum tf_err tf_scene_end(struct tf_scene *scene);

const struct tf_theme *tf_scene_theme(const struct tf_scene *scene);
bool tf_scene_is_rtl(const struct tf_scene *scene);
bool tf_scene_is_pressed(const struct tf_scene *scene, struct tf_tag tag);
bool tf_scene_is_focused(const struct tf_scene *scene, struct tf_tag tag);

void tf_scene_box(struct tf_scene *scene, struct tf_rect rect, enum tf_paint fill, enum tf_paint border,
                  int radius_px);
void tf_scene_line(struct tf_scene *scene, struct tf_rect rect, enum tf_paint paint);
/* Returns the height used. rect.h ≤ 0: as high as it needs. Cut with an ellipsis when it needs more than
 * style.lines or rect.h. */
int tf_scene_text(struct tf_scene *scene, struct tf_rect rect, const char *text, struct tf_type_style style);
int tf_scene_text_height(struct tf_scene *scene, int width_px, const char *text, struct tf_type_style style);
int tf_scene_text_width(struct tf_scene *scene, const char *text,
                        struct tf_type_style style); /* on one line */
/* A line of a text that is being typed: drawn whole from rect's left, as wide as it is (clip it). first:
 * bytes of the typed text before it. A direction mark (U+200E, U+200F) in front, which is not part of the
 * typed text, makes the line run the way of its paragraph. */
void tf_scene_typed(struct tf_scene *scene, struct tf_rect rect, const char *line, size_t first,
                    struct tf_type_style style);
/* For such lines: where the caret before byte `offset` stands from the line's left, and what [begin, end)
 * covers. Offsets are the line's, without its mark. */
int tf_scene_typed_caret(struct tf_scene *scene, const char *line, struct tf_type_style style, size_t offset);
size_t tf_scene_typed_ranges(struct tf_scene *scene, const char *line, struct tf_type_style style,
                             size_t begin, size_t end, struct tf_type_range *out, size_t max);
/* A touch at x, y of the panel in a target with typed lines: the offset in the typed text of the nearest
 * caret. SIZE_MAX: there are none in it. */
size_t tf_scene_typed_at(const struct tf_scene *scene, const struct tf_target *target, int x, int y);
void tf_scene_icon(struct tf_scene *scene, struct tf_rect rect, enum tf_icon icon, enum tf_paint paint);
void tf_scene_symbol(struct tf_scene *scene, struct tf_rect rect, int symbol);
void tf_scene_qr(struct tf_scene *scene, struct tf_rect rect, const char *text, int min_module_px);
void tf_scene_target(struct tf_scene *scene, const struct tf_target *target);
/* Nodes and targets added until pop are clipped to rect. Up to 8 deep. */
void tf_scene_clip(struct tf_scene *scene, struct tf_rect rect);
void tf_scene_unclip(struct tf_scene *scene);
/* Targets added before this call are dead from here on (a dialog is modal). */
void tf_scene_modal(struct tf_scene *scene);

size_t tf_scene_node_count(const struct tf_scene *scene);
const struct tf_node *tf_scene_node(const struct tf_scene *scene, size_t index);
size_t tf_scene_target_count(const struct tf_scene *scene);
const struct tf_target *tf_scene_target_at_index(const struct tf_scene *scene, size_t index);
const struct tf_target *tf_scene_target_at(const struct tf_scene *scene, int x, int y); /* topmost; NULL */
const struct tf_target *tf_scene_target_tagged(const struct tf_scene *scene, struct tf_tag tag);
const struct tf_target *tf_scene_target_labelled(const struct tf_scene *scene, const char *label);
/* For the keypad: reading order (steps of +1/-1, wrapping) and the nearest in a direction. NULL: no target at
 * all. */
const struct tf_target *tf_scene_focus_step(const struct tf_scene *scene, struct tf_tag from, int step);
const struct tf_target *tf_scene_focus_toward(const struct tf_scene *scene, struct tf_tag from, int dx,
                                              int dy);

/* Rectangles in which b differs from a (NULL: everything), merged to at most max ≤ TF_SCENE_DIRTY_MAX. */
size_t tf_scene_diff(const struct tf_scene *a, const struct tf_scene *b, struct tf_rect *out, size_t max);
/* Paints what lies in rect (without size: all). Rasterises only text that the setter has not cached. */
void tf_scene_paint(const struct tf_scene *scene, struct tf_canvas *canvas, struct tf_rect rect);

#endif
