/* picture.v1, conv2d.v1 and .v2 (spec/ops.md): values whose rows are the pixels of a picture. */
#include "pointwise.c"

/* Levels become numbers, where they are. */
static void picture_run(struct pn_session *s, const struct op *op) {
    const struct value *v = &s->model->values[op->out];
    typedef int8_t numbers __attribute__((vector_size(16)));
    int8_t *level = session_value(s, op->out);
    uint32_t i = 0;
    for (numbers x; i + sizeof x <= v->rows * COLOURS; i += sizeof x) {
        __builtin_memcpy(&x, level + i, sizeof x);
        x = __builtin_elementwise_max(x ^ (int8_t)-128, (numbers){0} - (int8_t)127);
        __builtin_memcpy(level + i, &x, sizeof x);
    }
    for (; i < v->rows * COLOURS; i++) level[i] = level[i] ? (int8_t)(level[i] ^ -128) : (int8_t)-127;
    s->rows[op->out] = v->rows;
}

/* A row of pixels as the products read it, zeros at its sides and to its end; or only zeros. Where taps lie apart, a window's
 * pixels one behind the other, window after window. */
static void conv2d_row(const struct kernels *k, const struct op *op, const struct value *in, const uint8_t *row, size_t pixel, size_t bytes, uint8_t *to, uint8_t *second) {
    const uint32_t size = as_bytes(op) ? 1 : 2, before = (op->size - 1) / 2 * in->columns, inside = row && op->dilation == 1 ? op->across * in->columns : 0;
    for (size_t i = 0; i < bytes; i++) {
        if (i == before * size) i += inside * size; /* those come below */
        if (i >= bytes) break;
        to[i] = (uint8_t)offset_of(op);
        if (second) second[i] = 0;
    }
    if (inside) k->prepare(row, in->type, inside, as_bytes(op), offset_of(op), to + before * size, second ? second + before : 0);
    else for (uint32_t i = 0, at = 0; row && i < band_numbers(op, 1); i++, at += in->columns) {
        const uint32_t column = i / op->size * op->stride + (i % op->size - (op->size - 1) / 2) * op->dilation; /* outside: wraps */
        if (column < op->across) k->prepare(row + column * pixel, in->type, in->columns, as_bytes(op), offset_of(op), to + at * size, second ? second + at : 0);
    }
}

static void conv2d_run(struct pn_session *s, const struct op *op) {
    const struct pn_model *m = s->model;
    const struct kernels *k = KERNELS_OF(m);
    const struct value *in = &m->values[op->in], *out = &m->values[op->out];
    const uint32_t across = (op->across + op->stride - 1) / op->stride, down = in->rows / op->across, size = as_bytes(op) ? 1 : 2;
    const size_t pixel = (size_t)in->columns * (in->type == TYPE_INT8 ? 1 : 2);
    struct carver c = {s->scratch, m->scratch, 0};
    const struct band_space space = band_layout(op, in->columns, &c);
    const size_t bytes = (size_t)groups_of(space.numbers, as_bytes(op)) * GROUP;
    s->rows[op->out] = out->rows;
    pn_zero(space.prepared + halves_of(op) * op->size * bytes, GROUP);
    struct product p = {
        .x = space.prepared, .step = (size_t)(op->dilation > 1 ? op->size : op->stride) * in->columns * size, .apart = bytes,
        .rows = across, .parts = op->size, .groups = groups_of(op->size * in->columns, as_bytes(op)),
    };
    for (uint32_t begin = 0, top = 0 - (op->size - 1) / 2 * op->dilation; begin < out->rows; begin += across, top += op->stride) {
        for (uint32_t i = 0; i < op->size; i++) {
            uint8_t *to = space.prepared + i * bytes;
            const uint8_t *row = top + i * op->dilation < down ? (const uint8_t *)session_value(s, op->in) + (size_t)(top + i * op->dilation) * op->across * pixel : 0;
            conv2d_row(k, op, in, row, pixel, bytes, to, halves_of(op) > 1 ? to + op->size * bytes : 0);
        }
        multiply(s, op, &p, begin);
    }
}
