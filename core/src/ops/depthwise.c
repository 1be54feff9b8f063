/* depthwise.v1: a convolution of each column by itself (spec/ops.md). */
#include "../session.h"

static void depthwise_run(struct pn_session *s, const struct op *op) {
    const struct pn_model *m = s->model;
    const struct value *in = &m->values[op->in], *out = &m->values[op->out];
    const int32_t largest = largest_of(out->type);
    uint32_t T = s->rows[op->in];
    struct depthwise d = {
        session_value(s, op->in), in->type, 1, T, in->columns, m->tensors[op->weights].dense, 1, op->width, op->stride, op->dilation,
        op->biases, op->scales, op->shift, op->relu ? 0 : -largest, largest, 1, (T + op->stride - 1) / op->stride, out->type,
        session_value(s, op->out), op->packed, op->bytes, op->offset, op->begins, s->scratch,
    };
    s->rows[op->out] = d.results_across;
    if (T) KERNELS_OF(m)->depthwise(&d);
}
