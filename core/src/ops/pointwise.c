/* Rows times weights: what conv.v1 is at width 1 (spec/ops.md), and what conv2d.v1 is once its windows are rows. */
#ifndef PN_POINTWISE
#define PN_POINTWISE
#include "../kernels.c"

/* Every block of outputs, from the rows that `p` names; `first` is the result of row 0. */
static void multiply(struct pn_session *s, const struct op *op, struct product *p, uint32_t first) {
    const struct pn_model *m = s->model;
    const struct value *out = &m->values[op->out];
    const size_t each = out->type == TYPE_INT8 ? 1 : out->type == TYPE_INT16 ? 2 : 4;
    const int32_t largest = largest_of(out->type);
    struct results to = {op->scales, op->shift, op->relu ? 0 : -largest, largest, 0, out->type, out->columns, 0, 0};
    p->w = op->packed, p->start = op->begins, p->halves = halves_of(op);
    for (uint32_t at = 0; at < out->columns; at += BLOCK, to.scale += BLOCK, p->start += BLOCK, p->w += (size_t)p->parts * p->groups * BLOCK * GROUP) {
        to.used = out->columns - at < BLOCK ? out->columns - at : BLOCK;
        to.out = (uint8_t *)session_value(s, op->out) + ((size_t)first * out->columns + at) * each;
        p->to = to;
        (as_bytes(op) ? KERNELS_OF(m)->quads : KERNELS_OF(m)->pairs)(p);
    }
}

#ifndef PN_WORDS /* else conv.c does it */
static void pointwise_run(struct pn_session *s, const struct op *op) {
    const struct value *in = &s->model->values[op->in];
    const uint32_t results = s->model->values[op->out].rows, groups = groups_of(in->columns, as_bytes(op)), step = groups * GROUP;
    const uint32_t row_bytes = in->columns * (in->type == TYPE_INT8 ? 1 : 2), whole = row_bytes * (as_bytes(op) ? 1 : 2) == step * (in->type == TYPE_INT8 ? 1 : 2);
    struct product p = {.step = (size_t)step * op->stride, .parts = 1, .groups = groups};
    s->rows[op->out] = results;
    for (uint32_t begin = 0; begin < results; begin += p.rows) {
        const uint8_t *row = (const uint8_t *)session_value(s, op->in) + (size_t)begin * op->stride * row_bytes;
        p.rows = results - begin < CHUNK / 8 ? results - begin : CHUNK / 8;
        p.x = row, p.apart = 0;
        if (!as_bytes(op) || offset_of(op) || !whole) {
            const uint32_t rows = (p.rows - 1) * op->stride + 1, count = whole ? rows : 1;
            uint8_t *to = s->scratch;
            p.x = to, p.apart = (size_t)rows * step;
            for (uint32_t i = 0; i < rows; i += count, row += row_bytes, to += step) /* weights behind a row's end are zeros */
                KERNELS_OF(s->model)->prepare(row, in->type, in->columns * count, as_bytes(op), offset_of(op), to, halves_of(op) > 1 ? to + p.apart : 0);
        }
        multiply(s, op, &p, begin);
    }
}
#endif
#endif
