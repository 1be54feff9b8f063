/* What goes over each column by itself (spec/ops.md): depthwise.v1, depthwise2d, pool.v1 and pool2d.v1. */
#include "conv.c"

static void depthwise_run(struct pn_session *s, const struct op *op) {
    if (op->pooled) return; /* the convolution before has done it */
    const struct pn_model *m = s->model;
    const struct value *in = &m->values[op->in], *out = &m->values[op->out];
    const int32_t largest = largest_of(out->type);
    const uint32_t T = s->rows[op->in], whole = op->code == OP_POOL, square = op->across; /* pool.v1: one window over everything */
    const uint32_t across = square ? square : T, down = square ? T / square : 1;
    struct depthwise d = {
        session_value(s, op->in), in->type, down, across, in->columns, m->tensors[op->weights].dense, square ? op->size : 1,
        square ? op->size : whole ? 2 * T + 1 : op->width, op->stride, op->dilation, op->biases, op->scales, op->shift, op->relu ? 0 : -largest,
        largest, (down + op->stride - 1) / op->stride, whole ? 1 : (across + op->stride - 1) / op->stride, out->type,
        session_value(s, op->out), op->packed, op->bytes, op->offset, op->begins, s->scratch, op->kind,
    };
    s->rows[op->out] = d.results_down * d.results_across;
    if (s->rows[op->out]) m->kernels->depthwise(&d);
}
