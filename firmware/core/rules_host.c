/* A host in two places at once: worth saying, never a refusal. */
#include "core/rules_internal.h"

#include "base/text.h"
#include "core/host_names.h"

#include <stdlib.h>

/* TF_OK and *yes; text that cannot be folded is nobody's name. */
static enum tf_err is_same_host(bool *yes, const char *folded, const char *host)
{
    char *other = NULL;
    *yes = false;
    enum tf_err err = host[0] == '\0' ? TF_OK : tf_text_fold(&other, host);
    if (err == TF_OK && other != NULL) {
        *yes = tf_host_names_share(folded, other);
    }
    free(other);
    return err == TF_ERR_NOMEM ? err : TF_OK;
}

static enum tf_err warn_of_cell(struct tf_decision *d, const struct tf_session *session, const char *folded,
                                int space, int row)
{
    const struct tf_grid *grid = d->board->grid;
    const struct tf_placement *there = tf_grid_cell(grid, space, row);
    for (; there != NULL; there = tf_grid_cell_next(grid, space, row, there)) {
        if (tf_rules_now(d, TF_KIND_PLACEMENT, there->record.key) != &there->record) {
            continue; /* this event takes it away from here */
        }
        const struct tf_session *other = tf_board_session(d->board, there->session);
        bool yes = there->session == session->record.key.id;
        enum tf_err err = yes || other == NULL ? TF_OK : is_same_host(&yes, folded, other->host);
        if (err != TF_OK) {
            return err;
        }
        if (yes) {
            d->warning.host_also_in = there->record.key.id;
            return TF_OK;
        }
    }
    return TF_OK;
}

enum tf_err tf_rules_warn_host(struct tf_decision *d, const struct tf_session *session, struct tf_span span)
{
    const struct tf_grid *grid = d->board->grid;
    char *folded = NULL;
    enum tf_err err = tf_text_fold(&folded, session->host);
    if (err != TF_OK) {
        return err == TF_ERR_NOMEM ? err : TF_OK;
    }
    for (int row = span.first; row >= 0 && row <= span.last && err == TF_OK;
         row = tf_rules_row_after(grid, row)) {
        for (int space = 0; (size_t)space < grid->space_count && err == TF_OK; space++) {
            if (space == span.space && !grid->spaces[space]->shared) {
                continue; /* its own cell */
            }
            if (d->warning.host_also_in != 0) {
                goto out; /* the first is enough */
            }
            err = warn_of_cell(d, session, folded, space, row);
        }
    }
out:
    free(folded);
    return err;
}
