/* picture.v1, conv2d.v1 and depthwise2d.v1 (spec/ops.md): values whose rows are the pixels of a picture. */
#include "../session.h"

/* Levels become numbers, where they are. */
static void picture_run(struct pn_session *s, const struct op *op) {
    const struct value *v = &s->model->values[op->out];
    uint8_t *level = session_value(s, op->out);
    for (uint32_t i = 0; i < v->rows * COLOURS; i++) level[i] = level[i] ? level[i] ^ 128 : (uint8_t)-127;
    s->rows[op->out] = v->rows;
}

/* The window of result (x, y) as one row of numbers, zeros outside the picture; `each` bytes a pixel. */
static void conv2d_patch(const uint8_t *in, const struct op *op, uint32_t down, uint32_t y, uint32_t x, size_t each, uint8_t *to) {
    const int32_t back = (int32_t)(op->size - 1) / 2, left = (int32_t)(x * op->stride) - back, top = (int32_t)(y * op->stride) - back;
    const int32_t size = (int32_t)op->size, before = left < 0 ? -left : 0;
    int32_t inside = left + size > (int32_t)op->across ? (int32_t)op->across - left : size; /* columns up to the border */
    for (int32_t row = top; row < top + size; row++, to += (size_t)size * each) {
        if (row < 0 || row >= (int32_t)down || inside <= before) {
            pn_zero(to, (size_t)size * each);
            continue;
        }
        pn_zero(to, (size_t)before * each);
        pn_copy(to + (size_t)before * each, in + ((size_t)row * op->across + (size_t)(left + before)) * each, (size_t)(inside - before) * each);
        pn_zero(to + (size_t)inside * each, (size_t)(size - inside) * each);
    }
}

static void conv2d_run(struct pn_session *s, const struct op *op) {
    const struct pn_model *m = s->model;
    const struct kernels *k = m->kernels;
    const struct value *in = &m->values[op->in], *out = &m->values[op->out];
    const uint32_t bytes = k->bytes && in->type == TYPE_INT8, inputs = op->size * op->size * in->columns, groups = groups_of(inputs, bytes);
    const uint32_t across = (op->across + op->stride - 1) / op->stride, down = in->rows / op->across;
    const size_t each = (size_t)in->columns * (in->type == TYPE_INT8 ? 1 : 2);
    const int32_t largest = largest_of(out->type);
    struct carver c = {s->scratch, m->scratch, 0};
    const struct patch_space space = patch_layout(out->rows, inputs, &c);
    for (uint32_t i = 0; i < space.results; i++) space.slot[i] = i;
    s->rows[op->out] = out->rows;
    for (uint32_t begin = 0; begin < out->rows; begin += space.results) {
        const uint32_t end = out->rows - begin > space.results ? begin + space.results : out->rows;
        for (uint32_t t = begin; t < end; t++) {
            conv2d_patch(session_value(s, op->in), op, down, t / across, t % across, each, space.patch);
            k->prepare(space.patch, in->type, inputs, bytes, bytes ? k->flip : 0, space.prepared + (size_t)(t - begin) * groups * GROUP);
        }
        for (uint32_t block = 0; block < blocks_of(out->columns); block++) {
            const uint32_t at = block * BLOCK, used = out->columns - at < BLOCK ? out->columns - at : BLOCK;
            (bytes ? k->quads : k->pairs)(space.prepared, (size_t)groups * GROUP, end - begin, op->packed + (size_t)block * groups * BLOCK * GROUP, groups, 1, used,
                                          op->start + (size_t)block * BLOCK, space.products);
            struct gather g = {
                space.products, space.slot, begin, end, 1, 1, 1, op->biases + at, op->scales + at, op->shift,
                op->relu ? 0 : -largest, largest, begin, end, used, out->type, out->columns,
                (uint8_t *)session_value(s, op->out) + (size_t)at * (out->type == TYPE_INT8 ? 1 : 2), 0,
            };
            k->gather(&g);
        }
    }
}

static void depthwise2d_run(struct pn_session *s, const struct op *op) {
    const struct pn_model *m = s->model;
    const struct value *in = &m->values[op->in], *out = &m->values[op->out];
    const int32_t largest = largest_of(out->type);
    const uint32_t down = in->rows / op->across;
    struct depthwise d = {
        session_value(s, op->in), in->type, down, op->across, in->columns, m->tensors[op->weights].dense, op->size, op->size, op->stride, 1,
        op->biases, op->scales, op->shift, op->relu ? 0 : -largest, largest, (down + op->stride - 1) / op->stride,
        (op->across + op->stride - 1) / op->stride, out->type, session_value(s, op->out),
    };
    s->rows[op->out] = out->rows;
    m->kernels->depthwise(&d);
}
