/* engine_pg.h: the engine on PostgreSQL (schema.h). */
#ifndef TF_LINK_ENGINE_PG_H
#define TF_LINK_ENGINE_PG_H

#include "link/engine.h"

/* address as tf_pg_open(); key: this kiosk's. Nothing is connected yet. */
enum tf_err tf_engine_open_pg(struct tf_engine **out, const char *address, const char *key,
                              struct tf_problem *problem);

#endif
