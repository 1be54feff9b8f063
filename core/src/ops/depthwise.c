/* What goes over each column by itself (spec/ops.md): depthwise.v1, depthwise2d, pool.v1, pool2d.v1 and scale.v1. */
#include "../session.h"

/* x · gate / 2^15 is 4 x · 2^16 gate / 2^33: a window of one weight, which is 4, whose scale is known only now. */
static void gates_as_scales(struct pn_session *s, const struct op *op, struct depthwise *d) {
    const uint32_t n = blocks_of(d->columns) * BLOCK;
    const int16_t *gates = session_value(s, op->other);
    int32_t *bias = (int32_t *)(void *)s->scratch, *scale = bias + n;
    int8_t *weights = (int8_t *)(scale + n);
    for (uint32_t i = 0; i < n; i++)
        bias[i] = 0, weights[i] = 4, scale[i] = i < d->columns ? sigmoid(s->model->sigmoid, gates[i]) << 16 : 0; /* the largest is 32,757 */
    d->bias = bias, d->scale = scale, d->weights = weights;
}

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
        session_value(s, op->out), op->packed, as_bytes(op), offset_of(op), op->begins, s->scratch, op->kind,
    };
    if (op->code == OP_SCALE) gates_as_scales(s, op, &d);
    s->rows[op->out] = d.results_down * d.results_across;
    if (s->rows[op->out]) KERNELS_OF(m)->depthwise(&d);
}
