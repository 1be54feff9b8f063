/* mirror.v1: the pixels of each row from the right (spec/ops.md). */
#include "../session.h"

static void mirror_run(struct pn_session *s, const struct op *op) {
    const struct value *v = &s->model->values[op->out];
    const size_t pixel = (size_t)v->columns * (v->type == TYPE_INT8 ? 1 : 2), row = op->across * pixel, all = v->rows * pixel;
    const uint8_t *in = session_value(s, op->in);
    uint8_t *out = session_value(s, op->out);
    s->rows[op->out] = v->rows;
    for (size_t begin = 0; begin < all; begin += row)
        for (size_t at = 0; at < row; at += pixel) pn_copy(out + begin + at, in + begin + row - pixel - at, pixel);
}
