/* scene_in.h: the inside of a scene, for the files that build, compare and paint one. */
#ifndef TF_CANVAS_SCENE_IN_H
#define TF_CANVAS_SCENE_IN_H

#include "base/arena.h"
#include "canvas/scene.h"

struct tf_scene {
    struct tf_arena arena; /* the texts */
    struct tf_node *nodes;
    size_t node_count, node_room;
    struct tf_target *targets;
    size_t target_count, target_room;
    size_t first_live; /* targets before it are behind a dialog */
    struct tf_rect clips[TF_SCENE_CLIPS_MAX];
    int clip_count; /* can pass the maximum; those are not kept, but counted to be popped */
    struct tf_scene_start start;
    uint64_t theme_hash;
    enum tf_err err;
};

#endif
