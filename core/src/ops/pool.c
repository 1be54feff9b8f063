/* pool.v1: the maximum, the mean, or both, of each column over all rows (spec/ops.md). */
#include "../session.h"

static void pool_run(struct pn_session *s, const struct op *op) {
    if (op->pooled) return; /* the convolution before it has done it */
    const struct value *in = &s->model->values[op->in];
    s->rows[op->out] = 1;
    KERNELS_OF(s->model)->pool(session_value(s, op->in), in->type, s->rows[op->in], in->columns, op->kind, session_value(s, op->out));
}
